"""A form sent to a locked page goes on after the proof as if it came then: by its own address, past
the second factor and the rights of its author. What is private does not wait."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command
from django.db.models import QuerySet
from django.test import Client
from django.urls import get_resolver
from django.utils.http import urlencode

from incidents.actions import publication
from incidents.admin.incident_desk import seen
from incidents.admin.sign_in_again import may_wait
from incidents.models import AuditEntry, ErasureRequest, Incident, PrivateIdentity, Tag
from incidents.projection import document
from tests import scenes
from tests.actions.test_planned import make_approved
from tests.audit.stored import chained
from tests.factories import PrivateActorFactory, UserFactory
from tests.tracker.accounts.proofs import PASSWORD, code, give_app, password
from tracker.accounts import waiting
from tracker.accounts.models import User
from tracker.accounts.roles import Role

pytestmark = pytest.mark.django_db

MINUTE = 60
SENT_BACK, PUBLISHED = "request_changes", "publish"


@pytest.fixture(autouse=True)
def noon(time_machine: Any) -> None:
    time_machine.move_to("2026-11-03 12:00:10+00:00", tick=False)


@pytest.fixture(autouse=True)
def as_in_production(settings: Any) -> None:
    settings.SIGN_IN_AGAIN_S = 15 * MINUTE


@pytest.fixture
def required(settings: Any) -> Callable[[], None]:
    """From when it is called, a second factor is demanded."""

    def demand() -> None:
        settings.SECOND_FACTOR_REQUIRED = True

    return demand


@pytest.fixture
def editor(client: Client) -> User:
    """Somebody signed in with a password only."""
    roles = [Role.EDITOR, Role.LEGAL_REVIEWER, Role.PUBLISHER]
    user: User = UserFactory(username="editor", password=PASSWORD, language="en", roles=roles)
    password(client)
    return user


class Move:
    """A move that is possible, its page, and what it asks."""

    def __init__(self, name: str) -> None:
        staff = scenes.team()
        if name == PUBLISHED:
            self.incident: Incident = make_approved(staff)
        else:
            self.incident = scenes.simple(staff)
            publication.submit(incident=self.incident, by=staff.author)
        self.before = self.incident.state
        self.path = f"/admin/incidents/incident/{self.incident.pk}/{name}/"
        self.form = {"digest": seen(self.incident, document(self.incident)), "reason": "unclear"}

    def moved(self) -> bool:
        self.incident.refresh_from_db()
        return self.incident.state != self.before


ASKED = pytest.mark.parametrize(
    ("name", "later"),
    [(SENT_BACK, 31 * MINUTE), (PUBLISHED, 16 * MINUTE)],
    ids=["idle", "grave"],
)


def again(path: str, door: str = "") -> str:
    """Where somebody signs in again on the way to this address."""
    return f"/admin/again/{door}?{urlencode({'next': path})}"


def show_password(client: Client, path: str) -> Any:
    """Sign in again on the way to this address, and go on."""
    return client.post(again(path), {"password": PASSWORD}, follow=True)


@ASKED
@pytest.mark.parametrize("has_app", [False, True])
def test_the_password_alone_moves_nothing_where_a_second_factor_is_demanded(
    has_app: bool,
    name: str,
    later: int,
    client: Client,
    editor: User,
    required: Any,
    time_machine: Any,
) -> None:
    move = Move(name)
    if has_app:
        give_app(editor)
    required()
    time_machine.shift(later)
    door = "/admin/again/code/" if has_app else "/admin/factor/"

    asked = client.post(move.path, move.form)
    gone_on = show_password(client, move.path)

    assert asked.headers["Location"] == door
    assert waiting.KEY not in client.session
    assert not move.moved()
    assert [where for where, _ in gone_on.redirect_chain][:2] == [move.path, door]


@ASKED
def test_what_waits_is_held_by_a_factor_that_is_demanded_meanwhile(
    name: str, later: int, client: Client, editor: User, required: Any, time_machine: Any
) -> None:
    move = Move(name)
    time_machine.shift(later)
    assert client.post(move.path, move.form).status_code == 302
    required()

    gone_on = show_password(client, move.path)

    assert not move.moved()
    assert ("/admin/factor/", 302) in gone_on.redirect_chain
    assert waiting.KEY not in client.session


def test_who_shows_the_factor_goes_on_with_what_they_sent(
    client: Client, editor: User, required: Any, time_machine: Any
) -> None:
    move = Move(SENT_BACK)
    give_app(editor)
    required()
    client.post("/admin/again/code/", {"code": code()})
    time_machine.shift(31 * MINUTE)
    client.post(move.path, move.form)

    client.post(again(move.path, "code/"), {"code": code()}, follow=True)

    assert move.moved()


def test_a_role_that_was_taken_meanwhile_holds_what_waits(
    client: Client, editor: User, time_machine: Any
) -> None:
    move = Move(PUBLISHED)
    time_machine.shift(16 * MINUTE)
    client.post(move.path, move.form)
    editor.groups.remove(Group.objects.get(name=Role.PUBLISHER))

    show_password(client, move.path)

    assert not move.moved()


@ASKED
def test_the_audit_names_the_page_and_not_the_proof(
    name: str, later: int, client: Client, editor: User, time_machine: Any
) -> None:
    move = Move(name)
    time_machine.shift(later)
    client.post(move.path, move.form)

    show_password(client, move.path)

    assert move.moved()
    chained()
    entries: QuerySet[AuditEntry] = AuditEntry.objects.filter(person=editor.pk)
    ways = set(entries.filter(table_name="incidents_incident").values_list("way", flat=True))
    assert ways == {f"page admin/incidents/incident/<int:pk>/{name}/ > publication.{name}"}
    assert not entries.filter(way__contains="again").exists()


def sent(client: Client, name: str = "vote") -> str:
    """A form was sent to a locked page; the address it waits for."""
    path = "/admin/incidents/tag/add/?_changelist_filters=q%3Da"
    client.post(path, {"name": name})
    return path


def test_what_waits_is_taken_once(client: Client, editor: User, time_machine: Any) -> None:
    time_machine.shift(31 * MINUTE)
    path = sent(client)
    assert "What you sent is kept" in client.get(again(path)).text

    show_password(client, path)
    later = client.get(path)

    assert Tag.objects.count() == 1
    assert waiting.KEY not in client.session
    assert later.status_code == 200


def test_a_form_with_mistakes_is_shown_at_its_own_address(
    client: Client, editor: User, time_machine: Any
) -> None:
    time_machine.shift(31 * MINUTE)
    path = sent(client, name="")

    page = show_password(client, path)

    assert page.redirect_chain == [(path, 302)]
    assert "errornote" in page.text


def test_tokens_and_cookies_do_not_wait_and_a_real_browser_goes_on(
    editor: User, time_machine: Any
) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(editor)
    browser.get("/admin/")
    browser.cookies["csrftoken"] = token = "a" * 32
    time_machine.shift(31 * MINUTE)
    path = "/admin/incidents/tag/add/"
    form = {"name": "vote"}
    assert browser.post(path, form).status_code == 403
    assert waiting.KEY not in browser.session
    browser.post(path, form | {"csrfmiddlewaretoken": token})
    assert set(browser.session[waiting.KEY]) == {"at", "path", "post"}
    assert token not in str(browser.session[waiting.KEY])

    proof = {"password": PASSWORD, "csrfmiddlewaretoken": token}
    browser.post(again(path), proof, follow=True)

    assert Tag.objects.count() == 1


def test_a_page_opened_before_the_proof_or_long_after_it_takes_nothing(
    client: Client, editor: User, time_machine: Any
) -> None:
    time_machine.shift(31 * MINUTE)
    path = sent(client)
    client.get("/admin/again/")
    client.post(again(path), {"password": PASSWORD})
    time_machine.shift(2 * MINUTE)

    assert client.get(path).status_code == 200

    assert not Tag.objects.exists()
    assert "post" not in client.session[waiting.KEY]


def test_who_goes_elsewhere_leaves_nothing_behind_and_is_told(
    client: Client, editor: User, time_machine: Any
) -> None:
    time_machine.shift(31 * MINUTE)
    sent(client)

    page = show_password(client, "/admin/incidents/tag/")

    assert "What you sent was not kept" in page.text
    assert waiting.KEY not in client.session


def test_what_waits_as_long_as_a_session_may_be_idle_is_gone_with_the_next_request(
    client: Client, editor: User, time_machine: Any
) -> None:
    time_machine.shift(31 * MINUTE)
    path = sent(client)
    time_machine.shift(31 * MINUTE)

    page = client.get(again(path))

    assert "What you sent was not kept" in page.text
    assert "post" not in client.session[waiting.KEY]
    show_password(client, path)
    assert not Tag.objects.exists()


def test_what_nobody_comes_back_for_goes_without_a_request(
    client: Client, editor: User, time_machine: Any
) -> None:
    time_machine.shift(31 * MINUTE)
    sent(client)
    key = client.session.session_key
    SessionStore().save()
    call_command("clearsessions")
    assert "vote" in str(SessionStore(key).load())
    time_machine.shift(31 * MINUTE)

    call_command("clearsessions")

    kept = SessionStore(key).load()
    assert "vote" not in str(kept)
    assert kept["_auth_user_id"] == str(editor.pk)


NAME = "Zoé Dupont-Exemple"


@pytest.mark.parametrize(
    ("page", "form"),
    [
        ("incidents/privateidentity/add/", {"name": NAME}),
        ("incidents/privateidentity/1/change/", {"name": NAME}),
        ("incidents/erasurerequest/add/", {"requester": NAME}),
        ("incidents/erasurerequest/1/desk/", {"reasons": NAME}),
        ("accounts/user/add/", {"password1": NAME}),
        ("accounts/user/1/change/", {"last_name": NAME}),
        ("accounts/user/1/password/", {"password1": NAME}),
        ("password_change/", {"old_password": NAME}),
    ],
)
def test_private_forms_do_not_wait_and_their_author_is_told(
    page: str, form: dict[str, str], client: Client, editor: User, time_machine: Any
) -> None:
    time_machine.shift(31 * MINUTE)

    asked = client.post(f"/admin/{page}", form)

    assert set(client.session[waiting.KEY]) == {"at"}
    told = client.get(asked.headers["Location"]).text
    assert "its page may hold the name of a private person or a password" in told
    assert "What you sent is kept" not in told


def test_an_identity_is_typed_again(client: Client, time_machine: Any) -> None:
    UserFactory(username="editor", password=PASSWORD, language="en", is_superuser=True)
    password(client)
    path = "/admin/incidents/privateidentity/add/"
    actor = PrivateActorFactory()
    time_machine.shift(31 * MINUTE)
    client.post(path, {"actor": actor.pk, "name": NAME})

    page = show_password(client, path)

    assert page.status_code == 200
    assert "Please type it again" in page.text
    assert not PrivateIdentity.objects.exists()


def test_every_staff_page_of_a_private_record_or_an_account_is_named() -> None:
    found = {
        name
        for name, pattern in staff_pages()
        if any(f"admin/{m._meta.app_label}/{m._meta.model_name}/" in pattern for m in PRIVATE)
        or "password" in pattern
    }

    assert len(found) > 3 * len(PRIVATE)
    assert {name for name in found if may_wait(name)} == set()


PRIVATE = [PrivateIdentity, ErasureRequest, User]


def staff_pages() -> list[tuple[str, str]]:
    """The name and the address of each page below /admin/; those that only redirect have none."""

    def walk(patterns: Any, space: str, before: str) -> Any:
        for each in patterns:
            pattern = before + str(each.pattern)
            if hasattr(each, "url_patterns"):
                inner = f"{space}{each.namespace}:" if each.namespace else space
                yield from walk(each.url_patterns, inner, pattern)
            elif each.name:
                yield f"{space}{each.name}", pattern

    pages = walk(get_resolver().url_patterns, "", "")
    return [(name, pattern) for name, pattern in pages if pattern.startswith("admin/")]


def test_words_to_take_out_of_a_report_are_typed_again() -> None:
    """They may be a private person's name."""
    names = {name for name, _pattern in staff_pages()}
    assert "admin:incidents_report_reissue" in names
    assert not may_wait("admin:incidents_report_reissue")


def test_drafts_wait() -> None:
    assert may_wait("admin:incidents_incident_change")
    assert may_wait("admin:incidents_incident_publish")
