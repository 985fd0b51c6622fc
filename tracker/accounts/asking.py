"""Asking somebody who is signed in to prove it again, without losing what they just sent."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext

from incidents.admin.sign_in_again import may_wait
from tracker.accounts import waiting


def ask(request: HttpRequest) -> HttpResponse:
    """To the page for signing in again, and from there back; a form that was sent waits meanwhile
    (``waiting``), unless its page may hold what must not lie in a session, and then its author is
    told. A script of our pages gets a sentence to show.
    """
    if request.headers.get("Sec-Fetch-Mode", "navigate") != "navigate":
        said = gettext("Nobody was here for a while. Reload the page and show that it is you.")
        return JsonResponse({"error": said}, status=401)
    match = request.resolver_match
    if request.method != "POST":
        waiting.drop(request)
    elif match and may_wait(match.view_name):
        waiting.keep(request)
    else:
        waiting.refuse(request)
    query = urlencode({"next": request.get_full_path()})
    return HttpResponseRedirect(f"{reverse('account_reauthenticate')}?{query}")
