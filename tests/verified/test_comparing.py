"""What is inside a copy, held against the edition that it says it is: each change has its place."""

import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

import pytest

from incidents.attachments.reading import read
from incidents.attachments.told import Told, tell
from incidents.models import Report
from incidents.reports.frozen import data
from incidents.verified.comparing import compare, notes
from incidents.verified.verdict import Check, Note
from tests import factories
from tests.attachments.pdfs import pdf
from tests.once import made_once
from tests.verified.scene import Snapshot, files_of, frozen, issue

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def october(django_db_setup: None, django_db_blocker: Any) -> Iterator[Report]:
    with made_once(django_db_blocker):
        report = issue(frozen())
        factories.ended()
        yield report


def told(files: dict[str, bytes]) -> Told:
    return tell(read(pdf(files)))


def found(report: Report, files: dict[str, bytes], *, open_to_all: bool = True) -> list[Any]:
    made = compare(told(files), report, open_to_all=open_to_all)
    return [(each.check, each.place) for each in made]


def test_what_was_issued_agrees_in_both_languages_and_volumes(october: Report) -> None:
    for files in (
        files_of(october.snapshot),
        files_of(october.snapshot, "en"),
        files_of(october.snapshot, volume=2, volumes=2),
    ):
        assert found(october, files) == []
        assert notes(told(files)) == []


def test_a_report_older_than_the_tables_agrees_and_says_so(october: Report) -> None:
    files = {"snapshot.json": data(october.snapshot)}

    assert found(october, files) == []
    assert notes(told(files)) == [Note.BEFORE_TABLES]


def retitled(snapshot: Snapshot) -> None:
    snapshot["incidents"][0]["content"]["title"]["fr"] = "Autre chose"


def shortened(snapshot: Snapshot) -> None:
    del snapshot["incidents"][1]


def added(snapshot: Snapshot) -> None:
    snapshot["incidents"].append(snapshot["incidents"][0] | {"reference": "INC-2026-0099"})


def silent(snapshot: Snapshot) -> None:
    snapshot["changes"] = []


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (retitled, (Check.INCIDENT_DIFFERS, "INC-2026-0001")),
        (shortened, (Check.INCIDENT_MISSING, "INC-2026-0002")),
        (added, (Check.INCIDENT_ADDED, "INC-2026-0099")),
        (silent, (Check.PART_DIFFERS, "changes")),
    ],
)
def test_a_manipulated_snapshot_is_told_by_its_place(
    october: Report, change: Callable[[Snapshot], None], place: tuple[Check, str]
) -> None:
    """Written out whole by whoever changed it: snapshot, tables and manifest agree."""
    made = deepcopy(october.snapshot)
    change(made)

    seen = found(october, files_of(made))

    assert seen[0] == (Check.SNAPSHOT_DIFFERS, "snapshot.json")
    assert place in seen
    assert (Check.MANIFEST_DIFFERS, "snapshot") in seen
    closed = found(october, files_of(made), open_to_all=False)
    assert place not in closed
    assert closed[0] == (Check.SNAPSHOT_DIFFERS, "snapshot.json")


def test_a_table_that_was_changed_differs_from_manifest_and_snapshot(october: Report) -> None:
    name = "table-01-platforms.csv"
    files = files_of(october.snapshot)
    files[name] = files[name].replace(b"facebook", b"fecabook")

    assert found(october, files) == [
        (Check.LISTED_DIFFERS, name),
        (Check.WRITTEN_DIFFERS, name),
    ]


def test_files_taken_out_put_in_or_doubled_are_told(october: Report) -> None:
    files = files_of(october.snapshot) | {"more.csv": b"a"}
    del files["incidents.csv"], files["snapshot.json"]

    assert set(found(october, files)) == {
        (Check.NO_SNAPSHOT, "snapshot.json"),
        (Check.LISTED_MISSING, "incidents.csv"),
        (Check.LISTED_MISSING, "snapshot.json"),
        (Check.UNLISTED, "more.csv"),
    }
    del files["manifest.json"]
    assert (Check.NO_MANIFEST, "manifest.json") in found(october, files)
    twice = told(files_of(october.snapshot))
    twice = Told(**{**vars(twice), "files": (*twice.files, twice.files[0])})
    made = compare(twice, october, open_to_all=True)
    assert [(each.check, each.place) for each in made] == [(Check.DOUBLE, twice.files[0].name)]


def test_a_manifest_of_another_edition_is_told(october: Report) -> None:
    files = files_of(october.snapshot)
    manifest = json.loads(files["manifest.json"]) | {"period": "2026-09", "edition": 2}
    files["manifest.json"] = json.dumps(manifest).encode()

    assert found(october, files) == [
        (Check.MANIFEST_DIFFERS, "period"),
        (Check.MANIFEST_DIFFERS, "edition"),
    ]


def test_tables_of_another_version_are_held_against_the_manifest_alone(october: Report) -> None:
    name = "table-01-platforms.csv"
    files = files_of(october.snapshot)
    manifest = json.loads(files["manifest.json"])
    manifest["made_with"]["vigie"] = "0.0.1"
    files |= {"manifest.json": json.dumps(manifest).encode(), name: b"otherwise\r\n"}

    assert found(october, files) == [(Check.LISTED_DIFFERS, name)]
    assert notes(told(files)) == [Note.OTHER_VERSION]
