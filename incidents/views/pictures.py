"""The picture of each table, and what it shows in words."""

from collections.abc import Sequence

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from incidents import charts, dates
from incidents.charts.bars import Shape
from incidents.charts.drawing import Palette, text
from incidents.reports.wording import number
from incidents.views.exhibits import Asked, Exhibit
from incidents.views.matrices import Matrix
from incidents.views.responses import Responses

Shown = Exhibit | Matrix | Responses
DRAWN, MONTHS, TOLD = 25, 60, 14
"""So many bars or parties, and so many of the newest months, fit into a picture; so many are told
to whoever does not see it. The table has them all."""
PAGE, FILE = 620, 860
LETTERS = {PAGE: 34, FILE: 54}


def in_page(shown: Shown) -> SafeString:
    """The picture in a page, in its colours; nothing where there is nothing to draw."""
    if not shown.rows:
        return mark_safe("")
    drawing = _drawing(shown, charts.IN_PAGE, PAGE)
    return mark_safe(charts.inline(drawing, charts.IN_PAGE, says(shown)))


def framed(shown: Shown, asked: Asked, filters: Sequence[tuple[str, str]]) -> bytes:
    """The picture that is taken along, with all that has to be known of it."""
    if shown.rows:
        drawing = _drawing(shown, charts.LIGHT, FILE)
    else:
        drawing = charts.Drawing(FILE, 40, text(0, 26, _("None."), size=16))
    frame = charts.Frame(shown.title, _above(shown, filters), _below(asked), says(shown))
    return charts.framed(drawing, frame)


def says(shown: Shown) -> str:
    """What a picture shows, in a sentence."""
    said = {"title": shown.title, "rows": ", ".join(_told(shown)) or _("None.")}
    if isinstance(shown, Matrix):
        return _("Table of dots, %(title)s: %(rows)s.") % said
    if isinstance(shown, Exhibit) and shown.in_time:
        return _("Column chart, %(title)s: %(rows)s.") % said
    return _("Bar chart, %(title)s: %(rows)s.") % said


def left_out(shown: Shown) -> str:
    """What the table has and the picture has not."""
    drawn = MONTHS if isinstance(shown, Exhibit) and shown.in_time else DRAWN
    more = len(shown.rows) - drawn
    if more <= 0:
        return ""
    words = ngettext("%(count)s more row is not drawn.", "%(count)s more rows are not drawn.", more)
    return words % {"count": number(more)}


def _drawing(shown: Shown, palette: Palette, width: int) -> charts.Drawing:
    if isinstance(shown, Matrix):
        rows = [(row.label, [cell.count for cell in row.cells]) for row in shown.rows[:DRAWN]]
        return charts.dots(shown.heads, rows, palette)
    if isinstance(shown, Responses):
        bars = [charts.Bar(r.label, r.median, r.shown) for r in shown.rows[:DRAWN]]
        return charts.bars(bars, palette, Shape(width, LETTERS[width]))
    if shown.in_time:
        places = [
            charts.Column(row.code[5:], row.code[:4], (row.count,)) for row in shown.rows[-MONTHS:]
        ]
        return charts.columns(places, palette, width, [shown.title])
    bars = [charts.Bar(row.label, row.count, number(row.count)) for row in shown.rows[:DRAWN]]
    return charts.bars(bars, palette, Shape(width, LETTERS[width]))


def _told(shown: Shown) -> list[str]:
    if isinstance(shown, Matrix):
        found = []
        for row in shown.rows:
            cells = zip(shown.heads, row.cells, strict=True)
            parts = ", ".join(f"{head} {number(c.count)}" for head, c in cells if c.count)
            found.append(f"{row.label} ({parts})")
    elif isinstance(shown, Responses):
        found = [f"{row.label} {row.shown}" for row in shown.rows]
    else:
        rows = shown.rows[-TOLD:] if shown.in_time else shown.rows
        found = [f"{row.label} {number(row.count)}" for row in rows]
    return [*found[:TOLD], "…"] if len(shown.rows) > TOLD else found


def _above(shown: Shown, filters: Sequence[tuple[str, str]]) -> list[str]:
    colon = "\N{NO-BREAK SPACE}: " if get_language() == "fr" else ": "
    selected = "; ".join(f"{name}{colon}{value}" for name, value in filters)
    lines = [selected or _("All published incidents")]
    if not isinstance(shown, Responses):
        lines.append(f"{shown.total_label}{colon}{number(shown.distinct)}")
    if isinstance(shown, Matrix) or (isinstance(shown, Exhibit) and shown.overlaps):
        lines.append(_("One incident can stand in several places; each counts it once."))
    if more := left_out(shown):
        lines.append(more)
    return lines


def _below(asked: Asked) -> list[str]:
    query = f"?{asked.query.urlencode()}".removesuffix("?")
    said = {
        "site": settings.SITE_NAME,
        "address": f"{settings.SITE_URL}{reverse('public:statistics')}{query}",
        "day": dates.day_wording(asked.day, get_language() or "fr"),
        "method": f"{settings.SITE_URL}{reverse('public:method')}",
    }
    lines = [
        _("Source: %(site)s, %(address)s") % said,
        _("As of %(day)s. We count what we publish; how, and under which licence: %(method)s")
        % said,
    ]
    if settings.DEMO:
        lines.insert(0, _("FICTIONAL DEMONSTRATION"))
    return lines
