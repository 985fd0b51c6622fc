"""What is said to have happened to an appearance before the facts themselves: one of two dates may
be wrong. A warning with both; nothing is refused, as an upload may well be older than the facts."""

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import get_language, gettext

from incidents.dates import wording
from incidents.models import Appearance, AppearanceEvent, Incident


def early_events(incident: Incident, appearance: Appearance | None = None) -> list[str]:
    """A sentence for each event, of all its appearances or of one, that certainly was before the
    first day of the facts. Unknown days are before nothing. One query, or none for unknown facts.
    """
    if incident.earliest is None:
        return []
    events = AppearanceEvent.objects.filter(appearance__incident=incident)
    if appearance is not None:
        events = events.filter(appearance=appearance)
    return [
        _sentence(event, incident)
        for event in events.select_related("appearance__platform")
        if event.fact_date.is_before(incident.fact_date)
    ]


def warn_early(
    request: HttpRequest, incident: Incident, appearance: Appearance | None = None
) -> None:
    """The messages of a save, where any are due."""
    for sentence in early_events(incident, appearance):
        saved = gettext("It was saved all the same.")
        messages.warning(request, f"{sentence} {saved}")


def _sentence(event: AppearanceEvent, incident: Incident) -> str:
    language = get_language() or "fr"
    said = gettext(
        "“%(event)s” (%(appearance)s; %(day)s) is before the facts of “%(incident)s”: %(facts)s. "
        "Check both dates."
    )
    return said % {
        "event": event,
        "appearance": event.appearance,
        "day": wording(event.fact_date, language),
        "incident": incident,
        "facts": wording(incident.fact_date, language),
    }
