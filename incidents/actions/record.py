"""Saving one edited record without losing anybody's work."""

from collections.abc import Iterable

from django.db.models import F, QuerySet
from django.utils import timezone

from incidents.actions import move, private_actor
from incidents.actions.external_ids import check_party_facts
from incidents.actions.permission import check_may, check_may_edit
from incidents.actions.showing import incidents_showing
from incidents.codes import State
from incidents.input_error import InputError, gettext_noop
from incidents.models import Actor, Claim, Election, Incident
from incidents.models.base import Edited, Person
from incidents.models.publication import is_in_a_publication
from incidents.projection import original_text_digest
from incidents.publication import Move, find
from incidents.recorded import recorded

ASSESSED = ("reliability", "credibility", "likelihood")
"""The axes on which staff assess a claim; they are never averaged."""


NOT_EDITED = (
    *("state", "reference"),
    *("assigned_to_id", "editorial_reviewer_id", "legal_reviewer_id"),
)
"""Columns of an incident that no form of it writes."""


class ChangedMeanwhile(InputError):
    """Somebody saved another version since this one was read."""


class MergedAlready(InputError):
    """It became part of another record, and nobody's to edit."""


class AddressStays(InputError):
    """A Publication leads there: the address never changes."""


@recorded
def save(*, record: Edited, by: Person | None) -> None:
    """Save a new record, or the next version of one that nobody changed since it was read.

    The incidents that show it were edited too (``touch``). ``by`` is None for a command of the
    machine's owner. Raises NotAllowed, AddressStays, MergedAlready, or ChangedMeanwhile when
    ``record.version`` is not the stored one; then nothing is saved.
    """
    _check_may_save(record, by)
    if record._state.adding:
        record.created_by = by
    else:
        _take_version(record, by)
    record.updated_by = by
    _check_register(record)
    if isinstance(record, Claim):
        _keep_assessment(record, by)
    if isinstance(record, Incident):
        _keep_moves(record)
        _check_may_edit(record, by)
        _keep_translation(record)
        _void_approval(record, by)
    names = private_actor.former_names(record) if isinstance(record, Actor) else []
    record.save()
    if isinstance(record, Actor) and record.is_private:
        private_actor.close(record, names, by)
    _check_points_to_what_remains(record)
    if not isinstance(record, Incident):
        touch(incidents=incidents_showing(record), by=by)


@recorded
def touch(*, incidents: Iterable[Incident], by: Person | None) -> None:
    """Something that belongs to these incidents changed: they were edited, by this person, now.

    An approved one goes back to draft: what was approved is no longer what it says. Raises
    NotAllowed where one of them is not this person's to edit.
    """
    rows = Incident.objects.filter(pk__in=[incident.pk for incident in incidents])
    if by is not None:
        check_may_edit(by, rows)
    mark_edited(rows, by=by)


def check_version(read: Edited, stored: Edited) -> None:
    """Raise ChangedMeanwhile unless what was read is the stored version: for an action that locked
    the row itself."""
    if read.version != stored.version:
        raise _changed(read)


def mark_edited(incidents: QuerySet[Incident], *, by: Person | None) -> None:
    """The same without asking: for an action with a permission of its own."""
    incidents.update(version=F("version") + 1, updated_by=by, updated_at=timezone.now())
    move.void(incidents, by=by)


def _check_may_save(record: Edited, by: Person | None) -> None:
    if by is not None:
        verb = "add" if record._state.adding else "change"
        check_may(by, f"{verb}_{record._meta.model_name}")


def _check_may_edit(incident: Incident, by: Person | None) -> None:
    if by is not None and not incident._state.adding:
        check_may_edit(by, [incident])


def _check_register(record: Edited) -> None:
    if isinstance(record, Actor | Election):
        _check_address(record)
    if isinstance(record, Actor):
        _check_unmerged(record)
        check_party_facts(record)


