"""How much is recorded of an incident: an accusation is never told without what denies."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.translation import gettext

register = template.Library()


@register.filter
def recorded(card: Mapping[str, Any]) -> str:
    """Statements and denials of a listed incident, in one line; 0 is said, too."""
    return gettext("Statements recorded: %(claims)s, of which denials: %(denials)s") % {
        "claims": card["claims"],
        "denials": card["denials"],
    }
