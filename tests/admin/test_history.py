"""The history of a record: who changed what from what to what, why; for those who may see it."""

import re
from html import unescape
from typing import Any

import pytest
from django.contrib import admin
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from incidents import recorded
from incidents.actions import publication, record
from incidents.admin.history import SIZE
from incidents.models import AuditEntry, Incident
from tests import scenes
from tests.admin.conftest import SignIn
from tests.factories import (
    ActorAliasFactory,
    ActorFactory,
    AffiliationFactory,
    AppearanceFactory,
    CitationFactory,
    IncidentFactory,
    InvolvementFactory,
    PrivateIdentityFactory,
    TagFactory,
    TermFactory,
    UserFactory,
    ended,
)
from tests.models.test_factories import FACTORIES
from tracker.accounts.roles import Role

OURS = list(admin.site._registry)


def address(row: Any, query: str = "") -> str:
    return f"/admin/{row._meta.app_label}/{row._meta.model_name}/{row.pk}/history/{query}"


def page(client: Client, row: Any, query: str = "") -> str:
    """The page's own words, spaces folded."""
    ended()
    answer = client.get(address(row, query))
    assert answer.status_code == 200
    body = answer.content.decode().partition('id="content-main"')[2]
    return re.sub(r"\s+", " ", unescape(re.sub(r"<(?!/?(del|ins)\b)[^>]*>", " ", body)))


def test_it_says_who_changed_what_from_what_to_what_and_why(editor: Client) -> None:
    staff = scenes.team()
    incident = scenes.simple(staff, title_fr="Un faux direct", verdict="unknown")
    fresh = Incident.objects.get(pk=incident.pk)
    fresh.verdict, fresh.title_fr = "verified_fake", "Un faux appel"
    record.save(record=fresh, by=staff.author)
    publication.submit(incident=fresh, by=staff.author)
    publication.request_changes(incident=fresh, by=staff.editor, reason="Il manque une source.")

    said = page(editor, incident)

    assert staff.author.username in said
    assert "Verdict <del>not yet assessed</del> → <ins>verified fake</ins>" in said
    assert "Title (French) <del>Un faux direct</del> → <ins>Un faux appel</ins>" in said
    assert "State <del>draft</del> → <ins>in review</ins>" in said
    assert "Reason: Il manque une source." in said
    assert f"{staff.editor.username} asked for changes" in said
    assert said.index("asked for changes") < said.index("<del>Un faux direct</del>")


def test_what_only_keeps_count_is_not_shown(editor: Client) -> None:
    incident = IncidentFactory()
    record.touch(incidents=[incident], by=editor.user)  # type: ignore[attr-defined]

    said = page(editor, incident)

    for word in ("version", "Version", "updated", "uuid", "edited a part", "Translated"):
        assert word not in said


def test_a_long_text_is_shown_word_by_word(editor: Client) -> None:
    incident = IncidentFactory(
        summary_fr="Une vidéo truquée circule depuis lundi sur deux réseaux."
    )
    Incident.objects.filter(pk=incident.pk).update(
        summary_fr="Une vidéo truquée circule depuis mardi sur deux réseaux sociaux."
    )

    said = page(editor, incident)

    assert (
        "Une vidéo truquée circule depuis <del>lundi</del><ins>mardi</ins> sur deux réseaux"
        "<ins> sociaux</ins>." in said
    )


def test_parts_ties_and_citations_belong_to_it_when_they_are_gone_too(editor: Client) -> None:
    incident = IncidentFactory()
    involvement = InvolvementFactory(incident=incident, actor=ActorFactory(name_fr="Ada Mélia"))
    CitationFactory(claim=None, involvement=involvement, quote="Elle l’a dit.")
    AppearanceFactory(incident=incident, account="@faux")
    incident.techniques.add(TermFactory(label_fr="clonage", label_en="voice clone"))
    incident.tags.add(TagFactory(name="à suivre"))
    involvement.delete()
    incident.tags.clear()

    said = page(editor, incident)

    assert said.count("Ada Mélia") >= 2
    assert "Elle l’a dit." in said
    assert "@faux" in said
    assert "Incident – techniques" in said and "voice clone" in said
    assert "Incident – tags" in said and said.count("à suivre") == 2
    assert "deleted Involvement" in said


