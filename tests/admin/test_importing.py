"""A file through the admin: read, its columns mapped, checked, and only then made into drafts."""

import csv
import io
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from incidents import jobs
from incidents.actions import importing
from incidents.admin.importing_fields import GROUPS, called
from incidents.codes import ImportFormat, ImportState
from incidents.imports import mapping as mappings
from incidents.imports.mapping import Mapping
from incidents.imports.targets import TARGETS
from incidents.models import Import, ImportProgress, Incident, ProposedActor, SavedMapping
from tests.admin.conftest import SignIn
from tests.factories import JurisdictionFactory
from tracker.accounts.roles import Role

pytestmark = pytest.mark.django_db

ADD = "/admin/incidents/import/add/"
ROWS = """id,titre,date,pays,impliqués,state
a-1,Un faux discours,04/03/2026,XV,depicted: Nadia Fauvel,published
a-2,Un faux direct,05/03/2026,XV,depicted: Nadia Fauvel,draft
"""
WRONG = "id,titre,pays\n1,Un faux discours,XV\n2,,XV\n3,Autre,QQ\n"


@pytest.fixture(autouse=True)
def country(db: None) -> None:
    JurisdictionFactory(code="XV")


def send(client: Client, text: str = ROWS, **more: Any) -> Any:
    """The first step: the file."""
    file = SimpleUploadedFile("cas.csv", text.encode())
    return client.post(ADD, {"file": file, "read": "1"} | more)


def answers(shown: Any, **changed: Any) -> dict[str, Any]:
    """What the page of the columns would send back."""
    form, carried = shown.context["form"], shown.context["carried"]
    values = {name: form[name].value() or "" for name in form.fields}
    return {**carried, **values, "dataset": "Cas", "dates": "day-first", "preview": "1", **changed}


def check(client: Client, text: str = ROWS, **changed: Any) -> Any:
    """Both steps: the file, then its columns."""
    return client.post(ADD, answers(send(client, text), **changed))


MAPPING = Mapping.from_data(
    {
        "dataset": "Cas",
        "dates": "day-first",
        "columns": [
            {"header": "id", "to": "id"},
            {"header": "titre", "to": "title"},
            {"header": "date", "to": "facts_on"},
            {"header": "pays", "to": "jurisdiction"},
            {"header": "impliqués", "to": "involved"},
        ],
        "ignore": ["state"],
    }
)


def staged(client: Client, text: str = ROWS) -> Import:
    """What the two steps come to."""
    return importing.stage(
        file=io.BytesIO(text.encode()),
        name="cas.csv",
        format=ImportFormat.CSV,
        mapping=MAPPING,
        by=client.user,  # type: ignore[attr-defined]
    )


def at(batch: Import, page: str = "change") -> str:
    return f"/admin/incidents/import/{batch.pk}/{page}/"


def carried_out(client: Client, text: str = ROWS) -> Import:
    batch = staged(client, text)
    importing.carry_out(batch=batch, by=client.user)  # type: ignore[attr-defined]
    batch.refresh_from_db()
    return batch


