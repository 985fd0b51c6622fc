"""Partners and the keys of their programs: made, shown once, revoked."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from incidents.actions import api_key
from incidents.admin.base import RecordAdmin
from incidents.admin.guarded import ReadOnlyAdmin
from incidents.admin.record_form import say
from incidents.admin.sign_in_again import signs_in_again
from incidents.codes import KeyScope
from incidents.input_error import InputError
from incidents.labels import choices, label
from incidents.models import ApiKey, Partner
from incidents.models.partner import LONGEST_DAYS


class KeyForm(forms.Form):
    """What a new key is for, what it is good for, and for how long."""

    partner = forms.ModelChoiceField(Partner.objects.all(), label=_("partner"))
    label = forms.CharField(
        label=_("what it is for"),
        max_length=100,
        help_text=_("The program that will use it. One key for each."),
    )
    scopes = forms.MultipleChoiceField(
        label=_("What it is good for"),
        choices=choices(KeyScope),
        widget=forms.CheckboxSelectMultiple,
    )
    days = forms.IntegerField(
        label=_("Days until it expires"),
        min_value=1,
        max_value=LONGEST_DAYS,
        initial=180,
        help_text=_("A year at most. A partner may have two keys while one replaces the other."),
    )


class HolderFilter(admin.SimpleListFilter):
    """Those whose programs can come in."""

    title = _("key in use")
    parameter_name = "keys"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("Yes"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet[Partner]:
        found: QuerySet[Partner] = queryset
        open_ones = ApiKey.objects.filter(revoked_at=None, expires_at__gt=timezone.now())
        return found.filter(keys__in=open_ones).distinct() if self.value() else found


@admin.register(Partner)
class PartnerAdmin(RecordAdmin):
    """An organisation; its name is shown to staff, its contact here alone."""

    list_display = ("name", "last_saved")
    list_filter = (HolderFilter,)
    search_fields = ("name",)
    fields = ("name", "contact")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(ApiKey)
class ApiKeyAdmin(ReadOnlyAdmin):
    """Keys by what they begin with; nobody can read one again."""

    list_display = ("prefix", "partner", "label", "good_for", "standing", "expires_at", "last_used")
    list_select_related = ("partner", "use")
    list_filter = (("partner", admin.RelatedOnlyFieldListFilter),)
    search_fields = ("prefix", "label", "partner__name")
    fields = (
        ("prefix", "standing"),
        ("partner", "label"),
        "good_for",
        ("made_at", "made_by"),
        ("expires_at", "last_used"),
        ("revoked_at", "revoked_by"),
        "account",
    )
    change_form_template = "admin/incidents/apikey/change_form.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[ApiKey]:
        found = super().get_queryset(request)
        return found.select_related("partner", "use", "made_by", "revoked_by", "account")

    @admin.display(description=_("scopes"))
    def good_for(self, key: ApiKey) -> str:
        return ", ".join(label(KeyScope(scope)) for scope in key.scopes)

    @admin.display(description=_("standing"))
    def standing(self, key: ApiKey) -> str:
        if key.revoked_at is not None:
            return gettext("revoked")
        return gettext("expired") if key.expires_at <= timezone.now() else gettext("in use")

    @admin.display(description=_("last used at"))
    def last_used(self, key: ApiKey) -> datetime | None:
        return key.use.last_used_at

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("incidents.add_apikey")

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.revoke)
        own = [path("<int:pk>/revoke/", view, name="incidents_apikey_revoke")]
        return own + super().get_urls()

    @signs_in_again
    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Asks what for; then shows the key, this once."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = KeyForm(request.POST or None)
        shown: dict[str, Any] = {"form": form, "title": gettext("New API key")}
        if form.is_valid():
            given = form.cleaned_data | {"scopes": map(KeyScope, form.cleaned_data["scopes"])}
            try:
                shown["key"], shown["secret"] = api_key.make(by=request.user, **given)
            except InputError as error:
                form.add_error(None, say(error))
        context = {**self.admin_site.each_context(request), "opts": self.opts} | shown
        return TemplateResponse(request, "admin/incidents/apikey/make.html", context)

    @signs_in_again
    def revoke(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Asks first; a key that is revoked stays so."""
        if not request.user.has_perm("incidents.revoke_apikey"):
            raise PermissionDenied
        key = get_object_or_404(ApiKey.objects.select_related("partner"), pk=pk)
        back = reverse("admin:incidents_apikey_change", args=[pk])
        if request.method == "POST":
            api_key.revoke(key=key, by=request.user)
            messages.success(request, gettext("Revoked."))
            return HttpResponseRedirect(back)
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("Revoke the key"),
            "opts": self.opts,
            "key": key,
            "back": back,
        }
        return TemplateResponse(request, "admin/incidents/apikey/revoke.html", context)
