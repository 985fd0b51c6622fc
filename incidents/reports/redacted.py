"""A redacted edition: what an edition said, without what may not be said any more.

Made from the frozen snapshot of the edition that it replaces and from nothing else: what changed
in the records since is not in it. Pure arrangement.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from incidents.documents import Version, citations, redacted
from incidents.names import Names
from incidents.passages import Range, holds
from incidents.reports.frozen import Snapshot

BLANK = "[…]"
DIGEST = re.compile(r"[0-9a-f]{64}", re.ASCII)
KEPT = frozenset(
    {
        *("code", "kind", "role", "stage", "stance", "status", "track", "reading", "supports"),
        *("proposition", "directness", "likelihood", "credibility", "reliability", "outcome"),
        *("presented_as", "synthetic_level", "sensitivity", "precision", "measure", "made_by"),
        *("format", "public_extent", "lang", "language", "original_language", "now", "field"),
        *("automated_decision", "decisions", "ground", "source_type"),
        *("id", "reference", "into", "source", "transcript", "claim", "involvement"),
        *("answered_by", "digest", "on", "at", "as_of", "earliest", "latest", "applies_from"),
        *("published_at", "first_published_at", "captured_at", "requested_on", "review_on"),
    }
)
"""Keys of codes, ids and moments: they are no words, and the report could not be read without them.
Whatever stands under another key, a handle in small letters too, is words."""

Change = dict[str, Any]


class Words:
    """What is to be taken out: as it is written, inside longer words too, and as a name is found
    that is spelt otherwise (``names``)."""

    def __init__(self, values: Sequence[str]) -> None:
        self._written = [re.compile(re.escape(value), re.IGNORECASE) for value in values]
        self._named = Names(values)

    def stand_in(self, text: str) -> bool:
        """Whether any of them does."""
        return any(each.search(text) for each in self._written) or self._named.in_text(text)

    def without(self, text: str) -> str:
        """The text with BLANK in the place of each."""
        for each in self._written:
            text = each.sub(BLANK, text)
        return self._named.replaced(text, BLANK)


def redacted_edition(
    snapshot: Snapshot,
    *,
    replaces: Mapping[str, Any],
    gone: Mapping[str, Change],
    hidden: Mapping[Version, list[Range]],
    values: Sequence[str] = (),
) -> Snapshot:
    """The snapshot of the next edition.

    ``gone``: by reference, the withdrawal that stands in the place of an incident and of its
    changes. ``hidden``: passages of transcripts whose words are taken out. ``values``: words that
    are taken out wherever they stand, upper or lower case, with or without accents. ``replaces``
    says which edition this one replaces, and is printed.
    """
    incidents = [
        each | {"content": redacted(each["content"], hidden)}
        for each in snapshot["incidents"]
        if each["reference"] not in gone
    ]
    kept: Snapshot = snapshot | {
        "edition": replaces["edition"] + 1,
        "replaces": dict(replaces),
        "incidents": incidents,
        "changes": _changes(snapshot, gone),
        "transcript_extracts": _extracts(snapshot, incidents, hidden),
    }
    words = Words(values)
    parts = ("incidents", "changes", "transcript_extracts")
    return kept | {part: _without(kept[part], words) for part in parts}


def holds_word(snapshot: Snapshot, value: str) -> bool:
    """Whether a word to be taken out is in the snapshot at all."""
    word = Words([value])
    parts = ("incidents", "changes", "transcript_extracts")
    return any(_without(snapshot[part], word) != snapshot[part] for part in parts)


def _changes(snapshot: Snapshot, gone: Mapping[str, Change]) -> list[Change]:
    """Of what is gone only its withdrawal; no title of it where something was merged into it."""
    there = {each["reference"] for each in (*snapshot["incidents"], *snapshot["changes"])}
    found = [
        each | {"title": {"fr": "", "en": ""}} if each.get("into") in gone else each
        for each in snapshot["changes"]
        if each["reference"] not in gone
    ]
    found += [change for reference, change in gone.items() if reference in there]
    return sorted(found, key=lambda change: (change["published_at"], change["reference"]))


def _extracts(
    snapshot: Snapshot,
    incidents: Sequence[Mapping[str, Any]],
    hidden: Mapping[Version, list[Range]],
) -> dict[str, list[dict[str, Any]]]:
    """The lines that the remaining incidents cite; hidden ones keep their times alone."""
    wanted: dict[str, set[int]] = {}
    for each in incidents:
        for cited in citations(each["content"]):
            if digest := cited.citation["transcript"]:
                places = range(cited.citation["first"], cited.citation["last"] + 1)
                wanted.setdefault(digest, set()).update(places)
    taken: dict[str, list[Range]] = {}
    for (_source, digest), ranges in hidden.items():
        taken.setdefault(digest, []).extend(ranges)
    return {
        digest: [
            _blank(line) if holds(taken.get(digest, []), line["position"]) else line
            for line in lines
            if line["position"] in wanted[digest]
        ]
        for digest, lines in snapshot["transcript_extracts"].items()
        if digest in wanted
    }


def _blank(line: dict[str, Any]) -> dict[str, Any]:
    return line | {"text": "", "speaker": "", "redacted": True, "low_confidence": False}


def _without(content: Any, words: Words, key: str = "") -> Any:
    """The same without the words; an address that holds one is no address any more."""
    match content:
        case str():
            return _said(content, words, key)
        case Mapping():
            return {name: _without(value, words, str(name)) for name, value in content.items()}
        case list():
            return [_without(each, words, key) for each in content]
        case _:
            return content


def _said(text: str, words: Words, key: str) -> str | None:
    if key == "slug":
        return None if words.stand_in(text.replace("-", " ")) or words.stand_in(text) else text
    if key in KEPT or DIGEST.fullmatch(text) or not words.stand_in(text):
        return text
    return "" if "://" in text else words.without(text)
