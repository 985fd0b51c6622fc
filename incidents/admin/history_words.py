"""Entries of the audit as staff read them: what changed from what to what, in which row, and why.

Columns that only keep count (versions, who saved last and when) are no change to read, and an entry
with nothing else is left out. What the reader may not see says so; what was erased, too.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext

from incidents.admin.history_names import Model, Names
from incidents.admin.history_private import private_actors
from incidents.admin.history_sight import Sight, models_by_table
from incidents.admin.history_values import NOTHING, SECRET, columns_of, label_of, shown, want
from incidents.models import AuditEntry, AuditOperation, PrivateIdentity, Segment, Transcript
from incidents.word_diff import Run, word_diff

NOISE = frozenset(
    {
        "id",
        "version",
        "created_at",
        "created_by_id",
        "updated_at",
        "updated_by_id",
        "uuid",
        "translated_digest",
        "date_joined",
    }
)
LONG = 60
"""From this length on, a text that changed is shown word by word."""


@dataclass(frozen=True)
class Line:
    """One value: ``runs`` of words where a long text changed, else before and after."""

    label: str
    before: str = ""
    after: str = ""
    runs: tuple[Run, ...] = ()


@dataclass(frozen=True)
class Change:
    """One entry, in words. ``kept``: its values are not for this reader. ``erased``: nobody's.
    ``private``: keys of actors, private now, whom its values name."""

    entry: AuditEntry
    model: Model | None
    kind: str
    name: str
    operation: str
    lines: tuple[Line, ...] = ()
    why: str = ""
    kept: bool = False
    erased: bool = False
    erased_at: datetime | None = None
    private: frozenset[str] = frozenset()


@dataclass
class _Read:
    """An entry with its payload taken apart."""

    entry: AuditEntry
    model: Model | None
    seen: bool
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)
    why: str = ""
    erased: bool = False

    @property
    def columns(self) -> list[str]:
        """Columns with something to read, in the order of the fields; others last."""
        order = list(columns_of(self.model)) if self.model else []
        given = [name for name in {**self.before, **self.after} if name not in NOISE]
        if self.entry.operation != AuditOperation.UPDATE:
            values = self.before or self.after
            given = [name for name in given if values[name] not in (None, "", [])]
        known = [name for name in order if name in given]
        return known + sorted(name for name in given if name not in order)

    def private(self, names: Names) -> frozenset[str]:
        """Private persons whom the values name."""
        return private_actors(self.model, self.entry.row_key, (self.before, self.after), names)

    def hide(self) -> None:
        """Its values are not for this reader."""
        self.seen, self.before, self.after, self.why = False, {}, {}, ""

    @property
    def is_noise(self) -> bool:
        """A change of nothing but what only keeps count."""
        update = self.entry.operation == AuditOperation.UPDATE
        return update and self.seen and not self.erased and not self.columns


def in_words(
    entries: Iterable[AuditEntry], may_see: Sight, names: Names, about: models.Model | None = None
) -> list[Change]:
    """These entries, without those that are noise. ``about``: the record whose page this is, so
    that it is not named again. Entries come with their payloads; a bounded number of queries."""
    read = [one for entry in entries if not (one := _read(entry, may_see)).is_noise]
    for one in read:
        _want(one, names)
    names.read()
    if not may_see(PrivateIdentity):
        for one in read:
            if one.private(names):
                one.hide()
    erased = _erasures([one.entry.sequence for one in read if one.erased])
    return [_change(one, names, about, erased) for one in read]


def _read(entry: AuditEntry, may_see: Sight) -> _Read:
    model = models_by_table().get(entry.table_name)
    one = _Read(entry, model, may_see(model))
    if entry.payload.payload is None:
        one.erased = True
    elif one.seen:
        payload = json.loads(entry.payload.payload)
        one.before, one.after = payload.get("before") or {}, payload.get("after") or {}
        one.why = payload.get("why") or ""
    return one


def _want(one: _Read, names: Names) -> None:
    if one.model is None or not one.seen:
        return
    names.want(row_model(one.model), one.entry.row_key)
    fields = columns_of(one.model)
    for values in (one.before, one.after):
        for column in one.columns:
            want(fields.get(column), values.get(column), names)


def row_model(model: Model) -> Model:
    """Whose row a key is of: passages are told by their transcript."""
    return Transcript if model is Segment else model


def _erasures(sequences: list[int]) -> Mapping[int, datetime]:
    """When the values of these entries were erased."""
    if not sequences:
        return {}
    found = AuditEntry.objects.filter(
        table_name=AuditEntry._meta.db_table,
        row_key__in=[str(sequence) for sequence in sequences],
        operation=AuditOperation.ERASE,
    )
    return {int(key): at for key, at in found.values_list("row_key", "at")}


def _change(
    one: _Read, names: Names, about: models.Model | None, erased: Mapping[int, datetime]
) -> Change:
    entry, model = one.entry, one.model
    itself = about is not None and model is type(about) and entry.row_key == str(about.pk)
    return Change(
        entry=entry,
        model=model,
        kind="" if itself else kind_of(model, entry.table_name),
        name="" if itself or not one.seen else _name(one, names),
        operation=str(entry.get_operation_display()),
        lines=tuple(_lines(one, names, about)),
        why=one.why,
        kept=not one.seen and entry.operation not in (AuditOperation.READ, AuditOperation.ERASE),
        erased=one.erased,
        erased_at=erased.get(entry.sequence),
        private=one.private(names),
    )


def kind_of(model: Model | None, table: str) -> str:
    """What kind of record a table holds; of ties, whose and which."""
    if model is None:
        return table
    owner: Any = model._meta.auto_created
    if not owner:
        return str(capfirst(str(model._meta.verbose_name)))
    tied = _tie_field(model)
    return f"{capfirst(str(owner._meta.verbose_name))} – {tied.verbose_name}"


def _tie_field(through: Model) -> Any:
    """The many-to-many field of which these are the rows."""
    owner: Any = through._meta.auto_created
    return next(f for f in owner._meta.many_to_many if f.remote_field.through is through)


def _name(one: _Read, names: Names) -> str:
    if one.model is None or one.model._meta.auto_created:
        return ""
    return names.of(row_model(one.model), one.entry.row_key)


def _lines(one: _Read, names: Names, about: models.Model | None) -> Iterator[Line]:
    fields = columns_of(one.model) if one.model else {}
    for column in one.columns:
        at = fields.get(column)
        if about is not None and _is_about(at, one, column, about):
            continue
        before = shown(at, column, one.before.get(column), names) if one.before else ""
        after = shown(at, column, one.after.get(column), names) if one.after else ""
        yield _line(label_of(at, column), before, after, secret=column in SECRET)


def _is_about(at: models.Field | None, one: _Read, column: str, about: models.Model) -> bool:
    """A part says to whom it belongs: that is the page's own record, unless it was moved."""
    value = {str(values[column]) for values in (one.before, one.after) if column in values}
    return (
        isinstance(at, models.ForeignKey)
        and at.related_model is type(about)
        and value == {str(about.pk)}
    )


def _line(label: str, before: str, after: str, *, secret: bool = False) -> Line:
    both = before not in ("", NOTHING) and after not in ("", NOTHING)
    if secret:
        return Line(label, after=gettext("(never shown)"))
    if both and max(len(before), len(after)) >= LONG:
        return Line(label, runs=tuple(word_diff(before, after)))
    return Line(label, before, after)


def persons(entries: Iterable[AuditEntry], names: Names) -> None:
    """Whoever did these is going to be named."""
    for entry in entries:
        if entry.person is not None:
            names.want(get_user_model(), entry.person)
