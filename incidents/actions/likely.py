"""What may be there already: incidents, appearances and actors like one that is about to be made.

Similar texts are found by their trigrams (`pg_trgm`), accents folded; nothing here matches by LIKE,
so that `%` and `_` are letters like any other. At most ``MOST`` of each, in a fixed number of
queries. A private actor is compared, and shown, by its public label only.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib.postgres.lookups import Unaccent
from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Greatest, Lower

from incidents.codes import ActorKind
from incidents.models import Actor, Appearance, Incident

MOST = 5
LONGEST = 300
"""Letters of a text that are compared; what was typed may be longer by far."""

ALIKE = 0.45
"""Trigrams in common from which two titles or names are shown as alike (0 to 1)."""

ALIKE_CLOSE = 0.3
"""The same for titles of incidents whose days of facts are close."""

CLOSE = timedelta(days=14)


@dataclass(frozen=True)
class Likely:
    """One record that may be the same, and why it is shown: title, name, account, address, id."""

    record: Incident | Actor
    why: str


def incidents(
    *,
    titles: Iterable[str] = (),
    earliest: date | None = None,
    latest: date | None = None,
    excluding: int | None = None,
) -> list[Likely]:
    """Incidents with a similar title; of facts on close days, a less similar one is enough."""
    asked = [text for text in map(_cut, titles) if len(text) >= 3]
    if not asked:
        return []
    found = _scored(Incident.objects.exclude(pk=excluding or 0), asked, ("title_fr", "title_en"))
    enough = Q(alike__gte=ALIKE)
    begin, end = earliest or latest, latest or earliest
    if begin is not None and end is not None:
        near = Q(latest__gte=_before(begin), earliest__lte=_after(end))
        enough |= near & Q(alike__gte=ALIKE_CLOSE)
    return [Likely(i, "title") for i in found.filter(enough).order_by("-alike", "pk")[:MOST]]


def appearances(
    *, platform: int | None = None, account: str = "", url: str = "", excluding: int | None = None
) -> list[Likely]:
    """Incidents in which the same account of the platform, or the same address, was seen."""
    account, url = account.replace("\0", "").strip(), url.replace("\0", "").strip()
    same = Q(pk__in=[])
    if url:
        same |= Q(url=url) | Q(archived_url=url)
    if platform is not None and account:
        same |= Q(platform=platform, account__iexact=account)
    seen = Appearance.objects.filter(same).exclude(incident=excluding)
    rows = seen.select_related("incident").order_by("-pk")[: MOST * 4]
    found: dict[int, Likely] = {}
    for row in rows:
        why = "address" if url and url in (row.url, row.archived_url) else "account"
        found.setdefault(row.incident_id, Likely(row.incident, why))
    return list(found.values())[:MOST]


def actors(
    *,
    names: Iterable[str] = (),
    ids: dict[str, str] | None = None,
    excluding: int | None = None,
) -> list[Likely]:
    """Actors with a similar name, short name or alias, or with the same id in another register.

    The unidentified author of another incident is nobody to be merged with: it is left out.
    """
    asked = [text for text in map(_cut, names) if len(text) >= 2]
    known = Actor.objects.unmerged().exclude(kind=ActorKind.UNIDENTIFIED).exclude(pk=excluding or 0)
    same = Q(pk__in=[])
    for field, value in (ids or {}).items():
        if value.strip("\0 "):
            same |= Q(**{field: value.replace("\0", "")})
    by_id = [Likely(actor, "id") for actor in known.filter(same).order_by("pk")[:MOST]]
    if not asked:
        return by_id
    fields = ("name_fr", "name_en", "short_name", "public_label_fr", "public_label_en")
    scored = _scored(known, asked, fields, "aliases__name").filter(alike__gte=ALIKE)
    best: dict[int, Likely] = {likely.record.pk: likely for likely in by_id}
    for actor in scored.order_by("-alike", "pk")[: MOST * 4]:
        best.setdefault(actor.pk, Likely(actor, "name"))
    return list(best.values())[:MOST]


def _scored(rows: QuerySet[Any], asked: list[str], fields: Iterable[str], more: str = "") -> Any:
    """With ``alike``: the greatest similarity of any text asked for with any of these fields."""
    names = [*fields, *([more] if more else [])]
    similar: Any = TrigramSimilarity  # Its second argument may be an expression, too.
    scores = [
        similar(Lower(Unaccent(F(name))), Lower(Unaccent(Value(text))))
        for name in names
        for text in asked
    ]
    return rows.annotate(alike=Greatest(*scores, Value(0.0)))


def _cut(text: str) -> str:
    return " ".join(text.replace("\0", "")[:LONGEST].split())


def _before(day: date) -> date:
    return day - CLOSE if day > date.min + CLOSE else date.min


def _after(day: date) -> date:
    return day + CLOSE if day < date.max - CLOSE else date.max
