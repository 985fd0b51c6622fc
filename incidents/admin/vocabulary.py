"""Registers of shared terms: vocabularies, platforms, legal bases; jurisdictions are read only."""

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from incidents.admin.base import RecordAdmin
from incidents.admin.guarded import ReadOnlyAdmin
from incidents.models import Jurisdiction, LegalBasis, Platform, Term


@admin.register(Term)
class TermAdmin(RecordAdmin):
    """A term is retired or replaced, never deleted: old records keep the term they were given."""

    list_display = ("__str__", "scheme", "code", "source", "valid_from", "valid_to")
    list_filter = ("scheme",)
    search_fields = ("code", "label_fr", "label_en")
    autocomplete_fields = ("replaced_by",)
    fieldsets = (
        (None, {"fields": (("scheme", "code"), "label_fr", "label_en")}),
        (_("Meaning"), {"fields": ("definition_fr", "definition_en", "source")}),
        (
            _("Use"),
            {
                "fields": ("position", ("valid_from", "valid_to"), "replaced_by"),
                "description": _(
                    "A term that should no longer be chosen gets a last day; records keep it."
                ),
            },
        ),
    )

    def get_readonly_fields(self, request: HttpRequest, obj: Term | None = None) -> tuple[str, ...]:
        """Vocabulary and code name the term in every publication: they stay."""
        return ("scheme", "code") if obj else ()

    def has_delete_permission(self, request: HttpRequest, obj: Term | None = None) -> bool:
        return False


@admin.register(Platform)
class PlatformAdmin(RecordAdmin):
    """A place where content is seen."""

    list_display = ("__str__", "code", "kind", "operator", "vlop_since")
    list_filter = ("kind",)
    search_fields = ("code", "name_fr", "name_en", "operator")
    fieldsets = (
        (None, {"fields": (("name_fr", "name_en"), ("code", "kind"))}),
        (_("Operator"), {"fields": ("operator", "vlop_since", "notice_url", "source")}),
    )

    def get_readonly_fields(
        self, request: HttpRequest, obj: Platform | None = None
    ) -> tuple[str, ...]:
        """The code is part of public addresses."""
        return ("code",) if obj else ()


@admin.register(LegalBasis)
class LegalBasisAdmin(RecordAdmin):
    """A provision, with the dates between which it is in force."""

    list_display = ("short", "title_fr", "jurisdiction", "in_force_from", "in_force_to")
    list_select_related = ("jurisdiction",)
    list_filter = (("jurisdiction", admin.RelatedOnlyFieldListFilter),)
    search_fields = ("code", "short", "title_fr", "title_en")
    fieldsets = (
        (None, {"fields": (("code", "short"), "jurisdiction", "title_fr", "title_en", "tracks")}),
        (
            _("In force"),
            {
                "fields": (("in_force_from", "in_force_to"), "url"),
                "description": _(
                    "An amended provision is another row, so that facts meet the law of their day."
                ),
            },
        ),
        (_("Notes, to be checked by a lawyer"), {"fields": ("note_fr", "note_en", "source")}),
    )


@admin.register(Jurisdiction)
class JurisdictionAdmin(ReadOnlyAdmin):
    """ISO codes, loaded from a file of the project."""

    list_display = ("code", "name_fr", "name_en", "is_fictional")
    list_filter = ("is_fictional",)
    search_fields = ("code", "name_fr", "name_en")
