"""A new incident from a source, in one step: what the source tells is proposed."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminDateWidget, AutocompleteSelect
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from incidents.actions import quick
from incidents.admin.likely import LikelyForm, seen_field
from incidents.admin.quick_forms import QuickForm
from incidents.admin.quick_start import proposed_days
from incidents.codes import PresentedAs, Scheme, SyntheticLevel
from incidents.labels import choices
from incidents.models import Incident, SourceMedia, Term


class IncidentForm(LikelyForm, QuickForm):
    """The facts that a new incident begins with; the rest is added on its page."""

    likely_kind = "incident"
    likely_watch = {name: name for name in ("title_fr", "title_en", "earliest", "latest")}
    likely_seen = seen_field(likely_kind, likely_watch)

    noun = _("incident")
    sections = (
        (
            _("What happened"),
            ("title_fr", "title_en", "summary_fr", "summary_en", "original_language"),
            False,
        ),
        (_("When and where"), ("earliest", "latest", "jurisdiction"), False),
        (
            _("The content"),
            ("synthetic_level", "presented_as", "techniques", "media"),
            False,
        ),
        (_("More"), ("precision", "election", "internal_note"), True),
    )

    class Meta:
        model = Incident
        fields = (
            "title_fr",
            "title_en",
            "summary_fr",
            "summary_en",
            "original_language",
            "earliest",
            "latest",
            "precision",
            "jurisdiction",
            "election",
            "synthetic_level",
            "presented_as",
            "techniques",
            "media",
            "internal_note",
        )
        widgets = {
            "summary_fr": forms.Textarea(attrs={"rows": 3}),
            "summary_en": forms.Textarea(attrs={"rows": 3}),
            "internal_note": forms.Textarea(attrs={"rows": 2}),
            "earliest": AdminDateWidget,
            "latest": AdminDateWidget,
            "original_language": forms.RadioSelect,
            "jurisdiction": AutocompleteSelect(
                Incident._meta.get_field("jurisdiction"), admin.site
            ),
            "election": AutocompleteSelect(Incident._meta.get_field("election"), admin.site),
            "synthetic_level": forms.RadioSelect,
            "presented_as": forms.RadioSelect,
            "techniques": forms.CheckboxSelectMultiple,
            "media": forms.CheckboxSelectMultiple,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, incident=Incident(), **kwargs)
        fields: Any = self.fields
        fields["title_fr"].widget.attrs["autofocus"] = True
        fields["synthetic_level"].choices = choices(SyntheticLevel)
        fields["presented_as"].choices = choices(PresentedAs)
        today = timezone.localdate()
        valid = Q(valid_to__isnull=True) | Q(valid_to__gte=today)
        for name, scheme in (("techniques", Scheme.TECHNIQUE), ("media", Scheme.MEDIA)):
            fields[name].queryset = Term.objects.filter(valid, scheme=scheme)

    def clean(self) -> dict[str, Any] | None:
        """The proposed precision goes with the proposed days, and with no others."""
        cleaned = super().clean()
        self.complete_days()
        self.check_likely()
        return cleaned

    def save_quickly(self, by: Any) -> Incident:
        terms = {name: self.cleaned_data[name] for name in ("techniques", "media")}
        return quick.begin(incident=self.instance, by=by, ground=self.ground, terms=terms)


def proposed(source: SourceMedia, by: Any) -> dict[str, Any]:
    """What the source tells, and the country of the person's last incident: to be looked at, and
    changed. No election: it stands in a folded part, and would be published unseen."""
    last = Incident.objects.filter(created_by=by.pk).order_by("-pk").first()
    language = source.language[:2] if source.language[:2] in ("fr", "en") else ""
    language = language or (get_language() or "fr")[:2]
    found: dict[str, Any] = {
        "original_language": language,
        f"title_{language}": source.title[:200],
        "jurisdiction": last.jurisdiction_id if last else "FR",
    }
    return found | proposed_days(source)
