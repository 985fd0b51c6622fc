"""Each picture of the statistics as a file (SVG, PNG), and the numbers it shows (CSV)."""

from collections.abc import Callable, Iterator, Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from incidents import balance, cells
from incidents.filters.refusal import lines, refused
from incidents.stats import Days
from incidents.views import filtering, pictures
from incidents.views.exhibits import KEYS, Asked, exhibit
from incidents.views.matrices import Matrix, balance_sheet, party_roles, steps
from incidents.views.page import today
from incidents.views.pictures import Shown
from incidents.views.png import png
from incidents.views.responses import Responses, responses

TYPES = {
    "svg": "image/svg+xml; charset=utf-8",
    "png": "image/png",
    "csv": "text/csv; charset=utf-8",
}
Line = Sequence[str | int | float | None]


@require_safe
def chart(request: HttpRequest, chart: str, form: str) -> HttpResponse:
    """One picture, or its numbers, under the filter of the address. A filter that can't be read is
    refused."""
    if form not in TYPES or chart not in SHOWN:
        raise Http404
    day = today()
    filterset = filtering.filters(request, day)
    if not filterset.is_valid():
        return refused(lines(filterset.problems))
    asked = Asked(filterset, day)
    shown = SHOWN[chart](asked)
    if form == "csv":
        content = written(shown)
    else:
        chips = filtering.chips(filterset, request)
        content = pictures.framed(shown, asked, [(chip.label, chip.value) for chip in chips])
        content = png(content) if form == "png" else content
    response = HttpResponse(content, content_type=TYPES[form])
    kind = "attachment" if form == "csv" else "inline"
    response.headers["Content-Disposition"] = f'{kind}; filename="vigie-{chart}.{form}"'
    return response


def written(shown: Shown) -> bytes:
    """The numbers as a table: the same rows as on the page, all of them, and the number of
    different incidents in the last line. UTF-8 with its mark, so that spreadsheets read it."""
    return cells.table(_lines(shown))


def _lines(shown: Shown) -> Iterator[Line]:
    match shown:
        case Matrix():
            yield ["code", _("Party"), *shown.heads]
            for line in shown.rows:
                yield [line.slug, line.label, *(cell.count for cell in line.cells)]
            yield ["", shown.total_label, shown.distinct]
        case Responses():
            yield [
                *("code", _("Platform"), _("Notices"), _("Receipt known"), _("Decision known")),
                _("No answer known"),
                *(f"{_('Days to receipt')} – {each}" for each in _of_days()),
                *(f"{_('Days to decision')} – {each}" for each in _of_days()),
            ]
            for name, found in shown.every:
                counts = (found.notices, found.received, found.decided, found.silent)
                days = (*_days(found.to_receipt), *_days(found.to_decision))
                yield [found.platform, name, *counts, *days]
        case _:
            yield ["code", shown.heading, _("Incidents")]
            for row in shown.rows:
                yield [row.code, row.label, row.count]
            yield ["", shown.total_label, shown.distinct]


def _of_days() -> tuple[str, ...]:
    return _("known"), _("median"), _("least"), _("most")


def _days(days: Days) -> Line:
    return [days.known, days.median, days.least, days.most]


def _of_parties(asked: Asked) -> list[balance.Line]:
    return balance.of_parties(asked.rows, everything=not asked.is_part)


def _exhibit(key: str) -> Callable[[Asked], Shown]:
    return lambda asked: exhibit(key, asked)


SHOWN: dict[str, Callable[[Asked], Shown]] = {
    **{key: _exhibit(key) for key in KEYS},
    "party_role": lambda asked: party_roles(asked, _of_parties(asked)),
    "balance": lambda asked: balance_sheet(asked, _of_parties(asked)),
    "funnel": steps,
    "response": responses,
}
"""Every picture by the name it has in its address."""
