"""Reading case files: names of tables and keys, all at once; what they refer to comes later."""

from datetime import date
from pathlib import Path

import pytest

from incidents.dates import DateError, FactDate
from incidents.imports.case_file import GIVEN_PAGE, CaseError, fact_date, read_case
from incidents.imports.case_tables import KEYS


def written(folder: Path, text: str | bytes) -> Path:
    file = folder / "essai.toml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


def refusal(folder: Path, text: str | bytes) -> str:
    with pytest.raises(CaseError) as caught:
        read_case(written(folder, text))
    return str(caught.value)


def test_rows_stand_in_the_order_of_the_file(tmp_path: Path) -> None:
    case = read_case(written(tmp_path, "[[actor]]\nkey = 'b'\n[[actor]]\nkey = 'a'\n"))

    assert [row["key"] for row in case.rows("actor")] == ["b", "a"]
    assert case.rows("incident") == []


def test_every_table_and_key_that_is_known_is_accepted(tmp_path: Path) -> None:
    top = [name for name in KEYS if "." not in name and name != "case"]
    lines = ["[case]\nkey = 'tout'"]
    for name in top:
        plain = [key for key in sorted(KEYS[name]) if f"{name}.{key}" not in KEYS]
        lines += [f"[[{name}]]", *(f"{key} = 'x'" for key in plain)]

    case = read_case(written(tmp_path, "\n".join(lines)))

    assert {name for name in top if case.rows(name)} == set(top)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("[[incidents]]\nkey = 'a'", "incidents"),
        ("[[incident]]\nkey = 'a'\ntitel_fr = 'x'", "incident a: titel_fr"),
        ("[[incident]]\ntitel_fr = 'x'", "incident 1: titel_fr"),
        ("[case]\nname = 'x'", "case 1: name"),
        (
            "[[incident]]\nkey = 'a'\n[[incident.involvement]]\nkey = 'i'\nrolle = 'x'",
            "incident a: involvement 1: rolle",
        ),
        (
            "[[claim]]\nkey = 'c'\n[[claim.cite]]\nsource = 's'\n[[claim.cite]]\nquot = 'x'",
            "claim c: cite 2: quot",
        ),
        (
            "[[incident]]\nkey = 'a'\n[[incident.appearance]]\nkey = 'p'\n"
            "[[incident.appearance.event]]\nkind = 'seen'\nwhen = 2026-09-01",
            "incident a: appearance 1: event 1: when",
        ),
    ],
)
def test_an_unknown_name_is_told_with_its_place(tmp_path: Path, text: str, place: str) -> None:
    assert refusal(tmp_path, text) == f"essai.toml: unknown: {place}"


def test_all_unknown_names_are_told_at_once(tmp_path: Path) -> None:
    text = "[[actor]]\nkey = 'a'\nnom = 'x'\nage = 3\n[[incident]]\nkey = 'i'\nlieu = 'x'\n[lois]"

    assert refusal(tmp_path, text) == (
        "essai.toml: unknown: actor a: nom, actor a: age, incident i: lieu, lois"
    )


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("actor = ['x']", "actor 1"),
        ("case = 2026-09-01", "case 1"),
        ("[[incident]]\nkey = 'a'\ncite = ['x']", "incident a: cite 1"),
    ],
)
def test_a_value_where_a_table_belongs_is_refused(tmp_path: Path, text: str, place: str) -> None:
    assert refusal(tmp_path, text) == f"essai.toml: unknown: {place} (not a table)"


@pytest.mark.parametrize(
    "text", ["[[actor]", "key = ", "a = 1\na = 2", "\0", b"name = '\xff'", "[[actor]]\nkey = 'a"]
)
def test_what_is_not_toml_is_refused(tmp_path: Path, text: str | bytes) -> None:
    assert refusal(tmp_path, text).startswith("essai.toml is not TOML: ")


def test_an_error_of_toml_tells_its_line(tmp_path: Path) -> None:
    assert "line 3" in refusal(tmp_path, "[[actor]]\nkey = 'a'\nname fr = 'x'\n")


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match=r"cannot read .*absent\.toml: No such file"):
        read_case(tmp_path / "absent.toml")


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match=r"cannot read .*: Is a directory"):
        read_case(tmp_path)


def test_files_of_sources_stand_beside_the_folder_of_cases(tmp_path: Path) -> None:
    (tmp_path / "cases").mkdir()
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "une.txt").write_bytes(b"du texte")

    case = read_case(written(tmp_path / "cases", ""))

    assert case.content("pages/une.txt") == b"du texte"


def test_the_page_given_with_the_case(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_bytes(b"une page")

    assert read_case(written(tmp_path, ""), page).content(GIVEN_PAGE) == b"une page"


def test_a_page_that_was_not_given_is_asked_for(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match=r"essai\.toml: .* to be given with --page"):
        read_case(written(tmp_path, "")).content(GIVEN_PAGE)


def test_a_source_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match=r"essai\.toml: cannot read .*absent\.txt: No such file"):
        read_case(written(tmp_path, "")).content("absent.txt")


DAY, LATER = date(2026, 9, 9), date(2026, 9, 15)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, FactDate.unknown()),
        (DAY, FactDate.on(DAY)),
        ({"precision": "unknown"}, FactDate.unknown()),
        (
            {"earliest": DAY, "latest": LATER, "precision": "between"},
            FactDate.between(DAY, LATER),
        ),
        (
            {"earliest": date(2026, 9, 1), "latest": date(2026, 9, 30), "precision": "month"},
            FactDate.in_month(2026, 9),
        ),
    ],
)
def test_a_date_of_facts(value: object, expected: FactDate) -> None:
    assert fact_date(value) == expected


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ({"earliest": LATER, "latest": DAY, "precision": "between"}, "is after the latest"),
        ({"earliest": DAY, "precision": "between"}, "needs an earliest and a latest"),
        ({"earliest": DAY, "latest": LATER, "precision": "month"}, "is not of precision month"),
        ({"earliest": DAY, "precision": "unknown"}, "neither earliest nor latest"),
    ],
)
def test_days_that_contradict_one_another_are_refused(value: object, message: str) -> None:
    with pytest.raises(DateError, match=message):
        fact_date(value)


def test_a_precision_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="'week' is not a valid Precision"):
        fact_date({"earliest": DAY, "latest": DAY, "precision": "week"})


@pytest.mark.parametrize("text", ["actor = 3", "actor = 'x'", "[actor]\nkey = 'a'"])
def test_one_table_where_a_list_belongs_is_refused(tmp_path: Path, text: str) -> None:
    assert refusal(tmp_path, text) == "essai.toml: unknown: [actor] (write [[actor]])"
