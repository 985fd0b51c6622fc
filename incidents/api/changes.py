"""What changed after publication: of the whole site, and of one incident with old and new."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from incidents.api import items
from incidents.api.base import PublicView, page_response
from incidents.api.endpoint import Endpoint, Parameter
from incidents.api.incidents import REFERENCE, gone
from incidents.api.records import Record
from incidents.change_keys import read_cursor
from incidents.change_log import Change, Step, page, steps
from incidents.codes import ChangeLog
from incidents.compared import Difference
from incidents.open_data.documents import moment, pages_of

LOG = "log"


def _place(cursor: str, _order: str) -> Any:
    return read_cursor(cursor)


class ChangeList(PublicView):
    """A log of what changed after publication, or all of them; newest first, 25 a page."""

    def page(self, request: Request, log: ChangeLog | None) -> Response:
        """A page of the log, and the address of the next one."""
        asked = self.asked(request)
        found = page(log, cursor=asked.cursor, size=asked.size)
        return page_response(
            request,
            [self.shaped(_change(each), asked) for each in found.changes],
            (found.next, ""),
        )


class Changes(ChangeList):
    """Corrections, developments, rights of reply, withdrawals, merges."""

    endpoint = Endpoint(
        "changes",
        "change",
        fields=items.names("change"),
        more=(Parameter(LOG, _("Which log; without it, all of them"), tuple(ChangeLog)),),
        place=_place,
    )

    def get(self, request: Request) -> Response:
        """A page of one log or of all."""
        self.asked(request)
        log = request.query_params.get(LOG)
        return self.page(request, ChangeLog(log) if log else None)


class Corrections(ChangeList):
    """Corrections, which ``changes`` has with the others."""

    endpoint = Endpoint("corrections", "change", fields=items.names("change"), place=_place)

    def get(self, request: Request) -> Response:
        """A page of corrections."""
        return self.page(request, ChangeLog.CORRECTIONS)


class IncidentChanges(PublicView):
    """The change log of one incident."""

    endpoint = Endpoint("incident_changes", "incident_changes")

    def get(self, request: Request, reference: str) -> Response:
        """Every Publication, newest first, with what it changed; 301, 410 and 404 as for the
        incident itself."""
        self.asked(request)
        if not REFERENCE.fullmatch(reference):
            raise NotFound
        found = steps(reference)
        if not found or found[0].publication.ended_at is not None:
            return gone(reference)
        results = [_step(each) for each in found]
        return Response({"reference": reference, "page": pages_of(reference), "results": results})


def _change(change: Change) -> Record:
    return {
        "reference": change.reference,
        "kind": change.kind,
        "at": moment(change.at),
        "number": change.number or None,
        "class": change.reason,
        "title": change.title,
        "notice": None if change.is_guarded else change.notice,
        "merged_into": change.into or None,
        "page": pages_of(change.reference),
    }


def _step(step: Step) -> Record:
    publication = step.publication
    return {
        "number": publication.number,
        "kind": publication.kind,
        "published_at": moment(publication.published_at),
        "digest": publication.digest,
        "class": step.reason,
        "notice": None if step.is_guarded else step.notice,
        "changes": [_difference(each) for each in step.differences],
    }


def _difference(each: Difference) -> Record:
    """``answered_by`` has what stands beside a record that accuses, the words included."""
    found: Record = {
        "record": each.part,
        "id": each.key or None,
        "field": each.field or None,
        "language": each.language or None,
        "words_shown": not each.hidden,
        "old": each.old,
        "new": each.new,
    }
    if each.accusation:
        found["answered_by"] = [_answer(claim) for claim in each.answers]
        found["replies"] = list(each.replies)
    return found


def _answer(claim: dict[str, Any]) -> Record:
    return {name: claim[name] for name in ("id", "stance", "speaker", "summary")}
