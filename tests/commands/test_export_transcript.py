"""`export_transcript`: a stored transcript as a file that reads back to the same."""

from pathlib import Path

import pytest

from incidents.models import Transcript
from incidents.stored_transcript import as_parsed
from incidents.transcripts import formats
from tests.commands.running import run
from tests.factories import SegmentFactory, SourceMediaFactory, SpeakerFactory, TranscriptFactory
from tests.redactions import redact

pytestmark = pytest.mark.django_db


@pytest.fixture
def stored() -> Transcript:
    """Two passages of one voice, one of nobody known; one end, one confidence."""
    made: Transcript = TranscriptFactory(size=3)
    voice = SpeakerFactory(transcript=made, label="Présidence")
    SegmentFactory(transcript=made, text="Bonsoir\nà tous.", end_ms=1500, speaker=voice)
    SegmentFactory(transcript=made, text="Merci.", confidence=0.5, speaker=voice)
    SegmentFactory(transcript=made, text="Au revoir & merci.")
    return made


@pytest.mark.parametrize("name", ["vtt", "json"])
def test_nothing_that_is_kept_is_lost(stored: Transcript, tmp_path: Path, name: str) -> None:
    file = tmp_path / "out"
    ran = run("export_transcript", stored.source.public_id, "--format", name, "--output", file)

    assert (ran.status, ran.out) == (0, f"{file}: version 1, 3 segments, {name}\n")
    read = formats.parse(file.read_bytes()).transcript
    assert read is not None
    assert read.segments == as_parsed(stored).segments


@pytest.mark.parametrize("name", ["vtt", "srt", "plain", "json"])
def test_every_word_is_on_standard_output(stored: Transcript, name: str) -> None:
    redact(stored, 1, 1)

    ran = run("export_transcript", stored.source.public_id, "--format", name)

    assert ran.status == 0
    for word in ("Bonsoir", "à tous.", "Merci.", "Au revoir"):
        assert word in ran.out


def test_a_version_can_be_chosen_and_the_newest_is_the_default(stored: Transcript) -> None:
    TranscriptFactory(source=stored.source, number=2, reason="Relu.", texts=["Bonjour."])

    first = run("export_transcript", stored.source.public_id, "--version", 1, "--format", "json")
    newest = run("export_transcript", stored.source.public_id, "--format", "json")

    assert "Merci." in first.out
    assert "Bonjour." in newest.out


def test_what_is_not_there_is_told(stored: Transcript, tmp_path: Path) -> None:
    empty = SourceMediaFactory()
    known = stored.source.public_id

    for arguments, message in (
        (["nowhere"], "no source has the public id “nowhere”"),
        ([empty.public_id], f"source {empty.public_id} has no transcript"),
        ([known, "--version", 7], f"source {known} has no version 7 (it has: 1)"),
        ([known, "--format", "pdf"], "pdf"),
        ([known, "--output", tmp_path], "Is a directory"),
    ):
        ran = run("export_transcript", *arguments)
        assert (ran.status, ran.out) == (1, "")
        assert message in ran.err
