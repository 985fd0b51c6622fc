"""The page of the API, made from its description: no script, nothing from elsewhere."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from incidents.api.description.answers import answers
from incidents.api.description.generator import document
from incidents.api.description.operations import table
from incidents.api.description.sheet import groups
from incidents.api.description.types import component
from incidents.api.problem_kinds import KINDS


@require_safe
def api_docs(request: HttpRequest) -> HttpResponse:
    """Each operation, record and type of problem has an anchor. No query."""
    found = document(get_language() or "fr")
    context = {
        "section": "method",
        "document": found,
        "groups": groups(found),
        "rules": table().rules,
        "problems": KINDS,
        "records": [(component(each.name), each) for each in answers()],
    }
    return render(request, "public/api_docs.html", context)
