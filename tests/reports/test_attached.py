"""What is inside the PDF follows from the snapshot: names, cells, digests, in both languages."""

import csv
import hashlib
import io
import json
from functools import cache
from typing import Any

from incidents.reports.attached import INCIDENT_COLUMNS, attached, digests, version
from incidents.reports.exhibits import exhibits
from incidents.reports.frozen import cut_off, data, digest
from incidents.reports.pdf import Attached
from tests.reports.snapshots import hostile, snapshot

AUDIT = {"count": 12, "hash": "ab" * 32}


@cache
def inside(language: str) -> dict[str, Attached]:
    frozen = snapshot(incidents=3) | {"audit": AUDIT}
    return {each.name: each for each in attached(frozen, language, volume=2, volumes=3)}


def lines(name: str) -> list[list[str]]:
    text = inside("fr")[name].content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def test_each_numbered_table_has_its_file_with_codes_names_and_distinct_totals() -> None:
    found = exhibits(snapshot(incidents=3))
    names = [name for name in inside("fr") if name.startswith("table-")]

    assert names == [f"table-{each.number:02d}-{each.code}.csv" for each in found]
    for name, each in zip(names, found, strict=True):
        head, *rows, total = lines(name)
        assert head == ["line", "code", "name_fr", "name_en", *(c.code for c in each.columns)]
        assert [row[1] for row in rows] == [row.code for row in each.rows]
        assert total[0] == "total"
        assert total[4:] == ["" if n is None else str(n) for n in each.total]


def test_the_incidents_have_their_dates_verdict_and_digest() -> None:
    head, *rows = lines("incidents.csv")
    first = snapshot(incidents=3)["incidents"][0]

    assert tuple(head) == INCIDENT_COLUMNS
    assert [row[0] for row in rows] == ["INC-2026-0001", "INC-2026-0002", "INC-2026-0003"]
    assert rows[0][-1] == first["digest"]
    assert rows[0][1] == first["content"]["title"]["fr"]


def manifest(language: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(inside(language)["manifest.json"].content)
    return found


def test_the_manifest_says_what_the_file_is_and_what_is_in_it() -> None:
    frozen = snapshot(incidents=3) | {"audit": AUDIT}
    told = manifest("en")

    assert [told[key] for key in ("schema", "kind", "period", "edition")] == [1, "month", *_key()]
    assert [told[key] for key in ("language", "volume", "volumes")] == ["en", 2, 3]
    assert (told["at"], told["preview"]) == (frozen["at"], False)
    assert (told["snapshot"], told["audit"]) == (digest(frozen), AUDIT)
    assert set(told["made_with"]) == {"vigie", "weasyprint", "fonts"}
    assert told["made_with"]["vigie"] == version()
    for each in told["files"]:
        content = inside("en")[each["name"]].content
        assert (each["size"], each["sha256"]) == (
            len(content),
            hashlib.sha256(content).hexdigest(),
        )
    names = {each["name"] for each in told["files"]} | {"manifest.json"}
    assert sorted(names) == list(inside("en"))


def _key() -> list[Any]:
    frozen = snapshot(incidents=3)
    return [frozen["period"], frozen["edition"]]


def test_both_languages_hold_the_same_files_and_only_the_manifest_differs() -> None:
    french, english = inside("fr"), inside("en")
    differ = [name for name in french if french[name].content != english[name].content]

    assert list(french) == list(english)
    assert differ == ["manifest.json"]
    told, other = manifest("fr"), manifest("en")
    assert {key for key in told if told[key] != other[key]} == {"language"}
    assert french["incidents.csv"].description != english["incidents.csv"].description


def test_they_can_be_written_again_from_the_snapshot_that_is_inside() -> None:
    written = digests(json.loads(inside("fr")["snapshot.json"].content))

    assert written == {each["name"]: each["sha256"] for each in manifest("fr")["files"]}


def test_the_snapshot_is_the_source_and_every_date_is_the_cut_off() -> None:
    frozen = snapshot(incidents=3) | {"audit": AUDIT}
    found = inside("fr")

    assert found["snapshot.json"].content == data(frozen)
    assert {e.relationship for n, e in found.items() if n != "snapshot.json"} == {"Data"}
    assert found["snapshot.json"].relationship == "Source"
    assert {each.created for each in found.values()} == {cut_off(frozen)}


def test_a_preview_says_that_it_is_one() -> None:
    found = {each.name: each for each in attached(snapshot(incidents=1) | {"edition": None}, "fr")}

    assert json.loads(found["manifest.json"].content)["preview"] is True


def test_no_cell_of_a_hostile_report_is_calculated() -> None:
    for each in attached(hostile(snapshot(incidents=2), "=1+1"), "fr"):
        if each.name.endswith(".csv"):
            text = each.content.decode("utf-8-sig")
            cells = [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row]
            assert not [cell for cell in cells if cell.lstrip().startswith(("=", "+", "@"))]
