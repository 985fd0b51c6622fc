"""What the keys of case files stand for, and who acts while a case is loaded."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from incidents import timecode
from incidents.imports.case_file import CaseError
from incidents.imports.case_tables import Table
from incidents.input_error import gettext_noop
from incidents.models import (
    Actor,
    Appearance,
    Claim,
    Election,
    Incident,
    Involvement,
    Jurisdiction,
    Platform,
    ProcedureEvent,
    Segment,
    SourceMedia,
    Term,
)
from incidents.models.base import Person

Found = TypeVar("Found")


@dataclass(frozen=True)
class Team:
    """The people a case passes through: two of them may not be one."""

    author: Person
    editor: Person
    legal: Person
    publisher: Person


@dataclass
class Keys:
    """Records by the keys that case files give them; shared by all files of one load."""

    actors: dict[str, Actor] = field(default_factory=dict)
    elections: dict[str, Election] = field(default_factory=dict)
    sources: dict[str, SourceMedia] = field(default_factory=dict)
    incidents: dict[str, Incident] = field(default_factory=dict)
    involvements: dict[str, Involvement] = field(default_factory=dict)
    appearances: dict[str, Appearance] = field(default_factory=dict)
    claims: dict[str, Claim] = field(default_factory=dict)
    events: dict[str, ProcedureEvent] = field(default_factory=dict)
    _terms: dict[tuple[str, str], Term] = field(default_factory=dict)
    _platforms: dict[str, Platform] = field(default_factory=dict)
    _jurisdictions: dict[str, Jurisdiction] = field(default_factory=dict)

    def actor(self, key: str) -> Actor:
        """A key of the case, or the slug of an actor that is there already; of one that was merged,
        what remains."""
        if key not in self.actors:
            known = Actor.objects.filter(slug=key).first()
            if known is not None:
                self.actors[key] = known.final
        return of(self.actors, key, "actor")

    def actors_of(self, row: Table, name: str) -> list[Actor]:
        return [self.actor(key) for key in row.get(name, [])]

    def term(self, scheme: str, code: str) -> Term:
        if not self._terms:
            self._terms = {(t.scheme, t.code): t for t in Term.objects.all()}
        return of(self._terms, (scheme, code), "term")

    def optional_term(self, scheme: str, code: str | None) -> Term | None:
        return self.term(scheme, code) if code else None

    def platform(self, code: str) -> Platform:
        if not self._platforms:
            self._platforms = {p.code: p for p in Platform.objects.all()}
        return of(self._platforms, code, "platform")

    def jurisdiction(self, code: str) -> Jurisdiction:
        if not self._jurisdictions:
            self._jurisdictions = {j.code: j for j in Jurisdiction.objects.all()}
        return of(self._jurisdictions, code, "jurisdiction")


def of(known: Mapping[Any, Found], key: Any, kind: str) -> Found:
    """The record of a key. Raises CaseError naming kind and key."""
    found = known.get(key)
    if found is None:
        raise CaseError(gettext_noop("no %(kind)s has the key “%(key)s”"), kind=kind, key=str(key))
    return found


def passages(source: SourceMedia, row: Table) -> tuple[Segment | None, Segment | None]:
    """The first and the last segment that a citation gives: by its seconds, or by the positions
    that were found already."""
    if "positions" in row:
        held = Segment.objects.filter(transcript__source=source, position__in=row["positions"])
        by_position = {segment.position: segment for segment in held}
        first, last = row["positions"]
        return by_position[first], by_position[last]
    return (
        segment_at(source, row["from"], last=False) if "from" in row else None,
        segment_at(source, row["to"], last=True) if "to" in row else None,
    )


def segment_at(source: SourceMedia, stamp: str, *, last: bool) -> Segment:
    """The segment of a source that starts in that second (``MM:SS``); the last one of several when
    ``last``. Raises CaseError naming the second."""
    start = timecode.to_ms(stamp)
    within = Segment.objects.filter(
        transcript__source=source, start_ms__range=(start, start + 999)
    ).select_related("transcript", "speaker__actor")
    found = within.order_by("-position" if last else "position").first()
    if found is None:
        raise CaseError(
            gettext_noop("source “%(source)s” has no segment that starts at %(time)s"),
            source=str(source),
            time=stamp,
        )
    return found
