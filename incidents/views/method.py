"""The method, and the vocabulary incidents are described in."""

from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from incidents.codes import Scheme
from incidents.models import Term
from incidents.views.page import show


@require_safe
def method(request: HttpRequest) -> HttpResponse:
    """How incidents are chosen, verified, worded, corrected; every term with its meaning."""
    return show(request, "method.html", "method", vocabulary=_vocabulary())


def _vocabulary() -> list[dict[str, Any]]:
    """Terms by scheme, in the order of the schemes' list; retired terms too: records keep them."""
    terms = Term.objects.order_by("scheme", "position", "code")
    found = {scheme: list(those) for scheme, those in groupby(terms, key=lambda t: t.scheme)}
    return [
        {"code": scheme.value, "terms": [_term(t) for t in found[scheme.value]]}
        for scheme in Scheme
        if scheme.value in found
    ]


def _term(term: Term) -> dict[str, Any]:
    return {
        "code": term.code,
        "label": {"fr": term.label_fr, "en": term.label_en},
        "definition": {"fr": term.definition_fr, "en": term.definition_en},
        "source": term.source,
    }
