"""Words of the API's description on its page: paragraphs, lists and code, and nothing else of
Markdown. Everything is escaped first."""

import re

from django import template
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

CODE = re.compile(r"`([^`]+)`")
ITEM = "* "


@register.filter
def line_of(text: str) -> SafeString:
    """One line: what stands between backticks is code."""
    return mark_safe(CODE.sub(r"<code>\1</code>", escape(text)))


@register.filter
def described(text: str) -> SafeString:
    """Paragraphs parted by empty lines; one whose lines all begin with a star is a list."""
    parts = (_part(part) for part in text.strip().split("\n\n") if part)
    return format_html_join("", "{}", ((part,) for part in parts))


def _part(part: str) -> SafeString:
    lines = part.split("\n")
    if not all(line.startswith(ITEM) for line in lines):
        return format_html("<p>{}</p>", line_of(part))
    items = ((line_of(line.removeprefix(ITEM)),) for line in lines)
    return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", items))


@register.filter
def introduction(text: str) -> str:
    """What stands before the first heading."""
    return text.partition("\n\n## ")[0]
