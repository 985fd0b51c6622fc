"""The text of a WebVTT cue: tags removed, voices kept apart, character references decoded.

Tags are those of the specification, unclosed and stray ones too. Any other ``<`` is kept as text:
the specification would drop what follows it. So is a reference without its semicolon.
"""

import re

from incidents.transcripts.subrip_markup import decoded

_TAG = re.compile(
    r"<(?:(?P<end>/?)(?P<name>ruby|rt|lang|[cibuv])?(?:\.[^\s<>]*)?(?:\s(?P<said>[^<>]*))?"
    r"|[0-9]+:[0-9:]*[0-9](?:\.[0-9]+)?)>"
)
_LINE_END = re.compile(r"\r\n?|\n")
_ESCAPES = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;"}


def voices(text: str) -> tuple[list[tuple[str | None, str]], list[int]]:
    """Who says what, in order, at least one; and where something is not written by the rules."""
    if "<" not in text:
        return [(None, _tidy(decoded(text) if "&" in text else text))], []
    found: list[tuple[str | None, list[str]]] = [(None, [])]
    open_voices: list[str | None] = [None]
    doubts: list[int] = []
    at = 0
    for tag in _TAG.finditer(text):
        _add(found[-1][1], text, (at, tag.start()), doubts)
        at = tag.end()
        said = decoded(" ".join((tag["said"] or "").split()))
        if tag["name"] == "v":
            if not tag["end"]:
                open_voices.append(said or None)
            elif len(open_voices) > 1:
                open_voices.pop()
            found.append((open_voices[-1], []))
        if said and (tag["end"] or tag["name"] not in {"v", "lang"}):
            doubts.append(tag.start())
    _add(found[-1][1], text, (at, len(text)), doubts)
    spoken = [(who, said) for who, parts in found if (said := _tidy("".join(parts)))]
    return spoken or [(found[-1][0], "")], doubts


def escaped(text: str) -> str:
    """The text such that `voices` gives it back: no tag, no reference, no arrow in it."""
    return text.translate(_ESCAPES)


def shown_text(text: str) -> str:
    """What a cue can show of a text: its lines stripped, without blank ones."""
    return _tidy(_LINE_END.sub("\n", text))


def shown_label(speaker: str) -> str:
    """What a voice tag can show of a speaker: one line, single blanks."""
    return " ".join(speaker.split())


def _add(parts: list[str], text: str, place: tuple[int, int], doubts: list[int]) -> None:
    stray = text.find("<", *place)
    if stray >= 0:
        doubts.append(stray)
    parts.append(decoded(text[slice(*place)]))


def _tidy(text: str) -> str:
    if "\n" not in text:
        return text.strip()
    return "\n".join([line for part in text.split("\n") if (line := part.strip())])
