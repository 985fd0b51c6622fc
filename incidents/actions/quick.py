"""One form, one record with all that hangs on it: everything of it is saved, or nothing.

What is new to the register comes along unsaved: an actor named in passing is saved with the record
that names it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Self

from incidents.actions import citation, claim, procedure, record
from incidents.codes import Measure, Supports
from incidents.dates import FactDate
from incidents.models import (
    Actor,
    Appearance,
    AppearanceEvent,
    Citation,
    Claim,
    Incident,
    Involvement,
    LegalBasis,
    Observation,
    Procedure,
    ProcedureEvent,
    Segment,
    SourceMedia,
    Term,
)
from incidents.models.base import Person
from incidents.procedures import EventKind
from incidents.recorded import recorded


@dataclass(frozen=True)
class Ground:
    """The source that says so: the passages, a quote, or both."""

    source: SourceMedia
    first: Segment | None = None
    last: Segment | None = None
    quote: str = ""

    def located(self) -> Self:
        """With the range of its quote, where only the quote was given. Raises CitationError."""
        first, last = citation.locate(
            source=self.source, quote=self.quote, first=self.first, last=self.last
        )
        return replace(self, first=first, last=last)

    def cited_by(self, owner: citation.Owner, by: Person, supports: str = "") -> Citation:
        """Let a record cite it. Raises CitationError where the quote is not in it."""
        return citation.cite(
            owner=owner,
            source=self.source,
            by=by,
            quote=self.quote,
            first=self.first,
            last=self.last,
            supports=supports,
        )


@dataclass(frozen=True)
class Reply:
    """What a claim answers, and how."""

    to: Claim | Involvement
    kind: str


@dataclass(frozen=True)
class Reading:
    """A reading of the reach of an appearance."""

    measure: Measure
    value: int
    as_of: date


@recorded
def begin(
    *,
    incident: Incident,
    by: Person,
    ground: Ground | None,
    terms: Mapping[str, Iterable[Term]],
) -> Incident:
    """A new incident whose source says what happened. ``terms``: by the name of their field."""
    record.save(record=incident, by=by)
    for name, chosen in terms.items():
        getattr(incident, name).set(chosen)
    if ground is not None:
        ground.cited_by(incident, by, Supports.WHAT)
    return incident


@recorded
def involve(*, involvement: Involvement, by: Person, ground: Ground | None) -> Involvement:
    """An actor in a role, with the source that says so."""
    involvement.actor = _known(involvement.actor, by)
    record.save(record=involvement, by=by)
    if ground is not None:
        ground.cited_by(involvement, by)
    return involvement


@recorded
def state(
    *,
    fields: dict[str, Any],
    incidents: Iterable[Incident],
    by: Person,
    ground: Ground | None,
    about: Iterable[Actor] = (),
    on_behalf_of: Iterable[Actor] = (),
    replies: Iterable[Reply] = (),
) -> Claim:
    """A claim with its quote and what it answers. ``fields`` are those of Claim.

    Who speaks comes from the passages where nobody is named; an unnamed voice that was named in
    English for an earlier claim has that name again.
    """
    concerned = list(incidents)
    ground = ground.located() if ground is not None else None
    if ground is not None and ground.first is not None and ground.last is not None:
        fields = _spoken(fields, ground.first, ground.last)
    if fields.get("speaker") is not None:
        fields = fields | {"speaker": _known(fields["speaker"], by)}
    made = claim.create(
        claim=Claim(**_named_alike(fields, concerned)),
        incidents=concerned,
        by=by,
        about=[_known(actor, by) for actor in about],
        on_behalf_of=[_known(actor, by) for actor in on_behalf_of],
    )
    if ground is not None:
        ground.cited_by(made, by)
    for reply in replies:
        claim.answer(answer=made, to=reply.to, kind=reply.kind, by=by)
    return made


@recorded
def see(
    *,
    appearance: Appearance,
    by: Person,
    event: AppearanceEvent | None,
    reading: Reading | None,
    ground: Ground | None,
) -> Appearance:
    """A place where the content was seen, what happened there first, and one reading; the source
    says both."""
    record.save(record=appearance, by=by)
    parts: list[AppearanceEvent | Observation] = []
    if event is not None:
        event.appearance = appearance
        parts.append(event)
    if reading is not None:
        parts.append(
            Observation(
                appearance=appearance,
                measure=reading.measure,
                value=reading.value,
                as_of=reading.as_of,
            )
        )
    for part in parts:
        record.save(record=part, by=by)
        if ground is not None:
            ground.cited_by(part, by)
    return appearance


@recorded
def pursue(
    *,
    pursuit: Procedure,
    incidents: Iterable[Incident],
    kind: EventKind,
    on: FactDate,
    by: Person,
    ground: Ground | None,
    sides: Mapping[str, Iterable[Actor]],
    bases: Iterable[LegalBasis] = (),
    appearances: Iterable[Appearance] = (),
    **fields: Any,
) -> ProcedureEvent:
    """A procedure with its first event and the source of it.

    ``sides``: complainants and respondents. ``appearances``: what a platform notice is about.
    ``fields``: those of the event (``add_event``). Raises ProcedureError where no procedure of this
    track begins so.
    """
    concerned = list(incidents)
    record.save(record=pursuit, by=by)
    pursuit.incidents.set(concerned)
    pursuit.bases.set(bases)
    pursuit.appearances.set(appearances)
    for side, actors in sides.items():
        getattr(pursuit, side).set([_known(actor, by) for actor in actors])
    record.check_relations(pursuit)
    event = procedure.add_event(procedure=pursuit, kind=kind, by=by, fact_date=on, **fields)
    if ground is not None:
        ground.cited_by(event, by)
    return event


def _known(actor: Actor, by: Person) -> Actor:
    """The actor, saved now if it is new."""
    if actor._state.adding:
        record.save(record=actor, by=by)
    return actor


def _spoken(fields: dict[str, Any], first: Segment, last: Segment) -> dict[str, Any]:
    """The speaker from the voice, where only an English name of it was given, or none."""
    english = fields.get("speaker_label_en")
    try:
        found = claim.spoken(fields | {"speaker_label_en": ""}, first, last)
    except claim.ClaimError:
        if english:
            return fields
        raise
    return found if found.get("speaker") else found | {"speaker_label_en": english or ""}


def _named_alike(fields: dict[str, Any], incidents: list[Incident]) -> dict[str, Any]:
    """The English name of an unnamed voice, as an earlier claim of these incidents has it."""
    label = fields.get("speaker_label_fr")
    if not label or fields.get("speaker_label_en"):
        return fields
    earlier = Claim.objects.filter(incidents__in=incidents, speaker_label_fr=label)
    found = earlier.exclude(speaker_label_en="").order_by("-pk").first()
    return fields | {"speaker_label_en": found.speaker_label_en} if found else fields
