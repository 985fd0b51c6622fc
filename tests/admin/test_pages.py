"""Every page of the admin opens, for those who may open it, in both languages."""

from typing import Any

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from tests.admin.conftest import SignIn
from tests.models.test_factories import FACTORIES
from tracker.accounts.roles import Role

OURS = [m for m in admin.site._registry if m._meta.app_label == "incidents"]


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("model", OURS, ids=lambda m: m.__name__)
def test_list_form_and_history_open(model: Any, language: str, sign_in: SignIn) -> None:
    client = sign_in(is_superuser=True, language=language)
    row = FACTORIES[model.__name__]()
    name = model._meta.model_name
    addresses = [
        reverse(f"admin:incidents_{name}_changelist"),
        reverse(f"admin:incidents_{name}_change", args=[row.pk]),
    ]
    if language == "en":
        addresses += [
            reverse(f"admin:incidents_{name}_changelist") + "?q=x",
            reverse(f"admin:incidents_{name}_history", args=[row.pk]),
        ]
    for address in addresses:
        assert client.get(address).status_code == 200, address


@pytest.mark.parametrize("model", OURS, ids=lambda m: m.__name__)
def test_the_form_for_a_new_row_opens_where_there_is_one(model: Any, sign_in: SignIn) -> None:
    client = sign_in(is_superuser=True)
    page = admin.site._registry[model]
    request = client.get("/admin/").wsgi_request
    request.user = client.user  # type: ignore[attr-defined]
    expected = 200 if page.has_add_permission(request) else 403

    got = client.get(reverse(f"admin:incidents_{model._meta.model_name}_add"))

    assert got.status_code == expected


@pytest.mark.parametrize("role", list(Role))
def test_every_role_has_a_first_page(role: Role, sign_in: SignIn) -> None:
    assert sign_in(role).get("/admin/").status_code == 200


def test_the_language_is_kept_with_the_account(sign_in: SignIn) -> None:
    client = sign_in(Role.EDITOR, language="fr")

    back = client.post("/admin/incidents/incident/language/", {"language": "en", "next": "/admin/"})

    assert back["Location"] == "/admin/"
    assert 'lang="en"' in client.get("/admin/").content.decode()


def test_the_language_form_leads_nowhere_else(editor: Client) -> None:
    away = {"language": "en", "next": "https://elsewhere.example/"}

    assert editor.post("/admin/incidents/incident/language/", away)["Location"] == "/admin/"


def test_the_menu_shows_every_model_with_a_list_once(sign_in: SignIn) -> None:
    response = sign_in(is_superuser=True).get("/admin/")
    _lists, _grid, page = response.content.decode().partition('class="menu-grid"')

    for model in OURS:
        shown = admin.site._registry[model].has_module_permission(response.wsgi_request)
        link = reverse(f"admin:incidents_{model._meta.model_name}_changelist")
        assert page.count(f'<a href="{link}"') == (1 if shown else 0), model
