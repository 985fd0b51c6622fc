"""What follows from the events of procedures, as steps of one statement; the rule is the pure one.

Each step (a common table) speaks of all procedures of ``subject`` at once: one statement serves a
row of a query, where ``subject`` is that row (``ONE``), and a whole list, where it is a set. No
step asks once for each row of another. The tables of the pure layer stand in it as VALUES. The one
difference to the pure layer: a clock that runs from the facts takes the first possible day of the
earliest facts of the procedure's incidents.
"""

from typing import Any

from incidents.codes import ClockNature
from incidents.procedures import CLOCKS, MOST_OPEN_FIRST, STATUS_AFTER, TRANSPARENT, EventKind

COLUMNS = ("id", "track", "review_on", "against_x")
ROW = tuple(f'"incidents_procedure"."{column}"' for column in COLUMNS)
"""The row of the query that the statement is part of; a subquery calls its table otherwise, and
``OfProcedure`` puts that name in."""

ONE = f"SELECT {', '.join(ROW)}"
ALL = f"SELECT {', '.join(COLUMNS)} FROM incidents_procedure"


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
kinds (kind, status, openness, moves) AS (VALUES {KINDS}),
events AS (
    SELECT event.procedure_id AS procedure, event.id, event."order" AS place, event.kind,
        event.earliest, event.latest,
        COALESCE(actor.merged_into_id, event.respondent_id, 0) AS person,
        kinds.status, kinds.openness, kinds.moves
    FROM subject JOIN incidents_procedureevent AS event ON event.procedure_id = subject.id
    JOIN kinds ON kinds.kind = event.kind
    LEFT JOIN incidents_actor AS actor ON actor.id = event.respondent_id
    WHERE NOT EXISTS (
        SELECT FROM incidents_procedureevent AS later WHERE later.supersedes_id = event.id
    )
),
told AS (
    SELECT procedure, bool_or(person = 0) AS everybody, bool_or(person <> 0) AS somebody
    FROM events GROUP BY procedure
),
strangers AS (
    SELECT against.procedure_id AS procedure
    FROM told JOIN incidents_procedure_respondents AS against
        ON against.procedure_id = told.procedure AND told.everybody AND told.somebody
    JOIN incidents_actor AS actor ON actor.id = against.actor_id
    WHERE NOT EXISTS (
        SELECT FROM events WHERE events.procedure = against.procedure_id
        AND events.person = COALESCE(actor.merged_into_id, against.actor_id)
    )
),
persons AS (
    SELECT DISTINCT procedure, person AS whom FROM events WHERE person <> 0
    UNION ALL
    SELECT told.procedure, 0 FROM told JOIN subject ON subject.id = told.procedure
    WHERE NOT somebody
        OR everybody AND (against_x OR procedure IN (SELECT procedure FROM strangers))
),
concerning AS (
    SELECT persons.whom, events.* FROM persons JOIN events
    ON events.procedure = persons.procedure AND events.person IN (0, persons.whom)
),
steps AS (
    SELECT * FROM (
        SELECT *, bool_or(moves) OVER (PARTITION BY procedure, whom) AS any_moves,
            row_number() OVER (PARTITION BY procedure, whom ORDER BY place, id) AS nth
        FROM concerning
    ) AS numbered
    WHERE moves OR (NOT any_moves AND nth = 1)
),
last_steps AS (
    SELECT DISTINCT ON (procedure, whom) * FROM steps
    ORDER BY procedure, whom, place DESC, id DESC
),
most_open AS (
    SELECT DISTINCT ON (procedure) procedure, status FROM last_steps ORDER BY procedure, openness
)
"""
"""``last_steps``: for each person (0: everybody, or everybody else) the event after which they
stand as they do; ``most_open``: the status of the whole."""

SINCE = """
ended AS (
    SELECT *, first_value(status) OVER back AS last_status FROM steps
    WINDOW back AS (PARTITION BY procedure, whom ORDER BY place DESC, id DESC)
),
lasting AS (
    SELECT *, bool_or(status <> last_status) OVER back AS before FROM ended
    WINDOW back AS (PARTITION BY procedure, whom ORDER BY place DESC, id DESC)
),
standings AS (
    SELECT DISTINCT ON (procedure, whom) procedure, openness, earliest AS since FROM lasting
    WHERE NOT before ORDER BY procedure, whom, place, id
),
longest AS (
    SELECT DISTINCT ON (procedure) procedure, since FROM standings
    ORDER BY procedure, openness, since NULLS LAST
)
"""
"""``longest``: since when the whole has stood as it does, by the one of whom that is so longest."""

RUNNING = f"""
terms (track, kind, basis, nature, months, days, from_facts, starts, excepted) AS (VALUES {TERMS}),
bases AS (
    SELECT chosen.procedure_id AS procedure, array_agg(basis.code::text) AS codes
    FROM subject JOIN incidents_procedure_bases AS chosen ON chosen.procedure_id = subject.id
    JOIN incidents_legalbasis AS basis ON basis.id = chosen.legalbasis_id
    GROUP BY chosen.procedure_id
),
fitting AS (
    SELECT DISTINCT ON (last_steps.procedure, last_steps.whom) last_steps.procedure,
        last_steps.whom, terms.*
    FROM last_steps JOIN subject ON subject.id = last_steps.procedure
    JOIN terms ON terms.kind = last_steps.kind AND terms.track = subject.track
    LEFT JOIN bases ON bases.procedure = last_steps.procedure
    WHERE (terms.basis IS NULL OR COALESCE(terms.basis = ANY(bases.codes), false))
        AND NOT COALESCE(terms.excepted && bases.codes, false)
    ORDER BY last_steps.procedure, last_steps.whom, terms.basis IS NULL
),
starts AS (
    SELECT DISTINCT ON (fitting.procedure, fitting.whom) fitting.nature, fitting.months,
        fitting.days, CASE fitting.nature WHEN '{ClockNature.OPEN_UNTIL}' THEN began.earliest
            ELSE began.latest END AS start, fitting.procedure
    FROM fitting JOIN steps AS began ON began.procedure = fitting.procedure
        AND began.whom = fitting.whom AND began.kind = ANY(fitting.starts)
    WHERE NOT fitting.from_facts
    ORDER BY fitting.procedure, fitting.whom, began.place DESC, began.id DESC
),
facts AS (
    SELECT fitting.nature, fitting.months, fitting.days, min(incident.earliest) AS start,
        fitting.procedure
    FROM fitting JOIN incidents_procedure_incidents AS of ON of.procedure_id = fitting.procedure
    JOIN incidents_incident AS incident ON incident.id = of.incident_id
    WHERE fitting.from_facts
    GROUP BY fitting.procedure, fitting.whom, fitting.nature, fitting.months, fitting.days
),
running AS (
    SELECT procedure, nature,
        (start + make_interval(months => months, days => days))::date AS last_day
    FROM (SELECT * FROM starts UNION ALL SELECT * FROM facts) AS begun WHERE start < '9998-01-01'
)
"""
"""``running``: the terms that run, one at most for each person, with their last days."""


def statement(*steps: str, subject: str, found: str) -> str:
    """The steps about the procedures of ``subject``, and what is asked of them."""
    return f"(WITH subject ({', '.join(COLUMNS)}) AS ({subject}), {', '.join(steps)} {found})"
