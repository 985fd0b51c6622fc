"""What partners send, and what became of it: for the partner's own keys, and nobody else's."""

from contextlib import suppress
from http import HTTPStatus
from typing import Any

from django.db import DataError, IntegrityError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from incidents.actions import submission as actions
from incidents.actions.permission import NotAllowed
from incidents.actions.submission_check import check
from incidents.api import submission_body
from incidents.api.addresses import absolute
from incidents.api.base import PublicView
from incidents.api.endpoint import CURSOR, Endpoint, Parameter
from incidents.api.keys import KeyAuthentication, MayWrite, by_key
from incidents.api.parameters import asked, single_error
from incidents.api.problems import BadParameters
from incidents.api.records import Record
from incidents.api.submission_body import OtherBody, Unprocessable, in_language
from incidents.api.submission_shape import shape
from incidents.codes import State, SubmissionState
from incidents.imports.faults import Fault, Faults, TooMany
from incidents.input_error import InputError, gettext_noop
from incidents.models import Incident, Partner, Submission
from incidents.open_data.documents import moment, pages_of
from incidents.record_lists import PUBLIC_ID

PAGE_SIZE = 25
SENDING = Endpoint("submissions", "receipt")
FROM_NEXT = Parameter(CURSOR, gettext_lazy("from “next”, as it is"))


class PartnerView(PublicView):
    """A view for who has a key."""

    authentication_classes = [KeyAuthentication]
    permission_classes = [MayWrite]

    def get_permissions(self) -> list[Any]:
        """A browser asks before it sends the key: what may be asked is no secret."""
        return [] if self.request.method == "OPTIONS" else [*super().get_permissions()]

    def options(self, request: Any, *args: Any, **kwargs: Any) -> Response:
        """What may be asked."""
        allowed = ", ".join(self.allowed_methods)
        headers = {"Access-Control-Allow-Methods": allowed, "Allow": allowed}
        return Response(status=HTTPStatus.NO_CONTENT, headers=headers)

    def partner(self) -> Partner:
        """Whose key it is."""
        found: Partner = self.request.auth.partner  # type: ignore[union-attr]
        return found


class Submissions(PartnerView):
    """Sending a draft, and the list of what one has sent."""

    endpoint = Endpoint(
        "submissions",
        "submission_standing",
        more=(FROM_NEXT,),
    )

    def endpoint_of(self, method: str) -> Endpoint:
        """Sending takes no parameter."""
        return SENDING if method == "post" else self.endpoint

    def post(self, request: Request) -> Response:
        """201 with the status address; the same key and body again give the same answer."""
        asked(request.query_params, SENDING)
        idempotency_key = submission_body.idempotency_key(request)
        body = submission_body.read(request)
        digest = submission_body.digest_of(body)
        try:
            found = actions.earlier(
                partner=self.partner(), idempotency_key=idempotency_key, digest=digest
            ) or _received(request, idempotency_key, digest, body)
        except actions.OtherContent as error:
            raise OtherBody(in_language(error)) from error
        address = _address(found)
        receipt = {"id": found.public_id, "url": address, "received_at": moment(found.received_at)}
        return Response(receipt, HTTPStatus.CREATED, headers={"Location": address})

    def get(self, request: Request) -> Response:
        """Newest first, 25 a page; a fixed number of queries."""
        self.asked(request)
        mine = Submission.objects.filter(partner=self.partner())
        cursor = request.query_params.get(CURSOR, "")
        rows = actions.with_standing(_after(mine, cursor)).order_by("-pk")
        found = list(rows[: PAGE_SIZE + 1])
        more, found = len(found) > PAGE_SIZE, found[:PAGE_SIZE]
        link = f"{absolute('api:submissions')}?{CURSOR}={found[-1].public_id}" if more else None
        headers = {"Link": f'<{link}>; rel="next"'} if link else {}
        return Response({"next": link, "results": [_told(row) for row in found]}, headers=headers)


class SubmissionView(PartnerView):
    """What became of one submission, and why."""

    endpoint = Endpoint("submission", "submission_standing")

    def get(self, request: Request, public_id: str) -> Response:
        """404 for what another partner sent, as for what nobody sent."""
        self.asked(request)
        if not PUBLIC_ID.fullmatch(public_id):
            raise NotFound
        mine = Submission.objects.filter(partner=self.partner(), public_id=public_id)
        found = actions.with_standing(mine).first()
        if found is None:
            raise NotFound
        return Response(_told(found))


def _received(request: Request, key: str, digest: str, body: Any) -> Submission:
    """Kept as a draft. Raises Unprocessable with every problem of it."""
    faults = Faults()
    checked = None
    with suppress(TooMany):  # it is told as the last of them
        checked = check(shape().read(body, "", faults), faults)
    if faults or checked is None:
        raise Unprocessable(faults.found)
    made: dict[str, Any] = {"idempotency_key": key, "digest": digest, "checked": checked}
    key_used: Any = request.auth
    try:
        with by_key(request):
            return actions.receive(key=key_used, by=request.user, at=timezone.now(), **made)
    except (actions.OtherContent, NotAllowed):
        raise
    except InputError as error:
        raise Unprocessable([Fault("", error)]) from error
    except (IntegrityError, DataError) as error:
        refused = InputError(gettext_noop("the database refuses it as a whole"))
        raise Unprocessable([Fault("", refused)]) from error


def _after(mine: Any, cursor: str) -> Any:
    if not cursor:
        return mine
    known = PUBLIC_ID.fullmatch(cursor) is not None
    place = mine.filter(public_id=cursor).values_list("pk", flat=True).first() if known else None
    if place is None:
        raise BadParameters([single_error(CURSOR, _("This cursor is none of this list."))])
    return mine.filter(pk__lt=place)


def _address(row: Submission) -> str:
    return absolute("api:submission", row.public_id)


def _told(row: Submission) -> Record:
    """All that its sender reads: the state, words meant for the sender, and what is public."""
    state = actions.standing(row)
    messages = list(row.messages.all())
    reason = next((each.text for each in messages if each.about == state), None)
    return {
        "id": row.public_id,
        "url": _address(row),
        "received_at": moment(row.received_at),
        "state": state.value,
        "reason": reason,
        "messages": [
            {"at": moment(each.written_at), "about": each.about or None, "text": each.text}
            for each in messages
        ],
        **_public(row.incident, state),
    }


def _public(incident: Incident | None, state: SubmissionState) -> Record:
    """What the public can read of it: of what it was merged into only where that is public."""
    found: Record = {"reference": None, "page": None, "incident": None, "class": None}
    if incident is None or state not in (
        SubmissionState.PUBLISHED,
        SubmissionState.WITHDRAWN,
        SubmissionState.MERGED,
    ):
        return found
    shown = incident.merged_into or incident
    if shown.state not in (State.PUBLISHED, State.WITHDRAWN) or shown.reference is None:
        return found
    found["reference"] = shown.reference
    if shown.state == State.PUBLISHED:
        found["page"] = pages_of(shown.reference)
        found["incident"] = absolute("api:incident", shown.reference)
    elif shown.pk == incident.pk:
        found["class"] = incident.withdrawal.reason_class.code
    return found
