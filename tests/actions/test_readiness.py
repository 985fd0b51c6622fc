"""What stops a publication: missing texts, missing sources, private names."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from incidents.actions import publication, record
from incidents.actions.move import MoveRefused
from incidents.actions.obstacle import Step
from incidents.actions.readiness import obstacles
from incidents.actions.redaction import redact
from incidents.codes import ApprovalKind, PublicationKind, Scheme, Track
from incidents.models import (
    Actor,
    Appearance,
    Claim,
    Incident,
    PrivateIdentity,
    Procedure,
    SourceMedia,
)
from incidents.procedures import PER_PERSON, EventKind
from incidents.projection import document
from tests import scenes
from tests.factories import (
    AT,
    ActorFactory,
    AppearanceEventFactory,
    AppearanceFactory,
    CitationFactory,
    ClaimFactory,
    IncidentFactory,
    InvolvementFactory,
    ObservationFactory,
    PrivateActorFactory,
    PrivateIdentityFactory,
    ProcedureEventFactory,
    ProcedureFactory,
    SourceMediaFactory,
    TermFactory,
    TranscriptFactory,
    ended,
)
from tests.once import fresh, made_once
from tests.scenes import Scene, Team

pytestmark = pytest.mark.django_db


def found(incident: Incident) -> list[str]:
    fresh = Incident.objects.get(pk=incident.pk)
    return [str(obstacle) for obstacle in obstacles(fresh, document(fresh))]


@pytest.fixture
def incident() -> Incident:
    made: Incident = IncidentFactory(summary_fr="Un résumé.")
    CitationFactory(claim=None, incident=made, supports="what")
    return made


def test_a_sourced_exchange_is_ready(staff: Team, scene: Scene) -> None:
    assert found(scene.incident) == []


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
    pursuit = ProcedureFactory(incidents=[incident], review_on=AT.date())
    ProcedureEventFactory(procedure=pursuit, kind=EventKind(kind))

    assert found(incident) == [f"event 1 ({kind}) of a procedure cites no source"]


def test_what_happened_to_an_appearance_and_its_reach_cite_their_sources(
    incident: Incident,
) -> None:
    seen = AppearanceFactory(incident=incident, platform__name_fr="TikTok")
    removed = AppearanceEventFactory(appearance=seen, kind="removed")
    views = ObservationFactory(appearance=seen, measure="views", value=1200)

    assert found(incident) == [
        "“removed” of an appearance on TikTok cites no source",
        "a reading (views, 1200) on TikTok cites no source",
    ]
    CitationFactory(claim=None, appearance_event=removed)
    CitationFactory(claim=None, observation=views)
    assert found(incident) == []


def test_one_that_is_only_considered_does_not(incident: Incident) -> None:
    ProcedureEventFactory(procedure=ProcedureFactory(incidents=[incident], review_on=AT.date()))

    assert found(incident) == []


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("considered", ["a procedure on track “penal” has no date of next review"]),
        ("announced", ["a procedure on track “penal” has no date of next review"]),
        ("complaint", []),
    ],
)
def test_words_of_legal_action_have_a_date_of_next_review(
    incident: Incident, kind: str, expected: list[str]
) -> None:
    """“We will see” is an announcement to be followed up."""
    pursuit = ProcedureFactory(incidents=[incident], track=Track.PENAL)
    event = ProcedureEventFactory(procedure=pursuit, kind=EventKind(kind))
    CitationFactory(claim=None, procedure_event=event)
    before = found(incident)

    Procedure.objects.filter(pk=pursuit.pk).update(review_on=AT.date())

    assert (before, found(incident)) == (expected, [])


@pytest.mark.parametrize("kind", sorted(PER_PERSON))
def test_what_is_decided_about_one_of_several_names_whom(incident: Incident, kind: str) -> None:
    pursuit = ProcedureFactory(incidents=[incident], track=Track.PENAL)
    CitationFactory(
        claim=None, procedure_event=ProcedureEventFactory(procedure=pursuit, kind=EventKind(kind))
    )
    one, two = ActorFactory(), ActorFactory()
    pursuit.respondents.add(one)
    alone = found(incident)
    pursuit.respondents.add(two)

    (obstacle,) = obstacles(incident, document(Incident.objects.get(pk=incident.pk)))

    assert alone == []
    assert (obstacle.step, obstacle.about) == (Step.PROCEDURES, pursuit.public_id)
    assert str(obstacle) == (
        f"event 1 ({kind}) of a procedure is about one person: say which of its 2 respondents"
    )


def test_one_that_names_its_person_is_no_obstacle(incident: Incident) -> None:
    pursuit = ProcedureFactory(incidents=[incident], track=Track.PENAL)
    one, two = ActorFactory(), ActorFactory()
    pursuit.respondents.add(one, two)
    event = ProcedureEventFactory(procedure=pursuit, kind=EventKind.CONVICTED, respondent=one)
    CitationFactory(claim=None, procedure_event=event)

    assert found(incident) == []


def test_an_incident_that_cites_nothing_at_all() -> None:
    bare = IncidentFactory(summary_fr="Un résumé.")
    before = found(bare)

    CitationFactory(claim=None, observation=ObservationFactory(appearance__incident=bare))

    assert (before, found(bare)) == (["nothing in it cites a source"], [])


def test_every_obstacle_is_named_at_once(staff: Team, incident: Incident) -> None:
    ClaimFactory(incidents=[incident], summary_fr="Ce qu’on dit.")
    Incident.objects.filter(pk=incident.pk).update(summary_fr="")
    publication.submit(incident=incident, by=staff.author)

    with pytest.raises(MoveRefused, match=r"the summary is missing.*; claim .* cites no source"):
        publication.approve(incident=incident, kind=ApprovalKind.EDITORIAL, by=staff.editor)


REFUSED = ["the name of a private person (“une personne privée”) is in a public text"]


def named(incident: Incident) -> list[str]:
    """What is found, without where."""
    return sorted({each.partition(": ")[0] for each in found(incident)})


@pytest.fixture
def private() -> Actor:
    return private_person()


def private_person() -> Actor:
    identity: PrivateIdentity = PrivateIdentityFactory(
        name="Éloïse Marchetout", aliases=["La Marche"], handles=["@elo.marchetout75"]
    )
    return identity.actor


@pytest.mark.parametrize(
    "text",
    [
        "On y voit Éloïse Marchetout.",
        "on y voit ELOISE MARCHETOUT",
        "MARCHETOUT Éloïse, 34 ans",
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

    assert named(incident) == REFUSED


@pytest.mark.parametrize(
    "text",
    [
        "Sous le mot-dièse #EloiseMarchetout, on…",
        "Voir https://exemple.example/@eloisemarchetout/video/7",
        "Voir https://exemple.example/profil?nom=eloise_marchetout&page=2",
        "Voir https://exemple.example/" + quote("Éloïse Marchetout") + "/1",
        "Voir https://exemple.example/" + quote("Éloïse").lower() + "%2dMARCHETOUT",
        "Écrire à eloise.marchetout@exemple.example",
    ],
)
def test_a_private_name_run_together_or_in_an_address(
    incident: Incident, private: Actor, text: str
) -> None:
    Incident.objects.filter(pk=incident.pk).update(summary_fr=text)

    assert named(incident) == REFUSED


@pytest.mark.parametrize("handle", ["@elo", "@lu_l"])
@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("Un éloge de la mélodie, vélo et bulle.", False),
        ("Voir https://exemple.example/eloge/bullule/pilule", False),
        ("Selon @elo, puis @lu_l, rien.", True),
        ("Voir https://exemple.example/@elo/1 et https://exemple.example/@lu_l/1", True),
    ],
)
def test_a_short_handle_is_a_word_of_its_own_or_nothing(
    incident: Incident, handle: str, text: str, refused: bool
) -> None:
    PrivateIdentityFactory(name="", handles=[handle])
    Incident.objects.filter(pk=incident.pk).update(summary_fr=text)

    assert named(incident) == (REFUSED if refused else [])


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

    shown = named(incident)
    Appearance.objects.filter(pk=seen.pk).update(account_masked=True)

    assert (shown, found(incident)) == (REFUSED, [])


def test_a_private_name_in_an_address(staff: Team, private: Actor, scene: Scene) -> None:
    SourceMedia.objects.filter(pk=scene.source.pk).update(
        url="https://exemple.example/eloise-marchetout/1"
    )

    assert named(scene.incident) == REFUSED


def test_a_private_name_in_the_notice_of_a_correction(staff: Team, private: Actor) -> None:
    incident = scenes.simple(staff)
    scenes.publish(incident, staff)
    fresh = Incident.objects.get(pk=incident.pk)
    fresh.title_fr = "Un autre titre"
    record.save(record=fresh, by=staff.author)
    notice = "Nous avions nommé #EloiseMarchetout."
    for language in ("notice_fr", "notice_en"):
        how: dict[str, Any] = {"notice_fr": "Un titre corrigé."} | {language: notice}

        with pytest.raises(MoveRefused, match="the name of a private person") as refused:
            scenes.publish(
                fresh,
                staff,
                kind=PublicationKind.CORRECTION,
                correction_class=TermFactory(scheme=Scheme.CORRECTION_CLASS, code="privacy"),
                **how,
            )

        assert "archetout" not in str(refused.value)
    assert incident.publications.count() == 1


MASKED = ["a masked account is in a public address"]


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://tok.example/@aurore.demain/video/7", MASKED),
        ("https://archive.example/https%3A%2F%2Ftok.example%2F%40AURORE.demain", MASKED),
        ("https://tok.example/auroredemain", MASKED),
        ("https://tok.example/aurore/demi", []),
    ],
)
def test_a_masked_account_in_an_address(
    staff: Team, address: str, expected: list[str], scene: Scene
) -> None:
    SourceMedia.objects.filter(pk=scene.source.pk).update(url=address)
    seen = Appearance.objects.filter(incident=scene.incident)
    seen.update(account="@aurore.demain")
    shown = found(scene.incident)

    seen.update(account_masked=True)

    assert (shown, found(scene.incident)) == ([], expected)


def test_a_masked_account_of_another_incident_stops_nothing(staff: Team, scene: Scene) -> None:
    SourceMedia.objects.filter(pk=scene.source.pk).update(url="https://tok.example/@aurore.demain")
    AppearanceFactory(account="@aurore.demain", account_masked=True)

    assert found(scene.incident) == []


SAME_LABEL = ["2 private persons bear the same public label “une personne privée”"]


def test_two_private_persons_need_two_labels(incident: Incident) -> None:
    one, two = PrivateActorFactory(), PrivateActorFactory()
    InvolvementFactory(incident=incident, actor=one)
    said = ClaimFactory(incidents=[incident], speaker=two, speaker_label_fr="")
    CitationFactory(claim=said)
    before = found(incident)

    Actor.objects.filter(pk=two.pk).update(public_label_fr="une autre personne")

    assert (before, found(incident)) == (SAME_LABEL, [])


@pytest.mark.parametrize("side", ["about", "on_behalf_of"])
def test_wherever_the_second_one_takes_part(incident: Incident, side: str) -> None:
    InvolvementFactory(incident=incident, actor=PrivateActorFactory())
    said = ClaimFactory(incidents=[incident])
    CitationFactory(claim=said)
    before = found(incident)

    getattr(said, side).add(PrivateActorFactory())

    assert (before, found(incident)) == ([], SAME_LABEL)


def test_one_private_person_in_two_places_has_one_label(incident: Incident) -> None:
    person = PrivateActorFactory()
    InvolvementFactory(incident=incident, actor=person)
    InvolvementFactory(incident=incident, actor=person, role="targeted")
    InvolvementFactory(actor=PrivateActorFactory())

    assert found(incident) == []


def cite_in_as_many_transcripts(incident: Incident, number: int) -> None:
    for _n in range(number):
        source = SourceMediaFactory()
        segments = TranscriptFactory(source=source, texts=["un", "deux"]).segments
        for position in (0, 1):
            segment = segments.get(position=position)
            CitationFactory(
                claim=None,
                incident=incident,
                supports="what",
                source=source,
                first_segment=segment,
                last_segment=segment,
            )


def test_twenty_citations_cost_what_one_costs(private: Actor) -> None:
    costs = []
    for number in (1, 20):
        incident = IncidentFactory(summary_fr="Un résumé.")
        cite_in_as_many_transcripts(incident, number)
        content = document(incident)
        with CaptureQueriesContext(connection) as captured:
            assert obstacles(incident, content) == []
        costs.append(len(captured))

    assert costs[0] == costs[1] <= 6


@pytest.fixture(scope="module")
def first_spoken(first_team: Team, django_db_blocker: Any) -> Iterator[Scene]:
    page = scenes.PAGE.replace("Qui les a créés ?", "Est-ce Éloïse Marchetout ?")
    with made_once(django_db_blocker):
        private_person()
        made = scenes.exchange(fresh(first_team), page=page)
        ended()
        yield made


@pytest.fixture
def spoken(first_spoken: Scene, db: None) -> Scene:
    """The name is said in a passage that nothing cites, beside one that is cited."""
    return fresh(first_spoken)


@pytest.fixture
def spoken_later(staff: Team, private: Actor) -> Scene:
    """The name is said in a passage far from any that is cited."""
    later = "00:30 Autre sujet.\n00:40 Nous recevons Éloïse Marchetout.\n"
    return scenes.exchange(staff, page=scenes.PAGE + later)


def extent(scene: Scene, value: str) -> None:
    SourceMedia.objects.filter(pk=scene.source.pk).update(
        public_extent=value, public_extent_ground="Avec l’accord de l’éditeur."
    )


@pytest.mark.parametrize(("value", "expected"), [("none", []), ("cited", []), ("full", REFUSED)])
def test_a_private_name_in_an_uncited_passage(
    spoken_later: Scene, value: str, expected: list[str]
) -> None:
    extent(spoken_later, value)

    assert named(spoken_later.incident) == expected


@pytest.mark.parametrize(
    ("value", "expected"), [("none", []), ("cited", REFUSED), ("full", REFUSED)]
)
def test_a_private_name_beside_a_cited_passage(
    spoken: Scene, value: str, expected: list[str]
) -> None:
    extent(spoken, value)

    assert named(spoken.incident) == expected


@pytest.mark.parametrize("value", ["cited", "full"])
def test_redacting_the_passage_is_the_cure(spoken: Scene, staff: Team, value: str) -> None:
    extent(spoken, value)
    transcript = spoken.source.transcripts.get()

    redact(transcript=transcript, first=1, last=1, reason="Un nom privé.", by=staff.legal)

    assert found(spoken.incident) == []


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

    assert named(spoken.incident) == expected


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

    assert named(spoken.incident) == REFUSED


def test_each_place_of_a_private_name_is_said_and_leads_where_it_is_mended(
    staff: Team, private: Actor, scene: Scene
) -> None:
    name = "Éloïse Marchetout"
    Incident.objects.filter(pk=scene.incident.pk).update(summary_fr=name, verdict_basis_en=name)
    Claim.objects.filter(pk=scene.denial.pk).update(summary_fr=name)
    fresh = Incident.objects.get(pk=scene.incident.pk)

    places = {(o.step, o.about, str(o.params["where"])) for o in obstacles(fresh, document(fresh))}

    assert places == {
        (Step.FACTS, "summary_fr", "résumé (français)"),
        (Step.FACTS, "verdict_basis_en", "fondement du verdict (anglais)"),
        (Step.CLAIMS, scene.denial.public_id, f"déclaration {scene.denial.public_id}"),
    }


@pytest.mark.parametrize(
    ("lines", "place"),
    [
        ("00:30 Voici\n00:33 Éloïse Marchetout.\n", "segment 7"),
        ("00:30 Voici Éloïse\n00:33 Marchetout.\n", "segment 6–7"),
        ("00:30 Voici Éloïse\n00:33 - – -\n00:34 Marchetout.\n", "segment 1–8"),
    ],
)
def test_a_private_name_over_two_passages(
    staff: Team, private: Actor, lines: str, place: str
) -> None:
    scene = scenes.exchange(staff, page=scenes.PAGE + lines)
    extent(scene, "full")

    assert [each.partition(", ")[2] for each in found(scene.incident)] == [place]


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
