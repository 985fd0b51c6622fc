"""The data dictionary as a page, as a table (CSV) and as JSON."""

from dataclasses import asdict

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from incidents import derived
from incidents.data_dictionary import records
from incidents.views.codebook import table
from incidents.views.page import show

COLUMNS = ("record", "field", "type", "unit", "meaning_fr", "meaning_en")


@require_safe
def data_dictionary(request: HttpRequest) -> HttpResponse:
    """The page: each field has an anchor, #RECORD-FIELD."""
    return show(request, "data_dictionary.html", "method", records=records(), schema=derived.SCHEMA)


@require_safe
def data_json(request: HttpRequest) -> HttpResponse:
    """The same, to be read by programs."""
    body = {
        "schema": derived.SCHEMA,
        "licence": settings.DATA_LICENCE,
        "records": [asdict(each) for each in records()],
    }
    return JsonResponse(body, json_dumps_params={"ensure_ascii": False})


@require_safe
def data_csv(request: HttpRequest) -> HttpResponse:
    """The same, a field a line."""
    rows = [
        (record.name, field.name, field.type, field.unit, field.meaning["fr"], field.meaning["en"])
        for record in records()
        for field in record.fields
    ]
    return table(COLUMNS, rows, "vigie-data-dictionary")
