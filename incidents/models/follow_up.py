"""The follow-up list in SQL, for lists of the staff; the rule is ``procedures/follow_up.py``.

Made from the tables of the pure layer, as ``standing`` is; a property test holds both together.
"""

from datetime import date
from typing import Any

from django.db import models

from incidents.codes import ClockNature
from incidents.models.standing import REVIEW_ON, RUNNING, OfProcedure
from incidents.procedures import AWAITS_REVIEW, CLOCKS, EventKind
from incidents.procedures.follow_up import ABOUT_TO_RUN_OUT, OUTCOMES

OPENED = EventKind.FORMAL_INVESTIGATION

WATCHED = frozenset({OPENED}).union(*(clock.after for clock in CLOCKS))
"""Kinds of events without one of which, and without a review date, nothing is to be followed up."""


def _among(codes: Any) -> str:
    """A list of our own codes."""
    return ", ".join(f"'{code.value}'" for code in sorted(codes))


FOLLOW_UP = f"""({RUNNING},
unanswered AS (
    SELECT DISTINCT ON (opened.whom) opened.earliest FROM concerning AS opened
    WHERE opened.kind = '{OPENED.value}' AND NOT EXISTS (
        SELECT FROM concerning AS later
        WHERE later.whom IS NOT DISTINCT FROM opened.whom AND later.kind IN ({_among(OUTCOMES)})
        AND (later.place, later.id) > (opened.place, opened.id)
    )
    ORDER BY opened.whom, opened.place, opened.id
)
SELECT COALESCE(
        {REVIEW_ON} <= %s AND (SELECT status FROM last_steps ORDER BY openness LIMIT 1)
            IN ({_among(AWAITS_REVIEW)}),
        false
    )
    OR EXISTS (SELECT FROM unanswered WHERE earliest IS NULL OR earliest <= %s)
    OR EXISTS (
        SELECT FROM running
        WHERE nature <> '{ClockNature.OPENS_ON.value}' AND last_day - {ABOUT_TO_RUN_OUT.days} <= %s
        AND (nature = '{ClockNature.DUE.value}' OR last_day >= %s)
    )
)"""


class FollowUpDue(OfProcedure):
    """Whether a procedure is on the follow-up list on a day, for one reason or another."""

    statement = FOLLOW_UP

    def __init__(self, today: date) -> None:
        super().__init__(output_field=models.BooleanField())
        self.today = today

    def values(self) -> list[Any]:
        return [self.today] * self.statement.count("%s")
