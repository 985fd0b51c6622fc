"""Corrections, withdrawals and late arrivals."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from incidents.reports import wording
from incidents.reports.frozen import Snapshot
from incidents.reports.material import Material

Record = dict[str, Any]


TEXTS: dict[str, Promise] = {
    "title": gettext_lazy("Title"),
    "summary": gettext_lazy("Summary"),
    "verdict": gettext_lazy("Basis of the verdict"),
}
"""The texts whose old and new words a snapshot can hold."""


@dataclass(frozen=True)
class Part:
    """What was said before and what is said since, in both languages."""

    name: str
    old: Record
    new: Record


@dataclass(frozen=True)
class Change:
    """One change, the day it came, the place where it stands, and the place of its incident in
    this report ("" where the incident has no page in it)."""

    record: Record
    on: str
    anchor: str
    leads_to: str
    parts: list[Part]


def changes(material: Material) -> dict[str, Any]:
    """All of them in the order of time."""
    there = {each.reference for each in material.incidents}
    return {"changes": every_change(material.snapshot, there)}


def every_change(snapshot: Snapshot, there: set[str]) -> list[Change]:
    """The changes with their places; ``there``: references that have a page in this report."""
    return [
        Change(
            record=record,
            on=_day(record["published_at"]),
            anchor=f"change-{place}",
            leads_to=record["reference"].lower() if record["reference"] in there else "",
            parts=[
                Part(str(TEXTS[text["field"]]), text["old"], text["new"])
                for text in record.get("texts", ())
            ],
        )
        for place, record in enumerate(snapshot["changes"], start=1)
    ]


def _day(iso: str) -> str:
    return wording.day(datetime.fromisoformat(iso).astimezone(wording.PARIS).date())
