"""The standing of procedures in SQL, for lists of the staff: the pure tables as VALUES.

The rule itself is ``incidents/procedures/`` (``status``, ``clocks``); the statements here are made
from its tables, and a property test holds both together. The one difference: a clock that runs from
the facts takes the first possible day of the earliest facts of the procedure's incidents.
"""

from typing import Any

from django.db import models
from django.db.models import F
from django.db.models.sql.compiler import SQLCompiler

from incidents.codes import ClockNature
from incidents.procedures import CLOCKS, MOST_OPEN_FIRST, STATUS_AFTER, TRANSPARENT, EventKind

COLUMNS = ("id", "track", "review_on", "against_x")
PROCEDURE, TRACK, REVIEW_ON, AGAINST_X = (f'"incidents_procedure"."{column}"' for column in COLUMNS)
"""The row of the query that the statement is part of; a subquery calls its table otherwise, and
``OfProcedure`` puts that name in."""


def _values(rows: list[tuple[Any, ...]]) -> str:
    """Rows of our own codes and numbers, never of what a person typed."""
    return ", ".join("(" + ", ".join(_literal(value) for value in row) + ")" for row in rows)


def _literal(value: Any) -> str:
    match value:
        case None:
            return "NULL::text"
        case bool() | int():
            return str(value).lower()
        case frozenset():
            return "ARRAY[" + ", ".join(_literal(each) for each in sorted(value)) + "]::text[]"
        case _:
            return f"'{value}'"


KINDS = _values(
    [
        (
            kind.value,
            STATUS_AFTER[kind].value,
            MOST_OPEN_FIRST.index(STATUS_AFTER[kind]),
            kind not in TRANSPARENT,
        )
        for kind in EventKind
    ]
)

TERMS = _values(
    [
        (
            clock.track.value,
            kind.value,
            basis,
            clock.nature.value,
            clock.months,
            clock.days,
            clock.from_facts,
            clock.counted_from,
            clock.except_bases,
        )
        for clock in CLOCKS
        for kind in sorted(clock.after)
        for basis in (sorted(clock.bases) if clock.bases else [None])
    ]
)

STEPS = f"""
WITH kinds (kind, status, openness, moves) AS (VALUES {KINDS}),
events AS (
    SELECT event.id, event."order" AS place, event.kind, event.earliest, event.latest,
        COALESCE(actor.merged_into_id, event.respondent_id) AS person,
        kinds.status, kinds.openness, kinds.moves
    FROM incidents_procedureevent AS event JOIN kinds ON kinds.kind = event.kind
    LEFT JOIN incidents_actor AS actor ON actor.id = event.respondent_id
    WHERE event.procedure_id = {PROCEDURE} AND NOT EXISTS (
        SELECT FROM incidents_procedureevent AS later WHERE later.supersedes_id = event.id
    )
),
persons AS (
    SELECT DISTINCT person FROM events WHERE person IS NOT NULL
    UNION ALL SELECT NULL WHERE NOT EXISTS (SELECT FROM events WHERE person IS NOT NULL)
        OR EXISTS (SELECT FROM events WHERE person IS NULL) AND ({AGAINST_X} OR EXISTS (
            SELECT FROM incidents_procedure_respondents AS against
            JOIN incidents_actor AS actor ON actor.id = against.actor_id
            WHERE against.procedure_id = {PROCEDURE} AND NOT EXISTS (
                SELECT FROM events
                WHERE events.person = COALESCE(actor.merged_into_id, against.actor_id)
            )
        ))
),
concerning AS (
    SELECT persons.person AS whom, events.* FROM persons JOIN events
    ON events.person IS NULL OR events.person = persons.person
),
steps AS (
    SELECT * FROM (
        SELECT *, bool_or(moves) OVER (PARTITION BY whom) AS any_moves,
            row_number() OVER (PARTITION BY whom ORDER BY place, id) AS nth
        FROM concerning
    ) AS numbered
    WHERE moves OR (NOT any_moves AND nth = 1)
),
last_steps AS (
    SELECT DISTINCT ON (whom) * FROM steps ORDER BY whom, place DESC, id DESC
)
"""
"""``last_steps``: for each person (NULL: everybody, or everybody else) the event after which
they stand as they do."""

STATUS = f"({STEPS} SELECT status FROM last_steps ORDER BY openness LIMIT 1)"

