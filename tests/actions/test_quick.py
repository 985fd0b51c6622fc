"""One form, one record with all its ties: everything of it is saved, or nothing."""

from datetime import date

import pytest

from incidents import codes, models
from incidents.actions import quick
from incidents.actions.citation import CitationError
from incidents.actions.procedure import ProcedureError
from incidents.dates import FactDate
from incidents.procedures import EventKind
from tests.factories import (
    ActorFactory,
    IncidentFactory,
    InvolvementFactory,
    PlatformFactory,
    SpeakerFactory,
    TranscriptFactory,
    UserFactory,
)
from tracker.accounts.models import User
from tracker.accounts.roles import Role

pytestmark = pytest.mark.django_db

TEXTS = ["Qui anime ces profils ?", "Le Cercle n'y est pour rien.", "Nous verrons."]


@pytest.fixture
def editor() -> User:
    user: User = UserFactory(roles=[Role.EDITOR])
    return user


@pytest.fixture
def incident() -> models.Incident:
    made: models.Incident = IncidentFactory()
    return made


@pytest.fixture
def transcript() -> models.Transcript:
    made: models.Transcript = TranscriptFactory(texts=TEXTS)
    return made


def ground(transcript: models.Transcript, at: int | None, quote: str = "") -> quick.Ground:
    segment = None if at is None else transcript.segments.get(position=at)
    return quick.Ground(transcript.source, segment, segment, quote)


def stated(incident: models.Incident, by: User, on: quick.Ground, **fields: str) -> models.Claim:
    given = {"proposition": "authorship", "stance": "denies", "summary_fr": "Il nie."}
    return quick.state(fields=given | fields, incidents=[incident], by=by, ground=on)


def test_a_new_actor_is_saved_with_the_involvement_that_names_it(
    editor: User, incident: models.Incident, transcript: models.Transcript
) -> None:
    new = models.Actor(kind="party", name_fr="Cercle des digues", slug="cercle")
    made = models.Involvement(incident=incident, actor=new, role=codes.Role.PROMOTED)

    quick.involve(involvement=made, by=editor, ground=ground(transcript, 1))

    assert made.actor.created_by == editor
    assert made.citations.get().first_segment == transcript.segments.get(position=1)


def test_a_quote_that_is_not_there_saves_neither_actor_nor_involvement(
    editor: User, incident: models.Incident, transcript: models.Transcript
) -> None:
    new = models.Actor(kind="party", name_fr="Cercle des digues", slug="cercle")
    made = models.Involvement(incident=incident, actor=new, role=codes.Role.PROMOTED)

    with pytest.raises(CitationError):
        quick.involve(
            involvement=made, by=editor, ground=ground(transcript, 1, "Tout autre chose.")
        )

    assert not models.Actor.objects.filter(slug="cercle").exists()
    assert not models.Involvement.objects.exists()


def test_the_voice_of_a_quote_speaks_and_keeps_its_english_name(
    editor: User, incident: models.Incident, transcript: models.Transcript
) -> None:
    voice = SpeakerFactory(transcript=transcript, label="Porte-parole", actor=None)
    transcript.segments.update(speaker=voice)

    first = stated(
        incident, editor, ground(transcript, None, TEXTS[1]), speaker_label_en="Spokesperson"
    )
    second = stated(incident, editor, ground(transcript, 2))

    assert (first.speaker_label_fr, first.speaker_label_en) == ("Porte-parole", "Spokesperson")
    assert (second.speaker_label_fr, second.speaker_label_en) == ("Porte-parole", "Spokesperson")


def test_a_voice_with_an_actor_speaks_as_the_actor(
    editor: User, incident: models.Incident, transcript: models.Transcript
) -> None:
    actor = ActorFactory()
    transcript.segments.update(speaker=SpeakerFactory(transcript=transcript, actor=actor))

    made = stated(incident, editor, ground(transcript, 1), speaker_label_en="Somebody")

    assert (made.speaker, made.speaker_label_en) == (actor, "")


def test_answers_sides_and_a_new_actor_are_saved_with_the_claim(
    editor: User, incident: models.Incident, transcript: models.Transcript
) -> None:
    involvement = InvolvementFactory(incident=incident, role="promoted")
    new = models.Actor(kind="party", name_fr="Front du large", slug="front")

    made = quick.state(
        fields={
            "proposition": "authorship",
            "stance": "asserts",
            "summary_fr": "Il accuse.",
            "speaker_label_fr": "une voix",
        },
        incidents=[incident],
        by=editor,
        ground=ground(transcript, 1),
        about=[new],
        on_behalf_of=[involvement.actor],
        replies=[quick.Reply(involvement, codes.AnswerKind.COUNTERS)],
    )

    assert [actor.slug for actor in made.about.all()] == ["front"]
    assert list(made.on_behalf_of.all()) == [involvement.actor]
    assert made.answers.get().involvement == involvement


def test_an_appearance_has_its_first_event_and_reading_both_cited(
    editor: User, incident: models.Incident, transcript: models.Transcript
) -> None:
    seen = models.Appearance(incident=incident, platform=PlatformFactory(), kind="account")
    day = date(2026, 9, 7)
    event = models.AppearanceEvent(kind="seen", earliest=day, latest=day, precision="day")

    quick.see(
        appearance=seen,
        by=editor,
        event=event,
        reading=quick.Reading(codes.Measure.VIEWS, 1200, day),
        ground=ground(transcript, 0),
    )

    assert seen.events.get().citations.count() == seen.observations.get().citations.count() == 1


def test_a_procedure_begins_with_its_event_or_not_at_all(
    editor: User, incident: models.Incident, transcript: models.Transcript
) -> None:
    def pursue(kind: EventKind) -> models.ProcedureEvent:
        return quick.pursue(
            pursuit=models.Procedure(track=codes.Track.PENAL, review_on=date(2026, 10, 1)),
            incidents=[incident],
            kind=kind,
            on=FactDate.unknown(),
            by=editor,
            ground=ground(transcript, 2),
            sides={"complainants": [ActorFactory()]},
        )

    event = pursue(EventKind.CONSIDERED)
    with pytest.raises(ProcedureError):
        pursue(EventKind.FINAL)

    assert models.Procedure.objects.get() == event.procedure
    assert event.procedure.complainants.count() == event.citations.count() == 1


def test_a_new_incident_cites_what_happened(editor: User, transcript: models.Transcript) -> None:
    fields = {"title_fr": "Un faux direct", "jurisdiction": IncidentFactory().jurisdiction}

    made = quick.begin(
        incident=models.Incident(**fields), by=editor, ground=ground(transcript, 0), terms={}
    )

    assert made.citations.get().supports == codes.Supports.WHAT
