"""Planning a publication and cancelling it: pages like those of the other moves."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from incidents.actions import planned
from incidents.actions.readiness import silences
from incidents.admin.incident_moves import MoveForm, Page, SilenceForm
from incidents.models import ElectionRound, Incident, PlannedPublication


class PlanForm(SilenceForm):
    """Publishing at a moment to come."""

    at = forms.DateTimeField(
        label=_("Moment of publication"),
        help_text=_("Paris time; within a year. The worker publishes within a minute of it."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    field_order = ("at",)

    def may_be_silent(self, incident: Incident) -> bool:
        return bool(self.silences)

    @cached_property
    def silences(self) -> list[ElectionRound]:
        """Those to come that would hold it, the next one first."""
        found = silences(self.incident, self.content).filter(silence_to__gt=timezone.now())
        return list(found.select_related("election").order_by("silence_from", "pk"))


def _say_held(request: HttpRequest, made: PlannedPublication) -> None:
    """Of a moment in a silence period: until when it will be held."""
    if made.held_until:
        said = gettext(
            "That moment is in a silence period: it will be held until %(until)s, and published "
            "then if it is still approved."
        )
        until = date_format(timezone.localtime(made.held_until), "DATETIME_FORMAT")
        messages.warning(request, said % {"until": until})


PAGES = {
    "plan": Page(
        PlanForm,
        _(
            "It becomes public at that moment as it stands now. Any edit before then voids the "
            "approval and cancels it. A silence period holds it until the period ends, unless you "
            "give a reason."
        ),
        _("The publication is planned."),
        planned.plan,
        _say_held,
    ),
    "unplan": Page(
        MoveForm,
        _("It stays approved, and is not published by itself."),
        _("The planned publication is cancelled."),
        planned.cancel,
    ),
}
