"""Moving an incident's state: each move has a page that says what it does and asks for reasons."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from incidents.actions import publication as actions
from incidents.actions import withdrawal
from incidents.actions.readiness import in_silence
from incidents.admin import incident_buttons, incident_desk
from incidents.admin.record_form import say
from incidents.admin.sign_in_again import MOVES, signs_in_again
from incidents.codes import ApprovalKind, Scheme
from incidents.compared import Difference, compared
from incidents.documents import Document
from incidents.input_error import InputError
from incidents.listing import shown
from incidents.models import Incident, ProposedWithdrawal, Term
from incidents.projection import document

View = Callable[..., HttpResponse]


class MoveForm(forms.Form):
    """A move of the content, and of its notice, that its author saw: ``digest`` says which."""

    digest = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, incident: Incident, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.made: Any = None
        self.incident = incident
        self.content = document(incident)
        self.current = incident_desk.seen(incident, self.content)
        self.initial["digest"] = self.current

    def clean_digest(self) -> str:
        """Refuse what changed while the page was open; the next page shows what it is now."""
        if self.cleaned_data["digest"] != self.current:
            data: Any = self.data.copy()  # type: ignore[attr-defined]
            data["digest"] = self.current
            self.data = data
            raise forms.ValidationError(
                gettext("The content changed after you opened this page. Look at it again first.")
            )
        return self.current

    def arguments(self) -> dict[str, Any]:
        """What the action is called with, besides the incident and the person."""
        return {name: value for name, value in self.cleaned_data.items() if name != "digest"}


class SilenceForm(MoveForm):
    """Publishing; during a silence period of the election only with a reason."""

    silence_override = forms.CharField(
        label=_("Reason for publishing in the silence period"),
        help_text=_("Internal. Without it, publishing waits for the end of the period."),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
    )

    def __init__(self, *args: Any, incident: Incident, **kwargs: Any) -> None:
        super().__init__(*args, incident=incident, **kwargs)
        if not self.may_be_silent(incident):
            del self.fields["silence_override"]

    def may_be_silent(self, incident: Incident) -> bool:
        return in_silence(incident, self.content, timezone.now()) is not None


class WithdrawForm(MoveForm):
    """Out of the public: the class of reason is shown, the reason itself stays inside."""

    reason_class = forms.ModelChoiceField(
        Term.objects.filter(scheme=Scheme.CORRECTION_CLASS),
        label=_("Class of reason (public)"),
    )
    reason = forms.CharField(label=_("Reason (internal)"), widget=forms.Textarea(attrs={"rows": 4}))


class DeclineForm(MoveForm):
    """It stays public; the audit keeps the reason."""

    reason = forms.CharField(label=_("Reason (internal)"), widget=forms.Textarea(attrs={"rows": 4}))


FORMS: dict[str, type[MoveForm]] = {
    "submit": MoveForm,
    "approve_editorial": MoveForm,
    "approve_legal": MoveForm,
    "publish": SilenceForm,
    "republish": SilenceForm,
    "withdraw": WithdrawForm,
    "propose_withdrawal": WithdrawForm,
    "confirm_withdrawal": MoveForm,
    "decline_withdrawal": DeclineForm,
}

SAYS: dict[str, str | Promise] = {
    "submit": _("Reviewers see it in their list. It can still be changed."),
    "approve_editorial": _("You agree to the content exactly as it stands now."),
    "approve_legal": _("You agree, on the legal side, to the content exactly as it stands now."),
    "publish": _("Everybody can read it from now on. Its reference is given now, for good."),
    "republish": _("The public page changes now, and shows the notice that was approved."),
    "withdraw": _(
        "Two people withdraw: you propose it here, and a legal reviewer confirms. To protect a "
        "person (class privacy) it is withdrawn at once and confirmed afterwards. The public page "
        "then answers that it was withdrawn; reference, dates and class of reason stay."
    ),
    "propose_withdrawal": _("A publisher confirms or declines what you propose here."),
    "confirm_withdrawal": _(
        "You are the second person. The public page answers that it was withdrawn; reference, "
        "dates and class of reason stay."
    ),
    "decline_withdrawal": _("It stays public."),
}

DONE: dict[str, str | Promise] = {
    "submit": _("Handed in for review."),
    "approve_editorial": _("Editorial approval given."),
    "approve_legal": _("Legal approval given."),
    "publish": _("Published."),
    "republish": _("The next publication is public."),
    "withdraw": _("Withdrawn."),
    "propose_withdrawal": _("Proposed. A second person confirms or declines it."),
    "confirm_withdrawal": _("Confirmed: it is withdrawn."),
    "decline_withdrawal": _("Declined: it stays public."),
}


ACTS: dict[str, Callable[..., Any]] = {
    "republish": actions.publish,
    "withdraw": withdrawal.ask,
    "propose_withdrawal": withdrawal.propose,
    "confirm_withdrawal": withdrawal.confirm,
    "decline_withdrawal": withdrawal.decline,
}


@dataclass(frozen=True)
class Page:
    """What one move's page says and asks, and the action that it calls."""

    form: Callable[..., MoveForm]
    says: str | Promise
    done: str | Promise
    act: Callable[..., Any]
    after: Callable[[HttpRequest, Any], None] = lambda request, made: None


