"""Taking back what was done to many incidents: a button in the message that says it was done.

What is needed to undo is kept in the person's own session, a few steps long, and asked for by a
random name: nothing of it comes from the browser.
"""

import secrets
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from incidents.actions import assignment, reviewers
from incidents.actions.assignment import Assigned, Tagged, Undone
from incidents.actions.reviewers import Asked
from incidents.admin.record_form import say
from incidents.input_error import InputError

KEPT = "undo"
STEPS = 10
"""So many steps back: older ones are forgotten."""

NAMED = 5
"""So many incidents are named in a message; the others are counted."""


def offer(request: HttpRequest, words: str, done: Assigned | Tagged | Asked) -> None:
    """Say what was done, with a button that undoes it."""
    token = secrets.token_urlsafe(12)
    kept: list[Any] = request.session.get(KEPT, [])
    request.session[KEPT] = [*kept, [token, _stored(done)]][-STEPS:]
    messages.success(request, _with_button(request, words, token))


def view(page: admin.ModelAdmin) -> Callable[..., HttpResponse]:
    """The address of the button."""

    def undo(request: HttpRequest, token: str) -> HttpResponse:
        back = HttpResponseRedirect(reverse("admin:incidents_incident_changelist"))
        if request.method != "POST":
            return back
        kept = dict(request.session.get(KEPT, []))
        stored = kept.pop(token, None)
        if stored is None:
            messages.warning(request, gettext("This was undone already, or is too long ago."))
            return back
        try:
            _say(request, _undone(stored, request.user))
        except InputError as error:
            messages.error(request, say(error))
            return back
        request.session[KEPT] = [list(item) for item in kept.items()]
        return back

    return undo


def _with_button(request: HttpRequest, words: str, token: str) -> SafeString:
    return format_html(
        '{} <form class="undo" method="post" action="{}">'
        '<input type="hidden" name="csrfmiddlewaretoken" value="{}">'
        '<button class="button" type="submit">{}</button></form>',
        words,
        reverse("admin:incidents_incident_undo", args=[token]),
        get_token(request),
        gettext("Undo"),
    )


def _stored(done: Assigned | Tagged | Asked) -> dict[str, Any]:
    """As a session can hold it: JSON has no numbers for keys."""
    if isinstance(done, Asked):
        return {"kind": done.kind, "asked": list(done.before.items()), "now": done.now}
    if isinstance(done, Assigned):
        return {"before": list(done.before.items()), "now": done.now}
    return asdict(done)


def _undone(stored: dict[str, Any], by: Any) -> Undone:
    if "asked" in stored:
        asked = Asked(stored["kind"], dict(stored["asked"]), stored["now"])
        return reviewers.unask(done=asked, by=by)
    if "before" in stored:
        before = {pk: person for pk, person in stored["before"]}
        return assignment.unassign(done=Assigned(before, stored["now"]), by=by)
    done = Tagged(**(stored | {"incidents": tuple(stored["incidents"])}))
    return assignment.retag(done=done, by=by)


def _say(request: HttpRequest, result: Undone) -> None:
    if result.restored:
        said = ngettext(
            "%(number)d incident is as it was before.",
            "%(number)d incidents are as they were before.",
            result.restored,
        )
        messages.success(request, said % {"number": result.restored})
    if result.changed:
        said = ngettext(
            "%(number)d incident was changed meanwhile and stays as it is: %(names)s.",
            "%(number)d incidents were changed meanwhile and stay as they are: %(names)s.",
            len(result.changed),
        )
        names = ", ".join(str(incident) for incident in result.changed[:NAMED])
        more = "…" if len(result.changed) > NAMED else ""
        messages.warning(request, said % {"number": len(result.changed), "names": names + more})
