"""What a report is about: a month, a quarter or an election, of everything or of a part; pure.

Its key stands in addresses and names the report for ever:

    2026-10                  a month
    2026-Q4                  a quarter
    2026-10-fr               of one jurisdiction (ISO 3166)
    2026-10-election-SLUG    of one election
    election-SLUG            the whole time of an election

Inclusion goes by first publication in [first day, first day of the next period), midnight in Paris.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import MAXYEAR, date, timedelta

from incidents.codes import ReportKind
from incidents.dates import Month, day_wording, month_wording
from incidents.input_error import InputError, gettext_noop

MONTHS_BEFORE = 12
"""An election's report begins with the month a year before its first voting day ..."""
MONTHS_AFTER = 1
"""... and ends with the month after the last one, when most of what came late is in."""
_QUARTER = re.compile(r"([0-9]{4})-[qQ]([1-4])")
_PART = re.compile(
    r"(?P<period>.+?)(?:-(?P<jurisdiction>[A-Za-z]{2})|-election-(?P<election>[-\w]+))?",
    re.ASCII,
)
_ELECTION = re.compile(r"election-([-\w]+)", re.ASCII)
LONGEST = 120


class CoverageError(InputError):
    """A text that is the key of no report."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """The span and the part of the register that one report is about.

    ``period`` is the written month or quarter, "" for the time of an election; ``jurisdiction`` an
    ISO 3166 code in capitals and ``election`` a slug, "" where nothing is left out.
    """

    kind: ReportKind
    period: str
    first_day: date
    next_day: date
    jurisdiction: str = ""
    election: str = ""

    def __str__(self) -> str:
        return self.key

    @property
    def key(self) -> str:
        """What names it in addresses."""
        if self.kind is ReportKind.ELECTION:
            return f"election-{self.election}"
        if self.jurisdiction:
            return f"{self.period}-{self.jurisdiction.lower()}"
        return f"{self.period}-election-{self.election}" if self.election else self.period

    @property
    def last_day(self) -> date:
        return self.next_day - timedelta(days=1)

    def has_begun(self, on: date) -> bool:
        """False for a period still in the future on that day."""
        return self.first_day <= on

    def has_ended(self, on: date) -> bool:
        """True from the first day of the next period on."""
        return self.next_day <= on

    def next(self) -> "Coverage | None":
        """The same part in the period after it; None for the time of an election."""
        return self._beside(self.next_day)

    def previous(self) -> "Coverage | None":
        """The same part in the period before it; None for the time of an election."""
        return self._beside(self.first_day - timedelta(days=1))

    def _beside(self, day: date) -> "Coverage | None":
        if self.kind is ReportKind.ELECTION:
            return None
        month = Month.containing(day)
        beside = of_month(month) if self.kind is ReportKind.MONTH else quarter_containing(month)
        return replace(beside, jurisdiction=self.jurisdiction, election=self.election)


@dataclass(frozen=True, slots=True)
class Written:
    """A key taken apart. The days of an election's report are not in its key."""

    span: Coverage | None
    jurisdiction: str = ""
    election: str = ""

    def covered(self, voting_days: Sequence[date] = ()) -> Coverage:
        """What it means; ``voting_days`` are those of its election, where it has no span."""
        if self.span is None:
            return of_election(self.election, voting_days)
        return replace(self.span, jurisdiction=self.jurisdiction, election=self.election)


def read(key: str) -> Written:
    """The parts of a key. CoverageError or MonthError name what is none."""
    if len(key) > LONGEST:
        raise _none(key)
    if whole := _ELECTION.fullmatch(key):
        return Written(None, election=whole[1])
    found = _PART.fullmatch(key)
    if found is None:
        raise _none(key)
    jurisdiction = (found["jurisdiction"] or "").upper()
    return Written(_span(found["period"]), jurisdiction, found["election"] or "")


def of_month(month: Month) -> Coverage:
    """Everything first published in a month."""
    return Coverage(ReportKind.MONTH, str(month), month.first_day, month.first_day_of_next)


def of_quarter(year: int, quarter: int) -> Coverage:
    """Everything first published in three months, ``quarter`` from 1 to 4."""
    first, last = (Month(year, 3 * quarter - back) for back in (2, 0))
    name = f"{year:04}-Q{quarter}"
    return Coverage(ReportKind.QUARTER, name, first.first_day, last.first_day_of_next)


def quarter_containing(month: Month) -> Coverage:
    """The quarter that a month is in."""
    return of_quarter(month.year, (month.month + 2) // 3)


def of_election(slug: str, voting_days: Sequence[date]) -> Coverage:
    """What concerns an election, from a year before its first voting day to the end of the month
    after its last one. CoverageError where no voting day is known."""
    if not voting_days:
        raise CoverageError(
            gettext_noop("no voting day of the election “%(slug)s” is public"), slug=slug
        )
    first, end = Month.containing(min(voting_days)), Month.containing(max(voting_days))
    for _month in range(MONTHS_BEFORE):
        first = first.previous()
    for _month in range(MONTHS_AFTER):
        end = end.next()
    return Coverage(ReportKind.ELECTION, "", first.first_day, end.first_day_of_next, election=slug)


def coverage_wording(kind: str, first_day: date, next_day: date, lang: str) -> str:
    """The span in words: "octobre 2026", "4e trimestre 2026", its first and last day for an
    election."""
    match ReportKind(kind):
        case ReportKind.MONTH:
            return month_wording(first_day, lang)
        case ReportKind.QUARTER:
            quarter = (first_day.month + 2) // 3
            ordinals = FRENCH if lang == "fr" else ENGLISH
            word = "trimestre" if lang == "fr" else "quarter"
            return f"{ordinals[quarter - 1]} {word} {first_day.year}"
        case ReportKind.ELECTION:
            first = day_wording(first_day, lang)
            last = day_wording(next_day - timedelta(days=1), lang)
            return f"du {first} au {last}" if lang == "fr" else f"{first} to {last}"


FRENCH = ("1er", "2e", "3e", "4e")
ENGLISH = ("1st", "2nd", "3rd", "4th")


def _span(text: str) -> Coverage:
    if written := _QUARTER.fullmatch(text):
        year = int(written[1])
        if not 1 <= year < MAXYEAR:
            raise _none(text)
        return of_quarter(year, int(written[2]))
    return of_month(Month.parse(text))


def _none(key: str) -> CoverageError:
    return CoverageError(
        gettext_noop(
            "“%(value)s” is the key of no report: 2026-10, 2026-Q4, 2026-10-fr, "
            "2026-10-election-NAME or election-NAME"
        ),
        value=key if len(key) <= 40 else key[:39] + "…",
    )
