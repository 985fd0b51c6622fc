"""Two records of one thing become one: the loser leads to the winner from then on, for good."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from incidents import listing
from incidents.actions import clock
from incidents.actions.merge_actor import (
    check_actors,
    incidents_naming,
    named_in_public,
    take_particulars,
)
from incidents.actions.merge_columns import (
    Column,
    Treatment,
    columns,
    lock_rows,
    next_version,
)
from incidents.actions.merge_moves import move_all
from incidents.actions.merge_rows import MergeRefused
from incidents.actions.move import keep
from incidents.actions.permission import ENDED, check_may
from incidents.actions.private_names import private_names
from incidents.actions.publication import end
from incidents.actions.record import mark_edited
from incidents.canonical import digest
from incidents.codes import ActorKind, RecordKind, State
from incidents.input_error import gettext_noop
from incidents.models import Actor, Incident, Merger
from incidents.models.base import Person
from incidents.projection import document
from incidents.projection.values import actor as public_record
from incidents.publication import Move, find
from incidents.recorded import recorded


@recorded
def merge_actors(
    *, loser: Actor, winner: Actor, by: Person, reason: str, at: datetime | None = None
) -> Merger:
    """Everything that points to the loser points to the winner; only events, which never change,
    keep it. Never undone.

    A merge renames: it makes no new version of an incident, and an approval counts as long as the
    document it was given to is the same. Where rows are joined, or where somebody unidentified gets
    a name, the incidents concerned are edited by this person (``record.mark_edited``). Names that
    are public already are shown as the winner's at once: that is for publishers. Raises NotAllowed,
    MergeRefused.
    """
    check_may(by, "merge_actor")
    listing.one_at_a_time()
    lost, kept = _locked(Actor, loser, winner, reason)
    check_actors(lost, kept, by)
    public = is_for_publishers(lost)
    if public:
        _check_may_rename(kept, by)
    edited = set(incidents_naming(lost)) if lost.kind == ActorKind.UNIDENTIFIED else set()
    edited |= move_all(lost, kept, by)
    take_particulars(lost, kept, by)
    merger = Merger.objects.create(
        kind=RecordKind.ACTOR,
        actor=lost,
        old=lost.slug or "" if public else "",
        new=kept.slug or "",
        content=public_record(kept),
        **_told(reason, at or timezone.now(), by),
    )
    _lead_on(lost, kept, by)
    mark_edited(Incident.objects.filter(pk__in=edited).exclude(state__in=ENDED), by=by)
    if merger.old:
        listing.rename(merger.old)
    return merger


@recorded
def merge_incidents(
    *, loser: Incident, winner: Incident, by: Person, reason: str, at: datetime | None = None
) -> Merger:
    """What hangs on the loser hangs on the winner; the loser's own facts and its Publications stay
    with it, as history. Never undone.

    The winner is edited by that: an approval of it is void, and what the public gains is for its
    next Publication. The page of a published loser leads to the winner's at once, which is for
    publishers. Raises NotAllowed, MergeRefused.
    """
    check_may(by, "merge_incident")
    listing.one_at_a_time()
    lost, kept = _locked(Incident, loser, winner, reason)
    _check_states(lost, kept)
    at = clock.following(lost.publications.current().first(), at)
    digests = {lost.pk: digest(document(lost))}  # while it still has its records
    if is_for_publishers(lost):
        check_may(by, "publish_incident")
        end(lost.publications.current().get(), at)
    move_all(lost, kept, by)
    merger = Merger.objects.create(
        kind=RecordKind.INCIDENT,
        incident=lost,
        old=lost.reference or "",
        new=kept.reference or "",
        **_told(reason, at, by),
    )
    keep([lost], Move.MERGE, State.MERGED, by=by, at=at, reason=reason, digests=digests)
    _lead_on(lost, kept, by, state=State.MERGED)
    mark_edited(Incident.objects.filter(pk=kept.pk), by=by)
    return merger


def is_for_publishers(loser: Actor | Incident) -> bool:
    """Whether what the public reads changes at once: its page leads elsewhere, or its name does."""
    if isinstance(loser, Actor):
        return named_in_public(loser)
    return loser.state == State.PUBLISHED


def counts(loser: Actor | Incident, winner: Actor | Incident) -> list[tuple[Column, int, int]]:
    """What each has that a merge moves: by column, the loser's rows and the winner's."""
    found = (
        (column, column.rows(loser).count(), column.rows(winner).count())
        for column in columns(type(loser))
        if column.treatment is not Treatment.KEPT
    )
    return [each for each in found if each[1] or each[2]]


def _locked(model: Any, loser: Any, winner: Any, reason: str) -> tuple[Any, Any]:
    """Both rows as they are now, locked in the order of their keys, after what points to them
    (``lock_rows``): two merges cannot cross, and a merge rarely crosses who saves."""
    if not reason.strip():
        raise MergeRefused(gettext_noop("a merge needs its reason"))
    if loser.pk == winner.pk:
        raise MergeRefused(
            gettext_noop("“%(record)s” cannot be merged into itself"), record=str(loser)
        )
    lock_rows(loser, winner)
    held = model.objects.select_for_update(of=("self",)).filter(pk__in=(loser.pk, winner.pk))
    found = {row.pk: row for row in held.order_by("pk")}
    for record in (found[loser.pk], found[winner.pk]):
        if record.merged_into_id is not None:
            raise MergeRefused(
                gettext_noop("“%(record)s” is merged already, into “%(into)s”"),
                record=str(record),
                into=str(record.merged_into),
            )
    return found[loser.pk], found[winner.pk]


def _told(reason: str, at: datetime, by: Person) -> dict[str, Any]:
    return {"reason": reason.strip(), "merged_at": at, "merged_by": by}


def _lead_on(lost: Any, kept: Any, by: Person, **more: Any) -> None:
    type(lost).objects.filter(pk=lost.pk).update(merged_into=kept, **more, **next_version(by))


def _check_may_rename(kept: Actor, by: Person) -> None:
    check_may(by, "publish_incident")
    found = private_names([kept.name_fr, kept.name_en, kept.short_name])
    if found:
        raise MergeRefused(gettext_noop("not ready: %(obstacles)s"), obstacles=list(found))


def _check_states(lost: Incident, kept: Incident) -> None:
    if find(Move.MERGE, State(lost.state)) is None:
        raise MergeRefused(
            gettext_noop("“%(move)s” is not possible from the state “%(state)s”"),
            move=Move.MERGE,
            state=State(lost.state),
        )
    if kept.state in ENDED:
        raise MergeRefused(
            gettext_noop("nothing is merged into “%(incident)s”: its state is “%(state)s”"),
            incident=str(kept),
            state=State(kept.state),
        )
    if lost.state == State.PUBLISHED and kept.state != State.PUBLISHED:
        raise MergeRefused(
            gettext_noop(
                "“%(incident)s” is public, “%(into)s” is not: its page would lead nowhere"
            ),
            incident=str(lost),
            into=str(kept),
        )
