"""What is wrong with a JSON document, all of it at once, by JSON pointer (RFC 6901)."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from incidents.input_error import InputError, gettext_noop

MOST = 1000
"""So many are told; a document with more is not read to its end."""
LONGEST_NAME = 200
COMPARED = 80
MOST_COMPARED = 200
"""For so many, the nearest right word is looked for: with more, something else is wrong."""


@dataclass(frozen=True)
class Fault:
    """One problem: where, what, and the nearest right word where one is near."""

    pointer: str
    error: InputError
    nearest: str = ""


class TooMany(Exception):
    """Nobody reads further."""


class Faults:
    """The problems of one document, in the order in which they were found."""

    def __init__(self) -> None:
        self.found: list[Fault] = []

    def __bool__(self) -> bool:
        return bool(self.found)

    def add(self, pointer: str, error: InputError, nearest: str = "") -> None:
        """Raises TooMany after the last one that is told."""
        if len(self.found) >= MOST:
            template = gettext_noop("there are more problems than the %(most)d that are listed")
            self.found.append(Fault("", InputError(template, most=MOST)))
            raise TooMany
        self.found.append(Fault(pointer, error, nearest))

    def say(self, pointer: str, template: str, **params: object) -> None:
        """The same from the template of a message."""
        self.add(pointer, InputError(template, **params))

    def missing(self, pointer: str, template: str) -> None:
        """Something that has to be there, unless it is, and what is wrong with it is told."""
        if not any(fault.pointer == pointer for fault in self.found):
            self.say(pointer, template)

    def unknown(self, pointer: str, template: str, value: str, known: Iterable[str]) -> None:
        """Something that is none of the known: with the nearest of them."""
        shown = value[:COMPARED]
        looked = len(self.found) < MOST_COMPARED
        near = get_close_matches(shown, list(known), n=1, cutoff=0.5) if looked else []
        self.add(pointer, InputError(template, value=shown), near[0] if near else "")


def at(pointer: str, *keys: str | int) -> str:
    """The pointer of what stands below another."""
    steps = (str(key)[:LONGEST_NAME].replace("~", "~0").replace("/", "~1") for key in keys)
    return "/".join((pointer, *steps))
