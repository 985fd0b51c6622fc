"""Which days a report covers, and what it is limited to, in words."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext

from incidents.codes import ReportKind
from incidents.reports import wording


def in_words(snapshot: Mapping[str, Any]) -> str:
    """October 2026 for a month; the first and the last day for anything else."""
    first = date.fromisoformat(snapshot["first_day"])
    if snapshot["kind"] == ReportKind.MONTH:
        return wording.month(first)
    last = date.fromisoformat(snapshot["next_day"]) - timedelta(days=1)
    return gettext("%(first)s to %(last)s") % {
        "first": wording.day(first),
        "last": wording.day(last),
    }


def scope(snapshot: Mapping[str, Any]) -> str:
    """What a report is limited to: a country, an election, both; "" where it covers everything."""
    parts = []
    if country := snapshot.get("jurisdiction"):
        parts.append(gettext("concerning %(name)s") % {"name": wording.plain(country["name"])})
    if election := snapshot.get("election"):
        name = wording.plain(election["name"])
        parts.append(gettext("concerning the election “%(name)s”") % {"name": name})
    return ", ".join(parts)
