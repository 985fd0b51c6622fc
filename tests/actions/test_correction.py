"""A corrected transcript is another version; the old one and what cites it stay."""

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from incidents.actions.correction import correct
from incidents.actions.permission import NotAllowed
from incidents.actions.transcript import TranscriptRefused, assign_speaker
from incidents.models import Segment, Speaker, StoredFile, Transcript
from incidents.stored_transcript import as_parsed
from incidents.transcripts import formats
from tests.factories import SegmentFactory, SpeakerFactory, TranscriptFactory, UserFactory
from tracker.accounts.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> User:
    return UserFactory(roles=["editor"])


@pytest.fixture
def heard() -> Transcript:
    """What a machine heard: three passages, two voices, one doubtful."""
    made: Transcript = TranscriptFactory(size=3, made_by="machine", tool="Whisper")
    chair = SpeakerFactory(transcript=made, label="Présidence", role="host")
    guest = SpeakerFactory(transcript=made, label="Invitée")
    SegmentFactory(transcript=made, text="Bon soir.", end_ms=1500, confidence=0.4, speaker=chair)
    SegmentFactory(transcript=made, text="Merci.", confidence=0.9, speaker=guest)
    SegmentFactory(transcript=made, text="- Non.", proposed_speaker="-")
    return made


def rows(transcript: Transcript) -> list[tuple[Any, ...]]:
    return list(
        transcript.segments.order_by("position").values_list(
            "start_ms", "end_ms", "text", "confidence", "proposed_speaker", "speaker__label"
        )
    )


def test_only_the_changed_passage_reads_otherwise(heard: Transcript, person: User) -> None:
    before = rows(heard)

    made = correct(transcript=heard, changes={0: "Bonsoir."}, reason="À l’écoute.", by=person)

    assert rows(made) == [(0, 1500, "Bonsoir.", None, "", "Présidence"), *before[1:]]
    assert rows(heard) == before
    assert (made.number, made.made_by, made.format) == (2, "staff", "vigie-json")
    assert (made.reason, made.created_by, made.size) == ("À l’écoute.", person, 3)
    assert made.digest != heard.digest


def test_voices_come_along_as_they_are(heard: Transcript, person: User) -> None:
    made = correct(transcript=heard, changes={1: "Merci bien."}, reason="Relu.", by=person)

    assert list(made.speakers.values_list("label", "role")) == [
        ("Présidence", "host"),
        ("Invitée", "other"),
    ]
    assign_speaker(transcript=made, label="Une autre", positions=[(0, 0)], by=person)
    assert heard.segments.filter(position=0, speaker__label="Présidence").exists()


def test_its_original_reads_back_to_the_same(heard: Transcript, person: User) -> None:
    made = correct(
        transcript=heard, changes={0: "Bonsoir.\r\n\r\n Bienvenue."}, reason="R.", by=person
    )

    read = formats.parse(bytes(made.original.content)).transcript
    assert read is not None
    assert read.segments == as_parsed(made).segments
    assert read.segments[0].text == "Bonsoir.\nBienvenue."
    assert made.original.media_type == "application/json"


@pytest.mark.parametrize(
    ("changes", "reason", "message"),
    [
        ({}, "Relu.", "nothing was changed"),
        ({0: "Bonsoir."}, " ", "needs its reason"),
        ({0: "Bonsoir."}, "r" * 301, "reason of 301 characters"),
        ({0: "Bon soir.  "}, "Relu.", "passage 1 already reads so"),
        ({3: "Encore."}, "Relu.", "passage 4 is not in this transcript of 3"),
        ({-1: "Encore."}, "Relu.", "passage 0 is not in this transcript of 3"),
        ({1: "a\0b"}, "Relu.", r"passage 2 holds U\+0000"),
        ({1: "a\ud800b"}, "Relu.", r"passage 2 holds U\+D800"),
    ],
)
def test_what_is_no_correction_is_refused(
    heard: Transcript, person: User, changes: dict[int, str], reason: str, message: str
) -> None:
    files = StoredFile.objects.count()

    with pytest.raises(Exception, match=message):
        correct(transcript=heard, changes=changes, reason=reason, by=person)

    assert (Transcript.objects.count(), StoredFile.objects.count()) == (1, files)


def test_an_older_version_is_not_corrected(heard: Transcript, person: User) -> None:
    correct(transcript=heard, changes={0: "Bonsoir."}, reason="Relu.", by=person)

    with pytest.raises(TranscriptRefused, match="version 2 is newer than version 1"):
        correct(transcript=heard, changes={1: "Non merci."}, reason="Relu.", by=person)


@pytest.mark.parametrize("role", ["auditor", "publisher", "legal_reviewer"])
def test_who_may_not_write_transcripts_does_not(heard: Transcript, role: str) -> None:
    with pytest.raises(NotAllowed):
        correct(
            transcript=heard, changes={0: "Bonsoir."}, reason="R.", by=UserFactory(roles=[role])
        )

    assert Transcript.objects.count() == 1


def test_what_fails_half_way_leaves_nothing(heard: Transcript, person: User) -> None:
    """The database stops in the middle of the rows: no version, no voice, no bytes."""
    before = (Segment.objects.count(), Speaker.objects.count(), StoredFile.objects.count())
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        cursor.execute(
            "ALTER TABLE incidents_segment ADD CONSTRAINT stop CHECK (position < 2) NOT VALID"
        )

    with pytest.raises(DatabaseError), transaction.atomic():
        correct(transcript=heard, changes={0: "Bonsoir."}, reason="Relu.", by=person)

    assert Transcript.objects.get() == heard
    assert before == (Segment.objects.count(), Speaker.objects.count(), StoredFile.objects.count())


def test_more_passages_cost_no_more_queries(person: User) -> None:
    costs = []
    assert person.has_perm("incidents.add_transcript")
    for size in (2, 60):
        made = TranscriptFactory(texts=[f"phrase {n}" for n in range(size)])
        with CaptureQueriesContext(connection) as captured:
            correct(transcript=made, changes={0: "Autre."}, reason="Relu.", by=person)
        costs.append(len(captured))

    assert costs[0] == costs[1]
