"""What raw SQL may not do with the one door by which events go: an import that is undone."""

from __future__ import annotations

import pytest
from django.contrib.postgres.functions import TransactionNow
from django.db import IntegrityError, connection, transaction

from incidents import codes, models
from tests import factories as make
from tests.imports.files import carry_out, rows, table

pytestmark = pytest.mark.django_db

UNDONE = "UPDATE incidents_import SET state = 'undone', undone_at = now() WHERE id = %s"
TELL = "SELECT set_config('vigie.import', %s, true)"
TIE = "INSERT INTO incidents_procedure_incidents (procedure_id, incident_id) VALUES (%s, %s)"
UNTIE = "DELETE FROM incidents_procedure_incidents WHERE procedure_id = %s"
GONE = "DELETE FROM incidents_procedureevent WHERE id = %s"


def _take_away(event: models.ProcedureEvent, batch: models.Import) -> None:
    """All that whoever may write in every table can say to have an event gone."""
    draft = models.ImportedRow.objects.get(batch=batch).incident
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(UNTIE, [event.procedure_id])
        cursor.execute(TIE, [event.procedure_id, draft.pk])
        cursor.execute(UNDONE, [batch.pk])
        cursor.execute(TELL, [str(batch.pk)])
        cursor.execute(GONE, [event.pk])


def test_an_event_that_is_tied_to_an_imported_draft_afterwards_stays() -> None:
    """The tie between a procedure and an incident is any editor's to move: it proves nothing."""
    make.JurisdictionFactory(code="XV")
    event = make.ProcedureEventFactory()

    with pytest.raises(IntegrityError, match="never deleted"):
        _take_away(event, carry_out(table(*rows(1))))


MOVED = {
    "moved": ("UPDATE incidents_import SET ended_at = %s", "an import ends once"),
    "said": ("UPDATE incidents_import SET ended_at = %s, state = 'carried_out'", "another moment"),
}


@pytest.mark.parametrize("kind", MOVED)
def test_the_moment_of_an_import_is_nobodys_to_choose(kind: str) -> None:
    """Else it could be made that of an event which something else made."""
    event = make.ProcedureEventFactory()
    batch = make.ImportFactory()
    if kind == "moved":
        models.Import.objects.filter(pk=batch.pk).update(
            state=codes.ImportState.CARRIED_OUT, ended_at=TransactionNow()
        )
    statement, said = MOVED[kind]

    with pytest.raises(IntegrityError, match=said), connection.cursor() as cursor:
        cursor.execute(statement, [event.created_at])
