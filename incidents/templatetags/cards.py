"""The cards of a list: most of the time that a list takes goes into them, so each process keeps
those that it has made."""

from functools import cache
from typing import Any

from django import template
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

register = template.Library()
KEPT = 2_000
"""So many cards are kept, of some 4 kB each; then the first of them are made anew."""
_made: dict[tuple[str, str, str], SafeString] = {}


@register.simple_tag
def card(listed: Any, level: str) -> SafeString:
    """One incident in a list, under a heading of this level (``h2`` or ``h3``). It is kept by all
    that it shows, so that what is corrected, redacted or renamed is another card; what a search
    found is not kept."""
    if listed.hit is not None:
        return _rendered(listed, level)
    key = (get_language() or "", level, repr(listed))
    found = _made.get(key)
    if found is None:
        if len(_made) >= KEPT:
            _made.clear()
        found = _made[key] = _rendered(listed, level)
    return found


def _rendered(listed: Any, level: str) -> SafeString:
    return mark_safe(_template().render({"listed": listed, "level": level}))


@cache
def _template() -> Any:
    return get_template("public/parts/card.html")
