"""The dated dumps: which there are, and each of them."""

from datetime import date
from http import HTTPStatus
from typing import Any

from django.http import HttpResponseBase
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import APIException, NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from incidents.api.base import PublicView, absolute
from incidents.api.parameters import refuse_parameters
from incidents.open_data import shelf
from incidents.open_data.ranges import file_answer
from incidents.open_data.shelf import Dump


class TakenBack(APIException):
    """A dump that holds what the site took back since."""

    status_code = HTTPStatus.GONE
    default_detail = _("This dump holds what was taken back since: it is given no more.")

    def __init__(self, dump: Dump) -> None:
        super().__init__()
        self.members = {"date": dump.day.isoformat(), "sha256": dump.sha256}


class Dumps(PublicView):
    """The dumps, the newest first."""

    def get(self, request: Request) -> Response:
        """Date, address, size, digest and numbers of rows of each that is given."""
        refuse_parameters(request.query_params)
        return Response({"dumps": [_said(each) for each in shelf.dumps() if each.is_given]})


class OneDump(PublicView):
    """One dump."""

    def get(self, request: Request, day: str) -> HttpResponseBase:
        """The file, whole or in part; 410 once something in it was taken back."""
        refuse_parameters(request.query_params)
        dump = _of(day)
        if dump is None:
            raise NotFound
        if not dump.is_given:
            raise TakenBack(dump)
        given: Any = {"etag": dump.sha256, "made_at": dump.made_at}
        return file_answer(request._request, dump.path, media_type="application/zip", **given)


def _of(day: str) -> Dump | None:
    try:
        return shelf.dump_of(date.fromisoformat(day))
    except ValueError:
        return None


def _said(dump: Dump) -> dict[str, Any]:
    return {
        "date": dump.day.isoformat(),
        "url": absolute("api:dump", dump.day.isoformat()),
        "size": dump.size,
        "sha256": dump.sha256,
        "licence": dump.licence,
        "incidents": dump.incidents,
        "rows": dump.rows,
    }
