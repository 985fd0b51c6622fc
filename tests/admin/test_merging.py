"""Merging at the desk: choose, compare, say why; and what the pages say of it afterwards."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from incidents import models
from incidents.actions.merge import merge_actors, merge_incidents
from incidents.codes import Role, State
from tests import scenes
from tests.admin.conftest import SignIn
from tests.admin.pages import form_values
from tests.factories import (
    ActorAliasFactory,
    ActorFactory,
    ClaimFactory,
    IncidentFactory,
    InvolvementFactory,
    ListedActorFactory,
    MergerFactory,
    ProcedureFactory,
    UserFactory,
    incident_in,
)
from tracker.accounts.roles import Role as StaffRole

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
    given = {"into": kept.pk, "reason": "Le même.", "same": "on"}
    done = editor.post(address, given, follow=True)

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
    given = {"into": kept.pk, "reason": "Je crois bien.", "same": "on"}

    page = editor.post(f"{page_of(lost)}/merge/", given).content.decode()

    assert "cannot become" in page
    assert "(party)" in page
    assert "Je crois bien." in page
    assert not models.Merger.objects.exists()


def test_a_merge_without_a_reason_is_asked_for_it(editor: Client) -> None:
    lost, kept = ActorFactory(), ActorFactory()

    given = {"into": kept.pk, "reason": " ", "same": "on"}
    page = editor.post(f"{page_of(lost)}/merge/", given)

    assert "This field is required." in page.content.decode()
    assert not models.Merger.objects.exists()


SHARE, BOX = "share no name or alias", "one and the same all the same"


def claims_about(one: models.Actor, other: models.Actor) -> None:
    ClaimFactory(speaker=one, speaker_label_fr="").about.add(other)


def speaks_for_about(one: models.Actor, other: models.Actor) -> None:
    claim = ClaimFactory()
    claim.on_behalf_of.add(one)
    claim.about.add(other)


def accused_in_an_incident(one: models.Actor, other: models.Actor) -> None:
    incident = IncidentFactory()
    InvolvementFactory(incident=incident, actor=one, role=Role.DEPICTED)
    InvolvementFactory(incident=incident, actor=other, role=Role.ALLEGED_AUTHOR)


def complains(one: models.Actor, other: models.Actor) -> None:
    procedure = ProcedureFactory()
    procedure.complainants.add(one)
    procedure.respondents.add(other)


@pytest.mark.parametrize(
    ("makes", "words"),
    [
        (claims_about, "makes a claim about"),
        (speaks_for_about, "makes a claim about"),
        (accused_in_an_incident, "is accused"),
        (complains, "has to answer"),
    ],
)
@pytest.mark.parametrize("turned", [False, True])
def test_what_speaks_against_two_actors_being_one_has_to_be_read(
    makes: Any, words: str, turned: bool, editor: Client
) -> None:
    lost, kept = ActorFactory(name_fr="Alba"), ActorFactory(name_fr="Bero")
    ActorAliasFactory(actor=kept, name="ALBA")
    makes(*((kept, lost) if turned else (lost, kept)))
    address = f"{page_of(lost)}/merge/"
    given = {"into": kept.pk, "reason": "Le même."}

    page = editor.get(address, {"into": kept.pk}).content.decode()
    assert words in page
    assert BOX in page
    assert SHARE not in page
    refused = editor.post(address, given).content.decode()

    assert "tick this box as well" in refused
    assert "Le même." in refused
    assert not models.Merger.objects.exists()
    assert editor.post(address, given | {"same": "on"}).status_code == 302
    assert models.Merger.objects.exists()


def test_without_a_name_in_common_the_box_is_asked_for_and_with_one_it_is_not(
    editor: Client,
) -> None:
    lost, kept = ActorFactory(name_fr="Alba"), ActorFactory(name_fr="Bero")
    address = f"{page_of(lost)}/merge/"

    page = editor.get(address, {"into": kept.pk}).content.decode()
    assert SHARE in page
    assert BOX in page
    editor.post(address, {"into": kept.pk, "reason": "Le même."})
    assert not models.Merger.objects.exists()

    ActorAliasFactory(actor=lost, name="bero")
    assert BOX not in editor.get(address, {"into": kept.pk}).content.decode()
    assert editor.post(address, {"into": kept.pk, "reason": "Le même."}).status_code == 302


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "unidentified", "slug": None, "name_fr": "Auteur non identifié"},
        {"kind": "person", "slug": None, "name_fr": "", "is_private": True, "public_label_fr": "x"},
    ],
)
def test_a_description_in_common_is_no_name_in_common(
    fields: dict[str, Any], editor: Client
) -> None:
    lost, kept = ActorFactory(**fields), ActorFactory(**fields)

    assert SHARE in editor.get(f"{page_of(lost)}/merge/", {"into": kept.pk}).content.decode()


def test_who_merges_two_public_incidents_is_told_to_publish_what_remains(sign_in: SignIn) -> None:
    staff = scenes.team()
    lost, kept = (scenes.simple(staff, title_fr=f"Faux direct {n}") for n in range(2))
    for incident in (lost, kept):
        scenes.publish(incident, staff)
    client = sign_in(StaffRole.PUBLISHER)
    address, told = f"{page_of(lost)}/merge/", "as a development so that what came from"

    assert told in client.get(address, {"into": kept.pk}).content.decode()
    given = {"into": kept.pk, "reason": "Le même fait."}
    assert told in client.post(address, given, follow=True).content.decode()

    desk = client.get("/admin/incidents/incident/?desk=edited").content.decode()
    assert str(kept) in desk
    assert told not in client.get(f"{page_of(kept)}/change/").content.decode()


def test_an_editor_is_told_before_choosing_that_what_is_public_is_merged_by_publishers(
    editor: Client,
) -> None:
    staff = scenes.team()
    lost = scenes.simple(staff)
    scenes.publish(lost, staff)
    named = InvolvementFactory(actor__name_fr="Parti public").actor
    ListedActorFactory(slug=named.slug)

    for record, other in ((lost, IncidentFactory()), (named, ActorFactory())):
        answer = editor.get(f"{page_of(record)}/merge/", follow=True)

        assert answer.redirect_chain[-1][0] == f"{page_of(record)}/change/"
        assert "merging it is for publishers" in answer.content.decode()
        given = {"into": other.pk, "reason": "Le même.", "same": "on"}
        refused = editor.post(f"{page_of(record)}/merge/", given, follow=True)
        assert "merging it is for publishers" in refused.content.decode()
    assert not models.Merger.objects.exists()


def test_nothing_is_to_be_published_after_a_merge_into_a_draft(editor: Client) -> None:
    page = editor.get(f"{page_of(IncidentFactory())}/merge/", {"into": IncidentFactory().pk})

    assert "as a development" not in page.content.decode()


@pytest.mark.parametrize("into", ["", "0", "nonsense", "99999999999999999999"])
def test_a_choice_that_is_none_is_said(into: str, editor: Client) -> None:
    page = editor.get(f"{page_of(ActorFactory())}/merge/", {"into": into})

    assert page.status_code == 200
    assert "Side by side" not in page.content.decode()


@pytest.mark.parametrize("factory", FACTORIES)
def test_a_merged_one_is_no_choice_in_any_form(factory: Any, editor: Client) -> None:
    kept = factory()
    gone = factory(merged_into=kept)
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
        by=UserFactory(roles=[StaffRole.EDITOR]),
        reason="Le même.",
    )

    page = editor.post(address, open_form).content.decode()

    assert "Select a valid choice" in page
    assert "saved this record" in page
    involvement.refresh_from_db()
    assert involvement.actor == kept


@pytest.mark.parametrize("role", [StaffRole.REPORTER, StaffRole.AUDITOR])
@pytest.mark.parametrize("factory", FACTORIES)
def test_who_may_not_merge_has_no_button_and_no_page(
    factory: Any, role: StaffRole, sign_in: SignIn
) -> None:
    client, lost, kept = sign_in(role), factory(), factory()

    assert "/merge/" not in client.get(f"{page_of(lost)}/change/").content.decode()
    answer = client.post(f"{page_of(lost)}/merge/", {"into": kept.pk, "reason": "Non."})

    assert answer.status_code == 302
    assert not models.Merger.objects.exists()


@pytest.mark.parametrize("state", [State.REJECTED, State.WITHDRAWN, State.MERGED])
def test_what_has_ended_has_no_button(state: State, editor: Client) -> None:
    incident = incident_in(state)

    assert "/merge/" not in editor.get(f"{page_of(incident)}/change/").content.decode()


def test_the_history_of_merges_is_read_by_all_staff(sign_in: SignIn) -> None:
    first, second = IncidentFactory(title_fr="Le doublon"), IncidentFactory()
    by = UserFactory(roles=[StaffRole.EDITOR])
    merger = merge_incidents(loser=first, winner=second, by=by, reason="Le même fait.")
    auditor = sign_in(StaffRole.AUDITOR)

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
    cost()  # a session is noted as seen once a minute
    once = cost()
    for _n in range(2):
        MergerFactory(actor__merged_into=ActorFactory())

    assert cost() == once
