"""Procedures in the words of the active language: terms, provisions, standings, notices."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext, gettext_lazy, ngettext, pgettext

from incidents.codes import ClockCode, ClockNature, Decision, LegalStatus, Stage
from incidents.labels import label
from incidents.notice_counts import Notice
from incidents.reports.procedures import OldLaw, Term
from incidents.reports.wording import day, fact_date, listed, number, said

Record = dict[str, Any]

LAST_DAYS: dict[ClockNature, "str | Promise"] = {
    ClockNature.DUE: gettext_lazy("%(clock)s: last day %(day)s"),
    ClockNature.OPEN_UNTIL: gettext_lazy("%(clock)s: until %(day)s"),
    ClockNature.OPENS_ON: gettext_lazy("%(clock)s: from %(day)s"),
}


def term(found: Term) -> SafeString:
    """A term with its last day, and whose it is where the law is per person."""
    record = found.record
    pattern = str(LAST_DAYS[ClockNature(record["nature"])])
    if found.late:
        pattern = gettext("%(clock)s: last day %(day)s, and nothing is recorded since")
    words = capfirst(
        pattern % {"clock": label(ClockCode(record["clock"])), "day": iso_day(record["on"])}
    )
    person = record["respondent"]
    return (
        format_html("{} ({})", words, said(person["name"])) if person else format_html("{}", words)
    )


def old_law(found: OldLaw) -> str:
    """That a provision was not in force on the days of the facts, with the dates that show it."""
    basis = found.basis
    words = {"law": basis["short"], "facts": fact_date(found.facts)}
    if found.later:
        return gettext(
            "%(law)s was not yet in force at the time of the facts (%(facts)s): it has applied "
            "since %(day)s."
        ) % (words | {"day": iso_day(basis["in_force_from"])})
    return gettext(
        "%(law)s was no longer in force at the time of the facts (%(facts)s): its last day was "
        "%(day)s."
    ) % (words | {"day": iso_day(basis["in_force_to"])})


def standing(record: Record, among: Sequence[Record]) -> SafeString:
    """Where a person (or everybody; ``among`` several, everybody else) stands, since when, and what
    that does not mean."""
    status = gettext("%(status)s, since: %(date)s") % {
        "status": label(LegalStatus(record["status"])),
        "date": fact_date(record["since"]),
    }
    stage = capfirst(label(Stage(record["stage"])))
    person = record["respondent"]
    if not person and len(among) == 1:
        return format_html("{}. {}.", capfirst(status), stage)
    who = said(person["name"]) if person else gettext("Everybody else")
    colon = pgettext("between a name and a status", ":")
    return format_html("<strong>{}</strong>{} {}. {}.", who, colon, status, stage)


def notice(found: Notice) -> str:
    """How long the platform took to answer a notice that was sent; what is not known is said."""
    decision = _decision(found)
    if found.decided and not found.received:
        return capfirst(decision) + "."
    both = gettext("%(receipt)s; %(decision)s")
    return capfirst(both % {"receipt": _receipt(found), "decision": decision}) + "."


def days(found: float | None) -> str:
    """A number of days, with its half where it has one; a dash where there is none."""
    if found is None:
        return "–"
    whole = number(int(found))
    return whole if found == int(found) else whole + pgettext("decimal sign", ".") + "5"


def decisions(codes: list[str]) -> str:
    """What a platform decided, by the labels of the database's codes."""
    return listed([label(Decision(code)) for code in codes])


def _receipt(found: Notice) -> str:
    if not found.received:
        return gettext("no receipt known")
    if found.days_to_receipt is None:
        return gettext("receipt acknowledged, on a day not known exactly")
    if not found.days_to_receipt:
        return gettext("receipt acknowledged on the same day")
    return ngettext(
        "receipt acknowledged after %(count)s day",
        "receipt acknowledged after %(count)s days",
        found.days_to_receipt,
    ) % {"count": number(found.days_to_receipt)}


def _decision(found: Notice) -> str:
    if not found.decided:
        return gettext("no decision known")
    if found.days_to_decision is None:
        return gettext("decision on a day not known exactly")
    if not found.days_to_decision:
        return gettext("decision on the same day")
    return ngettext(
        "decision after %(count)s day",
        "decision after %(count)s days",
        found.days_to_decision,
    ) % {"count": number(found.days_to_decision)}


def iso_day(iso: str) -> str:
    """A calendar day in words, from its ISO form."""
    return day(date.fromisoformat(iso))
