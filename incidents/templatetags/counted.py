"""How much is recorded of an incident: an accusation is never told without what denies."""

from django import template
from django.utils.translation import gettext

from incidents.models import ListedIncident

register = template.Library()


@register.filter
def recorded(row: ListedIncident) -> str:
    """Statements and denials of a listed incident, in one line; 0 is said, too."""
    return gettext("Statements recorded: %(claims)s, of which denials: %(denials)s") % {
        "claims": row.claims,
        "denials": row.denials,
    }
