"""What a text that no format recognises looks like: said in the refusal, so that one can act."""

import re

from incidents.input_error import gettext_noop
from incidents.transcripts.json_reader import Document
from incidents.transcripts.records import EXCERPT_CHARS, UnknownFormat
from incidents.transcripts.source_text import SourceText

MAX_KEYS = 12

_LIKE_JSON = re.compile(r"\s*(?:\{|\[\s*[\[{\"\]])")


def what_is_seen(text: SourceText) -> UnknownFormat:
    """The refusal of a text whose format was not recognised."""
    if _LIKE_JSON.match(text.text):
        return _json_seen(text)
    for number, line in enumerate(text.lines, 1):
        if "-->" in line:
            return UnknownFormat(
                gettext_noop(
                    "line %(line)d has a subtitle arrow (-->), but not between two times:"
                    " “%(excerpt)s”"
                ),
                line=number,
                excerpt=line.strip()[:EXCERPT_CHARS],
            )
    return UnknownFormat(
        gettext_noop(
            "format not recognised: none of %(count)d lines begins with a time such as 00:12, and"
            " there is no heading “Category” or “Transcription”; the first is “%(excerpt)s”"
        ),
        count=sum(1 for line in text.lines if line.strip()),
        excerpt=next(line.strip() for line in text.lines if line.strip())[:EXCERPT_CHARS],
    )


def _json_seen(text: SourceText) -> UnknownFormat:
    """Where JSON breaks; else what stands at its top."""
    found = text.json
    if not isinstance(found, Document):
        return UnknownFormat(found.template, **found.params)
    if isinstance(found.value, dict):
        return UnknownFormat(
            gettext_noop("JSON, but of no known transcript; its keys are: %(keys)s"),
            keys=_keys(found.value),
        )
    first = found.value[0] if found.value else None
    return UnknownFormat(
        gettext_noop(
            "JSON, but of no known transcript; a list of %(count)d, the keys of its first: %(keys)s"
        ),
        count=len(found.value),
        keys=_keys(first) if isinstance(first, dict) else "–",
    )


def _keys(found: dict[str, object]) -> str:
    """The first keys, none of them longer than an excerpt."""
    shown = [key.encode("utf-8", "replace").decode()[:EXCERPT_CHARS] for key in found]
    return ", ".join(shown[:MAX_KEYS]) + (", …" if len(shown) > MAX_KEYS else "")
