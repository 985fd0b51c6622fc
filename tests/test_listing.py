"""Tables derived from Publications: the same whether kept step by step or made anew."""

from datetime import timedelta
from typing import Any

import pytest

from incidents import codes, listing
from incidents.actions import publication, record
from incidents.models import (
    ListedActor,
    ListedElection,
    ListedIncident,
    ListedSegment,
    ListedSource,
    Publication,
    Segment,
    SourceMedia,
    Transcript,
)
from tests import scenes
from tests.factories import (
    AT,
    ActorFactory,
    ElectionFactory,
    IncidentFactory,
    InvolvementFactory,
    PrivateActorFactory,
    PublicationFactory,
    SpeakerFactory,
    TermFactory,
    TranscriptFactory,
)
from tests.scenes import Scene, Team

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def staff() -> Team:
    return scenes.team()


def withdraw(scene: Scene, staff: Team) -> None:
    publication.withdraw(
        incident=scene.incident,
        by=staff.publisher,
        reason_class=TermFactory(scheme=codes.Scheme.CORRECTION_CLASS, code="legal"),
        reason="Une erreur.",
    )


def second_page() -> str:
    return scenes.PAGE.replace("prêtent", "attribuent")


def assert_rebuilt_alike() -> None:
    """What is in use equals what the Publications alone give."""
    before = list(listing.rows())

    count = listing.rebuild()

    assert list(listing.rows()) == before
    assert count == ListedIncident.objects.count() == Publication.objects.current().count()


def test_a_publication_is_listed_with_all_it_names(staff: Team) -> None:
    election = ElectionFactory(slug="essai-2026")
    scene = scenes.exchange(staff, election=election)

    made = scenes.publish(scene.incident, staff)

    row = ListedIncident.objects.get()
    assert (row.publication, row.reference, row.first_published_at) == (made, "INC-2026-0001", AT)
    assert (row.title_fr, row.verdict, row.jurisdiction, row.election) == (
        "Des comptes pour Horizon vert",
        "unknown",
        "XV",
        "essai-2026",
    )
    assert (row.platforms, row.propositions) == (["tiktok"], ["authorship"])
    assert (row.legal_statuses, str(row.review_due_on)) == (["announced"], "2026-11-01")
    assert (row.parties, row.party_roles) == (
        ["horizon-vert"],
        ["promoted:*", "promoted:horizon-vert"],
    )
    assert row.sources == [scene.source.public_id]
    assert (row.card["claims"], row.card["denials"]) == (3, 1)
    assert set(ListedActor.objects.values_list("slug", flat=True)) == set(row.actors)
    assert ListedElection.objects.get().slug == "essai-2026"
    assert ListedSource.objects.get().content["id"] == scene.source.public_id


def test_rebuilding_gives_the_same_rows(staff: Team) -> None:
    first = scenes.exchange(staff, election=ElectionFactory())
    second = scenes.exchange(staff, page=second_page())
    for number, scene in enumerate((first, second)):
        scenes.publish(scene.incident, staff, at=AT + number * DAY)
    fresh = type(first.incident).objects.get(pk=first.incident.pk)
    fresh.title_fr = "Un autre titre"
    record.save(record=fresh, by=staff.author)
    scenes.correct(fresh, staff, at=AT + 2 * DAY)

    assert len(list(listing.rows())) > 10
    assert_rebuilt_alike()


def test_rebuilding_is_told_from_rows_that_differ(staff: Team) -> None:
    scenes.publish(scenes.exchange(staff).incident, staff)
    before = list(listing.rows())
    ListedActor.objects.update(kind=codes.ActorKind.GROUP)

    assert list(listing.rows()) != before
    listing.rebuild()
    assert list(listing.rows()) == before


def test_after_the_withdrawal_of_the_only_one_nothing_remains(staff: Team) -> None:
    scene = scenes.exchange(staff, election=ElectionFactory())
    scenes.publish(scene.incident, staff)

    withdraw(scene, staff)

    assert list(listing.rows()) == []
    assert listing.rebuild() == 0


def test_what_another_incident_names_as_well_remains(staff: Team) -> None:
    election = ElectionFactory()
    first = scenes.exchange(staff, election=election)
    second = scenes.exchange(staff, page=second_page(), election=election)
    scenes.publish(first.incident, staff)
    scenes.publish(second.incident, staff, at=AT + DAY)

    withdraw(second, staff)

    assert ListedIncident.objects.get().reference == first.incident.reference
    assert ListedActor.objects.filter(slug="horizon-vert").exists()
    assert ListedElection.objects.get().slug == election.slug
    assert ListedSource.objects.get().pk == first.source.public_id
    assert_rebuilt_alike()


def renamed(scene: Scene, staff: Team, name: str) -> None:
    scene.party.refresh_from_db()
    scene.party.name_fr = name
    record.save(record=scene.party, by=staff.author)


def test_a_withdrawn_name_gives_way_to_the_one_still_published(staff: Team) -> None:
    first = scenes.exchange(staff, election=ElectionFactory(slug="essai", name_fr="Avant"))
    scenes.publish(first.incident, staff)
    renamed(first, staff, "Horizon bleu")
    assert first.incident.election is not None
    first.incident.election.name_fr = "Après"
    record.save(record=first.incident.election, by=staff.author)
    second = scenes.exchange(staff, page=second_page(), election=first.incident.election)
    scenes.publish(second.incident, staff, at=AT + DAY)
    newest = ListedActor.objects.get(slug="horizon-vert").content["name"]["fr"]

    withdraw(second, staff)

    assert newest == "Horizon bleu"
    assert ListedActor.objects.get(slug="horizon-vert").content["name"]["fr"] == "Horizon vert"
    assert ListedElection.objects.get().content["name"]["fr"] == "Avant"
    assert_rebuilt_alike()


