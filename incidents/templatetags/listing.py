"""Values of facets as boxes to tick: a facet may have hundreds, too many for a template of each."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from incidents.templatetags.wording import grouped, visible

register = template.Library()
NUMBER = ' <span class="counted__n"><span class="visually-hidden">{} </span>{}</span>'


@register.simple_tag
def counted(name: str, values: Iterable[Any]) -> SafeString:
    """The values of a facet (``facet_panel.Value``), each a box with its count."""
    said = escape(gettext("incidents:"))
    field = escape(name)
    return mark_safe("\n".join(_box(field, value, said) for value in values))


def _box(field: str, value: Any, said: str) -> str:
    """``field`` and ``said`` are escaped already; everything of the value is escaped here."""
    key = escape(value.key)
    checked = " checked" if value.chosen else ""
    number = "" if value.count is None else NUMBER.format(said, grouped(value.count))
    return (
        f'<li><label for="id_{key}"><input type="checkbox" id="id_{key}" name="{field}"'
        f' value="{escape(value.code)}"{checked}> <span>{visible(value.label)}</span>{number}'
        "</label></li>"
    )
