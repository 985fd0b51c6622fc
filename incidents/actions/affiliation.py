"""Affiliations propose involvements. Nothing is added by this, and nothing is counted."""

from django.db.models import Q

from incidents.models import Affiliation, Incident, Involvement

MOST = 20
"""Proposals on one page."""


def proposed(incident: Incident) -> list[Affiliation]:
    """The parties and bodies that those involved belong to on the days of the facts.

    An open date counts as open; of facts of unknown date, every affiliation is proposed. A body
    that is involved already, in whatever role, is not. One query.
    """
    involved = Involvement.objects.filter(incident=incident).values("actor")
    found = Affiliation.objects.filter(member__in=involved, body__merged_into__isnull=True)
    found = found.exclude(body__in=involved)
    if incident.earliest is not None and incident.latest is not None:
        begun = Q(from_on__isnull=True) | Q(from_on__lte=incident.latest)
        not_ended = Q(to_on__isnull=True) | Q(to_on__gte=incident.earliest)
        found = found.filter(begun, not_ended)
    return list(found.select_related("member", "body").order_by("pk")[:MOST])
