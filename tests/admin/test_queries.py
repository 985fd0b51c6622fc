"""Three rows cost what one costs: in every list, and in the pages staff have open all day."""

from typing import Any

import pytest
from django.contrib import admin
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from incidents.models import Incident
from tests.admin.conftest import SignIn
from tests.factories import (
    AppearanceFactory,
    CitationFactory,
    ClaimAnswerFactory,
    ClaimFactory,
    ElectionFactory,
    IncidentFactory,
    InvolvementFactory,
    ProcedureEventFactory,
    ProcedureFactory,
    PublicationFactory,
    TagFactory,
    UserFactory,
)
from tests.models.test_factories import FACTORIES

LISTED = [m for m in admin.site._registry if m.__name__ in FACTORIES]
"""Every model of ours that has an admin: one that is added is covered by itself."""

OWN_PAGE = {"Report"}
"""Models whose list is a page of another kind: the months, one under another."""

NOT_SEARCHED = {"ErasureRequest"}
"""What a search would ask is what its list must not tell: who asked for erasure."""


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.mark.parametrize("model", LISTED, ids=lambda m: m.__name__)
def test_a_list_of_three_costs_what_one_costs(model: Any, sign_in: SignIn) -> None:
    client = sign_in(is_superuser=True)
    address = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
    make = FACTORIES[model.__name__]
    make()
    queries(client, address)
    one = queries(client, address)
    for _more in range(2):
        make()

    assert queries(client, address) == one
    assert one <= 16


@pytest.mark.parametrize("model", LISTED, ids=lambda m: m.__name__)
def test_every_list_can_be_searched_and_filtered(model: Any) -> None:
    page = admin.site._registry[model]

    assert model.__name__ in OWN_PAGE | NOT_SEARCHED or page.search_fields
    assert model.__name__ in OWN_PAGE or page.list_filter


def test_every_admin_of_ours_has_a_factory() -> None:
    ours = [m for m in admin.site._registry if m._meta.app_label in ("incidents", "accounts")]

    assert ours == LISTED


def test_a_row_of_incidents_costs_nothing_whatever_it_shows(sign_in: SignIn) -> None:
    client = sign_in(is_superuser=True)
    address = "/admin/incidents/incident/"

    def worked_on() -> None:
        incident = IncidentFactory(election=ElectionFactory(), assigned_to=UserFactory())
        incident.tags.add(TagFactory(), TagFactory())
        procedure = ProcedureFactory(incidents=[incident], review_on="2026-01-01")
        ProcedureEventFactory(procedure=procedure, kind="announced")

    worked_on()
    queries(client, address)
    one = queries(client, address)
    for _more in range(2):
        worked_on()

    assert queries(client, address) == one


def fill(incident: Incident) -> None:
    """One more of everything that hangs on an incident."""
    involvement = InvolvementFactory(incident=incident)
    AppearanceFactory(incident=incident)
    CitationFactory(claim=None, incident=incident, supports="what")
    CitationFactory(claim=None, involvement=involvement)
    claim = ClaimFactory(incidents=[incident])
    ClaimAnswerFactory(claim=claim, answer=ClaimFactory(incidents=[incident]))
    procedure = ProcedureFactory(incidents=[incident])
    ProcedureEventFactory(procedure=procedure)


def test_the_desk_of_many_costs_what_one_costs(sign_in: SignIn) -> None:
    client = sign_in(is_superuser=True)
    IncidentFactory(created_by=client.user)  # type: ignore[attr-defined]
    queries(client, "/admin/")
    one = queries(client, "/admin/")
    for state in ("draft", "in_review", "approved"):
        IncidentFactory(state=state, created_by=client.user)  # type: ignore[attr-defined]

    assert queries(client, "/admin/") == one


def test_an_incident_with_three_of_everything_costs_what_one_costs(editor: Client) -> None:
    incident = PublicationFactory().incident
    fill(incident)
    address = f"/admin/incidents/incident/{incident.pk}/change/"
    queries(editor, address)
    one = queries(editor, address)
    for _more in range(2):
        fill(incident)

    assert queries(editor, address) == one


@pytest.mark.parametrize("name", ["claim", "procedure"])
def test_a_part_with_three_rows_costs_what_one_row_costs(name: str, editor: Client) -> None:
    if name == "claim":
        record = ClaimFactory()
        more = [lambda: CitationFactory(claim=record), lambda: ClaimAnswerFactory(answer=record)]
    else:
        record = ProcedureFactory()
        more = [
            lambda: CitationFactory(
                claim=None, procedure_event=ProcedureEventFactory(procedure=record)
            )
        ]
    address = f"/admin/incidents/{name}/{record.pk}/change/"
    for add in more:
        add()
    queries(editor, address)
    one = queries(editor, address)
    for add in more * 2:
        add()

    assert queries(editor, address) == one
