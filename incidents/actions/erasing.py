"""Carrying out a granted request for erasure: everything at once, or nothing."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.functions import TransactionNow
from django.db.models import Q
from django.utils import timezone

from incidents import documents, erasure, listing, public_relations
from incidents.actions.erasure import (
    ErasureRefused,
    Read,
    actors_of,
    close_the_door,
    erase_payloads,
    forget,
    locked,
    names_of,
    open_the_door,
    write,
)
from incidents.actions.erasure_check import check_rows, check_since
from incidents.actions.erasure_rows import (
    Eraser,
    clean_rows,
    empty_files,
    empty_publications,
    make_private,
)
from incidents.actions.erasure_search import (
    Place,
    PlaceKind,
    Progress,
    fingerprint,
    last_entry,
    search,
    unheard,
)
from incidents.actions.permission import check_may
from incidents.actions.record import mark_edited
from incidents.actions.showing import incidents_showing
from incidents.actions.taking_out import Notice, publish_without
from incidents.codes import ErasureState
from incidents.input_error import gettext_noop
from incidents.models import (
    Actor,
    ErasureRequest,
    Incident,
    Publication,
    Redaction,
    Report,
    Segment,
    SourceMedia,
)
from incidents.models.base import Person
from incidents.names import Names
from incidents.recorded import recorded

NOTICE = Notice(
    fr="Des données personnelles ne sont plus montrées au public.",
    en="Personal data are no longer shown to the public.",
)
CHANGED = gettext_noop("the places are no longer those you saw: look again")
REASON = "Effacement n° %(number)d"


@dataclass(frozen=True)
class Erased:
    """What a request did: places by kind, the Publications made, and the issued reports in which
    a name still stands: they are withdrawn and replaced one by one."""

    places: dict[str, int]
    publications: tuple[Publication, ...]
    reports: tuple[Report, ...]


@recorded
def carry_out(
    *, request: ErasureRequest, seen: str, by: Person, progress: Progress = unheard
) -> Erased:
    """Take the person out: live rows, passages, stored originals, Publications, audit payloads.

    By another person than decided, who saw exactly these places (``seen``: their fingerprint).
    Current Publications are followed by one without the names; the content of every Publication
    that holds them is emptied. Payloads are erased through the audit's own function, so that the
    chain still verifies. At the end everything is searched again: had anything but an issued
    report remained, nothing would be written. Others can write until the audit is erased, and
    publish while the places are looked for. Raises NotAllowed, ErasureRefused, CannotErase.
    """
    check_may(by, "carry_out_erasure")
    _check_may_begin(ErasureRequest.objects.get(pk=request.pk), by)
    names, read = names_of(request), last_entry()
    found = search(names, progress)
    if fingerprint(found) != seen:
        raise ErasureRefused(CHANGED)
    listing.one_at_a_time()
    stored = locked(request)
    _check_may_begin(stored, by)
    if names_of(stored).texts != names.texts:
        raise ErasureRefused(CHANGED)
    write(request, done_by=by)
    open_the_door(stored)
    eraser = Eraser(names, stored.label_fr, stored.label_en)
    made = _erase(stored, found, eraser, by)
    counts = Counter(place.kind.value for place in found)
    stored.reports.set(_keys(found, PlaceKind.REPORT))
    write(request, done_at=TransactionNow(), erased=dict(counts))
    if stored.answered_on is not None:
        forget(request, eraser)
    _finish(stored, names, Read(read, frozenset(_keys(found, PlaceKind.AUDIT))), progress)
    return Erased(dict(counts), made, tuple(stored.reports.order_by("pk")))


def _finish(request: ErasureRequest, names: Names, read: Read, progress: Progress) -> None:
    """The payloads go, and nothing of the person is left."""
    begun = last_entry()
    check_rows(names, progress)
    erased = erase_payloads(request, names, read, progress)
    check_since(names, begun, erased)
    close_the_door()


def _erase(
    request: ErasureRequest, found: list[Place], eraser: Eraser, by: Person
) -> tuple[Publication, ...]:
    """Everything but the audit; the Publications made."""
    rows = [p for p in found if p.kind in (PlaceKind.RECORD, PlaceKind.PASSAGE)]
    actors = [*actors_of(request), *_of_that_name(rows, eraser)]
    touched = _incidents(rows, actors)
    spoken = {p.key for p in rows if p.kind is PlaceKind.PASSAGE and p.column == "text"}
    sources = _redact(request, spoken, by)
    mark_edited(Incident.objects.filter(pk__in=touched), by=by)  # an approved one is draft again
    make_private(actors, eraser)
    private = {(Actor, actor.pk) for actor in actors}
    clean_rows((p for p in rows if (p.model, p.key) not in private), eraser)
    empty_files(_keys(found, PlaceKind.FILE))
    published = _keys(found, PlaceKind.PUBLICATION)
    made = _publish_without(published, sources, eraser, by)
    empty_publications(published, eraser)
    listing.relist_sources(source.public_id for source in sources)
    request.publications.set(Publication.objects.filter(pk__in=published, content={}))
    return made


def _of_that_name(rows: Iterable[Place], eraser: Eraser) -> list[Actor]:
    """Actors of whose name nothing is left: they are the person, chosen or not."""
    named = {place.key for place in rows if place.model is Actor and place.column == "name_fr"}
    found = Actor.objects.filter(pk__in=named).order_by("pk")
    return [actor for actor in found if eraser.text(actor.name_fr) == eraser.fr]


def _incidents(rows: Iterable[Place], actors: list[Actor]) -> set[int]:
    """Incidents whose content these rows are part of: an approval that they have is void."""
    keys = {(p.model, p.key) for p in rows}
    records = [model._base_manager.filter(pk=key).first() for model, key in keys]
    found = {i.pk for r in records if r is not None for i in incidents_showing(r)}
    named = Q(involvements__actor__in=actors) | Q(claims__speaker__in=actors)
    return found | set(Incident.objects.filter(named).values_list("pk", flat=True))


def _redact(request: ErasureRequest, keys: set[Any], by: Person) -> list[SourceMedia]:
    """Mark the passages as redacted, so that no reader takes what is left for what was said."""
    passages = Segment.objects.filter(pk__in=keys).exclude(text="")
    places = passages.order_by("transcript_id", "position")
    Redaction.objects.bulk_create(
        Redaction(
            transcript_id=transcript,
            first_position=position,
            last_position=position,
            reason=REASON % {"number": request.pk},
            redacted_by=by,
        )
        for transcript, position in places.values_list("transcript_id", "position")
    )
    transcripts = places.values("transcript_id")
    return list(SourceMedia.objects.filter(transcripts__in=transcripts).distinct())


def _publish_without(
    keys: set[Any], sources: list[SourceMedia], eraser: Eraser, by: Person
) -> tuple[Publication, ...]:
    """The next Publication of each incident whose current one shows something of it."""
    cited = [source.public_id for source in sources]
    wanted = Q(pk__in=keys) | Q(listed__sources__overlap=cited)
    at, made = timezone.now(), []
    for current in Publication.objects.current().filter(wanted).order_by("incident_id"):
        incident = Incident.objects.select_for_update(of=("self",)).get(pk=current.incident_id)
        shown = [source["id"] for source in current.content["sources"]]
        hidden = documents.redacted(current.content, public_relations.redactions(shown))
        content = eraser.content(hidden)
        if content != current.content:
            made.append(
                publish_without(incident, current, content, notice=NOTICE, by=by, at=at),
            )
    return tuple(made)


def _check_may_begin(request: ErasureRequest, by: Person) -> None:
    if ErasureState(request.state) not in erasure.ERASES:
        raise ErasureRefused(gettext_noop("only a granted request is carried out"))
    if request.done_at is not None:
        raise ErasureRefused(gettext_noop("this request is carried out already"))
    if request.decided_by_id == by.pk:
        raise ErasureRefused(gettext_noop("whoever decided it does not carry it out"))


def _keys(found: Iterable[Place], kind: PlaceKind) -> set[Any]:
    return {place.key for place in found if place.kind is kind}
