"""The appearances of an incident, on its page."""

from django.db.models import QuerySet
from django.http import HttpRequest

from incidents.admin.rows import RecordRows
from incidents.models import Appearance


class AppearanceRows(RecordRows):
    """Where it was seen; each is opened for its events and readings."""

    model = Appearance
    step = "appearances"
    autocomplete_fields = ("platform",)
    fields = ("platform", "kind", "account", "account_masked", "url", "disclosure")
    show_change_link = True

    def get_queryset(self, request: HttpRequest) -> QuerySet[Appearance]:
        return super().get_queryset(request).select_related("platform")
