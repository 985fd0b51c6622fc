"""Claims, in one step from the transcript, and what answers what."""

from typing import Any

import pytest

from incidents import models
from incidents.actions import claim
from incidents.actions.citation import CitationError
from incidents.actions.claim import ClaimError
from incidents.codes import AnswerKind, Proposition, Role, Stance
from tests.factories import (
    ActorFactory,
    ClaimFactory,
    IncidentFactory,
    InvolvementFactory,
    SpeakerFactory,
    TranscriptFactory,
    UserFactory,
)
from tracker.accounts.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> User:
    return UserFactory(roles=["reporter"])


@pytest.fixture
def transcript() -> models.Transcript:
    made: models.Transcript = TranscriptFactory(texts=["Qui ?", "Ce n'est pas nous.", "Vraiment."])
    return made


def segments(transcript: models.Transcript) -> list[models.Segment]:
    return list(transcript.segments.order_by("position"))


def said(**fields: str) -> dict[str, Any]:
    plain = {"proposition": Proposition.LINK, "stance": Stance.DENIES, "summary_fr": "Il dément."}
    return plain | fields


def test_a_claim_is_kept_with_its_incidents_and_sides(person: User) -> None:
    incidents, party, rival = [IncidentFactory(), IncidentFactory()], ActorFactory(), ActorFactory()

    made = claim.create(
        claim=models.Claim(**said(speaker_label_fr="une voix")),
        incidents=iter(incidents),
        by=person,
        on_behalf_of=[party],
        about=[rival],
    )

    assert set(made.incidents.all()) == set(incidents)
    assert (list(made.on_behalf_of.all()), list(made.about.all())) == ([party], [rival])
    assert set(models.Incident.objects.values_list("version", "updated_by")) == {(2, person.pk)}


def test_a_claim_without_an_incident_is_refused(person: User) -> None:
    with pytest.raises(ClaimError, match="belongs to one incident at least"):
        claim.create(
            claim=models.Claim(**said(speaker_label_fr="une voix")), incidents=[], by=person
        )

    assert models.Claim.objects.count() == 0


def test_from_a_segment_to_a_citing_claim_in_one_step(
    transcript: models.Transcript, person: User
) -> None:
    _first, second, third = segments(transcript)

    made = claim.draft_from_segments(
        incidents=[IncidentFactory()],
        first=second,
        last=third,
        quote="ce n’est pas nous",
        by=person,
        **said(speaker_label_fr="une voix"),
    )

    cited = made.citations.get()
    assert (cited.source, cited.first_segment, cited.last_segment) == (
        transcript.source,
        second,
        third,
    )
    assert cited.quote == "ce n’est pas nous"


def test_a_wrong_quote_saves_no_claim(transcript: models.Transcript, person: User) -> None:
    first = segments(transcript)[0]

    with pytest.raises(CitationError):
        claim.draft_from_segments(
            incidents=[IncidentFactory()],
            first=first,
            last=first,
            quote="autre chose",
            by=person,
            **said(speaker_label_fr="une voix"),
        )

    assert models.Claim.objects.count() == 0


def test_the_speaker_comes_with_the_segment(transcript: models.Transcript, person: User) -> None:
    actor = ActorFactory()
    voice = SpeakerFactory(transcript=transcript, label="L’invité", actor=actor)
    transcript.segments.update(speaker=voice)
    first = segments(transcript)[0]

    made = claim.draft_from_segments(
        incidents=[IncidentFactory()], first=first, last=first, by=person, **said()
    )

    assert (made.speaker, made.speaker_label_fr) == (actor, "")


def test_so_does_the_label_of_an_unnamed_voice(transcript: models.Transcript, person: User) -> None:
    transcript.segments.update(speaker=SpeakerFactory(transcript=transcript, label="L’invitée"))
    first = segments(transcript)[0]

    made = claim.draft_from_segments(
        incidents=[IncidentFactory()], first=first, last=first, by=person, **said()
    )

    assert (made.speaker, made.speaker_label_fr) == (None, "L’invitée")


def test_without_any_speaker_it_is_refused(transcript: models.Transcript, person: User) -> None:
    first = segments(transcript)[0]

    with pytest.raises(ClaimError, match="the segment has no speaker"):
        claim.draft_from_segments(
            incidents=[IncidentFactory()], first=first, last=first, by=person, **said()
        )


def give(transcript: models.Transcript, *labels: str) -> None:
    """Give each segment in turn to the voice of this label; "" leaves it to nobody."""
    for segment, label in zip(segments(transcript), labels, strict=True):
        if label:
            voice = transcript.speakers.filter(label=label).first()
            segment.speaker = voice or SpeakerFactory(transcript=transcript, label=label)
            segment.save()


