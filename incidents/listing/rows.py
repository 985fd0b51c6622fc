"""What the row of one incident holds, from its document as it is shown."""

from typing import Any

from incidents import documents
from incidents.dates import read_day
from incidents.documents import Document
from incidents.models import Publication

RULES = 2
"""The rules by which everything derived is written, not only this row: one more whenever an
existing database must be derived anew after an upgrade (``tables.is_behind``)."""


def row_of(publication: Publication, document: Document) -> dict[str, Any]:
    """The columns of its row."""
    parties = [i for i in document["involvements"] if i["actor"]["kind"] == "party"]
    roles = {f"{i['role']}:{i['actor']['slug']}" for i in parties if i["actor"]["slug"]}
    return {
        "publication": publication,
        "reference": publication.reference,
        "published_at": publication.published_at,
        "first_published_at": publication.first_published_at,
        "title_fr": document["title"]["fr"],
        "title_en": document["title"]["en"],
        "summary_fr": document["summary"]["fr"],
        "summary_en": document["summary"]["en"],
        "card": _card(document),
        "verdict": document["verdict"]["code"],
        "jurisdiction": document["jurisdiction"]["code"],
        "election": document["election"]["slug"] if document["election"] else "",
        "earliest": read_day(document["facts_date"]["earliest"]),
        "latest": read_day(document["facts_date"]["latest"]),
        "platforms": sorted({a["platform"]["code"] for a in document["appearances"]}),
        "techniques": sorted(t["code"] for t in document["techniques"]),
        "propositions": sorted({c["proposition"] for c in document["claims"]}),
        "goals": sorted(g["code"] for g in document["goals"]),
        "legal_statuses": documents.legal_statuses(document),
        "parties": sorted({i["actor"]["slug"] for i in parties if i["actor"]["slug"]}),
        "party_roles": sorted(roles | {f"{i['role']}:*" for i in parties}),
        "actors": sorted({a["slug"] for a in documents.actors(document) if a["slug"]}),
        "ties": sorted(f"{tie}:{slug}" for tie, slug in documents.ties(document)),
        "sources": sorted(s["id"] for s in document["sources"]),
        "review_due_on": documents.review_due_on(document),
        "claims": len(document["claims"]),
        "denials": documents.denials(document),
        "rules": RULES,
    }


def _card(document: Document) -> Document:
    """What a card of the list shows beyond the columns. Accusing roles are left to the page, where
    the answers to them stand beside."""
    platforms = {a["platform"]["code"]: a["platform"] for a in document["appearances"]}
    return {
        "facts_date": document["facts_date"],
        "original_language": document["original_language"],
        "translation_outdated": document["translation_outdated"],
        "synthetic_level": document["synthetic_level"],
        "sensitivity": document["sensitivity"],
        "jurisdiction": document["jurisdiction"],
        "techniques": document["techniques"],
        "platforms": [platforms[code] for code in sorted(platforms)],
        "involvements": [
            {"role": i["role"], "actor": i["actor"]}
            for i in document["involvements"]
            if not i["accusation"]
        ],
    }
