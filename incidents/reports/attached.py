"""The files inside the PDF: the snapshot, a CSV of each numbered table and of the incidents, and a
manifest that says what the PDF is and what is attached to it.

All of it follows from the snapshot, so that whoever has the snapshot can write it again. Tables are
in both languages: the French and the English edition hold the same ones, byte for byte.
"""

import hashlib
import json
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

from django.utils.translation import gettext

from incidents.attachments import MANIFEST, SNAPSHOT
from incidents.cells import table
from incidents.reports.exhibit import Bilingual, Exhibit, both
from incidents.reports.exhibits import exhibits
from incidents.reports.frozen import Snapshot, cut_off, data, digest, incidents_of
from incidents.reports.glyphs import FACES, font_file
from incidents.reports.pdf import Attached

SCHEMA = 1
INCIDENTS = "incidents.csv"
INCIDENT_COLUMNS = (
    *("reference", "title_fr", "title_en", "facts_earliest", "facts_latest", "facts_precision"),
    *("first_published_at", "published_at", "number", "kind", "verdict", "digest"),
)
ROW, TOTAL = "row", "total"
PROJECT = Path(__file__).resolve().parents[2] / "pyproject.toml"


def attached(
    snapshot: Snapshot, language: str, *, volume: int = 1, volumes: int = 1
) -> list[Attached]:
    """What one volume of a report has inside, by name: viewers search the names of a PDF by
    halves."""
    files = list(_files(snapshot))
    said = both(lambda: gettext("What this file is, and each file inside it with its digest"))
    content = _manifest(snapshot, language, (volume, volumes), files)
    files.append((MANIFEST, said, content, "Data"))
    created = cut_off(snapshot)
    return [
        Attached(name, words[language], content, created, relationship)
        for name, words, content, relationship in sorted(files, key=lambda file: file[0])
    ]


def digests(snapshot: Snapshot) -> dict[str, str]:
    """By name, the digest of each file but the manifest, written again from the snapshot."""
    return {
        name: hashlib.sha256(content).hexdigest()
        for name, _words, content, _relationship in _files(snapshot)
    }


@cache
def version() -> str:
    """Our own, as the project declares it."""
    return str(tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]["version"])


File = tuple[str, Bilingual, bytes, str]


def _files(snapshot: Snapshot) -> Iterator[File]:
    """Name, description, content, and how it stands to the document."""
    frozen = both(lambda: gettext("The frozen data of this report, as canonical JSON"))
    yield SNAPSHOT, frozen, data(snapshot), "Source"
    listed = both(lambda: gettext("Each incident of this report, and the digest of its version"))
    yield (
        INCIDENTS,
        listed,
        table([INCIDENT_COLUMNS, *map(_incident, incidents_of(snapshot))]),
        "Data",
    )
    for each in exhibits(snapshot):
        yield f"table-{each.number:02d}-{each.code}.csv", _title(each), _table(each), "Data"


def _title(exhibit: Exhibit) -> Bilingual:
    tabled = both(lambda: gettext("Table %(number)d") % {"number": exhibit.number})
    return {language: f"{tabled[language]}, {exhibit.title[language]}" for language in tabled}


def _table(exhibit: Exhibit) -> bytes:
    """A line a row, and the distinct totals in the last one."""
    heads = ["line", "code", "name_fr", "name_en", *(each.code for each in exhibit.columns)]
    lines: list[Sequence[Any]] = [
        [ROW, row.code, row.name["fr"], row.name["en"], *row.values] for row in exhibit.rows
    ]
    said = exhibit.total_label
    return table([heads, *lines, [TOTAL, "", said["fr"], said["en"], *exhibit.total]])


def _incident(incident: dict[str, Any]) -> Sequence[Any]:
    content = incident["content"]
    title, facts = content["title"], content["facts_date"]
    return [
        incident["reference"],
        title["fr"],
        title["en"],
        facts["earliest"],
        facts["latest"],
        facts["precision"],
        incident["first_published_at"],
        incident["published_at"],
        incident["number"],
        incident["kind"],
        content["verdict"]["code"],
        incident["digest"],
    ]


def _manifest(
    snapshot: Snapshot, language: str, volume: tuple[int, int], files: Sequence[File]
) -> bytes:
    """Indented, as people open it; keys sorted, so that its bytes follow from what it says."""
    told = {
        "schema": SCHEMA,
        **{key: snapshot[key] for key in ("kind", "period", "edition", "at")},
        **{key: snapshot[key] for key in ("first_day", "next_day", "site_url", "demo")},
        "preview": snapshot["edition"] is None,
        "unfinished": snapshot["unfinished"],
        "language": language,
        "volume": volume[0],
        "volumes": volume[1],
        "snapshot": digest(snapshot),
        "audit": snapshot.get("audit"),
        "made_with": _made_with(),
        "files": [_listed(*each) for each in files],
    }
    return (json.dumps(told, ensure_ascii=False, sort_keys=True, indent=2) + "\n").encode()


def _listed(name: str, words: Bilingual, content: bytes, relationship: str) -> dict[str, Any]:
    return {
        "name": name,
        "size": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
        "description": words,
        "relationship": relationship,
    }


def _made_with() -> dict[str, Any]:
    return {
        "vigie": version(),
        "weasyprint": metadata.version("weasyprint"),
        "fonts": {name: _digest_of_font(name) for name in sorted(FACES.values())},
    }


@cache
def _digest_of_font(name: str) -> str:
    return hashlib.sha256(font_file(name).read_bytes()).hexdigest()
