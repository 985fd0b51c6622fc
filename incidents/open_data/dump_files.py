"""What stands in a dump: the tables, the documents, and the words that explain them."""

import json
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import IO, Any

from django.conf import settings

from incidents.data_dictionary import records
from incidents.exchange import beside
from incidents.exports import as_csv, as_json
from incidents.licences import LICENCES
from incidents.listing import as_published_all, shown_all
from incidents.open_data import documents, flat, registers
from incidents.open_data.asked import Asked, parts, publications
from incidents.open_data.dump_words import README
from incidents.tables import INCIDENTS, RECORDS, REGISTERS, TABLES, rows_of, table_schema

Counts = dict[str, int]
DOCUMENTS = "documents.ndjson"


def write_data(folder: Path, asked: Asked) -> Counts:
    """Every table as CSV, and the documents; gives the number of rows of each. The incidents are
    read twice: once as a table, once for everything else."""
    (folder / "data").mkdir()
    counts = {INCIDENTS.name: _write_flat(_path(folder, INCIDENTS.name), asked)}
    counts |= _write_records(folder, asked)
    for table in REGISTERS:
        found = list(registers.READERS[table.name](asked))
        lines = as_csv.lines(table.names, found)
        _path(folder, table.name).write_text("".join(lines), encoding="utf-8", newline="")
        counts[table.name] = len(found)
    return counts


def write_words(folder: Path, day: date, counts: Counts) -> None:
    """What explains the data: in both languages, for people and for programs."""
    licence = LICENCES[settings.DATA_LICENCE]
    given = {
        "site": settings.SITE_NAME,
        "url": settings.SITE_URL,
        "day": day.isoformat(),
        "incidents": counts[INCIDENTS.name],
        "licence": licence.name,
        "licence_url": licence.url,
    }
    for language, text in README.items():
        _text(folder / f"README.{language}.md", text.format(**given))
    _text(folder / "LICENCE.txt", f"{licence.name}\n{licence.spdx}\n{licence.url}\n")
    package = json.dumps(_package(day, counts), ensure_ascii=False, indent=2)
    _text(folder / "datapackage.json", f"{package}\n")
    _text(folder / "columns.csv", "".join(_columns()))
    _text(folder / "fields.csv", "".join(_fields()))


def _write_flat(path: Path, asked: Asked) -> int:
    """Rows are counted by their keys: a cell may hold line ends."""
    with path.open("wb") as file:
        for piece in flat.lines(asked):
            file.write(piece)
    return asked.rows.count()


def _write_records(folder: Path, asked: Asked) -> Counts:
    counts = dict.fromkeys([each.name for each in RECORDS], 0)
    with ExitStack() as stack:
        whole = stack.enter_context((folder / "data" / DOCUMENTS).open("wb"))
        files = {
            t.name: stack.enter_context(
                _path(folder, t.name).open("w", encoding="utf-8", newline="")
            )
            for t in RECORDS
        }
        for table in RECORDS:
            files[table.name].writelines(as_csv.lines(table.names, ()))
        for part in parts(asked, documents.THEN, documents.THEN):
            _write_part(part, whole, files, counts)
    return counts


def _write_part(part: list[int], whole: IO[bytes], files: dict[str, Any], counts: Counts) -> None:
    found = [publication for _key, publication in publications(part)]
    for record in documents.with_identity(found, as_published_all(found)):
        whole.write(as_json.text(record).encode() + b"\n")
    for publication, document in zip(found, shown_all(found), strict=True):
        answers = beside(document)
        for name, file in files.items():
            rows = list(rows_of(name, publication.reference, document, answers))
            file.writelines(as_csv.rows(TABLES[name].names, rows))
            counts[name] += len(rows)


def _package(day: date, counts: Counts) -> dict[str, Any]:
    """The whole as Frictionless Data describes it (Data Package)."""
    licence = LICENCES[settings.DATA_LICENCE]
    return {
        "name": f"vigie-{day.isoformat()}",
        "title": settings.SITE_NAME,
        "homepage": settings.SITE_URL,
        "created": day.isoformat(),
        "licenses": [{"name": licence.spdx, "title": licence.name, "path": licence.url}],
        "resources": [
            {
                "name": table.name.replace("_", "-"),
                "path": f"data/{table.name}.csv",
                "profile": "tabular-data-resource",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "description": table.meaning["en"],
                "description_fr": table.meaning["fr"],
                "rows": counts[table.name],
                "dialect": {"lineTerminator": "\n"},
                "schema": table_schema(table),
            }
            for table in TABLES.values()
        ],
    }


def _columns() -> Any:
    """The dictionary of the tables."""
    names = ("table", "column", "type", "codes", "unit", "meaning_fr", "meaning_en")
    found = (
        (table.name, c.name, c.type, c.codes, c.unit, c.meaning["fr"], c.meaning["en"])
        for table in TABLES.values()
        for c in table.columns
    )
    return as_csv.lines(names, (dict(zip(names, each, strict=True)) for each in found))


def _fields() -> Any:
    """The data dictionary of the documents."""
    names = ("record", "field", "type", "unit", "meaning_fr", "meaning_en")
    found = (
        (record.name, f.name, f.type, f.unit, f.meaning["fr"], f.meaning["en"])
        for record in records()
        for f in record.fields
    )
    return as_csv.lines(names, (dict(zip(names, each, strict=True)) for each in found))


def _path(folder: Path, name: str) -> Path:
    return folder / "data" / f"{name}.csv"


def _text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="")
