"""What is new: first published, changed, decided, announced in the period."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext

from incidents.reports import wording
from incidents.reports.dossier import Dossier
from incidents.reports.late import is_late_arrival
from incidents.reports.material import Material
from incidents.reports.period import period_in_words
from incidents.reports.steps import DECIDED, SAID, Step, steps_within

PREVIOUS = "previous"
"""What a snapshot says of the edition that ended where this one begins; None where there is none,
and no such key in snapshots that do not tell."""


@dataclass(frozen=True)
class Fresh:
    """An incident first published in the period; ``late``: its facts lie wholly before it."""

    incident: Dossier
    on: str
    late: bool


def news(material: Material) -> dict[str, Any]:
    """The lists of the chapter, each in the order of time."""
    first = date.fromisoformat(material.snapshot["first_day"])
    next_day = date.fromisoformat(material.snapshot["next_day"])
    fresh = [_fresh(incident, first) for incident in _in_time(material.incidents)]
    return {
        "fresh": fresh,
        "late_arrivals": [each for each in fresh if each.late],
        "decided": _steps(material, DECIDED, first, next_day),
        "announced": _steps(material, SAID, first, next_day),
        "since": since(material),
    }


def since(material: Material) -> str:
    """Which edition came before, "" where the snapshot does not tell."""
    if PREVIOUS not in material.snapshot:
        return ""
    known = material.snapshot[PREVIOUS]
    if known is None:
        return gettext("No report of the period before this one had been issued.")
    return gettext(
        "The edition before this one covers %(period)s (edition %(edition)s, issued on "
        "%(moment)s). What follows is what has come since."
    ) % {
        "period": period_in_words(known),
        "edition": wording.number(known["edition"]),
        "moment": wording.moment(datetime.fromisoformat(known["issued_at"])),
    }


def _in_time(incidents: list[Dossier]) -> list[Dossier]:
    return sorted(incidents, key=lambda i: (i.publication["first_published_at"], i.reference))


def _fresh(incident: Dossier, first: date) -> Fresh:
    published = datetime.fromisoformat(incident.publication["first_published_at"])
    return Fresh(
        incident=incident,
        on=wording.day(published.astimezone(wording.PARIS).date()),
        late=is_late_arrival(incident.document, first),
    )


def _steps(material: Material, kinds: Any, first: date, next_day: date) -> list[Step]:
    return steps_within(material.procedures, kinds, first, next_day)
