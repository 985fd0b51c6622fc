"""A document without what was redacted since, or with other actors in the place of some."""

from collections.abc import Iterator, Mapping
from copy import deepcopy

from incidents.documents.records import Document, actors, citations
from incidents.documents.words import Version, cited_range, public_places
from incidents.passages import Range, intersection, without


def redacted(document: Document, hidden: Mapping[Version, list[Range]]) -> Document:
    """The document without what was said in hidden positions: no quote that touches one, and no
    voice that is heard in them alone. Nothing of it can be undone by reading the document."""
    if not any(hidden.values()):
        return document
    shown = deepcopy(document)
    for _kind, _anchor, citation in citations(shown):
        version = (citation["source"], citation["transcript"])
        if citation["transcript"] and intersection(
            [cited_range(citation)], hidden.get(version, ())
        ):
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