def _check_address(record: Actor | Election) -> None:
    """A slug that was published stays as it is; only somebody who becomes private loses theirs."""
    stored = type(record)._base_manager.filter(pk=record.pk).values_list("slug", flat=True).first()
    if stored and record.slug and stored != record.slug:
        kind = record._meta.model_name or ""
        if is_in_a_publication(kind, stored):
            raise AddressStays(
                gettext_noop("“%(slug)s” was published: the address of a page never changes"),
                slug=stored,
            )


def _check_unmerged(actor: Actor) -> None:
    if actor.merged_into is not None:
        raise MergedAlready(
            gettext_noop("“%(record)s” is merged into “%(into)s”: edit that one"),
            record=str(actor),
            into=str(actor.merged_into),
        )


def _check_points_to_what_remains(record: Edited) -> None:
    """Asked once the row holds its keys: a merge that runs at the same time has ended by then, or
    waits and moves this row, too."""
    for model in (Actor, Incident):
        fields = [f for f in record._meta.concrete_fields if f.related_model is model]
        keys = {getattr(record, f.attname) for f in fields if f.name != "merged_into"} - {None}
        if keys and (gone := model._base_manager.filter(pk__in=keys).exclude(merged_into=None)):
            raise _merged(gone[0])


def check_relations(record: Edited) -> None:
    """The same of its many-to-many relations, once they are set. Raises MergedAlready."""
    for field in record._meta.many_to_many:
        if field.related_model not in (Actor, Incident):
            continue
        gone = getattr(record, field.name).exclude(merged_into=None).first()
        if gone is not None:
            raise _merged(gone)


def _merged(gone: Actor | Incident) -> MergedAlready:
    return MergedAlready(
        gettext_noop("“%(record)s” is merged into “%(into)s”: choose that one"),
        record=str(gone),
        into=str(gone.merged_into),
    )


def _take_version(record: Edited, by: Person | None) -> None:
    manager = type(record)._base_manager
    found = manager.filter(pk=record.pk, version=record.version)
    taken = found.update(version=F("version") + 1, updated_by=by)
    if not taken:
        raise _changed(record)
    record.version += 1


def _changed(record: Edited) -> ChangedMeanwhile:
    return ChangedMeanwhile(
        gettext_noop("version %(version)s of this record is no longer the stored one"),
        version=record.version,
    )


def _keep_moves(incident: Incident) -> None:
    """State, reference, and whose it is to work on or to review, are the stored ones: what changed
    them since the record was read made no new version."""
    stored = Incident.objects.filter(pk=incident.pk).values(*NOT_EDITED)
    for name, value in (stored.first() or {}).items():
        setattr(incident, name, value)


def _keep_translation(incident: Incident) -> None:
    """A translation that was changed now is a translation of the original as it stands now."""
    other = "en" if incident.original_language == "fr" else "fr"
    fields = (f"title_{other}", f"summary_{other}")
    stored = Incident.objects.filter(pk=incident.pk).values_list(*fields).first()
    if stored != tuple(getattr(incident, field) for field in fields):
        incident.translated_digest = original_text_digest(incident)


def _keep_assessment(claim: Claim, by: Person | None) -> None:
    """Who assessed it and when: whoever changed an axis last; nobody where none is given."""
    given = tuple(getattr(claim, field) for field in ASSESSED)
    stored = Claim.objects.filter(pk=claim.pk).values_list(*ASSESSED).first()
    if not any(given):
        claim.assessed_by, claim.assessed_at = None, None
    elif stored != given:
        claim.assessed_by, claim.assessed_at = by, timezone.now()


def _void_approval(incident: Incident, by: Person | None) -> None:
    """An approved incident that is saved is a draft again."""
    edited = find(Move.EDIT, State(incident.state))
    if edited is not None:
        move.void(Incident.objects.filter(pk=incident.pk), by=by)
        incident.state = edited.target
