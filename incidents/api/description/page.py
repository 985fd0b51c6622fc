"""The page of the API, made from its description: no script, nothing from elsewhere."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from incidents.api.description.generator import document


@require_safe
def api_docs(request: HttpRequest) -> HttpResponse:
    """Each operation, type of problem and record has an anchor."""
    context = {"section": "method", "document": document(get_language() or "fr")}
    return render(request, "public/api_docs.html", context)
