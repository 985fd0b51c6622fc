"""Which of the formats with times in brackets a text is, told by most of its timed lines.

LRC writes ``[mm:ss.xx]``; a text with times in brackets ``[mm:ss]``, ``[h:mm:ss]``,
``[h:mm:ss.mmm]``, ``(mm:ss)`` or both times of a passage, ``[… --> …]``. Where the text has a tag
that only LRC has (``[ti:…]``, ``[offset:…]``), a time within angle brackets or two times in a row,
all its times of two fields, and those with a colon before the hundredths, are those of LRC.
"""

import re
from enum import StrEnum

from incidents.transcripts.labels import category_label
from incidents.transcripts.source_text import SourceText


class Shape(StrEnum):
    """The formats with times in brackets."""

    LRC = "lrc"
    TEXT = "bracketed-text"


_BLANK = r"[^\S\n]*"
_TIMED = re.compile(rf"^{_BLANK}(?:([\[(]){_BLANK})?[0-9]{{1,5}}:[0-9]{{1,2}}", re.M)
_HUNDREDTHS = re.compile(rf"^{_BLANK}\[{_BLANK}[0-9]{{1,5}}:[0-9]{{1,2}}\.[0-9]+{_BLANK}\]", re.M)
_TWO_FIELDS = re.compile(
    rf"^{_BLANK}\[{_BLANK}[0-9]{{1,5}}:[0-9]{{1,2}}(?:[:.,][0-9]+)?{_BLANK}\]", re.M
)
_ONLY_LRC = re.compile(
    rf"^{_BLANK}\[(?:ti|ar|al|au|by|re|ve|length|offset):[^\n]*\]{_BLANK}$"
    r"|^[^\S\n]*\[[0-9:.]{4,14}\][^\S\n]{0,9}\[[0-9:.]{4,14}\]"
    r"|<[0-9]{1,5}:[0-9]{2}[.:][0-9]{1,3}>",
    re.M | re.I,
)


def shape_of(text: SourceText) -> Shape | None:
    """The format of most timed lines; None where most have no bracket, and for the page of a video.

    A page has the label "Category"; chapters in brackets may stand in its description.
    """
    source = text.text
    bracketed = unbracketed = 0
    for found in _TIMED.finditer(source):
        if found[1]:
            bracketed += 1
        else:
            unbracketed += 1
    if bracketed <= unbracketed or _is_page(text):
        return None
    marked = _ONLY_LRC.search(source) is not None
    of_lrc = _TWO_FIELDS if marked else _HUNDREDTHS
    lrc = sum(1 for _ in of_lrc.finditer(source))
    return Shape.LRC if 2 * lrc + marked > bracketed else Shape.TEXT


def _is_page(text: SourceText) -> bool:
    return any(line[:1] not in "[(" and category_label(line) for line in text.lines)
