"""No role can ask the database about a field it may not read, nor make it fail."""

import pytest
from django.contrib import admin
from django.test import Client

from incidents.models import ApiKey, Partner
from tests.admin.conftest import SignIn
from tests.factories import IncidentFactory, PrivateIdentityFactory, PublicationFactory
from tracker.accounts.roles import Role

HIDDEN = [
    "actor/?private_identity__name__startswith=Ident",
    "actor/?private_identity__name__contains=gard",
    "incident/?internal_note__startswith=a",
    "incident/?title_fr__regex=(",
    "incident/?created_by__password__startswith=md5",
    "incident/?involvements__actor__private_identity__name__startswith=I",
    "claim/?speaker__private_identity__handles__contains=x",
    "sourcemedia/?updated_by__email__contains=@",
    "publication/?content__title__fr__startswith=I",
    "involvement/?actor__private_identity__name=x",
    "incident/?assigned_to__password__startswith=md5",
    "incident/?tags__name__startswith=a",
    "claim/?citations__quote__contains=x",
    "procedure/?incidents__internal_note__contains=x",
]


@pytest.mark.parametrize("query", HIDDEN)
@pytest.mark.parametrize("role", [Role.REPORTER, Role.AUDITOR, Role.PUBLISHER])
def test_a_field_that_no_filter_declares_cannot_be_asked(
    query: str, role: Role, sign_in: SignIn
) -> None:
    PrivateIdentityFactory()

    assert sign_in(role).get(f"/admin/incidents/{query}").status_code == 400


@pytest.mark.parametrize("role", [Role.REPORTER, Role.EDITOR, Role.PUBLISHER, Role.AUDITOR])
def test_an_identity_is_hidden_from_those_without_its_permission(
    role: Role, sign_in: SignIn
) -> None:
    identity = PrivateIdentityFactory(name="Zéphirine Gardée")
    client = sign_in(role)
    pages = {
        f"/admin/incidents/privateidentity/{identity.pk}/change/": 403,
        "/admin/incidents/privateidentity/": 403,
        "/admin/incidents/actor/?q=Zéphirine": 200,
        f"/admin/incidents/actor/{identity.actor.pk}/change/": 200,
        "/admin/": 200,
    }
    for address, status in pages.items():
        response = client.get(address)
        assert response.status_code == status, address
        assert "Gardée" not in response.content.decode()
    found = client.get(
        "/admin/autocomplete/?app_label=incidents&model_name=involvement&field_name=actor&term=Gardée"
    )
    assert found.json()["results"] == []


def test_the_administrator_sees_no_identity_and_no_record(sign_in: SignIn) -> None:
    identity = PrivateIdentityFactory()
    client = sign_in(Role.ADMINISTRATOR)

    for model in admin.site._registry:
        if model._meta.app_label == "incidents" and model not in (ApiKey, Partner):
            assert client.get(f"/admin/incidents/{model._meta.model_name}/").status_code == 403
    page = client.get(f"/admin/incidents/privateidentity/{identity.pk}/change/")
    assert page.status_code == 403


def test_the_legal_reviewer_sees_identities(sign_in: SignIn) -> None:
    PrivateIdentityFactory(name="Zéphirine Gardée")

    page = sign_in(Role.LEGAL_REVIEWER).get("/admin/incidents/privateidentity/?q=Zéph")

    assert "Zéphirine Gardée" in page.content.decode()


DECLARED = [
    "incident/?state__exact=draft&verdict__exact=unknown&author=me",
    "incident/?jurisdiction__code__exact=XV",
    "claim/?proposition__exact=impact",
    "actor/?is_private__exact=1&kind__exact=person",
    "publication/?kind__exact=first",
    "sourcemedia/?language=fr",
    "appearance/?platform__id__exact=1&account_masked__exact=1&kind__exact=post",
    "incident/?assigned=me&desk=drafts&follow_up=due&tags__id__exact=1&election__id__exact=1",
    "claim/?sources=none&reliability__exact=A&likelihood__exact=&directness__exact=direct",
    "procedure/?follow_up=due&track__exact=penal",
    "tag/?use=none",
]


@pytest.mark.parametrize("query", DECLARED)
def test_what_the_filters_declare_works(query: str, editor: Client) -> None:
    PublicationFactory()

    assert editor.get(f"/admin/incidents/{query}").status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "incident/?q=%00",
        "incident/?state__exact=%00",
        "jurisdiction/%00/change/",
        "incident/%00/change/",
        "incident/999999999999999999999999/change/",
        "incident/?p=x",
        "incident/?o=99",
        "transcript/%00/change/",
        "transcript/1/claim/?first=%00",
        "report/preview/2026-13/fr/",
        "report/close/9999-12/",
        "report/plan/%00/",
        "report/period/[/",
        f"report/period/{'9' * 7000}/",
        "report/?period=%00",
        f"report/?period=2026-10&part={'[' * 7000}",
        "reportrun/%00/change/",
        "reportrun/999999999999999999999999/change/",
    ],
)
def test_nothing_in_an_address_breaks_a_page(address: str, sign_in: SignIn) -> None:
    IncidentFactory()

    response = sign_in(is_superuser=True).get(f"/admin/incidents/{address}")

    assert response.status_code in (200, 302, 400, 404)


def test_a_nul_in_an_autocomplete_finds_nothing(editor: Client) -> None:
    IncidentFactory()

    found = editor.get(
        "/admin/autocomplete/?app_label=incidents&model_name=claim&field_name=incidents&term=%00"
    )

    assert found.json()["results"] == []


def test_a_nul_in_a_form_is_refused(editor: Client) -> None:
    values = {"title_fr": "A\0B", "jurisdiction": "\0"}

    assert editor.post("/admin/incidents/incident/add/", values).status_code in (200, 400)
