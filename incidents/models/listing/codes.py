"""A column that holds several codes, or several addresses of one kind."""

from django.contrib.postgres.fields import ArrayField
from django.db import models


def codes() -> ArrayField:
    """Empty where there is none."""
    return ArrayField(models.CharField(max_length=120), default=list)