def pages() -> dict[str, Page]:
    """The pages of this module, by the names of their moves."""
    return {name: Page(FORMS[name], SAYS[name], DONE[name], _action(name)) for name in FORMS}


def _action(name: str) -> Callable[..., Any]:
    if name.startswith("approve_"):
        return partial(actions.approve, kind=ApprovalKind(name.removeprefix("approve_")))
    found: Callable[..., Any] = ACTS.get(name) or getattr(actions, name)
    return found


def views(page: admin.ModelAdmin, pages: Mapping[str, Page]) -> dict[str, View]:
    """The view of each move, for the addresses below an incident's."""
    made = {name: _view(page, name, asked) for name, asked in pages.items()}
    return {n: signs_in_again(view) if n in MOVES else view for n, view in made.items()}


def _view(page: admin.ModelAdmin, name: str, asked: Page) -> View:
    def move(request: HttpRequest, pk: int) -> HttpResponse:
        incident = get_object_or_404(Incident, pk=pk)
        if not page.has_view_permission(request, incident):
            raise PermissionDenied
        back = reverse("admin:incidents_incident_change", args=[pk])
        if not _may(name, incident, request.user):
            messages.error(request, gettext("This is not possible now, or not for your role."))
            return HttpResponseRedirect(back)
        form = asked.form(request.POST or None, incident=incident)
        if form.is_valid() and _moved(asked, incident, request, form):
            messages.success(request, str(_done(asked, form)))
            asked.after(request, form.made)
            return HttpResponseRedirect(back)
        return TemplateResponse(
            request,
            "admin/incidents/incident/move.html",
            {
                **page.admin_site.each_context(request),
                "title": incident_buttons.WORDS[name],
                "says": asked.says,
                "grave": name in incident_buttons.GRAVE,
                "withdrawing": "withdraw" in name,
                "form": form,
                "incident": incident,
                "differences": differences(incident, form.content),
                "desk": incident_desk.desk(incident, request.user),
                "opts": page.opts,
                "back": back,
            },
        )

    return move


def _may(name: str, incident: Incident, user: Any) -> bool:
    if name in incident_buttons.MOVES:
        return incident_buttons.may(name, incident, user)
    return incident_buttons.may_beside(name, incident, user)


def _done(asked: Page, form: MoveForm) -> str | Promise:
    """A withdrawal that waits for its second person is only proposed."""
    return DONE["propose_withdrawal"] if isinstance(form.made, ProposedWithdrawal) else asked.done


def differences(incident: Incident, content: Document) -> list[Difference]:
    """What the next Publication would change of what is public now; nothing for a first one."""
    current = incident.publications.current().first()
    return compared(shown(current), content) if current is not None else []


def _moved(asked: Page, incident: Incident, request: HttpRequest, form: MoveForm) -> bool:
    """Do it; what the action refuses becomes an error of the form."""
    try:
        form.made = asked.act(**form.arguments(), incident=incident, by=request.user)
    except InputError as error:
        form.add_error(None, say(error))
        return False
    return True
