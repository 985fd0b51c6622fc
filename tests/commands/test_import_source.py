"""`import_source`: a page becomes a source, once; what cannot be read is told and not kept."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from incidents.models import Segment, SourceMedia, StoredFile, Transcript
from tests.commands.running import Ran, run
from tests.transcripts.pages import PAGE

pytestmark = pytest.mark.django_db

DAY = "2026-11-02"
HEAD = "• hier\nUne phrase.\n\nCategory\n\n🗞\nNews\n"


def take_in(tmp_path: Path, data: str | bytes, *options: str) -> Ran:
    """The command on a file of these bytes."""
    file = tmp_path / "page.txt"
    file.write_bytes(data.encode() if isinstance(data, str) else data)
    return run("import_source", file, *options)


def printed(ran: Ran) -> dict[str, Any]:
    assert (ran.status, ran.err) == (0, "")
    shown: dict[str, Any] = json.loads(ran.out)
    return shown


def kept() -> list[int]:
    """How many sources, transcripts, segments and originals there are."""
    return [model.objects.count() for model in (SourceMedia, Transcript, Segment, StoredFile)]


def test_json_has_exactly_the_documented_keys(tmp_path: Path) -> None:
    shown = printed(take_in(tmp_path, PAGE, "--captured-on", DAY, "--json"))

    assert list(shown) == ["source", "transcript", "created", "id"]
    assert shown["created"] is True
    source = SourceMedia.objects.get(public_id=shown["id"])
    assert shown["source"]["published"] == {
        "earliest": "2025-01-01",
        "latest": "2025-12-31",
        "precision": "year",
    }
    assert shown["source"]["digest"] == StoredFile.digest_of(PAGE.encode())
    assert shown["source"]["publisher"] is None
    assert shown["transcript"]["cues"] == 3
    assert (shown["transcript"]["first_start_ms"], shown["transcript"]["last_end_ms"]) == (0, None)
    assert [s["text"] for s in shown["transcript"]["segments"]] == list(
        Segment.objects.order_by("position").values_list("text", flat=True)
    )
    assert source.earliest == date(2025, 1, 1)


def test_the_original_bytes_are_kept(tmp_path: Path) -> None:
    data = "00:00 Premi\xe8re.\r\n00:04 Deuxi\xe8me.\r\n".encode("cp1252")

    ran = take_in(tmp_path, data, "--captured-on", DAY)

    assert ran.status == 0
    assert bytes(StoredFile.objects.get().content) == data
    assert "Windows-1252" in ran.out


def test_the_words_for_people(tmp_path: Path) -> None:
    ran = take_in(tmp_path, PAGE, "--captured-on", DAY, "--url", "https://sextant.example.org/v")

    source = SourceMedia.objects.get()
    assert f"page.txt: kept as source {source.public_id}, SHA-256 {source.original_id}" in ran.out
    assert "published: year 2025-01-01 2025-12-31" in ran.out
    assert "transcript: 3 segments" in ran.out
    assert source.url == "https://sextant.example.org/v"


def test_the_same_page_again_is_recognised(tmp_path: Path) -> None:
    first = printed(take_in(tmp_path, PAGE, "--captured-on", DAY, "--json"))
    before = kept()

    again = printed(take_in(tmp_path, PAGE, "--captured-on", DAY, "--json"))

    assert (again["created"], again["id"]) == (False, first["id"])
    assert kept() == before == [1, 1, 3, 1]
    assert "is there already" in take_in(tmp_path, PAGE).out


def test_a_dry_run_saves_nothing(tmp_path: Path) -> None:
    shown = printed(take_in(tmp_path, PAGE, "--dry-run", "--json"))
    said = take_in(tmp_path, PAGE, "--dry-run")

    assert (shown["created"], shown["transcript"]["cues"]) == (True, 3)
    assert "would be kept" in said.out
    assert kept() == [0, 0, 0, 0]


def test_a_page_without_a_transcript_is_kept_and_says_so(tmp_path: Path) -> None:
    ran = take_in(tmp_path, HEAD, "--captured-on", DAY)

    assert ran.status == 0
    assert "no transcript" in ran.out
    assert kept() == [1, 0, 0, 1]
    shown = printed(take_in(tmp_path, HEAD, "--json"))
    assert (shown["transcript"], shown["created"]) == (None, False)


def test_every_problem_is_a_line_and_nothing_is_saved(tmp_path: Path) -> None:
    ran = take_in(tmp_path, "00:00 Un.\n02:71 Deux.\n1:99:00 Trois.", "--json")

    assert (ran.status, ran.out) == (1, "")
    assert ran.err.splitlines() == [
        "page.txt: line 2: time 02:71 has 71 seconds (column 1: “02:71 Deux.”)",
        "page.txt: line 3: time 1:99:00 has 99 minutes (column 1: “1:99:00 Trois.”)",
    ]
    assert kept() == [0, 0, 0, 0]


def test_lenient_reading_keeps_what_is_sound_and_says_what_is_not(tmp_path: Path) -> None:
    ran = take_in(tmp_path, "00:00 Un.\n02:71 Deux.", "--lenient", "--captured-on", DAY)

    assert ran.status == 0
    assert "line 2: time 02:71 has 71 seconds" in ran.out
    assert kept() == [1, 1, 1, 1]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "the file is empty"),
        (b"00:00 a\n\0", "not text: NUL at offset 8, line 2"),
        (b"00:00 \x01\xe9", "control byte 0x01 at offset 6, line 1"),
        ("<!doctype html><p>00:00", "this is an HTML document"),
        (b"a" * 100_000_001, "the file is larger than 100000000 bytes"),
        (b"a\n" * 5_000_001, "the file has 5000001 lines; at most 5000000 are read"),
        ("Bonjour.", "format not recognised"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused(
    tmp_path: Path, data: str | bytes, message: str
) -> None:
    ran = take_in(tmp_path, data)

    assert (ran.status, ran.out) == (1, "")
    assert ran.err.startswith("page.txt: ")
    assert message in ran.err
    assert len(ran.err.splitlines()) == 1
    assert kept() == [0, 0, 0, 0]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--url", "javascript:alert(1)"], "“javascript:alert(1)” is not an http or https"),
        (["--url", "ftp://example.org/a"], "is not an http or https address"),
        (["--url", "https://"], "is not an http or https address"),
        (["--url", "http://example.org/" + "a" * 1000], "at most 1000"),
        (["--captured-on", "02/11/2026"], "--captured-on 02/11/2026: not a day"),
        (["--captured-on", "2026-02-30"], "--captured-on 2026-02-30: not a day"),
        (["--captured-on", "9998-01-01"], "9998-01-01: that day is in the future"),
        (["--language", "x" * 40], "is not a code such as fr"),
        (["--language", "Français"], "“Français” is not a code such as fr"),
        (["--title", "t" * 301], "title of 301 characters; at most 300 are kept"),
        (["--format", "subrip"], "subrip"),
        (["--made-by", "nobody"], "nobody"),
        (["--made-by", "machine"], "a machine’s transcript names its tool"),
        (["--tool", "t" * 81], "tool of 81 characters; at most 80 are kept"),
        (["--reason", "Relu."], "name its source with --source"),
        (["--source", "nowhere"], "no source has the public id “nowhere”"),
        (["--source", "x", "--url", "https://example.org/"], "--url is for a new source"),
    ],
)
def test_an_option_that_cannot_be_meant_is_refused(
    tmp_path: Path, options: list[str], message: str
) -> None:
    ran = take_in(tmp_path, PAGE, *options)

    assert (ran.status, ran.out) == (1, "")
    assert message in ran.err
    assert "Traceback" not in ran.err
    assert kept() == [0, 0, 0, 0]


def test_a_category_too_long_for_its_column_is_told(tmp_path: Path) -> None:
    ran = take_in(tmp_path, PAGE.replace("News", "N" * 400))

    assert ran.status == 1
    assert "category of 400 characters; at most" in ran.err
    assert kept() == [0, 0, 0, 0]


def test_a_capture_too_early_for_a_relative_date_leaves_it_unknown(tmp_path: Path) -> None:
    ran = take_in(tmp_path, PAGE, "--captured-on", "0001-01-01")

    assert ran.status == 0
    assert "date not used" in ran.out
    assert SourceMedia.objects.get().precision == "unknown"


def test_a_missing_file_and_a_folder_are_told(tmp_path: Path) -> None:
    missing = run("import_source", tmp_path / "none.txt")
    folder = run("import_source", tmp_path)

    assert (missing.status, folder.status) == (1, 1)
    assert "none.txt: No such file or directory" in missing.err
    assert "Is a directory" in folder.err


def test_markup_and_marks_are_kept_as_text(tmp_path: Path) -> None:
    words = "<script>alert(1)</script> et \N{RIGHT-TO-LEFT OVERRIDE}retourné"

    assert take_in(tmp_path, f"00:00 {words}\n00:05 Fin.").status == 0
    assert Segment.objects.get(position=0).text == words


OTHER = "00:00 Une autre phrase.\n00:05 Fin.\n"


def test_a_transcript_beside_a_source_is_its_next_version(tmp_path: Path) -> None:
    first = printed(take_in(tmp_path, PAGE, "--captured-on", DAY, "--json"))
    options = ["--source", first["id"], "--made-by", "machine", "--tool", "Whisper"]
    options += ["--tool-version", "large-v3", "--reason", "Relu.", "--language", "en"]

    ran = take_in(tmp_path, OTHER, *options)

    made = Transcript.objects.get(number=2)
    assert ran.status == 0
    assert (
        "transcript: 2 segments, version 2, en, timed-text, made by: machine, Whisper, large-v3"
        in ran.out
    )
    assert (made.source.public_id, made.reason, made.language) == (first["id"], "Relu.", "en")
    assert kept() == [1, 2, 5, 2]


def test_its_json_has_the_same_keys(tmp_path: Path) -> None:
    first = printed(take_in(tmp_path, PAGE, "--json"))
    given = ("--source", first["id"], "--reason", "Relu.", "--json")

    made = printed(take_in(tmp_path, OTHER, *given))
    again = printed(take_in(tmp_path, OTHER, *given))

    assert list(made) == ["source", "transcript", "created", "id"]
    assert (made["id"], made["created"], again["created"]) == (first["id"], True, False)
    assert made["transcript"]["segments"][0]["text"] == "Une autre phrase."


def test_another_version_without_a_reason_is_refused(tmp_path: Path) -> None:
    first = printed(take_in(tmp_path, PAGE, "--json"))

    ran = take_in(tmp_path, OTHER, "--source", first["id"])

    assert (ran.status, ran.out) == (1, "")
    assert "version 2 of a transcript needs a reason" in ran.err
    assert kept() == [1, 1, 3, 1]


def test_a_dry_run_beside_a_source_saves_nothing(tmp_path: Path) -> None:
    first = printed(take_in(tmp_path, PAGE, "--json"))

    ran = take_in(tmp_path, OTHER, "--source", first["id"], "--reason", "Relu.", "--dry-run")

    assert "would be kept" in ran.out
    assert kept() == [1, 1, 3, 1]
