"""The legal follow-up of published incidents, and what of it is to be looked at again."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from incidents.models.listing.codes import codes
from incidents.models.listing.incident import ListedIncident


class ListedProcedureQuerySet(models.QuerySet["ListedProcedure"]):
    """Chains of procedure filters."""

    def newest(self) -> "ListedProcedureQuerySet":
        """Each procedure of these rows once, as the document published last tells of it, be that
        document among these rows or not: it knows most. A report reads its documents alike
        (``reports/follow_up.py``)."""
        newest = (
            ListedProcedure.objects.filter(public_id__in=self.order_by().values("public_id"))
            .order_by("public_id", "-listed__published_at", "-listed_id")
            .distinct("public_id")
        )
        return ListedProcedure.objects.filter(pk__in=newest.values("pk")).order_by()


class ListedProcedure(models.Model):
    """One legal follow-up of a published incident; that of several incidents stands once for each,
    and the newest of these is counted (``newest``).

    The days of a platform notice are those known exactly (``procedures.notices``); that it was
    received or decided on is known without them.
    """

    listed = models.ForeignKey(ListedIncident, on_delete=models.CASCADE, related_name="procedures")
    public_id = models.CharField(max_length=10)
    track = models.CharField(max_length=20)
    status = models.CharField(max_length=24)
    platform = models.CharField(max_length=40, blank=True)
    channel = models.CharField(max_length=16, blank=True)
    sent = models.BooleanField(default=False)
    received = models.BooleanField(default=False)
    decided = models.BooleanField(default=False)
    sent_on = models.DateField(null=True)
    received_on = models.DateField(null=True)
    decided_on = models.DateField(null=True)
    decisions = codes()

    objects = ListedProcedureQuerySet.as_manager()

    class Meta:
        verbose_name = _("listed procedure")
        verbose_name_plural = _("listed procedures")
        ordering = ("listed_id", "public_id")
        indexes = [
            models.Index(fields=("platform", "public_id"), name="listed_notices"),
            models.Index(fields=("public_id",), name="listed_procedure_alone"),
            models.Index(fields=("track", "status", "listed"), name="listed_procedures_of_track"),
            models.Index(fields=("status", "listed"), name="listed_procedures_by_status"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=("listed", "public_id"), name="listed_procedure_stands_once_per_incident"
            )
        ]

    def __str__(self) -> str:
        return self.public_id


class ListedFollowUp(models.Model):
    """One item of the follow-up list, and the days between which it is on it; whether it is today
    is asked when the list is read."""

    listed = models.ForeignKey(ListedIncident, on_delete=models.CASCADE, related_name="follow_ups")
    public_id = models.CharField(max_length=10)
    track = models.CharField(max_length=20)
    kind = models.CharField(max_length=20)
    clock = models.CharField(max_length=24, blank=True)
    nature = models.CharField(max_length=12, blank=True)
    respondent = models.JSONField(null=True)
    since = models.DateField(null=True)
    due_on = models.DateField(null=True)
    listed_from = models.DateField(null=True)
    listed_until = models.DateField(null=True)

    class Meta:
        verbose_name = _("listed follow-up")
        verbose_name_plural = _("listed follow-ups")
        ordering = ("listed_id", "public_id", "kind", "pk")
        indexes = [models.Index(fields=("listed_from", "listed_until"), name="listed_due")]

    def __str__(self) -> str:
        return f"{self.public_id} {self.kind}"
