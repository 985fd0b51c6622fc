"""Asking somebody who is signed in to prove it again, without losing what they just sent."""

from __future__ import annotations

from allauth.account.internal.flows.reauthentication import STATE_SESSION_KEY
from allauth.core.internal.httpkit import serialize_request
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode


def ask(request: HttpRequest) -> HttpResponseRedirect:
    """To the page for signing in again, and from there back; a form that was sent is kept
    meanwhile and then taken as if it came now.

    Not kept: a form with a password in it, which would lie in the session in clear, and files.
    """
    path = request.get_full_path()
    if request.method == "POST":
        path = request.path
        if not any("password" in name for name in request.POST):
            request.session[STATE_SESSION_KEY] = {"request": serialize_request(request)}
    else:
        request.session.pop(STATE_SESSION_KEY, None)
    return HttpResponseRedirect(f"{reverse('account_reauthenticate')}?{urlencode({'next': path})}")
