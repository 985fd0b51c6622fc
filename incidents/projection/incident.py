"""One incident: what its public document holds, field by field."""

from typing import Any

from django.utils import timezone

from incidents import derived, public_relations
from incidents.canonical import digest
from incidents.codes import (
    ACCUSING_ROLES,
    Reading,
    Role,
    Track,
)
from incidents.documents import Document, redacted
from incidents.models import (
    Appearance,
    Citation,
    Claim,
    Incident,
    Involvement,
    LegalBasis,
    Procedure,
    ProcedureEvent,
    SourceMedia,
)
from incidents.passages import Range
from incidents.projection.answers import Answers, answered_here, answers_among, readings_of
from incidents.projection.citations import citation_of, note_newer_versions
from incidents.projection.law import in_force_at, respondents_of, statement
from incidents.projection.sources import sources_of
from incidents.projection.values import actor, both, day, election, fact_date, term, terms


def document(incident: Incident) -> Document:
    """The public document of one incident, as it stands in the live rows now.

    The number of queries does not depend on how much is recorded. Claims go by the day they
    were said, everything else by the order of recording: the same rows always give the same digest.
    """
    return Projection(incident).document()


def original_text_digest(incident: Incident) -> str:
    """Digest of title and summary in the language the incident was written in."""
    language = incident.original_language
    return digest(
        [getattr(incident, f"title_{language}"), getattr(incident, f"summary_{language}")]
    )


def translation_is_outdated(incident: Incident) -> bool:
    """There is a translation, and the original changed since it was last looked at."""
    other = "en" if incident.original_language == "fr" else "fr"
    if not (getattr(incident, f"title_{other}") or getattr(incident, f"summary_{other}")):
        return False
    return incident.translated_digest != original_text_digest(incident)


