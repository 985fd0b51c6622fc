"""Deadlines that the law sets from an event on: a plain table, and what it gives. Pure.

Sources stand in each row; to be checked by a lawyer before any legal use. Days are calendar days:
that a term which ends on a Saturday, a Sunday or a holiday runs on to the next working day (CPC
art. 642, CPP art. 801) is not counted in, so that nobody relies on a day too many.
"""

from calendar import monthrange
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from incidents.codes import ClockCode, ClockNature, Track
from incidents.procedures.events import Event, EventKind, moving, of_respondent, respondents

K = EventKind
N = ClockNature


@dataclass(frozen=True)
class Clock:
    """A term that runs while one of the events ``after`` is the last that happened.

    It is counted from the last event of ``starts`` (none given: of ``after``): a step on the way
    to what is due does not begin the term anew. ``bases`` empty: on every basis; otherwise only
    where the procedure rests on one of them, and then before a clock that asks for none; on none of
    ``except_bases``. ``from_facts``: it is counted from the first possible day of the facts
    instead.
    """

    code: ClockCode
    track: Track
    after: frozenset[EventKind]
    nature: ClockNature
    source: str
    months: int = 0
    days: int = 0
    bases: frozenset[str] = frozenset()
    except_bases: frozenset[str] = frozenset()
    starts: frozenset[EventKind] = frozenset()
    from_facts: bool = False

    @property
    def counted_from(self) -> frozenset[EventKind]:
        """The kinds of events that begin the term."""
        return self.starts or self.after

    def fits(self, bases: Collection[str]) -> bool:
        """Whether it runs in a procedure on these legal bases."""
        given = set(bases)
        return (not self.bases or bool(self.bases & given)) and not self.except_bases & given


FALSE_NEWS = frozenset({"CE-L163-2"})
PRESS = frozenset({"LP-1881"})
GDPR = frozenset({"GDPR"})
NO_WAIT = frozenset({"LP-1881", "CE-L97"})
"""Offences for which a civil party may go to the investigating judge at once: the press, and those
of the electoral code that CPP art. 85 lists."""

CLOCKS: tuple[Clock, ...] = (
    Clock(
        ClockCode.PRESS_LIMITATION,
        Track.PENAL,
        frozenset({K.CONSIDERED, K.ANNOUNCED, K.REPORT, K.COMPLAINT, K.COMPLAINT_AGAINST_X}),
        N.OPEN_UNTIL,
        "Act of 29 July 1881, art. 65",
        months=3,
        bases=PRESS,
        from_facts=True,
    ),
    Clock(
        ClockCode.CIVIL_PARTY,
        Track.PENAL,
        frozenset({K.COMPLAINT, K.COMPLAINT_AGAINST_X}),
        N.OPENS_ON,
        "CPP art. 85",
        months=3,
        except_bases=NO_WAIT,
    ),
    Clock(
        ClockCode.PENAL_APPEAL,
        Track.PENAL,
        frozenset({K.ACQUITTED, K.CONVICTED}),
        N.OPEN_UNTIL,
        "CPP art. 498",
        days=10,
    ),
    Clock(
        ClockCode.NO_CASE_APPEAL,
        Track.PENAL,
        frozenset({K.NO_CASE}),
        N.OPEN_UNTIL,
        "CPP art. 186",
        days=10,
    ),
    Clock(
        ClockCode.FALSE_NEWS_ORDER,
        Track.URGENT_CIVIL,
        frozenset({K.SUMMONS, K.HEARING}),
        N.DUE,
        "C. élect. art. L.163-2, II",
        days=2,
        bases=FALSE_NEWS,
        starts=frozenset({K.SUMMONS}),
    ),
    Clock(
        ClockCode.FALSE_NEWS_APPEAL,
        Track.URGENT_CIVIL,
        frozenset({K.ORDER}),
        N.OPEN_UNTIL,
        "C. élect. art. L.163-2; décret n° 2019-53",
        days=2,
        bases=FALSE_NEWS,
    ),
    Clock(
        ClockCode.FALSE_NEWS_RULING,
        Track.URGENT_CIVIL,
        frozenset({K.APPEAL}),
        N.DUE,
        "C. élect. art. L.163-2, III",
        days=2,
        bases=FALSE_NEWS,
    ),
    Clock(
        ClockCode.URGENT_APPEAL,
        Track.URGENT_CIVIL,
        frozenset({K.ORDER}),
        N.OPEN_UNTIL,
        "CPC art. 490",
        days=15,
    ),
    Clock(
        ClockCode.MERITS_APPEAL,
        Track.MERITS,
        frozenset({K.JUDGMENT}),
        N.OPEN_UNTIL,
        "CPC art. 538 (from notification)",
        months=1,
    ),
    Clock(
        ClockCode.ELECTION_DECISION,
        Track.ELECTORAL,
        frozenset({K.CHALLENGE_FILED, K.INSTRUCTION}),
        N.DUE,
        "C. élect. art. R.120 (administrative court, general renewal)",
        months=3,
        starts=frozenset({K.CHALLENGE_FILED}),
    ),
    Clock(
        ClockCode.GDPR_ANSWER,
        Track.REGULATOR,
        frozenset({K.REFERRAL, K.RECEIPT}),
        N.DUE,
        "Reg. (EU) 2016/679, art. 78(2)",
        months=3,
        bases=GDPR,
        starts=frozenset({K.REFERRAL}),
    ),
    Clock(
        ClockCode.INTERNAL_COMPLAINT,
        Track.PLATFORM,
        frozenset({K.DECISION, K.NO_ACTION}),
        N.OPEN_UNTIL,
        "Reg. (EU) 2022/2065, art. 20(1)",
        months=6,
    ),
    Clock(
        ClockCode.OUT_OF_COURT,
        Track.PLATFORM,
        frozenset({K.OUT_OF_COURT}),
        N.DUE,
        "Reg. (EU) 2022/2065, art. 21(4)",
        days=90,
    ),
)


