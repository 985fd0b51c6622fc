"""Taking the drafts of an import away again, when they are still what it made."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.functions import TransactionNow
from django.db import IntegrityError, connection

from incidents.actions.importing_built import (
    APPEARANCES,
    CLAIMS,
    DRAFTS,
    INVOLVEMENTS,
    PROCEDURES,
    check_untouched,
)
from incidents.actions.importing_progress import Told
from incidents.actions.importing_refused import ImportRefused
from incidents.codes import ImportStage, ImportState
from incidents.input_error import gettext_noop
from incidents.models import Import
from incidents.models.base import Person

CITING = {
    "incident_id": DRAFTS,
    "involvement_id": INVOLVEMENTS,
    "claim_id": CLAIMS,
    "appearance_event_id": (
        f"SELECT id FROM incidents_appearanceevent WHERE appearance_id IN ({APPEARANCES})"
    ),
    "observation_id": (
        f"SELECT id FROM incidents_observation WHERE appearance_id IN ({APPEARANCES})"
    ),
    "procedure_event_id": (
        f"SELECT id FROM incidents_procedureevent WHERE procedure_id IN ({PROCEDURES})"
    ),
}


@dataclass(frozen=True)
class Gone:
    """Keys of what belongs to the drafts by a tie that goes first."""

    claims: list[int]
    procedures: list[int]
    nameless: list[int]


NAMELESS = f"""
SELECT actor.id FROM incidents_actor AS actor WHERE actor.slug IS NULL AND actor.created_at = %(at)s
AND actor.id IN (
    SELECT actor_id FROM incidents_involvement WHERE incident_id IN ({DRAFTS})
    UNION SELECT speaker_id FROM incidents_claim WHERE id IN ({CLAIMS})
    UNION SELECT relayed_by_id FROM incidents_claim WHERE id IN ({CLAIMS})
    UNION SELECT actor_id FROM incidents_claim_about WHERE claim_id IN ({CLAIMS})
    UNION SELECT actor_id FROM incidents_claim_on_behalf_of WHERE claim_id IN ({CLAIMS})
    UNION SELECT actor_id FROM incidents_procedure_complainants WHERE procedure_id IN ({PROCEDURES})
    UNION SELECT actor_id FROM incidents_procedure_respondents WHERE procedure_id IN ({PROCEDURES})
    UNION SELECT respondent_id FROM incidents_procedureevent WHERE procedure_id IN ({PROCEDURES})
    UNION SELECT authority_id FROM incidents_procedure WHERE id IN ({PROCEDURES})
    UNION SELECT publisher_id FROM incidents_sourcemedia WHERE id IN (
        SELECT source_id FROM incidents_importedsource WHERE batch_id = %(batch)s
    )
)
"""

DELETED: tuple[str, ...] = (
    *(f"incidents_citation WHERE {owner} IN ({keys})" for owner, keys in CITING.items()),
    f"incidents_claimanswer WHERE answer_id IN ({CLAIMS})",
    f"incidents_statementofreasons WHERE event_id IN ({CITING['procedure_event_id']})",
    f"incidents_procedureevent WHERE procedure_id IN ({PROCEDURES})",
    *(
        f"incidents_procedure_{name} WHERE procedure_id = ANY(%(procedures)s)"
        for name in ("incidents", "bases", "complainants", "respondents", "appearances")
    ),
    "incidents_procedure WHERE id = ANY(%(procedures)s)",
    *(
        f"incidents_claim_{name} WHERE claim_id = ANY(%(claims)s)"
        for name in ("incidents", "about", "on_behalf_of")
    ),
    "incidents_claim WHERE id = ANY(%(claims)s)",
    f"incidents_appearanceevent WHERE appearance_id IN ({APPEARANCES})",
    f"incidents_observation WHERE appearance_id IN ({APPEARANCES})",
    f"incidents_appearance WHERE incident_id IN ({DRAFTS})",
    f"incidents_involvement WHERE incident_id IN ({DRAFTS})",
    f"incidents_proposedinvolvement WHERE incident_id IN ({DRAFTS})",
    *(
        f"incidents_incident_{name} WHERE incident_id IN ({DRAFTS})"
        for name in ("techniques", "media", "ratings", "goals")
    ),
    f"incidents_incident WHERE id IN ({DRAFTS})",
    "incidents_importedrow WHERE batch_id = %(batch)s",
    """incidents_proposedactor AS name WHERE first_batch_id = %(batch)s AND state = 'open'
        AND NOT EXISTS (SELECT FROM incidents_proposedinvolvement AS use
            WHERE use.proposal_id = name.id)""",
)
"""In the order in which one refers to another."""

POINTED_AT = f"UPDATE incidents_importline SET incident_id = NULL WHERE incident_id IN ({DRAFTS})"
"""Files that were checked meanwhile and found these drafts."""
UNCITED = """
WITH gone AS (
    DELETE FROM incidents_importedsource AS made WHERE batch_id = %(batch)s AND NOT EXISTS (
        SELECT FROM incidents_citation WHERE source_id = made.source_id
    ) AND NOT EXISTS (
        SELECT FROM incidents_transcript WHERE source_id = made.source_id
    ) AND NOT EXISTS (
        SELECT FROM incidents_proposedinvolvement WHERE source_id = made.source_id
    ) AND NOT EXISTS (
        SELECT FROM incidents_sourcemedia WHERE id = made.source_id AND version <> 1
    ) RETURNING source_id
)
DELETE FROM incidents_sourcemedia WHERE id IN (SELECT source_id FROM gone)
"""
"""The sources it made, but for those that somebody went on to use."""
UNNAMED = """
DELETE FROM incidents_actor AS actor WHERE id = ANY(%(nameless)s)
AND NOT EXISTS (SELECT FROM incidents_sourcemedia WHERE publisher_id = actor.id)
"""
"""Whoever had no name, but for the publishers of sources that stay."""


def take_away(batch: Import, by: Person | None, reason: str, told: Told) -> None:
    """All of it, or ImportRefused."""
    at = batch.ended_at
    assert at is not None
    told(ImportStage.UNDOING, 0, batch.counts.get("create", 0))
    _lock(batch)
    check_untouched(batch, at)
    gone = _gone(batch, at)
    batch.state, batch.undone_by, batch.undone_at = ImportState.UNDONE, by, TransactionNow()
    batch.undone_reason = reason
    batch.save(update_fields=["state", "undone_by", "undone_at", "undone_reason"])
    given: dict[str, Any] = {"batch": batch.pk, **asdict(gone)}
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('vigie.import', %s, true)", [str(batch.pk)])
            cursor.execute(POINTED_AT, given)
            for number, what in enumerate(DELETED, 1):
                cursor.execute(f"DELETE FROM {what}", given)
                told(ImportStage.UNDOING, number, len(DELETED) + 1)
            cursor.execute(UNCITED, given)
            cursor.execute(UNNAMED, given)
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    except IntegrityError as error:
        said = str(error).partition("\n")[0]
        raise ImportRefused(
            gettext_noop("something was built on this import since: %(reason)s"), reason=said
        ) from error


def _lock(batch: Import) -> None:
    """Nobody edits a draft while it is asked whether somebody did."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id FROM incidents_incident WHERE id IN ({DRAFTS}) ORDER BY id FOR UPDATE",
            {"batch": batch.pk},
        )


def _gone(batch: Import, at: datetime) -> Gone:
    given: dict[str, Any] = {"batch": batch.pk, "at": at}
    found = list[list[int]]()
    with connection.cursor() as cursor:
        for query in (CLAIMS, PROCEDURES, NAMELESS):
            cursor.execute(query, given)
            found.append([key for (key,) in cursor.fetchall()])
    return Gone(*found)
