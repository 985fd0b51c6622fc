"""An import is undone as long as nothing was built on it: then everything is as it was before."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from incidents import codes, models
from incidents.actions import importing, merge, publication, record
from incidents.actions.importing_refused import ImportRefused
from incidents.codes import ImportFormat, ImportState
from incidents.imports.mapping import Mapping
from incidents.projection import document
from incidents.stored_guards import missing
from tests import factories as make
from tests.factories import ended
from tests.imports.files import MAPPING, carry_out, ndjson, rows, table
from tests.once import made_once
from tests.whole_incident import whole_incident
from tracker.accounts.roles import Role

pytestmark = pytest.mark.django_db

KEPT = {"Import", "AuditEntry", "AuditPayload", "AuditHead", "AuditStamp", "AuditCheck"}
PAGES = Mapping.from_data(MAPPING.as_data() | {"address": "https://sextant.example.org/{id}"})


@pytest.fixture(scope="module", autouse=True)
def registers(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with made_once(django_db_blocker):
        make.JurisdictionFactory(code="XV")
        ended()
        yield


def counts() -> dict[str, int]:
    """Rows of every table, but for the import itself and the audit."""
    found = {}
    for model in apps.get_app_config("incidents").get_models(include_auto_created=True):
        if model.__name__ not in KEPT:
            found[model.__name__] = model._base_manager.count()
    return found


def test_everything_is_as_it_was_before() -> None:
    made = document(whole_incident())
    mapping = Mapping.from_data({"dataset": "Vigie", "make_registers": True})
    before = counts()
    batch = carry_out(
        ndjson({"reference": "INC-1", "content": made}), mapping, format=ImportFormat.NDJSON
    )
    assert counts() != before

    undone = importing.undo(batch=batch, by=None, reason="Mauvais fichier")

    assert counts() == before
    assert (undone.state, undone.undone_reason) == (ImportState.UNDONE, "Mauvais fichier")
    ended()


def test_whoever_has_no_name_goes_wherever_they_stood() -> None:
    made = document(whole_incident())

    def nobody(label: str) -> Any:
        name = {"name": {"fr": label, "en": label}, "slug": None, "kind": "person"}
        return made["involvements"][0]["actor"] | name

    made["claims"][0]["relayed_by"] = nobody("un relais")
    made["procedures"][0]["authority"] = nobody("une autorité")
    made["sources"][0]["publisher"] = nobody("un éditeur")
    mapping = Mapping.from_data({"dataset": "Vigie", "make_registers": True})
    before = counts()
    content = json.dumps({"content": made}).replace(made["sources"][0]["id"], "fromafar22")
    batch = carry_out(content.encode(), mapping, format=ImportFormat.NDJSON)

    importing.undo(batch=batch, by=None)

    assert counts() == before
    ended()


@pytest.mark.usefixtures("nothing_unrecorded")
def test_the_audit_has_every_row_that_was_taken_away() -> None:
    batch = carry_out(table(*rows(2)), PAGES)

    importing.undo(batch=batch, by=None)

    ended()
    deleted = models.AuditEntry.objects.filter(operation="delete")
    assert deleted.filter(table_name="incidents_incident").count() == 2
    assert deleted.filter(table_name="incidents_sourcemedia").count() == 2
    assert set(deleted.values_list("way", flat=True)) == {"importing.undo"}
    assert [each for each in missing() if "import" in each or "incident" in each] == []


def _edit(incident: models.Incident) -> None:
    incident.summary_fr = "Autre"
    record.save(record=incident, by=None)


def _tag(incident: models.Incident) -> None:
    incident.tags.add(make.TagFactory())


def _ask(incident: models.Incident) -> None:
    editor = make.UserFactory(roles=[Role.EDITOR])
    models.Incident.objects.filter(pk=incident.pk).update(legal_reviewer=editor)


def _merge(incident: models.Incident) -> None:
    other = make.IncidentFactory(state=codes.State.DRAFT)
    editor = make.UserFactory(roles=[Role.EDITOR])
    merge.merge_incidents(loser=other, winner=incident, by=editor, reason="Le même")


BUILT: dict[str, tuple[Callable[[models.Incident], object], str]] = {
    "an edit": (_edit, "edited"),
    "a tag": (_tag, "tagged"),
    "a reviewer": (_ask, "to work on or to review"),
    "a merge": (_merge, "edited"),
    "a statement": (
        lambda incident: make.ClaimFactory(incidents=[incident]),
        "records that the import did not make",
    ),
    "a citation": (
        lambda incident: make.CitationFactory(incident=incident, claim=None, supports="what"),
        "records that the import did not make",
    ),
    "an involvement": (
        lambda incident: make.InvolvementFactory(incident=incident),
        "records that the import did not make",
    ),
    "a review": (
        lambda incident: publication.submit(
            incident=incident, by=make.UserFactory(roles=[Role.EDITOR])
        ),
        "edited, or sent on its way",
    ),
}


@pytest.mark.parametrize("kind", BUILT)
def test_what_was_built_on_it_keeps_all_of_it(kind: str) -> None:
    build, said = BUILT[kind]
    batch = carry_out(table(*rows(3)))
    build(models.ImportedRow.objects.get(external_id="2").incident)
    before = counts()

    with pytest.raises(ImportRefused, match=rf"line 3 \(2\): .*{said}"):
        importing.undo(batch=batch, by=None)

    assert counts() == before
    assert models.Import.objects.get(pk=batch.pk).state == ImportState.CARRIED_OUT


def test_a_source_that_somebody_else_cites_stays() -> None:
    batch = carry_out(table(*rows(2)), PAGES)
    cited = models.SourceMedia.objects.get(url="https://sextant.example.org/1")
    make.CitationFactory(source=cited)

    importing.undo(batch=batch, by=None)

    assert cited in models.SourceMedia.objects.all()
    assert not models.SourceMedia.objects.filter(url="https://sextant.example.org/2").exists()


def test_after_it_the_same_file_comes_in_again() -> None:
    importing.undo(batch=carry_out(table(*rows(2))), by=None)

    assert carry_out(table(*rows(2))).counts == {"create": 2}


def test_only_what_was_carried_out_is_undone() -> None:
    batch = importing.undo(batch=carry_out(table(*rows(1))), by=None)

    with pytest.raises(ImportRefused, match="“undone”"):
        importing.undo(batch=batch, by=None)


def test_no_other_event_of_a_procedure_is_taken_away() -> None:
    """The trigger asks which import is being undone in this transaction, and whose the event is."""
    event = make.ProcedureEventFactory()
    make.ProcedureFactory(incidents=[make.IncidentFactory()])
    batch = carry_out(table(*rows(1)))
    for told in ("", str(batch.pk)):
        with (
            pytest.raises(IntegrityError, match="never deleted"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute("SELECT set_config('vigie.import', %s, true)", [told])
            cursor.execute("DELETE FROM incidents_procedureevent WHERE id = %s", [event.pk])
