"""docs/roles.md says of every role all that it may do, and nothing else."""

from __future__ import annotations

from tracker.accounts.roles import PERMISSIONS, Role
from tracker.accounts.roles_page import VERBS, roles_page


def cells(role: Role) -> list[str]:
    column = 2 + list(Role).index(role)
    lines = (line for line in roles_page("") if line.startswith("| ") and "`" in line)
    return [said for line in lines for said in line.split("|")[column].strip().split(", ") if said]


def test_each_permission_stands_on_the_page_once() -> None:
    assert {role: len(cells(role)) for role in Role} == {
        role: len(PERMISSIONS[role]) for role in Role
    }


def test_it_says_nothing_but_words_that_are_explained() -> None:
    assert {said for role in Role for said in cells(role)} <= {*VERBS.values(), "yes"}


def test_publishing_is_one_thing_and_approving_another() -> None:
    rights = {role: {name.partition(".")[2] for name in PERMISSIONS[role]} for role in Role}

    assert not any(name.startswith("approve_") for name in rights[Role.PUBLISHER])
    for role in set(Role) - {Role.PUBLISHER}:
        assert not {"publish_incident", "withdraw_incident"} & rights[role]


def test_an_administrator_sees_no_record_and_no_identity() -> None:
    kinds = {name.rpartition("_")[2] for name in PERMISSIONS[Role.ADMINISTRATOR]}

    assert kinds == {"user", "group", "partner", "apikey"}


def test_nobody_gives_or_reads_second_factors_by_a_role() -> None:
    named = {name.partition(".")[0] for names in PERMISSIONS.values() for name in names}

    assert named == {"accounts", "auth", "incidents"}
