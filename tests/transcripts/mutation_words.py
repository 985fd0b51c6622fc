"""Which words of a file are nowhere in what was read of it: an oracle that shares no parser.

A word is a run of letters and digits. Each one of the file must be in the text of a cue (or of a
part of a page, or be a speaker), or in a place that the format knows as no text, or on a line
that a problem or a warning names. Where it is not certain that a place holds text, it is left out:
what is found missing is missing.

Text formats are read line by line here, JSON by the standard library (`mutation_json`), XML by
expat (`mutation_xml`).
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from incidents.transcripts.records import ParsedPage, Problem, Segment

Lines = Iterable[tuple[int, str]]
"""Numbers of lines and what of them is text."""

WORD = re.compile(r"[^\W_]+")
ENTITY = re.compile(r"[^\W_]*&#?\w+;?(?:[^\W_]|&#?\w+;?)*")
ABOUT_TIMES = ("ends at ", "time %(time)s is earlier", "begins at ", "time %(time)s has no text")
"""Warnings on cues that were read: they name a line, and excuse nothing on it."""

_TIME = r"[0-9]+(?::[0-9]+)+(?:[.,][0-9]+)?"
_ARROW = re.compile(rf"^\s*{_TIME}\s*-->\s*{_TIME}")
_CLOCK = re.compile(r"[0-9]:[0-9]")
_BR = re.compile(r"<br\s*/?>", re.I)
_COORDINATES = re.compile(r"\b[XY][12]\s*:\s*-?[0-9]+", re.I)
_SRT_TAG = re.compile(r"</?(?:b|i|u|s|font)(?:\s[^<>]*)?/?>|\{\\[^{}]*\}", re.I)
_SBV_TIMES = re.compile(rf"^\s*{_TIME}\s*,\s*{_TIME}\s*$")
_LRC_TIME = re.compile(r"\[\s*[0-9]+[:;][0-9][0-9:;.,]*\s*\]|<\s*[0-9]+[:;][0-9][0-9:;.,]*\s*>")
MANY_TIMES = 50
_LRC_TIMES = re.compile(r"\s*((?:\[\s*[0-9]+[:;][0-9][0-9:;.,]*\s*\]\s*)*)")
_LRC_FACT = re.compile(r"^\s*(?:\[(?:[a-zA-Z]+|#):.*\]\s*)+$")
_BRACKETED = re.compile(
    r"^\s*[\[(]\s*[0-9][0-9:;.,]*"
    r"(?:\s*(?:[-–—−]{1,2}>?|=>|→)\s*[0-9][0-9:;.,]*)?\s*[\])]"
)
_STAMP = re.compile(
    r"^(?:\s*(Transcript(?:ion)?)\s?:?)?[\s\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]*"
    r"[0-9]{1,3}:[0-9]{2}(?::[0-9]{2})?(?:\.[0-9]{1,2}(?=\s|$)|[.,][0-9]{3})?"
)
_SETTING = re.compile(r"(?<!\S)(?:vertical|line|position|size|align|region):\S*")
_VTT_SPEAKER = re.compile(r"<v(?:\.[^\s<>]*)?[\t ]+([^<>]*)>")
_VTT_TAG = re.compile(r"</?(?:b|i|u|c|v|lang|ruby|rt)(?:[.\t ][^<>]*)?>|<[0-9:.]+>|</>|<>")
_VTT_KNOWN = re.compile(r"NOTE(?:[\t ].*)?$|(?:STYLE|REGION)[\t ]*$")


def lines_of(data: bytes, encoding: str) -> list[str]:
    """The lines of a file in the encoding that the reading names."""
    return re.split("\r\n|\r|\n", data.decode(encoding))


def words(text: str) -> list[str]:
    return WORD.findall(text)


def missing(lines: Lines, page: ParsedPage) -> list[str]:
    """What of the lines was lost, as ``line 4: word``; words are counted, so that a dropped
    repetition is found too."""
    kept = kept_words(page)
    excused = {remark.line for remark in excuses(page)}
    kept.update(_named(page))
    lost = []
    needed = 0
    joined: str | None = None
    same: Counter[str] = Counter()
    last = _last_judged(page)
    for number, text in lines:
        if number in excused or number > last:
            continue
        found = Counter(words(ENTITY.sub(" ", text)))
        gone = [word for word in found if kept[word] < found[word]]
        kept.subtract(found)
        needed += sum(map(len, found.elements()))
        letters = "".join(words(text))
        same[letters] += 1
        if not gone:
            continue
        if joined is None:  # a tag inside a word, which the reading may split or join
            joined = "".join(words(" ".join(kept_texts(page))))
        if joined.count(letters) < same[letters]:
            lost += [f"line {number}: {word}" for word in gone]
    if joined is not None and not excused and not lost and needed > len(joined):
        lost.append(f"{needed - len(joined)} letters somewhere")
    return lost


def _named(page: ParsedPage) -> list[str]:
    """The words that warnings name."""
    values = (warning.params.get("value", "") for warning in page.warnings)
    return [word for value in values for word in words(str(value))]


def _last_judged(page: ParsedPage) -> int:
    """Beyond so many warnings of a kind the rest are counted: where each stood is not known."""
    counted = (w for w in page.warnings if "first" in w.params and "count" in w.params)
    return min((w.line for w in counted if not _is_about_times(w)), default=10**9)


def _is_about_times(counted: Problem) -> bool:
    return any(start in str(counted.params["first"]) for start in ("ends at", "time ", "begins at"))


def excuses(page: ParsedPage) -> Iterator[Problem]:
    """Problems, and the warnings that name text which is in no cue."""
    yield from page.problems
    for warning in page.warnings:
        if not warning.template.startswith(ABOUT_TIMES):
            yield warning


def kept_words(page: ParsedPage) -> Counter[str]:
    """How often each word was kept: in the cues of the file or, folded, in the segments."""
    found: Counter[str] = Counter()
    if page.transcript is not None:
        found = _of(page.transcript.segments)
        if page.format != "vigie-json":  # which has both lists, each for itself
            found |= _of(page.transcript.raw)
    for part in page.parts:
        found.update(words(part.text))
    return found


def kept_texts(page: ParsedPage) -> Iterator[str]:
    if page.transcript is not None:
        folded = page.transcript.raw and page.format != "vigie-json"
        segments = page.transcript.raw if folded else page.transcript.segments
        yield from (segment.text for segment in segments)
    yield from (part.text for part in page.parts)


def speakers(page: ParsedPage) -> set[str]:
    if page.transcript is None:
        return set()
    labels = (segment.speaker or "" for segment in page.transcript.segments)
    return {word for label in labels for word in words(label)}


def _of(segments: Iterable[Segment]) -> Counter[str]:
    return Counter(word for segment in segments for word in words(segment.text))


def srt(lines: list[str]) -> Iterator[tuple[int, str]]:
    """All but the numbers above times, the times, their coordinates and the usual tags."""
    for number, line in enumerate(lines, 1):
        if line.strip().isdecimal() and _CLOCK.search(_next(lines, number)):
            continue
        text = line
        if _ARROW.match(line):
            text = _COORDINATES.sub(" ", _ARROW.sub(" ", line, count=1))
        yield number, _SRT_TAG.sub("", _BR.sub("\n", text))


def _next(lines: list[str], index: int) -> str:
    """The next line that is not blank."""
    return next((line for line in lines[index:] if line.strip()), "")


def sbv(lines: list[str]) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(lines, 1):
        if not _SBV_TIMES.match(line):
            yield number, line.replace("[br]", "\n")


def lrc(lines: list[str]) -> Iterator[tuple[int, str]]:
    """All but facts and times; a text behind several times is a cue for each."""
    for number, line in enumerate(lines, 1):
        if _LRC_FACT.match(line):
            continue
        times = _LRC_TIMES.match(line)
        before = times[1].count("[") if times else 0
        text = _LRC_TIME.sub("", line)
        for _ in range(max(1, before if before <= MANY_TIMES else 1)):
            yield number, text


def bracketed(lines: list[str]) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(lines, 1):
        yield number, _BRACKETED.sub("", line, count=1)


def stamped(lines: list[str]) -> Iterator[tuple[int, str]]:
    """Pages and timed text: each line less the time it begins with, or that its heading does."""
    for number, line in enumerate(lines, 1):
        yield number, _STAMP.sub(r"\1 ", line, count=1)


def vtt(lines: list[str], named: set[str]) -> Iterator[tuple[int, str]]:
    """All but the header, NOTE, STYLE and REGION, ids, times, known settings and known tags.

    A speaker's name is text unless it is one of `named`: it is kept once however often it stands.
    """
    known, first = (
        lines[0].startswith("WEBVTT"),
        True,
    )  # in a known block; on the first line of a block
    for number, line in enumerate(lines, 1):
        after = lines[number] if number < len(lines) else ""
        if not line:
            known, first = False, True
        elif number == 1 and line.startswith("WEBVTT"):
            first = False
        elif "-->" in line:
            known, first = False, False
            yield number, _SETTING.sub(" ", _ARROW.sub(" ", line, count=1))
        elif known or (first and ("-->" in after or _VTT_KNOWN.match(line))):
            known, first = known or "-->" not in after, False
        else:
            first = False
            yield (
                number,
                _VTT_TAG.sub("", _VTT_SPEAKER.sub(_name(named), line.replace("</v>", " "))),
            )


def _name(named: set[str]) -> Callable[[re.Match[str]], str]:
    def shown(match: re.Match[str]) -> str:
        label = words(ENTITY.sub(" ", match[1]))
        return f" {' '.join(word for word in label if word not in named)} "

    return shown
