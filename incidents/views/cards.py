"""Incidents as the cards of a list, from their listing rows alone."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from incidents.codes import NAMED_ROLES, LegalStatus
from incidents.models import ListedIncident
from incidents.search import Hit, Marks

Bilingual = dict[str, str]


@dataclass(frozen=True)
class Card:
    """What one card shows. `published_at` is the first publication, which orders the list."""

    reference: str
    published_at: datetime
    country: Bilingual
    title: Bilingual
    summary: Bilingual
    verdict: str
    legal_statuses: Sequence[str]
    facts_date: dict[str, Any]
    platforms: Sequence[Bilingual]
    roles: Sequence[tuple[str, Sequence[Bilingual]]]
    claims: int
    denials: int
    hit: Hit | None = None

    @property
    def marks(self) -> Marks | None:
        """What is marked in its texts."""
        return self.hit.marks if self.hit else None


def cards(
    rows: Iterable[ListedIncident], today: date, hits: Mapping[str, Hit] | None = None
) -> list[Card]:
    """Cards in the order of the rows; ``hits`` are what they were found for, by reference."""
    return [_card(row, today, (hits or {}).get(row.reference)) for row in rows]


def _card(row: ListedIncident, today: date, hit: Hit | None) -> Card:
    card = row.card
    overdue = row.review_due_on is not None and row.review_due_on <= today
    followed = [LegalStatus.NOTHING_FOLLOWED.value] if overdue else []
    return Card(
        reference=row.reference,
        published_at=row.first_published_at,
        country=card["jurisdiction"]["name"],
        title={"fr": row.title_fr, "en": row.title_en},
        summary={"fr": row.summary_fr, "en": row.summary_en},
        verdict=row.verdict,
        legal_statuses=[*row.legal_statuses, *followed],
        facts_date=card["facts_date"],
        platforms=[platform["name"] for platform in card["platforms"]],
        roles=_roles(card["involvements"]),
        claims=row.claims,
        denials=row.denials,
        hit=hit,
    )


def _roles(involvements: Iterable[dict[str, Any]]) -> list[tuple[str, list[Bilingual]]]:
    names: dict[str, list[Bilingual]] = {role.value: [] for role in NAMED_ROLES}
    for involvement in involvements:
        if involvement["role"] in names:
            names[involvement["role"]].append(involvement["actor"]["name"])
    return [(role, found) for role, found in names.items() if found]
