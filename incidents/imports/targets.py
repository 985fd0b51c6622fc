"""What a column of a table may become: the fields of a draft that an import can set.

Whatever says that something was checked, approved or published is no target: an import makes
drafts.
"""

from dataclasses import dataclass
from enum import Enum, auto

from incidents.codes import (
    Precision,
    PresentedAs,
    Role,
    Scheme,
    Sensitivity,
    SyntheticLevel,
    Verdict,
)


class Reads(Enum):
    """How the value of a target is read."""

    TEXT = auto()
    CODE = auto()
    """One of the codes of an enum."""
    KNOWN = auto()
    """A code of a register: ``register`` says of which."""
    FACT = auto()
    """A date as far as it is known: a day, a month, a year, or two of them with / between."""
    DAY = auto()
    NUMBER = auto()
    ADDRESS = auto()
    """http or https."""
    NAME = auto()
    """Of an actor: matched, or proposed to staff."""
    ROLE_AND_NAME = auto()
    """"depicted: Name"."""


@dataclass(frozen=True)
class Target:
    """``many``: several values may stand in a cell. ``register``: whose codes they are, the scheme
    of a vocabulary or the name of a register."""

    reads: Reads
    many: bool = False
    longest: int = 0
    codes: tuple[str, ...] = ()
    register: str = ""


def _codes(enum: type) -> tuple[str, ...]:
    return tuple(code.value for code in enum)  # type: ignore[attr-defined]


TEXT = Target(Reads.TEXT)
TITLE = Target(Reads.TEXT, longest=200)

TARGETS: dict[str, Target] = {
    "id": Target(Reads.TEXT, longest=200),
    "address": Target(Reads.ADDRESS, longest=1000),
    "title": TITLE,
    "title_fr": TITLE,
    "title_en": TITLE,
    "summary": TEXT,
    "summary_fr": TEXT,
    "summary_en": TEXT,
    "original_language": Target(Reads.CODE, codes=("fr", "en")),
    "translation_outdated": Target(Reads.CODE, codes=("true", "false", "t", "f")),
    "facts_on": Target(Reads.FACT),
    "facts_earliest": Target(Reads.DAY),
    "facts_latest": Target(Reads.DAY),
    "facts_precision": Target(Reads.CODE, codes=_codes(Precision)),
    "jurisdiction": Target(Reads.KNOWN, register="jurisdiction"),
    "election": Target(Reads.KNOWN, register="election"),
    "synthetic_level": Target(Reads.CODE, codes=_codes(SyntheticLevel)),
    "presented_as": Target(Reads.CODE, codes=_codes(PresentedAs)),
    "verdict": Target(Reads.CODE, codes=_codes(Verdict)),
    "verdict_basis_fr": TEXT,
    "verdict_basis_en": TEXT,
    "verdict_on": Target(Reads.DAY),
    "spread": Target(Reads.NUMBER),
    "persona": Target(Reads.KNOWN, register=Scheme.PERSONA),
    "techniques": Target(Reads.KNOWN, many=True, register=Scheme.TECHNIQUE),
    "media": Target(Reads.KNOWN, many=True, register=Scheme.MEDIA),
    "ratings": Target(Reads.KNOWN, many=True, register=Scheme.RATING),
    "goals": Target(Reads.KNOWN, many=True, register=Scheme.GOAL),
    "sensitivity": Target(Reads.CODE, many=True, codes=_codes(Sensitivity)),
    "involved": Target(Reads.ROLE_AND_NAME, many=True),
    **{f"involved.{role.value}": Target(Reads.NAME, many=True, longest=200) for role in Role},
    "source_address": Target(Reads.ADDRESS, many=True, longest=1000),
    "source_title": Target(Reads.TEXT, longest=300),
    "internal_note": TEXT,
}
"""By name. Without a language, title and summary are those of the mapping's ``language``."""

GUARDED = frozenset(
    (
        *("state", "status", "reference", "approval", "approvals", "approved", "approved_by"),
        *("approved_at", "published", "published_at", "first_published_at", "publication"),
        *("publications", "published_by", "withdrawn", "withdrawn_at", "merged_into", "version"),
        *("created_by", "updated_by", "uuid", "assigned_to"),
    )
)
"""Names of columns that would set what only people may: a file that has one is refused, unless its
mapping leaves that column out by name, or reads it as something else."""
