"""Mappings are data: checked whole, kept as JSON, guessed from headings."""

from pathlib import Path
from typing import Any

import pytest

from incidents.imports.guess import guess
from incidents.imports.mapping import Mapping, read, shipped, shipped_names
from incidents.imports.mapping_faults import MappingError


@pytest.mark.parametrize("name", shipped_names())
def test_what_ships_can_be_used_and_kept(name: str) -> None:
    mapping = shipped(name)

    assert mapping.name == name
    assert mapping.dataset
    assert Mapping.from_data(mapping.as_data()) == mapping


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"columns": [{"header": "x", "to": "state"}]}, "is set by people, never by an import"),
        ({"columns": [{"header": "x", "to": "nothing"}]}, "is nothing that an import can set"),
        ({"constants": {"approved_by": "moi"}}, "is set by people"),
        ({"columns": [{"to": "title"}]}, "has no header"),
        ({"columns": [{"header": h, "to": "title"} for h in "ab"]}, "both become “title”"),
        ({"columns": [{"header": "a", "to": "title", "as": "yaml"}]}, "as “yaml” is none of"),
        ({"columns": "title"}, "columns are a list"),
        ({"columns": [{"header": 1, "to": "title"}]}, "columns are a list"),
        ({"dates": "guess"}, "dates “guess” is none of"),
        ({"language": ["fr"]}, "“language” is not a text"),
        ({"constants": {"title": 1}}, "constants are a table of texts"),
        ({"dataset": "a\0"}, "a NUL or half a character"),
        ({"constants": {"title": "\ud800"}}, "a NUL or half a character"),
        ({"secret": 1}, "“secret” is no key of a mapping"),
        ({"make_registers": "yes"}, "neither true nor false"),
    ],
)
def test_what_cannot_be_used_is_said(data: dict[str, Any], said: str) -> None:
    with pytest.raises(MappingError, match=said):
        Mapping.from_data(data)


def test_all_faults_are_said_at_once() -> None:
    with pytest.raises(MappingError) as error:
        Mapping.from_data({"secret": 1, "dates": "guess", "columns": [{"header": "x", "to": "y"}]})

    assert len(error.value.params["wrong"]) == 3  # type: ignore[arg-type]


def test_a_file_that_is_no_mapping(tmp_path: Path) -> None:
    for content in (b"[", b"\xff", None):
        file = tmp_path / "x.toml"
        file.unlink(missing_ok=True)
        if content is not None:
            file.write_bytes(content)
        with pytest.raises(MappingError, match="cannot read the mapping"):
            read(file)


def test_columns_are_guessed_by_their_headings() -> None:
    found = guess(
        ["Identifiant", "Titre", "Résumé", "Pays", "Date des faits", "Sumary (EN)", "état"]
    )

    assert {column.header: column.to for column in found.columns} == {
        "Identifiant": "id",
        "Titre": "title",
        "Résumé": "summary",
        "Pays": "jurisdiction",
        "Date des faits": "facts_on",
        "Sumary (EN)": "summary_en",
    }


def test_a_guess_never_sets_what_people_set() -> None:
    assert guess(["state", "approved_by", "published_at", "reference"]).columns[0].to == "id"
    assert len(guess(["state", "approved_by", "published_at", "reference"]).columns) == 1
