"""Whose values of the audit a person may see: those of models that they may see anyway.

An entry of any other model keeps its values, its reason and its row's name to itself. So private
identities are for those with that permission, whatever page shows them.
"""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

from incidents.admin.history_names import Model
from incidents.models import Incident, ProcedureEvent, ReferenceCounter, StatementOfReasons

Sight = Callable[[Model | None], bool]

SEEN_WITH: dict[Model, Model] = {
    ReferenceCounter: Incident,
    StatementOfReasons: ProcedureEvent,
}
"""Models without a permission of their own in any role, and the one they are seen with."""


def role_ties() -> tuple[Model, ...]:
    """Who holds which role, and what a role may do: whoever reads the audit reads that."""
    user: Any = get_user_model()
    return (
        Group,
        Group.permissions.through,
        user.groups.through,
        user.user_permissions.through,
    )


@cache
def models_by_table() -> Mapping[str, Model]:
    """Every model there is, ties included, by the name of its table."""
    return {m._meta.db_table: m for m in apps.get_models(include_auto_created=True)}


def sight_of(user: Any) -> Sight:
    """What this person may see, model by model; of no model, nothing."""

    def may_see(model: Model | None) -> bool:
        if model is None:
            return False
        if model in role_ties() and user.has_perm("incidents.view_auditentry"):
            return True
        owner: Any = model._meta.auto_created or SEEN_WITH.get(model, model)
        named = owner._meta
        return any(
            user.has_perm(f"{named.app_label}.{verb}_{named.model_name}")
            for verb in ("view", "change")
        )

    return may_see
