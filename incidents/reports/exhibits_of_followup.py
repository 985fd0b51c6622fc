"""The numbered tables of what followed: notices and platforms, procedures, changes."""

from collections import Counter
from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import partial
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext

from incidents.codes import Availability, Decision
from incidents.labels import label
from incidents.notice_counts import NoticeCount
from incidents.procedures import EventKind
from incidents.reports.changed import CHANGES, change_name
from incidents.reports.exhibit import Column, Exhibit, Number, Row, both
from incidents.reports.frozen import Snapshot, cut_off_date, incidents_of
from incidents.reports.group_words import group_name
from incidents.reports.groups import Group, group_of, procedures_of
from incidents.reports.notices import in_all, per_platform
from incidents.reports.responses import (
    NO_ACTION,
    Fate,
    decision_order,
    decisions_of,
    fate,
    fates,
    places,
)

Record = dict[str, Any]
NOWHERE = ""
"""The row of notices whose platform is not recorded."""


def exhibits(snapshot: Snapshot) -> Iterator[Exhibit]:
    """In the order of the chapters."""
    incidents = incidents_of(snapshot)
    procedures = procedures_of(incidents)
    yield _notices(procedures)
    yield _decisions(procedures)
    yield _appearances([each["content"] for each in incidents])
    yield _procedures(Counter(group_of(each, cut_off_date(snapshot)) for each in procedures))
    yield _changes(Counter(change["kind"] for change in snapshot["changes"]))


def _notices(procedures: list[Record]) -> Exhibit:
    whole = in_all(procedures)
    return Exhibit(
        code="notices",
        chapter="responses",
        title=both(lambda: gettext("Notices to platforms")),
        head=both(lambda: gettext("Platform")),
        columns=(
            Column("notices", both(lambda: gettext("Notices"))),
            Column("received", both(lambda: gettext("Receipts"))),
            Column("decided", both(lambda: gettext("Decisions"))),
            Column("unanswered", both(lambda: gettext("No answer known"))),
            Column("days_to_receipt", both(lambda: gettext("Median days to the receipt"))),
            Column("days_to_decision", both(lambda: gettext("Median days to the decision"))),
        ),
        rows=tuple(
            Row(each.count.platform, each.name or _nowhere(), _counts(each.count))
            for each in per_platform(procedures)
        ),
        total=_counts(whole),
        total_label=both(lambda: gettext("Distinct notices")),
    )


def _counts(count: NoticeCount) -> tuple[Number, ...]:
    return (
        *(count.notices, count.received, count.decided, count.unanswered),
        *(count.median_days_to_receipt, count.median_days_to_decision),
    )


def _nowhere() -> dict[str, str]:
    return both(lambda: gettext("Platform not recorded"))


def _decisions(procedures: list[Record]) -> Exhibit:
    """A notice counts once in each column whose decision it led to."""
    names: dict[str, dict[str, str]] = {}
    found: dict[str, list[set[str]]] = {}
    for procedure in procedures:
        if codes := decisions_of(procedure):
            platform = procedure["platform"]
            code = platform["code"] if platform else NOWHERE
            names[code] = platform["name"] if platform else _nowhere()
            found.setdefault(code, []).append(codes)
    every = [codes for each in found.values() for codes in each]
    used = [code for code in decision_order() if any(code in codes for codes in every)]
    return Exhibit(
        code="decisions",
        chapter="responses",
        title=both(lambda: gettext("What platforms decided on notices")),
        head=both(lambda: gettext("Platform")),
        columns=(
            *(Column(code, both(partial(_decision, code))) for code in used),
            Column("notices", both(lambda: gettext("Notices decided"))),
        ),
        rows=tuple(Row(code, names[code], _of(used, found[code])) for code in sorted(found)),
        total=_of(used, every),
        total_label=both(lambda: gettext("Distinct notices")),
    )


def _of(used: Iterable[str], notices: list[set[str]]) -> tuple[Number, ...]:
    return (*(sum(code in codes for codes in notices) for code in used), len(notices))


def _decision(code: str) -> str:
    return _label(EventKind(code) if code == NO_ACTION else Decision(code))


def _label(code: StrEnum) -> str:
    return str(capfirst(label(code)))


def _appearances(documents: list[Record]) -> Exhibit:
    seen = list(places(documents))
    return Exhibit(
        code="appearances",
        chapter="responses",
        title=both(lambda: gettext("What became of the content")),
        head=both(lambda: gettext("Platform")),
        columns=(
            Column("places", both(lambda: gettext("Places"))),
            *(Column(now.value, both(partial(_label, now))) for now in Availability),
            Column("days_up", both(lambda: gettext("Median days from first seen to removal"))),
            Column(
                "days_after_notice", both(lambda: gettext("Median days from notice to removal"))
            ),
        ),
        rows=tuple(Row(each.platform, each.name, _fate(each)) for each in fates(seen)),
        total=_fate(fate("", {}, seen)),
        total_label=both(lambda: gettext("All places")),
    )


def _fate(found: Fate) -> tuple[Number, ...]:
    known = (found.by[now.value] for now in Availability)
    return (found.places, *known, found.median_days_up, found.median_days_after_notice)


def _procedures(groups: Counter[Group]) -> Exhibit:
    return Exhibit(
        code="procedures",
        chapter="follow-up",
        title=both(lambda: gettext("Where procedures stand")),
        head=both(lambda: gettext("Group")),
        columns=(Column("procedures", both(lambda: gettext("Procedures"))),),
        rows=tuple(
            Row(group.value, both(partial(group_name, group)), (groups[group],))
            for group in Group
            if groups[group]
        ),
        total=(groups.total(),),
        total_label=both(lambda: gettext("Distinct procedures")),
    )


def _changes(kinds: Counter[str]) -> Exhibit:
    return Exhibit(
        code="changes",
        chapter="changes",
        title=both(lambda: gettext("Changes of the period")),
        head=both(lambda: gettext("Kind of change")),
        columns=(Column("changes", both(lambda: gettext("Changes"))),),
        rows=tuple(
            Row(kind, both(partial(change_name, kind)), (kinds[kind],))
            for kind in CHANGES
            if kinds[kind]
        ),
        total=(kinds.total(),),
        total_label=both(lambda: gettext("All changes")),
    )
