"""Types of the data dictionary in words: files and tests read them as ``dictionary.toml`` has them,
the page says them in its language. Names of records and of lists stay as they are."""

from django import template
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

register = template.Library()

Said = tuple[str | Promise, str | Promise]
"""Of one, and of a list of them."""

PLAIN: dict[str, Said] = {
    "text": (pgettext_lazy("type", "text"), pgettext_lazy("type", "list of texts")),
    "texts": (
        pgettext_lazy("type", "text in both languages"),
        pgettext_lazy("type", "list of texts in both languages"),
    ),
    "number": (pgettext_lazy("type", "number"), pgettext_lazy("type", "list of numbers")),
    "yes_no": (pgettext_lazy("type", "yes or no"), pgettext_lazy("type", "list of yes or no")),
    "day": (pgettext_lazy("type", "day"), pgettext_lazy("type", "list of days")),
    "moment": (pgettext_lazy("type", "moment"), pgettext_lazy("type", "list of moments")),
    "address": (pgettext_lazy("type", "address"), pgettext_lazy("type", "list of addresses")),
    "anything": (pgettext_lazy("type", "anything"), pgettext_lazy("type", "list of anything")),
    "list of number": (
        pgettext_lazy("type", "list of numbers"),
        pgettext_lazy("type", "list of pairs of numbers"),
    ),
}
NAMED: dict[str, Said] = {
    "code": (
        pgettext_lazy("type", "code of the list {}"),
        pgettext_lazy("type", "list of codes of the list {}"),
    ),
    "term": (
        pgettext_lazy("type", "term of the list {}"),
        pgettext_lazy("type", "list of terms of the list {}"),
    ),
    "record": (pgettext_lazy("type", "record {}"), pgettext_lazy("type", "list of records {}")),
}
BY_NAME = "by name "
"""An object whose members are all of one type."""
ENDS: dict[str, str | Promise] = {
    ", optional": pgettext_lazy("type", "(may be absent)"),
    " or null": pgettext_lazy("type", "or null"),
    " or empty": pgettext_lazy("type", "or empty"),
}


@register.filter
def type_in_words(kind: str) -> SafeString:
    """A type as a reader says it: "list of codes of the list role", "number or null"."""
    for end, said in ENDS.items():
        if kind.endswith(end):
            return format_html("{} {}", type_in_words(kind.removesuffix(end)), said)
    if kind.startswith(BY_NAME):
        return format_html("{} {}", type_in_words(kind.removeprefix(BY_NAME)), _("by name"))
    one = kind.removeprefix("list of ")
    which = int(one != kind)
    if one in PLAIN:
        return format_html("{}", PLAIN[one][which])
    scheme, _space, name = one.rpartition(" ")
    words = str(NAMED[scheme or "record"][which])
    return format_html(words, mark_safe(f"<code>{name}</code>"))


@register.filter
def unit_in_words(unit: str) -> str:
    """A unit of time as the language says it; any other as it is."""
    return _("days") if unit == "days" else unit
