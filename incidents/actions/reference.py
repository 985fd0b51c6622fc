"""The reference of an incident: minted when it first becomes public, never reused."""

from datetime import datetime

from django.utils import timezone

from incidents.models import Incident, ReferenceCounter


def reference(incident: Incident, at: datetime) -> str:
    """The incident's reference, minted at first publication (Paris year), never reused."""
    if incident.reference:
        return incident.reference
    year = timezone.localtime(at).year
    ReferenceCounter.objects.get_or_create(year=year)
    counter = ReferenceCounter.objects.select_for_update().get(year=year)
    counter.last += 1
    counter.save(update_fields=["last"])
    incident.reference = str(counter)
    return incident.reference
