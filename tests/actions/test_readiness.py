"""What stops a publication: missing texts, missing sources, private names."""

import pytest

from incidents.actions import publication, record
from incidents.actions.publication import MoveRefused
from incidents.actions.readiness import obstacles
from incidents.codes import ApprovalKind
from incidents.models import Actor, Appearance, Incident, PrivateIdentity, SourceMedia
from incidents.procedures import EventKind
from incidents.projection import document
from tests import scenes
from tests.factories import (
    ActorFactory,
    AppearanceFactory,
    CitationFactory,
    ClaimFactory,
    IncidentFactory,
    InvolvementFactory,
    PrivateIdentityFactory,
    ProcedureEventFactory,
    ProcedureFactory,
    TranscriptFactory,
)
from tests.scenes import Scene, Team

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff() -> Team:
    return scenes.team()


def found(incident: Incident) -> list[str]:
    fresh = Incident.objects.get(pk=incident.pk)
    return [str(obstacle) for obstacle in obstacles(fresh, document(fresh))]


@pytest.fixture
def incident() -> Incident:
    made: Incident = IncidentFactory(summary_fr="Un résumé.")
    return made


def test_a_sourced_exchange_is_ready(staff: Team) -> None:
    assert found(scenes.exchange(staff).incident) == []


@pytest.mark.parametrize("field", ["title", "summary"])
@pytest.mark.parametrize("text", ["", "  \n"])
def test_a_text_missing_in_the_original_language(incident: Incident, field: str, text: str) -> None:
    other = {"title_en": "Title", "summary_en": "Summary"}
    Incident.objects.filter(pk=incident.pk).update(**(other | {f"{field}_fr": text}))

    assert found(incident) == [f"the {field} is missing in the original language (fr)"]


def test_a_missing_translation_is_no_obstacle(incident: Incident) -> None:
    assert (found(incident), incident.title_en) == ([], "")


def test_a_claim_that_cites_nothing(incident: Incident) -> None:
    ClaimFactory(incidents=[incident], summary_fr="Ce qu’on dit.")

    assert found(incident) == ["claim “Ce qu’on dit.” cites no source"]


@pytest.mark.parametrize("role", ["promoted", "alleged_author", "alleged_beneficiary"])
def test_an_attribution_that_cites_nothing(incident: Incident, role: str) -> None:
    party = ActorFactory(name_fr="Horizon vert")
    InvolvementFactory(incident=incident, actor=party, role=role)

    assert found(incident) == [
        f"involvement “Horizon vert – {role}” cites neither a claim nor a source"
    ]


@pytest.mark.parametrize("role", ["depicted", "targeted", "amplifier"])
def test_another_role_needs_no_source(incident: Incident, role: str) -> None:
    InvolvementFactory(incident=incident, role=role)

    assert found(incident) == []


def test_an_attribution_is_carried_by_a_claim_that_accuses_that_actor(incident: Incident) -> None:
    involved = InvolvementFactory(incident=incident, role="alleged_author")
    accusation = ClaimFactory(incidents=[incident], proposition="authorship")
    CitationFactory(claim=accusation)
    before = found(incident)

    accusation.about.add(involved.actor)

    assert (len(before), found(incident)) == (1, [])


@pytest.mark.parametrize("kind", ["announced", "complaint"])
def test_an_event_from_announced_on_cites_a_source(incident: Incident, kind: str) -> None:
    pursuit = ProcedureFactory(incidents=[incident])
    ProcedureEventFactory(procedure=pursuit, kind=EventKind(kind))

    assert found(incident) == [f"event 1 ({kind}) of a procedure cites no source"]


def test_one_that_is_only_considered_does_not(incident: Incident) -> None:
    ProcedureEventFactory(procedure=ProcedureFactory(incidents=[incident]))

    assert found(incident) == []


def test_every_obstacle_is_named_at_once(staff: Team, incident: Incident) -> None:
    ClaimFactory(incidents=[incident], summary_fr="Ce qu’on dit.")
    Incident.objects.filter(pk=incident.pk).update(summary_fr="")
    publication.submit(incident=incident, by=staff.author)

    with pytest.raises(MoveRefused, match=r"the summary is missing.*; claim .* cites no source"):
        publication.approve(incident=incident, kind=ApprovalKind.EDITORIAL, by=staff.editor)


REFUSED = ["the name of a private person (“une personne privée”) is in a public text"]


@pytest.fixture
def private() -> Actor:
    identity: PrivateIdentity = PrivateIdentityFactory(
        name="Éloïse Marchetout", aliases=["La Marche"], handles=["@elo.marchetout75"]
    )
    return identity.actor