def asked_for() -> list[tuple[str, dict[str, Any]]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name, args::text FROM procrastinate_jobs ORDER BY id")
        return [(name, args) for name, args in cursor.fetchall()]


def test_the_columns_are_guessed_and_shown_with_their_first_values(editor: Client) -> None:
    page = send(editor)

    columns = {column.header: column for column in page.context["form"].columns}
    assert columns["titre"].to.value() == "title"
    assert columns["date"].to.value() == "facts_on"
    assert columns["state"].to.value() == ""
    assert columns["state"].guarded
    assert columns["titre"].values == ["Un faux discours", "Un faux direct"]
    assert "Only people set this" in page.content.decode()
    assert not Import.objects.exists()


def test_what_would_come_of_it_is_shown_and_no_record_changes(editor: Client) -> None:
    answer = check(editor)

    batch = Import.objects.get()
    assert answer["Location"] == at(batch)
    page = editor.get(at(batch)).content.decode()
    assert (batch.counts["create"], batch.counts["proposed"]) == (2, 1)
    assert "Make 2 drafts" in page
    assert "Un faux direct" in page
    names = editor.get(at(batch) + "?show=names").content.decode()
    assert "Nadia Fauvel" in names
    assert not Incident.objects.exists()
    assert not ProposedActor.objects.exists()


def test_columns_that_are_kept_are_offered_for_the_next_file(editor: Client) -> None:
    check(editor, keep_as="Cas du jour", to_1="title_en")

    again = send(editor, ROWS.replace("direct", "appel"))

    assert again.context["found"].use == "kept:Cas du jour"
    assert again.context["form"]["to_1"].value() == "title_en"
    assert SavedMapping.objects.get().content["dates"] == "day-first"


def test_another_mapping_is_taken_by_its_button(editor: Client) -> None:
    check(editor, keep_as="Cas du jour", to_1="title_en")
    values = answers(send(editor))
    values.pop("preview")

    guessed = editor.post(ADD, values | {"use": "guess", "apply": "1"})

    assert guessed.context["form"]["to_1"].value() == "title"


def test_every_problem_is_shown_with_its_place_and_the_columns_stay(editor: Client) -> None:
    page = check(editor, WRONG)

    assert page.status_code == 200
    said = [(each.line, each.column, each.name) for each in page.context["problems"]]
    assert (4, 3, "pays") in said
    assert "QQ" in page.content.decode()
    batch = page.context["batch"]
    assert "nothing can be taken in" in editor.get(at(batch)).content.decode()
    again = editor.post(ADD, answers(page))
    assert Import.objects.get(pk=batch.pk).state == ImportState.DISCARDED
    assert again.context["batch"].pk != batch.pk


def test_all_problems_are_a_table_that_no_spreadsheet_computes(editor: Client) -> None:
    batch = check(editor, 'id,titre,pays\n=1+1,"x",=cmd\n').context["batch"]

    answer = editor.get(at(batch, "problems"))

    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    rows = list(csv.DictReader(io.StringIO(text)))
    assert rows[0]["line"] == "2"
    assert (rows[0]["column"], rows[0]["heading"]) == ("3", "pays")
    assert "=cmd" in rows[0]["message"]
    assert not any(value.startswith("=") for row in rows for value in row.values())


def test_two_columns_for_one_field_are_an_error_at_the_second(editor: Client) -> None:
    page = check(editor, to_2="title")

    assert page.context["form"].errors == {"to_2": ["“titre” becomes this already."]}
    assert not Import.objects.exists()


def test_a_constant_that_cannot_be_is_said_in_words(editor: Client) -> None:
    page = check(editor, constant_1="verdict", value_1="maybe")

    assert page.status_code == 200
    assert "maybe" in str(page.context["form"].non_field_errors())


def test_the_button_asks_the_worker_who_makes_the_drafts(editor: Client) -> None:
    batch = staged(editor)

    editor.post(at(batch, "carry_out"), {"create": "2"})
    editor.post(at(batch, "carry_out"), {"create": "2"})

    assert [name for name, _args in asked_for()] == ["carry_out_import"]
    page = editor.get(at(batch)).content.decode()
    assert "Waits for the worker." in page
    assert "Make 2 drafts" not in page
    jobs.carry_out_import(batch=batch.pk, by=editor.user.pk)  # type: ignore[attr-defined]
    jobs.carry_out_import(batch=batch.pk, by=editor.user.pk)  # type: ignore[attr-defined]
    assert Incident.objects.filter(created_by=editor.user).count() == 2  # type: ignore[attr-defined]
    assert set(Incident.objects.values_list("state", flat=True)) == {"draft"}


def test_other_numbers_than_those_that_were_shown_are_not_carried_out(editor: Client) -> None:
    batch = staged(editor)

    editor.post(at(batch, "carry_out"), {"create": "200"})

    assert asked_for() == []


def test_a_worker_that_is_away_is_said_and_one_at_work_has_a_bar(editor: Client) -> None:
    batch = staged(editor)
    editor.post(at(batch, "carry_out"), {"create": "2"})
    assert "No worker has run for five minutes" in editor.get(at(batch)).content.decode()
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers DEFAULT VALUES RETURNING id")
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s", cursor.fetchone()
        )
    ImportProgress.objects.create(
        batch_key=batch.pk, stage="writing", done=1500, of=2000, at=batch.staged_at
    )

    part = editor.get(at(batch, "progress")).content.decode()

    assert "Writing drafts: 1500 of 2000" in part
    assert 'max="2000" value="1500"' in part
    assert 'data-said="Writing drafts: 70 %"' in part
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 day'")
    assert "The worker that had it is gone" in editor.get(at(batch)).content.decode()
    assert editor.get(at(batch, "progress"))["HX-Redirect"] == at(batch)
    editor.post(at(batch, "carry_out"), {"create": "2"})
    assert len(asked_for()) == 2


