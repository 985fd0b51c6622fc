"""The standing of procedures in SQL, for lists of the staff: what ``standing_sql`` says of one row.

The rule itself is ``incidents/procedures/`` (``status``, ``clocks``); a property test holds both
together.
"""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import F
from django.db.models.sql.compiler import SQLCompiler

from incidents.codes import ClockNature
from incidents.models.standing_sql import ALL, COLUMNS, ONE, ROW, RUNNING, SINCE, STEPS, statement
from incidents.procedures import AWAITS_REVIEW

DUE = f"nature = '{ClockNature.DUE.value}'"


class OfProcedure(models.Func):
    """A statement about one procedure, for queries of procedures and for their subqueries."""

    statement: str

    def __init__(self, *, output_field: "models.Field[Any, Any]") -> None:
        super().__init__(*(F(column) for column in COLUMNS), output_field=output_field)

    def as_sql(  # type: ignore[override]
        self, compiler: SQLCompiler, *args: Any, **kwargs: Any
    ) -> tuple[str, list[Any]]:
        statement = self.statement
        for column, expression in zip(ROW, self.get_source_expressions(), strict=True):
            found, _params = compiler.compile(expression)
            statement = statement.replace(column, found)
        return statement, self.values()

    def values(self) -> list[Any]:
        """What stands in for each %s of the statement, in order."""
        return []


class Status(OfProcedure):
    """The legal status of a procedure; NULL where nothing happened yet."""

    statement = statement(STEPS, subject=ONE, found="SELECT status FROM most_open")

    def __init__(self) -> None:
        super().__init__(output_field=models.CharField())


class Since(OfProcedure):
    """The first day on which its status may have begun; NULL where that is unknown."""

    statement = statement(STEPS, SINCE, subject=ONE, found="SELECT since FROM longest")

    def __init__(self) -> None:
        super().__init__(output_field=models.DateField())


class DeadlineOn(OfProcedure):
    """The last day of the next term that runs; NULL where none does."""

    statement = statement(STEPS, RUNNING, subject=ONE, found="SELECT min(last_day) FROM running")

    def __init__(self) -> None:
        super().__init__(output_field=models.DateField())


class Among(OfProcedure):
    """Whether a procedure is one of those that a statement finds: for a condition. It is asked
    once, whatever the number of rows that the condition meets.

    Not below a reference to an outer query: PostgreSQL would ask it for each row of that.
    """

    def __init__(self, found: str, *values: Any) -> None:
        super().__init__(output_field=models.BooleanField())
        self.statement = f"{ROW[0]} IN {found}"
        self.given = values

    def values(self) -> list[Any]:
        return list(self.given)


def standing_in(*statuses: str) -> Among:
    """Whether the status is one of these; what has none is not."""
    found = "SELECT procedure FROM most_open WHERE status = ANY(%s)"
    return Among(statement(STEPS, subject=ALL, found=found), list(statuses))


def to_review(today: date) -> Among:
    """Whether the review date is reached, and nothing followed."""
    words = ", ".join(f"'{status.value}'" for status in sorted(AWAITS_REVIEW))
    found = f"SELECT procedure FROM most_open WHERE status IN ({words})"
    return Among(statement(STEPS, subject=f"{ALL} WHERE review_on <= %s", found=found), today)


def late_on(today: date) -> Among:
    """Whether the last day of a term that binds somebody has gone by; a
    remedy that goes unused makes nobody late."""
    found = f"SELECT procedure FROM running WHERE {DUE} AND last_day < %s"
    return Among(statement(STEPS, RUNNING, subject=ALL, found=found), today)


def running_out(first: date, last: date) -> Among:
    """Whether the next deadline (``DeadlineOn``) is one of these days."""
    found = (
        "SELECT procedure FROM running GROUP BY procedure HAVING min(last_day) BETWEEN %s AND %s"
    )
    return Among(statement(STEPS, RUNNING, subject=ALL, found=found), first, last)
