"""One incident: what its public document holds, field by field."""

from incidents import derived, public_relations
from incidents.documents import Document, actors, redacted
from incidents.models import Claim, Incident
from incidents.projection.answers import Answers
from incidents.projection.appearances import appearance
from incidents.projection.citations import Cited, note_newer_versions
from incidents.projection.procedures import procedure
from incidents.projection.replies import reply
from incidents.projection.sources import sources_of
from incidents.projection.statements import claim, involvement
from incidents.projection.translation import translation_is_outdated
from incidents.projection.values import both, day, election, fact_date, term, terms

VOCABULARIES = ("techniques", "media", "ratings", "goals")


def document(incident: Incident) -> Document:
    """The public document of one incident, as it stands in the live rows now.

    The number of queries does not depend on how much is recorded, and where nothing is, what hangs
    on it is not asked for. Claims go by the day they were said, everything else by the order of
    recording: the same rows always give the same digest.
    """
    parts, cited = _parts(incident)
    content = {"schema": derived.SCHEMA} | _facts(incident) | parts
    note_newer_versions(cited.citations)
    sources = sources_of(cited.sources, cited.ranges)
    with_text = [source["id"] for source in sources if source["transcript"]]
    whole = content | {"sources": sources}
    _note_aliases(whole)
    return redacted(whole, public_relations.redactions(with_text))


def _note_aliases(document: Document) -> None:
    """Under which other names each actor with a page is known; the key is left out where none is
    recorded. A private actor has no other name in public."""
    named = [each for each in actors(document) if each["slug"]]
    known = public_relations.aliases({each["slug"] for each in named})
    for each in named:
        if each["slug"] in known:
            each["aliases"] = known[each["slug"]]


def _facts(incident: Incident) -> Document:
    """What is said of the incident itself."""
    chosen = public_relations.linked(Incident, VOCABULARIES, [incident.pk])
    return {
        "title": both(incident, "title"),
        "summary": both(incident, "summary"),
        "original_language": incident.original_language,
        "translation_outdated": translation_is_outdated(incident),
        "facts_date": fact_date(incident),
        "jurisdiction": {
            "code": incident.jurisdiction.code,
            "name": both(incident.jurisdiction, "name"),
        },
        "election": election(incident),
        "synthetic_level": incident.synthetic_level,
        "presented_as": incident.presented_as,
        **{name: terms(chosen[name, incident.pk]) for name in VOCABULARIES},
        "persona": term(incident.persona),
        "verdict": {
            "code": incident.verdict,
            "basis": both(incident, "verdict_basis"),
            "on": day(incident.verdict_on),
        },
        "spread": incident.spread,
        "sensitivity": sorted(incident.sensitivity),
    }


def _parts(incident: Incident) -> tuple[Document, Cited]:
    """The records that hang on it, in the order in which they cite, and what they cite."""
    claims = list(public_relations.claims(incident))
    involvements = list(public_relations.involvements(incident))
    appearances = list(public_relations.appearances(incident))
    procedures = list(public_relations.procedures(incident))
    answers = Answers(claims, involvements)
    parties = public_relations.linked(Claim, ("on_behalf_of", "about"), [c.pk for c in claims])
    events = {each.pk: each.public_events() for each in procedures}
    cited = Cited(
        {
            "claim": claims,
            "procedure_event": [event for each in events.values() for event in each],
            "appearance_event": [event for each in appearances for event in each.events.all()],
            "observation": [seen for each in appearances for seen in each.observations.all()],
            "involvement": involvements,
            "incident": [incident],
        }
    )
    parts = {
        "involvements": [involvement(each, answers, cited) for each in involvements],
        "appearances": [appearance(each, cited) for each in appearances],
        "claims": [claim(each, parties, answers, cited) for each in claims],
        "procedures": [
            procedure(each, events[each.pk], incident, cited)
            for each in procedures
            if events[each.pk]
        ],
        "incident_citations": cited.of_incident(incident),
        "replies": [
            reply(each, claims, involvements) for each in public_relations.replies(incident)
        ],
    }
    return parts, cited
