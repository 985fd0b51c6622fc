"""Asking somebody who is signed in to prove it again, without losing what they just sent."""

from __future__ import annotations

from allauth.account.internal.flows.reauthentication import STATE_SESSION_KEY
from allauth.core.internal.httpkit import serialize_request
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext


def ask(request: HttpRequest) -> HttpResponse:
    """To the page for signing in again, and from there back; a form that was sent is kept
    meanwhile and then taken as if it came now. A script of our pages gets a sentence to show.

    Not kept: a form with a password in it, which would lie in the session in clear, and files.
    """
    if request.headers.get("Sec-Fetch-Mode", "navigate") != "navigate":
        said = gettext("Nobody was here for a while. Reload the page and show that it is you.")
        return JsonResponse({"error": said}, status=401)
    path = request.get_full_path()
    if request.method == "POST":
        path = request.path
        if not any("password" in name for name in request.POST):
            request.session[STATE_SESSION_KEY] = {"request": serialize_request(request)}
    else:
        request.session.pop(STATE_SESSION_KEY, None)
    return HttpResponseRedirect(f"{reverse('account_reauthenticate')}?{urlencode({'next': path})}")