SINCE = f"""({STEPS}
SELECT (
    SELECT began.earliest FROM steps AS began
    WHERE began.whom IS NOT DISTINCT FROM last_steps.whom
    AND began.status = last_steps.status AND NOT EXISTS (
        SELECT FROM steps AS other
        WHERE other.whom IS NOT DISTINCT FROM last_steps.whom
        AND other.status <> last_steps.status
        AND (other.place, other.id) > (began.place, began.id)
    )
    ORDER BY began.place, began.id LIMIT 1
) AS since
FROM last_steps ORDER BY openness, since NULLS LAST LIMIT 1)"""

RUNNING = f"""{STEPS},
terms (track, kind, basis, nature, months, days, from_facts, starts, excepted) AS (VALUES {TERMS}),
bases AS (
    SELECT basis.code FROM incidents_procedure_bases AS chosen
    JOIN incidents_legalbasis AS basis ON basis.id = chosen.legalbasis_id
    WHERE chosen.procedure_id = {PROCEDURE}
),
facts AS (
    SELECT min(incident.earliest) AS earliest FROM incidents_procedure_incidents AS of
    JOIN incidents_incident AS incident ON incident.id = of.incident_id
    WHERE of.procedure_id = {PROCEDURE}
),
fitting AS (
    SELECT DISTINCT ON (last_steps.whom) last_steps.whom, terms.*
    FROM last_steps JOIN terms ON terms.kind = last_steps.kind AND terms.track = {TRACK}
        AND (terms.basis IS NULL OR terms.basis IN (SELECT code FROM bases))
        AND NOT EXISTS (SELECT FROM bases WHERE code = ANY(terms.excepted))
    ORDER BY last_steps.whom, terms.basis IS NULL
),
started AS (
    SELECT fitting.*, CASE WHEN from_facts THEN (SELECT earliest FROM facts) ELSE (
        SELECT CASE fitting.nature WHEN '{ClockNature.OPEN_UNTIL}' THEN began.earliest
            ELSE began.latest END
        FROM steps AS began
        WHERE began.whom IS NOT DISTINCT FROM fitting.whom AND began.kind = ANY(fitting.starts)
        ORDER BY began.place DESC, began.id DESC LIMIT 1
    ) END AS start FROM fitting
),
running AS (
    SELECT nature, (start + make_interval(months => months, days => days))::date AS last_day
    FROM started WHERE start < '9998-01-01'
)
"""
"""``running``: the terms that run, one at most for each person, with their last days."""

DEADLINE_ON = f"({RUNNING} SELECT min(last_day) FROM running)"
DUE_ON = f"({RUNNING} SELECT min(last_day) FROM running WHERE nature = '{ClockNature.DUE}')"


class OfProcedure(models.Func):
    """A statement about one procedure, for queries of procedures and for their subqueries."""

    statement: str

    def __init__(self, *, output_field: "models.Field[Any, Any]") -> None:
        super().__init__(*(F(column) for column in COLUMNS), output_field=output_field)

    def as_sql(  # type: ignore[override]
        self, compiler: SQLCompiler, *args: Any, **kwargs: Any
    ) -> tuple[str, list[Any]]:
        statement = self.statement
        for column, expression in zip(
            (PROCEDURE, TRACK, REVIEW_ON, AGAINST_X), self.get_source_expressions(), strict=True
        ):
            found, _params = compiler.compile(expression)
            statement = statement.replace(column, found)
        return statement, self.values()

    def values(self) -> list[Any]:
        """What stands in for each %s of the statement, in order."""
        return []


class Status(OfProcedure):
    """The legal status of a procedure; NULL where nothing happened yet."""

    statement = STATUS

    def __init__(self) -> None:
        super().__init__(output_field=models.CharField())


class Since(OfProcedure):
    """The first day on which its status may have begun; NULL where that is unknown."""

    statement = SINCE

    def __init__(self) -> None:
        super().__init__(output_field=models.DateField())


class DeadlineOn(OfProcedure):
    """The last day of the next term that runs; NULL where none does."""

    statement = DEADLINE_ON

    def __init__(self) -> None:
        super().__init__(output_field=models.DateField())


class DueOn(OfProcedure):
    """The last day of the next term that binds somebody to act; a remedy that goes unused makes
    nobody late."""

    statement = DUE_ON

    def __init__(self) -> None:
        super().__init__(output_field=models.DateField())
