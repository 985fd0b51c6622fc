"""Files to import, and what the registers need for them. All of it is made up."""

import json
from io import BytesIO
from typing import Any

from incidents.actions import importing
from incidents.codes import ImportFormat
from incidents.imports.mapping import Mapping
from incidents.models import Import

HEADING = "id,title_fr,summary_fr,facts_on,jurisdiction"
ROW = "{0},Faux discours {0},Une vidéo truquée.,2026-04-03,XV"
COLUMNS = [{"header": name, "to": name} for name in HEADING.split(",")]
MAPPING = Mapping.from_data({"dataset": "essai", "columns": COLUMNS})


def table(*rows: str, heading: str = HEADING, end: str = "\n") -> bytes:
    """A file with a heading."""
    return end.join((heading, *rows, "")).encode()


def rows(count: int) -> list[str]:
    return [ROW.format(number) for number in range(1, count + 1)]


def stage(content: bytes, mapping: Mapping = MAPPING, **given: Any) -> Import:
    """As the command does it, for nobody."""
    given = {"format": ImportFormat.CSV, "by": None, "name": "essai.csv"} | given
    return importing.stage(file=BytesIO(content), mapping=mapping, **given)


def carry_out(content: bytes, mapping: Mapping = MAPPING, **given: Any) -> Import:
    batch = stage(content, mapping, **given)
    if found := problems(batch):
        raise AssertionError(found)
    return importing.carry_out(batch=batch, by=given.get("by"))


def problems(batch: Import) -> list[tuple[int, int, str, str]]:
    """Line, column, its name and the sentence of each, in the order of the file."""
    return [
        (line.line, each["column"], each["name"], each["template"] % each["params"])
        for line in batch.lines.refused()
        for each in line.problems
    ]


def ndjson(*objects: Any) -> bytes:
    return b"".join(json.dumps(each, ensure_ascii=False).encode() + b"\n" for each in objects)
