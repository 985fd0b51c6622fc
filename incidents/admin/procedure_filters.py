"""Filters of the list of procedures: all of them in SQL, over what is derived there."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from incidents.codes import LegalStatus
from incidents.labels import label
from incidents.models import Procedure
from incidents.models.standing import late_on, running_out, standing_in, to_review
from incidents.procedures import STATUS_AFTER
from incidents.procedures.follow_up import ABOUT_TO_RUN_OUT

DERIVED = [status for status in LegalStatus if status in {*STATUS_AFTER.values()}]


class StatusFilter(admin.SimpleListFilter):
    """Where the procedure stands; ``none``: nothing happened yet."""

    title = _("status")
    parameter_name = "status"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(code.value, label(code)) for code in (LegalStatus.NONE, *DERIVED)]

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet[Procedure] | None:
        value = self.value()
        if value is None:
            return None
        if value == LegalStatus.NONE:
            return queryset.exclude(standing_in(*DERIVED))
        return queryset.filter(standing_in(value))


class DueFilter(admin.SimpleListFilter):
    """What asks to be looked at: late, or soon to be."""

    title = _("reason to follow up")
    parameter_name = "due"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("review", _("review date reached, nothing followed")),
            ("late", _("a term has gone by")),
            ("soon", _("a term ends within a week")),
        ]

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet[Procedure] | None:
        today = timezone.localdate()
        match self.value():
            case "review":
                return queryset.filter(to_review(today))
            case "late":
                return queryset.filter(late_on(today))
            case "soon":
                return queryset.filter(running_out(today, today + ABOUT_TO_RUN_OUT))
        return None
