"""The method: how incidents are chosen, verified, worded, followed, corrected and counted."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from incidents.views.page import show


@require_safe
def method(request: HttpRequest) -> HttpResponse:
    """One page; the codebook and the data dictionary have their own."""
    return show(request, "method.html", "method")