def test_what_stopped_it_is_kept_in_words(editor: Client, sign_in: SignIn) -> None:
    batch = staged(editor)
    other = sign_in(Role.REPORTER, language="en").user  # type: ignore[attr-defined]

    jobs.carry_out_import(batch=batch.pk, by=other.pk)

    batch.refresh_from_db()
    assert batch.state == ImportState.FAILED
    assert "may not do this" in batch.failure
    assert "Nothing was saved:" in editor.get(at(batch)).content.decode()
    assert not Incident.objects.exists()


def test_it_is_undone_with_a_reason(editor: Client) -> None:
    batch = carried_out(editor)
    assert "Undo the import" in editor.get(at(batch)).content.decode()
    assert editor.post(at(batch, "undo"), {"reason": ""}).context["form"].errors

    editor.post(at(batch, "undo"), {"reason": "Mauvais fichier."})

    assert [name for name, _args in asked_for()] == ["undo_import"]
    by: Any = editor.user  # type: ignore[attr-defined]
    jobs.undo_import(batch=batch.pk, by=by.pk, reason="Mauvais fichier.")
    batch.refresh_from_db()
    assert (batch.state, batch.undone_reason) == (ImportState.UNDONE, "Mauvais fichier.")
    assert not Incident.objects.exists()
    page = editor.get(at(batch)).content.decode()
    assert "Mauvais fichier." in page
    assert re.findall(r"<dt>(Carried out|Undone)</dt>", page) == ["Carried out", "Undone"]


def test_a_draft_on_which_something_was_built_stands_against_it(editor: Client) -> None:
    batch = carried_out(editor)
    incident = Incident.objects.get(title_fr="Un faux direct")
    Incident.objects.filter(pk=incident.pk).update(version=2)

    page = editor.get(at(batch, "undo")).content.decode()

    assert f"/admin/incidents/incident/{incident.pk}/change/" in page
    assert "edited, or sent on its way" in page
    assert "Take 2 drafts away" not in page
    editor.post(at(batch, "undo"), {"reason": "x"})
    assert asked_for() == []


def test_what_was_built_after_it_was_asked_is_said_where_it_was_asked(editor: Client) -> None:
    batch = carried_out(editor)
    Incident.objects.filter(title_fr="Un faux direct").update(version=2)

    by: Any = editor.user  # type: ignore[attr-defined]
    jobs.undo_import(batch=batch.pk, by=by.pk, reason="Mauvais fichier.")

    page = editor.get(at(batch)).content.decode()
    assert "It was not undone: something was built on this import since" in page
    assert Incident.objects.count() == 2


def test_a_file_that_nobody_wants_is_discarded(editor: Client) -> None:
    batch = staged(editor)

    editor.post(at(batch, "discard"))

    batch.refresh_from_db()
    assert batch.state == ImportState.DISCARDED
    assert not batch.lines.exists()


@pytest.mark.parametrize("role", [*Role])
def test_only_who_may_edit_everybodys_drafts_imports(
    role: Role, sign_in: SignIn, editor: Client
) -> None:
    batch = staged(editor)
    client = sign_in(role)
    may = role is Role.EDITOR

    assert client.get(ADD).status_code == (200 if may else 403)
    assert client.get(at(batch, "undo")).status_code == (302 if may else 403)
    reads = role in (Role.EDITOR, Role.LEGAL_REVIEWER)
    assert client.get(at(batch, "problems")).status_code == (200 if reads else 403)
    if role is not Role.ADMINISTRATOR:
        shown = client.get(at(batch)).content.decode()
        assert ("Un faux direct" in shown) is reads
        assert "cas.csv" in shown
    for page in ("carry_out", "discard"):
        assert (client.post(at(batch, page)).status_code == 403) is not may, page


