"""Parts that every record shares: texts in both languages, actors, dates, terms."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from incidents.derived import day, fact_date
from incidents.documents import Document
from incidents.models import (
    Actor,
    Incident,
    Term,
)

__all__ = ["actor", "both", "day", "election", "fact_date", "term", "terms"]


def both(record: Any, field: str) -> dict[str, str]:
    """A bilingual field as ``{"fr": ..., "en": ...}``."""
    return {"fr": getattr(record, f"{field}_fr"), "en": getattr(record, f"{field}_en")}


def actor(record: Actor) -> Document:
    """An actor in public: a private one under its label, without slug."""
    if record.is_private:
        label = both(record, "public_label")
        return {
            "slug": None,
            "kind": record.kind,
            "short_name": "",
            "name": {"fr": label["fr"], "en": label["en"] or label["fr"]},
        }
    return {
        "slug": record.slug,
        "kind": record.kind,
        "short_name": record.short_name,
        "name": {"fr": record.name_fr, "en": record.name_en or record.name_fr},
    }


def election(incident: Incident) -> Document | None:
    """The election that an incident touches, with its rounds."""
    touched = incident.election
    if touched is None:
        return None
    name = both(touched, "name")
    return {
        "slug": touched.slug,
        "kind": touched.kind,
        "name": {"fr": name["fr"], "en": name["en"] or name["fr"]},
        "rounds": [
            {
                "number": each.number,
                "on": day(each.on),
                "territory": each.territory,
                "lists_from": day(each.lists_from),
                "lists_to": day(each.lists_to),
                "silence_from": moment(each.silence_from),
                "silence_to": moment(each.silence_to),
            }
            for each in touched.rounds.order_by("on", "number", "territory")
        ],
    }


def terms(chosen: Iterable[Term]) -> list[Document]:
    """Terms in the order of their vocabulary."""
    return [_labelled(each) for each in sorted(chosen, key=lambda t: (t.position, t.code))]


def term(chosen: Term | None) -> Document | None:
    """One term, or none."""
    return _labelled(chosen) if chosen else None


def _labelled(term: Term) -> Document:
    return {"code": term.code, "label": both(term, "label")}


def moment(at: datetime | None) -> str | None:
    """A moment in ISO form, in UTC whatever the database's session wrote it in."""
    return at.astimezone(UTC).isoformat() if at else None
