"""The page on roles: each role's permissions, in words, from the code."""

from __future__ import annotations

from collections.abc import Iterator

from django.apps import apps
from django.utils import translation

from tracker.accounts.roles import PERMISSIONS, Role

VERBS = {"view": "see", "add": "add", "change": "change", "delete": "delete"}


def roles_page(note: str) -> Iterator[str]:
    """The lines of docs/roles.md, in English."""
    with translation.override("en"):
        yield from ("# Who may do what", "", note, "")
        yield from (
            "A role is a group; `manage.py sync_roles` makes the groups equal to",
            "`tracker/accounts/roles.py`. A role says who may ask: what a record's state forbids",
            "is refused whatever the role, and nobody approves their own work.",
            "",
        )
        yield from _table("Rights of their own", "right", _own_rights())
        yield from _table("Records", "record", _records())


def _own_rights() -> Iterator[tuple[str, list[str]]]:
    for model in apps.get_models():
        for codename, words in model._meta.permissions:
            name = f"{model._meta.app_label}.{codename}"
            marks = ["yes" if name in PERMISSIONS[role] else "" for role in Role]
            if any(marks):
                yield f"{words} (`{codename}`)", marks


def _records() -> Iterator[tuple[str, list[str]]]:
    for model in apps.get_models():
        meta = model._meta
        cells = [
            ", ".join(
                said
                for verb, said in VERBS.items()
                if f"{meta.app_label}.{verb}_{meta.model_name}" in PERMISSIONS[role]
            )
            for role in Role
        ]
        if any(cells):
            yield f"{meta.verbose_name} (`{meta.model_name}`)", cells


def _table(heading: str, first: str, rows: Iterator[tuple[str, list[str]]]) -> Iterator[str]:
    yield from (f"## {heading}", "")
    columns = [first, *(role.value.replace("_", " ") for role in Role)]
    yield from (f"| {' | '.join(columns)} |", "|---" * len(columns) + "|")
    for words, cells in rows:
        yield f"| {' | '.join([words, *cells])} |"
    yield ""
