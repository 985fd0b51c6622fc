"""Organisations that send submissions, and the keys by which their programs are known."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from incidents.codes import KeyScope
from incidents.labels import choices
from incidents.models.base import Edited

GROUP = "partner"
"""The group of the accounts of keys; ``tracker/accounts/roles.py`` says what it may do."""
LONGEST_DAYS = 366
"""A key ends after a year at most."""


class Partner(Edited):
    """An organisation that reads much, or sends drafts. Of it only the name is ever shown outside
    the administration, and to staff alone."""

    name = models.CharField(_("organisation"), max_length=200, unique=True)
    contact = models.TextField(
        _("contact (internal)"),
        blank=True,
        help_text=_("Whom to write to, for administrators only."),
    )

    class Meta:
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class ApiKey(models.Model):
    """A key of a partner's program: of its secret only the SHA-256 is kept. The secret is 256
    random bits, which nobody can try out: a slow hash, made for passwords, would protect nothing
    more. It acts as an ``account`` of its own, with which nobody can sign in."""

    partner = models.ForeignKey(
        Partner, verbose_name=_("partner"), on_delete=models.PROTECT, related_name="keys"
    )
    label = models.CharField(_("what it is for"), max_length=100)
    prefix = models.CharField(_("begins with"), max_length=20, unique=True)
    digest = models.CharField(max_length=64, unique=True)
    scopes = ArrayField(
        models.CharField(max_length=10, choices=choices(KeyScope)), verbose_name=_("scopes")
    )
    account = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        on_delete=models.PROTECT,
        related_name="api_key",
    )
    made_at = models.DateTimeField(_("made at"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("made by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    expires_at = models.DateTimeField(_("expires at"))
    revoked_at = models.DateTimeField(_("revoked at"), null=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("revoked by"),
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )

    class Meta:
        verbose_name = _("API key")
        verbose_name_plural = _("API keys")
        ordering = ("-made_at", "-pk")
        default_permissions = ("view", "add")
        permissions = [("revoke_apikey", _("Can revoke a key of the API"))]
        constraints = [
            models.CheckConstraint(
                condition=Q(digest__regex="^[0-9a-f]{64}$"), name="api_key_is_kept_as_a_sha256"
            ),
            models.CheckConstraint(
                condition=Q(prefix__regex="^vigie_[a-z0-9]{8}$"),
                name="api_key_begins_with_our_mark",
            ),
            models.CheckConstraint(
                condition=Q(scopes__len__gt=0)
                & Q(scopes__contained_by=[scope.value for scope in KeyScope]),
                name="api_key_has_known_scopes",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("made_at")), name="api_key_expires_after_it_is_made"
            ),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True, revoked_by__isnull=True)
                | Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="revocation_of_an_api_key_is_dated_and_signed",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="api_key_is_never_deleted", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="api_key_is_only_revoked", exclude=["label", "revoked_at", "revoked_by"]
            ),
            pgtrigger.Protect(
                name="api_key_is_revoked_for_good",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__revoked_at__isnull=False)
                & pgtrigger.Q(old__revoked_at__df=pgtrigger.F("new__revoked_at")),
            ),
            pgtrigger.Trigger(
                name="api_key_lasts_a_year_at_most",
                operation=pgtrigger.Insert,
                when=pgtrigger.Before,
                func=(
                    f"IF NEW.expires_at > NEW.made_at + interval '{LONGEST_DAYS} days' THEN"
                    " RAISE EXCEPTION 'a key lasts a year at most'"
                    " USING ERRCODE = 'check_violation'; END IF; RETURN NEW;"
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.prefix}…"


class ApiKeyUse(models.Model):
    """When a key was last used, to the minute: no record, and so in no audit."""

    key = models.OneToOneField(
        ApiKey, on_delete=models.PROTECT, primary_key=True, related_name="use"
    )
    last_used_at = models.DateTimeField(_("last used at"), null=True)

    class Meta:
        verbose_name = _("use of an API key")
        verbose_name_plural = _("uses of API keys")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.key_id}: {self.last_used_at or '–'}"
