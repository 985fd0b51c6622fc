"""Whether somebody went on with the drafts of an import: then it does not take them away."""

from datetime import datetime

from django.db import connection

from incidents.actions.importing_refused import ImportRefused
from incidents.input_error import Words, gettext_noop
from incidents.models import Import

NAMED = 5
"""So many drafts are named on which something was built."""

DRAFTS = "SELECT incident_id FROM incidents_importedrow WHERE batch_id = %(batch)s"
CLAIMS = f"SELECT claim_id FROM incidents_claim_incidents WHERE incident_id IN ({DRAFTS})"
PROCEDURES = (
    f"SELECT procedure_id FROM incidents_procedure_incidents WHERE incident_id IN ({DRAFTS})"
)
APPEARANCES = f"SELECT id FROM incidents_appearance WHERE incident_id IN ({DRAFTS})"
INVOLVEMENTS = f"SELECT id FROM incidents_involvement WHERE incident_id IN ({DRAFTS})"

BUILT: tuple[tuple[str, str], ...] = (
    (
        gettext_noop("edited, or sent on its way"),
        f"SELECT id FROM incidents_incident WHERE id IN ({DRAFTS})"
        " AND (version <> 1 OR state <> 'draft' OR reference IS NOT NULL)",
    ),
    (
        gettext_noop("somebody’s to work on or to review"),
        f"SELECT id FROM incidents_incident WHERE id IN ({DRAFTS})"
        " AND num_nonnulls(assigned_to_id, editorial_reviewer_id, legal_reviewer_id) > 0",
    ),
    (
        gettext_noop("reviewed"),
        f"SELECT incident_id FROM incidents_incidentmove WHERE incident_id IN ({DRAFTS})",
    ),
    (
        gettext_noop("tagged"),
        f"SELECT incident_id FROM incidents_incident_tags WHERE incident_id IN ({DRAFTS})",
    ),
    (
        gettext_noop("another incident was merged into it"),
        f"SELECT merged_into_id FROM incidents_incident WHERE merged_into_id IN ({DRAFTS})",
    ),
    (
        gettext_noop("it has records that the import did not make"),
        f"""SELECT incident_id FROM incidents_involvement
            WHERE incident_id IN ({DRAFTS}) AND created_at <> %(at)s
        UNION ALL SELECT incident_id FROM incidents_appearance
            WHERE incident_id IN ({DRAFTS}) AND created_at <> %(at)s
        UNION ALL SELECT incident_id FROM incidents_citation
            WHERE incident_id IN ({DRAFTS}) AND created_at <> %(at)s
        UNION ALL SELECT tie.incident_id FROM incidents_claim_incidents AS tie
            JOIN incidents_claim AS claim ON claim.id = tie.claim_id
            WHERE tie.incident_id IN ({DRAFTS}) AND (claim.created_at <> %(at)s
                OR claim.version <> 1)
        UNION ALL SELECT tie.incident_id FROM incidents_procedure_incidents AS tie
            JOIN incidents_procedure AS procedure ON procedure.id = tie.procedure_id
            WHERE tie.incident_id IN ({DRAFTS}) AND (procedure.created_at <> %(at)s
                OR procedure.version <> 1)
        UNION ALL SELECT tie.incident_id FROM incidents_procedure_incidents AS tie
            JOIN incidents_procedureevent AS event USING (procedure_id)
            WHERE tie.incident_id IN ({DRAFTS}) AND event.created_at <> %(at)s""",
    ),
    (
        gettext_noop("a record of it belongs to another incident, too"),
        f"""SELECT ours.incident_id FROM incidents_claim_incidents AS ours
            JOIN incidents_claim_incidents AS other USING (claim_id)
            WHERE ours.incident_id IN ({DRAFTS}) AND other.incident_id NOT IN ({DRAFTS})
        UNION ALL SELECT ours.incident_id FROM incidents_procedure_incidents AS ours
            JOIN incidents_procedure_incidents AS other USING (procedure_id)
            WHERE ours.incident_id IN ({DRAFTS}) AND other.incident_id NOT IN ({DRAFTS})""",
    ),
    (
        gettext_noop("a statement of another incident answers it"),
        f"""SELECT tie.incident_id FROM incidents_claimanswer AS said
            JOIN incidents_claim_incidents AS tie ON tie.claim_id = said.claim_id
            WHERE tie.incident_id IN ({DRAFTS}) AND said.answer_id NOT IN ({CLAIMS})
        UNION ALL SELECT made.incident_id FROM incidents_claimanswer AS said
            JOIN incidents_involvement AS made ON made.id = said.involvement_id
            WHERE made.incident_id IN ({DRAFTS}) AND said.answer_id NOT IN ({CLAIMS})""",
    ),
)
"""What shows that somebody went on with a draft: in words, and where."""


def check_untouched(batch: Import, at: datetime) -> None:
    """Raise ImportRefused, naming the first of them; ``at`` is when the import was carried out."""
    found = list[ImportRefused]()
    with connection.cursor() as cursor:
        for said, query in BUILT:
            cursor.execute(
                "SELECT came.line, came.external_id FROM incidents_importedrow AS came"
                f" WHERE came.incident_id IN ({query}) ORDER BY came.line",
                {"batch": batch.pk, "at": at},
            )
            found += [
                ImportRefused(
                    gettext_noop("line %(line)s (%(id)s): %(built)s"),
                    line=line,
                    id=external_id[:60],
                    built=Words(said),
                )
                for line, external_id in cursor.fetchall()
            ]
    if found:
        raise ImportRefused(
            gettext_noop(
                "something was built on this import since: %(first)s (%(count)d in all). "
                "Nothing was taken away"
            ),
            first=found[:NAMED],
            count=len(found),
        )
