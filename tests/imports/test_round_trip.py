"""What goes out comes in again: a document and the draft made of it say the same.

But for: ids of records and their references among one another (each register has its own), the
passages of transcripts (no document has them: citations keep quotes and lose their seconds), the
digest of a source's original bytes, statements of reasons without a UUID (the platform's own id is
not public), and rights of reply, which were asked of another register.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client

from incidents import models
from incidents.codes import ImportFormat
from incidents.imports.mapping import Mapping, shipped
from incidents.projection import document
from tests.imports.files import carry_out, ndjson, problems, stage
from tests.views import published
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


def forget(*others: str) -> None:
    """An empty register: vocabularies, and neither incidents nor actors, but for ``others``."""
    kept = {"term", "jurisdiction", "platform", "legalbasis", *others}
    ours = apps.get_app_config("incidents").get_models(include_auto_created=True)
    gone = [model._meta.db_table for model in ours if model._meta.model_name not in kept]
    steps = [
        "SET CONSTRAINTS ALL IMMEDIATE; SET session_replication_role = replica",
        *(f"DELETE FROM {table}" for table in gone),
        "RESET session_replication_role; SET CONSTRAINTS ALL DEFERRED",
    ]
    with connection.cursor() as cursor:
        cursor.execute("; ".join(steps))


def test_a_whole_document_comes_in_as_it_went_out() -> None:
    incident = whole_incident()
    before = document(incident)
    forget()

    taken(before)

    after = document(models.Incident.objects.get())
    assert list(differences(comparable(before), comparable(after))) == []


def test_the_same_export_again_changes_nothing() -> None:
    before = document(whole_incident())
    forget()
    taken(before)

    lines = ndjson({"reference": "INC-1", "content": before})
    again = stage(lines, MAPPING, format=ImportFormat.NDJSON)

    assert again.counts == {"matched": 1, "proposed": 0}


def test_a_statement_that_two_documents_tell_comes_in_once() -> None:
    one = whole_incident()
    other = models.Incident.objects.create(title_fr="Autre", jurisdiction=one.jurisdiction)
    for claim in one.claims.all():
        claim.incidents.add(other)
    documents = [document(one), document(other)]
    forget()

    taken(*documents)

    made = models.Incident.objects.order_by("pk")
    assert models.Claim.objects.count() == 2
    for incident, told in zip(made, documents, strict=True):
        assert list(differences(comparable(told), comparable(document(incident)))) == []


def test_without_leave_no_actor_and_no_election_is_made() -> None:
    """What needs somebody whom the register lacks is refused, by name and slug."""
    before = document(whole_incident())
    forget("election")

    mapping = MAPPING.but(make_registers=False)
    batch = stage(
        ndjson({"reference": "INC-1", "content": before}), mapping, format=ImportFormat.NDJSON
    )

    (line,) = {line for line, _column, _name, _said in problems(batch)}
    assert line == 1
    assert all("nobody in the register is" in said for *_place, said in problems(batch))
    assert not models.Actor.objects.exists()


def test_an_involvement_of_somebody_unknown_is_proposed() -> None:
    made = document(whole_incident())
    named = made["claims"][1]["speaker"]["actor"]
    tie = made["involvements"][0] | {"actor": named}
    least = made | {name: [] for name in ("claims", "procedures", "incident_citations")}
    least |= {"involvements": [tie | {"citations": []}], "appearances": [], "sources": []}
    forget("election")

    taken(least, mapping=MAPPING.but(make_registers=False))

    assert models.ProposedActor.objects.get().name == named["name"]["fr"]
    assert not models.Actor.objects.exists()


FIELDS = (
    *("title_fr", "title_en", "summary_fr", "summary_en", "original_language", "verdict"),
    *("verdict_basis_fr", "verdict_basis_en", "verdict_on", "spread", "sensitivity"),
    *("synthetic_level", "presented_as", "jurisdiction_id", "election_id", "persona_id"),
    *("earliest", "latest", "precision", "translated_digest"),
)
HEADINGS = {
    "jurisdiction_id": "country",
    "election_id": "election",
    "persona_id": "persona",
    "earliest": "facts_earliest",
    "latest": "facts_latest",
    "precision": "facts_precision",
    "translated_digest": "translation_outdated",
}
"""The columns of fields that have another name in the table."""


def test_the_flat_table_of_the_list_comes_in_as_it_went_out(client: Client) -> None:
    """Every field whose column the table has; involvements, where the register has the actors."""
    title: dict[str, Any] = {
        "title_fr": "=1+1; \\ « titre »",
        "summary_en": "'+2\n\nand <b>so</b> on ",
    }
    incident = published.publish(**title).incident
    answer: Any = client.get("/fr/incidents.csv")
    content = b"".join(answer.streaming_content)
    heading = content.decode("utf-8-sig").splitlines()[0].split(",")
    present = [field for field in FIELDS if HEADINGS.get(field, field) in heading]
    before = [getattr(incident, field) for field in present]
    techniques = set(incident.techniques.values_list("code", flat=True))
    forget("election", "actor")

    carry_out(content, shipped("vigie"))

    made = models.Incident.objects.get()
    assert len(present) > 8
    assert [getattr(made, field) for field in present] == before
    assert set(made.techniques.values_list("code", flat=True)) == techniques
