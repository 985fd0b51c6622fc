"""`parse_transcript`: reads only, needs no database."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command

from tests.transcripts.pages import PAGE

ROOT = Path(__file__).resolve().parents[2]
HEAD = "• hier\nUne phrase.\n\nCategory\n\n🗞\nNews\n"


def run(tmp_path: Path, data: str | bytes, *options: str) -> tuple[int, str, str]:
    """Exit status, standard output and standard error of the command on a file of these bytes."""
    file = tmp_path / "page.txt"
    file.write_bytes(data.encode() if isinstance(data, str) else data)
    return run_on(file, *options)


def run_on(file: Path, *options: str) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    status = 0
    try:
        call_command("parse_transcript", str(file), *options, stdout=out, stderr=err, no_color=True)
    except SystemExit as leaving:
        status = int(leaving.code or 0)
    return status, out.getvalue(), err.getvalue()


def test_the_page_and_its_segments_are_printed(tmp_path: Path) -> None:
    status, out, err = run(tmp_path, PAGE)
    assert (status, err) == (0, "")
    assert "date         l’année dernière" in out
    assert "segments     3, first 00:00, last 00:08" in out
    assert "   00:03  Qui parle sur cette vidéo ?" in out


def test_json_has_exactly_the_documented_keys(tmp_path: Path) -> None:
    status, out, err = run(tmp_path, PAGE, "--json")
    shown = json.loads(out)
    assert (status, err) == (0, "")
    assert list(shown) == [
        "format",
        "language",
        "encoding",
        "cues",
        "first_start_ms",
        "last_end_ms",
        "problems",
        "warnings",
        "segments",
    ]
    assert (shown["format"], shown["cues"], shown["first_start_ms"]) == ("page-dump", 3, 0)
    assert shown["segments"][2]["text"] == "Ce n'est pas moi."


def test_strict_reading_prints_one_line_for_each_problem_and_nothing_else(tmp_path: Path) -> None:
    status, out, err = run(tmp_path, "00:00 Un.\n02:71 Deux.\n1:99:00 Trois.", "--json")
    assert (status, out) == (1, "")
    assert [line.partition("page.txt: ")[2] for line in err.splitlines()] == [
        "line 2: time 02:71 has 71 seconds (column 1: “02:71 Deux.”)",
        "line 3: time 1:99:00 has 99 minutes (column 1: “1:99:00 Trois.”)",
    ]


def test_lenient_reading_lists_the_problems_and_succeeds(tmp_path: Path) -> None:
    data = "00:00 Un.\n02:71 Deux."
    status, out, _ = run(tmp_path, data, "--lenient")
    assert status == 0
    assert "problem      line 2: time 02:71 has 71 seconds" in out
    assert json.loads(run(tmp_path, data, "--lenient", "--json")[1])["cues"] == 1


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "the file is empty"),
        (HEAD, "no transcript: no line begins with a time"),
        (HEAD + "Transcription\n\nRecommandations\n2:15\n", "no transcript"),
        (b"00:00 a\n\0", "not text: NUL at offset 8, line 2"),
        (b"00:00 \x01\xe9", "control byte 0x01 at offset 6, line 1"),
        ("<!doctype html><p>00:00", "this is an HTML document"),
        (b"a" * 100_000_001, "the file is larger than 100000000 bytes"),
        (b"a\n" * 5_000_001, "the file has 5000001 lines; at most 5000000 are read"),
        ("Bonjour.", "format not recognised"),
    ],
)
@pytest.mark.parametrize("options", [(), ("--lenient", "--json")])
def test_bad_input_is_told_with_exit_status_1(
    tmp_path: Path, data: str | bytes, message: str, options: tuple[str, ...]
) -> None:
    status, out, err = run(tmp_path, data, *options)
    assert (status, out) == (1, "")
    assert message in err
    assert len(err.splitlines()) == 1


def test_a_missing_file_and_a_folder_are_told(tmp_path: Path) -> None:
    assert run_on(tmp_path / "none.txt") == (
        1,
        "",
        f"{tmp_path / 'none.txt'}: No such file or directory\n",
    )
    assert run_on(tmp_path) == (1, "", f"{tmp_path}: Is a directory\n")


def test_a_format_can_be_named(tmp_path: Path) -> None:
    data = "• hier\n00:00 Un.\n"
    assert run(tmp_path, data, "--format", "page-dump")[0] == 0
    assert "line 1: text before the first time" in run(tmp_path, data, "--format", "timed-text")[2]
    assert "format subrip is not known" in run(tmp_path, data, "--format", "subrip")[2]


HEARD = """{"text": "Bonsoir. Rien du tout.", "language": "fr", "segments": [
 {"id": 0, "start": 0.0, "end": 1.5, "text": " Bonsoir.", "avg_logprob": -0.05},
 {"id": 1, "start": 1.5, "end": 3, "text": " Rien du tout.", "avg_logprob": -1.6}]}"""


def test_ends_and_doubt_are_shown(tmp_path: Path) -> None:
    status, out, _ = run(tmp_path, HEARD)

    assert status == 0
    assert "doubtful     1 of low confidence" in out
    assert "00:00:00.000–00:00:01.500  Bonsoir." in out
    assert "00:00:01.500–00:00:03.000  ? 0.20 Rien du tout." in out


def test_a_proposed_voice_is_shown_as_a_question(tmp_path: Path) -> None:
    out = run(tmp_path, "00:00 JEANNE : merci.\n00:02 - Non.\n")[1]

    assert "[JEANNE?] JEANNE : merci." in out
    assert "[-?] - Non." in out


TWO_LANGUAGES = """<tt xmlns="http://www.w3.org/ns/ttml"><body>
<div xml:lang="fr"><p begin="0s" end="1s">Bonsoir.</p></div>
<div xml:lang="en"><p begin="0s" end="1s">Good evening.</p></div>
</body></tt>"""


def test_a_language_is_chosen_where_there_are_several(tmp_path: Path) -> None:
    status, out, err = run(tmp_path, TWO_LANGUAGES, "--json")
    chosen = run(tmp_path, TWO_LANGUAGES, "--language", "en", "--json")

    assert (status, out) == (1, "")
    assert "several languages, choose one of fr, en (--language)" in err
    assert [s["text"] for s in json.loads(chosen[1])["segments"]] == ["Good evening."]


def test_a_file_cannot_steer_the_terminal(tmp_path: Path) -> None:
    status, out, _ = run(tmp_path, "00:00 a\x1b[31m\u202eb")
    assert status == 0
    assert "a\\u001b[31m\\u202eb" in out


def manage(*arguments: str, data: bytes) -> subprocess.CompletedProcess[bytes]:
    """The command as a person runs it, with `data` on standard input."""
    return subprocess.run(
        [sys.executable, "manage.py", "parse_transcript", *arguments],
        cwd=ROOT,
        input=data,
        capture_output=True,
        timeout=60,
        check=False,
        env={"PATH": "/usr/bin:/bin", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    )


def test_standard_input_is_read_without_database_or_secret() -> None:
    ran = manage("-", "--json", data=PAGE.encode())
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert json.loads(ran.stdout)["cues"] == 3


def test_a_terminal_without_unicode_gets_escapes_and_no_traceback() -> None:
    ran = manage("-", data=PAGE.encode())
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert b"l\\u2019ann\\xe9e derni\\xe8re" in ran.stdout
