"""A list of the first page: its first rows, and how many there are in all."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet, Window

SHOWN = 8
"""Rows of a list on the first page; the rest is behind its link."""


@dataclass(frozen=True)
class Counted:
    """The first rows of a list, with how many there are in all and the address of all of them."""

    rows: Sequence[Any]
    count: int
    url: str


def counted(rows: QuerySet[Any], url: str) -> Counted:
    """Rows and their number in one query."""
    found = list(rows.annotate(in_all=Window(Count("pk")))[:SHOWN])
    return Counted(found, found[0].in_all if found else 0, url)
