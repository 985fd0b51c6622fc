"""Keeping transcripts: any shape, in bulk, beside a source, once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from incidents.actions import transcript
from incidents.actions.language import LanguageError
from incidents.actions.permission import NotAllowed
from incidents.actions.segment_rows import NotKeepable
from incidents.actions.source import SourceError, add_transcript, import_source
from incidents.actions.stored_file import store
from incidents.actions.transcript import TranscriptRefused
from incidents.codes import MadeBy
from incidents.models import Segment, SourceMedia, Speaker, StoredFile, Transcript
from incidents.stored_transcript import as_parsed
from incidents.transcripts.records import ParsedTranscript
from incidents.transcripts.records import Segment as Passage
from tests.factories import SourceMediaFactory, UserFactory
from tests.redactions import redact

FIRST = b"00:00 Bonsoir.\n00:04 Merci.\n"
SECOND = b"00:00 Bonsoir.\n00:04 Merci bien.\n"
HEARD = b"""{"text": "Bonsoir.", "language": "fr", "segments": [
 {"id": 0, "start": 0.0, "end": 1.5, "text": " Bonsoir.", "avg_logprob": -0.05}]}"""


@pytest.fixture
def source(db: None) -> SourceMedia:
    made: SourceMedia = SourceMediaFactory()
    return made


def parsed(*segments: Passage, **fields: Any) -> ParsedTranscript:
    given: dict[str, Any] = {"format": "vtt", "language": None, "encoding": "utf-8"} | fields
    return ParsedTranscript(segments=segments, **given)


def kept(source: SourceMedia, words: ParsedTranscript, **how: Any) -> Transcript:
    given: dict[str, Any] = {"made_by": MadeBy.PUBLISHER, "by": None} | how
    return transcript.add(source=source, parsed=words, original=store(b"x", "text/vtt"), **given)


def counts() -> list[int]:
    return [model._default_manager.count() for model in (Transcript, Segment, Speaker, StoredFile)]


def test_everything_that_was_read_is_kept(source: SourceMedia) -> None:
    words = parsed(
        Passage(0, 1500, "Présidence", "Bonsoir\nà tous.", 0.25),
        Passage(1500, 1200, None, "JEANNE : merci.", None, "JEANNE"),
        Passage(1000, None, "Présidence", ""),
        language="en",
        raw=(Passage(0, 1500, None, "Bonsoir", None, None),),
        cues=1,
    )

    made = kept(source, words)

    assert as_parsed(made) == words
    assert (made.language, made.number, made.size) == ("en", 1, 3)
    assert list(made.speakers.values_list("label", flat=True)) == ["Présidence"]


def test_the_public_reading_of_it_has_no_redacted_words(source: SourceMedia) -> None:
    made = kept(
        source, parsed(Passage(0, 9, "A", "Un.", 0.9, None), Passage(9, None, "B", "Deux."))
    )
    redact(made, 1, 1)

    assert as_parsed(made, redacted=True).segments == (
        Passage(0, 9, "A", "Un.", 0.9),
        Passage(9, None, None, ""),
    )


@pytest.mark.parametrize("text", ["a\0b", "a\ud800b", "\udfff"])
def test_what_the_database_cannot_hold_is_named(source: SourceMedia, text: str) -> None:
    with pytest.raises(NotKeepable, match=r"passage 2 holds U\+"):
        kept(source, parsed(Passage(0, None, None, "Bien."), Passage(1, None, None, text)))

    assert counts()[:3] == [0, 0, 0]


def test_a_label_too_long_is_cut_and_marked(source: SourceMedia) -> None:
    made = kept(source, parsed(Passage(0, None, "Voix " * 40, "Un.")))

    assert made.speakers.get().label == ("Voix " * 40)[:119] + "…"


def test_a_language_that_is_no_code_is_a_warning(source: SourceMedia) -> None:
    made = kept(source, parsed(Passage(0, None, None, "Un."), language="French (France)"))

    assert made.language == "fr"
    assert "“French (France)” is not a code" in made.warnings[0]["message"]


def test_the_language_given_counts_more_than_the_files(source: SourceMedia) -> None:
    made = kept(source, parsed(Passage(0, None, None, "Un."), language="en"), language="de")

    assert made.language == "de"
    with pytest.raises(LanguageError, match="“german” is not a code"):
        kept(source, parsed(Passage(0, None, None, "Un.")), language="german", reason="R.")


@pytest.mark.parametrize(
    ("how", "message"),
    [
        ({"made_by": MadeBy.MACHINE}, "names its tool"),
        ({"tool_version": "v" * 41}, "version of the tool of 41 characters; at most 40"),
    ],
)
def test_an_origin_that_cannot_be_is_refused(
    source: SourceMedia, how: dict[str, Any], message: str
) -> None:
    with pytest.raises(TranscriptRefused, match=message):
        kept(source, parsed(Passage(0, None, None, "Un.")), **how)


def test_beside_a_source_versions_are_numbered(source: SourceMedia) -> None:
    one = add_transcript(source=source, content=FIRST, by=None)
    with pytest.raises(TranscriptRefused, match="version 2 of a transcript needs a reason"):
        add_transcript(source=source, content=SECOND, by=None)
    two = add_transcript(source=source, content=SECOND, by=None, reason=" Relu. ")

    assert (one.created, one.transcript.number) == (True, 1)
    assert (two.transcript.number, two.transcript.reason) == (2, "Relu.")
    assert counts() == [2, 4, 0, 2]


def test_the_same_bytes_for_the_same_source_are_recognised(source: SourceMedia) -> None:
    one = add_transcript(source=source, content=FIRST, by=None)
    again = add_transcript(source=source, content=FIRST, by=None)

    assert (again.created, again.transcript) == (False, one.transcript)
    assert counts() == [1, 2, 0, 1]


def test_the_same_bytes_read_in_another_language_are_another_version(source: SourceMedia) -> None:
    add_transcript(source=source, content=FIRST, by=None)
    made = add_transcript(source=source, content=FIRST, by=None, language="en", reason="Anglais.")

    assert (made.created, made.transcript.number, made.transcript.language) == (True, 2, "en")


def test_the_same_bytes_for_another_source_are_kept_for_both(source: SourceMedia) -> None:
    add_transcript(source=source, content=FIRST, by=None)
    other = add_transcript(source=SourceMediaFactory(), content=FIRST, by=None)

    assert other.created
    assert counts() == [2, 4, 0, 1]


def test_taken_in_alone_they_lead_to_the_source_they_are_beside(source: SourceMedia) -> None:
    add_transcript(source=source, content=FIRST, by=None)

    imported = import_source(content=FIRST, by=None)

    assert (imported.created, imported.source) == (False, source)


def test_a_machine_of_its_own_format_is_named(source: SourceMedia) -> None:
    made = add_transcript(source=source, content=HEARD, by=None, tool_version="large-v3").transcript

    assert (made.made_by, made.tool, made.tool_version) == ("machine", "Whisper", "large-v3")
    assert made.original.media_type == "application/json"
    assert made.segments.get().confidence == pytest.approx(0.951, abs=0.001)


def test_a_page_without_a_transcript_is_none(source: SourceMedia) -> None:
    page = b"hier\nUne phrase.\n\nCategory\n\nNews\n"
    with pytest.raises(SourceError, match="no transcript"):
        add_transcript(source=source, content=page, by=None)


def test_who_may_not_add_one_does_not(source: SourceMedia) -> None:
    with pytest.raises(NotAllowed):
        add_transcript(source=source, content=FIRST, by=UserFactory(roles=["publisher"]))

    assert counts() == [0, 0, 0, 0]


def test_what_fails_half_way_leaves_nothing(source: SourceMedia) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE incidents_segment ADD CONSTRAINT stop CHECK (position < 1)")

    with pytest.raises(DatabaseError, match="stop"), transaction.atomic():
        add_transcript(source=source, content=FIRST, by=None)

    assert counts() == [0, 0, 0, 0]


@pytest.mark.django_db(transaction=True)
def test_two_at_once_are_two_versions() -> None:
    source = SourceMediaFactory()
    start = Barrier(2, timeout=20)

    def add(content: bytes) -> int:
        start.wait()
        try:
            made = add_transcript(source=source, content=content, by=None, reason="Relu.")
            return made.transcript.number
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(add, (FIRST, SECOND))) == [1, 2]


@pytest.mark.django_db(transaction=True)
def test_the_same_bytes_twice_at_once_are_one_version() -> None:
    source = SourceMediaFactory()
    start = Barrier(2, timeout=20)

    def add(_turn: int) -> bool:
        start.wait()
        try:
            return add_transcript(source=source, content=FIRST, by=None).created
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(add, range(2))) == [False, True]
