"""The form of an incident's facts."""

from typing import Any

from incidents.admin import likely
from incidents.admin.likely import LikelyForm
from incidents.admin.record_form import RecordForm


class IncidentForm(LikelyForm, RecordForm):
    """The facts; a new incident that may be here already is saved when that was seen."""

    likely_kind = "incident"
    likely_watch = {name: name for name in ("title_fr", "title_en", "earliest", "latest")}
    likely_seen = likely.seen_field(likely_kind, likely_watch)

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.instance._state.adding:
            self.check_likely()
        return cleaned
