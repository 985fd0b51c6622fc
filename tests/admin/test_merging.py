"""Merging at the desk: choose, compare, say why; and what the pages say of it afterwards."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from incidents import models
from incidents.actions.merge import merge_actors, merge_incidents
from incidents.codes import State
from tests.admin.conftest import SignIn
from tests.admin.pages import form_values
from tests.factories import (
    ActorFactory,
    IncidentFactory,
    InvolvementFactory,
    MergerFactory,
    UserFactory,
)
from tracker.accounts.roles import Role

pytestmark = pytest.mark.django_db
FACTORIES: list[Any] = [ActorFactory, IncidentFactory]


def page_of(record: Any) -> str:
    return f"/admin/incidents/{record._meta.model_name}/{record.pk}"


@pytest.mark.parametrize("factory", FACTORIES)
def test_choose_compare_confirm(factory: Any, editor: Client) -> None:
    lost, kept = factory(), factory()
    InvolvementFactory(**{lost._meta.model_name: lost})
    address = f"{page_of(lost)}/merge/"
    assert address in editor.get(f"{page_of(lost)}/change/").content.decode()

    chosen = editor.get(address, {"into": kept.pk}).content.decode()
    assert "Side by side" in chosen
    assert "Involvements" in chosen
    done = editor.post(address, {"into": kept.pk, "reason": "Le même."}, follow=True)

    assert done.redirect_chain[-1][0] == f"{page_of(kept)}/change/"
    page = done.content.decode()
    assert "is part of" in page
    assert "Took in" in page
    lost.refresh_from_db()
    assert lost.merged_into == kept
    before = editor.get(f"{page_of(lost)}/change/").content.decode()
    assert "Merged into" in before
    assert "Le même." in before
    assert 'name="_save"' not in before


def test_what_is_refused_is_said_on_the_page_and_the_reason_stays(editor: Client) -> None:
    lost, kept = ActorFactory(), ActorFactory(kind="person")
    given = {"into": kept.pk, "reason": "Je crois bien."}

    page = editor.post(f"{page_of(lost)}/merge/", given).content.decode()

    assert "cannot become" in page
    assert "(party)" in page
    assert "Je crois bien." in page
    assert not models.Merger.objects.exists()


def test_a_merge_without_a_reason_is_asked_for_it(editor: Client) -> None:
    lost, kept = ActorFactory(), ActorFactory()

    page = editor.post(f"{page_of(lost)}/merge/", {"into": kept.pk, "reason": " "})

    assert "This field is required." in page.content.decode()
    assert not models.Merger.objects.exists()


@pytest.mark.parametrize("into", ["", "0", "nonsense", "99999999999999999999"])
def test_a_choice_that_is_none_is_said(into: str, editor: Client) -> None:
    page = editor.get(f"{page_of(ActorFactory())}/merge/", {"into": into})

    assert page.status_code == 200
    assert "Side by side" not in page.content.decode()


@pytest.mark.parametrize("factory", FACTORIES)
def test_a_merged_one_is_no_choice_in_any_form(factory: Any, editor: Client) -> None:
    kept = factory()
    gone = factory(merged_into=kept)
    if isinstance(gone, models.Incident):
        models.Incident.objects.filter(pk=gone.pk).update(state=State.MERGED)
    name = kept._meta.model_name
    asked = {"app_label": "incidents", "model_name": name, "field_name": "merged_into"}

    found = editor.get("/admin/autocomplete/", asked).json()["results"]

    assert [row["id"] for row in found] == [str(kept.pk)]
    assert str(gone) in editor.get(f"/admin/incidents/{name}/").content.decode()
    refused = editor.get(f"{page_of(kept)}/merge/", {"into": gone.pk}).content.decode()
    assert "Select a valid choice" in refused


def test_a_form_that_was_open_cannot_bring_the_loser_back(editor: Client) -> None:
    involvement = InvolvementFactory()
    address = f"{page_of(involvement)}/change/"
    open_form = form_values(editor, address)
    kept = ActorFactory()
    merge_actors(
        loser=involvement.actor,
        winner=kept,
        by=UserFactory(roles=[Role.EDITOR]),
        reason="Le même.",
    )

    page = editor.post(address, open_form).content.decode()

    assert "Select a valid choice" in page
    assert "saved this record" in page
    involvement.refresh_from_db()
    assert involvement.actor == kept


@pytest.mark.parametrize("role", [Role.REPORTER, Role.AUDITOR])
@pytest.mark.parametrize("factory", FACTORIES)
def test_who_may_not_merge_has_no_button_and_no_page(
    factory: Any, role: Role, sign_in: SignIn
) -> None:
    client, lost, kept = sign_in(role), factory(), factory()

    assert "/merge/" not in client.get(f"{page_of(lost)}/change/").content.decode()
    answer = client.post(f"{page_of(lost)}/merge/", {"into": kept.pk, "reason": "Non."})

    assert answer.status_code == 302
    assert not models.Merger.objects.exists()


@pytest.mark.parametrize("state", [State.REJECTED, State.WITHDRAWN, State.MERGED])
def test_what_has_ended_has_no_button(state: State, editor: Client) -> None:
    incident = IncidentFactory(state=state, reference="INC-2026-0900")

    assert "/merge/" not in editor.get(f"{page_of(incident)}/change/").content.decode()


def test_the_history_of_merges_is_read_by_all_staff(sign_in: SignIn) -> None:
    first, second = IncidentFactory(title_fr="Le doublon"), IncidentFactory()
    by = UserFactory(roles=[Role.EDITOR])
    merger = merge_incidents(loser=first, winner=second, by=by, reason="Le même fait.")
    auditor = sign_in(Role.AUDITOR)

    listed = auditor.get("/admin/incidents/merger/").content.decode()
    assert "Le doublon" in listed
    assert "Le même fait." in listed
    page = auditor.get(f"/admin/incidents/merger/{merger.pk}/change/").content.decode()
    assert str(second) in page
    assert 'name="_save"' not in page


def test_the_history_asks_no_more_for_three_than_for_one(
    editor: Client,
) -> None:

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            editor.get("/admin/incidents/merger/")
        return len(asked)

    MergerFactory(actor__merged_into=ActorFactory())
    once = cost()
    for _n in range(2):
        MergerFactory(actor__merged_into=ActorFactory())

    assert cost() == once
