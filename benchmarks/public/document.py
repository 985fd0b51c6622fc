"""The public document of a made-up incident: the shape is that of `incidents/projection`, which a
test compares key by key; what follows from events is asked of the rules themselves."""

from benchmarks.public.cited import citation, fact_day, on_day, source
from benchmarks.public.made import Claim, Made, Procedure, Step
from incidents import derived
from incidents.appearances import Seen
from incidents.claims import readings
from incidents.codes import (
    ACCUSING_ROLES,
    AnswerKind,
    AppearanceEventKind,
    AppearanceKind,
    Directness,
    Measure,
    PresentedAs,
    Reading,
    Role,
    Supports,
    SyntheticLevel,
)
from incidents.documents import Document
from incidents.procedures import Event

NOTHING = {"fr": "", "en": ""}


def document(made: Made) -> Document:
    """What a Publication of the incident holds."""
    return {
        "schema": derived.SCHEMA,
        **_facts(made),
        "involvements": _involvements(made),
        "appearances": [_appearance(made)],
        "claims": [_claim(each, made) for each in made.claims],
        "procedures": [_procedure(made.procedure, made)] if made.procedure else [],
        "incident_citations": [
            {"supports": Supports.WHAT.value} | citation(made.sources[0], 0),
        ],
        "replies": [],
        "sources": [source(each) for each in made.sources],
    }


def _facts(made: Made) -> Document:
    return {
        "title": made.title,
        "summary": {"fr": made.summary, "en": ""},
        "original_language": "fr",
        "translation_outdated": False,
        "facts_date": on_day(made.happened_on),
        "jurisdiction": made.country,
        "election": made.election,
        "synthetic_level": SyntheticLevel.DEEPFAKE.value,
        "presented_as": PresentedAs.AUTHENTIC.value,
        "techniques": [made.technique],
        "media": [],
        "ratings": [],
        "goals": [made.goal],
        "persona": None,
        "verdict": {
            "code": made.verdict.value,
            "basis": NOTHING,
            "on": derived.day(made.happened_on),
        },
        "spread": None,
        "sensitivity": [],
    }


def _involvements(made: Made) -> list[Document]:
    """The party in its role, and the person depicted."""
    pairs = ((made.role, made.party), (Role.DEPICTED, made.person))
    return [
        {
            "id": f"i{made.number * 10 + place:09}",
            "role": role.value,
            "actor": actor,
            "target_kind": None,
            "accusation": role in ACCUSING_ROLES,
            "note": NOTHING,
            "citations": [citation(made.sources[0], 0)],
            "answered_by": [],
        }
        for place, (role, actor) in enumerate(pairs)
    ]


def _appearance(made: Made) -> Document:
    events = [Seen(AppearanceEventKind.SEEN, fact_day(made.happened_on))]
    if made.removed_on:
        events.append(Seen(AppearanceEventKind.REMOVED, fact_day(made.removed_on)))
    return {
        "id": f"a{made.number:09}",
        "platform": made.platform,
        "kind": AppearanceKind.VIDEO.value,
        "account": f"@compte.{made.number}",
        "account_masked": False,
        "archived_url": "",
        "disclosure": None,
        "state": derived.of_appearance(events),
        "events": [
            {
                "kind": event.kind.value,
                "date": derived.fact_date(event.on),
                "note": NOTHING,
                "citations": [citation(made.sources[0])],
            }
            for event in events
        ],
        "observations": [_views(made)],
    }


def _views(made: Made) -> Document:
    return {
        "measure": Measure.VIEWS.value,
        "value": made.views,
        "as_of": derived.day(made.happened_on),
        "headline": True,
        "headline_reason": NOTHING,
        "citations": [citation(made.sources[0])],
    }


def _claim(claim: Claim, made: Made) -> Document:
    answered = [AnswerKind.DENIES] if claim.answers is not None else []
    own = claim.speaker == claim.about
    held = readings(claim.proposition, claim.stance, answered, about_own_side=own)
    by_key = {each.key: each.public_id for each in made.claims}
    return {
        "id": claim.public_id,
        "proposition": claim.proposition.value,
        "stance": claim.stance.value,
        "reading": [reading.value for reading in held],
        "accusation": Reading.ACCUSATION in held,
        "speaker": {"actor": claim.speaker, "label": NOTHING},
        "on_behalf_of": [],
        "about": [claim.about],
        "relayed_by": None,
        "said_on": on_day(claim.said_on),
        "summary": {"fr": claim.summary, "en": ""},
        "directness": Directness.DIRECT.value,
        "reliability": "",
        "credibility": "",
        "likelihood": "",
        "assessed_on": None,
        "citations": [citation(made.sources[0], claim.passage)],
        "answers": [
            {"claim": by_key[claim.answers], "kind": kind.value}
            for kind in answered
            if claim.answers is not None
        ],
        "answered_by": [c.public_id for c in made.claims if c.answers == claim.key],
    }


def _procedure(procedure: Procedure, made: Made) -> Document:
    steps = [Event(step.kind, None, fact_day(step.on)) for step in procedure.steps]
    return {
        "id": procedure.public_id,
        "track": procedure.track.value,
        "authority": procedure.authority,
        "authority_reference": "",
        "complainants": [],
        "respondents": [],
        "against_x": True,
        "platform": made.platform,
        "appearances": [],
        "bases": [],
        "review_on": derived.day(procedure.review_on),
        "events": [_event(place, step, made) for place, step in enumerate(procedure.steps, 1)],
        **derived.of_procedure(
            procedure.track,
            steps,
            {None: None},
            review_on=procedure.review_on,
            bases=[],
            facts_from=made.happened_on,
            others=True,
        ),
    }


def _event(place: int, step: Step, made: Made) -> Document:
    return {
        "id": f"e{made.number * 10 + place:09}",
        "kind": step.kind.value,
        "date": on_day(step.on),
        "order": place,
        "respondent": None,
        "outcome": "",
        "channel": "",
        "decisions": [],
        "statement_of_reasons": None,
        "note": {"fr": step.note, "en": ""},
        "outside_table_reason": NOTHING,
        "citations": [citation(made.sources[0])],
    }
