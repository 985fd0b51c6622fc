"""How to cite: in words, and as files that other programs read."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents import citing

READ = date(2026, 11, 26)
WORK = citing.Work(
    institution="Vigie",
    title={"fr": "Un « faux » direct : 100 % truqué", "en": "A “fake” live"},
    reference="INC-2026-0001",
    version=2,
    dated=date(2026, 10, 1),
    addresses={
        "fr": "https://vigie.example.org/fr/incidents/INC-2026-0001/2/",
        "en": "https://vigie.example.org/en/incidents/INC-2026-0001/2/",
    },
    language="fr",
)
PASSAGE = citing.Passage(
    institution="Vigie",
    source="Le débat : « on verra »",
    source_language="fr",
    publisher={"fr": "Canal Sextant", "en": "Sextant Channel"},
    published={"fr": "21 septembre 2026", "en": "21 September 2026"},
    place="00:08–00:12",
    said=[("Porte-parole", "Nous démentons."), ("", "[…]")],
    transcript=2,
    addresses={"fr": "https://v.example/fr/s/#t=8", "en": "https://v.example/en/s/#t=8"},
    digest="ab" * 32,
)
HARD = r"""{ } \ "quoted" 'x' % & $ # _ ^ ~ é œ ß «»""" + "\r\nER  - \n@misc{x,"


def line(pieces: list[citing.Piece]) -> str:
    return "".join(piece.text for piece in pieces)


def test_in_words_each_language_has_its_own_style() -> None:
    assert line(citing.in_words(WORK, "fr", READ)) == (
        "Vigie, «\xa0Un “faux” direct : 100 % truqué\xa0», INC-2026-0001, version\xa02, "
        "1er octobre 2026 [consulté le 26 novembre 2026], "
        "https://vigie.example.org/fr/incidents/INC-2026-0001/2/"
    )
    assert line(citing.in_words(WORK, "en", READ)) == (
        "Vigie, “A ‘fake’ live”, INC-2026-0001, version\xa02, 1 October 2026, "
        "https://vigie.example.org/en/incidents/INC-2026-0001/2/ (accessed 26 November 2026)."
    )


def test_a_title_that_is_not_translated_keeps_its_own_marks() -> None:
    work = replace(WORK, title={"fr": "Un faux direct", "en": ""})

    assert "«\xa0Un faux direct\xa0»" in line(citing.in_words(work, "en", READ))


def test_a_passage_names_voice_second_source_address_and_digest() -> None:
    assert line(citing.passage_in_words(PASSAGE, "fr", READ)) == (
        "Porte-parole\xa0: «\xa0Nous démentons.\xa0» – «\xa0[…]\xa0», Canal Sextant, "
        "«\xa0Le débat : “on verra”\xa0», 21 septembre 2026, 00:08–00:12, "
        "transcription, version\xa02, Vigie [consulté le 26 novembre 2026], "
        f"https://v.example/fr/s/#t=8, original\xa0: SHA-256 {'ab' * 32}"
    )
    bare = replace(PASSAGE, publisher={}, published={}, transcript=0, digest="", said=[("", "Oui")])
    assert line(citing.passage_in_words(bare, "en", READ)) == (
        "«\xa0Oui\xa0», «\xa0Le débat : “on verra”\xa0», 00:08–00:12, Vigie, "
        "https://v.example/en/s/#t=8 (accessed 26 November 2026)."
    )


def fields(entry: str) -> Iterator[tuple[str, str]]:
    """The fields of an entry as BibTeX finds them: it counts braces, whatever stands before one."""
    place = entry.index(",") + 1
    while found := re.compile(r"\s*(\w+) = ").match(entry, place):
        depth, end = 0, found.end()
        while depth or entry[end] not in ",":
            depth += {"{": 1, "}": -1}.get(entry[end], 0)
            assert depth >= 0
            end += 1
        yield found[1], entry[found.end() : end]
        place = end + 1
    assert entry[place:].strip() == "}"


