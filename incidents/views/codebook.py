"""The codebook: every code that the public reads, with its meaning, in both languages; as a page,
as a table (CSV) and as JSON. Made from the vocabularies and the enums: nothing is said twice."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import translation
from django.views.decorators.http import require_safe

from incidents import cells, labels
from incidents.codes import Scheme
from incidents.labels.public import PUBLIC
from incidents.models import Term
from incidents.views.codebook_words import EVERY, LISTS
from incidents.views.page import show

Bilingual = dict[str, str]
COLUMNS = (
    *("list", "code", "label_fr", "label_en", "definition_fr", "definition_en"),
    *("source", "valid_from", "valid_to", "replaced_by"),
)


@dataclass(frozen=True)
class Code:
    """One code. Dates are ISO 8601, "" where there is no limit."""

    code: str
    label: Bilingual
    definition: Bilingual
    source: str
    valid_from: str = ""
    valid_to: str = ""
    replaced_by: str = ""


@dataclass(frozen=True)
class CodeList:
    """One list of codes; `dated`: it says from when to when its codes are used."""

    code: str
    title: Bilingual
    codes: Sequence[Code]
    dated: bool = False


@require_safe
def codebook(request: HttpRequest) -> HttpResponse:
    """The page: each code has an anchor, #LIST-CODE. One query."""
    found = lists()
    number = sum(len(each.codes) for each in found)
    return show(request, "codebook.html", "method", lists=found, number=number)


@require_safe
def codebook_json(request: HttpRequest) -> HttpResponse:
    """The same, to be read by programs."""
    body = {"licence": settings.DATA_LICENCE, "lists": [asdict(each) for each in lists()]}
    return JsonResponse(body, json_dumps_params={"ensure_ascii": False})


@require_safe
def codebook_csv(request: HttpRequest) -> HttpResponse:
    """The same, a code a line."""
    rows = [(each.code, *_cells(code)) for each in lists() for code in each.codes]
    return table(COLUMNS, rows, "vigie-codebook")


def table(columns: Sequence[str], rows: Iterable[Sequence[str]], name: str) -> HttpResponse:
    """Rows as a CSV file in UTF-8, with the mark by which spreadsheets know it."""
    content = cells.table([columns, *rows])
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def lists() -> list[CodeList]:
    """Vocabularies first, in the order of their list, then behavioural codes. One query."""
    terms = Term.objects.order_by("scheme", "position", "code").select_related("replaced_by")
    found = {scheme: list(those) for scheme, those in groupby(terms, key=lambda t: t.scheme)}
    vocabularies = [
        CodeList(
            scheme.value,
            _said(lambda scheme=scheme: labels.label(scheme)),
            [_term(term) for term in found[scheme.value]],
            dated=True,
        )
        for scheme in Scheme
        if scheme.value in found
    ]
    return [*vocabularies, *(_behavioural(name) for name in LISTS)]


def _behavioural(name: str) -> CodeList:
    title, source = LISTS[name]
    meanings = EVERY.get(PUBLIC[name], {})
    return CodeList(
        name,
        _said(lambda: str(title)),
        [
            Code(
                code.value,
                _said(lambda code=code: labels.label(code)),
                _said(lambda code=code: str(meanings.get(code, ""))),
                str(source),
            )
            for code in PUBLIC[name]
        ],
    )


def _said(words: Any) -> Bilingual:
    """Something translated, in both languages."""
    found = {}
    for language in ("fr", "en"):
        with translation.override(language):
            found[language] = words()
    return found


def _term(term: Term) -> Code:
    return Code(
        term.code,
        {"fr": term.label_fr, "en": term.label_en},
        {"fr": term.definition_fr, "en": term.definition_en},
        term.source,
        term.valid_from.isoformat() if term.valid_from else "",
        term.valid_to.isoformat() if term.valid_to else "",
        term.replaced_by.code if term.replaced_by else "",
    )


def _cells(code: Code) -> list[str]:
    both = [code.label["fr"], code.label["en"], code.definition["fr"], code.definition["en"]]
    return [code.code, *both, code.source, code.valid_from, code.valid_to, code.replaced_by]
