"""A JSON object per line: published documents as the exports write them, or the flat rows of a
table as objects."""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any, BinaryIO

from incidents.cells import joined
from incidents.imports.document import draft_of
from incidents.imports.draft import Draft, Known
from incidents.imports.encoding import Text, examine
from incidents.imports.flat import Reader
from incidents.imports.mapping import Mapping as ColumnMapping
from incidents.imports.mapping_faults import As
from incidents.imports.problems import Problem
from incidents.imports.storable import is_storable
from incidents.imports.tabular import Row
from incidents.input_error import InputError, gettext_noop

LONGEST_LINE = 4_000_000
MOST_HEADINGS = 100
"""So many sets of members are known at a time: a file of one kind has few."""
_SHOWN = 60
UNSTORABLE = gettext_noop("the text holds a NUL or half a character")


def examined(file: BinaryIO) -> Text:
    """NDJSON is UTF-8; what looks like another encoding is a problem."""
    text = examine(file)
    if text.encoding != "utf-8" and text.encoding != "utf-8-sig":
        said = gettext_noop("NDJSON is UTF-8, this is %(encoding)s")
        first = text.warnings[0].line if text.warnings else 1
        text.problems.append(Problem(first, said, {"encoding": text.encoding}))
    return text


def drafts(file: BinaryIO, text: Text, mapping: ColumnMapping, known: Known) -> Iterator[Draft]:
    """Each line that is not empty, as a draft or with what is wrong with it."""
    readers: dict[tuple[str, ...], Reader] = {}
    for number, line in enumerate(text.lines(file), 1):
        if not line.strip():
            continue
        if len(line) > LONGEST_LINE:
            said = gettext_noop("the line is longer than %(limit)d bytes")
            yield Draft(number, problems=[Problem(number, said, {"limit": LONGEST_LINE})])
            continue
        read = _object(line, number)
        if isinstance(read, Problem):
            yield Draft(number, problems=[read])
        elif "content" in read or "involvements" in read:
            yield _document(read, number, mapping, known)
        else:
            yield _flat(read, number, mapping, known, readers)


def _object(line: str, number: int) -> dict[str, Any] | Problem:
    try:
        read = json.loads(line, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        said = gettext_noop("not JSON: %(reason)s")
        return Problem(number, said, {"reason": error.msg}, error.colno)
    except (ValueError, RecursionError) as error:
        return Problem(
            number, gettext_noop("not JSON: %(reason)s"), {"reason": str(error)[:_SHOWN]}
        )
    if not isinstance(read, dict):
        return Problem(number, gettext_noop("not a JSON object"))
    return read


def _refuse(name: str) -> None:
    raise ValueError(f"{name} is no JSON")


def _document(read: Mapping[str, Any], number: int, mapping: ColumnMapping, known: Known) -> Draft:
    content = read.get("content", read)
    if not isinstance(content, dict):
        return Draft(number, problems=[Problem(number, gettext_noop("it has no document"))])
    made = mapping.make_registers
    draft = draft_of(content, number, known, make_registers=made, dataset=mapping.dataset)
    reference, language = read.get("reference"), content.get("original_language", "fr")
    page = read.get("page")
    address = page.get(language) if isinstance(page, dict) and isinstance(language, str) else None
    if isinstance(reference, str):
        draft.external_id = _kept(reference[:200], "/reference", draft)
    if isinstance(address, str):
        draft.address = _kept(address, f"/page/{language}"[:_SHOWN], draft, known.check_address)
    if not draft.problems:
        draft.external_id = draft.external_id or f"sha256:{draft.digest}"
    return draft


def _kept(text: str, name: str, draft: Draft, check: Callable[[str], None] | None = None) -> str:
    """What stands beside a document, if it can be kept; else nothing, and why."""
    if not is_storable(text):
        draft.problems.append(Problem(draft.line, UNSTORABLE, name=name))
        return ""
    try:
        if check is not None:
            check(text)
    except InputError as error:
        draft.problems.append(Problem(draft.line, error.template, error.params, name=name))
        return ""
    return text


def _flat(
    read: Mapping[str, Any],
    number: int,
    mapping: ColumnMapping,
    known: Known,
    readers: dict[tuple[str, ...], Reader],
) -> Draft:
    """Members that are not read are told once for each heading."""
    headers = tuple(read)
    reader, unread = readers.get(headers), list[Problem]()
    if reader is None:
        if len(readers) >= MOST_HEADINGS:
            readers.clear()
        reader = readers[headers] = Reader(mapping, headers, known, number)
        unread = [warning for warning in reader.warnings if warning.column]
    if reader.problems:
        found = [Problem(number, p.template, p.params, p.column, p.name) for p in reader.problems]
        return Draft(number, problems=found)
    lists = {column.header for column in mapping.columns if column.read_as is As.JSON}
    cells = [_cell(value, as_json=name in lists) for name, value in read.items()]
    for column, cell in enumerate(cells, 1):
        if not is_storable(cell):
            problem = Problem(number, UNSTORABLE, {}, column, headers[column - 1][:_SHOWN])
            return Draft(number, problems=[problem])
    draft = reader.read(Row(number, cells))
    draft.warnings += unread
    return draft


def _cell(value: Any, *, as_json: bool) -> str:
    """A value of an object as a table would have it."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, list) and not as_json and all(isinstance(v, str) for v in value):
        return joined(value)
    return json.dumps(value, ensure_ascii=False)
