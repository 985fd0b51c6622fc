"""What the lists of every admin share: no field oracle, no key that only some may know of, no text
that cannot be."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any
from urllib.parse import unquote

from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import FieldDoesNotExist, PermissionDenied, SuspiciousOperation
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils.text import capfirst

from incidents.admin.asked import whole_number
from incidents.admin.history import HistoryPage

KEYS = frozenset({"object_id", "pk", "id"})
"""How the addresses of pages about one record call its key."""

LOOKUPS = ("exact", "in", "isnull", "gte", "lt")
"""What Django's own list filters put in an address after the name of a field."""


class GuardedLists(HistoryPage):
    """For the admin of any model: asks the database only what the list filters declare, and no text
    it cannot hold."""

    opts: Any
    actions: Sequence[Any] | None = None

    @property
    def urls(self) -> list[URLPattern]:
        """Who may not see this kind of record learns of no key whether it is one: their answer is
        given before anything is looked up."""
        found: list[URLPattern] = self.get_urls()  # type: ignore[attr-defined]
        for pattern in found:
            if KEYS & pattern.pattern.converters.keys():
                pattern.callback = self._for_viewers(pattern.callback)
        return found

    def _for_viewers(self, view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        page: Any = self

        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            known = page.admin_site.has_permission(request)
            if known and not page.has_view_or_change_permission(request):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return answer

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        """Only what `list_filter` declares: a filter by any other field would read it letter by
        letter."""
        return lookup in self._declared_lookups(request)

    def _declared_lookups(self, request: HttpRequest | None) -> set[str]:
        allowed = {"_popup", "_to_field"}
        page: Any = self
        filters = page.get_list_filter(request) if request else page.list_filter
        for declared in filters:
            if isinstance(declared, type):
                allowed.add(getattr(declared, "parameter_name", ""))
                allowed.update(getattr(declared, "parameter_names", ()))
                continue
            name = declared[0] if isinstance(declared, (list, tuple)) else declared
            for stem in self._stems(str(name)):
                allowed |= {stem, *(f"{stem}__{lookup}" for lookup in LOOKUPS)}
        return allowed

    def _stems(self, name: str) -> list[str]:
        try:
            field = self.opts.get_field(name)
        except FieldDoesNotExist:
            return [name]
        remote = getattr(field, "remote_field", None)
        if remote is None:
            return [name]
        return [name, f"{name}__{remote.model._meta.pk.name}"]

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet, search_term: str
    ) -> tuple[models.QuerySet, bool]:
        """PostgreSQL texts hold no NUL, so nothing that contains one is found."""
        if "\0" in search_term:
            return queryset.none(), False
        return super().get_search_results(request, queryset, search_term)  # type: ignore[misc]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        check_no_nul(request)
        if self.actions:
            _drop_no_keys(request)
        title = {"title": capfirst(str(self.opts.verbose_name_plural))}
        return super().changelist_view(request, title | (extra_context or {}))  # type: ignore[misc]


def check_no_nul(request: HttpRequest) -> None:
    """No browser sends NUL by itself, and PostgreSQL has no text that holds one."""
    posted = (value for _name, values in request.POST.lists() for value in values)
    if "\0" in unquote(request.get_full_path()) or any("\0" in str(value) for value in posted):
        raise SuspiciousOperation("NUL in the request")


def _drop_no_keys(request: HttpRequest) -> None:
    """Of the rows ticked in a list, only what can be the key of one."""
    chosen = request.POST.getlist(ACTION_CHECKBOX_NAME)
    keys = [each for each in chosen if whole_number(each) is not None]
    if keys != chosen:
        posted = request.POST.copy()
        posted.setlist(ACTION_CHECKBOX_NAME, keys)
        request.POST = posted  # type: ignore[assignment]
