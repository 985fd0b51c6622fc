"""Giving an incident back and rejecting it: pages like those of the other moves. Of what a partner
sent they also ask what the partner is told."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from incidents.actions import publication, submission
from incidents.admin import incident_moves
from incidents.admin.incident_moves import MoveForm, Page, View
from incidents.models import Incident, Submission


class RefusalForm(MoveForm):
    """A move that needs a reason, told to the author; a partner is told another: reasons among
    staff may say what is not for others."""

    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 4}))
    to_sender = forms.CharField(
        label=_("Reason for the partner who sent it"),
        help_text=_("They read exactly this. What is written above stays among staff."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=submission.LONGEST_MESSAGE,
    )

    def __init__(self, *args: Any, incident: Incident, **kwargs: Any) -> None:
        super().__init__(*args, incident=incident, **kwargs)
        if not Submission.objects.filter(incident=incident).exists():
            del self.fields["to_sender"]


def _act(name: str) -> Callable[..., Any]:
    """The action of a refusal; another one tells the partner, where a partner sent it."""

    def refuse(**given: Any) -> None:
        getattr(submission if "to_sender" in given else publication, name)(**given)

    return refuse


PAGES = {
    "request_changes": Page(
        RefusalForm,
        _("It goes back to its author as a draft, with your reason."),
        _("Sent back to its author."),
        _act("request_changes"),
    ),
    "reject": Page(
        RefusalForm,
        _("It will not be published, and nobody can change it any more."),
        _("Rejected."),
        _act("reject"),
    ),
}


def every_move(page: admin.ModelAdmin, more: Mapping[str, Page]) -> dict[str, View]:
    """The views of these, of the moves that need nothing of their own, and of more."""
    return incident_moves.views(page, {**incident_moves.pages(), **PAGES, **more})
