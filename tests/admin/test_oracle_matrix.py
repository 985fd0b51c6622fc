"""Every role x every model x every field, own, of a relation, and every private one x every lookup:
nothing is learnt about what the role may not read, and nothing fails.

The matrix is made from the registry, so a model or a field that is added is in it. A lookup that no
list filter declares is refused before the database is asked: the answer cannot depend on a row. All
of the matrix is put to that rule here; a sample goes through the site, and under ``long`` each cell
is asked of its page.
"""

import random
import re
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

import pytest
from django.contrib import admin
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import connection
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils.html import escape

from incidents.admin.guarded_lists import KEYS
from incidents.models import Actor, AuditEntry, Incident, Involvement, PrivateIdentity
from tests.admin.conftest import SignIn
from tests.admin.test_queries import OWN_PAGE
from tests.factories import ActorFactory, PrivateIdentityFactory, ended
from tests.models.test_factories import FACTORIES
from tracker.accounts.models import User
from tracker.accounts.roles import Role

LOOKUPS = {
    "exact": "x",
    "startswith": "a",
    "contains": "a",
    "regex": "(",
    "isnull": "1",
    "gt": "0",
    "in": "1,2",
}
MODELS = list(admin.site._registry)
PRIVATE = (
    *((PrivateIdentity, name) for name in ("name", "aliases", "handles")),
    *((User, name) for name in ("password", "email", "last_login")),
)
SEED, SAMPLE = 20261126, 60


class Cell(NamedTuple):
    """One question to one list."""

    model: Any
    path: str
    lookup: str

    @property
    def asked(self) -> str:
        return f"{self.path}__{self.lookup}"

    @property
    def address(self) -> str:
        named = self.model._meta
        return f"/admin/{named.app_label}/{named.model_name}/"


def relations(model: Any) -> Iterator[tuple[str, Any]]:
    """Names by which a query goes on, forwards and backwards, and the model it comes to."""
    for field in model._meta.get_fields(include_hidden=True):
        if field.related_model is None:
            continue
        name = field.name
        if field.auto_created and not field.concrete:
            name = field.remote_field.related_query_name() if field.remote_field else name
        if not name.endswith("+"):
            yield name, field.related_model


def paths(model: Any) -> list[str]:
    """Own fields, those of every relation, and every private field within three steps."""
    found = {field.name for field in model._meta.concrete_fields}
    level = [("", model)]
    for depth in range(3):
        deeper = []
        for prefix, at in level:
            for name, other in relations(at):
                if depth == 0:
                    found.add(name)
                    found |= {f"{name}__{f.name}" for f in other._meta.concrete_fields}
                found |= {f"{prefix}{name}__{f}" for owner, f in PRIVATE if other is owner}
                deeper.append((f"{prefix}{name}__", other))
        level = deeper
    return sorted(found)


@cache
def cells(model: Any) -> dict[str, Cell]:
    """Every question to a model's list, by what stands in the address."""
    made = (Cell(model, path, lookup) for path in paths(model) for lookup in LOOKUPS)
    return {cell.asked: cell for cell in made}


def may_view(client: Client, model: Any) -> bool:
    named = model._meta
    user: User = client.user  # type: ignore[attr-defined]
    return any(
        user.has_perm(f"{named.app_label}.{verb}_{named.model_name}") for verb in ("view", "change")
    )


def declared(model: Any, client: Client) -> set[str]:
    request = RequestFactory().get("/")
    request.user = client.user  # type: ignore[attr-defined]
    return admin.site._registry[model]._declared_lookups(request)  # type: ignore[attr-defined]


def is_own(cell: Cell) -> bool:
    """Asks for a column of the list's own record, or for the key of what it points to."""
    first, _sign, rest = cell.path.partition("__")
    field = cell.model._meta.get_field(first)
    return not rest or rest == field.related_model._meta.pk.name


def test_no_role_may_ask_for_more_than_its_filters_declare(sign_in: SignIn) -> None:
    """The whole matrix, by the rule of the pages themselves."""
    count = allowed = 0
    for role in Role:
        client = sign_in(role)
        for model in MODELS:
            asked = cells(model)
            count += len(asked)
            if not may_view(client, model):
                continue
            for name in asked.keys() & declared(model, client):
                allowed += 1
                assert is_own(asked[name]), (role, name)
                assert (model, asked[name].path) not in PRIVATE, (role, name)
    print(f"{count} cells, {allowed} of them declared by a filter")
    assert count > 50_000


def test_a_sample_of_the_matrix_goes_through_the_site(sign_in: SignIn) -> None:
    chance = random.Random(SEED)
    PrivateIdentityFactory()
    clients = {role: sign_in(role) for role in Role}
    bodies: dict[tuple[Role, int], set[str]] = {}
    matrix = [cell for model in MODELS for cell in cells(model).values()]
    for cell in chance.sample(matrix, SAMPLE):
        role = chance.choice(list(Role))
        client = clients[role]
        answer = client.get(cell.address, {cell.asked: LOOKUPS[cell.lookup]})
        if not may_view(client, cell.model):
            assert answer.status_code == 403, (role, cell)
        elif cell.model.__name__ in OWN_PAGE:
            assert plain(answer) == plain(client.get(cell.address)), (role, cell)
            continue
        elif cell.asked in declared(cell.model, client):
            assert answer.status_code in (200, 302), (role, cell)
            continue
        else:
            assert answer.status_code == 400, (role, cell)
        bodies.setdefault((role, answer.status_code), set()).add(plain(answer))
    assert {len(said) for said in bodies.values()} == {1}


