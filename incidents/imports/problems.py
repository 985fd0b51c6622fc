"""What is wrong in a file, and where: every problem is found before anything is refused."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import isfinite
from typing import Any, Self

from incidents.imports.storable import storable
from incidents.input_error import InputError


@dataclass(frozen=True)
class Problem:
    """One thing in one place. ``line`` is the physical line of the file, the first is 1; ``column``
    the number of the cell in it, the first is 1, and 0 where it is about the whole line; ``name``
    the heading of that column, or the place in a document (a JSON pointer).

    ``template`` is English and marked for translation; ``params`` are its values.
    """

    line: int
    template: str
    params: Mapping[str, object] = field(default_factory=dict)
    column: int = 0
    name: str = ""

    @classmethod
    def of(cls, error: InputError, line: int, column: int = 0, name: str = "") -> Self:
        """An error that was raised while one place was read."""
        return cls(line, error.template, error.params, column, name)

    @property
    def said(self) -> str:
        """In English, without the place."""
        return str(InputError(self.template, **self.params))

    @property
    def in_full(self) -> str:
        """With the place in front: what a command prints."""
        place = f"line {self.line}"
        if self.column:
            place += f", column {self.column}"
        if self.name:
            place += f" ({self.name})"
        return f"{place}: {self.said}"

    def as_json(self) -> dict[str, Any]:
        """As it is kept with a staged record. What it repeats of the file may be what the database
        cannot keep: a NUL, half of a pair of characters, a number without end."""
        plain = {name: _plain(value) for name, value in self.params.items()}
        return {
            "column": self.column,
            "name": storable(self.name),
            "template": self.template,
            "params": plain,
        }

    @classmethod
    def from_json(cls, line: int, kept: Mapping[str, Any]) -> Self:
        """What ``as_json`` kept of a record on this line."""
        return cls(line, kept["template"], kept["params"], kept["column"], kept["name"])


class FileRefused(InputError):
    """A file of which nothing can be read; ``problems`` says all that was found."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__("%(problems)s", problems="; ".join(each.in_full for each in problems))


def _plain(value: object) -> object:
    if isinstance(value, int) or (isinstance(value, float) and isfinite(value)):
        return value
    return storable(str(value))
