"""What the reader refuses, and how it says so: file, code, field."""

import shutil
from pathlib import Path

import pytest

from incidents.vocabulary.fields import VocabularyError
from incidents.vocabulary.reader import FOLDER, read_vocabularies

TERM = """
[[term]]
code = "one"
label = { fr = "Un", en = "One" }
definition = { fr = "Le premier.", en = "The first." }
source = "Test"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped files, to be spoilt."""
    for path in FOLDER.glob("*.toml"):
        shutil.copy(path, tmp_path)
    return tmp_path


def refusal(folder: Path) -> str:
    with pytest.raises(VocabularyError) as caught:
        read_vocabularies(folder)
    return str(caught.value)


def test_reads_a_small_file(folder: Path) -> None:
    (folder / "persona.toml").write_text(
        TERM + 'valid_from = 2024-01-01\nreplaced_by = "two"\n' + TERM.replace("one", "two")
    )
    one, two = (term for term in read_vocabularies(folder).terms if term.scheme == "persona")
    assert (one.code, one.label.fr, one.definition.en) == ("one", "Un", "The first.")
    assert (str(one.valid_from), one.valid_to, one.replaced_by) == ("2024-01-01", None, "two")
    assert two.replaced_by == ""


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('code = "one"', "", "persona.toml: row 1: code: is missing"),
        ('code = "one"', "code = 1", "persona.toml: row 1: code: 1 is not a text"),
        (', en = "One"', "", "persona.toml: one: label.en: is missing"),
        ('en = "One"', 'en = ""', "persona.toml: one: label.en: is missing"),
        ('en = "One"', 'en = "One", de = "Eins"', "label.de: is not a known language"),
        ('"Un"', '" Un"', "persona.toml: one: label.fr: ' Un' has space at an end"),
        ('{ fr = "Un", en = "One" }', '"Un"', "one: label: 'Un' is not { fr = ..., en = ... }"),
        ('source = "Test"', "", "persona.toml: one: source: is missing"),
        ('source = "Test"', 'sorce = "Test"', "persona.toml: one: source: is missing"),
        (
            'source = "Test"',
            'source = "Test"\nnote = "x"',
            "persona.toml: one: note: is not a known field",
        ),
        (
            'source = "Test"',
            'source = "Test"\nvalid_from = "2024"',
            "persona.toml: one: valid_from: '2024' is not a date",
        ),
        (
            'source = "Test"',
            'source = "Test"\nvalid_from = 2024-01-01T00:00:00',
            "persona.toml: one: valid_from: datetime.datetime(2024, 1, 1, 0, 0) is not a date",
        ),
        (
            'source = "Test"',
            'source = "Test"\nvalid_from = 2024-02-01\nvalid_to = 2024-01-31',
            "persona.toml: one: valid_to: 2024-01-31 is before valid_from (2024-02-01)",
        ),
        (
            'source = "Test"',
            'source = "Test"\nreplaced_by = "nine"',
            "persona.toml: one: replaced_by: 'nine' is not another term of the scheme",
        ),
        (
            'source = "Test"',
            'source = "Test"\nreplaced_by = "one"',
            "persona.toml: one: replaced_by: 'one' is not another term of the scheme",
        ),
    ],
)
def test_refuses_a_faulty_term(folder: Path, old: str, new: str, message: str) -> None:
    assert old in TERM
    (folder / "persona.toml").write_text(TERM.replace(old, new))
    assert refusal(folder).endswith(message)


def test_refuses_a_code_twice_in_a_file(folder: Path) -> None:
    (folder / "persona.toml").write_text(TERM + TERM)
    assert refusal(folder) == "persona.toml: one: code: is there twice"


def test_refuses_an_unknown_table(folder: Path) -> None:
    (folder / "persona.toml").write_text(TERM + "[[terms]]\n")
    assert refusal(folder) == "persona.toml: terms: is not a known table or setting"


def test_refuses_a_file_without_rows(folder: Path) -> None:
    (folder / "persona.toml").write_text("")
    assert refusal(folder) == "persona.toml: term: the file has no such rows"


def test_refuses_a_row_that_is_no_table(folder: Path) -> None:
    (folder / "persona.toml").write_text('term = ["one"]')
    assert refusal(folder) == "persona.toml: row 1: 'one' is not a table"


def test_refuses_a_missing_file(folder: Path) -> None:
    (folder / "goal.toml").unlink()
    assert refusal(folder) == "goal.toml: the file is missing"


def test_refuses_what_is_not_toml(folder: Path) -> None:
    (folder / "goal.toml").write_text("[[term]]\ncode =\n")
    assert refusal(folder).startswith("goal.toml: is not readable as TOML: Invalid value")
    assert "line 2" in refusal(folder)


def test_refuses_what_is_not_utf_8(folder: Path) -> None:
    (folder / "goal.toml").write_bytes(b'source = "\xe9"')
    assert refusal(folder).startswith("goal.toml: is not readable as TOML: 'utf-8' codec")


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("platforms", 'kind = "video"', 'kind = "film"', "tiktok: kind: 'film' is not a known"),
        (
            "platforms",
            "vlop_since = 2023-04-25",
            'vlop_since = "2023"',
            "tiktok: vlop_since: '2023' is not a date",
        ),
        (
            "platforms",
            'kind = "video"',
            'kind = "video"\nnotice_url = "javascript:x"',
            "tiktok: notice_url: 'javascript:x' does not start with https://",
        ),
        (
            "legal_bases",
            'jurisdiction = "FR"',
            'jurisdiction = "QZ"',
            "CP-226-1: jurisdiction: 'QZ' is not a known code",
        ),
        ("legal_bases", '["penal"]', '["criminal"]', "tracks: 'criminal' is not a known code"),
        ("legal_bases", '["penal"]', "[[1]]", "CP-226-1: tracks: [1] is not a known code"),
        ("legal_bases", '["penal"]', "[]", "CP-226-1: tracks: is missing or is not a list"),
        (
            "legal_bases",
            '["penal"]',
            '["penal", "penal"]',
            "CP-226-1: tracks: ['penal', 'penal'] names one twice",
        ),
        (
            "jurisdictions",
            "fictional = true",
            'fictional = "yes"',
            "XV: fictional: 'yes' is not true or false",
        ),
        ("authorities", 'slug = "cnil"', 'slug = "arcom"', "arcom: slug: is there twice"),
    ],
)
def test_refuses_a_faulty_register(
    folder: Path, file: str, old: str, new: str, message: str
) -> None:
    path = folder / f"{file}.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    told = refusal(folder)
    assert told.startswith(f"{file}.toml: ")
    assert message in told