@pytest.mark.parametrize(
    "text",
    [
        "On y voit Éloïse Marchetout.",
        "on y voit ELOISE MARCHETOUT",
        "On y voit E\u0301loi\u0308se\N{NO-BREAK SPACE}Marchetout",
        "On y voit « Éloïse\nMarchetout »",
        "Surnommée la marche, elle…",
        "Son compte, elo.marchetout75, a fermé.",
    ],
)
def test_a_private_name_alias_or_handle_in_the_summary(
    incident: Incident, private: Actor, text: str
) -> None:
    Incident.objects.filter(pk=incident.pk).update(summary_fr=text)

    assert found(incident) == REFUSED


@pytest.mark.parametrize("text", ["Éloïse et Marchetout", "Éloïse Marchetouta", "Marchetout"])
def test_only_the_whole_name_counts(incident: Incident, private: Actor, text: str) -> None:
    Incident.objects.filter(pk=incident.pk).update(summary_fr=text)

    assert found(incident) == []


def test_the_message_does_not_say_the_name(incident: Incident, private: Actor) -> None:
    Incident.objects.filter(pk=incident.pk).update(title_fr="Éloïse Marchetout")

    assert "arche" not in " ".join(found(incident))


def test_neither_is_the_name_in_a_staff_note_an_obstacle(
    incident: Incident, private: Actor
) -> None:
    Incident.objects.filter(pk=incident.pk).update(internal_note="C’est Éloïse Marchetout.")

    assert found(incident) == []


def test_a_private_name_in_an_account(incident: Incident, private: Actor) -> None:
    seen = AppearanceFactory(incident=incident, account="@elo.marchetout75")

    shown = found(incident)
    Appearance.objects.filter(pk=seen.pk).update(account_masked=True)

    assert (shown, found(incident)) == (REFUSED, [])


def test_a_private_name_in_an_address(staff: Team, private: Actor) -> None:
    scene = scenes.exchange(staff)
    SourceMedia.objects.filter(pk=scene.source.pk).update(
        url="https://exemple.example/eloise-marchetout/1"
    )

    assert found(scene.incident) == REFUSED


@pytest.fixture
def spoken(staff: Team, private: Actor) -> Scene:
    """The name is said in a passage that nothing cites."""
    page = scenes.PAGE.replace("Qui les a créés ?", "Est-ce Éloïse Marchetout ?")
    return scenes.exchange(staff, page=page)


def extent(scene: Scene, value: str) -> None:
    SourceMedia.objects.filter(pk=scene.source.pk).update(
        public_extent=value, public_extent_ground="Avec l’accord de l’éditeur."
    )


@pytest.mark.parametrize(("value", "expected"), [("none", []), ("cited", []), ("full", REFUSED)])
def test_a_private_name_in_an_uncited_passage(
    spoken: Scene, value: str, expected: list[str]
) -> None:
    extent(spoken, value)

    assert found(spoken.incident) == expected


@pytest.mark.parametrize(
    ("value", "expected"), [("none", []), ("cited", REFUSED), ("full", REFUSED)]
)
def test_a_private_name_in_a_cited_passage(
    spoken: Scene, staff: Team, value: str, expected: list[str]
) -> None:
    transcript = spoken.source.transcripts.get()
    CitationFactory(
        claim=spoken.denial,
        source=spoken.source,
        first_segment=transcript.segments.get(position=0),
        last_segment=transcript.segments.get(position=2),
    )
    extent(spoken, value)

    assert set(found(spoken.incident)) == set(expected)


@pytest.mark.parametrize("value", ["cited", "full"])
def test_a_private_name_in_a_cited_passage_of_a_replaced_transcript(
    spoken: Scene, value: str
) -> None:
    old = spoken.source.transcripts.get()
    TranscriptFactory(source=spoken.source, number=2, reason="Un nom ôté.", texts=["Relu."])
    segment = old.segments.get(position=1)
    CitationFactory(
        claim=spoken.denial, source=spoken.source, first_segment=segment, last_segment=segment
    )
    extent(spoken, value)

    assert found(spoken.incident) == REFUSED


@pytest.mark.parametrize("handle", ["@@", "🦊🦊", "…"])
def test_a_handle_without_a_letter_stops_nothing(incident: Incident, handle: str) -> None:
    PrivateIdentityFactory(name="", handles=[handle])

    assert found(incident) == []


def test_the_name_stops_the_publication_itself(staff: Team) -> None:
    """It became known as a private person's only after the approval."""
    incident = scenes.simple(staff, summary_fr="On y voit Éloïse Marchetout.")
    publication.submit(incident=incident, by=staff.author)
    scenes.approve(incident, staff)
    identity = PrivateIdentityFactory()
    identity.name = "Éloïse Marchetout"
    record.save(record=identity, by=staff.legal)

    with pytest.raises(MoveRefused, match="the name of a private person"):
        publication.publish(incident=incident, by=staff.publisher)
