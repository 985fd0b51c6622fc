"""Procedures at the cut-off: in four groups, and what of them was on the follow-up list. One over
several incidents of the report stands once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from incidents.codes import FollowUpKind, LegalStatus, Precision
from incidents.documents import is_late, is_listed
from incidents.reports.dossier import Dossier
from incidents.reports.groups import Group, group_of
from incidents.reports.procedures import Procedure

Record = dict[str, Any]


@dataclass(frozen=True)
class Followed:
    """A procedure, and the incidents of the report that it belongs to, by reference.

    Where their documents differ, the one published last is read: it knows most.
    """

    procedure: Procedure
    incidents: tuple[Dossier, ...]


@dataclass(frozen=True)
class Item:
    """Something on the follow-up list; ``late``: a review date reached, a duty's last day
    gone by."""

    followed: Followed
    record: Record
    late: bool

    @property
    def since(self) -> Record | None:
        """Since when it has stood open; of a term, since when the person stands where it began."""
        if self.record["since"]:
            day = self.record["since"]
            return {"earliest": day, "latest": day, "precision": Precision.DAY}
        standings = self.followed.procedure.statuses
        person = self.record["respondent"]
        return next((each["since"] for each in standings if each["respondent"] == person), None)


@dataclass(frozen=True)
class Grouped:
    """The procedures of one group, in the order of their references, then as ``followed``."""

    group: Group
    procedures: tuple[Followed, ...]


@dataclass(frozen=True)
class Listed:
    """The items of one kind, those that are due first at the top."""

    kind: FollowUpKind
    items: tuple[Item, ...]


def followed(incidents: Iterable[Dossier]) -> list[Followed]:
    """Each procedure once: overdue announcements first, then by status, then by reference."""
    found: dict[str, list[tuple[Dossier, Procedure]]] = {}
    for incident in incidents:
        for procedure in incident.procedures:
            found.setdefault(procedure.record["id"], []).append((incident, procedure))
    order = [status.value for status in LegalStatus]
    return sorted(
        (_followed(places) for places in found.values()),
        key=lambda each: (
            not each.procedure.overdue,
            order.index(each.procedure.record["status"]),
            each.incidents[0].reference,
        ),
    )


def grouped(procedures: Iterable[Followed], today: date) -> list[Grouped]:
    """Each procedure in its group on a day; a group without any is left out."""
    found: dict[Group, list[Followed]] = {}
    for each in procedures:
        found.setdefault(group_of(each.procedure.record, today), []).append(each)
    return [
        Grouped(group, tuple(sorted(found[group], key=lambda each: each.incidents[0].reference)))
        for group in Group
        if group in found
    ]


def items_of(followed: Followed, today: date) -> list[Item]:
    """What of a procedure was on the list on a day, those that are due first at the top."""
    listed = (each for each in followed.procedure.record["follow_ups"] if is_listed(each, today))
    return sorted((Item(followed, each, is_late(each, today)) for each in listed), key=_due)


def follow_up_list(procedures: Iterable[Followed], today: date) -> list[Listed]:
    """What was on the list on a day, by kind; a kind of which nothing was listed is left out."""
    items = [item for each in procedures for item in items_of(each, today)]
    found = [
        Listed(kind, tuple(sorted((i for i in items if i.record["kind"] == kind), key=_due)))
        for kind in FollowUpKind
    ]
    return [listed for listed in found if listed.items]


def _followed(places: list[tuple[Dossier, Procedure]]) -> Followed:
    newest = max(places, key=lambda place: place[0].publication["published_at"])
    return Followed(newest[1], tuple(incident for incident, _procedure in places))


def _due(item: Item) -> str:
    return item.record["due_on"] or item.record["since"] or ""
