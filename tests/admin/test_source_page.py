"""New source from a pasted page or a file: shown first, saved only when asked, told when wrong."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from incidents.admin.content_form import MAX_BYTES, packed
from incidents.models import SourceMedia, StoredFile, Transcript
from tests.admin.conftest import SignIn
from tests.admin.pages import form_values
from tracker.accounts.roles import Role

ADDRESS = "/admin/incidents/sourcemedia/page/"
PAGE = """\
il y a 3 mois

Une candidate fictive répond à une vidéo truquée.

Catégorie
Actualités

Transcription
00:00Bonjour à tous.
00:0419h c'est l'heure du journal.
00:09Nous n'avons rien publié de tel.
"""
ANSWERS = {"captured_on": "2026-11-02", "kind": "video"}


def preview(client: Client, **values: Any) -> Any:
    return client.post(ADDRESS, ANSWERS | values | {"preview": "1"})


def test_the_preview_shows_what_was_found_and_saves_nothing(editor: Client) -> None:
    response = preview(editor, text=PAGE)

    page = response.content.decode()
    assert response.status_code == 200
    for shown in ("August 2026", "Une candidate fictive", "Actualités", "3 passages", "00:04"):
        assert shown in page
    assert "19h c&#x27;est l&#x27;heure du journal." in page
    assert not SourceMedia.objects.exists()
    assert not StoredFile.objects.exists()


def test_saving_keeps_the_page_and_its_transcript(editor: Client) -> None:
    values = {**ANSWERS, "kept": packed(PAGE.encode()), "title": "Une vidéo"}

    response = editor.post(ADDRESS, values | {"save": "1"})

    source = SourceMedia.objects.get()
    transcript = Transcript.objects.get()
    assert response["Location"] == f"/admin/incidents/transcript/{transcript.pk}/change/"
    assert (source.title, source.precision, source.category) == ("Une vidéo", "month", "Actualités")
    assert source.created_by == editor.user  # type: ignore[attr-defined]
    assert transcript.size == 3


def test_what_the_preview_shows_is_what_its_button_saves(editor: Client) -> None:
    upload = SimpleUploadedFile("page.txt", PAGE.encode())
    page = preview(editor, file=upload, url="https://example.org/video")
    answers = dict(page.context["answers"]) | {"kept": page.context["kept"], "save": "1"}

    editor.post(ADDRESS, answers)

    source = SourceMedia.objects.select_related("original").get()
    assert source.original is not None
    assert bytes(source.original.content) == PAGE.encode()
    assert source.url == "https://example.org/video"


def test_the_same_page_again_is_recognised_and_linked(editor: Client) -> None:
    kept = packed(PAGE.encode())
    editor.post(ADDRESS, {**ANSWERS, "kept": kept, "save": "1"})
    source = SourceMedia.objects.get()

    # As a browser sends a pasted text: every line end is CR LF.
    again = preview(editor, text=PAGE.replace("\n", "\r\n"))
    saved = editor.post(ADDRESS, {**ANSWERS, "kept": again.context["kept"], "save": "1"})

    link = f"/admin/incidents/sourcemedia/{source.pk}/change/"
    assert link in again.content.decode()
    assert saved["Location"] == link
    assert SourceMedia.objects.count() == Transcript.objects.count() == 1


def test_a_page_without_a_transcript_is_a_source_all_the_same(editor: Client) -> None:
    text = "hier\n\nUne description sans transcription.\n"
    assert "only the source would be saved" in preview(editor, text=text).content.decode()

    response = editor.post(ADDRESS, {**ANSWERS, "text": text, "save": "1"}, follow=True)

    assert "The page has no transcript." in response.content.decode()
    assert SourceMedia.objects.count() == 1
    assert not Transcript.objects.exists()


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "nothing": ({}, "Paste the text, or choose a file."),
    "both": (
        {"text": PAGE, "file": SimpleUploadedFile("p.txt", PAGE.encode())},
        "not both",
    ),
    "an empty file": ({"file": SimpleUploadedFile("p.txt", b"")}, "empty"),
    "seconds beyond 59": (
        {"text": PAGE.replace("00:09", "02:71")},
        "02:71",
    ),
    "not text": ({"file": SimpleUploadedFile("p.png", b"\x89PNG\r\n\x1a\n\x00\x00")}, "errorlist"),
    "a script address": ({"text": PAGE, "url": "javascript:alert(1)"}, "errorlist"),
    "a future capture": ({"text": PAGE, "captured_on": "2999-01-01", "save": "1"}, "2999-01-01"),
    "no capture day": ({"text": PAGE, "captured_on": "hier"}, "Enter a valid date."),
    "an unknown publisher": ({"text": PAGE, "publisher": "77"}, "errorlist"),
    "broken leftovers": ({"kept": "%%%"}, "Paste the text again"),
    "leftovers cut off": ({"kept": packed(b"a b c" * 999)[:32]}, "Paste the text again"),
    "leftovers of nothing": ({"kept": "AAAA"}, "Paste the text again"),
    "leftovers that swell": ({"kept": packed(b"a" * (MAX_BYTES + 9))}, "20000000"),
    "too large": ({"file": SimpleUploadedFile("p.txt", b"a" * 25_000_000)}, "20000000"),
    "a machine without a name": ({"text": PAGE, "made_by": "machine"}, "names its tool"),
    "a maker nobody knows": ({"text": PAGE, "made_by": "x"}, "errorlist"),
    "a format nobody knows": ({"text": PAGE, "format": "x"}, "errorlist"),
    "a language that is no code": ({"text": PAGE, "language": "Français"}, "errorlist"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_an_error_of_the_form(case: str, editor: Client) -> None:
    values, said = WRONG[case]

    response = preview(editor, **values)

    assert response.status_code == 200
    assert said in response.content.decode()
    assert not SourceMedia.objects.exists()
    assert not StoredFile.objects.exists()


def test_markup_and_turned_text_are_shown_as_text(editor: Client) -> None:
    text = PAGE.replace("Bonjour à tous.", "<script>alert(1)</script>\u202egauche")

    page = preview(editor, text=text).content.decode()

    assert "<script>alert(1)</script>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "U+202E" in page


def test_lenient_reading_keeps_what_is_sound(editor: Client) -> None:
    text = PAGE.replace("00:09", "02:71")

    assert preview(editor, text=text, lenient="on").context["rows"]


WHISPER = """{"text": "Bonsoir. Rien.", "language": "fr", "segments": [
 {"id": 0, "start": 0.0, "end": 1.5, "text": " Bonsoir.", "avg_logprob": -0.05},
 {"id": 1, "start": 1.5, "end": 3.25, "text": " Rien.", "avg_logprob": -1.6}]}"""


def test_what_a_machine_heard_is_said_to_be_so(editor: Client) -> None:
    upload = SimpleUploadedFile("debat.json", WHISPER.encode())
    page = preview(editor, file=upload, tool_version="large-v3")
    shown = page.content.decode()

    for said in ("whisper-json", "machine, Whisper large-v3", "1 of low confidence", "00:01–00:03"):
        assert said in shown
    assert "low confidence: 20 %" in shown

    editor.post(ADDRESS, dict(page.context["answers"]) | {"kept": page.context["kept"], "save": ""})

    made = Transcript.objects.select_related("original").get()
    assert (made.made_by, made.tool, made.tool_version) == ("machine", "Whisper", "large-v3")
    assert (made.format, made.original.media_type) == ("whisper-json", "application/json")


ROLLING = """WEBVTT

