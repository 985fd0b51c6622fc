"""What a frozen snapshot says and nobody may read again: versions before a correction that protects
a person, and erased ones (``history``)."""

from collections.abc import Iterable, Mapping

from django.db.models import Q

from incidents.actions.report_freezing import frozen
from incidents.documents import Document
from incidents.history import readable, with_guarded
from incidents.listing import cited_lines, shown_all
from incidents.models import Publication

EMPTY = {"fr": "", "en": ""}
Version = tuple[str, int]


def without_protected(snapshot: Document) -> Document:
    """The same with the next version that may be read in the place of each such incident, as when
    it is frozen; without it where there is none. Of a change to or from such a version no words.
    The snapshot itself where nothing was protected."""
    closed = _closed([*snapshot["incidents"], *snapshot["changes"]])
    if not closed:
        return snapshot
    now = _readable({reference for reference, _number in closed})
    incidents = [
        now.get(each["reference"]) if _version(each) in closed else each
        for each in snapshot["incidents"]
    ]
    added = cited_lines([each["content"] for each in now.values()])
    return snapshot | {
        "incidents": [each for each in incidents if each is not None],
        "changes": [_change(each, closed, now) for each in snapshot["changes"]],
        "transcript_extracts": _both(snapshot["transcript_extracts"], added),
    }


def _closed(records: Iterable[Document]) -> set[Version]:
    """Reference and number of the versions of these incidents that may not be read."""
    references = {each.get("into") or each["reference"] for each in records}
    rows = with_guarded(Publication.objects.filter(reference__in=references))
    found = rows.filter(Q(guarded=True) | Q(content={}))
    return set(found.values_list("reference", "number"))


def _readable(references: Iterable[str]) -> dict[str, Document]:
    """By reference, the first version that may be read; of what was merged there is none. What was
    withdrawn is taken out by the redacted edition."""
    made = readable(
        Publication.objects.filter(reference__in=references, incident__merged_into=None)
    )
    rows = made.order_by("reference", "number")
    first = list(rows.distinct("reference"))
    contents = shown_all(first)
    return {row.reference: frozen(row, said) for row, said in zip(first, contents, strict=True)}


def _change(each: Document, closed: set[Version], now: Mapping[str, Document]) -> Document:
    if each["number"] is None:
        led = each.get("into", "")
        known = any(reference == led for reference, _number in closed)
        return each | {"title": _title(led, now)} if known else each
    reference, number = _version(each)
    after = (reference, number) in closed
    if after:
        return each | {"texts": [], "notice": EMPTY, "title": _title(reference, now)}
    return each | {"texts": []} if (reference, number - 1) in closed else each


def _title(reference: str, now: Mapping[str, Document]) -> Document:
    title: Document = now[reference]["content"]["title"] if reference in now else EMPTY
    return title


def _version(each: Document) -> Version:
    return each["reference"], each["number"]


def _both(lines: Document, added: Document) -> Document:
    """The lines of each transcript, each once, as they read now where they were read again."""
    found = {}
    for digest in {**lines, **added}:
        at = {each["position"]: each for each in (*lines.get(digest, ()), *added.get(digest, ()))}
        found[digest] = [at[position] for position in sorted(at)]
    return found
