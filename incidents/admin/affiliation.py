"""Who belongs to what, and when."""

from datetime import date
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from incidents.admin.base import RecordAdmin
from incidents.admin.record_form import RecordForm
from incidents.admin.rows import RecordRows
from incidents.models import Affiliation


class AffiliationForm(RecordForm):
    """Nobody has one role in one body twice at a time. In the form of a member, it is the member;
    one that ends on the day on which the next begins does not overlap it."""

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        given = self.cleaned_data
        member = given.get("member") or self.instance.member_id
        if member and given.get("body") and given.get("role"):
            same = Affiliation.objects.filter(member=member, body=given["body"], role=given["role"])
            ends = given.get("from_on"), given.get("to_on")
            other = same.overlapping(*ends).exclude(pk=self.instance.pk).first()
            if other is not None:
                self.add_error(None, _there_already(other))
        return cleaned


def _there_already(other: Affiliation) -> str:
    said = gettext("“%(member)s” has this role in “%(body)s” already, from %(first)s to %(last)s.")
    return said % {
        "member": other.member,
        "body": other.body,
        "first": _day(other.from_on),
        "last": _day(other.to_on),
    }


def _day(on: date | None) -> str:
    return date_format(on, "DATE_FORMAT") if on else "…"


class AffiliationRows(RecordRows):
    """Parties and bodies that the actor belongs to."""

    model = Affiliation
    form = AffiliationForm
    fk_name = "member"
    autocomplete_fields = ("body",)
    fields = ("body", "role", "from_on", "to_on")
    verbose_name_plural = _("belongs to")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Affiliation]:
        return super().get_queryset(request).select_related("body", "member")


@admin.register(Affiliation)
class AffiliationAdmin(RecordAdmin):
    """Proposes involvements; is never counted."""

    form = AffiliationForm
    list_display = ("member", "body", "role", "from_on", "to_on")
    list_select_related = ("member", "body")
    list_filter = ("role",)
    search_fields = ("member__name_fr", "body__name_fr", "body__short_name")
    autocomplete_fields = ("member", "body")
    fields = ("member", "body", "role", ("from_on", "to_on"))
