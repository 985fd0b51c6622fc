"""The form that somebody sent to a locked page: it waits in their session until they have shown
who they are, no longer than a session may be idle, and is then taken by the page it was sent to.

Kept are its address and its fields; never files, headers or cookies.
"""

from __future__ import annotations

import time
from typing import Any

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpRequest, QueryDict
from django.utils.datastructures import MultiValueDict

KEY = "staff_waiting"
PROVED_S = 60
"""The browser goes on to the page at once. Whoever opens it later does not mean the old form."""


def keep(request: HttpRequest) -> None:
    """The form waits; of two the last. Its token against forged requests was looked at already."""
    fields = request.POST.copy()
    fields.pop("csrfmiddlewaretoken", None)
    sent = {"path": request.get_full_path(), "post": fields.urlencode()}
    request.session[KEY] = {"at": time.time(), **sent}


def refuse(request: HttpRequest) -> None:
    """Nothing of the form is kept; that one was sent is, so that its author can be told."""
    request.session[KEY] = {"at": time.time()}


def drop(request: HttpRequest) -> None:
    """Nothing waits any more."""
    request.session.pop(KEY, None)


def state(request: HttpRequest) -> str:
    """``kept``, ``lost`` where a form was sent and is not kept, or nothing."""
    form = request.session.get(KEY)
    if form is None:
        return ""
    return "kept" if "post" in form else "lost"


def prove(request: HttpRequest, path: str) -> bool:
    """Its author showed who they are and goes on to this address. False: a form was sent, and they
    have to type it again."""
    form = request.session.pop(KEY, None)
    if form is None:
        return True
    if form.get("path") != path:
        return False
    request.session[KEY] = form | {"proved": time.time()}
    return True


def take(request: HttpRequest) -> None:
    """Where this request goes on after the proof, it becomes the one that was sent: whatever looks
    at requests looks at it, under its own address. What waited too long goes."""
    form = request.session.get(KEY)
    if form is None:
        return
    if is_overdue(form):
        request.session[KEY] = {"at": form["at"]}
    elif time.time() - form.get("proved", 0) <= PROVED_S and _is_for(form, request):
        drop(request)
        # Now: what goes wrong from here on must not make it come twice.
        request.session.save()
        _become(request, form["post"])


def is_overdue(form: dict[str, Any]) -> bool:
    """Whether fields that are kept must go: nobody came, or nobody went on."""
    if "post" not in form:
        return False
    proved = form.get("proved")
    return (
        time.time() - form["at"] > settings.SESSION_IDLE_S
        if proved is None
        else time.time() - proved > PROVED_S
    )


def forget_overdue() -> int:
    """How many forms went out of the sessions of people who did not come back."""
    forgotten = 0
    for key in Session.objects.values_list("pk", flat=True):
        with transaction.atomic():
            forgotten += _forget(key)
    return forgotten


def _forget(key: str) -> bool:
    """Under a lock, so that what the session's owner does meanwhile is not undone."""
    row = Session.objects.select_for_update().filter(pk=key).first()
    content = row.get_decoded() if row else {}
    form = content.get(KEY)
    if row is None or form is None or not is_overdue(form):
        return False
    row.session_data = Session.objects.encode(content | {KEY: {"at": form["at"]}})
    row.save(update_fields=["session_data"])
    return True


def _is_for(form: dict[str, Any], request: HttpRequest) -> bool:
    return request.method == "GET" and request.get_full_path() == form["path"]


def _become(request: Any, post: str) -> None:
    request.method = request.META["REQUEST_METHOD"] = "POST"
    request.content_type = request.META["CONTENT_TYPE"] = "application/x-www-form-urlencoded"
    request.POST, request._files = QueryDict(post), MultiValueDict()
    # Looked at when it was sent; the proof that released it was as well.
    request.csrf_processing_done = True
