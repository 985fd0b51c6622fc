"""Who may be speaking, by the typography of subtitles: proposed to staff, never imposed.

* ``>> NAME: text`` and ``>> text``: the change of speaker of North American live captions;
* ``- text``, ``– text`` and ``— text``: the dash of a dialogue, another voice without a name; not
  before a digit (``-5 degrés``), an arrow's point or another dash;
* ``NAME: text``, in French typography ``NAME : text``, the name in capitals; behind ``>>`` or with
  the blank before the colon a name in small letters will do (``Marie Durand : …``).

A blank or a line end stands behind the colon, so that ``10:30`` and addresses are none. The text
keeps its mark: what is proposed may be refused.
"""

import re

from incidents.transcripts.records import ANOTHER_VOICE

_MARK = re.compile(
    r"\s*(?P<turn>>>+|[-–—](?![-–—>\d]))?\s*"
    r"(?:(?P<label>[^\W\d_][\w.'’ \u00a0\u202f-]{0,60}?)(?P<blank>[ \u00a0\u202f]?):(?=\s))?"
)
_PARTICLES = frozenset({"d", "da", "de", "del", "des", "di", "du", "la", "le", "les", "van", "von"})
_WORD = re.compile(r"[^ \u00a0\u202f'’-]+")
_MAX_WORDS = 6


def propose(text: str) -> str | None:
    """The label of who seems to speak, ANOTHER_VOICE for somebody unnamed, None without a mark."""
    if not text or (":" not in text and text.lstrip()[:1] not in {">", "-", "–", "—"}):
        return None
    found = _MARK.match(text)
    if found is None:
        return None
    turn, label = found["turn"], (found["label"] or "").strip()
    if label:
        apart = found["blank"] or (turn and turn[0] == ">")
        if (len(label) > 1 and label.isupper()) or (apart and _is_name(label)):
            return label
    return ANOTHER_VOICE if turn and text[found.end("turn") :].strip() else None


def _is_name(label: str) -> bool:
    """A few words with a capital each, particles between them."""
    words = _WORD.findall(label)
    return (
        len(words) <= _MAX_WORDS
        and words[0][0].isupper()
        and all(word[0].isupper() or word[0].isdigit() or word in _PARTICLES for word in words[1:])
    )