@pytest.mark.long
def test_every_cell_of_the_matrix_is_asked_of_its_page(sign_in: SignIn) -> None:
    refused = answered = 0
    factory = RequestFactory()
    for model in MODELS:
        FACTORIES[model.__name__]()
    for role in Role:
        client = sign_in(role)
        for model in MODELS:
            page, names = admin.site._registry[model], declared(model, client)
            for cell in cells(model).values():
                request = factory.get(cell.address, {cell.asked: LOOKUPS[cell.lookup]})
                request.user = client.user  # type: ignore[attr-defined]
                try:
                    page.changelist_view(request)
                except (SuspiciousOperation, PermissionDenied):
                    refused += 1
                    continue
                answered += 1
                assert may_view(client, model), (role, cell)
                assert cell.asked in names or model.__name__ in OWN_PAGE, (role, cell)
    assert refused
    assert answered
    print(f"{refused} cells refused, {answered} answered as declared")


def test_a_search_looks_only_into_what_all_who_search_may_read(sign_in: SignIn) -> None:
    looked_into = 0
    for role in Role:
        client = sign_in(role)
        for model in filter(lambda m: may_view(client, m), MODELS):
            for asked in admin.site._registry[model].search_fields:
                at = model
                looked_into += 1
                for step in str(asked).lstrip("^=@").split("__"):
                    assert may_view(client, at), (role, model, asked)
                    names = dict(relations(at))
                    if step not in names:
                        break
                    at = names[step]
    assert looked_into


def test_a_choice_cannot_name_the_column_it_wants(editor: Client) -> None:
    for model in (Actor, PrivateIdentity, User):
        place = Cell(model, "", "").address
        for field in model._meta.concrete_fields:
            answer = editor.get(place, {"_popup": "1", "_to_field": field.name})
            named = field.primary_key and may_view(editor, model)
            assert answer.status_code in ((200,) if named else (400, 403)), field


@pytest.mark.parametrize("share", [30, pytest.param(None, marks=pytest.mark.long)])
def test_no_row_is_known_to_exist_by_who_may_not_see_its_kind(
    share: int | None, sign_in: SignIn
) -> None:
    rows = [FACTORIES[model.__name__]() for model in MODELS]
    for role in (Role.EDITOR, Role.ADMINISTRATOR):
        client = sign_in(role)
        pages = [pair for row in rows if not may_view(client, type(row)) for pair in pages_of(row)]
        assert pages
        for there, missing in random.Random(SEED).sample(pages, min(share or 9999, len(pages))):
            answers = client.get(there), client.get(missing)
            assert [answer.status_code for answer in answers] == [403, 403], (role, there)
            assert plain(answers[0]) == plain(answers[1]), (role, there)


def pages_of(row: Any) -> Iterator[tuple[str, str]]:
    """Every page of the row's admin that has one key in its address: the row's, and nobody's."""
    for pattern in admin.site._registry[type(row)].get_urls():
        names = list(pattern.pattern.converters)
        if pattern.name and len(names) == 1 and names[0] in KEYS:
            yield tuple(  # type: ignore[misc]
                reverse(f"admin:{pattern.name}", kwargs={names[0]: key})
                for key in (row.pk, 987654321)
            )


def plain(answer: Any) -> str:
    """The body without what differs at each request, or is the address that was asked."""
    request, body = answer.wsgi_request, answer.content.decode()
    for asked in (request.get_full_path(), escape(request.get_full_path()), request.path):
        body = body.replace(asked, "")
    return re.sub(r'(csrfmiddlewaretoken" value|nonce)="[^"]*"', "", body)


IDENTITIES = (
    {"name": "Alphonse Premier", "aliases": ["Alpha"], "handles": ["@alpha"]},
    {"name": "Béatrice Seconde", "aliases": ["Bêta"], "handles": ["@beta"]},
)


NEAR = [Actor, AuditEntry, Incident, Involvement, PrivateIdentity]


@pytest.mark.parametrize(
    ("role", "lists"),
    [
        pytest.param(Role.EDITOR, NEAR, id="near"),
        *(
            pytest.param(role, MODELS, id=role, marks=pytest.mark.long)
            for role in Role
            if role != Role.LEGAL_REVIEWER
        ),
    ],
)
def test_two_states_of_an_identity_look_the_same(
    role: Role, lists: list[Any], sign_in: SignIn
) -> None:
    """Every list, plain and searched for either name, and every page about the actor."""
    identity = PrivateIdentityFactory(**IDENTITIES[0])
    ActorFactory()
    ended()
    client = sign_in(role)
    ended()
    actor = f"/admin/incidents/actor/{identity.actor_id}"
    look_up = "/admin/autocomplete/?app_label=incidents&model_name=involvement&field_name=actor"
    addresses = [f"{actor}/change/", f"{actor}/history/", f"{actor}/merge/", "/admin/"]
    for words in ("", "Alphonse", "Seconde", "@alpha"):
        addresses += [f"{Cell(model, '', '').address}?q={words}" for model in lists]
        addresses.append(f"{look_up}&term={words}")
        addresses.append(f"/admin/incidents/incident/likely/actor/?name_fr={words}")

    first = [(a, plain(client.get(a))) for a in addresses]
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
    PrivateIdentity.objects.filter(pk=identity.pk).update(**IDENTITIES[1])
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = origin")

    assert not may_view(client, PrivateIdentity)
    for address, before in first:
        assert plain(client.get(address)) == before, address
        assert not any(word in before for word in ("Alphonse P", "Béatrice")), address
