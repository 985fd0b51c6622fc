"""Rows of the audit by name: every row wanted of one model in one query."""

from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import Truncator

from incidents.models import (
    Actor,
    Affiliation,
    Appearance,
    AppearanceEvent,
    Approval,
    Citation,
    ElectionRound,
    Involvement,
    Merger,
    Procedure,
    Redaction,
    ReportFile,
    Transcript,
)

Model = type[models.Model]

WITH: dict[Model, tuple[str, ...]] = {
    Affiliation: ("member", "body"),
    Appearance: ("platform",),
    AppearanceEvent: ("appearance",),
    Approval: ("incident",),
    Citation: ("source",),
    ElectionRound: ("election",),
    Involvement: ("actor",),
    Merger: ("actor", "incident"),
    Redaction: ("transcript__source",),
    ReportFile: ("report",),
    Transcript: ("source",),
}
"""What a row's name is made of, beyond its own columns."""

HEAVY = (models.JSONField, models.BinaryField)
LONGEST = 120


class Names:
    """Wanted first, read once, then asked for by model and key."""

    def __init__(self) -> None:
        self._wanted: dict[Model, set[Any]] = {}
        self._found: dict[tuple[Model, str], str] = {}
        self._private: set[str] = set()

    def want(self, model: Model, key: Any) -> None:
        """This row is going to be named; what can be no key is not looked for."""
        try:
            value = model._meta.pk.to_python(key)
        except (ValidationError, ValueError):
            return
        if value is not None:
            self._wanted.setdefault(model, set()).add(value)

    def read(self) -> None:
        """One query for each model, with what its names are made of."""
        for model, keys in self._wanted.items():
            for row in _rows(model).filter(pk__in=keys):
                said = row.get_username() if isinstance(row, get_user_model()) else str(row)
                self._found[model, str(row.pk)] = Truncator(said).chars(LONGEST)
                if isinstance(row, Actor) and row.is_private:
                    self._private.add(str(row.pk))
        self._wanted.clear()

    def is_private(self, actor: Any) -> bool:
        """Whether this actor, by its key, is a private person now."""
        return str(actor) in self._private

    def knows(self, model: Model, key: Any) -> bool:
        """Whether the row is still there."""
        return (model, str(key)) in self._found

    def of(self, model: Model, key: Any) -> str:
        """The name as it is now; of a row that is gone, or has none, its number."""
        return self._found.get((model, str(key))) or f"#{key}"


def _rows(model: Model) -> models.QuerySet[Any]:
    rows: models.QuerySet[Any] = model._base_manager.select_related(*WITH.get(model, ()))
    if model not in WITH:
        rows = rows.select_related(None)
    if model is Procedure:
        rows = rows.prefetch_related("incidents")
    heavy = [field.name for field in model._meta.concrete_fields if isinstance(field, HEAVY)]
    return rows.defer(*heavy)
