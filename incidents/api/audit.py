"""The heads of the audit, as ``verify_audit --heads`` reads them back."""

import json
from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response

from incidents.api.base import PublicView
from incidents.api.endpoint import Endpoint
from incidents.audit import head_bytes
from incidents.models import AuditHead
from incidents.stored_audit import as_head, moment

NEWEST = 366


class AuditHeads(PublicView):
    """The heads of about a year, newest first. Two queries."""

    endpoint = Endpoint("audit_heads", "audit_heads")

    def get(self, request: Request) -> Response:
        """Each as it is hashed, with its digest and its time stamps."""
        self.asked(request)
        rows = AuditHead.objects.order_by("-count").prefetch_related("stamps")[:NEWEST]
        return Response({"heads": [_head(row) for row in rows]})


def _head(row: AuditHead) -> dict[str, Any]:
    stamps = [
        {"authority": each.authority, "url": each.url, "stamped_at": moment(each.stamped_at)}
        for each in row.stamps.all()
    ]
    hashed: dict[str, Any] = json.loads(head_bytes(as_head(row)))
    return hashed | {"digest": row.digest, "stamps": stamps}
