"""Who says what, with its sources and what it answers."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from incidents.actions import claim as claims
from incidents.admin.access import PartAccess
from incidents.admin.base import RecordAdmin
from incidents.admin.citation import CitationRows
from incidents.admin.record_form import SentenceForm
from incidents.admin.rows import AddedRows
from incidents.admin.warnings import WarnsOfLoadedWords
from incidents.admin.work_filters import UnsourcedFilter
from incidents.models import Claim, ClaimAnswer, Incident


class AnswerForm(SentenceForm):
    """To one claim or one involvement."""

    class Meta:
        model = ClaimAnswer
        fields = ("kind", "claim", "involvement")

    def write(self, *, by: Any) -> ClaimAnswer:
        """Through the action, which refuses a loop."""
        row = self.instance
        to = row.claim or row.involvement
        return claims.answer(answer=row.answer, to=to, kind=row.kind, by=by)


class AnswerRows(AddedRows):
    """What this claim answers; on the public page it stands beside it."""

    model = ClaimAnswer
    form = AnswerForm
    fk_name = "answer"
    autocomplete_fields = ("claim", "involvement")
    fields = ("kind", "claim", "involvement")
    verbose_name_plural = _("what it answers")

    def get_queryset(self, request: HttpRequest) -> QuerySet[ClaimAnswer]:
        found = super().get_queryset(request)
        return found.select_related("claim", "involvement__actor")


@admin.register(Claim)
class ClaimAdmin(WarnsOfLoadedWords, PartAccess, RecordAdmin):
    """One proposition, one stance, one speaker. Denial and accusation are derived, never typed."""

    list_display = ("__str__", "proposition", "stance", "who", "last_saved")
    list_select_related = ("speaker",)
    list_filter = (
        "proposition",
        "stance",
        UnsourcedFilter,
        "directness",
        "reliability",
        "credibility",
        "likelihood",
    )
    search_fields = ("summary_fr", "summary_en", "speaker__name_fr", "speaker_label_fr")
    autocomplete_fields = ("incidents", "speaker", "on_behalf_of", "about", "relayed_by")
    inlines = (CitationRows, AnswerRows)
    fieldsets = (
        (
            _("What is said"),
            {
                "fields": ("incidents", ("proposition", "stance"), ("summary_fr", "summary_en")),
                "description": _(
                    "One proposition and one stance: a speaker who denies one thing and accuses "
                    "of another makes two claims. Quotes belong to the sources below."
                ),
            },
        ),
        (
            _("Who says it"),
            {
                "fields": (
                    "speaker",
                    ("speaker_label_fr", "speaker_label_en"),
                    ("on_behalf_of", "about"),
                    "relayed_by",
                    ("earliest", "latest", "precision"),
                ),
                "description": _(
                    "A speaker whom the source does not name is described, not guessed. Relayed "
                    "by: the publisher of the source. The date is when it was said."
                ),
            },
        ),
        (
            _("How it is assessed"),
            {
                "fields": ("directness", ("reliability", "credibility"), "likelihood"),
                "description": _(
                    "Reliability of the source and credibility of the information are two axes; "
                    "they are never averaged. F and 6 mean “cannot be judged”."
                ),
            },
        ),
    )

    def incidents_of(self, obj: Claim) -> Iterable[Incident]:
        return obj.incidents.all() if obj.pk else ()

    @admin.display(description=_("speaker"), ordering="speaker")
    def who(self, claim: Claim) -> str:
        return str(claim.speaker or claim.speaker_label_fr or claim.speaker_label_en)
