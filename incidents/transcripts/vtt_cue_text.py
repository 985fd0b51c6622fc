"""The text of a WebVTT cue: tags removed, voices kept apart, character references decoded.

Tags are those of the specification, unclosed and stray ones too. Any other ``<`` is kept as text:
the specification would drop what follows it. So is one whose annotation goes on over a line end or
beyond 70 characters, as an annotation that is not shown is only named by a warning.
"""

import re

from incidents.transcripts.subrip_markup import decoded

_TAG = re.compile(
    r"<(?:(?P<end>/?)(?P<name>ruby|rt|lang|[cibuv])?(?:\.[^\s<>]*)?(?:[ \t\f](?P<said>[^<>\n]{0,70}))?"
    r"|[0-9]+:[0-9:]*[0-9](?:\.[0-9]+)?)>"
)


def voices(text: str) -> tuple[list[tuple[str | None, str]], list[str]]:
    """Who says what, in order, at least one; and what was kept or left out against the rules."""
    if "<" not in text:
        return [(None, _tidy(decoded(text) if "&" in text else text))], []
    found: list[tuple[str | None, list[str]]] = [(None, [])]
    open_voices: list[str | None] = [None]
    doubts: list[str] = []
    at = 0
    for tag in _TAG.finditer(text):
        _add(found[-1][1], text[at : tag.start()], doubts)
        at = tag.end()
        said = decoded(" ".join((tag["said"] or "").split()))
        if tag["name"] == "v":
            if not tag["end"]:
                open_voices.append(said or None)
            elif len(open_voices) > 1:
                open_voices.pop()
            found.append((open_voices[-1], []))
        if said and (tag["end"] or tag["name"] not in {"v", "lang"}):
            doubts.append(tag[0])
    _add(found[-1][1], text[at:], doubts)
    spoken = [(who, said) for who, parts in found if (said := _tidy("".join(parts)))]
    return spoken or [(found[-1][0], "")], doubts


def _add(parts: list[str], text: str, doubts: list[str]) -> None:
    if "<" in text:
        doubts.append(text[text.index("<") :])
    parts.append(decoded(text))


def _tidy(text: str) -> str:
    if "\n" not in text:
        return text.strip()
    return "\n".join([line for part in text.split("\n") if (line := part.strip())])
