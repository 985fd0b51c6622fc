"""What changed after publication: of the whole site, and of one incident with old and new."""

from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from incidents.api.base import PublicView, absolute, page_of
from incidents.api.incidents import REFERENCE, gone
from incidents.api.parameters import CURSOR, refuse_parameters, single_error
from incidents.api.problems import BadParameters
from incidents.api.records import Record, moment
from incidents.change_log import Change, Step, page, steps
from incidents.codes import ChangeLog
from incidents.compared import Difference
from incidents.keyset import CursorError

LOG = "log"


class Changes(PublicView):
    """Corrections, developments, rights of reply, withdrawals, merges; newest first, 25 a page."""

    def get(self, request: Request) -> Response:
        """A page of one log or of all, and the address of the next one."""
        query = request.query_params
        refuse_parameters(query, (LOG, CURSOR))
        log = _log(query.get(LOG, ""))
        try:
            found = page(log, cursor=query.get(CURSOR, ""))
        except CursorError as error:
            said = _(error.template) % error.params
            raise BadParameters([single_error(CURSOR, said)]) from error
        kept = {LOG: log.value} if log else {}
        address = f"{absolute('api:changes')}?{urlencode(kept | {CURSOR: found.next})}"
        link = address if found.next else None
        headers = {"Link": f'<{address}>; rel="next"'} if link else {}
        body = {"next": link, "results": [_change(each) for each in found.changes]}
        return Response(body, headers=headers)


class IncidentChanges(PublicView):
    """The change log of one incident."""

    def get(self, request: Request, reference: str) -> Response:
        """Every Publication, newest first, with what it changed; 301, 410 and 404 as for the
        incident itself."""
        refuse_parameters(request.query_params)
        if not REFERENCE.fullmatch(reference):
            raise NotFound
        found = steps(reference)
        if not found or found[0].publication.ended_at is not None:
            return gone(reference)
        results = [_step(each) for each in found]
        return Response({"reference": reference, "page": page_of(reference), "results": results})


def _log(asked: str) -> ChangeLog | None:
    if not asked:
        return None
    try:
        return ChangeLog(asked)
    except ValueError as error:
        said = _("One of: %(values)s.") % {"values": ", ".join(ChangeLog)}
        raise BadParameters([single_error(LOG, said)]) from error


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
        "page": page_of(change.reference),
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
