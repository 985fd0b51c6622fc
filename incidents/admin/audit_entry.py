"""The audit, for auditors: its entries in a list, and one entry with its values and its place in
the chain. Read only; values are for those who may see the record anyway (``history_sight.py``)."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.contrib.admin.views.main import ChangeList
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, reverse
from django.utils.functional import cached_property
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from incidents.admin import history_ways
from incidents.admin.audit_chain import place_in_chain
from incidents.admin.audit_filters import PeriodFilter, PersonFilter, RecordFilter
from incidents.admin.guarded import ReadOnlyAdmin
from incidents.admin.history import note_readings
from incidents.admin.history_names import Names
from incidents.admin.history_sight import models_by_table, sight_of
from incidents.admin.history_words import Change, in_words, kind_of, persons, row_model
from incidents.models import AuditEntry

SHORT = 50
"""As much of a row's name as fits into a list."""


class GaplessPaginator(Paginator):
    """Counts the whole audit by its last number: sequences have no gaps."""

    @cached_property
    def count(self) -> int:
        entries: Any = self.object_list
        if entries.query.where:
            return super().count
        last = AuditEntry.objects.aggregate(last=Max("sequence"))["last"]
        return int(last or 0)


class EntryList(ChangeList):
    """One page of entries, whose persons and rows are named in one query for each kind."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        names, may_see = Names(), sight_of(request.user)
        entries = self.result_list = list(self.result_list)
        persons(entries, names)
        for entry in entries:
            model = models_by_table().get(entry.table_name)
            if model is not None and may_see(model) and not model._meta.auto_created:
                names.want(row_model(model), entry.row_key)
        names.read()
        for entry in entries:
            entry.names = names


@admin.register(AuditEntry)
class AuditEntryAdmin(ReadOnlyAdmin):
    """Who changed or read what, by what: newest first."""

    list_display = ("sequence", "at", "who", "operation", "record", "row", "by_what")
    list_display_links = ("sequence",)
    list_filter = (RecordFilter, PersonFilter, "operation", PeriodFilter)
    search_fields = ("row_key__exact",)
    search_help_text = _("The number or code of a row, whole.")
    paginator = GaplessPaginator
    sortable_by = ()
    show_facets = admin.ShowFacets.NEVER

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return EntryList

    @admin.display(description=_("who"))
    def who(self, entry: Any) -> str:
        if entry.person is None:
            return "–"
        return entry.names.of(get_user_model(), entry.person)

    @admin.display(description=_("record"))
    def record(self, entry: AuditEntry) -> str:
        return kind_of(models_by_table().get(entry.table_name), entry.table_name)

    @admin.display(description=_("row"))
    def row(self, entry: Any) -> str:
        model = models_by_table().get(entry.table_name)
        if model is None:
            return f"#{entry.row_key}"
        return Truncator(entry.names.of(row_model(model), entry.row_key)).chars(SHORT)

    @admin.display(description=_("by what"))
    def by_what(self, entry: AuditEntry) -> str:
        return " ".join(filter(None, history_ways.in_words(entry.way, entry.role)))

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """One entry: what it says, and whether it is what the chain says it is."""
        entry: Any = self.get_object(request, unquote(object_id))
        if not self.has_view_permission(request, entry):
            raise PermissionDenied
        if entry is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[attr-defined]
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("Audit entry %(number)s") % {"number": entry.pk},
            "opts": self.opts,
            "media": self.media,
            "kind": self.record(entry),
            **_told(entry, request.user),
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/audit_entry.html", context)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """An entry is its own history."""
        return self.change_view(request, object_id)


def _told(entry: AuditEntry, reader: Any) -> dict[str, Any]:
    """What the page says of an entry to this reader, who leaves their own where it shows a private
    identity."""
    names = Names()
    persons([entry], names)
    changes = in_words([entry], sight_of(reader), names)
    note_readings(changes, reader)
    act, door = history_ways.in_words(entry.way, entry.role)
    return {
        "entry": entry,
        "change": changes[0] if changes else None,
        "person": names.of(get_user_model(), entry.person) if entry.person is not None else "",
        "act": act,
        "door": door,
        "address": _history_address(changes),
        "place": place_in_chain(entry),
    }


def _history_address(changes: list[Change]) -> str:
    """The history of the row, where its model has a page and the reader may see it."""
    if not changes or changes[0].kept or changes[0].model is None:
        return ""
    model = row_model(changes[0].model)
    if model not in admin.site._registry or model is AuditEntry:
        return ""
    named = model._meta
    try:
        name = f"admin:{named.app_label}_{named.model_name}_history"
        return reverse(name, args=[changes[0].entry.row_key])
    except NoReverseMatch:
        return ""
