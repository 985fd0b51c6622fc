"""Every column that points to a record, found by asking the models, and what a merge does to it."""

from collections.abc import Iterator
from enum import StrEnum
from typing import Any, NamedTuple

from django.db import models
from django.db.models import F
from django.utils import timezone

from incidents.models import Actor, Incident
from incidents.models.base import Edited, Person


class Treatment(StrEnum):
    """What becomes of the rows that point to the loser."""

    MOVED = "moved"
    """They point to the winner from now on. What nobody thought of is moved, too."""
    JOINED = "joined"
    """Moved, and joined with the winner's own where that says the same (``merge_rows``)."""
    KEPT = "kept"
    """History, or a fact of the loser itself: it stays as it is."""


TREATMENTS: dict[str, Treatment] = {
    "ActorAlias.actor": Treatment.JOINED,
    "PrivateIdentity.actor": Treatment.JOINED,
    "Affiliation.member": Treatment.JOINED,
    "Affiliation.body": Treatment.JOINED,
    "Involvement.actor": Treatment.JOINED,
    "ProcedureEvent.respondent": Treatment.KEPT,
    "Merger.actor": Treatment.KEPT,
    "Involvement.incident": Treatment.JOINED,
    "Appearance.incident": Treatment.JOINED,
    "Citation.incident": Treatment.JOINED,
    "Incident_techniques.incident": Treatment.KEPT,
    "Incident_media.incident": Treatment.KEPT,
    "Incident_ratings.incident": Treatment.KEPT,
    "Incident_goals.incident": Treatment.KEPT,
    "Approval.incident": Treatment.KEPT,
    "IncidentMove.incident": Treatment.KEPT,
    "PlannedPublication.incident": Treatment.KEPT,
    "Publication.incident": Treatment.KEPT,
    "Withdrawal.incident": Treatment.KEPT,
    "Notice.incident": Treatment.KEPT,
    "ProposedWithdrawal.incident": Treatment.KEPT,
    "Merger.incident": Treatment.KEPT,
    "Submission.incident": Treatment.KEPT,
    "ImportLine.incident": Treatment.KEPT,
    "ImportedRow.incident": Treatment.KEPT,
    "ProposedInvolvement.incident": Treatment.KEPT,
    "SubmittedActor.actor": Treatment.KEPT,
}


class Column(NamedTuple):
    """A foreign key to the model in question; that of a many-to-many relation is its table's."""

    model: type[models.Model]
    name: str

    def __str__(self) -> str:
        return f"{self.model.__name__}.{self.name}"

    @property
    def treatment(self) -> Treatment:
        return TREATMENTS.get(str(self), Treatment.MOVED)

    @property
    def other(self) -> Any:
        """The other end of a table of a relation."""
        fields = self.model._meta.fields
        return next(f for f in fields if f.is_relation and f.name != self.name)

    @property
    def owners(self) -> Any:
        """The edited records to which a row belongs: itself, or the other end of its relation. None
        where there are none, and for actors and incidents: those are locked by themselves."""
        model = self.other.related_model if self.model._meta.auto_created else self.model
        return model if issubclass(model, Edited) and model not in (Actor, Incident) else None

    @property
    def key(self) -> str:
        """The column with the key of its owner."""
        return self.other.attname if self.model._meta.auto_created else "pk"

    def rows(self, record: models.Model) -> Any:
        """The rows that point to a record, in a fixed order."""
        return self.model._base_manager.filter(**{self.name: record}).order_by("pk")

    def to(self, record: models.Model) -> dict[str, Any]:
        """What a row holds that points to a record."""
        return {f"{self.name}_id": record.pk}


def columns(model: type[Actor] | type[Incident]) -> Iterator[Column]:
    """Every foreign key to a model, its own included; tables of relations have theirs."""
    for relation in model._meta.get_fields(include_hidden=True):
        if isinstance(relation, models.ManyToOneRel):
            yield Column(relation.related_model, relation.field.name)


def lock_rows(loser: Any, winner: Any) -> None:
    """Lock the edited records that point to either, before either: whoever saves one of them holds
    it, and then asks for its incidents or for the actor whom it names. In that order nobody waits
    in a circle.

    What begins to point to them after this is not locked; the database ends one of two who cross.
    """
    for column in columns(type(loser)):
        owners = column.owners
        if column.treatment is Treatment.KEPT or owners is None:
            continue
        points = column.model._base_manager.filter(**{f"{column.name}__in": (loser, winner)})
        held = owners._base_manager.filter(pk__in=points.values(column.key))
        list(held.order_by("pk").select_for_update(of=("self",)).values_list("pk"))


def move(column: Column, loser: Any, winner: Any, by: Person) -> list[models.Model]:
    """Point the rows to the winner. Gives the records whose relation had both: they have one less.

    A moved row is its next version: whoever has it open is told.
    """
    if not column.model._meta.auto_created:
        changes: dict[str, Any] = {column.name: winner}
        if issubclass(column.model, Edited):
            changes |= next_version(by)
        column.rows(loser).update(**changes)
        return []
    other = column.other
    had_both = set(column.rows(winner).values_list(other.attname, flat=True))
    doubled = column.rows(loser).filter(**{f"{other.attname}__in": had_both})
    owners: Any = other.related_model
    joined = list(owners._base_manager.filter(pk__in=doubled.values(other.attname)))
    touched = list(column.rows(loser).values_list(other.attname, flat=True))
    doubled.delete()
    column.rows(loser).update(**{column.name: winner})
    if issubclass(owners, Edited):
        owners._base_manager.filter(pk__in=touched).update(**next_version(by))
    return joined


def next_version(by: Person) -> dict[str, Any]:
    """What an update in bulk sets of an edited row."""
    return {"version": F("version") + 1, "updated_by": by, "updated_at": timezone.now()}
