"""What goes out comes in again: a document and the draft made of it say the same.

But for: ids of records and their references among one another (each register has its own), the
passages of transcripts (no document has them: citations keep quotes and lose their seconds), the
digest of a source's original bytes, statements of reasons without a UUID (the platform's own id is
not public), and rights of reply, which were asked of another register.
"""

from collections.abc import Iterator
from typing import Any

import pytest

from incidents import models
from incidents.codes import ImportFormat
from incidents.imports.mapping import Mapping
from incidents.projection import document
from tests.imports.files import carry_out, ndjson
from tests.whole_incident import whole_incident

pytestmark = pytest.mark.django_db

MAPPING = Mapping.from_data({"dataset": "Vigie", "make_registers": True})
LOST = {
    **{name: None for name in ("transcript", "first", "last", "start_ms", "end_ms")},
    **{"moment_url": None, "made_by": None, "newer": None, "low_confidence": False},
    "redacted": False,
}
"""What a citation without its passages says."""


def taken(*documents: dict[str, Any], mapping: Mapping = MAPPING) -> models.Import:
    lines = ({"reference": f"INC-{n}", "content": d} for n, d in enumerate(documents, 1))
    return carry_out(ndjson(*lines), mapping, format=ImportFormat.NDJSON)


def comparable(document: dict[str, Any]) -> dict[str, Any]:
    """Ids by their order in the document, and without what is named above."""
    order: dict[str, str] = {}
    for name in ("involvements", "appearances", "claims", "procedures", "sources"):
        for number, each in enumerate(document[name]):
            order[each["id"]] = f"{name} {number}"
    for procedure in document["procedures"]:
        for number, event in enumerate(procedure["events"]):
            order[event["id"]] = f"{order[procedure['id']]} event {number}"
            said = event["statement_of_reasons"]
            if said and not said["uuid"]:
                event["statement_of_reasons"] = None
    found: dict[str, Any] = _renamed(document, order)
    found["replies"] = []
    for source in found["sources"]:
        source |= {"digest": "", "transcript": None, "redacted": []}
    return found


def _renamed(value: Any, order: dict[str, str]) -> Any:
    if isinstance(value, dict):
        made = {name: _renamed(each, order) for name, each in value.items()}
        if "quote" in made:
            made |= LOST | {"lang": "", "quote": made["quote"]}
        return made
    if isinstance(value, list):
        return [_renamed(each, order) for each in value]
    return order.get(value, value) if isinstance(value, str) else value


def differences(one: Any, other: Any, place: str = "") -> Iterator[str]:
    """Each place where two documents differ."""
    if isinstance(one, dict) and isinstance(other, dict) and one.keys() == other.keys():
        for name, value in one.items():
            yield from differences(value, other[name], f"{place}/{name}")
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for number, (ours, theirs) in enumerate(zip(one, other, strict=True)):
            yield from differences(ours, theirs, f"{place}/{number}")
    elif one != other:
        yield f"{place}: {one!r} is {other!r}"


def forget() -> None:
    """An empty register: vocabularies, and neither incidents nor actors."""
    from django.db import connection

    kept = {"term", "jurisdiction", "platform", "legalbasis"}
    tables = [
        m._meta.db_table
        for m in models.Incident._meta.apps.get_app_config("incidents").get_models(
            include_auto_created=True
        )
        if m._meta.model_name not in kept
    ]
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET session_replication_role = replica")
        for table in tables:
            cursor.execute(f"DELETE FROM {table}")
        cursor.execute("RESET session_replication_role; SET CONSTRAINTS ALL DEFERRED")


def test_a_whole_document_comes_in_as_it_went_out() -> None:
    incident = whole_incident()
    before = document(incident)
    forget()

    taken(before)

    after = document(models.Incident.objects.get())
    assert list(differences(comparable(before), comparable(after))) == []
