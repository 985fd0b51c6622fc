"""The text of a WebVTT cue: tags removed, voices kept apart, character references decoded.

Tags are those of the specification, unclosed and stray ones too. Any other ``<`` is kept as text:
the specification would drop what follows it. So is a reference without its semicolon.

Words behind the name of a tag are a speaker in ``<v>``, a language in ``<lang>``. In other tags
they have no meaning: they are named as doubtful, and kept as text where they are longer than a
warning shows. No tag goes on over a line end: one that does was not closed.
"""

import re

from incidents.transcripts.entities import decoded

SHOWN_CHARS = 300

Span = tuple[int, int]
"""From one offset in a text to another."""

_CLASSES = r"(?:\.[^ \t\f\n<>]{0,99})?"
_WORDS = r"(?:[ \t\f][^<>\n]{0,199})?"
_TAG = re.compile(
    rf"<(?:(?P<voice>v){_CLASSES}(?P<said>(?:[ \t\f][^<>\n]*)?)"
    rf"|lang{_CLASSES}(?:[ \t\f]+[A-Za-z0-9-]{{1,35}})?[ \t\f]*"
    r"|[0-9]+:[0-9:]*[0-9](?:\.[0-9]+)?"
    rf"|(?:(?:ruby|rt|lang|[cibu]){_CLASSES}|/(?:(?P<close>v)|ruby|rt|lang|[cibu])?)"
    rf"(?:[ \t\f]*|(?P<extra>{_WORDS})))>"
)
_LINE_END = re.compile(r"\r\n?|\n")
_ESCAPES = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;"}


def voices(text: str) -> tuple[list[tuple[str | None, str]], list[Span]]:
    """Who says what, in order, at least one; and what is not written by the rules.

    Who says nothing is kept where the cue does not name them again.
    """
    if "<" not in text:
        return [(None, _tidy(decoded(text) if "&" in text else text))], []
    found: list[tuple[str | None, list[str]]] = [(None, [])]
    open_voices: list[str | None] = [None]
    doubts: list[Span] = []
    at = 0
    for tag in _TAG.finditer(text):
        _add(found[-1][1], text, (at, tag.start()), doubts)
        at = tag.end()
        if tag["extra"]:
            doubts.append(tag.span())
        if tag["voice"]:
            open_voices.append(decoded(shown_label(tag["said"] or "")) or None)
        elif not tag["close"]:
            continue
        elif len(open_voices) > 1:
            open_voices.pop()
        found.append((open_voices[-1], []))
    _add(found[-1][1], text, (at, len(text)), doubts)
    return _spoken([(who, _tidy("".join(parts))) for who, parts in found]), doubts


def _spoken(found: list[tuple[str | None, str]]) -> list[tuple[str | None, str]]:
    named = {None, *(who for who, said in found if said)}
    spoken = []
    for who, said in found:
        if said or who not in named:
            spoken.append((who, said))
            named.add(who)
    return spoken or [(None, "")]


def escaped(text: str) -> str:
    """The text such that `voices` gives it back: no tag, no reference, no arrow in it."""
    return text.translate(_ESCAPES)


def shown_text(text: str) -> str:
    """What a cue can show of a text: its lines stripped, without blank ones."""
    return _tidy(_LINE_END.sub("\n", text))


def shown_label(speaker: str) -> str:
    """What a voice tag can show of a speaker: one line, single blanks."""
    return " ".join(speaker.split())


def _add(parts: list[str], text: str, place: Span, doubts: list[Span]) -> None:
    stray = text.find("<", *place)
    if stray >= 0:
        doubts.append((stray, place[1]))
    parts.append(decoded(text[slice(*place)]))


def _tidy(text: str) -> str:
    if "\n" not in text:
        return text.strip()
    return "\n".join([line for part in text.split("\n") if (line := part.strip())])