class Projection:
    """Collects the sources that the parts cite while it writes them."""

    def __init__(self, incident: Incident) -> None:
        self.incident = incident
        self.sources: dict[int, SourceMedia] = {}
        self.cited: dict[int, list[Range]] = {}
        self.citations: list[tuple[Citation, Document]] = []

    def document(self) -> Document:
        incident = self.incident
        claims = list(public_relations.claims(incident))
        involvements = list(public_relations.involvements(incident))
        answers = answers_among(claims)
        content = {
            "schema": derived.SCHEMA,
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
            "involvements": [self._involvement(i, answers) for i in involvements],
            "appearances": [self._appearance(a) for a in public_relations.appearances(incident)],
            "claims": [self._claim(c, claims, answers) for c in claims],
            "procedures": [
                self._procedure(procedure)
                for procedure in public_relations.procedures(incident)
                if procedure.public_events  # type: ignore[attr-defined]
            ],
            "incident_citations": [
                self._citation(c, supports=c.supports)
                for c in public_relations.cited(Citation.objects.filter(incident=incident))
            ],
        }
        note_newer_versions(self.citations)
        whole = content | {"sources": sources_of(self.sources, self.cited)}
        cited = [source.public_id for source in self.sources.values()]
        return redacted(whole, public_relations.redactions(cited))

    def _involvement(self, involvement: Involvement, answers: "Answers") -> Document:
        return {
            "id": involvement.public_id,
            "role": involvement.role,
            "actor": actor(involvement.actor),
            "target_kind": term(involvement.target_kind),
            "accusation": Role(involvement.role) in ACCUSING_ROLES,
            "note": both(involvement, "note"),
            "citations": self._citations(involvement),
            "answered_by": answers.to_involvement(involvement.pk),
        }

    def _appearance(self, appearance: Appearance) -> Document:
        return {
            "id": appearance.public_id,
            "platform": {
                "code": appearance.platform.code,
                "name": both(appearance.platform, "name"),
            },
            "kind": appearance.kind,
            "account": "" if appearance.account_masked else appearance.account,
            "account_masked": appearance.account_masked,
            "archived_url": "" if appearance.account_masked else appearance.archived_url,
            "disclosure": term(appearance.disclosure),
            "state": derived.of_appearance([e.seen for e in appearance.events.all()]),
            "events": [
                {
                    "kind": event.kind,
                    "date": fact_date(event),
                    "note": both(event, "note"),
                    "citations": self._citations(event),
                }
                for event in appearance.events.all()
            ],
            "observations": [
                {
                    "measure": seen.measure,
                    "value": seen.value,
                    "as_of": day(seen.as_of),
                    "headline": seen.is_headline,
                    "headline_reason": both(seen, "headline_reason"),
                    "citations": self._citations(seen),
                }
                for seen in appearance.observations.all()
            ],
        }

    def _claim(self, claim: Claim, claims: list[Claim], answers: "Answers") -> Document:
        answered = answered_here(claim, claims, self.incident)
        held = readings_of(claim, answered)
        return {
            "id": claim.public_id,
            "proposition": claim.proposition,
            "stance": claim.stance,
            "reading": [reading.value for reading in held],
            "accusation": Reading.ACCUSATION in held,
            "speaker": {
                "actor": actor(claim.speaker) if claim.speaker else None,
                "label": both(claim, "speaker_label"),
            },
            "on_behalf_of": [actor(a) for a in claim.on_behalf_of.all()],
            "about": [actor(a) for a in claim.about.all()],
            "relayed_by": actor(claim.relayed_by) if claim.relayed_by else None,
            "said_on": fact_date(claim),
            "summary": both(claim, "summary"),
            "directness": claim.directness,
            "reliability": claim.reliability,
            "credibility": claim.credibility,
            "likelihood": claim.likelihood,
            "assessed_on": day(timezone.localdate(claim.assessed_at))
            if claim.assessed_at
            else None,
            "citations": self._citations(claim),
            "answers": answered,
            "answered_by": answers.to_claim(claim.pk),
        }

    def _procedure(self, procedure: Procedure) -> Document:
        events = list(procedure.public_events)  # type: ignore[attr-defined]
        steps = [event.step for event in events]
        bases = list(procedure.bases.all())
        platform = procedure.platform
        return {
            "id": procedure.public_id,
            "track": procedure.track,
            "authority": actor(procedure.authority) if procedure.authority else None,
            "authority_reference": procedure.authority_reference,
            "complainants": [actor(a) for a in procedure.complainants.all()],
            "respondents": [actor(a) for a in procedure.respondents.all()],
            "against_x": procedure.against_x,
            "platform": {"code": platform.code, "name": both(platform, "name")}
            if platform
            else None,
            "appearances": [
                seen.public_id
                for seen in procedure.appearances.all()
                if seen.incident_id == self.incident.pk
            ],
            "bases": [self._basis(basis) for basis in bases],
            "review_on": day(procedure.review_on),
            "events": [self._event(order, event) for order, event in enumerate(events, 1)],
            **derived.of_procedure(
                Track(procedure.track),
                steps,
                respondents_of(events),
                review_on=procedure.review_on,
                bases=[basis.code for basis in bases],
                facts_from=self.incident.earliest,
                others=procedure.has_others(steps),
            ),
        }

    def _basis(self, basis: LegalBasis) -> Document:
        return {
            "code": basis.code,
            "short": basis.short,
            "title": both(basis, "title"),
            "in_force_from": day(basis.in_force_from),
            "in_force_to": day(basis.in_force_to),
            "in_force_at_facts": in_force_at(basis, self.incident),
        }

    def _event(self, order: int, event: ProcedureEvent) -> Document:
        return {
            "id": event.public_id,
            "kind": event.kind,
            "date": fact_date(event),
            "order": order,
            "respondent": actor(event.respondent.final) if event.respondent else None,
            "outcome": event.outcome,
            "channel": event.channel,
            "decisions": event.decisions,
            "statement_of_reasons": statement(event),
            "note": both(event, "note"),
            "outside_table_reason": both(event, "outside_table_reason"),
            "citations": self._citations(event),
        }

    def _citations(self, owner: Any) -> list[Document]:
        return [self._citation(c) for c in owner.citations.all()]

    def _citation(self, citation: Citation, **more: Any) -> Document:
        self.sources[citation.source_id] = citation.source
        first, last = citation.first_segment, citation.last_segment
        if first and last:
            places = self.cited.setdefault(first.transcript_id, [])
            places.append((first.position, last.position))
        self.citations.append((citation, more | citation_of(citation)))
        return self.citations[-1][1]
