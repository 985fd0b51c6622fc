"""A statement of reasons through the admin: read, shown, and only then saved."""

from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from incidents.models import Procedure, StatementOfReasons
from tests.admin.conftest import SignIn
from tests.admin.pages import form_values
from tests.factories import (
    PlatformFactory,
    ProcedureEventFactory,
    ProcedureFactory,
    StatementOfReasonsFactory,
)
from tests.imports.statements import STATEMENT, as_json
from tracker.accounts.roles import Role


@pytest.fixture
def notice(db: Any) -> Procedure:
    platform = PlatformFactory(code="clipo", name_fr="Clipo", name_en="Clipo")
    made: Procedure = ProcedureFactory(track="platform", platform=platform)
    ProcedureEventFactory(procedure=made, kind="sent")
    return made


def at(notice: Procedure) -> str:
    return f"/admin/incidents/procedure/{notice.pk}/statement/"


def send(client: Client, notice: Procedure, content: bytes, **more: Any) -> Any:
    file = SimpleUploadedFile("statement.json", content)
    return client.post(at(notice), {"file": file, "preview": "1"} | more)


def test_it_is_shown_and_nothing_saved(editor: Client, notice: Procedure) -> None:
    page = send(editor, notice, as_json()).content.decode()

    for shown in (
        "9 May 2026",
        "content labelled",
        "account suspended",
        "clipo-decision-0042",
        "A made-up video shows a made-up candidate.",
        "not found by automated means",
        "incompatible_content_ground",
    ):
        assert shown in page
    assert not StatementOfReasons.objects.exists()


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["against the platform’s own rules", "partly automated", "video"]),
        ("fr", ["contraire aux règles de la plateforme", "en partie automatisée", "vidéo"]),
    ],
)
def test_its_codes_are_said_in_words_with_the_code_beside(
    sign_in: SignIn, notice: Procedure, language: str, words: list[str]
) -> None:
    page = send(sign_in(Role.EDITOR, language=language), notice, as_json()).content.decode()

    for said in words:
        assert f"<span>{said} <code>" in page
    assert "<code>DECISION_<wbr>GROUND_<wbr>INCOMPATIBLE_<wbr>CONTENT</code>" in page


def test_what_was_shown_is_saved(editor: Client, notice: Procedure) -> None:
    shown = send(editor, notice, as_json())

    answer = editor.post(at(notice), {"kept": shown.context["kept"], "save": "1"})

    assert answer["Location"] == f"/admin/incidents/procedure/{notice.pk}/change/"
    event = StatementOfReasons.objects.get().event
    assert event.created_by == editor.user  # type: ignore[attr-defined]
    page = editor.get(answer["Location"]).content.decode()
    assert "Statement of reasons:" in page
    assert "content labelled" in page


def test_every_fault_is_shown_and_the_text_stays(editor: Client, notice: Procedure) -> None:
    text = as_json(uuid="x", category="<b>").decode()

    page = editor.post(at(notice), {"text": text, "preview": "1"}).content.decode()

    assert "/uuid: “x” is no UUID" in page
    assert "/category: “&lt;b&gt;” is no code that belongs here" in page
    assert "clipo-decision-0042" in page


def test_another_platform_asks_to_be_confirmed(editor: Client, notice: Procedure) -> None:
    refused = send(editor, notice, as_json(platform_name="Clipo Shorts"))
    assert "the notice went to “Clipo”" in refused.content.decode()

    values = form_values_of(refused) | {"same_platform": "on", "preview": "1"}
    shown = editor.post(at(notice), values)

    assert dict(shown.context["answers"]) == {"same_platform": "on"}


def test_a_decision_before_the_notice_is_refused_in_words(
    editor: Client, notice: Procedure
) -> None:
    ProcedureEventFactory(
        procedure=notice,
        kind="sent",
        earliest="2026-05-20",
        latest="2026-05-20",
        precision="day",
        supersedes=notice.events.get(),
        order=1,
    )

    page = send(editor, notice, as_json()).content.decode()

    assert "“decision” of 9 May 2026 is before the notice of 20 May 2026" in page


def test_it_takes_the_place_of_a_decision_known_before(editor: Client, notice: Procedure) -> None:
    known = ProcedureEventFactory(procedure=notice, kind="decision")
    shown = send(editor, notice, as_json(), supersedes=known.pk)

    given = {"kept": shown.context["kept"], "save": "1", **dict(shown.context["answers"])}
    editor.post(at(notice), given)

    assert StatementOfReasons.objects.get().event.supersedes == known


def test_a_wrong_statement_gives_its_place_to_the_right_one(
    editor: Client, notice: Procedure
) -> None:
    wrong = StatementOfReasonsFactory(event__procedure=notice).event
    shown = send(editor, notice, as_json(), supersedes=wrong.pk)

    given = {"kept": shown.context["kept"], "save": "1", **dict(shown.context["answers"])}
    editor.post(at(notice), given)

    assert wrong.superseded_by.statement.uuid == UUID(STATEMENT["uuid"])


def test_the_page_of_a_notice_shows_the_statement_of_a_corrected_decision(
    editor: Client, notice: Procedure
) -> None:
    wrong = StatementOfReasonsFactory(event__procedure=notice, puid="shown-again").event
    right = ProcedureEventFactory(procedure=notice, kind="decision", supersedes=wrong)

    events = editor.get(f"/admin/incidents/procedure/{notice.pk}/change/").context["events"]

    assert {event.pk: str(event.statement) for event in events if event.statement} == {
        wrong.pk: "shown-again",
        right.pk: "shown-again",
    }


@pytest.mark.parametrize("text", ["[" * 5000, "\x01", "null", "{}"])
def test_nonsense_is_an_error_of_the_form(editor: Client, notice: Procedure, text: str) -> None:
    answer = editor.post(at(notice), {"text": text, "preview": "1"})

    assert answer.status_code == 200
    assert "Nothing was saved." in answer.content.decode()


def test_who_may_not_edit_the_procedure_may_not_import(sign_in: SignIn, notice: Procedure) -> None:
    assert sign_in(Role.AUDITOR).get(at(notice)).status_code == 403


def test_the_page_of_a_notice_leads_there(editor: Client, notice: Procedure) -> None:
    other = ProcedureFactory(track="penal")

    for procedure, leads in ((notice, True), (other, False)):
        page = editor.get(f"/admin/incidents/procedure/{procedure.pk}/change/").content.decode()
        assert (at(procedure) in page) is leads
    assert form_values(editor, at(notice))["kept"] == ""


def form_values_of(response: Any) -> dict[str, Any]:
    """What the form holds after a refusal: the file travels along."""
    return {"kept": response.context["form"].data["kept"]}
