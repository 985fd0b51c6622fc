"""Case files as the loader sees them: read, joined, and walked. No database."""

import tomllib
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from incidents.transcripts import formats
from incidents.transcripts.folding import words

ROOT = Path(__file__).resolve().parents[2]
DEMO = ROOT / "demo"
VOCABULARY = ROOT / "incidents" / "vocabulary"
TABLES = ("actor", "affiliation", "election", "source", "incident", "claim", "procedure", "update")
TERMS = {
    "techniques": "technique",
    "media": "media",
    "ratings": "rating",
    "goals": "goal",
}
"""Lists of terms in a case file, with the scheme of each."""

Table = dict[str, Any]


def read(path: Path) -> Table:
    """One TOML file."""
    return tomllib.loads(path.read_text("utf-8"))


@cache
def demo() -> dict[str, list[Table]]:
    """All tables of the demo's files, in the order in which they are loaded."""
    files = sorted((DEMO / "cases").glob("*.toml"))
    parsed = [read(path) for path in files]
    return {name: [row for file in parsed for row in file.get(name, [])] for name in TABLES}


@cache
def seed() -> dict[str, list[Table]]:
    """The tables of the seed case."""
    parsed = read(ROOT / "cases" / "seed.toml")
    return {name: parsed.get(name, []) for name in TABLES}


def cited(case: dict[str, list[Table]]) -> Iterator[tuple[str, Table]]:
    """Every record that may carry citations, with a name for messages."""
    for incident in case["incident"]:
        for involvement in incident.get("involvement", []):
            yield f"involvement {involvement['key']}", involvement
        for appearance in incident.get("appearance", []):
            for name in ("event", "observation"):
                for row in appearance.get(name, []):
                    yield f"{name} of {appearance['key']}", row
    for claim in case["claim"]:
        yield f"claim {claim['key']}", claim
    for procedure in case["procedure"]:
        for event in procedure["event"]:
            yield f"{event['kind']} of {procedure['key']}", event


def citations(case: dict[str, list[Table]]) -> Iterator[tuple[str, Table]]:
    """Every citation, with a name for messages."""
    for incident in case["incident"]:
        for cite in incident.get("cite", []):
            yield f"incident {incident['key']} ({cite['supports']})", cite
    for name, record in cited(case):
        for cite in record.get("cite", []):
            yield name, cite


def inner(case: dict[str, list[Table]], name: str) -> list[Table]:
    """The involvements, or the appearances, of all incidents."""
    return [row for incident in case["incident"] for row in incident.get(name, [])]


def first_day(value: object) -> date | None:
    """The earliest day that a date of the file allows; None when it is unknown."""
    if isinstance(value, dict):
        return value.get("earliest")
    return value if isinstance(value, date) else None


def strings(value: object) -> Iterator[str]:
    """Every string inside a value of TOML."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)


def codes(name: str, table: str) -> set[str]:
    """The codes of one vocabulary file."""
    return {row["code"] for row in read(VOCABULARY / f"{name}.toml")[table]}


def folded(text: str) -> str:
    """What the quote check compares, between spaces so that only whole words match."""
    return f" {' '.join(words(text))} "


@cache
def segments(file: str) -> dict[str, str]:
    """``MM:SS`` -> text, for a page of the demo."""
    return starts((DEMO / file).read_bytes())


def starts(page: bytes) -> dict[str, str]:
    """``MM:SS`` -> text, as the product's own parser reads the page."""
    transcript = formats.parse(page).transcript
    assert transcript is not None
    found = [(segment.start_ms // 1000, segment.text) for segment in transcript.segments]
    return {f"{start // 60:02d}:{start % 60:02d}": text for start, text in found}
