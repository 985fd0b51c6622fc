"""Who follows what by e-mail: a table of its own, which no page, export, list or audit reads."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from incidents.codes import Frequency
from incidents.labels import choices
from incidents.models.base import PublicIdField, code_constraint
from incidents.models.incident import LANGUAGES


class SubscriptionQuerySet(models.QuerySet["Subscription"]):
    """Chains of filters of subscriptions."""

    def asked(self) -> "SubscriptionQuerySet":
        """Not confirmed yet."""
        return self.filter(confirmed_at__isnull=True)

    def confirmed(self) -> "SubscriptionQuerySet":
        """Confirmed from the address itself."""
        return self.filter(confirmed_at__isnull=False)

    def active(self) -> "SubscriptionQuerySet":
        """Confirmed, and not paused after failures."""
        return self.confirmed().filter(paused_at__isnull=True)


class Subscription(models.Model):
    """One address that asked for news of one thing followed (``followed.py``).

    It is asked for until the link in its first mail is used; that link's token is here as a hash
    only. ``told`` is the key of the last Publication that a mail told of or need not tell of, of
    the last Report where reports are followed; ``digest_on`` the day of the last look.
    """

    public_id = PublicIdField()
    address = models.EmailField(_("address"), max_length=254)
    language = models.CharField(_("language"), max_length=2, choices=LANGUAGES)
    frequency = models.CharField(_("frequency"), max_length=8, choices=choices(Frequency))
    query = models.CharField(_("what is followed"), max_length=1500, blank=True)
    asked_at = models.DateTimeField(_("asked at"))
    mailed_at = models.DateTimeField(_("asked to confirm at"), null=True)
    token_hash = models.CharField(max_length=64, blank=True)
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True)
    told = models.BigIntegerField(null=True)
    digest_on = models.DateField(null=True)
    failures = models.PositiveSmallIntegerField(_("failures"), default=0)
    retry_at = models.DateTimeField(null=True)
    paused_at = models.DateTimeField(_("paused at"), null=True)

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("subscription")
        verbose_name_plural = _("subscriptions")
        ordering = ("pk",)
        default_permissions = ()
        constraints = [
            code_constraint("subscription", "frequency", Frequency),
            models.CheckConstraint(
                condition=Q(language__in=[code for code, _name in LANGUAGES]),
                name="subscription_language_is_a_known_code",
            ),
            models.UniqueConstraint(
                fields=("address", "query"),
                condition=Q(confirmed_at__isnull=False),
                name="address_follows_a_thing_once",
            ),
            models.UniqueConstraint(
                fields=("address", "query"),
                condition=Q(confirmed_at__isnull=True),
                name="address_asks_for_a_thing_once",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True, told__isnull=True, digest_on__isnull=True)
                | Q(
                    confirmed_at__isnull=False,
                    told__isnull=False,
                    digest_on__isnull=False,
                    token_hash="",
                ),
                name="confirmed_subscription_is_told_from_somewhere_on",
            ),
            models.UniqueConstraint(
                fields=("token_hash",),
                condition=~Q(token_hash=""),
                name="token_leads_to_one_subscription",
            ),
            models.CheckConstraint(
                condition=Q(mailed_at__isnull=False) | Q(token_hash=""),
                name="token_exists_once_it_is_mailed",
            ),
        ]

    def __str__(self) -> str:
        return self.public_id
