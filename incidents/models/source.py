"""Where we learned something: source media and their original bytes."""

import hashlib

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from incidents.codes import PublicExtent, SourceKind
from incidents.labels import choices
from incidents.models.actor import Actor
from incidents.models.base import (
    Edited,
    FactDated,
    PublicIdField,
    code_constraint,
    fact_date_constraints,
    web_address_constraints,
)


class StoredFile(models.Model):
    """Bytes under their SHA-256. The name is the proof; a row is never changed."""

    digest = models.CharField(max_length=64, primary_key=True, editable=False)
    content = models.BinaryField()
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=100)
    stored_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("stored file")
        verbose_name_plural = _("stored files")
        constraints = [
            models.CheckConstraint(
                condition=Q(digest__regex="^[0-9a-f]{64}$"), name="stored_file_digest_is_a_sha256"
            )
        ]
        triggers = [pgtrigger.ReadOnly(name="stored_file_is_never_changed")]

    def __str__(self) -> str:
        return self.digest

    @staticmethod
    def digest_of(content: bytes) -> str:
        """SHA-256 in lower-case hexadecimal."""
        return hashlib.sha256(content).hexdigest()


class SourceMedia(Edited, FactDated):
    """A video, article, broadcast, press release, post, judgment or report. Its fact date is the
    date of publication."""

    public_id = PublicIdField()
    kind = models.CharField(
        _("kind"), max_length=20, choices=choices(SourceKind), default=SourceKind.VIDEO
    )
    title = models.CharField(_("title"), max_length=300, blank=True)
    publisher = models.ForeignKey(
        Actor,
        verbose_name=_("publisher"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="published_sources",
    )
    url = models.URLField(_("address"), max_length=1000, blank=True)
    archived_url = models.URLField(_("archived address"), max_length=1000, blank=True)
    description = models.TextField(_("description"), blank=True)
    category = models.CharField(_("category"), max_length=100, blank=True)
    language = models.CharField(
        _("language"), max_length=12, default="fr", help_text=_("ISO 639 code, e.g. fr.")
    )
    captured_at = models.DateTimeField(_("captured at"), null=True, blank=True)
    original = models.ForeignKey(
        StoredFile,
        verbose_name=_("original"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    public_extent = models.CharField(
        _("public extent of the text"),
        max_length=6,
        choices=choices(PublicExtent),
        default=PublicExtent.CITED,
    )
    public_extent_ground = models.CharField(
        _("ground for the public extent"),
        max_length=300,
        blank=True,
        help_text=_("Copyright: why this much of the text may be shown. Needed for the full text."),
    )

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ("-pk",)
        constraints = [
            *fact_date_constraints("source"),
            *web_address_constraints("source"),
            code_constraint("source", "kind", SourceKind),
            code_constraint("source", "public_extent", PublicExtent),
            models.UniqueConstraint(
                fields=("original",),
                condition=Q(original__isnull=False),
                name="original_is_stored_for_one_source",
            ),
            models.CheckConstraint(
                condition=~Q(public_extent=PublicExtent.FULL) | ~Q(public_extent_ground=""),
                name="full_text_is_public_only_on_a_ground",
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.description[:80] or self.url or self.public_id
