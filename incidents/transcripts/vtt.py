"""Format `vtt`: WebVTT, by the parser algorithm of the W3C specification.

Known parts: the signature, the header, NOTE, STYLE and REGION blocks, cue ids and settings. A cue
without text is a cue. A block that the specification drops is a problem, with its text.
X-TIMESTAMP-MAP places the file in a broadcast: times are kept as they are written, with a warning.
"""

import re

from incidents.input_error import gettext_noop
from incidents.transcripts.records import Cue, Problem, Reading, remark
from incidents.transcripts.source_text import SourceText
from incidents.transcripts.subtitle_time import MAX_MS
from incidents.transcripts.vtt_cue_text import voices

NAME = "vtt"

_TIME = r"(?:([0-9]+):)?([0-5][0-9]):([0-5][0-9])\.([0-9]{3})(?![0-9])"
_TIMING = re.compile(rf"[ \t\f]*{_TIME}[ \t\f]*-->[ \t\f]*{_TIME}(.*)", re.DOTALL)
_SIGNATURE = re.compile(r"WEBVTT(?=[ \t\n]|\Z)")
_SETTING = re.compile(r"(?:vertical|line|position|size|align|region):\S+")
_KNOWN_BLOCK = re.compile(r"(?:STYLE|REGION)[ \t\f]*\Z|NOTE(?:[ \t]|\Z)")
_LANGUAGE = re.compile(r"Language:[ \t]*([A-Za-z0-9-]{2,35})\s*\Z", re.IGNORECASE)

_Block = list[tuple[int, str]]


def recognise(text: SourceText) -> bool:
    """The signature, which nothing may precede."""
    return _SIGNATURE.match(text.text) is not None


def parse(text: SourceText) -> Reading:
    """The cues in the order of the file."""
    lines = text.lines
    cues: list[Cue] = []
    problems: list[Problem] = []
    warnings: list[Problem] = []
    at, language = _header(lines, problems, warnings)
    while at < len(lines):
        if not lines[at]:
            at += 1
            continue
        timing = at if "-->" in lines[at] else at + 1
        if timing < len(lines) and "-->" in lines[timing]:
            end = _end(lines, timing + 1)
            _cue(lines, (timing, end), cues, problems, warnings)
            if timing > at and not _TIMING.match(lines[timing]):
                _lost([(at + 1, lines[at])], problems)
        else:
            end = _end(lines, at + 1)
            if not _KNOWN_BLOCK.match(lines[at]):
                _lost([(n + 1, lines[n]) for n in range(at, end)], problems)
        at = end
    return Reading(cues, problems, warnings, language)


def _header(
    lines: tuple[str, ...], problems: list[Problem], warnings: list[Problem]
) -> tuple[int, str | None]:
    """Where the first block may begin, and the language that the header names."""
    language = None
    at = 1
    if not _SIGNATURE.match(lines[0]):
        at = 0
        problems.append(
            remark(1, 1, gettext_noop("the first line is not the signature WEBVTT"), lines[0])
        )
    end = _end(lines, at)
    for number in range(at, end) if at else ():
        if found := _LANGUAGE.match(lines[number]):
            language = found[1]
        if "X-TIMESTAMP-MAP" in lines[number]:
            warnings.append(
                remark(
                    number + 1,
                    1,
                    gettext_noop("times are kept as written, not moved as %(value)s maps them"),
                    lines[number],
                    value=lines[number].strip()[:80],
                )
            )
    return (end if at else 0), language


def _end(lines: tuple[str, ...], at: int) -> int:
    """The line at which a block ends: an empty one, or one with an arrow."""
    while at < len(lines) and lines[at] and "-->" not in lines[at]:
        at += 1
    return at


def _cue(
    lines: tuple[str, ...],
    place: tuple[int, int],
    cues: list[Cue],
    problems: list[Problem],
    warnings: list[Problem],
) -> None:
    first, end = place
    line = lines[first]
    found = _TIMING.match(line)
    times = found and (_ms(*found.group(1, 2, 3, 4)), _ms(*found.group(5, 6, 7, 8)))
    if not found or not times or max(times) > MAX_MS:
        template = gettext_noop("not two times with an arrow: “%(value)s”; its text is left out")
        problems.append(remark(first + 1, 1, template, line, value=line.strip()[:80]))
        _lost([(n + 1, lines[n]) for n in range(first + 1, end)], problems)
        return
    for setting in found[9].split():
        if not _SETTING.fullmatch(setting):
            template = gettext_noop("cue setting “%(value)s” is not known: ignored")
            column = line.find(setting, found.start(9)) + 1
            warnings.append(remark(first + 1, column, template, line, value=setting[:80]))
    spoken, doubts = voices("\n".join(lines[first + 1 : end]))
    for index, (speaker, said) in enumerate(spoken):
        cues.append(Cue(first + 1, *times, said, speaker, None, index > 0))
    for doubt in doubts:
        template = gettext_noop("“%(value)s” is not written as a tag of WebVTT")
        warnings.append(remark(first + 1, 1, template, doubt, value=doubt[:80]))


def _ms(hours: str | None, minutes: str, seconds: str, rest: str) -> int:
    if hours and len(hours) > 9:
        return MAX_MS + 1
    whole = int(hours or 0) * 3_600_000 + int(minutes) * 60_000
    return whole + int(seconds) * 1_000 + int(rest)


def _lost(block: _Block, problems: list[Problem]) -> None:
    template = gettext_noop("text outside of a cue: left out")
    problems.extend(remark(number, 1, template, line) for number, line in block if line.strip())
