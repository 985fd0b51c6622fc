"""The staff account. What it may do comes from its roles (see roles.py), never from itself."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """A member of staff; visitors have no accounts."""

    language = models.CharField(
        _("language"),
        max_length=2,
        blank=True,
        choices=settings.LANGUAGES,
        help_text=_("Language of the staff pages. Empty: the browser's language."),
    )

    class Meta(AbstractUser.Meta):
        constraints = [
            models.CheckConstraint(
                condition=models.Q(language__in=["", "fr", "en"]),
                name="user_language_is_one_the_site_has",
            ),
        ]


class SignInCount(models.Model):
    """Failures to sign in under one key (see incidents/limits.py); nothing here names anybody."""

    key = models.CharField(_("key"), max_length=64, primary_key=True)
    failures = models.PositiveIntegerField(_("failures"))
    ends_at = models.DateTimeField(_("counted until"), db_index=True)

    class Meta:
        default_permissions = ()
        verbose_name = _("count of failed sign-ins")
        verbose_name_plural = _("counts of failed sign-ins")

    def __str__(self) -> str:
        return f"{self.failures} until {self.ends_at}"
