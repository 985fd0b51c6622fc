"""What the API can be asked, in words: read from ``operations.toml``, French beside English.

The table says what the code does not: meanings, and which answers an address can give beyond those
that every reading can. That it names every address and method, and no other, is found when the
description is made, and by a house test.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("operations.toml")

Both = Mapping[str, str]


@dataclass(frozen=True)
class Group:
    """Operations that stand together."""

    name: str
    title: Both
    about: Both


@dataclass(frozen=True)
class Parameter:
    """What a parameter means; ``OPERATION.NAME`` is one of that operation alone. ``schema`` is that
    of its value, where the view does not say it."""

    name: str
    about: Both
    schema: Mapping[str, Any] = field(default_factory=dict)
    where: str = "query"
    example: str = ""
    required: bool = False


@dataclass(frozen=True)
class Operation:
    """One method of one address.

    ``answer`` is a type, as the data dictionary writes it, or "PAGE of TYPE"; ``moves`` and
    ``withdrawn`` the records that tell of what was merged or withdrawn; ``problems`` what it can
    answer beyond the problems of every reading; ``empty`` statuses without a body; ``example`` what
    the demo is asked. ``asks_database`` is false where no database is asked.
    """

    id: str
    path: str
    group: str
    summary: Both
    about: Both
    answer: str = ""
    method: str = "get"
    statuses: Sequence[int] = (200,)
    empty: Sequence[int] = ()
    headers: Sequence[str] = ()
    answer_headers: Sequence[str] = ()
    problems: Sequence[str] = ()
    media_types: Sequence[str] = ("application/json",)
    body: str = ""
    needs_key: bool = False
    moves: str = ""
    withdrawn: str = ""
    asks_database: bool = True
    conditional: bool = True
    example: str | None = None


@dataclass(frozen=True)
class Header:
    """A header of answers."""

    name: str
    about: Both
    schema: Mapping[str, Any]


@dataclass(frozen=True)
class Rule:
    """What holds for every address."""

    name: str
    title: Both
    about: Both


@dataclass(frozen=True)
class Table:
    """All of it; ``about`` introduces it."""

    about: Both
    rules: Sequence[Rule]
    words: Mapping[str, Both]
    groups: Sequence[Group]
    operations: Sequence[Operation]
    parameters: Mapping[str, Parameter]
    headers: Mapping[str, Header]

    def find(self, path: str, method: str) -> Operation | None:
        """The operation at an address below the API's root."""
        return next((o for o in self.operations if (o.path, o.method) == (path, method)), None)


@cache
def table() -> Table:
    """As the file has it."""
    read = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return Table(
        about=read["about"],
        rules=[Rule(**each) for each in read["rule"]],
        words=read["words"],
        groups=[Group(**each) for each in read["group"]],
        operations=[Operation(**each) for each in read["operation"]],
        parameters={each["name"]: Parameter(**each) for each in read["parameter"]},
        headers={each["name"]: Header(**each) for each in read["header"]},
    )
