"""Many incidents at once: to a person, under a tag, into an election.

To assign and to tag is how staff share their work. It is no part of the content: it makes no
version, voids no approval, and gives back an ``Undo``. An election is content: there each incident
is edited, with all that follows from it.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from incidents.actions import record as records
from incidents.actions.permission import NotAllowed, check_may, check_may_edit
from incidents.input_error import InputError, gettext_noop
from incidents.models import Election, Incident, Tag
from incidents.models.base import Person
from incidents.recorded import recorded

LIMIT = 500
"""So many incidents at once: what one can still look through, and a short transaction."""

LONGEST_TAG = 60
VIEW = "incidents.view_incident"


class TooMany(InputError):
    """More incidents were chosen than one action takes."""


@dataclass(frozen=True)
class Assigned:
    """What is needed to take an assignment back: who had each incident before, and who has now."""

    before: Mapping[int, int | None]
    now: int | None


@dataclass(frozen=True)
class Tagged:
    """What is needed to take a tag off again, or put it back: only the incidents it concerned."""

    tag: int
    incidents: tuple[int, ...]
    added: bool
    made: bool = False


@dataclass(frozen=True)
class Undone:
    """How many incidents are as before, and which somebody changed meanwhile: those stay."""

    restored: int
    changed: tuple[Incident, ...]


@recorded
def assign(*, incidents: Collection[int], to: Person | None, by: Person) -> Assigned:
    """Give incidents to a member of staff, or to nobody. Raises NotAllowed, TooMany."""
    rows = _chosen(incidents, by)
    if to is not None and not (to.is_active and to.is_staff and to.has_perm(VIEW)):
        raise NotAllowed(gettext_noop("%(person)s cannot open incidents"), person=to.get_username())
    now = to.pk if to is not None else None
    before = {row.pk: row.assigned_to_id for row in rows if row.assigned_to_id != now}
    Incident.objects.filter(pk__in=before).update(assigned_to=now)
    return Assigned(before, now)


@recorded
def unassign(*, done: Assigned, by: Person) -> Undone:
    """Give each incident back to whoever had it; one that was given on meanwhile stays."""
    rows = _chosen(done.before, by)
    staff = Incident._meta.get_field("assigned_to").related_model._default_manager
    there = {None, *staff.filter(pk__in=set(done.before.values())).values_list("pk", flat=True)}
    as_left = {
        row.pk: done.before[row.pk]
        for row in rows
        if row.assigned_to_id == done.now and done.before[row.pk] in there
    }
    for person in set(as_left.values()):
        theirs = [pk for pk, had in as_left.items() if had == person]
        Incident.objects.filter(pk__in=theirs).update(assigned_to=person)
    return Undone(len(as_left), tuple(row for row in rows if row.pk not in as_left))


@recorded
def tag(*, incidents: Collection[int], name: str, by: Person) -> Tagged:
    """Put a tag on incidents; one of a new name is made. Raises NotAllowed, TooMany."""
    rows = _chosen(incidents, by)
    name = " ".join(name.split())
    if not name:
        raise InputError(gettext_noop("a tag needs a name"))
    if len(name) > LONGEST_TAG:
        raise InputError(gettext_noop("a tag has at most %(limit)d characters"), limit=LONGEST_TAG)
    found = Tag.objects.filter(name__iexact=name).first()
    made = found is None
    if found is None:
        check_may(by, "add_tag")
        found = Tag.objects.create(name=name)
    known = set(
        found.incidents.filter(pk__in=[row.pk for row in rows]).values_list("pk", flat=True)
    )
    new = tuple(row.pk for row in rows if row.pk not in known)
    found.incidents.add(*new)
    return Tagged(found.pk, new, added=True, made=made)


@recorded
def untag(*, incidents: Collection[int], tag: Tag, by: Person) -> Tagged:
    """Take a tag off incidents. Raises NotAllowed, TooMany."""
    rows = _chosen(incidents, by)
    had = tag.incidents.filter(pk__in=[row.pk for row in rows]).values_list("pk", flat=True)
    gone = tuple(had)
    tag.incidents.remove(*gone)
    return Tagged(tag.pk, gone, added=False)


@recorded
def retag(*, done: Tagged, by: Person) -> Undone:
    """The opposite of ``tag`` or ``untag``, where the tag is still as they left it. A tag that was
    made for it goes with the last incident that had it."""
    rows = _chosen(done.incidents, by)
    tag = Tag.objects.filter(pk=done.tag).first()
    if tag is None:
        return Undone(0, tuple(rows))
    having = set(tag.incidents.filter(pk__in=done.incidents).values_list("pk", flat=True))
    as_left = [row for row in rows if (row.pk in having) == done.added]
    if done.added:
        tag.incidents.remove(*as_left)
    else:
        tag.incidents.add(*as_left)
    if done.made and not tag.incidents.exists():
        tag.delete()
    return Undone(len(as_left), tuple(row for row in rows if (row.pk in having) != done.added))


@recorded
def add_to_election(*, versions: Mapping[int, int], election: Election, by: Person) -> int:
    """Edit incidents, each in the version that was looked at, so that they belong to an election.

    Approvals are voided as by any edit. One that belongs to it already is left alone. All or
    nothing: raises NotAllowed, TooMany, ChangedMeanwhile. Gives the number of incidents edited.
    """
    rows = list(_chosen(versions, by))
    check_may_edit(by, rows)
    _check_seen(rows, versions)
    changing = [row for row in rows if row.election_id != election.pk]
    for row in changing:
        row.election = election
        records.save(record=row, by=by)
    return len(changing)


def _check_seen(rows: Collection[Incident], versions: Mapping[int, int]) -> None:
    """Each is still what was looked at; together with ``records.save`` under the same lock."""
    for row in rows:
        if row.version != versions[row.pk]:
            raise records.ChangedMeanwhile(
                gettext_noop("“%(incident)s” was changed after you looked at it: look again"),
                incident=str(row),
            )
    if len(rows) < len(versions):
        raise records.ChangedMeanwhile(
            gettext_noop("one of the incidents was deleted after you looked at it: look again")
        )


def _chosen(incidents: Collection[int], by: Person) -> QuerySet[Incident]:
    """These incidents, locked in one order, so that two such actions cannot block each other."""
    check_may(by, "change_incident")
    if len(incidents) > LIMIT:
        raise TooMany(
            gettext_noop("%(chosen)d incidents are chosen: at most %(limit)d at once"),
            chosen=len(incidents),
            limit=LIMIT,
        )
    return Incident.objects.select_for_update().filter(pk__in=list(incidents)).order_by("pk")
