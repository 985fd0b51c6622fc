"""What each role may and may not do."""

from __future__ import annotations

import pytest

from tracker.accounts.grants import known_permissions
from tracker.accounts.roles import PERMISSIONS, SERVICES, Role

READERS = [Role.REPORTER, Role.EDITOR, Role.LEGAL_REVIEWER, Role.PUBLISHER, Role.AUDITOR]


def holders(permission: str) -> set[Role]:
    return {role for role, names in PERMISSIONS.items() if permission in names}


def test_every_role_has_its_permissions() -> None:
    assert set(PERMISSIONS) == set(Role)


@pytest.mark.django_db
@pytest.mark.parametrize("role", list(Role))
def test_every_permission_exists(role: Role) -> None:
    assert PERMISSIONS[role] - known_permissions().keys() == set()


@pytest.mark.parametrize(
    ("permission", "roles"),
    [
        ("incidents.approve_editorial", {Role.EDITOR}),
        ("incidents.approve_legal", {Role.LEGAL_REVIEWER}),
        ("incidents.publish_incident", {Role.PUBLISHER}),
        ("incidents.withdraw_incident", {Role.PUBLISHER}),
        ("incidents.close_report", {Role.PUBLISHER}),
        ("incidents.merge_actor", {Role.EDITOR, Role.LEGAL_REVIEWER, Role.PUBLISHER}),
        ("incidents.merge_incident", {Role.EDITOR, Role.PUBLISHER}),
        ("incidents.view_privateidentity", {Role.LEGAL_REVIEWER}),
        ("incidents.add_incident", {Role.REPORTER, Role.EDITOR}),
        ("incidents.delete_incident", {Role.REPORTER, Role.EDITOR}),
        ("accounts.change_user", {Role.ADMINISTRATOR}),
        ("incidents.view_incident", set(READERS)),
    ],
)
def test_who_holds_what_matters_most(permission: str, roles: set[Role]) -> None:
    assert holders(permission) == roles


def test_the_auditor_changes_nothing() -> None:
    verbs = {name.partition(".")[2].partition("_")[0] for name in PERMISSIONS[Role.AUDITOR]}

    assert verbs == {"view", "verify"}


def test_the_administrator_sees_keys_and_their_holders_and_no_incident() -> None:
    names = {name for name in PERMISSIONS[Role.ADMINISTRATOR] if name.startswith("incidents.")}

    assert {name.rpartition("_")[2] for name in names} == {"partner", "apikey"}


@pytest.mark.django_db
def test_the_permissions_of_services_exist_and_none_of_them_reads_or_deletes() -> None:
    for names in SERVICES.values():
        assert names - known_permissions().keys() == set()
        verbs = {name.partition(".")[2].partition("_")[0] for name in names}
        assert verbs == {"add", "change"}


def test_nobody_writes_what_the_public_reads_through_a_form() -> None:
    for names in PERMISSIONS.values():
        for model in ("publication", "report"):
            assert not {f"incidents.{verb}_{model}" for verb in ("add", "change", "delete")} & names


def test_nobody_deletes_a_shared_record_a_source_or_a_user() -> None:
    deleted = {
        name.partition("delete_")[2]
        for names in PERMISSIONS.values()
        for name in names
        if ".delete_" in name
    }

    assert not deleted & {"actor", "platform", "term", "sourcemedia", "transcript", "user"}
