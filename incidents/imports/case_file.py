"""Case files: incidents with their sources, claims and procedures, written in TOML.

The format is in docs/case-files.md. Reading checks names of tables and keys, all of them at once;
what a key refers to is checked by the action that loads the case.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from incidents.codes import Precision
from incidents.dates import FactDate
from incidents.imports.case_tables import Table, unknown
from incidents.input_error import InputError, gettext_noop

GIVEN_PAGE = "@page"
"""The value of a source's ``file`` that stands for the page given on the command line."""


class CaseError(InputError):
    """A case file that cannot be loaded; the message names file, table and value."""


@dataclass(frozen=True)
class Case:
    """One case file as read: its tables by name, and where files beside it are found."""

    path: Path
    tables: Mapping[str, Any]
    page: Path | None

    def rows(self, name: str) -> list[Table]:
        """The rows of one top-level table, in the file's order."""
        return list(self.tables.get(name, []))

    def content(self, file: str) -> bytes:
        """The bytes of a source's file. Raises CaseError naming the file."""
        path = self.page if file == GIVEN_PAGE else self.path.parent.parent / file
        if path is None:
            raise CaseError(
                gettext_noop("%(file)s: a source stands for a page to be given with --page"),
                file=self.path.name,
            )
        try:
            return path.read_bytes()
        except OSError as error:
            raise CaseError(
                gettext_noop("%(file)s: cannot read %(page)s: %(reason)s"),
                file=self.path.name,
                page=str(path),
                reason=error.strerror or type(error).__name__,
            ) from error


def read_case(path: Path, page: Path | None = None) -> Case:
    """Read one case file. Raises CaseError with every unknown table and key."""
    try:
        tables = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise CaseError(
            gettext_noop("cannot read %(file)s: %(reason)s"),
            file=str(path),
            reason=error.strerror or type(error).__name__,
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CaseError(
            gettext_noop("%(file)s is not TOML: %(reason)s"), file=path.name, reason=str(error)
        ) from error
    wrong = list(unknown(tables))
    if wrong:
        raise CaseError(
            gettext_noop("%(file)s: unknown: %(keys)s"), file=path.name, keys=", ".join(wrong)
        )
    return Case(path, tables, page)


def fact_date(value: Any) -> FactDate:
    """A date of a case file: nothing, a day, or earliest, latest, precision."""
    if value is None:
        return FactDate.unknown()
    if isinstance(value, date):
        return FactDate.on(value)
    precision = Precision(value["precision"])
    return FactDate(value.get("earliest"), value.get("latest"), precision)
