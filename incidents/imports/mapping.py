"""How the columns of a file become fields of a draft. Data: as TOML it ships, as JSON it is kept.

::

    name = "aiid"
    dataset = "AI Incident Database"       # what the ids belong to
    language = "en"                        # of titles, summaries and sources
    dates = "iso"                          # or "day-first", "month-first"
    address = "https://incidentdatabase.ai/cite/{id}"
    ignore = ["reports"]                   # columns left out on purpose
    columns = [
        { header = "incident_id", to = "id" },
        { header = "Alleged deployer of AI system", to = "involved.alleged_author", as = "json" },
    ]
    constants = { jurisdiction = "ZZ" }    # for every record, where its column is empty or missing

A column may say ``as`` (how several values stand in one cell) and ``prefix`` (put in front of each
of its values).
"""

import tomllib
from collections.abc import Mapping as AnyMapping
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from incidents.imports.mapping_faults import TEXTS, As, Dates, MappingError, faults
from incidents.imports.targets import TARGETS, Target
from incidents.input_error import gettext_noop

SHIPPED = Path(__file__).parent / "mappings"


@dataclass(frozen=True)
class Column:
    """One column of a file and what it becomes."""

    header: str
    to: str
    read_as: As = As.TEXT
    prefix: str = ""

    @property
    def target(self) -> Target:
        return TARGETS[self.to]


@dataclass(frozen=True)
class Mapping:
    """Make one with ``from_data``, which checks it. ``constants``: by target, as cells say it."""

    name: str = ""
    dataset: str = ""
    language: str = "fr"
    dates: Dates = Dates.ISO
    address: str = ""
    columns: tuple[Column, ...] = ()
    ignore: frozenset[str] = frozenset()
    constants: AnyMapping[str, str] = field(default_factory=dict)
    make_registers: bool = False
    """Of documents: actors with a page and elections that the register lacks are made, because a
    person said so; otherwise such names are proposed, and what cannot do without them refused."""

    @classmethod
    def from_data(cls, data: AnyMapping[str, Any]) -> Self:
        """From TOML or JSON. Raises MappingError with everything that is wrong with it."""
        wrong = list(faults(data))
        if wrong:
            raise MappingError(gettext_noop("the mapping: %(wrong)s"), wrong=wrong)
        columns = tuple(
            Column(each["header"], each["to"], As(each.get("as", _usual(each["to"]))),
                   each.get("prefix", ""))
            for each in data.get("columns", ())
        )  # fmt: skip
        return cls(
            **{name: data[name] for name in TEXTS if name in data},
            dates=Dates(data.get("dates", Dates.ISO)),
            columns=columns,
            ignore=frozenset(data.get("ignore", ())),
            constants=dict(data.get("constants", {})),
            make_registers=data.get("make_registers", False),
        )

    def as_data(self) -> dict[str, Any]:
        """What ``from_data`` reads: JSON."""
        return {
            **{name: getattr(self, name) for name in TEXTS},
            "dates": self.dates.value,
            "columns": [
                {"header": c.header, "to": c.to, "as": c.read_as.value, "prefix": c.prefix}
                for c in self.columns
            ],
            "ignore": sorted(self.ignore),
            "constants": dict(self.constants),
            "make_registers": self.make_registers,
        }

    def but(
        self,
        *,
        dataset: str = "",
        constants: AnyMapping[str, str] | None = None,
        dates: Dates | None = None,
        make_registers: bool | None = None,
    ) -> Self:
        """The same with what is given here. Raises MappingError for a constant of something that is
        no target."""
        data = self.as_data()
        data["constants"] |= constants or {}
        data["dataset"] = dataset or self.dataset
        data["dates"] = (dates or self.dates).value
        data["make_registers"] = self.make_registers if make_registers is None else make_registers
        return self.from_data(data)

    def fits(self, headers: Sequence[str]) -> bool:
        """All of its columns are there, and it knows more than half of the headings."""
        used = {column.header for column in self.columns}
        return bool(used) and used <= set(headers) and 2 * self.knows(headers) > len(headers)

    def knows(self, headers: Sequence[str]) -> int:
        """So many of the headings, as used or as left out."""
        return len(({column.header for column in self.columns} | self.ignore) & set(headers))


def shipped_for(headers: Sequence[str]) -> Mapping | None:
    """That which knows most of these headings, of those whose columns are all there."""
    fitting = [found for name in shipped_names() if (found := shipped(name)).fits(headers)]
    return max(fitting, key=lambda each: each.knows(headers), default=None)


def shipped(name: str) -> Mapping:
    """One of the mappings that come with the program. Raises MappingError."""
    if name not in shipped_names():
        raise MappingError(
            gettext_noop("there is no mapping “%(name)s”; these are: %(names)s"),
            name=name[:80],
            names=", ".join(shipped_names()),
        )
    return read(SHIPPED / f"{name}.toml")


def shipped_names() -> list[str]:
    """By name, in their order."""
    return sorted(path.stem for path in SHIPPED.glob("*.toml"))


def read(path: Path) -> Mapping:
    """A mapping from a TOML file. Raises MappingError."""
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise MappingError(
            gettext_noop("cannot read the mapping %(file)s: %(reason)s"),
            file=str(path),
            reason=str(error),
        ) from error
    return Mapping.from_data({"name": path.stem} | data)


def _usual(to: str) -> As:
    return As.PARTED if TARGETS[to].many else As.TEXT
