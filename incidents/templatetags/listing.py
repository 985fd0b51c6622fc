"""Values of facets as boxes to tick: a facet may have hundreds, too many for a template of each."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from incidents.templatetags.wording import grouped, visible

register = template.Library()
BOX = (
    '<li><label for="id_{}"><input type="checkbox" id="id_{}" name="{}" value="{}"{}>'
    " <span>{}</span>{}</label></li>"
)
CHECKED = mark_safe(" checked")


@register.simple_tag
def counted(name: str, values: Iterable[Any]) -> SafeString:
    """The values of a facet (``facet_panel.Value``), each a box with its count."""
    said = gettext("incidents:")
    return format_html_join(
        "\n",
        BOX,
        (
            (
                value.key,
                value.key,
                name,
                value.code,
                CHECKED if value.chosen else "",
                visible(value.label),
                "" if value.count is None else _number(said, value.count),
            )
            for value in values
        ),
    )


def _number(said: str, count: int) -> SafeString:
    shape = ' <span class="counted__n"><span class="visually-hidden">{} </span>{}</span>'
    return format_html(shape, said, grouped(count))
