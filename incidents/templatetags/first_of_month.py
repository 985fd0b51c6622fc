"""The filter ``date`` of every template, Django's own too: "1er novembre", not "1 novembre"."""

from datetime import date as Day
from typing import Any

from django import template
from django.template.defaultfilters import date as django_date
from django.utils.translation import get_language

from incidents.dates import first_as_said

register = template.Library()


@register.filter(name="date", expects_localtime=True, is_safe=False)
def date(value: Day | str | None, form: str | None = None) -> Any:
    """Django's, with the first day of a month as it is said."""
    return first_as_said(django_date(value, form), get_language() or "fr")
