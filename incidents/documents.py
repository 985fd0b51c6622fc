"""Questions to the public document of one incident. Pure; the shape is ``projection``'s."""

from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from datetime import date
from typing import Any, NamedTuple

from incidents.codes import ClockNature, FollowUpKind, LegalStatus, PublicExtent, Reading
from incidents.passages import Range, intersection, merged, widened, without

Document = dict[str, Any]
Version = tuple[str, str]
"""One version of a transcript: the public id of its source, and its digest."""

LINES_ON_A_PAGE = 500
"""How many public lines of a transcript one page of its source shows."""


class Cited(NamedTuple):
    """One citation and the record it belongs to. ``anchor`` is its place on the incident's page."""

    kind: str
    anchor: str
    citation: Document


def citations(document: Document) -> Iterator[Cited]:
    """Every citation of a document, in the document's order."""
    for citation in document["incident_citations"]:
        yield Cited("incident", "facts", citation)
    for involvement in document["involvements"]:
        yield from _of("involvement", f"involvement-{involvement['id']}", involvement)
    for appearance in document["appearances"]:
        anchor = f"appearance-{appearance['id']}"
        for part in (*appearance["events"], *appearance["observations"]):
            yield from _of("appearance", anchor, part)
    for claim in document["claims"]:
        yield from _of("claim", f"claim-{claim['id']}", claim)
    for procedure in document["procedures"]:
        for event in procedure["events"]:
            yield from _of("procedure", f"procedure-{procedure['id']}", event)


def actors(document: Document) -> Iterator[Document]:
    """Every actor named anywhere in a document, repeated as often as named."""
    for involvement in document["involvements"]:
        yield involvement["actor"]
    for claim in document["claims"]:
        named = [claim["speaker"]["actor"], claim["relayed_by"]]
        yield from (a for a in named if a)
        yield from claim["on_behalf_of"]
        yield from claim["about"]
    for procedure in document["procedures"]:
        if procedure["authority"]:
            yield procedure["authority"]
        yield from procedure["complainants"]
        yield from procedure["respondents"]
        yield from (e["respondent"] for e in procedure["events"] if e["respondent"])
    for source in document["sources"]:
        if source["publisher"]:
            yield source["publisher"]
        if source["transcript"]:
            yield from (s["actor"] for s in source["transcript"]["speakers"] if s["actor"])


def legal_statuses(document: Document) -> list[str]:
    """The set of stored legal statuses, over procedures and respondents, sorted; ``none`` where
    there is no follow-up. What depends on today is asked with ``review_due_on``."""
    found = {s["status"] for p in document["procedures"] for s in p["statuses"]}
    return sorted(found or {LegalStatus.NONE.value})


def review_due_on(document: Document) -> date | None:
    """From this day on something considered or announced counts as "nothing known to have
    followed"; None when nothing is to be reviewed."""
    due = [
        date.fromisoformat(item["due_on"])
        for _procedure, item in follow_ups(document)
        if item["kind"] == FollowUpKind.NOTHING_FOLLOWED
    ]
    return min(due, default=None)


def follow_ups(document: Document) -> Iterator[tuple[Document, Document]]:
    """Every item that is or will be on the follow-up list, each with its procedure."""
    for procedure in document["procedures"]:
        for item in procedure["follow_ups"]:
            yield procedure, item


def is_listed(item: Document, today: date) -> bool:
    """Whether an item is on the follow-up list on a day (``procedures.FollowUp``)."""
    first, last = item["listed_from"], item["listed_until"]
    day = today.isoformat()
    return (first is None or first <= day) and (last is None or day <= last)


def is_late(item: Document, today: date) -> bool:
    """Whether somebody is late: a review date reached, a duty's term gone by
    (``procedures.FollowUp.is_overdue``)."""
    due, on = item["due_on"], today.isoformat()
    if due is None:
        return False
    if item["kind"] == FollowUpKind.NOTHING_FOLLOWED:
        return bool(due <= on)
    return item["nature"] == ClockNature.DUE and bool(due < on)


def legal_statuses_on(document: Document, today: date) -> list[str]:
    """The stored statuses and, where a review date has passed, ``nothing_followed``."""
    due = review_due_on(document)
    overdue = due is not None and due <= today
    return legal_statuses(document) + ([LegalStatus.NOTHING_FOLLOWED.value] if overdue else [])


def denials(document: Document) -> int:
    """How many claims deny something."""
    return sum(Reading.DENIAL in c["reading"] for c in document["claims"])


def speaker_ranges(source: Document, digest: str) -> list[tuple[int, int, str]]:
    """Who speaks in a source's transcript: first and last position, label. Empty for another
    version of the transcript than the one the document describes."""
    transcript = source["transcript"]
    if not transcript or transcript["digest"] != digest:
        return []
    return [
        (first, last, speaker["label"])
        for speaker in transcript["speakers"]
        for first, last in speaker["ranges"]
    ]


def public_ranges(source: Document, digest: str, cited: Iterable[Range]) -> list[Range]:
    """The positions of one version of a source's transcript that its public extent lets be shown,
    given which are cited. Redacted ones are among them: they keep their place.

    Around what is cited a little is shown (``passages.CONTEXT``), but not in a version that has
    been replaced: a newer one may have been made to take something out.
    """
    transcript = source["transcript"]
    described = bool(transcript) and transcript["digest"] == digest
    match PublicExtent(source["public_extent"]):
        case PublicExtent.NONE:
            return []
        case PublicExtent.FULL if described:
            return [(0, transcript["segments"] - 1)]
        case _:
            return widened(cited, size=transcript["segments"]) if described else merged(cited)


