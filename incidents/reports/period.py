"""Which days a report covers, and which part of the register it is about, in words."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import get_language, gettext

from incidents.coverage import coverage_wording
from incidents.reports import wording


def period_in_words(snapshot: Mapping[str, Any]) -> str:
    """October 2026; 4th quarter 2026; the first and the last day for an election."""
    first, end = (date.fromisoformat(snapshot[name]) for name in ("first_day", "next_day"))
    return coverage_wording(snapshot["kind"], first, end, get_language() or "fr")


def part_in_words(snapshot: Mapping[str, Any]) -> str:
    """The jurisdiction or the election that the report is about; "" for everything."""
    part = snapshot.get("jurisdiction") or snapshot.get("election")
    return wording.plain(part["name"]) if part else ""


def scope(snapshot: Mapping[str, Any]) -> str:
    """The same as a sentence of its own; "" for everything."""
    part = part_in_words(snapshot)
    if not part:
        return ""
    if snapshot.get("jurisdiction"):
        return gettext("This report is limited to incidents of this country: %(name)s.") % {
            "name": part
        }
    return gettext("This report is limited to incidents that touch this election: %(name)s.") % {
        "name": part
    }
