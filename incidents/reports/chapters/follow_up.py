"""Legal follow-up: each procedure once, in its group, with what comes next."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext, gettext_lazy

from incidents.codes import FollowUpKind
from incidents.labels import label
from incidents.reports.follow_up import Followed, Item, follow_up_list, grouped, items_of
from incidents.reports.group_words import group_name
from incidents.reports.groups import Group
from incidents.reports.law_wording import iso_day, term
from incidents.reports.material import Material
from incidents.reports.wording import fact_date, said

MEANINGS: dict[Group, Promise] = {
    Group.DECIDED: gettext_lazy(
        "A decision is known, or it ended without one; a decision may still be open to appeal."
    ),
    Group.PENDING: gettext_lazy(
        "Considered, announced, filed or in progress; no day to act has gone by."
    ),
    Group.OVERDUE: gettext_lazy(
        "A day by which somebody had to act, or the day of our own review, has gone by, and "
        "nothing is recorded since."
    ),
    Group.NOTHING_FOLLOWED: gettext_lazy(
        "Somebody considered or announced a step; its review date has come, and nothing is known "
        "to have followed."
    ),
}


@dataclass(frozen=True)
class Line:
    """A procedure, and in words what comes next, the first thing first."""

    followed: Followed
    comes_next: list[SafeString]


@dataclass(frozen=True)
class Section:
    """One group with its lines."""

    code: str
    title: str
    meaning: str
    lines: list[Line]


def legal(material: Material) -> dict[str, Any]:
    """The groups that have procedures; what was on the list, by kind, is for the glossary."""
    return {
        "procedures": material.procedures,
        "groups": [
            Section(
                each.group.value,
                group_name(each.group),
                str(MEANINGS[each.group]),
                [Line(p, list(comes_next(p, material))) for p in each.procedures],
            )
            for each in grouped(material.procedures, material.today)
        ],
        "follow_up": follow_up_list(material.procedures, material.today),
    }


def comes_next(followed: Followed, material: Material) -> Iterator[SafeString]:
    """What was on the follow-up list, then terms that run, then the next review."""
    listed = items_of(followed, material.today)
    told = {(item.record["clock"], item.record["due_on"]) for item in listed}
    yield from filter(None, (_listed(item, followed) for item in listed))
    for running in followed.procedure.terms:
        if (running.record["clock"], running.record["on"]) not in told or running.late:
            yield term(running)
    yield from _review(followed)


def _listed(item: Item, followed: Followed) -> SafeString | None:
    """Something on the list; a term that is late is told with the terms."""
    match FollowUpKind(item.record["kind"]):
        case FollowUpKind.NOTHING_FOLLOWED:
            words = gettext("Review was due on %(day)s. Nothing is known to have followed.")
            return format_html("<strong>{}</strong>", words % _day(item.record["due_on"]))
        case FollowUpKind.NO_OUTCOME:
            return _no_outcome(item)
        case FollowUpKind.CLOCK:
            if item.late:
                return None
            running = [t for t in followed.procedure.terms if _is(t.record, item.record)]
            return term(running[0]) if running else None


def _is(term_record: dict[str, Any], item: dict[str, Any]) -> bool:
    return (term_record["clock"], term_record["on"]) == (item["clock"], item["due_on"])


def _no_outcome(item: Item) -> SafeString:
    words = capfirst(label(FollowUpKind.NO_OUTCOME))
    since = gettext("since %(date)s") % {"date": fact_date(item.since)}
    if item.record["respondent"]:
        return format_html("{}: {}, {}", words, said(item.record["respondent"]["name"]), since)
    return format_html("{}, {}", words, since)


def _review(followed: Followed) -> Iterator[SafeString]:
    procedure = followed.procedure
    if procedure.overdue:
        return
    if procedure.next_review:
        yield format_html("{}", gettext("Next review: %(day)s") % _day(procedure.next_review))
    elif procedure.review_passed:
        words = gettext("Review was due on %(day)s") % _day(procedure.record["review_on"])
        yield format_html("{}", words)


def _day(iso: str) -> dict[str, str]:
    return {"day": iso_day(iso)}
