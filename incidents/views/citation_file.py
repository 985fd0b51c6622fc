"""The citation of a version of an incident, as a file that reference managers read."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from incidents.history import numbered, versions
from incidents.listing import shown
from incidents.views.citation import FILES, work_of
from incidents.views.page import today
from incidents.views.version import refusal


@require_safe
def citation_file(request: HttpRequest, reference: str, number: int, end: str) -> HttpResponse:
    """The citation in the format that the end of the file's name says; where the version may not be
    read, what its page answers."""
    made = versions(reference)
    asked = numbered(made, number)
    if asked is None:
        raise Http404
    refused = refusal(request, made, asked)
    if refused is not None:
        return refused
    work = work_of(asked.publication, shown(asked.publication))
    _name, kind, write = FILES[end]
    response = HttpResponse(write(work, today()), content_type=f"{kind}; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{work.key}.{end}"'
    response.headers["X-Robots-Tag"] = "noindex"
    return response
