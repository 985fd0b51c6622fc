"""One row of a table becomes one draft, as a mapping says; every cell's problem with its column."""

from collections.abc import Iterator, Sequence
from typing import Any

from incidents.codes import Role
from incidents.imports.draft import Draft, Known
from incidents.imports.flat_cells import value_of
from incidents.imports.flat_draft import compose, wanting
from incidents.imports.mapping import Column, Mapping
from incidents.imports.mapping_faults import As, MappingError
from incidents.imports.problems import Problem
from incidents.imports.tabular import Row
from incidents.imports.targets import GUARDED, TARGETS, Reads
from incidents.input_error import InputError, gettext_noop

Values = dict[str, Any]


class Reader:
    """Reads rows of one heading by one mapping. ``problems`` and ``warnings`` are the heading's.
    Raises MappingError for a constant that its target cannot be."""

    def __init__(
        self, mapping: Mapping, headers: Sequence[str], known: Known, header_line: int = 1
    ) -> None:
        self.mapping, self.known = mapping, known
        place = {header: number for number, header in reversed(list(enumerate(headers)))}
        self.plan = [
            (place[column.header], column, column.target)
            for column in mapping.columns
            if column.header in place
        ]
        self.problems = list(_guarded(mapping, headers, header_line))
        self.problems += _titleless(mapping, self.plan, header_line)
        self.warnings = list(_unread(mapping, headers, header_line))
        self.constants = self._constants()

    def read(self, row: Row) -> Draft:
        """A draft with its problems, of which one is enough for it not to be made."""
        values: Values = {}
        problems = list[Problem]()
        refused = set[str]()
        for index, column, target in self.plan:
            cell = row.cells[index]
            if not cell or cell.isspace():
                continue
            if target.reads is not Reads.TEXT or column.to == "id":
                cell = cell.strip()
            try:
                value = value_of(cell, column, self.mapping.dates, self.known)
            except InputError as error:
                problems.append(Problem.of(error, row.line, index + 1, column.header))
                refused.add(column.to)
                continue
            _put(values, column.to, value, many=target.many)
        for to, value in self.constants.items():
            values.setdefault(to, value)
        problems += (Problem.of(error, row.line) for error in wanting(values, refused))
        draft = Draft(row.line, problems=problems)
        if not problems:
            try:
                compose(draft, values, self.mapping, self.known)
            except InputError as error:
                problems.append(Problem.of(error, row.line))
        return draft

    def _constants(self) -> Values:
        found: Values = {}
        for to, text in self.mapping.constants.items():
            target = TARGETS[to]
            column = Column(f"constant {to}", to, As.PARTED if target.many else As.TEXT)
            try:
                value = value_of(text, column, self.mapping.dates, self.known)
            except InputError as error:
                raise MappingError(
                    gettext_noop("constant %(to)s: %(reason)s"), to=to, reason=error
                ) from error
            _put(found, to, value, many=target.many)
        return found


def _put(values: Values, to: str, value: Any, *, many: bool) -> None:
    """Roles of their own columns stand among all that are involved."""
    if to.startswith("involved."):
        role = Role(to.partition(".")[2])
        values.setdefault("involved", []).extend((role, name) for name in value)
    elif many:
        values.setdefault(to, []).extend(value)
    else:
        values[to] = value


def _guarded(mapping: Mapping, headers: Sequence[str], line: int) -> Iterator[Problem]:
    """Columns that would say what only people may."""
    used = {column.header for column in mapping.columns} | mapping.ignore
    for number, header in enumerate(headers, 1):
        if header not in used and header.strip().lower().replace(" ", "_") in GUARDED:
            template = gettext_noop(
                "an import sets no “%(name)s”: what comes in is a draft. Take the column out, or "
                "name it in the mapping among those to ignore"
            )
            yield Problem(line, template, {"name": header[:60]}, number, header[:60])


def _titleless(mapping: Mapping, plan: Sequence[Any], line: int) -> Iterator[Problem]:
    given = {column.to for _index, column, _target in plan} | set(mapping.constants)
    if not given & {"title", "title_fr", "title_en"}:
        yield Problem(line, gettext_noop("no column becomes a title"))
    if not given & {"jurisdiction"}:
        template = gettext_noop(
            "no column says the jurisdiction: give one for all (--set jurisdiction=FR; ZZ where it "
            "is not known)"
        )
        yield Problem(line, template)


def _unread(mapping: Mapping, headers: Sequence[str], line: int) -> Iterator[Problem]:
    used = {column.header for column in mapping.columns}
    for number, header in enumerate(headers, 1):
        if header and header not in used and header not in mapping.ignore:
            template = gettext_noop("the column is not read")
            yield Problem(line, template, {}, number, header[:60])
    for header in sorted(used - set(headers)):
        template = gettext_noop("the mapping's column “%(name)s” is not in the file")
        yield Problem(line, template, {"name": header[:60]})
