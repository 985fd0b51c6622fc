"""The page on which the public notice of the next Publication is written, beside what changed."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext

from incidents.actions import notice as notices
from incidents.admin import incident_buttons
from incidents.admin.incident_moves import differences
from incidents.admin.record_form import RecordForm, say
from incidents.codes import PublicationKind
from incidents.input_error import InputError
from incidents.labels import choices
from incidents.models import Incident, Notice
from incidents.models.notice import NEXT_KINDS
from incidents.projection import document


class NoticeForm(RecordForm):
    """What readers are told of the next Publication; approved with its content."""

    kind = forms.ChoiceField(
        choices=[each for each in choices(PublicationKind) if each[0] in NEXT_KINDS],
        widget=forms.RadioSelect,
    )

    class Meta:
        model = Notice
        fields = ("kind", "correction_class", "notice_fr", "notice_en")
        widgets = {
            "notice_fr": forms.Textarea(attrs={"rows": 3}),
            "notice_en": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind: Any = Notice._meta.get_field("kind")
        self.fields["kind"].label = kind.verbose_name
        self.fields["kind"].help_text = kind.help_text

    def clean(self) -> dict[str, Any]:
        """Only a correction has a class, and has one; a notice says something in some language."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("kind") != PublicationKind.CORRECTION:
            given["correction_class"] = None
        elif given.get("correction_class") is None:
            self.add_error("correction_class", gettext("Say of which class the correction is."))
        if not given.get("notice_fr") and not given.get("notice_en"):
            self.add_error("notice_fr", gettext("Write the notice in one language at least."))
        return given

    def arguments(self) -> dict[str, Any]:
        """What the action is called with, besides the incident and the person."""
        given = self.cleaned_data
        return {
            "kind": PublicationKind(given["kind"]),
            "correction_class": given["correction_class"],
            "notice_fr": given["notice_fr"],
            "notice_en": given["notice_en"],
            "seen": given["seen_version"] or 0,
        }


def view(page: admin.ModelAdmin) -> Callable[..., HttpResponse]:
    """The page for the notice of one incident."""

    def write(request: HttpRequest, pk: int) -> HttpResponse:
        incident = get_object_or_404(Incident, pk=pk)
        if not page.has_view_permission(request, incident):
            raise PermissionDenied
        back = reverse("admin:incidents_incident_change", args=[pk])
        if not incident_buttons.may_beside("notice", incident, request.user):
            messages.error(request, gettext("This is not possible now, or not for your role."))
            return HttpResponseRedirect(back)
        found = notices.of(incident) or Notice(incident=incident)
        form = NoticeForm(request.POST or None, instance=found)
        if form.is_valid() and _written(incident, request, form):
            messages.success(request, gettext("Written. It is approved with what changed."))
            return HttpResponseRedirect(back)
        context = {
            **page.admin_site.each_context(request),
            "title": incident_buttons.WORDS["notice"],
            "form": form,
            "incident": incident,
            "differences": differences(incident, document(incident)),
            "opts": page.opts,
            "back": back,
        }
        return TemplateResponse(request, "admin/incidents/incident/notice.html", context)

    return write


def _written(incident: Incident, request: HttpRequest, form: NoticeForm) -> bool:
    """Save it; what the action refuses becomes an error of the form."""
    try:
        notices.propose(incident=incident, by=request.user, **form.arguments())
    except InputError as error:
        form.add_error(None, say(error))
        return False
    return True
