"""Read the vocabulary files and refuse what is incomplete, doubled or unknown. Pure (no Django).

Every refusal names the file, the row's code and the field. A file is TOML: rows of one array of
tables, and optionally a ``source`` at the top for rows that name none.
"""

import tomllib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

from incidents.codes import PlatformKind, Scheme, Track
from incidents.vocabulary.fields import Row, VocabularyError
from incidents.vocabulary.records import (
    Authority,
    Jurisdiction,
    LegalBasis,
    Platform,
    Term,
    Vocabularies,
)

Record = TypeVar("Record")

FOLDER = Path(__file__).parent
PLATFORM_KINDS = frozenset(kind.value for kind in PlatformKind)
TRACKS = frozenset(track.value for track in Track)


def read_vocabularies(folder: Path = FOLDER) -> Vocabularies:
    """Read and check all files of ``folder``; the first fault raises ``VocabularyError``."""
    jurisdictions = read_rows(folder / "jurisdictions.toml", "jurisdiction", _jurisdiction)
    known = frozenset(row.code for row in jurisdictions)
    return Vocabularies(
        terms=tuple(term for scheme in Scheme for term in _read_terms(folder, scheme)),
        platforms=read_rows(folder / "platforms.toml", "platform", _platform),
        legal_bases=read_rows(
            folder / "legal_bases.toml", "basis", lambda row: _legal_basis(row, known)
        ),
        authorities=read_rows(
            folder / "authorities.toml", "authority", lambda row: _authority(row, known), key="slug"
        ),
        jurisdictions=jurisdictions,
    )


def read_rows(
    path: Path, table: str, build: Callable[[Row], Record], key: str = "code"
) -> tuple[Record, ...]:
    """The records of one file, in its order; a code may stand in it once."""
    document = _load(path)
    default_source = document.pop("source", "")
    rows = document.pop(table, None)
    if document:
        raise VocabularyError(path.name, "", sorted(document)[0], "is not a known table or setting")
    if not isinstance(rows, list) or not rows:
        raise VocabularyError(path.name, "", table, "the file has no such rows")
    records, seen = [], set()
    for position, values in enumerate(rows, start=1):
        row = Row(path.name, position, values, key=key, default_source=default_source)
        if row.code in seen:
            raise row.fault(key, "is there twice")
        seen.add(row.code)
        records.append(build(row))
        row.check_all_used()
    return tuple(records)


def _load(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise VocabularyError(path.name, "", "", "the file is missing") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise VocabularyError(path.name, "", "", f"is not readable as TOML: {error}") from error


def _read_terms(folder: Path, scheme: Scheme) -> tuple[Term, ...]:
    name = f"{scheme}.toml"
    terms = read_rows(folder / name, "term", lambda row: _term(row, scheme))
    _check_replacements(name, terms)
    return terms


def _check_replacements(name: str, terms: Iterable[Term]) -> None:
    """A replaced term points to another term of its scheme."""
    codes = {term.code for term in terms}
    for term in terms:
        if term.replaced_by and term.replaced_by not in codes - {term.code}:
            message = f"{term.replaced_by!r} is not another term of the scheme"
            raise VocabularyError(name, term.code, "replaced_by", message)


def _term(row: Row, scheme: Scheme) -> Term:
    valid_from, valid_to = row.period("valid_from", "valid_to")
    return Term(
        scheme=scheme,
        code=row.code,
        label=row.bilingual("label"),
        definition=row.bilingual("definition"),
        source=row.source(),
        valid_from=valid_from,
        valid_to=valid_to,
        replaced_by=row.text("replaced_by", required=False),
    )


def _platform(row: Row) -> Platform:
    return Platform(
        code=row.code,
        name=row.bilingual("name"),
        kind=row.choice("kind", PLATFORM_KINDS),
        source=row.source(),
        operator=row.text("operator", required=False),
        vlop_since=row.day("vlop_since"),
        notice_url=row.address("notice_url"),
    )


def _legal_basis(row: Row, jurisdictions: frozenset[str]) -> LegalBasis:
    in_force_from, in_force_to = row.period("in_force_from", "in_force_to")
    return LegalBasis(
        code=row.code,
        short=row.text("short"),
        jurisdiction=row.choice("jurisdiction", jurisdictions),
        title=row.bilingual("title"),
        tracks=row.choices("tracks", TRACKS),
        note=row.bilingual("note"),
        source=row.source(),
        in_force_from=in_force_from,
        in_force_to=in_force_to,
        url=row.address("url"),
    )


def _authority(row: Row, jurisdictions: frozenset[str]) -> Authority:
    return Authority(
        slug=row.code,
        name=row.bilingual("name"),
        jurisdiction=row.choice("jurisdiction", jurisdictions),
        note=row.bilingual("note"),
        source=row.source(),
        short=row.text("short", required=False),
        url=row.address("url"),
    )


def _jurisdiction(row: Row) -> Jurisdiction:
    return Jurisdiction(
        code=row.code,
        name=row.bilingual("name"),
        source=row.source(),
        fictional=row.flag("fictional"),
    )
