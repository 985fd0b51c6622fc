"""Many made-up procedures: walks along the tables of the tracks, over several years.

A third are words so far, mostly with a review date; some events name one of two respondents, some
events were superseded; one procedure in four rests on a basis whose terms differ.
"""

from datetime import date, timedelta
from itertools import chain
from random import Random
from typing import Any

from django.db import transaction

from incidents.codes import Track
from incidents.models import (
    Actor,
    Incident,
    Jurisdiction,
    LegalBasis,
    Procedure,
    ProcedureEvent,
)
from incidents.procedures import CLOCKS, EventKind
from incidents.procedures.events import PER_PERSON
from incidents.procedures.tracks import START, allowed_after

BATCH = 2000
CODES = sorted({code for clock in CLOCKS for code in clock.bases | clock.except_bases})


@transaction.atomic
def add_procedures(count: int, today: date, random: Random) -> None:
    """One incident for two procedures, one respondent for four."""
    place = Jurisdiction.objects.get_or_create(code="XV")[0]
    bases = _bases(place)
    days = [today - timedelta(days=random.randrange(30, 1500)) for _each in range(count // 2 + 1)]
    incidents = Incident.objects.bulk_create(
        [_incident(n, day, place) for n, day in enumerate(days)], batch_size=BATCH
    )
    people = Actor.objects.bulk_create(
        [
            Actor(kind="person", slug=f"personne-{n}", name_fr=f"Personne {n}")
            for n in range(count // 4 + 2)
        ],
        batch_size=BATCH,
    )
    tracks = random.choices(list(Track), k=count)
    made = Procedure.objects.bulk_create(
        [Procedure(track=track, review_on=_review(today, random)) for track in tracks],
        batch_size=BATCH,
    )
    _relate(made, "incidents", [(incidents[n // 2],) for n in range(count)])
    against = [(people[n // 4], people[n // 4 + 1])[: random.randrange(3)] for n in range(count)]
    _relate(made, "respondents", against)
    _relate(made, "bases", [random.sample(bases, random.random() < 0.25) for _each in made])
    events = chain.from_iterable(
        _events(procedure, incidents[n // 2].earliest, against[n], today, random)
        for n, procedure in enumerate(made)
    )
    written = ProcedureEvent.objects.bulk_create(events, batch_size=BATCH)
    _supersede(random.sample(written, count // 20))


def _bases(place: Jurisdiction) -> list[LegalBasis]:
    return LegalBasis.objects.bulk_create(
        LegalBasis(
            code=code,
            short=code,
            jurisdiction=place,
            title_fr=code,
            title_en=code,
            tracks=["penal"],
        )
        for code in CODES
    )


def _incident(number: int, day: date, place: Jurisdiction) -> Incident:
    return Incident(
        title_fr=f"Incident {number}",
        jurisdiction=place,
        earliest=day,
        latest=day,
        precision="day",
    )


def _review(today: date, random: Random) -> date | None:
    return today + timedelta(days=random.randrange(-300, 100)) if random.random() < 0.4 else None


def _relate(made: list[Procedure], name: str, others: list[Any]) -> None:
    field: Any = Procedure._meta.get_field(name)
    ours, theirs = field.m2m_field_name(), field.m2m_reverse_field_name()
    table = field.remote_field.through
    rows = (
        table(**{ours: procedure, theirs: other})
        for procedure, these in zip(made, others, strict=True)
        for other in these
    )
    table.objects.bulk_create(rows, batch_size=BATCH)


def _events(
    procedure: Procedure, begun: Any, against: Any, today: date, random: Random
) -> list[ProcedureEvent]:
    """Up to nine steps that the table of the track allows, each some weeks after the one before."""
    found: list[ProcedureEvent] = []
    kind: EventKind | None = None
    day = begun
    for order in range(1, random.choice((2, 2, 3, 5, 7, 10))):
        following = allowed_after(Track(procedure.track), kind)
        day += timedelta(days=random.randrange(1, 120))
        if not following or day > today:
            break
        further = [each for each in following if each not in START] or following
        kind = random.choice(further if order > 1 else following)
        person = random.choice(against) if kind in PER_PERSON and against else None
        found.append(_event(procedure, order, kind, person, day))
    return found


def _event(
    procedure: Procedure, order: int, kind: str, person: Actor | None, day: date | None
) -> ProcedureEvent:
    return ProcedureEvent(
        procedure=procedure,
        order=order,
        kind=kind,
        respondent=person,
        earliest=day,
        latest=day,
        precision="day",
    )


def _supersede(events: list[ProcedureEvent]) -> None:
    """Each by an event of its own place, kind and days."""
    ProcedureEvent.objects.bulk_create((_corrected(event) for event in events), batch_size=BATCH)


def _corrected(wrong: ProcedureEvent) -> ProcedureEvent:
    made = _event(wrong.procedure, wrong.order, wrong.kind, wrong.respondent, wrong.earliest)
    made.supersedes = wrong
    return made
