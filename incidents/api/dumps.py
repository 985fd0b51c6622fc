"""The dated dumps: which there are, and each of them."""

import re
from datetime import date
from http import HTTPStatus
from typing import Any

from django.http import HttpResponseBase
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import APIException, NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from incidents.api.addresses import absolute
from incidents.api.base import PublicView
from incidents.api.endpoint import Endpoint
from incidents.open_data import shelf
from incidents.open_data.ranges import Kept, answer, of_path
from incidents.open_data.shelf import Dump

DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


class TakenBack(APIException):
    """A dump that holds what the site took back since."""

    status_code = HTTPStatus.GONE
    default_detail = _("This dump holds what was taken back since: it is given no more.")

    def __init__(self, dump: Dump) -> None:
        super().__init__()
        self.members = {"date": dump.day.isoformat(), "sha256": dump.sha256}


class Dumps(PublicView):
    """The dumps, the newest first."""

    endpoint = Endpoint("dumps", "dumps")

    def get(self, request: Request) -> Response:
        """Date, address, size, digest and numbers of rows of each that is given."""
        self.asked(request)
        return Response({"dumps": [_said(each) for each in shelf.dumps() if each.is_given]})


class OneDump(PublicView):
    """One dump."""

    endpoint = Endpoint("dump", "file")

    def get(self, request: Request, day: str) -> HttpResponseBase:
        """The file, whole or in part; 410 once something in it was taken back."""
        self.asked(request)
        dump = _of(day)
        if dump is None:
            raise NotFound
        if not dump.is_given:
            raise TakenBack(dump)
        kept = Kept(
            name=dump.path.name,
            size=dump.size,
            sha256=dump.sha256,
            made_at=dump.made_at,
            media_type="application/zip",
            read=of_path(dump.path),
        )
        return answer(request._request, kept)


def _of(day: str) -> Dump | None:
    """None for a day that is not written as its address is, too: a dump has one address."""
    if not DAY.fullmatch(day):
        return None
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
