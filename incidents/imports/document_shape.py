"""The public document of an incident as far as it is read: what was recorded. What follows from it
(status, readings, terms, labels) is derived again and not read."""

from incidents import codes
from incidents.imports.shape import (
    Notes,
    Shape,
    address,
    both,
    code,
    day,
    fact,
    flag,
    moment,
    optional,
    record,
    registered,
    several,
    text,
    whole,
)
from incidents.procedures import EventKind

KEY = text(40, needed=True)
"""By it other records of the document name this one."""
SPREAD = whole(6, least=1, needed=False)


def _term(scheme: codes.Scheme) -> Shape:
    return registered(scheme)


ACTOR = record(
    {
        "slug": optional(text(80)),
        "kind": code(codes.ActorKind),
        "short_name": text(40),
        "name": both(200),
        "aliases": several(text(200)),
    }
)
CITATION = record(
    {
        "source": KEY,
        "quote": text(20_000),
        "note": text(300),
        "transcript": optional(text(64)),
    }
)
CITED = several(CITATION)
STATEMENT = record(
    {
        "uuid": optional(text(36)),
        "permalink": address,
        "ground": text(60),
        "category": text(120),
        "content_types": several(text(60)),
        "source_type": text(60),
        "automated_detection": flag,
        "automated_decision": text(60),
        "territories": several(text(2)),
        "content_on": day,
        "applies_from": day,
    }
)


def _incident_citation(value: object, place: str, notes: Notes) -> dict[str, object]:
    read: dict[str, object] = CITATION(value, place, notes)
    supports = value.get("supports") if isinstance(value, dict) else None
    return read | {"supports": code(codes.Supports)(supports, f"{place}/supports", notes)}


INVOLVEMENT = record(
    {
        "id": KEY,
        "role": code(codes.Role),
        "actor": ACTOR,
        "target_kind": optional(_term(codes.Scheme.TARGET_KIND)),
        "note": both(300),
        "citations": CITED,
    }
)
APPEARANCE = record(
    {
        "id": KEY,
        "platform": registered("platform"),
        "kind": code(codes.AppearanceKind),
        "account": text(120),
        "account_masked": flag,
        "archived_url": address,
        "disclosure": optional(_term(codes.Scheme.DISCLOSURE)),
        "events": several(
            record(
                {
                    "kind": code(codes.AppearanceEventKind),
                    "date": fact,
                    "note": both(300),
                    "citations": CITED,
                }
            )
        ),
        "observations": several(
            record(
                {
                    "measure": code(codes.Measure),
                    "value": whole(2**62),
                    "as_of": day,
                    "headline": flag,
                    "headline_reason": both(300),
                    "citations": CITED,
                }
            )
        ),
    }
)
CLAIM = record(
    {
        "id": KEY,
        "proposition": code(codes.Proposition),
        "stance": code(codes.Stance),
        "speaker": record({"actor": optional(ACTOR), "label": both(160)}),
        "on_behalf_of": several(ACTOR),
        "about": several(ACTOR),
        "relayed_by": optional(ACTOR),
        "said_on": fact,
        "summary": both(),
        "directness": code(codes.Directness),
        "reliability": code(codes.Reliability, blank=True),
        "credibility": code(codes.Credibility, blank=True),
        "likelihood": code(codes.Likelihood, blank=True),
        "assessed_on": day,
        "citations": CITED,
        "answers": several(
            record(
                {
                    "claim": optional(text(40)),
                    "involvement": optional(text(40)),
                    "kind": code(codes.AnswerKind),
                }
            )
        ),
    }
)
EVENT = record(
    {
        "kind": code(EventKind),
        "date": fact,
        "order": whole(10_000, least=1),
        "respondent": optional(ACTOR),
        "outcome": text(60),
        "channel": code(codes.Channel, blank=True),
        "decisions": several(code(codes.Decision)),
        "statement_of_reasons": optional(STATEMENT),
        "note": both(),
        "outside_table_reason": both(300),
        "citations": CITED,
    }
)
PROCEDURE = record(
    {
        "id": KEY,
        "track": code(codes.Track),
        "authority": optional(ACTOR),
        "authority_reference": text(80),
        "complainants": several(ACTOR),
        "respondents": several(ACTOR),
        "against_x": flag,
        "platform": optional(registered("platform")),
        "appearances": several(text(40)),
        "bases": several(registered("basis")),
        "review_on": day,
        "events": several(EVENT),
    }
)
SOURCE = record(
    {
        "id": KEY,
        "kind": code(codes.SourceKind),
        "title": text(300),
        "language": text(12),
        "publisher": optional(ACTOR),
        "url": address,
        "archived_url": address,
        "published": fact,
        "captured_at": moment,
        "description": text(),
        "category": text(100),
        "public_extent": code(codes.PublicExtent),
        "transcript": optional(record({"digest": text(64)})),
    }
)
ROUND = record(
    {
        "number": whole(100, least=1),
        "on": day,
        "territory": text(120),
        "lists_from": day,
        "lists_to": day,
        "silence_from": moment,
        "silence_to": moment,
    }
)
ELECTION = record(
    {
        "slug": text(80, needed=True),
        "kind": code(codes.ElectionKind),
        "name": both(200),
        "rounds": several(ROUND),
    }
)
DOCUMENT = record(
    {
        "title": both(200),
        "summary": both(),
        "original_language": text(2, needed=True),
        "translation_outdated": flag,
        "facts_date": fact,
        "jurisdiction": registered("jurisdiction"),
        "election": optional(ELECTION),
        "synthetic_level": code(codes.SyntheticLevel),
        "presented_as": code(codes.PresentedAs),
        "techniques": several(_term(codes.Scheme.TECHNIQUE)),
        "media": several(_term(codes.Scheme.MEDIA)),
        "ratings": several(_term(codes.Scheme.RATING)),
        "goals": several(_term(codes.Scheme.GOAL)),
        "persona": optional(_term(codes.Scheme.PERSONA)),
        "verdict": record({"code": code(codes.Verdict), "basis": both(), "on": day}),
        "spread": SPREAD,
        "sensitivity": several(code(codes.Sensitivity)),
        "involvements": several(INVOLVEMENT),
        "appearances": several(APPEARANCE),
        "claims": several(CLAIM),
        "procedures": several(PROCEDURE),
        "incident_citations": several(_incident_citation),
        "sources": several(SOURCE),
    }
)
