"""The index: actors that have a page of their own, platforms, references.

An entry says where somebody is named and nothing of how: no role, no accusation. Private persons
and unidentified authors have no page and no entry.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.utils.translation import gettext

from incidents.documents import actors
from incidents.reports import wording
from incidents.reports.chapters.changes import Change, every_change
from incidents.reports.dossier import Dossier
from incidents.reports.material import Material

OTHER = "#"
"""Stands above entries that begin with no letter."""


@dataclass(frozen=True)
class Place:
    """Where something is: its anchor, and the reference that a reader hears instead of a page."""

    anchor: str
    reference: str


@dataclass(frozen=True)
class Entry:
    """A name, its language, and the places where it stands, in the order of the pages."""

    name: str
    language: str
    places: list[Place]


@dataclass(frozen=True)
class Letter:
    """The entries under one letter; "" where there are none (references)."""

    letter: str
    entries: list[Entry]


SHORT = 60
"""A part with no more entries is not broken over pages."""


@dataclass(frozen=True)
class Part:
    """Actors, platforms or references."""

    title: str
    letters: list[Letter]

    @property
    def is_short(self) -> bool:
        """Whether all of it fits on a page."""
        return sum(len(letter.entries) for letter in self.letters) <= SHORT


def index(material: Material) -> dict[str, Any]:
    """The parts that have entries; none of a report without annexes."""
    if not material.annexes:
        return {"index": []}
    there = {each.reference for each in material.incidents}
    parts = [
        Part(gettext("Actors"), _letters(_entries(material.incidents, _actors_of))),
        Part(gettext("Platforms"), _letters(_entries(material.incidents, _platforms_of))),
        Part(gettext("References"), list(_references(material, there))),
    ]
    return {"index": [part for part in parts if part.letters]}


def _actors_of(incident: Dossier) -> Iterator[tuple[str, Mapping[str, str]]]:
    for actor in actors(incident.document):
        if actor["slug"]:
            yield actor["slug"], actor["name"]


def _platforms_of(incident: Dossier) -> Iterator[tuple[str, Mapping[str, str]]]:
    for appearance in incident.document["appearances"]:
        yield appearance["platform"]["code"], appearance["platform"]["name"]
    for procedure in incident.document["procedures"]:
        if procedure["platform"]:
            yield procedure["platform"]["code"], procedure["platform"]["name"]


def _entries(incidents: Iterable[Dossier], named: Any) -> list[Entry]:
    """One entry for each code, each incident once, under the newest of its names."""
    names: dict[str, dict[str, str]] = {}
    places: dict[str, dict[str, Place]] = {}
    for incident in incidents:
        for code, name in named(incident):
            names[code] = dict(name)
            place = Place(incident.anchor, incident.reference)
            places.setdefault(code, {})[incident.anchor] = place
    found = [
        Entry(wording.plain(name), wording.tongue(name), list(places[code].values()))
        for code, name in names.items()
    ]
    return sorted(found, key=_place_in_order)


def _place_in_order(entry: Entry) -> tuple[bool, str, str]:
    """What begins with no letter comes first, together."""
    return _letter(entry.name) != OTHER, wording.folded(entry.name), entry.name


def _letters(entries: Iterable[Entry]) -> list[Letter]:
    return [
        Letter(letter, list(found))
        for letter, found in groupby(entries, key=lambda entry: _letter(entry.name))
    ]


def _letter(name: str) -> str:
    first = wording.folded(name)[:1].upper()
    return first if first.isalpha() else OTHER


def _references(material: Material, there: set[str]) -> Iterator[Letter]:
    """Every reference that has a page or a change in the report."""
    places: dict[str, list[Place]] = {
        each.reference: [Place(each.anchor, each.reference)] for each in material.incidents
    }
    for change in every_change(material.snapshot, there):
        place = _place(change)
        places.setdefault(change.record["reference"], []).append(place)
    if places:
        yield Letter("", [Entry(name, "", places[name]) for name in sorted(places)])


def _place(change: Change) -> Place:
    return Place(change.anchor, str(change.record["reference"]))
