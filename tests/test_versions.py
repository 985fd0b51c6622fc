"""What newer versions of a transcript say where an older one is cited."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from incidents.models import Citation, SourceMedia, Transcript
from incidents.versions import Newer, newer_versions
from tests.factories import CitationFactory, SegmentFactory, SourceMediaFactory, TranscriptFactory
from tests.redactions import redact

pytestmark = pytest.mark.django_db
SAID = ["Bonsoir.", "Le ministre dément.", "Merci à vous."]


@pytest.fixture
def source() -> SourceMedia:
    made: SourceMedia = SourceMediaFactory()
    return made


def version(source: SourceMedia, number: int, texts: list[str], **fields: Any) -> Transcript:
    reason = "Relu." if number > 1 else ""
    made: Transcript = TranscriptFactory(
        source=source, number=number, reason=reason, texts=texts, **fields
    )
    return made


def cite(transcript: Transcript, first: int, last: int) -> Citation:
    made: Citation = CitationFactory(
        source=transcript.source,
        first_segment=transcript.segments.get(position=first),
        last_segment=transcript.segments.get(position=last),
    )
    return made


def test_the_newest_version_says_something_else(source: SourceMedia) -> None:
    cited = cite(version(source, 1, SAID), 1, 1)
    version(source, 2, ["Bonsoir.", "Le ministre ment.", "Merci à vous."])
    version(source, 3, ["Bonsoir.", "La ministre dément.", "Merci."])

    assert newer_versions([cited]) == {cited.pk: Newer(3, True, "La ministre dément.")}


def test_another_spelling_is_no_difference(source: SourceMedia) -> None:
    cited = cite(version(source, 1, SAID), 0, 1)
    version(source, 2, ["BONSOIR", "le ministre dément !", "Autre chose."])

    assert newer_versions([cited])[cited.pk].differs is False


def test_a_word_more_is_a_difference(source: SourceMedia) -> None:
    cited = cite(version(source, 1, SAID), 1, 1)
    version(source, 2, ["Bonsoir.", "Le ministre dément tout.", "Merci à vous."])

    assert newer_versions([cited])[cited.pk].differs is True


def test_other_borders_alone_are_no_difference(source: SourceMedia) -> None:
    cited = cite(version(source, 1, SAID), 1, 1)
    newer = version(source, 2, [])
    SegmentFactory(transcript=newer, start_ms=0, end_ms=5000, text="Bonsoir. Le ministre")
    SegmentFactory(transcript=newer, start_ms=5000, end_ms=12000, text="dément. Merci à vous.")

    assert newer_versions([cited])[cited.pk].differs is False


def test_a_passage_that_is_gone_is_a_difference(source: SourceMedia) -> None:
    cited = cite(version(source, 1, SAID), 2, 2)
    version(source, 2, SAID[:1], size=1)

    assert newer_versions([cited])[cited.pk] == Newer(2, True, "Bonsoir.")


@pytest.mark.parametrize("number", [1, 2])
def test_the_newest_and_other_languages_have_nothing_newer(
    source: SourceMedia, number: int
) -> None:
    made = [version(source, 1, SAID), version(source, 2, SAID)]
    version(source, 3, ["Good evening."] * 3, language="en")
    cited = cite(made[number - 1], 1, 1)

    assert list(newer_versions([cited])) == ([cited.pk] if number == 1 else [])


def test_redacted_words_are_left_out(source: SourceMedia) -> None:
    cited = cite(version(source, 1, SAID), 0, 1)
    redact(version(source, 2, ["Bonsoir.", "Le ministre Untel.", "Merci."]), 1, 1)

    assert newer_versions([cited])[cited.pk] == Newer(2, True, "Bonsoir.")


def test_without_a_range_there_is_nothing_to_compare(
    source: SourceMedia, django_assert_num_queries: Any
) -> None:
    cited = CitationFactory(source=source)
    with django_assert_num_queries(0):
        assert newer_versions([cited]) == {}


def test_twenty_citations_cost_what_one_costs(source: SourceMedia) -> None:
    old = version(source, 1, SAID)
    version(source, 2, SAID)
    cited = [cite(old, 0, 1) for _n in range(20)]
    for some in (cited[:1], cited):
        with CaptureQueriesContext(connection) as captured:
            assert len(newer_versions(some)) == len(some)
        assert len(captured) == 1
