"""The same incidents as rows of plain tables, which every peer loads: one CSV file per table.

A file per process that makes incidents; together they hold each row once.
"""

import csv
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from benchmarks.public.columns import COLUMNS
from benchmarks.public.made import Made
from benchmarks.public.registers import Registers
from incidents import documents
from incidents.documents import Document

PASSAGES = 1_000  # keys of one source's passages begin at this many times its own
Row = tuple[Any, ...]


class Files:
    """The files of one process, open while the block lasts."""

    def __init__(self, folder: Path, process: int) -> None:
        self.folder, self.process = folder, process
        self._open = ExitStack()

    def __enter__(self) -> "Files":
        self.folder.mkdir(parents=True, exist_ok=True)
        self._writers = {
            table: csv.writer(self._open.enter_context(self._file(table))) for table in COLUMNS
        }
        return self

    def __exit__(self, *_raised: object) -> None:
        self._open.close()

    def write(self, table: str, rows: Iterator[Row]) -> None:
        """More rows of a table."""
        self._writers[table].writerows(rows)

    def _file(self, table: str) -> Any:
        path = self.folder / f"{table}.{self.process}.csv"
        return path.open("w", newline="", encoding="utf-8")


def register_rows(registers: Registers) -> Iterator[tuple[str, Iterator[Row]]]:
    """What the other rows point to."""
    pairs = enumerate(registers.platforms, 1)
    yield "platform", ((n, p["code"], p["name"]["fr"]) for n, p in pairs)
    terms = enumerate(registers.techniques, 1)
    yield "technique", ((n, t["code"], t["label"]["fr"]) for n, t in terms)
    parties = enumerate(registers.parties, 1)
    yield "party", ((n, p["slug"], p["name"]["fr"]) for n, p in parties)


def rows(
    made: Made, document: Document, registers: Registers
) -> Iterator[tuple[str, Iterator[Row]]]:
    """The rows of one incident by table."""
    yield "incident", iter([_incident(made, document, registers)])
    yield "claim", _claims(made)
    yield "legal_step", _steps(made)
    yield "source", _sources(made)
    yield "passage", _passages(made, document)


def _incident(made: Made, document: Document, registers: Registers) -> Row:
    return (
        made.number,
        made.reference,
        made.title["fr"],
        made.title["en"],
        made.summary,
        made.first_published_at.isoformat(),
        made.happened_on.isoformat(),
        registers.platforms.index(made.platform) + 1,
        registers.techniques.index(made.technique) + 1,
        registers.parties.index(made.party) + 1,
        made.role.value,
        made.verdict.value,
        documents.legal_statuses(document)[0],
        made.country["code"],
        made.election["slug"] if made.election else "",
        made.views,
    )


def _claims(made: Made) -> Iterator[Row]:
    passages = made.sources[0].passages
    for claim in made.claims:
        yield (
            claim.key,
            made.number,
            claim.speaker["name"]["fr"],
            claim.proposition.value,
            claim.stance.value,
            claim.said_on.isoformat(),
            claim.summary,
            passages[claim.passage].text,
        )


def _steps(made: Made) -> Iterator[Row]:
    if made.procedure is None:
        return
    for place, step in enumerate(made.procedure.steps):
        yield (
            made.number * 10 + place,
            made.number,
            made.procedure.track.value,
            made.procedure.authority["name"]["fr"],
            step.kind.value,
            step.on.isoformat(),
            step.note,
        )


def _sources(made: Made) -> Iterator[Row]:
    for source in made.sources:
        publisher = source.publisher["name"]["fr"]
        day = source.published.isoformat()
        yield source.key, made.number, source.title, publisher, source.url, day


def _passages(made: Made, document: Document) -> Iterator[Row]:
    cited: set[tuple[str, int]] = set()
    for _kind, _anchor, citation in documents.citations(document):
        if citation["transcript"]:
            places = range(citation["first"], citation["last"] + 1)
            cited.update((citation["source"], place) for place in places)
    for source in made.sources:
        for passage in source.passages:
            yield (
                source.key * PASSAGES + passage.position,
                source.key,
                made.number,
                passage.position,
                passage.start_ms,
                passage.end_ms,
                passage.speaker,
                int((source.public_id, passage.position) in cited),
                passage.text,
            )
