"""The codebook: every code that the public reads, with its words in both languages."""

import csv
import io
from datetime import date

import pytest
from django.test import Client

from incidents.labels.public import PUBLIC
from incidents.views.codebook import lists, table
from incidents.views.codebook_words import EVERY, LABEL_SAYS_ALL, LISTS
from tests.factories import TermFactory

pytestmark = pytest.mark.django_db


def test_every_list_has_a_name_and_every_code_its_words() -> None:
    TermFactory()

    assert LISTS.keys() == PUBLIC.keys()
    for each in lists():
        assert each.title["fr"] and each.title["en"], each.code
        for code in each.codes:
            assert code.label["fr"] and code.label["en"] and code.source, (each.code, code.code)


def test_every_code_is_explained_unless_its_label_says_all() -> None:
    silent = [
        (name, code.value)
        for name, enum in PUBLIC.items()
        for code in enum
        if name not in LABEL_SAYS_ALL and code not in EVERY.get(enum, {})
    ]

    assert silent == []
    assert {name for name in LABEL_SAYS_ALL if PUBLIC[name] in EVERY} == set()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_retired_term_stays_with_what_replaced_it(client: Client, language: str) -> None:
    new = TermFactory(scheme="technique", code="face_swap")
    TermFactory(scheme="technique", code="old_swap", valid_to=date(2026, 1, 31), replaced_by=new)

    page = client.get(f"/{language}/method/codebook/").text

    assert 'id="technique-old_swap"' in page and 'id="verdict-disputed"' in page
    assert '<a href="#technique-face_swap"><code>face_swap</code></a>' in page
    assert "2026-01-31" in page


def test_the_table_and_the_json_say_the_same(client: Client) -> None:
    TermFactory(scheme="technique", code="face_swap", label_fr="=1+1")
    text = client.get("/fr/method/codebook.csv").text.removeprefix("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text)))
    data = client.get("/en/method/codebook.json").json()

    assert len(rows) == sum(len(each["codes"]) for each in data["lists"])
    assert {row["list"] for row in rows} == {each["code"] for each in data["lists"]}
    assert data["licence"] == "CC-BY-4.0"
    (risky,) = [row for row in rows if row["list"] == "technique"]
    assert risky["label_fr"] == "'=1+1"


def test_a_cell_is_never_a_formula() -> None:
    text = table(("a",), [["@x"], ["-1"], ["\t="], ["a"]], "n").text

    assert text.removeprefix("\ufeff").split("\r\n") == ["a", "'@x", "'-1", "'\t=", "a", ""]
