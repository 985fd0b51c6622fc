"""What files say of an incident beyond its row in lists, from its document as it is shown."""

from collections.abc import Iterable
from typing import Any

from incidents.codes import NAMED_ROLES
from incidents.dates import read_day
from incidents.documents import Document
from incidents.models import ListedDetail, ListedIncident


def list_details(listed: Iterable[tuple[ListedIncident, Document]]) -> None:
    """Write the rows of incidents, given with their documents."""
    ListedDetail.objects.bulk_create(
        ListedDetail(**detail_of(row, document)) for row, document in listed
    )


def detail_of(listed: ListedIncident, document: Document) -> dict[str, Any]:
    """The columns of one incident. Migration 0028 fills them for older rows, in SQL."""
    verdict, publication = document["verdict"], listed.publication
    return {
        "listed": listed,
        "number": publication.number,
        "digest": publication.digest,
        "original_language": document["original_language"],
        "translation_outdated": document["translation_outdated"],
        "facts_precision": document["facts_date"]["precision"],
        "presented_as": document["presented_as"],
        "synthetic_level": document["synthetic_level"],
        "media": [term["code"] for term in document["media"]],
        "ratings": [term["code"] for term in document["ratings"]],
        "persona": document["persona"]["code"] if document["persona"] else "",
        "spread": document["spread"],
        "sensitivity": document["sensitivity"],
        "verdict_basis_fr": verdict["basis"]["fr"],
        "verdict_basis_en": verdict["basis"]["en"],
        "verdict_on": read_day(verdict["on"]),
        "involved_fr": _involved(document, "fr"),
        "involved_en": _involved(document, "en"),
    }


def _involved(document: Document, language: str) -> list[str]:
    """Who is shown or targeted, each with the role; accusing roles stand where their answers do."""
    return [
        f"{role}: {each['actor']['name'][language]}"
        for role in NAMED_ROLES
        for each in document["involvements"]
        if each["role"] == role
    ]