def test_bibtex_has_the_fields_that_are_read() -> None:
    found = dict(fields(citing.bibtex(WORK, READ)))

    assert found["title"] == "{{Un « faux » direct : 100 \\% truqué}}"
    assert found["date"] == "{2026-10-01}"
    assert found["month"] == "oct"
    assert found["urldate"] == "{2026-11-26}"
    assert found["url"] == "{https://vigie.example.org/fr/incidents/INC-2026-0001/2/}"
    assert found["langid"] == "{french}"


NAMES = [
    *("author", "title", "date", "year", "month"),
    *("version", "note", "url", "urldate", "langid"),
]


@given(st.text(min_size=1).filter(lambda text: citing.plain(text) != ""))
def test_no_title_ends_a_field_of_any_format(title: str) -> None:
    work = replace(WORK, title={"fr": title, "en": ""}, institution=title)

    assert [name for name, _value in fields(citing.bibtex(work, READ))] == NAMES
    lines = citing.ris(work, READ).split("\r\n")
    assert [line[:6] for line in lines[:-1]] == [
        line[:6] for line in citing.ris(WORK, READ).split("\r\n")[:-1]
    ]
    assert not any(len(line.splitlines()) > 1 for line in lines)
    (item,) = json.loads(citing.csl_json(work, READ))
    assert item["title"] == citing.plain(title)


def test_what_is_hard_in_one_format_is_whole_in_all() -> None:
    work = replace(WORK, title={"fr": HARD, "en": ""})
    line = citing.plain(HARD)

    (item,) = json.loads(citing.csl_json(work, READ))
    assert item["title"] == line
    assert f"TI  - {line}\r\n" in citing.ris(work, READ)
    title = dict(fields(citing.bibtex(work, READ)))["title"]
    read = title.removeprefix("{{").removesuffix("}}")
    for sign, written in citing.TEX.items():
        read = read.replace(written, {"\\": "\0"}.get(sign, sign))
    assert read.replace("\0", "\\") == line


@pytest.mark.parametrize(
    ("url", "written"),
    [
        ("https://v.example/a{b}", "https://v.example/a%7Bb%7D"),
        ("x\r\nUR  - y", "x%0D%0AUR%20%20-%20y"),
    ],
)
def test_an_address_ends_no_field_either(url: str, written: str) -> None:
    assert citing.in_address(url) == written


def test_csl_json_is_a_web_page_with_its_dates() -> None:
    (item,) = json.loads(citing.csl_json(WORK, READ))

    assert item["type"] == "webpage"
    assert item["author"] == [{"literal": "Vigie"}]
    assert item["issued"] == {"date-parts": [[2026, 10, 1]]}
    assert item["accessed"] == {"date-parts": [[2026, 11, 26]]}
    assert (item["number"], item["version"]) == ("INC-2026-0001", "2")


ISSUED = replace(
    WORK,
    title={"fr": "Rapport mensuel, octobre 2026", "en": "Monthly report, October 2026"},
    reference="2026-10",
    genre=citing.REPORT,
    digest="cd" * 32,
)


def test_a_report_is_cited_by_its_edition_and_its_digest() -> None:
    assert line(citing.in_words(ISSUED, "fr", READ)).endswith(f"/2/, SHA-256 {'cd' * 32}")
    assert ", 2026-10, édition\xa02, 1er octobre 2026 " in line(citing.in_words(ISSUED, "fr", READ))
    assert ", 2026-10, edition\xa02, 1 October 2026, " in line(citing.in_words(ISSUED, "en", READ))


def test_the_files_of_a_report_say_that_it_is_one() -> None:
    bib, ris = citing.bibtex(ISSUED, READ), citing.ris(ISSUED, READ)
    (item,) = json.loads(citing.csl_json(ISSUED, READ))

    assert bib.startswith("@techreport{report-2026-10-e2,\n")
    assert "  institution = {Vigie},\n  number = {2026-10},\n" in bib
    assert f"  note = {{2026-10, édition 2, SHA-256 {'cd' * 32}}},\n" in bib
    assert ris.startswith("TY  - RPRT\r\n")
    assert f"N1  - SHA-256 {'cd' * 32}\r\nER  - \r\n" in ris
    assert (item["type"], item["note"]) == ("report", f"SHA-256 {'cd' * 32}")