@pytest.mark.parametrize(
    ("labels", "said_of_them"),
    [
        (("Journaliste", "L’invitée", "L’invitée"), "several voices, Journaliste, L’invitée"),
        (("L’invitée", "", ""), "of L’invitée, and some of nobody named"),
        (("", "L’invitée", "L’invitée"), "of L’invitée, and some of nobody named"),
    ],
)
def test_words_of_several_voices_are_nobodys_until_somebody_says_whose(
    transcript: models.Transcript, person: User, labels: tuple[str, ...], said_of_them: str
) -> None:
    give(transcript, *labels)
    first, _second, last = segments(transcript)

    with pytest.raises(ClaimError, match=said_of_them):
        claim.draft_from_segments(
            incidents=[IncidentFactory()], first=first, last=last, by=person, **said()
        )

    assert models.Claim.objects.count() == 0


def test_who_of_several_voices_speaks_may_be_said(
    transcript: models.Transcript, person: User
) -> None:
    give(transcript, "Journaliste", "L’invitée", "L’invitée")
    first, _second, last = segments(transcript)

    made = claim.draft_from_segments(
        incidents=[IncidentFactory()],
        first=first,
        last=last,
        quote="Ce n'est pas nous.",
        by=person,
        **said(speaker_label_fr="L’invitée"),
    )

    assert (made.speaker, made.speaker_label_fr) == (None, "L’invitée")


def test_one_voice_over_several_passages_comes_along(
    transcript: models.Transcript, person: User
) -> None:
    give(transcript, "Journaliste", "L’invitée", "L’invitée")
    _first, second, last = segments(transcript)

    made = claim.draft_from_segments(
        incidents=[IncidentFactory()], first=second, last=last, by=person, **said()
    )

    assert made.speaker_label_fr == "L’invitée"


def test_an_answer_to_a_claim_edits_the_incidents_of_both(person: User) -> None:
    accusation, denial = ClaimFactory(), ClaimFactory()

    made = claim.answer(answer=denial, to=accusation, kind=AnswerKind.DENIES, by=person)

    assert (made.answer, made.claim, made.involvement) == (denial, accusation, None)
    assert list(models.Incident.objects.values_list("version", flat=True)) == [2, 2]


def test_an_answer_to_an_involvement(person: User) -> None:
    promoted, denial = InvolvementFactory(role=Role.PROMOTED), ClaimFactory()

    made = claim.answer(answer=denial, to=promoted, kind=AnswerKind.DENIES, by=person)

    assert (made.claim, made.involvement) == (None, promoted)
    assert models.Incident.objects.get(pk=promoted.incident_id).version == 2


def test_a_claim_does_not_answer_itself(person: User) -> None:
    one = ClaimFactory()

    with pytest.raises(ClaimError, match="cannot answer itself"):
        claim.answer(answer=one, to=one, kind=AnswerKind.COMMENTS, by=person)


@pytest.mark.parametrize("length", [2, 3, 5])
def test_answers_make_no_loop(person: User, length: int) -> None:
    chain = [ClaimFactory() for _n in range(length)]
    for later, earlier in zip(chain[1:], chain, strict=False):
        claim.answer(answer=later, to=earlier, kind=AnswerKind.COUNTERS, by=person)

    with pytest.raises(ClaimError, match="answers this claim already"):
        claim.answer(answer=chain[0], to=chain[-1], kind=AnswerKind.COUNTERS, by=person)

    assert models.ClaimAnswer.objects.count() == length - 1


def test_two_ways_to_the_same_claim_are_no_loop(person: User) -> None:
    first, left, right, last = (ClaimFactory() for _n in range(4))
    for answer, to in ((left, first), (right, first), (last, left)):
        claim.answer(answer=answer, to=to, kind=AnswerKind.COMMENTS, by=person)

    claim.answer(answer=last, to=right, kind=AnswerKind.COMMENTS, by=person)

    assert models.ClaimAnswer.objects.filter(answer=last).count() == 2


@pytest.mark.parametrize("target", [ClaimFactory, InvolvementFactory])
def test_the_same_thing_is_answered_once(person: User, target: type) -> None:
    denial, to = ClaimFactory(), target()
    claim.answer(answer=denial, to=to, kind=AnswerKind.DENIES, by=person)

    with pytest.raises(ClaimError, match="answers this already"):
        claim.answer(answer=denial, to=to, kind=AnswerKind.COMMENTS, by=person)

    assert models.ClaimAnswer.objects.count() == 1
