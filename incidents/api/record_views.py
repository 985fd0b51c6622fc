"""Lists and details of the records of incidents: claims, procedures, appearances, sources.

A list is that of the records of the incidents that the filters find, in the order of these. A
record of several incidents is given once, as the document published last has it, with all its
incidents. What no current document has any more shares the fate of the incident that had it.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar

from django.db.models import Model
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from incidents import record_lists
from incidents.api import items, statements
from incidents.api.addresses import absolute, pages_of
from incidents.api.base import PublicView, page_response
from incidents.api.endpoint import Endpoint
from incidents.api.incidents import gone
from incidents.api.shape import Item
from incidents.documents import Document
from incidents.filters import (
    AppearanceFilter,
    ClaimFilter,
    IncidentFilter,
    ProcedureFilter,
    RecordFilter,
)
from incidents.listing import shown_all
from incidents.models import (
    ListedAppearance,
    ListedClaim,
    ListedIncident,
    ListedProcedure,
    Publication,
)
from incidents.record_lists import Record

SOURCES = "sources"
EXPANDS = {SOURCES: _("The sources that it cites, those of its answers too")}


def listed(
    name: str, item: str, filterset: type[RecordFilter], expands: Mapping[str, Any] = EXPANDS
) -> Endpoint:
    """The address of a list of records."""
    return Endpoint(
        name,
        item,
        fields=items.names(item),
        expands=expands,
        orders=tuple(record_lists.ORDERS),
        filters=(filterset, IncidentFilter),
        place=lambda cursor, order: record_lists.read_cursor(cursor, record_lists.ORDERS[order]),
    )


class RecordView(PublicView):
    """What list and detail of a kind share. ``part``: its list in documents; ``anchor``: how its
    place on the page of an incident begins; ``detail``: the route of one."""

    model: ClassVar[type[Model]]
    part: ClassVar[str]
    anchor: ClassVar[str]
    detail: ClassVar[str]

    def items(self, found: Iterable[Record], expand: Sequence[str] = ()) -> list[Item]:
        """Records as their newest documents show them; three queries."""
        records = list(found)
        publications = Publication.objects.in_bulk({each.shown.listed_id for each in records})
        shown = dict(zip(publications, shown_all(publications.values()), strict=True))
        return [self._item(each, shown[each.shown.listed_id], expand) for each in records]

    def _item(self, record: Record, document: Document, expand: Sequence[str]) -> Item:
        public_id = record.shown.public_id
        reference = record.shown.listed.reference
        anchor = f"{self.anchor}-{public_id}"
        found = statements.one(document, self.part, public_id)
        along = {SOURCES: statements.cited(document, found)} if SOURCES in expand else {}
        return {
            "id": public_id,
            "url": absolute(f"api:{self.detail}", public_id),
            "page": pages_of("public:incident", reference, anchor=anchor),
            "incidents": incidents_of(record),
            **found,
            **along,
        }


class RecordList(RecordView):
    """A page of records."""

    def get(self, request: Request) -> Response:
        """The records, how many incidents the filters find, and the neighbours' addresses."""
        asked = self.asked(request)
        selection, order = asked.selection, record_lists.ORDERS[asked.order]
        assert asked.records is not None
        found = record_lists.page(asked.records, selection, asked.cursor, asked.size, order)
        return page_response(
            request,
            [
                self.shaped(each, asked, asked.expand)
                for each in self.items(found.records, asked.expand)
            ],
            (found.next, found.previous),
            incidents=selection.total,
        )


class RecordDetail(RecordView):
    """One record."""

    def get(self, request: Request, public_id: str) -> Response:
        """As its newest document shows it; 410 or 301 as the only incident that had it; 404 for
        what is hidden or does not exist."""
        asked = self.asked(request)
        found = record_lists.of(self.model, public_id)
        if found is None:
            return gone_record(self.part, public_id)
        (item,) = self.items([found], asked.expand)
        return Response(self.shaped(item, asked, asked.expand))


def incidents_of(record: Record) -> list[dict[str, str]]:
    """Which incidents a record is part of, those of the newest documents."""
    rows: list[ListedIncident] = [row.listed for row in record.rows]
    references = [row.reference for row in rows]
    return [{"reference": r, "url": absolute("api:incident", r)} for r in references]


def gone_record(part: str, public_id: str) -> Response:
    """410, 301 or 404 for a record that no current document has: as the last incident that had it,
    where that is public no more. One query, and those of ``gone``."""
    if not record_lists.PUBLIC_ID.fullmatch(public_id):
        raise NotFound
    ended = Publication.objects.ended_with(part, public_id)
    last = ended.values_list("reference", flat=True).first()
    if last is None:
        raise NotFound
    return gone(last)


class ClaimView(RecordView):
    """Claims, each with what answers it."""

    model, part, anchor, detail = ListedClaim, "claims", "claim", "claim"


class ProcedureView(RecordView):
    """Legal follow-ups."""

    model, part, anchor, detail = ListedProcedure, "procedures", "procedure", "procedure"


class AppearanceView(RecordView):
    """Places where content was seen."""

    model, part, anchor, detail = ListedAppearance, "appearances", "appearance", "appearance"


class Claims(ClaimView, RecordList):
    """Who says what, each accusation with the recorded answers to it."""

    endpoint = listed("claims", "claim", ClaimFilter)


class Claim(ClaimView, RecordDetail):
    """One claim, with the recorded answers to it."""

    endpoint = Endpoint("claim", "claim", fields=items.names("claim"), expands=EXPANDS)


class Procedures(ProcedureView, RecordList):
    """The legal and quasi-legal follow-up of incidents."""

    endpoint = listed("procedures", "procedure", ProcedureFilter)


class Procedure(ProcedureView, RecordDetail):
    """One procedure, with its events."""

    endpoint = Endpoint("procedure", "procedure", fields=items.names("procedure"), expands=EXPANDS)


class Appearances(AppearanceView, RecordList):
    """Where content was seen, and what became of it."""

    endpoint = listed("appearances", "appearance", AppearanceFilter)


class Appearance(AppearanceView, RecordDetail):
    """One place where content was seen."""

    endpoint = Endpoint(
        "appearance", "appearance", fields=items.names("appearance"), expands=EXPANDS
    )