def test_of_another_record_nothing_is_shown(editor: Client) -> None:
    incident, other = IncidentFactory(), IncidentFactory(title_fr="Une autre affaire")
    AppearanceFactory(incident=other, account="@ailleurs")

    said = page(editor, incident)

    assert "Une autre affaire" not in said and "@ailleurs" not in said


def test_plain_sql_has_no_person_and_names_the_role(editor: Client) -> None:
    incident = IncidentFactory()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE incidents_incident SET spread = 4 WHERE id = %s", [incident.pk])
        cursor.execute("SELECT session_user")
        (role,) = cursor.fetchone()

    said = page(editor, incident)

    assert f"nobody in particular in the database, as {role}" in said
    assert "Spread – → <ins>4</ins>" in said


IDENTITY = {"name": "Zéphirine Gardée", "aliases": ["Zéphi"], "handles": ["@zg"]}


@pytest.mark.parametrize(
    ("role", "sees"),
    [
        (Role.REPORTER, False),
        (Role.EDITOR, False),
        (Role.PUBLISHER, False),
        (Role.AUDITOR, False),
        (Role.LEGAL_REVIEWER, True),
    ],
)
def test_an_identity_is_in_the_history_of_its_actor_for_those_with_its_permission(
    role: Role, sees: bool, sign_in: SignIn
) -> None:
    identity = PrivateIdentityFactory(**IDENTITY)
    client = sign_in(role)

    said = page(client, identity.actor)
    ended()

    assert ("Zéphirine Gardée" in said) is sees
    assert ("@zg" in said) is sees
    read = AuditEntry.objects.filter(operation="read", person=client.user.pk)  # type: ignore[attr-defined]
    assert [entry.row_key for entry in read] == ([str(identity.pk)] if sees else [])


@pytest.mark.parametrize(
    ("role", "sees"), [(Role.EDITOR, False), (Role.AUDITOR, False), (Role.LEGAL_REVIEWER, True)]
)
def test_the_former_name_of_a_private_person_is_for_those_who_may_see_identities(
    role: Role, sees: bool, sign_in: SignIn
) -> None:
    editor = UserFactory(roles=[Role.EDITOR])
    actor = ActorFactory(kind="person", slug="zephirine-gardee", name_fr="Zéphirine Gardée")
    alias = ActorAliasFactory(actor=actor, name="La Zèph")
    alias.name = "La Gardée"
    alias.save()
    actor.is_private, actor.public_label_fr = True, "une militante"
    actor.name_fr, actor.slug, actor.short_name = "", None, ""
    record.save(record=actor, by=editor)
    client = sign_in(role)

    said = page(client, actor)
    ended()

    assert "une militante" in said
    assert [word in said for word in ("Gardée", "gardee", "La Zèph")] == [sees] * 3
    read = AuditEntry.objects.filter(operation="read", person=client.user.pk)  # type: ignore[attr-defined]
    assert read.exists() is sees


def test_the_history_of_an_identity_shows_who_read_it(sign_in: SignIn) -> None:
    identity = PrivateIdentityFactory(**IDENTITY)
    client = sign_in(Role.LEGAL_REVIEWER)
    client.get(f"/admin/incidents/privateidentity/{identity.pk}/change/")

    said = page(client, identity)

    assert f"{client.user.username} read on a staff page" in said  # type: ignore[attr-defined]


def test_erased_values_say_so_and_when(editor: Client) -> None:
    incident = IncidentFactory(title_fr="À oublier")
    ended()
    entry = AuditEntry.objects.get(
        table_name="incidents_incident", row_key=str(incident.pk), operation="insert"
    )
    Incident.objects.filter(pk=incident.pk).update(title_fr="Autre")
    with connection.cursor() as cursor:
        cursor.execute("SELECT vigie_audit_erase(%s)", [[entry.sequence]])

    said = page(editor, incident)

    assert "The values of this entry were erased on" in said
    assert said.count("À oublier") == 1  # the later change still says from what


def test_a_password_is_never_shown(sign_in: SignIn) -> None:
    administrator = sign_in(Role.ADMINISTRATOR)
    user = UserFactory(username="ada")
    ended()
    user.set_password("une autre phrase")
    user.save()

    said = page(administrator, user)

    assert "Password (never shown)" in said
    assert "sha256" not in said.casefold() and "md5" not in said and "SHA-256" not in said


