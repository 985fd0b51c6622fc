"""What the workbench's page asks for and does: small answers in JSON, every write an action.

A refusal is `{"error": sentence}` with status 400, in the reader's language; who may not see the
transcript, or not do this, gets 403 as from a page. Where somebody else was first it is 409, with
what is seen from then on.
"""

from collections.abc import Callable
from functools import wraps

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseNotAllowed, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from django.utils.translation import gettext, ngettext

from incidents.actions import redaction, voices
from incidents.actions.record import ChangedMeanwhile
from incidents.admin import workbench_rows, workbench_search, workbench_writes
from incidents.admin.passages import passage_at
from incidents.admin.record_form import say
from incidents.admin.workbench_input import check_may, number, position_range
from incidents.input_error import InputError
from incidents.models import Transcript
from incidents.timecode import to_ms

Answer = workbench_rows.Values
Work = Callable[[HttpRequest, Transcript], Answer]

MAX_ROWS = 200
"""Passages in one answer."""

MAX_CITED = 100
"""Citations in one answer."""


def urls(page: admin.ModelAdmin) -> list[URLPattern]:
    """The addresses under a transcript's own; `reverse("admin:incidents_transcript_<name>")`."""
    reads: dict[str, Work] = {
        "segments": _segments,
        "find": _find,
        "at": _at,
        "cited": _cited,
        "consequences": _consequences,
    }
    writes: dict[str, Work] = {
        "assign": workbench_writes.assign,
        "accept": workbench_writes.accept,
        "redact": workbench_writes.redact,
        "correct": workbench_writes.correct,
    }
    answers = [(name, _answer(page, "GET", work)) for name, work in reads.items()]
    answers += [(name, _answer(page, "POST", work)) for name, work in writes.items()]
    return [
        path(
            f"<int:pk>/{name}/",
            page.admin_site.admin_view(view),
            name=f"incidents_transcript_{name}",
        )
        for name, view in answers
    ]


def _answer(page: admin.ModelAdmin, method: str, work: Work) -> Callable[..., HttpResponseBase]:
    """The view around one piece of work: method, transcript, permission, refusals."""

    @wraps(work)
    def view(request: HttpRequest, pk: int) -> HttpResponseBase:
        if request.method != method:
            return HttpResponseNotAllowed([method])
        transcript = get_object_or_404(Transcript.objects.select_related("source"), pk=pk)
        if not page.has_view_permission(request, transcript):
            raise PermissionDenied
        try:
            return JsonResponse(work(request, transcript))
        except ChangedMeanwhile as error:
            return JsonResponse({"error": say(error), "seen": voices.seen_now()}, status=409)
        except InputError as error:
            return JsonResponse({"error": say(error)}, status=400)

    return view


def _segments(request: HttpRequest, transcript: Transcript) -> Answer:
    first = number(request.GET.get("from"), 0, max(transcript.size - 1, 0))
    count = number(request.GET.get("count", "100"), 1, MAX_ROWS)
    return {"rows": workbench_rows.rows(transcript, first, count)}


def _find(request: HttpRequest, transcript: Transcript) -> Answer:
    hits = workbench_search.find(transcript, request.GET.get("q", "").replace("\0", ""))
    return {"positions": hits.positions, "more": hits.more}


def _at(request: HttpRequest, transcript: Transcript) -> Answer:
    """The position at a time, `MM:SS`; a number without a colon counts passages from 1."""
    asked = request.GET.get("time", "").strip()
    if asked.isascii() and asked.isdecimal():
        return {"n": number(asked, 1, transcript.size) - 1}
    return {"n": passage_at(transcript, to_ms(asked)).position}


def _cited(request: HttpRequest, transcript: Transcript) -> Answer:
    begin = number(request.GET.get("from", "0"), 0, 1_000_000)
    found = workbench_rows.cited(transcript, begin, MAX_CITED + 1)
    return {"cited": found[:MAX_CITED], "more": len(found) > MAX_CITED}


def _consequences(request: HttpRequest, transcript: Transcript) -> Answer:
    """What redacting these passages would do, before it is done."""
    check_may(request, "add_redaction")
    first, last = position_range(request.GET, transcript)
    found = redaction.consequences(transcript=transcript, first=first, last=last)
    said = [
        ngettext(
            "%(count)d passage will be hidden from the public, for ever.",
            "%(count)d passages will be hidden from the public, for ever.",
            found.passages,
        )
        % {"count": found.passages}
    ]
    if found.references:
        names = ", ".join(found.references)
        said.append(gettext("Published incidents that change: %(names)s.") % {"names": names})
    if found.reports:
        names = ", ".join(map(str, found.reports))
        said.append(gettext("Issued reports that hold these words: %(names)s.") % {"names": names})
    if found.unplaced:
        unplaced = ngettext(
            "%(count)d quote of this source has no passage and stays as it is: look at it.",
            "%(count)d quotes of this source have no passage and stay as they are: look at them.",
            found.unplaced,
        )
        said.append(unplaced % {"count": found.unplaced})
    return {"said": said}
