"""Who may be speaking, by the typography of subtitles: proposed to staff, never imposed.

* ``>> NAME: text`` and ``>> text``: the change of speaker of North American live captions;
* ``- text`` and ``– text``: the dash of a dialogue, another voice without a name;
* ``NAME: text``, in French typography ``NAME : text``, the name in capitals; with the blank before
  the colon a name in small letters will do (``Marie Durand : …``).

The text keeps its mark: what is proposed may be refused.
"""

import re

from incidents.transcripts.records import ANOTHER_VOICE

_UPPER = r"[^\W\d_a-zà-öø-ÿ]"
_NAME = rf"{_UPPER}[\w.'’-]{{0,28}}(?: (?:{_UPPER}|d[eu]|d[’']|l[ae]s?)[\w.'’-]{{0,28}}){{0,4}}"
_CAPITALS = rf"{_UPPER}(?:[^\W_a-zà-öø-ÿ]|[ .'’-]){{1,58}}"
_MARKED = re.compile(
    rf"\s*(?P<turn>>>+|»|[-–—](?![-–—\d]))?\s*"
    rf"(?:(?P<capitals>{_CAPITALS}?)\s?:(?=\s)|(?P<name>{_NAME})[ \u00a0\u202f]:(?=\s))?"
)
_AFTER_TURN = re.compile(rf"\s*>>+\s*(?P<name>{_NAME})\s?:(?=\s)")


def propose(text: str) -> str | None:
    """The label of who seems to speak, ANOTHER_VOICE for somebody unnamed, None without a mark."""
    if not text or (":" not in text and text.lstrip()[:1] not in {">", "-", "–", "—"}):
        return None
    if named := _AFTER_TURN.match(text):
        return named["name"]
    found = _MARKED.match(text)
    if found is None:
        return None
    label = (found["capitals"] or found["name"] or "").strip()
    if label:
        return label
    turn = found["turn"]
    return ANOTHER_VOICE if turn and text[found.end() :].strip() else None