def test_roles_given_and_taken_stand_in_the_history_of_an_account(sign_in: SignIn) -> None:
    administrator = sign_in(Role.ADMINISTRATOR)
    with recorded.context(by=administrator.user, door="page x"):  # type: ignore[attr-defined]
        user = UserFactory(roles=[Role.EDITOR])
        user.groups.clear()

    said = page(administrator, user)

    assert "added User – groups" in said and "deleted User – groups" in said
    assert said.count("editor") >= 2


def test_a_change_of_what_a_role_may_do_stands_in_the_history_of_its_accounts(
    sign_in: SignIn,
) -> None:
    auditor_too = sign_in(Role.ADMINISTRATOR, Role.AUDITOR)
    user = UserFactory(roles=[Role.EDITOR])
    ended()
    group = user.groups.get()
    taken = group.permissions.get(codename="approve_editorial")
    group.permissions.remove(taken)

    said = page(auditor_too, user)

    assert "Group – permissions" in said and "Can give editorial approval" in said
    assert "Can merge an actor" not in said


def test_only_who_may_see_a_record_sees_its_history(sign_in: SignIn) -> None:
    rows = [FACTORIES[model.__name__]() for model in OURS]
    for role in (Role.EDITOR, Role.AUDITOR, Role.ADMINISTRATOR):
        client = sign_in(role)
        for row in rows:
            named = row._meta
            may = client.user.has_perm(f"{named.app_label}.view_{named.model_name}")  # type: ignore[attr-defined]
            assert client.get(address(row)).status_code == (200 if may else 403), (role, row)


def test_pages_are_by_key_and_hold_every_entry_once(editor: Client) -> None:
    incident = IncidentFactory()
    for spread in [*range(1, 7)] * 20:
        Incident.objects.filter(pk=incident.pk).update(spread=spread)
    ended()
    seen: list[int] = []
    query = ""
    pages = 0
    while True:
        body = editor.get(address(incident, query)).content.decode()
        numbers = body.count("change__what--update") + body.count("change__what--insert")
        assert numbers <= SIZE
        seen.append(numbers)
        pages += 1
        older = re.search(r'href="(\?before=\d+)"', body)
        if not older:
            break
        query = older[1]
        Incident.objects.filter(pk=incident.pk).update(spread=pages)
        ended()

    assert (pages, sum(seen)) == (3, 121)
    newer = re.search(r'href="(\?after=\d+)"', body)
    assert newer
    assert (
        editor.get(address(incident, newer[1])).content.decode().count("change__what--update")
        == SIZE
    )


@pytest.mark.parametrize("query", ["?before=x", "?after=٣", "?before=" + "9" * 400, "?after=-1"])
def test_an_address_that_names_no_entry_shows_the_first_page(query: str, editor: Client) -> None:
    assert "added" in page(editor, IncidentFactory(), query)


def filled() -> Incident:
    incident: Incident = IncidentFactory()
    more(incident)
    return incident


def more(incident: Incident) -> None:
    """One more of each kind of part."""
    involvement = InvolvementFactory(incident=incident)
    appearance = AppearanceFactory(incident=incident)
    CitationFactory(claim=None, involvement=involvement)
    incident.tags.add(TagFactory())
    incident.techniques.add(TermFactory())
    assert appearance.pk


def test_three_of_everything_cost_what_one_costs(editor: Client) -> None:
    incident = filled()
    ended()
    editor.get(address(incident))

    def cost() -> int:
        ended()
        with CaptureQueriesContext(connection) as queries:
            assert editor.get(address(incident)).status_code == 200
        return len(queries)

    one = cost()
    more(incident)
    more(incident)

    assert cost() == one
    assert one <= 24


@pytest.mark.parametrize("model", OURS, ids=lambda m: m.__name__)
def test_every_history_costs_the_same_for_more_changes(model: Any, sign_in: SignIn) -> None:
    client = sign_in(is_superuser=True)
    row = FACTORIES[model.__name__]()
    ended()
    client.get(address(row))
    with CaptureQueriesContext(connection) as few:
        client.get(address(row))

    assert len(few) <= 24


def test_an_affiliation_is_in_the_history_of_both(editor: Client) -> None:
    tie = AffiliationFactory(
        member=ActorFactory(name_fr="Ada Mélia"), body=ActorFactory(name_fr="Horizon vert")
    )

    assert "Horizon vert" in page(editor, tie.member)
    assert "Ada Mélia" in page(editor, tie.body)


def test_a_citation_is_told_with_its_source(editor: Client) -> None:
    staff = scenes.team()
    incident = scenes.simple(staff)
    said = page(editor, incident)

    assert "cited a source" in said
