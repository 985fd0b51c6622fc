"""The register of parties: as shipped, as read, and what it is asked."""

import csv
import shutil
from pathlib import Path

import pytest

from incidents.vocabulary.fields import VocabularyError
from incidents.vocabulary.parties import by_id, like, read_parties
from incidents.vocabulary.reader import FOLDER

GOOD = (
    'source = "tests"\n[[party]]\nid = "7"\ncountry = "XV"\nshort = "PdR / PR"\n'
    'name = "Parti des Rives / Rives unies"\nenglish = "Party of the Shores"\nfirst = 1990\n'
)


def read(folder: Path, text: str) -> None:
    (folder / "parties.toml").write_text(text, encoding="utf-8")
    read_parties(folder)


def test_the_shipped_register_is_read() -> None:
    found = by_id()

    assert len(found) == 81
    assert str(found["1478"]) == "Parti socialiste (PS, FR, 1969–)"
    assert {party.country for party in found.values()} == {"FR"}


def test_the_shipped_register_says_what_its_source_says(shared_samples: Path) -> None:
    with (shared_samples / "reference/partyfacts_core_parties.csv").open(encoding="utf-8") as file:
        rows = [r for r in csv.DictReader(file) if r["country"] == "FRA" and not r["technical"]]

    given = {
        r["partyfacts_id"]: (
            *(r["name_short"].strip(), r["name"].strip(), r["name_english"].strip()),
            *(int(float(r[year])) if r[year] else None for year in ("year_first", "year_last")),
        )
        for r in rows
    }
    assert {p.id: (p.short, p.name, p.english, p.first, p.last) for p in read_parties()} == given


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('id = "7"', 'id = "07"', "07: id: '07' is not a Party Facts id"),
        ('id = "7"', 'id = "sept"', "is not a Party Facts id"),
        ('id = "7"', "id = 7", "7 is not a text"),
        ('"XV"', '"FRA"', "7: country: 'FRA' is not an ISO 3166-1 code"),
        ("first = 1990", "first = 1990\nlast = 1980", "7: last: 1980 is before first"),
        ("first = 1990", 'first = "1990"', "7: first: '1990' is not a year"),
        ("first = 1990", "first = true", "True is not a year"),
        ("first = 1990", "started = 1990", "7: started: is not a known field"),
        ('short = "PdR / PR"\n', "", "7: short: is missing"),
        ('source = "tests"\n', "", "7: source: is missing"),
    ],
)
def test_what_is_wrong_is_named(old: str, new: str, message: str, tmp_path: Path) -> None:
    assert old in GOOD
    with pytest.raises(VocabularyError, match=r"parties\.toml") as caught:
        read(tmp_path, GOOD.replace(old, new))

    assert message in str(caught.value)


def test_an_id_stands_once(tmp_path: Path) -> None:
    with pytest.raises(VocabularyError, match="7: id: is there twice"):
        read(tmp_path, GOOD + GOOD.partition("\n")[2])


@pytest.mark.parametrize(
    ("name", "same"),
    [
        ("PARTI DES RIVES", True),
        ("rives unies", True),
        ("Party of the Shores", True),
        ("pr", True),
        ("Parti des Rives / Rives unies", True),
        ("Parti", False),
        (" ", False),
    ],
)
def test_a_party_is_called_by_each_of_its_names(name: str, same: bool, tmp_path: Path) -> None:
    shutil.copy(FOLDER / "parties.toml", tmp_path)
    (tmp_path / "parties.toml").write_text(GOOD, encoding="utf-8")
    (party,) = read_parties(tmp_path)

    assert party.is_called([name]) is same


def test_what_still_exists_is_proposed_first() -> None:
    assert [party.id for party in like(["RI"], "FR")] == ["1246", "3108"]
    assert [party.id for party in like(["rassemblement national"], "FR")] == ["433"]
    assert like(["Rassemblement national"], "XV") == []
