"""What partners sent: the list, each with its draft, and words to its sender."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from incidents.actions import submission as submissions
from incidents.admin import submitted_actor
from incidents.admin.guarded import ReadOnlyAdmin
from incidents.admin.guarded_lists import check_no_nul
from incidents.admin.record_form import say
from incidents.input_error import InputError
from incidents.labels import label
from incidents.models import Submission


class AnswerForm(forms.Form):
    """Words that the sender reads at the status address."""

    text = forms.CharField(
        label=_("Message to the sender"),
        max_length=submissions.LONGEST_MESSAGE,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("They read exactly this, and nothing else that you write here."),
    )


class TakenUpFilter(admin.SimpleListFilter):
    """Those that wait for somebody."""

    title = _("to take up")
    parameter_name = "waiting"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("Waiting"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet[Submission]:
        found: QuerySet[Submission] = queryset
        return queryset.to_take_up() if self.value() else found


@admin.register(Submission)
class SubmissionAdmin(ReadOnlyAdmin):
    """A submission beside the draft that it became."""

    list_display = ("public_id", "partner", "draft", "standing", "received_at")
    list_filter = (TakenUpFilter, ("partner", admin.RelatedOnlyFieldListFilter))
    search_fields = ("public_id", "incident__title_fr", "incident__title_en")
    fields = (("public_id", "received_at"), ("sent_by", "sent_with"), ("draft", "standing"), "note")
    change_form_template = "admin/incidents/submission/change_form.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Submission]:
        found = submissions.with_standing(Submission.objects.select_related("key"))
        return found.prefetch_related("actors__actor__merged_into")

    @admin.display(description=_("incident"))
    def draft(self, submission: Submission) -> str:
        incident = submission.incident
        if incident is None:
            return gettext("deleted")
        address = reverse("admin:incidents_incident_change", args=[incident.pk])
        return format_html('<a href="{}">{}</a>', address, incident)

    @admin.display(description=_("what its sender reads"))
    def standing(self, submission: Submission) -> str:
        return label(submissions.standing(submission))

    @admin.display(description=_("partner"))
    def sent_by(self, submission: Submission) -> str:
        """Without a link: the record of a partner has a contact, which is for administrators."""
        return str(submission.partner)

    @admin.display(description=_("API key"))
    def sent_with(self, submission: Submission) -> str:
        return str(submission.key)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        own = [
            path("<int:pk>/answer/", view(self.answer), name="incidents_submission_answer"),
            path(
                "<int:pk>/actor/",
                view(submitted_actor.view(self)),
                name="incidents_submission_actor",
            ),
        ]
        return own + super().get_urls()

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """With what was said to the sender, whom they named, and a form for more words."""
        may = request.user.has_perm("incidents.answer_submission")
        context = {"answer_form": AnswerForm() if may else None} | (extra_context or {})
        return super().change_view(request, object_id, form_url, context)

    def answer(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Keep the message; one that says nothing is none."""
        if not request.user.has_perm("incidents.answer_submission"):
            raise PermissionDenied
        check_no_nul(request)
        submission = get_object_or_404(Submission, pk=pk)
        form = AnswerForm(request.POST or None)
        if form.is_valid():
            try:
                submissions.tell(submission=submission, by=request.user, **form.cleaned_data)
                messages.success(request, gettext("The sender can read it now."))
            except InputError as error:
                messages.error(request, say(error))
        else:
            messages.error(request, " ".join(map(str, form.errors.get("text", []))))
        back = reverse("admin:incidents_submission_change", args=[pk])
        return HttpResponseRedirect(back)
