"""Whether the site takes anything down in writing now: one row, which every process asks."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

ONLY = 1


class ModeQuerySet(models.QuerySet["Mode"]):
    """Questions to the one row."""

    def read_only(self) -> "Mode | None":
        """What was said as the site was set to read only, while it is."""
        return self.filter(read_only=True).first()


class Mode(models.Model):
    """The mode of the site; without a row it is the normal one.

    While it is ``read_only`` the database refuses every change of a record (``vigie_may_write``,
    migration ``0021_mode``), whoever asks. The reasons are read by visitors; one language will do.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=ONLY, editable=False)
    read_only = models.BooleanField(_("read only"), default=False)
    reason_fr = models.CharField(_("reason (French)"), max_length=300, blank=True)
    reason_en = models.CharField(_("reason (English)"), max_length=300, blank=True)
    since = models.DateTimeField(_("since"))
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("set by"),
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )

    objects = ModeQuerySet.as_manager()

    class Meta:
        verbose_name = _("mode of the site")
        verbose_name_plural = _("modes of the site")
        constraints = [
            models.CheckConstraint(condition=Q(id=ONLY), name="there_is_one_mode"),
            models.CheckConstraint(
                condition=Q(read_only=False) | ~Q(reason_fr="", reason_en=""),
                name="read_only_mode_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return str(_("read only")) if self.read_only else str(_("normal"))

    @property
    def reason(self) -> dict[str, str]:
        """The reason by language, as pages show passages."""
        return {"fr": self.reason_fr, "en": self.reason_en}
