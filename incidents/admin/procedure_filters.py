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
from incidents.models.standing import DueOn
from incidents.procedures import AWAITS_REVIEW, STATUS_AFTER
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
            return queryset.filter(status__isnull=True)
        return queryset.filter(status=value)


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
                awaiting = [status.value for status in AWAITS_REVIEW]
                return queryset.filter(review_on__lte=today, status__in=awaiting)
            case "late":
                return queryset.alias(due_on=DueOn()).filter(due_on__lt=today)
            case "soon":
                week = (today, today + ABOUT_TO_RUN_OUT)
                return queryset.filter(deadline_on__range=week)
        return None
