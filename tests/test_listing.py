"""Tables derived from Publications: the same whether kept step by step or made anew."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from incidents import codes, documents, listing
from incidents.actions import publication, record
from incidents.filters import IncidentFilter
from incidents.filters.choices import parties
from incidents.models import (
    Claim,
    Incident,
    ListedActor,
    ListedElection,
    ListedIncident,
    ListedSegment,
    ListedSource,
    ListedWord,
    Publication,
    Segment,
    SourceMedia,
    Transcript,
)
from incidents.procedures import EventKind
from incidents.projection import document
from tests import scenes
from tests.factories import (
    AT,
    ActorFactory,
    CitationFactory,
    ElectionFactory,
    IncidentFactory,
    InvolvementFactory,
    PrivateActorFactory,
    ProcedureEventFactory,
    ProcedureFactory,
    PublicationFactory,
    SpeakerFactory,
    TermFactory,
    TranscriptFactory,
)
from tests.forged import forging
from tests.redactions import redact
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
        confirmed_by=staff.legal,
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
    assert (row.claims, row.denials) == (3, 1)
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
    incident = IncidentFactory(reference="INC-2026-0001")
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
    "Merci à tous.",
    "Bonsoir.",
]
LONG_PAGE = f"{scenes.PAGE}00:26 {ALL[5]}\n00:30 {ALL[6]}\n"


@pytest.mark.parametrize(("extent", "expected"), [("none", []), ("cited", ALL[:6]), ("full", ALL)])
def test_as_much_of_a_source_as_its_public_extent_allows(
    staff: Team, extent: str, expected: list[str]
) -> None:
    """By default what is cited, and one passage before and after it."""
    scene = scenes.exchange(staff, page=LONG_PAGE)
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
    assert not {ALL[1], ALL[5], ALL[6]} & set(shown)
    assert {ALL[0], *ALL[2:5]} <= set(shown)
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
        "ListedSegment": 5,
        "ListedSource": 1,
        "ListedActor": 2,
        "ListedTally": 13,
        "ListedAppearance": 1,
        "ListedProcedure": 1,
        "ListedFollowUp": 1,
        "ListedDetail": 1,
        "ListedIncident": 1,
        "ListedFacet": 16,
        "ListedText": 4,
        "ListedWord": ListedWord.objects.count(),
    }


def test_a_procedure_without_a_public_event_is_not_listed(staff: Team) -> None:
    incident = scenes.simple(staff)
    named = ActorFactory(slug="secrete")
    pursuit = ProcedureFactory(incidents=[incident], authority=named, review_on=AT.date())
    pursuit.respondents.add(named)
    ProcedureEventFactory(procedure=pursuit, kind=EventKind.ANNOUNCED, is_public=False)

    scenes.publish(incident, staff)

    row = ListedIncident.objects.get()
    assert (row.legal_statuses, row.review_due_on, row.actors) == (["none"], None, [])
    assert not ListedActor.objects.exists()
    assert "secrete" not in str(list(listing.rows()))


def found(**asked: str | list[str]) -> int:
    """How many published incidents the list shows to who asks."""
    filtered = IncidentFilter(asked, ListedIncident.objects.all())
    assert filtered.is_valid(), filtered.errors
    return filtered.qs.count()


@pytest.mark.parametrize(("extent", "expected"), [("none", 0), ("cited", 1), ("full", 1)])
def test_the_words_of_a_quote_are_found_where_the_quote_is_shown(
    staff: Team, extent: str, expected: int
) -> None:
    """An answer to a search would say what was said, word by word."""
    scene = scenes.exchange(staff)
    Claim.objects.update(summary_fr="Un résumé.")
    SourceMedia.objects.filter(pk=scene.source.pk).update(
        public_extent=extent, public_extent_ground="Avec l’accord de l’éditeur."
    )

    scenes.publish(scene.incident, staff)

    assert (found(q="fabrique tous les jours"), found(q="vantent")) == (expected, expected)
    assert found(q="Horizon vert") == 1


@pytest.mark.parametrize(
    ("extent", "position", "expected"),
    [
        *(("none", 0, False), ("none", 1, False)),
        *(("cited", 1, True), ("cited", 6, False)),
        *(("full", 1, True), ("full", 6, True)),
    ],
)
def test_a_voice_that_is_not_heard_in_public_has_no_row(
    staff: Team, extent: str, position: int, expected: bool
) -> None:
    scene = scenes.exchange(staff, page=LONG_PAGE)
    guest = ActorFactory(slug="invite")
    scenes.voice(scene, staff, "L’invité", (position, position), actor=guest)
    SourceMedia.objects.filter(pk=scene.source.pk).update(
        public_extent=extent, public_extent_ground="Avec l’accord de l’éditeur."
    )

    scenes.publish(scene.incident, staff)

    assert ListedActor.objects.filter(slug="invite").exists() is expected
    assert ("invite" in ListedIncident.objects.get().actors) is expected


def test_a_card_names_nobody_in_an_accusing_role(staff: Team) -> None:
    """The answers stand on the page, not on the card."""
    scene = scenes.exchange(staff)
    for role in codes.ACCUSING_ROLES - {codes.Role.PROMOTED}:
        accused = InvolvementFactory(incident=scene.incident, actor=scene.party, role=role)
        CitationFactory(claim=None, involvement=accused, source=scene.source)
    shown = InvolvementFactory(incident=scene.incident)

    scenes.publish(scene.incident, staff)

    row = ListedIncident.objects.get()
    assert [(i["role"], i["actor"]["slug"]) for i in row.card["involvements"]] == [
        ("depicted", shown.actor.slug)
    ]
    assert "horizon-vert" not in str(row.card)
    assert len(row.publication.content["involvements"]) == len(codes.ACCUSING_ROLES) + 1


def test_a_party_that_is_only_spoken_of_is_no_choice_of_the_filter(staff: Team) -> None:
    """It would give an empty list: only involvements are counted and filtered."""
    scene = scenes.exchange(staff)
    scenes.publish(scene.incident, staff)
    InvolvementFactory(incident=scenes.simple(staff), actor=ActorFactory(slug="en-brouillon"))
    spoken_of = scene.counter.about.get()

    assert ListedActor.objects.filter(slug=spoken_of.slug, kind=codes.ActorKind.PARTY).exists()
    assert parties() == [("horizon-vert", "Horizon vert")]
    assert found(party=["horizon-vert"]) == 1


def test_a_person_or_a_private_party_is_no_choice_either(staff: Team) -> None:
    incident = scenes.simple(staff)
    InvolvementFactory(incident=incident, actor=ActorFactory(kind=codes.ActorKind.PERSON))
    InvolvementFactory(incident=incident, actor=PrivateActorFactory(kind=codes.ActorKind.PARTY))

    scenes.publish(incident, staff)

    assert parties() == []


def sources_written(number: int, staff: Team) -> tuple[int, int]:
    """How often a rebuild of so many Publications writes the one source that they cite, and how
    many queries read Publications for it."""
    scene = scenes.exchange(staff, page=second_page())
    scenes.publish(scene.incident, staff)
    for _n in range(number - 1):
        incident = scenes.draft(staff)
        scenes.said(staff, incident, scene.source, scenes.ACCUSED)
        scenes.publish(Incident.objects.get(pk=incident.pk), staff)
    with CaptureQueriesContext(connection) as captured:
        assert listing.rebuild() == number
    asked = [query["sql"] for query in captured]
    table = ListedSource._meta.db_table
    written = [sql for sql in asked if sql.startswith(f'INSERT INTO "{table}"')]
    return len(written), sum("@> " in sql for sql in asked)


@pytest.mark.parametrize("number", [1, 5])
def test_a_rebuild_writes_a_source_once_however_many_publications_cite_it(
    staff: Team, number: int
) -> None:
    assert sources_written(number, staff) == (1, 1)
    assert {by["reference"] for by in ListedSegment.objects.get(position=0).cited_by} == {
        f"INC-2026-{each:04d}" for each in range(1, number + 1)
    }


def test_around_what_is_cited_a_passage_is_marked_by_nothing_that_cites_it(staff: Team) -> None:
    scenes.publish(scenes.exchange(staff, page=LONG_PAGE).incident, staff)

    cited = {row.position: bool(row.cited_by) for row in ListedSegment.objects.all()}

    assert cited == {0: True, 1: False, 2: True, 3: True, 4: True, 5: False}


@pytest.fixture
def redacted(staff: Team) -> Scene:
    """A published scene of which the denial (position 2) and a line that nothing cites are
    redacted afterwards."""
    scene = scenes.exchange(staff, page=LONG_PAGE)
    scenes.voice(scene, staff, "L’invité", (2, 2), actor=ActorFactory(slug="invite"))
    scenes.voice(scene, staff, "La présentatrice", (0, 1), (3, 5))
    for said in Claim.objects.all():
        said.summary_fr = "Un résumé."
        said.save()
    scene.incident.refresh_from_db()
    scenes.publish(scene.incident, staff)
    redact(scene.source.transcripts.get(), 2, 2)
    redact(scene.source.transcripts.get(), 5, 6)
    return scene


def test_a_redacted_passage_keeps_its_place_and_loses_its_words(redacted: Scene) -> None:
    rows = {row.position: row for row in ListedSegment.objects.all()}

    assert [position for position, row in rows.items() if row.redacted] == [2, 5]
    for row in (rows[2], rows[5]):
        assert (row.text, row.speaker, row.low_confidence) == ("", "", False)
    assert (rows[2].start_ms, rows[2].end_ms) == (9000, None)
    assert rows[2].cited_by
    assert rows[3].text == ALL[3]
    assert_rebuilt_alike()


def test_a_redaction_takes_words_and_voices_out_of_every_table_at_once(redacted: Scene) -> None:
    assert found(q="fabrique tous les jours") == 1
    assert found(q="Nous n'y sommes pour rien") == 0
    assert not ListedActor.objects.filter(slug="invite").exists()
    assert "invite" not in ListedIncident.objects.get().actors
    text = repr(list(listing.rows()))
    assert "pour rien" not in text
    assert "L’invité" not in text


def test_what_a_publication_shows_is_without_the_redacted_quote(redacted: Scene) -> None:
    made = Publication.objects.get()

    shown = listing.shown(made)

    quotes = {c.citation["first"]: c.citation for c in documents.citations(shown)}
    assert (quotes[2]["quote"], quotes[2]["redacted"], quotes[2]["start_ms"]) == ("", True, 9000)
    assert (quotes[3]["quote"], quotes[3]["redacted"]) == (scenes.COUNTERED, False)
    assert shown["sources"][0]["redacted"] == [
        {"transcript": redacted.source.transcripts.get().digest, "ranges": [[2, 2], [5, 5]]}
    ]
    assert "pour rien" not in repr(shown)
    assert shown == document(Incident.objects.get(pk=redacted.incident.pk))


def test_what_nobody_redacted_is_shown_to_the_letter(staff: Team) -> None:
    made = scenes.publish(scenes.exchange(staff).incident, staff)

    assert listing.shown(made) == made.content


def test_each_passage_has_the_voice_that_the_newest_document_showing_it_names(staff: Team) -> None:
    first = scenes.exchange(staff, page=LONG_PAGE)
    scenes.voice(first, staff, "Une voix", (0, 6))
    scenes.publish(first.incident, staff)
    second = scenes.draft(staff)
    scenes.said(staff, second, first.source, scenes.ACCUSED)
    transcript = first.source.transcripts.get()
    Segment.objects.filter(transcript=transcript).update(
        speaker=SpeakerFactory(transcript=transcript, label="La présentatrice")
    )

    scenes.publish(Incident.objects.get(pk=second.pk), staff, at=AT + DAY)

    heard = dict(ListedSegment.objects.values_list("position", "speaker"))
    assert heard == {n: "La présentatrice" if n < 2 else "Une voix" for n in range(6)}
    labels = [s["label"] for s in ListedSource.objects.get().content["transcript"]["speakers"]]
    assert labels == ["La présentatrice", "Une voix"]
    assert_rebuilt_alike()


@pytest.mark.parametrize(
    ("made_by", "expected"), [("machine", True), ("publisher", True), ("staff", False)]
)
def test_a_passage_that_a_machine_doubted_is_marked_unless_staff_made_it(
    staff: Team, made_by: str, expected: bool
) -> None:
    scene = scenes.exchange(staff)
    with forging():
        Transcript.objects.update(made_by=made_by, tool="Whisper")
        Segment.objects.filter(position=2).update(confidence=0.2)
        Segment.objects.exclude(position=2).update(confidence=0.9)

    made = scenes.publish(Incident.objects.get(pk=scene.incident.pk), staff)

    marked = set(ListedSegment.objects.filter(low_confidence=True).values_list("position"))
    assert marked == ({(2,)} if expected else set())
    doubted = {c.citation["first"]: c.citation for c in documents.citations(made.content)}
    assert {first: c["low_confidence"] for first, c in doubted.items()} == {
        first: expected and first == 2 for first in doubted
    }
    assert {c["made_by"] for c in doubted.values()} == {made_by}