00:00.000 --> 00:02.000
Bonsoir à toutes

00:02.000 --> 00:04.000
Bonsoir à toutes
et à tous

00:04.000 --> 00:06.000
et à tous
voici le journal

00:06.000 --> 00:08.000
voici le journal
>> JEANNE : merci
"""


def test_rolling_captions_and_proposed_voices_are_shown(editor: Client) -> None:
    shown = preview(editor, text=ROLLING).content.decode()

    assert "from 4 rolling captions" in shown
    assert "JEANNE?" in shown


TWO_LANGUAGES = """<tt xmlns="http://www.w3.org/ns/ttml"><body>
<div xml:lang="fr"><p begin="0s" end="1s">Bonsoir.</p></div>
<div xml:lang="en"><p begin="0s" end="1s">Good evening.</p></div>
</body></tt>"""


def test_a_file_in_several_languages_asks_which(editor: Client) -> None:
    upload = SimpleUploadedFile("debat.ttml", TWO_LANGUAGES.encode())
    asked = preview(editor, file=upload)
    shown = asked.content.decode()

    assert '<option value="en">en</option>' in shown
    kept = asked.context["form"]["kept"].value()
    chosen = preview(editor, kept=kept, language="en")

    assert [row.segment.text for row in chosen.context["rows"]] == ["Good evening."]


def test_a_format_can_be_named(editor: Client) -> None:
    page = preview(editor, text=PAGE, format="timed-text")

    assert "before the first time" in page.content.decode()
    assert not page.context.get("read")


@pytest.mark.long
def test_a_file_of_nineteen_megabytes_is_kept_from_preview_to_saving(editor: Client) -> None:
    words = "Une phrase dite une fois, puis une autre, et encore une autre. " * 10
    text = "".join(f"{n // 60:d}:{n % 60:02d} {words}\n" for n in range(30_000))
    assert 18_500_000 < len(text.encode()) < 20_000_000
    upload = SimpleUploadedFile("longue.txt", text.encode())
    page = preview(editor, file=upload)

    assert len(page.context["kept"]) < 2_000_000
    editor.post(ADDRESS, dict(page.context["answers"]) | {"kept": page.context["kept"], "save": ""})

    assert Transcript.objects.get().size == 30_000


def test_a_reader_may_not_take_in(sign_in: SignIn) -> None:
    assert sign_in(Role.AUDITOR).get(ADDRESS).status_code == 403


def test_the_form_remembers_today_and_leaves_the_language_to_the_file(editor: Client) -> None:
    values = form_values(editor, ADDRESS)

    assert values["language"] == ""
    assert values["kind"] == "video"
    assert values["captured_on"]
