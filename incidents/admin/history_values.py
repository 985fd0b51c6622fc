"""One value of the audit as staff read it: choices by their label, dates in words, rows by name."""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from incidents.admin.history_names import Model, Names

SECRET = frozenset({"data", "key", "password"})
"""Columns whose values nobody is shown, in any form: of passwords, second factors, addresses."""

DIGEST = "sha256:"
NOTHING = "–"


UNNAMED = {
    "answer_id": _("answer"),
    "approved_at": _("approved at"),
    "approved_by_id": _("approved by"),
    "author_id": _("author"),
    "confidence": _("confidence"),
    "content": _("content"),
    "digest": _("digest"),
    "first_position": _("first passage"),
    "issued_by_id": _("issued by"),
    "last": _("last number"),
    "last_editor_id": _("last editor"),
    "last_position": _("last passage"),
    "media_type": _("media type"),
    "original_id": _("original file"),
    "position": _("position"),
    "problems": _("problems"),
    "public_id": _("public id"),
    "redacted_by_id": _("redacted by"),
    "replaces_id": _("replaces"),
    "size": _("size"),
    "snapshot": _("snapshot"),
    "speaker_ids": _("speakers (passage, before, after)"),
    "stored_at": _("stored at"),
    "territories": _("territories"),
    "warnings": _("warnings"),
    "year": _("year"),
    # What the audit says of the passages of a transcript.
    "changed_positions": _("changed passages"),
    "passages": _("passages"),
    "sha256": _("digest"),
}
"""Labels of columns whose fields have none, since no form shows them."""


def columns_of(model: Model) -> Mapping[str, models.Field]:
    """The fields of a model by the names of their columns."""
    return {field.column: field for field in model._meta.concrete_fields if field.column}


def label_of(field: models.Field | None, column: str) -> str:
    """The field's label; where it has none, what it points to; of what is no field, its name."""
    if field is None or isinstance(field.verbose_name, str):
        pointed = field.related_model if isinstance(field, models.ForeignKey) else None
        named = getattr(pointed, "_meta", None)
        label = UNNAMED.get(column) or (named.verbose_name if named else column)
        return str(capfirst(str(label)))
    return str(capfirst(str(field.verbose_name)))


def want(field: models.Field | None, value: Any, names: Names) -> None:
    """Whatever this value will be named by."""
    if isinstance(field, models.ForeignKey) and value is not None:
        names.want(field.related_model, value)


def shown(field: models.Field | None, column: str, value: Any, names: Names) -> str:
    """The value in words."""
    if column in SECRET:
        return gettext("(never shown)")
    if value is None or value == "" or value == []:
        return NOTHING
    if isinstance(value, str) and value.startswith(DIGEST):
        return gettext("(content with SHA-256 %(digest)s…)") % {"digest": value[7:19]}
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(field, models.ForeignKey):
        return names.of(field.related_model, value)
    if isinstance(value, list):
        return _listed(field, value)
    if field is not None and field.flatchoices:
        return str(dict(field.flatchoices).get(value, value))
    return _plain(field, value)


def _listed(field: models.Field | None, values: list[Any]) -> str:
    inner = field.base_field if isinstance(field, ArrayField) else None
    words = dict(inner.flatchoices) if inner is not None and inner.flatchoices else {}
    if all(isinstance(value, (str, int)) for value in values):
        return ", ".join(str(words.get(value, value)) for value in values)
    return json.dumps(values, ensure_ascii=False)


def _plain(field: models.Field | None, value: Any) -> str:
    if isinstance(value, (dict, list)):
        return json.dumps(value, ensure_ascii=False, indent=1)
    try:
        if isinstance(field, models.DateTimeField):
            return _moment(str(value))
        if isinstance(field, models.DateField):
            return date_format(date.fromisoformat(str(value)), "DATE_FORMAT")
    except ValueError:
        return str(value)
    return str(value)


def _moment(text: str) -> str:
    at = datetime.fromisoformat(text)
    aware = at if at.tzinfo else at.replace(tzinfo=UTC)
    return date_format(timezone.localtime(aware), "DATETIME_FORMAT")