def public_places(document: Document) -> dict[Version, list[Range]]:
    """What a document shows of each version of a transcript; redacted positions are among it."""
    cited: dict[Version, list[Range]] = {}
    sources = {source["id"]: source for source in document["sources"]}
    for source in sources.values():
        if source["transcript"]:
            cited[source["id"], source["transcript"]["digest"]] = []
    for _kind, _anchor, citation in citations(document):
        if citation["transcript"]:
            version = (citation["source"], citation["transcript"])
            cited.setdefault(version, []).append(_range(citation))
    return {
        (source_id, digest): public
        for (source_id, digest), ranges in cited.items()
        if (public := public_ranges(sources[source_id], digest, ranges))
    }


def public_passages(document: Document) -> dict[Version, list[Range]]:
    """Every position whose words a document makes public; redacted ones are not among them."""
    taken = {
        (source["id"], each["transcript"]): [(first, last) for first, last in each["ranges"]]
        for source in document["sources"]
        for each in source.get("redacted", ())
    }
    return {
        version: kept
        for version, ranges in public_places(document).items()
        if (kept := without(ranges, taken.get(version, ())))
    }


def redacted(document: Document, hidden: Mapping[Version, list[Range]]) -> Document:
    """The document without what was said in hidden positions: no quote that touches one, and no
    voice that is heard in them alone. Nothing of it can be undone by reading the document."""
    if not any(hidden.values()):
        return document
    shown = deepcopy(document)
    for _kind, _anchor, citation in citations(shown):
        version = (citation["source"], citation["transcript"])
        if citation["transcript"] and intersection([_range(citation)], hidden.get(version, ())):
            citation.update(quote="", redacted=True)
    places = public_places(document)
    for source in shown["sources"]:
        source["redacted"] = [
            {"transcript": digest, "ranges": [list(each) for each in ranges]}
            for (source_id, digest), public in sorted(places.items())
            if source_id == source["id"]
            and (ranges := intersection(public, hidden.get((source_id, digest), ())))
        ]
        _silence(source, hidden)
    return shown


def renamed(document: Document, actors: Mapping[str, Document]) -> Document:
    """The document with other actors in the place of some, by slug. Who stands in a list already
    does not come to stand there twice."""
    if not any(actor["slug"] in actors for actor in _every_actor(document)):
        return document
    shown = deepcopy(document)
    for actor in _every_actor(shown):
        if actor["slug"] in actors:
            actor.update(actors[actor["slug"]])
    for records, parts in (
        (shown["claims"], ("on_behalf_of", "about")),
        (shown["procedures"], ("complainants", "respondents")),
    ):
        for record in records:
            record.update({part: _each_once(record[part]) for part in parts})
    return shown


def _every_actor(document: Document) -> Iterator[Document]:
    """All that are named, those too whom only what is derived of procedures repeats."""
    yield from actors(document)
    for procedure in document["procedures"]:
        for part in ("statuses", "deadlines", "follow_ups"):
            yield from (each["respondent"] for each in procedure[part] if each["respondent"])


def _each_once(named: list[Document]) -> list[Document]:
    return [each for place, each in enumerate(named) if each not in named[:place]]


def _silence(source: Document, hidden: Mapping[Version, list[Range]]) -> None:
    transcript = source["transcript"]
    if not transcript:
        return
    taken = hidden.get((source["id"], transcript["digest"]), ())
    heard = []
    for speaker in transcript["speakers"]:
        ranges = without([(first, last) for first, last in speaker["ranges"]], taken)
        if ranges:
            heard.append(speaker | {"ranges": [list(each) for each in ranges]})
    transcript["speakers"] = heard


def _range(citation: Document) -> Range:
    return citation["first"], citation["last"]


def speaker_at(ranges: list[tuple[int, int, str]], position: int) -> str:
    """The label of who speaks at a position; empty when nobody was named."""
    return next((label for first, last, label in ranges if first <= position <= last), "")


def is_all_public(source: Document) -> bool:
    """Whether every word of a source's newest transcript is public: then it may be taken along."""
    transcript = source["transcript"]
    if not transcript or source["public_extent"] != PublicExtent.FULL:
        return False
    return all(each["transcript"] != transcript["digest"] for each in source.get("redacted", ()))


def second_in_page(source: Document, start_ms: int) -> str:
    """Where in its source's page a second is found: the end of an address. A transcript that may
    need several pages is asked by the second as well, so that the right one comes."""
    second = start_ms // 1000
    transcript = source["transcript"]
    if transcript and transcript["segments"] > LINES_ON_A_PAGE:
        return f"?t={second}#t={second}"
    return f"#t={second}"


def texts(content: Any) -> Iterator[str]:
    """Every string anywhere in a document."""
    if isinstance(content, str):
        yield content
    elif isinstance(content, dict):
        for value in content.values():
            yield from texts(value)
    elif isinstance(content, list):
        for value in content:
            yield from texts(value)


def _of(kind: str, anchor: str, record: Document) -> Iterator[Cited]:
    for citation in record["citations"]:
        yield Cited(kind, anchor, citation)
