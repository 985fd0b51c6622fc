"""The follow-up list in SQL, for lists of the staff; the rule is ``procedures/follow_up.py``.

Made from the tables of the pure layer, as ``standing_sql`` is; a property test holds both together.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import models

from incidents.codes import ClockNature
from incidents.models.standing import DUE, Among, OfProcedure
from incidents.models.standing_sql import ALL, ONE, RUNNING, SINCE, STEPS, statement
from incidents.procedures import AWAITS_REVIEW, CLOCKS, EventKind
from incidents.procedures.clocks import Clock
from incidents.procedures.follow_up import ABOUT_TO_RUN_OUT, OUTCOMES

OPENED = EventKind.FORMAL_INVESTIGATION


def _among(codes: Iterable[Any]) -> str:
    """A list of our own codes."""
    return ", ".join(f"'{code.value}'" for code in sorted(codes))


def _pairs(clocks: Iterable[Clock]) -> str:
    """Tracks and the kinds of events after which one of the clocks runs."""
    found = {(clock.track.value, kind.value) for clock in clocks for kind in clock.after}
    return ", ".join(f"('{track}', '{kind}')" for track, kind in sorted(found))


LISTED_CLOCKS = [clock for clock in CLOCKS if clock.nature is not ClockNature.OPENS_ON]

CANDIDATES = f"""{ALL} WHERE review_on <= %s OR id IN (
    SELECT event.procedure_id FROM incidents_procedureevent AS event
    JOIN incidents_procedure AS of ON of.id = event.procedure_id
    WHERE event.kind = '{OPENED.value}'
    OR (of.track, event.kind) IN ({_pairs(each for each in LISTED_CLOCKS if not each.bases)})
    OR (of.track, event.kind) IN ({_pairs(each for each in LISTED_CLOCKS if each.bases)})
        AND of.id IN (SELECT procedure_id FROM incidents_procedure_bases)
)"""
"""Where anything can be on the list at all, told without the rule: a review date reached, or an
event that somebody waits for an outcome of, or after which a term runs on that track (a term of a
legal basis: where the procedure has one)."""

LISTED = f"""
accused AS (
    SELECT *, bool_or(kind <> '{OPENED.value}') OVER (
        PARTITION BY procedure, whom ORDER BY place DESC, id DESC
    ) AS answered
    FROM concerning WHERE kind IN ({_among({OPENED, *OUTCOMES})})
),
unanswered AS (
    SELECT DISTINCT ON (procedure, whom) procedure, earliest FROM accused
    WHERE NOT answered ORDER BY procedure, whom, place, id
),
listed AS (
    SELECT procedure FROM most_open JOIN subject ON subject.id = procedure
    WHERE review_on <= %s AND status IN ({_among(AWAITS_REVIEW)})
    UNION SELECT procedure FROM unanswered WHERE earliest IS NULL OR earliest <= %s
    UNION SELECT procedure FROM running
    WHERE nature <> '{ClockNature.OPENS_ON.value}'
        AND last_day - {ABOUT_TO_RUN_OUT.days} <= %s
        AND (nature = '{ClockNature.DUE.value}' OR last_day >= %s)
)
"""
"""``listed``: what is on the list on a day, for one reason or another."""

TASKS = f"""
tasks AS (
    SELECT listed.procedure, longest.since,
        LEAST(
            CASE WHEN status IN ({_among(AWAITS_REVIEW)}) AND review_on <= %s THEN review_on END,
            CASE WHEN due_on < %s THEN due_on END
        ) AS overdue_on,
        CASE WHEN deadline_on >= %s THEN deadline_on END AS next_on
    FROM listed JOIN subject ON subject.id = listed.procedure
    LEFT JOIN most_open USING (procedure) LEFT JOIN longest USING (procedure)
    LEFT JOIN (
        SELECT procedure, min(last_day) AS deadline_on,
            min(last_day) FILTER (WHERE {DUE}) AS due_on
        FROM running GROUP BY procedure
    ) AS terms USING (procedure)
)
"""
"""``tasks``: the day since which somebody is late, of the reasons there are the first; the last day
of the next term that has not run out; since when it has stood as it does."""

FIRST = statement(
    STEPS,
    RUNNING,
    LISTED,
    SINCE,
    TASKS,
    subject=CANDIDATES,
    found="""
    SELECT found.*, first.in_all FROM (
        SELECT *, count(*) OVER () AS in_all FROM tasks
        ORDER BY overdue_on NULLS LAST, next_on NULLS LAST, since NULLS LAST, procedure LIMIT %s
    ) AS first JOIN incidents_procedure AS found ON found.id = first.procedure
    ORDER BY overdue_on NULLS LAST, next_on NULLS LAST, since NULLS LAST, procedure
    """,
)

DUE_ROW = statement(STEPS, RUNNING, LISTED, subject=ONE, found="SELECT FROM listed")
DUE_ROWS = statement(
    STEPS, RUNNING, LISTED, subject=CANDIDATES, found="SELECT procedure FROM listed"
)


class FollowUpDue(OfProcedure):
    """Whether a procedure is on the follow-up list on a day: for rows that are shown anyhow."""

    statement = f"EXISTS {DUE_ROW}"

    def __init__(self, today: date) -> None:
        super().__init__(output_field=models.BooleanField())
        self.today = today

    def values(self) -> list[Any]:
        return [self.today] * self.statement.count("%s")


def on_follow_up_list(today: date) -> Among:
    """The same for a condition."""
    return Among(DUE_ROWS, *[today] * DUE_ROWS.count("%s"))


def first_on_follow_up_list(today: date, limit: int) -> tuple[str, list[Any]]:
    """The statement ``FIRST`` and what stands in for each %s of it."""
    return FIRST, [*[today] * (FIRST.count("%s") - 1), limit]
