"""Another version of a source's transcript: compared first, saved with its reason."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from incidents.admin.content_form import packed
from incidents.models import SourceMedia, StoredFile, Transcript
from tests.admin.conftest import SignIn
from tests.factories import SourceMediaFactory, TranscriptFactory
from tracker.accounts.roles import Role

FIRST = "00:00 Bonsoir.\n00:04 Le ministre dément.\n00:08 Merci.\n"
SECOND = "00:00 Bonsoir.\n00:04 La ministre dément.\n00:12 Bonne soirée.\n"


def address(source: SourceMedia) -> str:
    return f"/admin/incidents/sourcemedia/{source.pk}/transcript/"


@pytest.fixture
def source(editor: Client) -> SourceMedia:
    """A source with one transcript."""
    made = SourceMediaFactory()
    saved(editor, made, FIRST)
    return made


def saved(client: Client, source: SourceMedia, text: str, **values: Any) -> Any:
    given = {"kept": packed(text.encode()), "save": "1"} | values
    return client.post(address(source), given)


def test_a_source_without_one_gets_its_first_and_needs_no_reason(editor: Client) -> None:
    source = SourceMediaFactory()

    page = editor.get(address(source)).content.decode()
    response = saved(editor, source, FIRST)

    made = Transcript.objects.get()
    assert "Add a transcript" in page
    assert 'name="reason"' not in page
    assert response["Location"] == f"/admin/incidents/transcript/{made.pk}/change/"
    assert (made.source, made.number, made.size, made.reason) == (source, 1, 3, "")
    assert made.created_by == editor.user  # type: ignore[attr-defined]


def test_the_preview_says_how_it_differs_and_saves_nothing(
    editor: Client, source: SourceMedia
) -> None:
    upload = SimpleUploadedFile("v2.txt", SECOND.encode())

    page = editor.post(address(source), {"file": upload, "reason": "Relu.", "preview": "1"})

    shown = page.content.decode()
    assert "Beside version 1" in shown
    assert "passages that read otherwise: 1, new: 1, missing: 1, the same: 1" in shown
    assert Transcript.objects.count() == StoredFile.objects.count() == 1


def test_what_the_preview_shows_is_what_its_button_saves(
    editor: Client, source: SourceMedia
) -> None:
    page = editor.post(
        address(source),
        {"text": SECOND, "reason": "Relu.", "made_by": "staff", "language": "en", "preview": "1"},
    )

    saved(editor, source, SECOND, **dict(page.context["answers"]))

    made = Transcript.objects.get(number=2)
    assert (made.reason, made.made_by, made.language) == ("Relu.", "staff", "en")
    assert bytes(made.original.content) == SECOND.encode()


def test_another_version_needs_its_reason(editor: Client, source: SourceMedia) -> None:
    response = saved(editor, source, SECOND)

    assert response.status_code == 200
    assert "This field is required." in response.content.decode()
    assert Transcript.objects.count() == 1


def test_the_same_bytes_again_are_recognised(editor: Client, source: SourceMedia) -> None:
    page = editor.post(address(source), {"text": FIRST, "reason": "Encore.", "preview": "1"})
    response = saved(editor, source, FIRST, reason="Encore.")

    known = Transcript.objects.get()
    assert "This very transcript is here already:" in page.content.decode()
    assert response["Location"] == f"/admin/incidents/transcript/{known.pk}/change/"


def test_a_version_that_says_the_same_is_said_to(editor: Client, source: SourceMedia) -> None:
    text = FIRST.replace("00:04 ", "00:04  ")
    page = editor.post(address(source), {"text": text, "reason": "Encore.", "preview": "1"})

    assert "no passage differs in time or text" in page.content.decode()


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({}, "Paste the text, or choose a file."),
        ({"text": "Bonjour."}, "format not recognised"),
        ({"text": "hier\n\nUne description.\n\nCategory\n\nNews\n"}, "no transcript"),
        ({"text": "00:00 a\n02:71 b"}, "02:71"),
        ({"text": SECOND, "reason": "r" * 301}, "300"),
        ({"text": SECOND, "made_by": "machine"}, "names its tool"),
        ({"file": SimpleUploadedFile("v.txt", b"")}, "empty"),
    ],
)
def test_what_is_wrong_is_an_error_of_the_form(
    editor: Client, source: SourceMedia, values: dict[str, Any], said: str
) -> None:
    response = editor.post(address(source), {"reason": "Relu.", "preview": "1"} | values)

    assert response.status_code == 200
    assert said in response.content.decode()
    assert Transcript.objects.count() == StoredFile.objects.count() == 1


def test_who_may_not_add_one_is_told(sign_in: SignIn, source: SourceMedia) -> None:
    auditor = sign_in(Role.AUDITOR)

    assert auditor.get(address(source)).status_code == 403
    assert saved(auditor, source, SECOND, reason="Relu.").status_code == 403
    assert Transcript.objects.count() == 1
    listed = auditor.get(f"/admin/incidents/sourcemedia/{source.pk}/change/").content.decode()
    assert address(source) not in listed


@pytest.mark.parametrize("key", ["0", "999999", "99999999999999999999999"])
def test_a_source_that_is_not_there_is_not_found(editor: Client, key: str) -> None:
    assert editor.get(f"/admin/incidents/sourcemedia/{key}/transcript/").status_code == 404


def test_the_source_lists_its_versions_and_leads_here(editor: Client, source: SourceMedia) -> None:
    saved(editor, source, SECOND, reason="Relu à l’écoute.", made_by="machine", tool="Vosk")

    page = editor.get(f"/admin/incidents/sourcemedia/{source.pk}/change/").content.decode()

    assert "Version 2: 3 passages, fr" in page
    assert "machine, Vosk, timed-text" in page
    assert "Relu à l’écoute." in page
    assert f'href="{address(source)}"' in page


def test_ten_versions_cost_the_source_page_what_two_cost(
    editor: Client, source: SourceMedia, django_assert_max_num_queries: Any
) -> None:
    for number in range(2, 11):
        TranscriptFactory(source=source, number=number, reason="Relu.")
    with django_assert_max_num_queries(16):
        editor.get(f"/admin/incidents/sourcemedia/{source.pk}/change/")
