"""The incidents of a snapshot beside what the site has of them now.

An incident *stands* where the version it was frozen in is the current one and reads the same: it is
counted in the lists and the exports as they are. Any other is counted from its frozen document, by
the derivation of the lists and the writers of the exports, after that document was found to be what
was published under its number and digest. Nothing is believed because the snapshot says it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any

from django.db.models import Q

from incidents.codes import RecordKind
from incidents.history import is_guarded, with_guarded
from incidents.listing import contents_shown, shown_all
from incidents.listing.shown import Shown
from incidents.models import ListedIncident, Merger, Publication, Withdrawal
from incidents.open_data.flat import Kept
from incidents.reconciled.outcome import (
    Disagreement,
    Recounted,
    Since,
    not_as_published,
    only_in_the_report,
)

AT_ONCE = 250
"""Documents in memory beside the snapshot: some megabytes."""
Frozen = Mapping[str, Any]


@dataclass
class Standing:
    """What became of the incidents of a snapshot. ``moved`` are those counted from their frozen
    documents, with why in ``recounted``; ``taken_back`` the site shows no more, or not so."""

    moved: list[Kept] = field(default_factory=list)
    recounted: list[Recounted] = field(default_factory=list)
    taken_back: list[str] = field(default_factory=list)
    problems: list[Disagreement] = field(default_factory=list)


@dataclass(frozen=True)
class _Now:
    """What the site has now of some incidents of a snapshot."""

    made: Mapping[tuple[str, int], Publication]
    contents: Mapping[tuple[str, int], Any]
    listed: Mapping[str, int]
    withdrawn: set[str]
    merged: set[str]


def standing(incidents: Sequence[Frozen], *, redacted: bool) -> Standing:
    """Compare the incidents of a snapshot, some at a time. ``redacted``: it is a later edition, out
    of which was taken what the site may still show elsewhere."""
    found = Standing()
    for part in _parts(incidents):
        now = _now(part)
        shown = contents_shown(each["content"] for each in part)
        for each, today in zip(part, shown, strict=True):
            _compare(found, each, today, now, redacted)
    return found


def _parts(incidents: Sequence[Frozen]) -> Iterator[list[Frozen]]:
    waiting = iter(incidents)
    while part := list(islice(waiting, AT_ONCE)):
        yield part


def _now(part: Sequence[Frozen]) -> _Now:
    references = [each["reference"] for each in part]
    versions = Q(pk__in=[])
    for each in part:
        versions |= Q(reference=each["reference"], number=each["number"])
    made = {_key(each): each for each in with_guarded(Publication.objects.filter(versions))}
    readable = {key: each for key, each in made.items() if each.content}
    contents = shown_all(readable.values())
    listed = ListedIncident.objects.order_by().filter(reference__in=references)
    withdrawn = Withdrawal.objects.order_by().filter(reference__in=references)
    merged = Merger.objects.order_by().filter(kind=RecordKind.INCIDENT, old__in=references)
    return _Now(
        made,
        dict(zip(readable, contents, strict=True)),
        dict(listed.values_list("reference", "publication_id")),
        set(withdrawn.values_list("reference", flat=True)),
        set(merged.values_list("old", flat=True)),
    )


def _key(publication: Publication) -> tuple[str, int]:
    return publication.reference, publication.number


def _compare(found: Standing, each: Frozen, today: Shown, now: _Now, redacted: bool) -> None:
    """``today`` is what the frozen document would read like now: where it reads like the version
    does now, it was that version's own, and what happened since is known."""
    reference = each["reference"]
    publication = now.made.get((reference, each["number"]))
    if publication is None or not _is_of(publication, each):
        found.problems.append(not_as_published(reference))
    elif reference in now.withdrawn or (not _is_shown(publication) and not redacted):
        found.taken_back.append(reference)
    elif today.content != now.contents.get((reference, each["number"])):
        if redacted:
            _move(found, publication, each, Since.REDACTED)
        else:
            found.problems.append(not_as_published(reference))
    elif today.redacted_since:
        found.taken_back.append(reference)
    elif now.listed.get(reference) != publication.pk:
        _moved(found, publication, each, now)
    elif today.renamed_since:
        _move(found, publication, each, Since.RENAMED)


def _is_shown(publication: Publication) -> bool:
    """Whether somebody may still read it."""
    return bool(publication.content) and not is_guarded(publication)


def _is_of(publication: Publication, each: Frozen) -> bool:
    """Whether the snapshot names the version by its digest and moments."""
    return (
        publication.digest == each["digest"]
        and publication.kind == each["kind"]
        and _is_at(publication.published_at, each["published_at"])
        and _is_at(publication.first_published_at, each["first_published_at"])
    )


def _moved(found: Standing, publication: Publication, each: Frozen, now: _Now) -> None:
    """Its version is not listed: a next one is, or it is a part of another incident; there is no
    third way."""
    reference = each["reference"]
    if publication.ended_at is None:
        found.problems.append(only_in_the_report(reference))
    elif reference in now.merged:
        _move(found, publication, each, Since.MERGED)
    elif reference in now.listed:
        _move(found, publication, each, Since.CORRECTED)
    else:
        found.problems.append(only_in_the_report(reference))


def _move(found: Standing, publication: Publication, each: Frozen, since: Since) -> None:
    found.moved.append(Kept(publication.pk, publication, each["content"]))
    found.recounted.append(Recounted(each["reference"], since))


def _is_at(moment: datetime, said: str) -> bool:
    return bool(moment == datetime.fromisoformat(said))
