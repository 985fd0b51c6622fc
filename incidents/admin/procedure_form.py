"""The form of a procedure: for a platform notice, its platform and what it is about."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from incidents.admin.asked import whole_number
from incidents.admin.record_form import RecordForm
from incidents.codes import Track
from incidents.models import Appearance, Procedure
from incidents.procedures import BEFORE_THE_NOTICE


class ProcedureForm(RecordForm):
    """Offers the appearances of the procedure's incidents, and no others."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "appearances" not in self.fields:
            return
        field: Any = self.fields["appearances"]
        seen = Appearance.objects.select_related("platform", "incident")
        field.queryset = seen.filter(incident__in=self._incidents()).order_by("incident_id", "pk")
        field.label_from_instance = _called
        field.widget.can_add_related = False  # An appearance is added on its incident's page.
        if not field.queryset:
            field.help_text = _("Its incidents, once saved, have no appearance to choose yet.")

    def clean(self) -> dict[str, Any] | None:
        """A platform and appearances belong to a notice; one that was sent keeps its platform."""
        cleaned = super().clean()
        data = self.cleaned_data
        sent = self.initial.get("track") == Track.PLATFORM and self._was_sent()
        if sent and data.get("track") != Track.PLATFORM:
            self.add_error("track", gettext("A notice was sent: this stays a platform notice."))
        elif data.get("track") != Track.PLATFORM:
            for name in ("platform", "appearances"):
                if data.get(name):
                    said = gettext("Only a procedure on track “platform notice” has this.")
                    self.add_error(name, said)
        elif sent and not data.get("platform"):
            self.add_error("platform", gettext("The notice was sent: say to which platform."))
        return cleaned

    def _incidents(self) -> list[int]:
        """As typed, else as stored, else as the address that opened the form says."""
        if self.is_bound:
            given = self.data.getlist(self.add_prefix("incidents"))  # type: ignore[attr-defined]
        elif self.instance.pk:
            return [incident.pk for incident in self.instance.incidents.all()]
        else:
            given = self.initial.get("incidents") or []
        rows = given if isinstance(given, list) else [given]
        found = [str(getattr(each, "pk", each)) for each in rows]
        return [pk for pk in map(whole_number, found) if pk is not None]

    def _was_sent(self) -> bool:
        instance: Procedure = self.instance
        if not instance.pk:
            return False
        standing = instance.events.standing()
        return standing.exclude(kind__in=[kind.value for kind in BEFORE_THE_NOTICE]).exists()


def _called(seen: Appearance) -> str:
    """The place, its kind, and the incident: a notice may be about several."""
    return f"{seen} ({seen.get_kind_display()}) – {seen.incident}"
