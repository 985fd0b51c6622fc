"""What is done to the cues of every format: order, overlaps, rolling captions, proposed voices."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from incidents import timecode
from incidents.input_error import gettext_noop
from incidents.transcripts import rolling, voices
from incidents.transcripts.records import (
    Cue,
    ParsedTranscript,
    Problem,
    Reading,
    Segment,
    remark,
)

MAX_ALIKE = 50
"""So many warnings of one kind are listed one by one; the rest are counted."""


def transcript(reading: Reading, *, name: str, encoding: str) -> ParsedTranscript:
    """The transcript that a reading of one language gives; its cues must not be empty."""
    folded = None if reading.finished else rolling.fold(reading.cues)
    cues = reading.cues if folded is None else folded
    raw = reading.raw if folded is None else reading.cues
    return ParsedTranscript(
        format=name,
        language=reading.language,
        encoding=encoding,
        segments=tuple(_segments(cues)),
        problems=tuple(reading.problems),
        warnings=tuple(_counted([*reading.warnings, *_timing(cues)])),
        cues=sum(not cue.continues for cue in raw or cues),
        raw=tuple(_segments(raw)),
    )


def _segments(cues: Iterable[Cue]) -> Iterator[Segment]:
    for _line, start_ms, end_ms, text, speaker, confidence, _continues in cues:
        proposed = None if speaker else voices.propose(text)
        yield Segment(start_ms, end_ms, speaker, text, confidence, proposed)


def _timing(cues: Sequence[Cue]) -> Iterator[Problem]:
    """Cues that end before they start, that go back in time, that begin while another one lasts."""
    whole = [cue for cue in cues if not cue.continues]
    lasting = _lasting(whole)
    before: Cue | None = None
    for index, cue in enumerate(whole):
        if cue.end_ms is not None and cue.end_ms < cue.start_ms:
            yield _remark(
                cue,
                gettext_noop("ends at %(end)s, before it starts at %(time)s"),
                end=timecode.exact(cue.end_ms),
                time=timecode.exact(cue.start_ms),
            )
        if before is not None and cue.start_ms < before.start_ms:
            yield _remark(
                cue,
                gettext_noop("time %(time)s is earlier than %(before)s of line %(other)d"),
                time=_shown(cue.start_ms),
                before=_shown(before.start_ms),
                other=before.line,
            )
        if other := lasting.get(index):
            yield _remark(
                cue,
                gettext_noop("begins at %(time)s, while the cue of line %(other)d lasts"),
                time=timecode.exact(cue.start_ms),
                other=other.line,
            )
        before = cue


def _lasting(cues: Sequence[Cue]) -> dict[int, Cue]:
    """For the index of each cue that begins while another lasts: the one that lasts longest."""
    found: dict[int, Cue] = {}
    latest, until = None, -1
    for index in sorted(range(len(cues)), key=lambda index: cues[index].start_ms):
        cue = cues[index]
        if latest is not None and cue.start_ms < until:
            found[index] = latest
        if cue.end_ms is not None and cue.end_ms > until:
            latest, until = cue, cue.end_ms
    return found


def _counted(warnings: Iterable[Problem]) -> Iterator[Problem]:
    """The first warnings of each kind; then one that tells how many more there are."""
    alike: Counter[str] = Counter()
    first_left: dict[str, Problem] = {}
    for warning in warnings:
        alike[warning.template] += 1
        if alike[warning.template] <= MAX_ALIKE:
            yield warning
        else:
            first_left.setdefault(warning.template, warning)
    for template, left in first_left.items():
        yield remark(
            left.line,
            left.column,
            gettext_noop("and %(count)d more such warnings from here on: %(first)s"),
            left.excerpt,
            count=alike[template] - MAX_ALIKE,
            first=left.message,
        )


def _shown(ms: int) -> str:
    """Whole seconds as pages write them; anything finer to the millisecond."""
    return timecode.exact(ms) if ms % timecode.MS_PER_SECOND else timecode.display(ms)


def _remark(cue: Cue, template: str, **params: object) -> Problem:
    return remark(cue.line, 1, template, cue.text, **params)
