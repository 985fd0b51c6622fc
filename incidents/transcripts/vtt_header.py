"""What a WebVTT file begins with: its signature, and the header up to the first empty line."""

import re
from collections.abc import Sequence

from incidents.input_error import gettext_noop
from incidents.transcripts.records import Problem, remark

SIGNATURE = re.compile(r"WEBVTT(?=[ \t\n]|\Z)")
LANGUAGE = re.compile(r"Language:[ \t]*([A-Za-z0-9-]{2,35})[ \t]*\Z", re.IGNORECASE)
_STYLE = re.compile(r"Style:[ \t]*\Z")
_END_OF_STYLE = re.compile(r"##[ \t]*\Z")
_FACT = re.compile(r"[^\s:=]+[ \t]*[:=]")


def language(
    lines: Sequence[str], end: int, problems: list[Problem], warnings: list[Problem]
) -> str | None:
    """Which language the header names; the header is the lines before `end`, none without the
    signature. From a line ``Style:`` to one with ``##``, as a video platform writes them, all is
    style. Any other line that is not a name with a value is a problem: the specification drops it.
    """
    found = None
    styled = False
    if not SIGNATURE.match(lines[0]):
        template = gettext_noop("the first line is not the signature WEBVTT")
        problems.append(remark(1, 1, template, lines[0]))
    for number, line in enumerate(lines[1:end], 2):
        if named := LANGUAGE.match(line):
            found = named[1]
        elif "X-TIMESTAMP-MAP" in line:
            template = gettext_noop("times are kept as written, not moved as %(value)s maps them")
            warnings.append(remark(number, 1, template, line, value=line.strip()[:80]))
        elif _STYLE.match(line):
            styled = True
        elif styled:
            styled = not _END_OF_STYLE.match(line)
        elif line.strip() and not _FACT.match(line):
            template = gettext_noop("a header line that is not a name with a value: left out")
            problems.append(remark(number, 1, template, line))
    return found
