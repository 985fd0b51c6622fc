"""A statement of reasons onto the notice it answers: pasted or uploaded, shown, then confirmed."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from incidents.actions.statement import Imported, OtherPlatform, import_statement, would_import
from incidents.admin.content_form import ContentForm
from incidents.admin.record_form import say
from incidents.codes import Track
from incidents.dates import FactDate, day_wording, wording
from incidents.imports.statement_of_reasons import UnreadableStatement
from incidents.input_error import InputError
from incidents.labels import label
from incidents.models import Procedure, ProcedureEvent
from incidents.procedures import EventKind
from incidents.templatetags.wording import with_code

ANSWERS = ("same_platform", "supersedes", "reason_fr", "reason_en")


class StatementForm(ContentForm):
    """The statement, and what it does not tell: which earlier decision it stands for."""

    same_platform = forms.BooleanField(
        label=_("Same platform"),
        required=False,
        help_text=_("The name in the statement is another name of the notice’s platform."),
    )
    supersedes = forms.ModelChoiceField(
        ProcedureEvent.objects.none(),
        label=_("Takes the place of"),
        required=False,
        help_text=_(
            "Where this decision was recorded before, without its statement or with another’s."
        ),
    )
    reason_fr = forms.CharField(
        label=_("reason for a step outside the table (French)"), required=False, max_length=300
    )
    reason_en = forms.CharField(
        label=_("reason for a step outside the table (English)"), required=False, max_length=300
    )

    def __init__(self, *args: Any, notice: Procedure, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = _("Statement (JSON)")
        self.fields["text"].widget.attrs["rows"] = 10
        field: Any = self.fields["supersedes"]
        field.queryset = notice.events.standing().filter(kind=EventKind.DECISION)
        field.label_from_instance = _called
        if not field.queryset:
            del self.fields["supersedes"]

    def given(self) -> dict[str, Any]:
        """What the action takes."""
        names = ("content", *ANSWERS)
        return {name: self.cleaned_data.get(name) for name in names if name in self.cleaned_data}


def view(page: admin.ModelAdmin) -> Callable[[HttpRequest, int], HttpResponse]:
    """The view of one admin: form, then preview, then the decision. Only the last step saves."""

    def take_in(request: HttpRequest, pk: int) -> HttpResponse:
        notice = get_object_or_404(Procedure.objects.select_related("platform"), pk=pk)
        if not page.has_change_permission(request, notice):
            raise PermissionDenied
        form = StatementForm(request.POST or None, request.FILES or None, notice=notice)
        back = reverse("admin:incidents_procedure_change", args=[pk])
        context = {
            **page.admin_site.each_context(request),
            "title": gettext("Import a statement of reasons"),
            "opts": page.opts,
            "procedure": notice,
            "is_notice": notice.track == Track.PLATFORM,
            "form": form,
            "back": back,
            "media": page.media + form.media,
        }
        sent = request.method == "POST" and form.is_valid()
        if sent and _read_or_save(request, notice, form, context):
            return HttpResponseRedirect(back)
        return TemplateResponse(request, "admin/incidents/procedure/statement.html", context)

    return take_in


def _read_or_save(
    request: HttpRequest, notice: Procedure, form: StatementForm, context: dict[str, Any]
) -> bool:
    """Save and say True, or fill the context: with the preview, or with what is wrong."""
    try:
        if "save" in request.POST:
            import_statement(notice=notice, by=request.user, **form.given())
            messages.success(request, gettext("Decision added with its statement of reasons."))
            return True
        found = would_import(notice=notice, by=request.user, **form.given())
    except UnreadableStatement as error:
        form.keep()
        form.add_error(None, gettext("The statement cannot be read. Nothing was saved."))
        context["refusals"] = [say(problem) for problem in error.problems]
    except OtherPlatform as error:
        form.keep()
        form.add_error("same_platform", say(error))
    except InputError as error:
        form.keep()
        form.add_error(None, say(error))
    else:
        context |= _preview(found)
        context |= {"kept": form.keep(), "answers": form.answers(ANSWERS)}
    return False


def _preview(found: Imported) -> dict[str, Any]:
    language = get_language() or "fr"
    read = found.read
    return {
        "read": read,
        "decided_on": wording(FactDate.on(read.decided_on), language),
        "content_on": day_wording(read.content_on, language) if read.content_on else "–",
        "decisions": [with_code(label(code), code.value) for code in read.decisions],
        "digest": found.source.original_id,
    }


def _called(event: ProcedureEvent) -> str:
    return f"{event.order}. {event}, {wording(event.fact_date, get_language() or 'fr')}"
