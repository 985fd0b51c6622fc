"""Taking up proposed speakers: only what waits, all or nothing, and only by who may."""

from typing import Any

import pytest

from incidents.actions.permission import NotAllowed
from incidents.actions.proposal import accept, accept_all
from incidents.actions.transcript import TranscriptRefused
from incidents.models import Segment, Speaker, Transcript
from tests.factories import SpeakerFactory, TranscriptFactory, UserFactory
from tracker.accounts.models import User
from tracker.accounts.roles import Role

PROPOSED = ["ANNA", "PAUL", "ANNA", "-", ""]


@pytest.fixture
def transcript(db: Any) -> Transcript:
    made: Transcript = TranscriptFactory(size=len(PROPOSED))
    Segment.objects.bulk_create(
        Segment(transcript=made, position=n, start_ms=n * 1000, text="…", proposed_speaker=label)
        for n, label in enumerate(PROPOSED)
    )
    return made


@pytest.fixture
def editor(db: Any) -> User:
    made: User = UserFactory(roles=[Role.EDITOR])
    return made


def spoken(label: str) -> list[int]:
    found = Segment.objects.filter(speaker__label=label).order_by("position")
    return list(found.values_list("position", flat=True))


def test_what_is_given_to_somebody_stays_theirs(transcript: Transcript, editor: User) -> None:
    guest = SpeakerFactory(transcript=transcript, label="Invitée")
    transcript.segments.filter(position=0).update(speaker=guest)

    count = accept(transcript=transcript, label="ANNA", by=editor)

    assert count == 1
    assert (spoken("ANNA"), spoken("Invitée")) == ([2], [0])


def test_a_range_is_kept_to(transcript: Transcript, editor: User) -> None:
    accept(transcript=transcript, label="ANNA", by=editor, first=0, last=1)

    assert spoken("ANNA") == [0]


@pytest.mark.parametrize("label", ["", "-", "LOUISE", "anna"])
def test_without_a_proposal_nothing_is_made(
    label: str, transcript: Transcript, editor: User
) -> None:
    with pytest.raises(TranscriptRefused):
        accept(transcript=transcript, label=label, by=editor)

    assert not Speaker.objects.exists()


def test_of_several_names_all_or_none(transcript: Transcript, editor: User) -> None:
    with pytest.raises(TranscriptRefused):
        accept_all(transcript=transcript, labels=["ANNA", "-"], by=editor, first=0, last=4)
    assert not Speaker.objects.exists()

    count = accept_all(transcript=transcript, labels=["ANNA", "PAUL"], by=editor, first=0, last=4)

    assert count == 3
    assert (spoken("ANNA"), spoken("PAUL")) == ([0, 2], [1])


def test_a_reader_accepts_nothing(transcript: Transcript) -> None:
    with pytest.raises(NotAllowed):
        accept(transcript=transcript, label="ANNA", by=UserFactory(roles=[Role.AUDITOR]))

    assert spoken("ANNA") == []
