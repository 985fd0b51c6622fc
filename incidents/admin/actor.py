"""Actors and what ties them; private identities apart, for those who may know them."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from incidents.actions import external_ids, reading
from incidents.admin import likely
from incidents.admin.affiliation import AffiliationRows
from incidents.admin.base import RecordAdmin, with_seen_version
from incidents.admin.likely import LikelyForm
from incidents.admin.merging import MergeAccess
from incidents.admin.record_form import RecordForm, SentenceForm
from incidents.admin.rows import NamedRows
from incidents.codes import ActorKind
from incidents.models import Actor, ActorAlias, PrivateIdentity
from incidents.vocabulary.parties import Party, by_id


class AliasRows(admin.TabularInline):
    """Other names of a public actor."""

    model = ActorAlias
    formset = NamedRows
    form = SentenceForm
    extra = 0


class ActorForm(LikelyForm, RecordForm):
    """A new actor who may be in the register already is saved when that was seen."""

    likely_kind = "actor"
    likely_watch = {
        name: name for name in ("name_fr", "name_en", "short_name", "wikidata_id", "party_facts_id")
    }
    likely_seen = likely.seen_field(likely_kind, likely_watch)

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.instance._state.adding:
            self.check_likely()
        return cleaned


@admin.register(Actor)
class ActorAdmin(MergeAccess, RecordAdmin):
    """Whoever takes part. Of a private person, only the public label stands here."""

    form = ActorForm

    list_display = ("__str__", "kind", "short_name", "country", "is_private", "slug")
    list_select_related = ("country",)
    list_filter = ("kind", "is_private", ("country", admin.RelatedOnlyFieldListFilter))
    search_fields = (
        "name_fr",
        "name_en",
        "short_name",
        "public_label_fr",
        "public_label_en",
        "aliases__name",
    )
    readonly_fields = ("identity", "register_says")
    inlines = (AliasRows, AffiliationRows)
    fieldsets = (
        (None, {"fields": ("kind", ("name_fr", "name_en"), ("short_name", "slug"), "country")}),
        (
            _("Private person"),
            {
                "fields": ("is_private", ("public_label_fr", "public_label_en"), "identity"),
                "description": _(
                    "For somebody who must never be named: tick the box, leave names and slug "
                    "empty, and write how the public may read of them, such as “a private person”."
                ),
            },
        ),
        (
            _("In other registers"),
            {
                "fields": (("wikidata_id", "party_facts_id"), "register_says"),
                "classes": ("collapse",),
            },
        ),
    )

    def get_fieldsets(self, request: HttpRequest, obj: Actor | None = None) -> Any:
        found = super().get_fieldsets(request, obj)
        return found if obj else with_seen_version(list(found), likely.SEEN)

    def get_prepopulated_fields(
        self, request: HttpRequest, obj: Actor | None = None
    ) -> dict[str, Sequence[str]]:
        """Only for a new actor: a slug in use is a public address."""
        return {} if obj else {"slug": ("name_fr",)}

    def get_inlines(self, request: HttpRequest, obj: Actor | None) -> tuple[Any, ...]:
        """A private actor has neither aliases nor affiliations here."""
        return () if obj is not None and obj.is_private else tuple(self.inlines)

    def has_change_permission(self, request: HttpRequest, obj: Actor | None = None) -> bool:
        """What was merged is read, and edited where it went."""
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or obj.merged_into_id is None)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """What the register of parties lacks or proposes is said; what it contradicts, refused."""
        super().save_model(request, obj, form, change)
        if external_ids.is_unknown(obj):
            said = gettext(
                "Party Facts id %(id)s is not in the register that is shipped: look at it again."
            )
            messages.warning(request, said % {"id": obj.party_facts_id})
        elif found := external_ids.proposed(obj):
            said = gettext("The register of parties has this name: %(parties)s. Is it the same?")
            messages.info(request, said % {"parties": _with_ids(found)})

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """Of somebody who becomes private, aliases and affiliations that were sent with the form
        are not brought back."""
        if form.instance.is_private:
            formset.save(commit=False)
            return
        super().save_formset(request, form, formset, change)

    @admin.display(description=_("register of parties"))
    def register_says(self, actor: Actor) -> str:
        """What Party Facts knows under the id, or proposes for the name."""
        if not actor.pk or actor.kind != ActorKind.PARTY:
            return "–"
        if party := by_id().get(actor.party_facts_id):
            return str(party)
        if external_ids.is_unknown(actor):
            return gettext("this id is not in the register that is shipped")
        found = external_ids.proposed(actor)
        if found:
            return gettext("has this name: %(parties)s") % {"parties": _with_ids(found)}
        return gettext("has no such name")

    @admin.display(description=_("private identity"))
    def identity(self, actor: Actor) -> str:
        """A link for those who may follow it; never the name."""
        if not actor.pk or not actor.is_private:
            return gettext("kept apart, with its own permission")
        found = PrivateIdentity.objects.filter(actor=actor).values_list("pk", flat=True).first()
        if found is None:
            address = reverse("admin:incidents_privateidentity_add") + f"?actor={actor.pk}"
            return format_html('<a href="{}">{}</a>', address, gettext("none recorded: add"))
        address = reverse("admin:incidents_privateidentity_change", args=[found])
        return format_html('<a href="{}">{}</a>', address, gettext("open (needs the permission)"))


def _with_ids(found: list[Party]) -> str:
    return "; ".join(f"{party.id} = {party}" for party in found)


class IdentityForm(RecordForm):
    """An identity is kept of private actors only: any other is named where it stands."""

    def clean_actor(self) -> Actor:
        actor: Actor = self.cleaned_data["actor"]
        if not actor.is_private:
            raise ValidationError(gettext("This actor is not a private person."))
        return actor


@admin.register(PrivateIdentity)
class PrivateIdentityAdmin(RecordAdmin):
    """Who a private actor is. Its own permission; nothing of it is shown or searched elsewhere.

    Whoever is shown an identity, in the list or on its page, leaves an entry in the audit.
    """

    form = IdentityForm
    list_display = ("actor", "name", "last_saved")
    list_select_related = ("actor",)
    list_filter = (("updated_by", admin.RelatedOnlyFieldListFilter),)
    search_fields = ("name",)
    autocomplete_fields = ("actor",)
    fieldsets = (
        (
            None,
            {
                "fields": ("actor", "name", "aliases", "handles"),
                "description": _(
                    "Every name, alias and handle written here is looked for in public texts "
                    "before publication, which is refused where one occurs."
                ),
            },
        ),
    )

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        response = super().changelist_view(request, extra_context)
        shown = getattr(response, "context_data", None) or {}
        if "cl" in shown:
            keys = [identity.pk for identity in shown["cl"].result_list]
            reading.note(identities=keys, by=request.user)
        return response

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        identity = context.get("original")
        if identity is not None:
            reading.note(identities=[identity.pk], by=request.user)
        return super().render_change_form(request, context, *args, **kwargs)
