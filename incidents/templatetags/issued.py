"""Words of pages and mails about issued reports."""

from django import template
from django.utils.translation import get_language

from incidents import labels
from incidents.codes import ReportKind
from incidents.labels.changes import changes_counted

register = template.Library()

STEP = 1000
UNITS = {"fr": ("octets", "ko", "Mo", "Go"), "en": ("bytes", "kB", "MB", "GB")}


@register.filter
def octets(size: int) -> str:
    """A size in the reader's language: "356 ko", "1.2 MB"; a decimal where it says something."""
    language = get_language() or "fr"
    units = UNITS.get(language, UNITS["en"])
    number, place = float(size), 0
    while number >= STEP - 0.5 and place < len(units) - 1:
        number, place = number / STEP, place + 1
    written = f"{number:.0f}" if place < 2 or number >= 100 else f"{number:.1f}"
    if language == "fr":
        written = written.replace(".", ",")
    return f"{written}\N{NO-BREAK SPACE}{units[place]}"


@register.filter
def report_kind(code: str) -> str:
    """The kind of a report in words, lower case."""
    return labels.label(ReportKind(code))


@register.filter
def changes_of_kind(count: int, kind: str) -> str:
    """How many changes of one kind: "3 corrections"."""
    return changes_counted(kind, count, str(count))
