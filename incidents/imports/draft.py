"""What a record of a file becomes, before anything is looked up: plain values, names instead of
keys. Readers make it, ``actions/importing_rows.py`` makes rows of it."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from incidents.canonical import digest
from incidents.imports.problems import Problem

Part = dict[str, Any]


@dataclass(frozen=True)
class Known:
    """The registers' codes: of the terms by scheme, and of ``jurisdiction``, ``election``,
    ``platform`` and ``basis``. ``check_address`` raises for what is no web address."""

    codes: Mapping[str, Collection[str]]
    check_address: Callable[[str], None]

    def has(self, register: str, code: str) -> bool:
        return code in self.codes.get(register, ())


@dataclass
class Draft:
    """One record. ``incident`` has the columns of its row, ``jurisdiction``, ``election`` and
    ``persona`` by their codes; ``terms`` codes by relation; ``parts`` all that hangs on it, by
    kind, each with a ``key`` by which others of the file name it.

    ``involved``: role and name, as a table has them.
    """

    line: int
    external_id: str = ""
    address: str = ""
    incident: Part = field(default_factory=dict)
    terms: dict[str, list[str]] = field(default_factory=dict)
    sources: list[Part] = field(default_factory=list)
    citations: list[Part] = field(default_factory=list)
    involved: list[tuple[str, str]] = field(default_factory=list)
    parts: dict[str, list[Part]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    election: Part | None = None
    """The election as a document tells it, for a register that lacks it."""
    is_outdated: bool = False
    """Its translation says something else than the original does."""

    def warn(self, template: str, **params: object) -> None:
        """Note something that staff should look at."""
        self.warnings.append(Problem(self.line, template, params))

    @property
    def digest(self) -> str:
        """Of all that it says: by it a later import knows whether a record changed."""
        said = (self.incident, self.terms, self.sources, self.citations, self.involved, self.parts)
        return digest([list(each) if isinstance(each, tuple) else each for each in said])

    @property
    def title(self) -> str:
        language = self.incident.get("original_language", "fr")
        other = "en" if language == "fr" else "fr"
        titles = (self.incident.get(f"title_{each}", "") for each in (language, other))
        return next(filter(None, titles), "")
