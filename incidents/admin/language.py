"""The language of the staff pages."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST


@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Keep the choice with the account and go back to where it was made, on this site only."""
    chosen = request.POST.get("language", "")
    if chosen in dict(settings.LANGUAGES):
        user: Any = request.user
        user.language = chosen
        user.save(update_fields=["language"])
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = reverse("admin:index")
    return HttpResponseRedirect(back)