HOSTILE = [
    b"\xff\xfe\x00",
    b"",
    b'id,titre\n"1,never closed\n',
    b"id,titre,pays\n1," + b"x" * 200_000 + b",XV\n",
    b"a,a\n1,2\n",
    b"," * 600 + b"\n",
    b"\x00\x01\x02",
    "titre,pays\n<script>alert(1)</script>\u202e,XV\n".encode(),
]


@pytest.mark.parametrize("content", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_file_is_said_in_words(editor: Client, content: bytes) -> None:
    file = SimpleUploadedFile("<script>\u202e.csv", content)
    page = editor.post(ADD, {"file": file, "read": "1"})
    assert page.status_code == 200
    if "carried" in page.context:
        page = editor.post(ADD, answers(page, dataset="<script>", jurisdiction="XV"), follow=True)
    text = page.content.decode()

    assert page.status_code == 200
    assert "<script>alert" not in text
    assert "\u202e" not in text
    assert not Incident.objects.exists()


def test_a_session_that_was_lost_on_the_way_saves_nothing_and_says_so(editor: Client) -> None:
    values = answers(send(editor))
    editor.logout()

    answer = editor.post(ADD, values)

    assert answer.status_code == 302
    assert "/login" in answer["Location"]
    assert not Import.objects.exists()


def test_three_pages_of_records_cost_what_one_costs(editor: Client) -> None:
    rows = "".join(f"n-{n},Un faux {n},04/03/2026,XV,,\n" for n in range(120))
    batch = staged(editor, ROWS.partition("\n")[0] + "\n" + rows)
    editor.get(at(batch))
    with CaptureQueriesContext(connection) as first:
        page = editor.get(at(batch))
    with CaptureQueriesContext(connection) as second:
        further = editor.get(at(batch) + f"?show=create&after={page.context['page'].after}")

    assert len(page.context["page"].rows) == len(further.context["page"].rows) == 50
    assert further.context["page"].before is not None
    assert len(first) == len(second) <= 12
    assert editor.get(at(batch) + "?after=" + "9" * 18).status_code == 200
    back = editor.get(at(batch) + f"?show=create&before={further.context['page'].before}")
    assert [r.line.pk for r in back.context["page"].rows] == [
        r.line.pk for r in page.context["page"].rows
    ]


def test_the_columns_of_the_ai_incident_database_are_known(editor: Client) -> None:
    JurisdictionFactory(code="ZZ")
    columns = mappings.shipped("aiid").columns
    heading = ",".join(dict.fromkeys(column.header for column in columns))
    page = send(
        editor, f'{heading}\n7,2026-03-04,A false speech,It was made up.,"[""Nadia""]",[],[]\n'
    )

    assert page.context["found"].use == "shipped:aiid"
    answer = editor.post(ADD, answers(page, dates="iso", dataset="AI Incident Database"))
    batch = Import.objects.get()
    assert answer["Location"] == at(batch)
    assert (batch.format, batch.counts["create"], batch.counts["proposed"]) == ("aiid", 1, 1)
    assert batch.mapping_name == "aiid"


def test_documents_need_no_columns(editor: Client) -> None:
    page = send(editor, '{"schema": 1}\n')

    assert page.context["found"].format == ImportFormat.NDJSON
    assert "make_registers" in page.context["form"].fields


def test_a_mapping_that_was_kept_with_what_is_gone_is_not_offered(editor: Client) -> None:
    SavedMapping.objects.create(name="old", content={"columns": [{"header": "id", "to": "gone"}]})

    assert send(editor).context["found"].use == "guess"


def test_every_field_that_an_import_can_set_can_be_chosen() -> None:
    names = [name for _heading, group in GROUPS for name in group]

    assert sorted(names) == sorted(TARGETS)
    assert all(called(name) for name in names)
