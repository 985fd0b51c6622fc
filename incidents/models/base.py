"""What several records share: versions, dates of facts, public ids."""

import secrets
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from incidents.codes import Precision
from incidents.dates import FactDate
from incidents.input_error import InputError
from incidents.labels import choices, in_words

Person = Any
"""A user of the site: an instance of AUTH_USER_MODEL, which belongs to the layer above."""

ID_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
ID_LENGTH = 10


def new_public_id() -> str:
    """Ten random letters and digits without look-alikes (31^10, about 8e14 values)."""
    return "".join(secrets.choice(ID_ALPHABET) for _i in range(ID_LENGTH))


class PublicIdField(models.CharField):
    """Short random id, reserved when the row is made, public from its first publication on."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", ID_LENGTH)
        kwargs.setdefault("default", new_public_id)
        kwargs.setdefault("editable", False)
        kwargs.setdefault("unique", True)
        super().__init__(*args, **kwargs)


class Edited(models.Model):
    """A record that people edit: who made it, who touched it last, and its optimistic version."""

    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(auto_now_add=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )
    updated_at = models.DateTimeField(auto_now=True, editable=False)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )

    class Meta:
        abstract = True


class FactDated(models.Model):
    """The date of a fact as *earliest, latest, precision*."""

    earliest = models.DateField(_("earliest day"), null=True, blank=True)
    latest = models.DateField(_("latest day"), null=True, blank=True)
    precision = models.CharField(
        _("precision"),
        max_length=8,
        choices=choices(Precision),
        default=Precision.UNKNOWN,
        help_text=_("“April 2026”: first and last day of the month, precision month."),
    )

    class Meta:
        abstract = True

    @property
    def fact_date(self) -> FactDate:
        """The date as the pure layer knows it. Raises DateError when the three disagree."""
        return FactDate(self.earliest, self.latest, Precision(self.precision))

    def clean(self) -> None:
        """Say kindly what the constraints enforce."""
        super().clean()
        try:
            self.fact_date  # noqa: B018 - building it is the check
        except InputError as error:
            said = _(error.template) % in_words(error.params)
            raise ValidationError({"earliest": said}) from error


def fact_date_constraints(name: str) -> list[models.BaseConstraint]:
    """Database constraints of the dates of one model; ``name`` is the model's, for their names."""
    unknown = Q(precision=Precision.UNKNOWN, earliest__isnull=True, latest__isnull=True)
    known = ~Q(precision=Precision.UNKNOWN) & Q(earliest__isnull=False, latest__isnull=False)
    return [
        models.CheckConstraint(
            condition=unknown | known, name=f"{name}_has_both_days_or_is_of_unknown_date"
        ),
        models.CheckConstraint(
            condition=Q(earliest__isnull=True) | Q(earliest__lte=F("latest")),
            name=f"{name}_earliest_day_is_not_after_latest",
        ),
        models.CheckConstraint(
            condition=~Q(precision=Precision.DAY) | Q(earliest=F("latest")),
            name=f"{name}_of_precision_day_has_one_day",
        ),
    ]


def web_address_constraints(model: str) -> list[models.CheckConstraint]:
    """``url`` and ``archived_url`` are empty or web addresses: nothing that a browser would run."""
    return [
        models.CheckConstraint(
            condition=Q(**{field: ""}) | Q(**{f"{field}__regex": "^https?://"}),
            name=f"{model}_{field}_is_a_web_address",
        )
        for field in ("url", "archived_url")
    ]


def code_constraint(
    model: str, field: str, codes: type[StrEnum], *, blank: bool = False
) -> models.CheckConstraint:
    """A column holds one of the codes of an enum (or nothing, where ``blank``)."""
    values = [code.value for code in codes]
    if blank:
        values.append("")
    return models.CheckConstraint(
        condition=Q(**{f"{field}__in": values}), name=f"{model}_{field}_is_a_known_code"
    )
