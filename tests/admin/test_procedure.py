"""Procedures: events through the table, reasons outside it, corrections that supersede."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from incidents.models import Citation, Procedure, ProcedureEvent
from incidents.procedures import EventKind
from tests.admin.conftest import SignIn
from tests.admin.pages import form_values
from tests.factories import (
    CitationFactory,
    IncidentFactory,
    LegalBasisFactory,
    ProcedureEventFactory,
    ProcedureFactory,
    TranscriptFactory,
)
from tracker.accounts.roles import Role


@pytest.fixture
def procedure(db: Any) -> Procedure:
    return ProcedureFactory(track="penal")


def at(procedure: Procedure, query: str = "") -> str:
    return f"/admin/incidents/procedure/{procedure.pk}/event/{query}"


def add(client: Client, procedure: Procedure, query: str = "", **values: Any) -> Any:
    address = at(procedure, query)
    return client.post(address, form_values(client, address) | values)


def test_what_may_follow_comes_first(editor: Client, procedure: Procedure) -> None:
    ProcedureEventFactory(procedure=procedure, kind=EventKind.COMPLAINT)

    groups = editor.get(at(procedure)).context["form"].fields["kind"].choices

    assert [str(name) for name, _kinds in groups[1:]] == [
        "May follow now",
        "Outside the table: needs a reason",
        "Of other tracks: needs a reason",
    ]
    assert "investigation" in dict(groups[1][1])


def test_an_event_and_its_source_are_added_together(editor: Client, procedure: Procedure) -> None:
    source = TranscriptFactory(texts=["Nous verrons les suites judiciaires."]).source

    response = add(
        editor,
        procedure,
        kind="announced",
        earliest="2026-04-01",
        precision="month",
        source=source.pk,
        from_time="00:00",
        quote="les suites judiciaires",
    )

    event = ProcedureEvent.objects.get()
    assert response["Location"] == f"/admin/incidents/procedure/{procedure.pk}/change/"
    assert (event.kind, event.latest) == ("announced", date(2026, 4, 30))
    assert event.created_by == editor.user  # type: ignore[attr-defined]
    assert Citation.objects.get().procedure_event == event
    assert procedure.incidents.get().version > 1


def test_a_step_outside_the_table_needs_a_reason(editor: Client, procedure: Procedure) -> None:
    refused = add(editor, procedure, kind="convicted")
    assert "without a reason" in refused.content.decode()
    assert not ProcedureEvent.objects.exists()

    add(editor, procedure, kind="convicted", outside_table_reason_fr="Étapes non publiques.")

    assert ProcedureEvent.objects.get().outside_table_reason_fr == "Étapes non publiques."


def test_a_wrong_quote_adds_neither_event_nor_citation(
    editor: Client, procedure: Procedure
) -> None:
    source = TranscriptFactory(texts=["Nous verrons."]).source

    page = add(
        editor, procedure, kind="announced", source=source.pk, quote="Nous porterons plainte"
    )

    assert "is not in the transcript" in page.content.decode()
    assert not ProcedureEvent.objects.exists()


def test_a_correction_takes_the_place_of_an_event(editor: Client, procedure: Procedure) -> None:
    wrong = ProcedureEventFactory(procedure=procedure, kind=EventKind.ANNOUNCED)

    add(editor, procedure, f"?supersedes={wrong.pk}", kind="considered")

    right = ProcedureEvent.objects.exclude(pk=wrong.pk).get()
    assert (right.supersedes, right.order) == (wrong, wrong.order)
    shown = editor.get(f"/admin/incidents/procedure/{procedure.pk}/change/").content.decode()
    assert "corrected by a later event" in shown
    again = editor.get(at(procedure, f"?supersedes={wrong.pk}"), follow=True)
    assert "Event 1 is superseded already." in again.content.decode()


def test_events_are_never_edited_nor_deleted(editor: Client) -> None:
    event = ProcedureEventFactory()
    here = f"/admin/incidents/procedureevent/{event.pk}"

    assert editor.post(f"{here}/change/", {"kind": "final"}).status_code == 403
    assert editor.post(f"{here}/delete/", {"post": "yes"}).status_code == 403
    delete = f"/admin/incidents/procedure/{event.procedure.pk}/delete/"
    assert editor.post(delete, {"post": "yes"}).status_code == 403


def test_an_event_can_still_be_given_its_source(editor: Client, procedure: Procedure) -> None:
    event = ProcedureEventFactory(procedure=procedure)
    source = TranscriptFactory(texts=["Nous verrons."]).source
    address = f"/admin/incidents/procedureevent/{event.pk}/cite/"

    response = editor.post(address, form_values(editor, address) | {"source": source.pk})

    assert response.status_code == 302
    assert Citation.objects.get().procedure_event == event


def test_an_announcement_past_its_review_date_is_on_the_desk(sign_in: SignIn) -> None:
    today = timezone.localdate()
    due = ProcedureFactory(review_on=today, incidents=[IncidentFactory(title_fr="Suite due")])
    ProcedureEventFactory(procedure=due, kind=EventKind.ANNOUNCED)
    later = ProcedureFactory(review_on=today + timedelta(days=1))
    ProcedureEventFactory(procedure=later, kind=EventKind.ANNOUNCED)
    followed = ProcedureFactory(review_on=today)
    ProcedureEventFactory(procedure=followed, kind=EventKind.COMPLAINT)
    client = sign_in(Role.EDITOR)

    desk = client.get("/admin/").content.decode()

    assert "Suite due" in desk
    assert f"/procedure/{later.pk}/" not in desk
    assert f"/procedure/{followed.pk}/" not in desk
    page = client.get(f"/admin/incidents/procedure/{due.pk}/change/").content.decode()
    assert "Nothing known to have followed" in page


def test_a_provision_not_in_force_is_warned_of_in_words(editor: Client) -> None:
    incident = IncidentFactory(earliest=date(2024, 4, 9), latest=date(2024, 4, 9), precision="day")
    procedure = ProcedureFactory(incidents=[incident])
    procedure.bases.set([LegalBasisFactory(short="CP art. 226-8", in_force_from="2024-05-22")])

    page = editor.get(f"/admin/incidents/procedure/{procedure.pk}/change/").content.decode()

    assert "CP art. 226-8 is in force from 22 May 2024; the facts of" in page
    assert ": 9 April 2024. To be checked by a lawyer." in page


def test_a_reader_adds_nothing(sign_in: SignIn, procedure: Procedure) -> None:
    assert sign_in(Role.AUDITOR).get(at(procedure)).status_code == 403


def test_a_procedure_is_called_by_its_track_and_incident(editor: Client) -> None:
    incident = IncidentFactory(title_fr="Une fausse affiche", title_en="A fake poster")
    procedure = ProcedureFactory(incidents=[incident], track="penal")

    listed = editor.get("/admin/incidents/procedure/").content.decode()

    assert "criminal – A fake poster" in listed
    assert procedure.public_id not in listed


def cited(procedure: Procedure) -> ProcedureEvent:
    """An event with a source, and of its transcript a quote with its range and a note."""
    source = TranscriptFactory(texts=["Nous verrons.", "Les suites judiciaires."]).source
    event = ProcedureEventFactory(
        procedure=procedure,
        kind=EventKind.ANNOUNCED,
        earliest=date(2026, 5, 6),
        latest=date(2026, 5, 6),
        precision="day",
    )
    CitationFactory(claim=None, procedure_event=event, source=source)
    segment = source.transcripts.get().segments.order_by("position").last()
    CitationFactory(
        claim=None,
        procedure_event=event,
        source=source,
        first_segment=segment,
        last_segment=segment,
        quote="suites judiciaires",
        note="At the end.",
    )
    return event


def rows(event: ProcedureEvent) -> list[tuple[Any, ...]]:
    names = ("source", "first_segment", "last_segment", "quote", "note")
    return list(event.citations.order_by("pk").values_list(*names))


def test_a_correction_keeps_the_sources(editor: Client, procedure: Procedure) -> None:
    wrong = cited(procedure)
    query = f"?supersedes={wrong.pk}"
    form = editor.get(at(procedure, query)).content.decode()
    assert "Carried over: " in form
    assert "suites judiciaires" in form

    add(editor, procedure, query, kind="considered")

    right = ProcedureEvent.objects.get(supersedes=wrong)
    assert len(rows(wrong)) == 2
    assert rows(right) == rows(wrong)
    made = right.citations.first()
    assert made is not None
    assert made.created_by == editor.user  # type: ignore[attr-defined]


def test_a_correction_may_leave_the_sources(editor: Client, procedure: Procedure) -> None:
    wrong = cited(procedure)
    address = at(procedure, f"?supersedes={wrong.pk}")
    values = form_values(editor, address)
    assert values.pop("keep_sources")

    editor.post(address, values)

    assert not ProcedureEvent.objects.get(supersedes=wrong).citations.exists()


def test_sources_are_kept_only_where_there_are_some(editor: Client, procedure: Procedure) -> None:
    bare = ProcedureEventFactory(procedure=procedure, kind=EventKind.ANNOUNCED)

    for query in ("", f"?supersedes={bare.pk}"):
        assert "keep_sources" not in editor.get(at(procedure, query)).context["form"].fields


def test_a_refused_correction_copies_nothing(editor: Client, procedure: Procedure) -> None:
    wrong = cited(procedure)

    add(editor, procedure, f"?supersedes={wrong.pk}", kind="convicted")

    assert Citation.objects.count() == 2


def test_the_last_day_follows_the_first_of_a_known_day(
    editor: Client, procedure: Procedure
) -> None:
    wrong = cited(procedure)

    add(editor, procedure, f"?supersedes={wrong.pk}", earliest="2026-05-05")

    right = ProcedureEvent.objects.get(supersedes=wrong)
    assert (right.earliest, right.latest) == (date(2026, 5, 5), date(2026, 5, 5))


def test_a_last_day_that_was_typed_is_not_touched(editor: Client, procedure: Procedure) -> None:
    wrong = cited(procedure)
    days = {"earliest": "2026-05-05", "latest": "2026-05-07"}

    refused = add(editor, procedure, f"?supersedes={wrong.pk}", **days)

    assert "5 May 2026 to 7 May 2026 is not of precision" in refused.content.decode()
    assert not ProcedureEvent.objects.filter(supersedes=wrong).exists()
