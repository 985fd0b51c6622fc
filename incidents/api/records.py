"""Incidents as the API gives them. Full content is the Publication's document, as it is shown."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from incidents.api import statements
from incidents.api.addresses import absolute
from incidents.codes import LegalStatus
from incidents.documents import Document
from incidents.listing import as_published
from incidents.models import ListedIncident, Publication, Withdrawal
from incidents.open_data.documents import as_shown, identity, moment

Record = dict[str, Any]
PARTS = ("involvements", "appearances", "claims", "procedures", "replies", "sources")
"""Lists of records in a document that can be given along with an incident of the list."""


def listed(row: ListedIncident, today: date) -> Record:
    """One incident of the list: what a table of incidents needs. ``legal_statuses`` are as of
    ``today``, as in the filter; everything else stands in the Publication."""
    publication = row.publication
    return {
        **_identity(publication),
        "title": {"fr": row.title_fr, "en": row.title_en},
        "summary": {"fr": row.summary_fr, "en": row.summary_en},
        "verdict": row.verdict,
        "election": row.election or None,
        "propositions": row.propositions,
        "legal_statuses": _statuses(row, today),
        **row.card,
        "claims": row.claims,
        "denials": row.denials,
    }


def published(publication: Publication) -> Record:
    """One incident whole, as a line of the exports has it, and where more is to be asked for."""
    return _identity(publication) | as_shown(as_published(publication))


def expanded(shown: Document, expand: Sequence[str]) -> Record:
    """What is given along with an incident of the list, from its document as it is shown."""
    whole = {"content": shown} if "content" in expand else {}
    parts = {name: statements.part(shown, name) for name in PARTS if name in expand}
    return whole | ({"records": parts} if parts else {})


def withdrawn(withdrawal: Withdrawal) -> Record:
    """What remains of a withdrawn incident: reference, dates, class of the reason."""
    return {
        "reference": withdrawal.reference,
        "first_published_at": moment(withdrawal.first_published_at),
        "withdrawn_at": moment(withdrawal.withdrawn_at),
        "class": reason_class(withdrawal.reason_class),
    }


def reason_class(term: Any) -> Mapping[str, Any]:
    """The class of the reason of a withdrawal."""
    return {"code": term.code, "label": {"fr": term.label_fr, "en": term.label_en}}


def _identity(publication: Publication) -> Record:
    return identity(publication) | {
        "url": absolute("api:incident", publication.reference),
        "changes": absolute("api:incident_changes", publication.reference),
    }


def _statuses(row: ListedIncident, today: date) -> list[str]:
    overdue = row.review_due_on is not None and row.review_due_on <= today
    return row.legal_statuses + ([LegalStatus.NOTHING_FOLLOWED.value] if overdue else [])
