"""docs/case-files.md names every table and every key of a case file, and no other."""

import re
from pathlib import Path

import pytest

from incidents.imports.case_file import GIVEN_PAGE
from incidents.imports.case_tables import KEYS

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "case-files.md").read_text("utf-8")
SECTIONS = {
    name: text
    for name, text in re.findall(
        r"^### `\[+([a-z._]+)\]+`[^\n]*\n(.+?)(?=^### |\Z)", PAGE, re.M | re.S
    )
}
CITATIONS = {name for name in KEYS if name.endswith(".cite")}


def test_every_table_has_its_section() -> None:
    assert set(SECTIONS) == (set(KEYS) - CITATIONS) | {"incident.cite"}


@pytest.mark.parametrize("table", sorted(SECTIONS))
def test_every_key_of_a_table_is_in_its_section(table: str) -> None:
    named = set(re.findall(r"`([a-z_]+)(?: =[^`]*)?`", SECTIONS[table]))

    assert KEYS[table] - named == set()


def test_no_section_names_a_key_that_is_none() -> None:
    listed = {
        (table, key)
        for table, text in SECTIONS.items()
        for key in re.findall(r"`([a-z_]+_(?:fr|en|on|at|id|kind))`", text)
        if key not in KEYS[table]
    }

    assert listed == set()


def test_all_citations_have_the_same_keys() -> None:
    assert len({KEYS[table] for table in CITATIONS}) == 1
    assert f'"{GIVEN_PAGE}"' in PAGE