@dataclass(frozen=True)
class Deadline:
    """A term of one respondent (None: of everybody, or everybody else) and its last possible day;
    of a remedy that opens, its first.

    Where the day from which it is counted is only known as one of several, nobody relies on a day
    too many: a remedy closes as early as it may, opens as late as it may, and nobody is called late
    before they must be.
    """

    clock: ClockCode
    nature: ClockNature
    respondent: str | None
    on: date


def deadlines(
    track: Track,
    events: Sequence[Event],
    *,
    bases: Collection[str] = (),
    facts_from: date | None = None,
    others: bool = False,
) -> list[Deadline]:
    """The terms that run now, one at most for each respondent, soonest first.

    ``bases`` are codes of legal bases; ``facts_from`` is the first possible day of the facts.
    ``others``: there are more respondents than events name. An event of unknown day starts nothing.
    """
    found = []
    for person in respondents(events, others=others):
        steps = moving(of_respondent(events, person))
        clock = clock_after(track, steps[-1].kind, bases) if steps else None
        if clock is None:
            continue
        start = facts_from if clock.from_facts else _start(clock, steps)
        if start is not None and start.year < date.max.year - 1:
            on = add_months(start, clock.months) + timedelta(days=clock.days)
            found.append(Deadline(clock.code, clock.nature, person, on))
    return sorted(found, key=lambda deadline: deadline.on)


def clock_after(track: Track, kind: EventKind, bases: Collection[str]) -> Clock | None:
    """The clock that runs after an event: one of a basis of the procedure before a general one."""
    fitting = [
        clock
        for clock in CLOCKS
        if clock.track is track and kind in clock.after and clock.fits(bases)
    ]
    return min(fitting, key=lambda clock: not clock.bases, default=None)


def _start(clock: Clock, steps: Sequence[Event]) -> date | None:
    """The day from which a term is counted; None where it is unknown or nothing began it."""
    began = next((step for step in reversed(steps) if step.kind in clock.counted_from), None)
    if began is None:
        return None
    return began.on.earliest if clock.nature is N.OPEN_UNTIL else began.on.latest


def add_months(day: date, months: int) -> date:
    """The same day of a later month, or its last day where it is shorter (CPC art. 641)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
