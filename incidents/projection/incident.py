"""One incident: what its public document holds, field by field."""

from incidents import derived, public_relations
from incidents.documents import Document, redacted
from incidents.models import Citation, Incident
from incidents.projection.answers import answers_among
from incidents.projection.appearances import appearance
from incidents.projection.citations import Cited, note_newer_versions
from incidents.projection.procedures import procedure
from incidents.projection.replies import reply
from incidents.projection.sources import sources_of
from incidents.projection.statements import claim, involvement
from incidents.projection.translation import translation_is_outdated
from incidents.projection.values import both, day, election, fact_date, term, terms


def document(incident: Incident) -> Document:
    """The public document of one incident, as it stands in the live rows now.

    The number of queries does not depend on how much is recorded. Claims go by the day they
    were said, everything else by the order of recording: the same rows always give the same digest.
    """
    cited = Cited()
    content = {"schema": derived.SCHEMA} | _facts(incident) | _parts(incident, cited)
    note_newer_versions(cited.citations)
    whole = content | {"sources": sources_of(cited.sources, cited.ranges)}
    sources = [source.public_id for source in cited.sources.values()]
    return redacted(whole, public_relations.redactions(sources))


def _facts(incident: Incident) -> Document:
    """What is said of the incident itself."""
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
        "techniques": terms(incident.techniques.all()),
        "media": terms(incident.media.all()),
        "ratings": terms(incident.ratings.all()),
        "goals": terms(incident.goals.all()),
        "persona": term(incident.persona),
        "verdict": {
            "code": incident.verdict,
            "basis": both(incident, "verdict_basis"),
            "on": day(incident.verdict_on),
        },
        "spread": incident.spread,
        "sensitivity": sorted(incident.sensitivity),
    }


def _parts(incident: Incident, cited: Cited) -> Document:
    """The records that hang on it, in the order in which they cite."""
    claims = list(public_relations.claims(incident))
    involvements = list(public_relations.involvements(incident))
    answers = answers_among(claims)
    return {
        "involvements": [involvement(each, answers, cited) for each in involvements],
        "appearances": [appearance(each, cited) for each in public_relations.appearances(incident)],
        "claims": [claim(each, claims, incident, answers, cited) for each in claims],
        "procedures": [
            procedure(each, incident, cited)
            for each in public_relations.procedures(incident)
            if each.public_events  # type: ignore[attr-defined]
        ],
        "incident_citations": [
            cited.add(each, supports=each.supports)
            for each in public_relations.cited(Citation.objects.filter(incident=incident))
        ],
        "replies": [
            reply(each, claims, involvements) for each in public_relations.replies(incident)
        ],
    }