def test_an_older_moment_published_later_does_not_bring_an_old_name_back(staff: Team) -> None:
    first = scenes.exchange(staff)
    second = scenes.exchange(staff, page=second_page())
    scenes.publish(first.incident, staff, at=AT)
    renamed(first, staff, "Horizon bleu")

    scenes.publish(second.incident, staff, at=AT - DAY)

    assert ListedActor.objects.get(slug="horizon-vert").content["name"]["fr"] == "Horizon vert"
    assert_rebuilt_alike()


@pytest.mark.parametrize("number", [1, 2])
def test_parties_without_a_page_are_counted_by_role_alone(number: int) -> None:
    incident = IncidentFactory(reference="INC-2026-0001", state=codes.State.PUBLISHED)
    InvolvementFactory(incident=incident, actor=PrivateActorFactory(kind=codes.ActorKind.PARTY))
    for _n in range(number - 1):
        InvolvementFactory(incident=incident, actor=ActorFactory(slug="aurore"))

    listing.add(PublicationFactory(incident=incident))

    row = ListedIncident.objects.get()
    assert row.parties == ["aurore"][: number - 1]
    assert "depicted:*" in row.party_roles
    assert not any("None" in code for code in row.party_roles)


def segments() -> list[str]:
    return list(ListedSegment.objects.order_by("digest", "position").values_list("text", flat=True))


ALL = [
    "Des comptes vantent le parti Horizon vert.",
    "Qui les a créés ?",
    "Nous n'y sommes pour rien, c'est une vidéo truquée.",
    "L'autre camp, lui, en fabrique tous les jours.",
    "Porterez-vous plainte ? Nous verrons.",
]


@pytest.mark.parametrize(
    ("extent", "expected"), [("none", []), ("cited", [ALL[0], *ALL[2:]]), ("full", ALL)]
)
def test_as_much_of_a_source_as_its_public_extent_allows(
    staff: Team, extent: str, expected: list[str]
) -> None:
    scene = scenes.exchange(staff)
    SourceMedia.objects.filter(pk=scene.source.pk).update(
        public_extent=extent, public_extent_ground="Avec l’accord de l’éditeur."
    )

    scenes.publish(scene.incident, staff)

    assert segments() == expected
    assert ListedSource.objects.get().content["public_extent"] == extent


def test_a_listed_passage_says_who_speaks_and_what_cites_it(staff: Team) -> None:
    scene = scenes.exchange(staff)
    transcript = scene.source.transcripts.get()
    voice = SpeakerFactory(transcript=transcript, label="La présentatrice")
    Segment.objects.filter(transcript=transcript, position=0).update(speaker=voice)

    made = scenes.publish(scene.incident, staff)

    passage = ListedSegment.objects.get(position=0)
    assert (passage.speaker, passage.start_ms) == ("La présentatrice", 0)
    assert passage.cited_by == [
        {
            "reference": made.reference,
            "kind": "involvement",
            "anchor": f"involvement-{scene.promoted.public_id}",
        },
        {
            "reference": made.reference,
            "kind": "claim",
            "anchor": f"claim-{scene.accusation.public_id}",
        },
    ]


def test_a_passage_that_two_incidents_cite_stands_once(staff: Team) -> None:
    first, second = scenes.exchange(staff), scenes.simple(staff)
    scenes.said(staff, second, first.source, scenes.ACCUSED)
    second.refresh_from_db()
    scenes.publish(first.incident, staff)
    scenes.publish(second, staff, at=AT + DAY)

    passage = ListedSegment.objects.get(position=0)

    assert {by["reference"] for by in passage.cited_by} == {"INC-2026-0001", "INC-2026-0002"}
    assert_rebuilt_alike()


def newer_version(scene: Scene, texts: list[str]) -> Transcript:
    made: Transcript = TranscriptFactory(
        source=scene.source, number=2, reason="Un nom ôté.", texts=texts
    )
    return made


@pytest.mark.parametrize("extent", ["cited", "full"])
def test_of_a_replaced_transcript_only_what_is_cited_is_public(staff: Team, extent: str) -> None:
    """A newer version may have been made to take something out of the older one."""
    scene = scenes.exchange(staff)
    newer_version(scene, ["La version relue."])
    SourceMedia.objects.filter(pk=scene.source.pk).update(
        public_extent=extent, public_extent_ground="Avec l’accord de l’éditeur."
    )

    scenes.publish(scene.incident, staff)

    shown = segments()
    assert ALL[1] not in shown
    assert set(ALL) - {ALL[1]} <= set(shown)
    assert ("La version relue." in shown) is (extent == "full")


def test_rows_are_given_without_the_keys_of_the_tables(staff: Team) -> None:
    scenes.publish(scenes.exchange(staff).incident, staff)
    keys = set(ListedSegment.objects.values_list("pk", flat=True))

    listing.rebuild()

    assert keys.isdisjoint(ListedSegment.objects.values_list("pk", flat=True))
    found: dict[str, list[Any]] = {}
    for name, *values in listing.rows():
        found.setdefault(name, []).append(values)
    assert {name: len(rows) for name, rows in found.items()} == {
        "ListedSegment": 4,
        "ListedSource": 1,
        "ListedActor": 2,
        "ListedIncident": 1,
    }
