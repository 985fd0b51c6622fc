"""The history page of a record: made from the audit, not from what a form remembered.

Entries of the record and of its parts, newest first, in keyset pages; what was done in one go
stands together. Showing values of private identities is a reading of them, and leaves its entry.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib.admin.utils import unquote
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext

from incidents.actions import reading
from incidents.admin.asked import whole_number
from incidents.admin.history_names import Names
from incidents.admin.history_parts import Rows, rows_of
from incidents.admin.history_sight import sight_of
from incidents.admin.history_ways import in_words as way_in_words
from incidents.admin.history_words import Change, in_words, persons
from incidents.models import AuditEntry, PrivateIdentity

SIZE = 50
TOGETHER = timedelta(seconds=2)
BEFORE, AFTER = "before", "after"


@dataclass(frozen=True)
class Deed:
    """What one person did in one go: the newest entry, and every change, newest first."""

    entry: AuditEntry
    person: str
    act: str
    door: str
    why: str
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Page:
    """Some deeds, and the sequences beyond which the pages beside begin (None: there is none)."""

    deeds: list[Deed]
    older: int | None
    newer: int | None


class HistoryPage:
    """For an admin: its history page is this one."""

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Needs the right to see the record; shows of its parts what else the person may see."""
        page: Any = self
        record = page.get_object(request, unquote(object_id))
        if record is None:
            return page._get_obj_does_not_exist_redirect(request, page.opts, object_id)
        if not page.has_view_or_change_permission(request, record):
            raise PermissionDenied
        found = history_of(record, request.user, request.GET.get(BEFORE), request.GET.get(AFTER))
        context = {
            **page.admin_site.each_context(request),
            "title": gettext("History"),
            "subtitle": None,
            "name": Truncator(str(record)).chars(120),
            "record": record,
            "list_name": capfirst(str(page.opts.verbose_name_plural)),
            "opts": page.opts,
            "page": found,
            **(extra_context or {}),
        }
        request.current_app = page.admin_site.name
        return TemplateResponse(request, "admin/history.html", context)


def history_of(
    record: models.Model, reader: Any, before: str | None = None, after: str | None = None
) -> Page:
    """A page of the record's history for this reader, who leaves their entry where it shows private
    identities. ``before`` and ``after`` are sequences, as an address gives them."""
    may_see = sight_of(reader)
    entries, older, newer = _page(record, rows_of(record, may_see), before, after)
    names = Names()
    persons(entries, names)
    changes = in_words(entries, may_see, names, about=record)
    note_readings(changes, reader)
    return Page(list(deeds(changes, names)), older, newer)


def note_readings(changes: Collection[Change], reader: Any) -> None:
    """Private identities of which these show a value, or a former name, are read by this person."""
    rows = {
        int(change.entry.row_key)
        for change in changes
        if change.model is PrivateIdentity and (change.lines or change.why)
    }
    actors = {int(key) for change in changes for key in change.private}
    if actors:
        kept = PrivateIdentity.objects.filter(actor__in=actors)
        rows |= set(kept.values_list("pk", flat=True))
    reading.note(identities=rows, by=reader)


def _page(
    record: models.Model, rows: Rows, before: str | None, after: str | None
) -> tuple[Sequence[AuditEntry], int | None, int | None]:
    """Entries of one page, newest first, and where the pages beside begin; one query."""
    entries = _entries(record, rows)
    newer_than, older_than = whole_number(after), whole_number(before)
    if newer_than is not None:
        found = list(entries.filter(sequence__gt=newer_than).order_by("sequence")[: SIZE + 1])
        shown = found[:SIZE][::-1]
        has_older, has_newer = bool(shown), len(found) > SIZE
    else:
        if older_than is not None:
            entries = entries.filter(sequence__lt=older_than)
        found = list(entries.order_by("-sequence")[: SIZE + 1])
        shown = found[:SIZE]
        has_older, has_newer = len(found) > SIZE, older_than is not None and bool(shown)
    return (
        shown,
        shown[-1].sequence if has_older else None,
        shown[0].sequence if has_newer else None,
    )


def _entries(record: models.Model, rows: Rows) -> models.QuerySet[AuditEntry]:
    pairs = [(model._meta.db_table, key) for model, keys in rows.items() for key in keys]
    wanted = "(table_name, row_key) IN (SELECT * FROM unnest(%s::text[], %s::text[]))"
    entries = AuditEntry.objects.select_related("payload").extra(
        where=[wanted], params=[[table for table, _key in pairs], [key for _table, key in pairs]]
    )
    if isinstance(record, get_user_model()):
        # What a role might do before there was the account is not the account's history.
        first = AuditEntry.objects.filter(
            table_name=record._meta.db_table, row_key=str(record.pk)
        ).order_by("sequence")
        entries = entries.filter(sequence__gte=models.Subquery(first.values("sequence")[:1]))
    return entries


def deeds(changes: Iterable[Change], names: Names) -> Iterable[Deed]:
    """Changes that follow one another, by one person in one way for one reason, together."""
    together: list[Change] = []
    for change in changes:
        if together and not _one_deed(together[-1], change):
            yield _deed(together, names)
            together = []
        together.append(change)
    if together:
        yield _deed(together, names)


def _one_deed(newer: Change, older: Change) -> bool:
    a, b = newer.entry, older.entry
    return (a.person, a.way, a.role, newer.why) == (b.person, b.way, b.role, older.why) and (
        a.at - b.at <= TOGETHER
    )


def _deed(changes: list[Change], names: Names) -> Deed:
    entry = changes[0].entry
    act, door = way_in_words(entry.way, entry.role)
    person = names.of(get_user_model(), entry.person) if entry.person is not None else ""
    return Deed(entry, person, act, door, changes[0].why, tuple(changes))
