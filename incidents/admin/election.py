"""Elections and their rounds."""

from collections.abc import Sequence

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from incidents.admin.base import RecordAdmin
from incidents.admin.record_form import SentenceForm
from incidents.admin.rows import NamedRows
from incidents.models import Election, ElectionRound


class RoundRows(admin.TabularInline):
    """Each round with its territory and its silence period (times of Europe/Paris)."""

    model = ElectionRound
    formset = NamedRows
    form = SentenceForm
    extra = 0


@admin.register(Election)
class ElectionAdmin(RecordAdmin):
    """A vote that incidents may touch."""

    list_display = ("__str__", "kind", "jurisdiction", "slug")
    list_select_related = ("jurisdiction",)
    list_filter = ("kind", ("jurisdiction", admin.RelatedOnlyFieldListFilter))
    search_fields = ("name_fr", "name_en", "slug")
    autocomplete_fields = ("jurisdiction",)
    inlines = (RoundRows,)
    fieldsets = (
        (None, {"fields": (("name_fr", "name_en"), "slug", ("kind", "jurisdiction"))}),
        (
            _("Silence period"),
            {
                "fields": (),
                "description": _(
                    "During the silence period of a round, publishing an incident of this "
                    "election is held unless a publisher gives a reason."
                ),
            },
        ),
    )

    def get_prepopulated_fields(
        self, request: HttpRequest, obj: Election | None = None
    ) -> dict[str, Sequence[str]]:
        """Only for a new election: a slug in use is a public address."""
        return {} if obj else {"slug": ("name_fr",)}
