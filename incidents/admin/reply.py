"""Rights of reply: what came in, until when it is due, and the decision."""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from incidents.actions import reply as replies
from incidents.admin.base import RecordAdmin
from incidents.admin.record_form import say
from incidents.codes import ReplyDecision
from incidents.input_error import InputError
from incidents.models import Incident, Reply
from incidents.replies import SOURCE

MOMENT = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


class WaitingFilter(admin.SimpleListFilter):
    """Those whose clock runs."""

    title = _("to be answered")
    parameter_name = "waiting"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("Waiting")), ("overdue", _("Overdue"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet[Reply]:
        match self.value():
            case "yes":
                return queryset.waiting()
            case "overdue":
                return queryset.waiting().filter(due_at__lt=timezone.now())
            case _:
                return queryset


class RefusalForm(forms.Form):
    """Refusing says why."""

    reason = forms.CharField(
        label=_("Reason of the refusal"), widget=forms.Textarea(attrs={"rows": 4})
    )


@admin.register(Reply)
class ReplyAdmin(RecordAdmin):
    """A request to answer something; accepted, it becomes public with the next Publication."""

    list_display = ("incident", "asked_by", "requested_at", "due_at", "standing")
    list_select_related = ("incident",)
    list_filter = (WaitingFilter, "decision")
    search_fields = ("incident__reference", "incident__title_fr", "asked_by")
    autocomplete_fields = ("incident", "claim", "involvement", "actor")
    formfield_overrides = {
        **RecordAdmin.formfield_overrides,
        models.DateTimeField: {"form_class": forms.DateTimeField, "widget": MOMENT},
    }
    readonly_fields = ("due_at", "standing", "refusal_reason", "decided_by", "decided_at")
    fieldsets = (
        (
            _("What it answers"),
            {
                "fields": ("incident", ("claim", "involvement")),
                "description": _(
                    "A claim or an involvement; neither of them where it answers the incident as a "
                    "whole."
                ),
            },
        ),
        (
            _("Who asks"),
            {"fields": (("asked_by", "actor"), "contact", ("received_how", "requested_at"))},
        ),
        (_("The reply"), {"fields": ("text", "language")}),
        (
            _("The decision"),
            {
                "fields": ("due_at", "standing", "refusal_reason", ("decided_by", "decided_at")),
                "description": _(SOURCE),
            },
        ),
    )

    @admin.display(description=_("standing"))
    def standing(self, reply: Reply) -> str:
        if reply.decision:
            return str(reply.get_decision_display())
        late = reply.due_at is not None and reply.due_at < timezone.now()
        return gettext("overdue") if late else gettext("to be decided")

    def get_fieldsets(self, request: HttpRequest, obj: Reply | None = None) -> Any:
        """What is not written down yet has no decision to show."""
        found = super().get_fieldsets(request, obj)
        return found if obj else found[:-1]

    def incidents_of(self, obj: Reply) -> Iterable[Incident]:
        """A request is no part of an incident before it is accepted."""
        return ()

    def has_change_permission(self, request: HttpRequest, obj: Reply | None = None) -> bool:
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or obj.decision != ReplyDecision.ACCEPTED)

    def has_delete_permission(self, request: HttpRequest, obj: Reply | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Reply, form: Any, change: bool) -> None:
        if not change or form.has_changed():
            replies.save(reply=obj, by=request.user)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        own = [
            path(f"<int:pk>/{name}/", view(_page(self, name)), name=f"incidents_reply_{name}")
            for name in ACTS
        ]
        return own + super().get_urls()


ACTS: dict[str, Callable[..., Reply]] = {"accept": replies.accept, "refuse": replies.refuse}
WORDS: dict[str, tuple[str | Promise, str | Promise]] = {
    "accept": (
        _("Accept the reply"),
        _(
            "The reply becomes public, word for word, with the next publication of the incident: "
            "write its notice, have it approved, publish it."
        ),
    ),
    "refuse": (
        _("Refuse the reply"),
        _("It does not become public. The person who asked is to be told the reason."),
    ),
}


def _page(page: ReplyAdmin, name: str) -> Callable[..., HttpResponse]:
    """The page that asks before a decision is made."""

    def decide(request: HttpRequest, pk: int) -> HttpResponse:
        if not request.user.has_perm("incidents.decide_reply"):
            raise PermissionDenied
        reply = get_object_or_404(Reply.objects.select_related("incident"), pk=pk)
        form_of = RefusalForm if name == "refuse" else forms.Form
        form = form_of(request.POST if request.method == "POST" else None)
        back = reverse("admin:incidents_reply_change", args=[pk])
        if form.is_valid():
            try:
                ACTS[name](reply=reply, by=request.user, **form.cleaned_data)
            except InputError as error:
                form.add_error(None, say(error))
            else:
                messages.success(request, gettext("Decided."))
                return HttpResponseRedirect(back)
        title, says = WORDS[name]
        context = {
            **page.admin_site.each_context(request),
            "title": title,
            "says": says,
            "form": form,
            "reply": reply,
            "opts": page.opts,
            "back": back,
        }
        return TemplateResponse(request, "admin/incidents/reply/decide.html", context)

    return decide
