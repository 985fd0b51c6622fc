"""The value of one cell, as its target reads it. Raises InputError."""

from collections.abc import Callable
from difflib import get_close_matches
from typing import Any, assert_never

from incidents.codes import Role
from incidents.imports.draft import Known
from incidents.imports.mapping import Column
from incidents.imports.mapping_faults import Dates
from incidents.imports.targets import Reads, Target
from incidents.imports.values import ValueRefused, day, fact, number, several
from incidents.input_error import gettext_noop

_SHOWN = 60
ROLES = frozenset(role.value for role in Role)
One = Callable[[str], Any]


def value_of(cell: str, column: Column, dates: Dates, known: Known) -> Any:
    """One value, or a list where its target is of many."""
    target = column.target
    if not target.many:
        return _read(column.prefix + cell, target, dates, known)
    values = several(cell, column.read_as)
    return [_read(column.prefix + value, target, dates, known) for value in values]


def _read(text: str, target: Target, dates: Dates, known: Known) -> Any:
    match target.reads:
        case Reads.TEXT | Reads.NAME:
            return _short_enough(text, target)
        case Reads.CODE:
            return _code(text, target.codes)
        case Reads.KNOWN:
            return _known(text, target, known)
        case Reads.FACT:
            return fact(text, dates)
        case Reads.DAY:
            return day(text, dates)
        case Reads.NUMBER:
            return number(text)
        case Reads.ADDRESS:
            known.check_address(text)
            return text
        case Reads.ROLE_AND_NAME:
            return _role_and_name(text)
    assert_never(target.reads)


def _short_enough(text: str, target: Target) -> str:
    if target.longest and len(text) > target.longest:
        raise ValueRefused(
            gettext_noop("%(count)d characters, at most %(most)d are kept: “%(value)s”"),
            count=len(text),
            most=target.longest,
            value=text[:_SHOWN],
        )
    return text


def _code(text: str, codes: tuple[str, ...]) -> str:
    code = text if text in codes else text.lower().replace(" ", "_")
    if code not in codes:
        raise ValueRefused(
            gettext_noop("“%(value)s” is none of: %(codes)s"),
            value=text[:_SHOWN],
            codes=", ".join(codes),
        )
    return code


def _known(text: str, target: Target, known: Known) -> str:
    register = str(target.register)
    for code in (text, text.lower(), text.upper()):
        if known.has(register, code):
            return code
    near = get_close_matches(text.lower()[:_SHOWN], list(known.codes.get(register, ())), 1)
    template = gettext_noop("“%(value)s” is not in the register (%(register)s)")
    if near:
        template = gettext_noop(
            "“%(value)s” is not in the register (%(register)s); nearest: %(near)s"
        )
    raise ValueRefused(template, value=text[:_SHOWN], register=register, near="".join(near))


def _role_and_name(text: str) -> tuple[Role, str]:
    role, colon, name = text.partition(":")
    if not colon or role.strip() not in ROLES or not name.strip():
        raise ValueRefused(
            gettext_noop("“%(value)s” is not a role and a name (depicted: Name); roles: %(roles)s"),
            value=text[:_SHOWN],
            roles=", ".join(sorted(ROLES)),
        )
    if len(name) > 200:
        raise ValueRefused(
            gettext_noop("%(count)d characters, at most %(most)d are kept: “%(value)s”"),
            count=len(name),
            most=200,
            value=name[:_SHOWN],
        )
    return Role(role.strip()), name.strip()
