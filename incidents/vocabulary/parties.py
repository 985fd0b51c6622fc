"""Parties as a register of parties knows them, to check the ids that staff write. Pure (no Django).

The register is not complete: a party that it lacks is no fault of anybody's.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from incidents.transcripts.folding import words
from incidents.vocabulary.fields import Row
from incidents.vocabulary.reader import FOLDER, read_rows

FILE = "parties.toml"
BETWEEN = " / "
"""In the register, between two names of one party."""


@dataclass(frozen=True, slots=True)
class Party:
    """One row. ``first`` and ``last`` are years; a party that exists has no last one."""

    id: str
    country: str
    short: str
    name: str
    source: str
    english: str = ""
    first: int | None = None
    last: int | None = None

    def names(self) -> frozenset[str]:
        """Every name that the register gives it, folded."""
        return frozenset(folded(name) for name in self._names())

    def _names(self) -> Iterator[str]:
        for text in (self.name, self.english):
            yield from (text, *text.split(BETWEEN)) if text else ()
        for text in self.short.split("/"):
            yield text

    def is_called(self, names: Iterable[str]) -> bool:
        """Whether one of these names is one of its own."""
        return not self.names().isdisjoint(folded(name) for name in names if name.strip())

    def __str__(self) -> str:
        years = f"{self.first or '?'}–{self.last or ''}"
        return f"{self.name} ({self.short}, {self.country}, {years})"


def read_parties(folder: Path = FOLDER) -> tuple[Party, ...]:
    """Read and check the register; the first fault raises ``VocabularyError``."""
    return read_rows(folder / FILE, "party", _party, key="id")


@cache
def by_id() -> dict[str, Party]:
    """The shipped register by Party Facts id."""
    return {party.id: party for party in read_parties()}


def like(names: Iterable[str], country: str) -> list[Party]:
    """The parties of a country that have one of these names, those that still exist first."""
    given = [name for name in names if name.strip()]
    found = [p for p in by_id().values() if p.country == country and p.is_called(given)]
    return sorted(found, key=lambda party: (party.last is not None, -(party.first or 0)))


def folded(name: str) -> str:
    """A name as names are compared: accents, case and punctuation gone."""
    return " ".join(words(name))


def _party(row: Row) -> Party:
    if not (row.code.isascii() and row.code.isdigit() and not row.code.startswith("0")):
        raise row.fault("id", f"{row.code!r} is not a Party Facts id")
    country = row.text("country")
    if not (len(country) == 2 and country.isascii() and country.isupper()):
        raise row.fault("country", f"{country!r} is not an ISO 3166-1 code of two letters")
    first, last = row.years("first", "last")
    return Party(
        id=row.code,
        country=country,
        short=row.text("short"),
        name=row.text("name"),
        source=row.source(),
        english=row.text("english", required=False),
        first=first,
        last=last,
    )
