"""The one public record of an incident: the allow-list is this file.

``document(incident)`` gives what a Publication holds and every public output shows. A field that
is not written here is private, in every output at once. Accusations and the answers to them leave
this file together: each accusation lists ``answered_by``, and every answer listed is in ``claims``.
"""

from collections.abc import Iterable
from typing import Any

from incidents import public_relations
from incidents.canonical import digest
from incidents.claims import readings
from incidents.codes import (
    ACCUSING_ROLES,
    AnswerKind,
    Proposition,
    PublicExtent,
    Reading,
    Role,
    Stance,
)
from incidents.models import (
    Actor,
    Appearance,
    Citation,
    Claim,
    ClaimAnswer,
    Incident,
    Involvement,
    LegalBasis,
    Procedure,
    ProcedureEvent,
    Segment,
    SourceMedia,
    Term,
    Transcript,
)
from incidents.passages import Range, intersection, merged
from incidents.procedures import Event, EventKind, overall_status, statuses

Document = dict[str, Any]
SCHEMA = 1


def document(incident: Incident) -> Document:
    """The public document of one incident, as it stands in the live rows now.

    The number of queries does not depend on how much is recorded. Claims go by the day they
    were said, everything else by the order of recording: the same rows always give the same digest.
    """
    return _Projection(incident).document()


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


class _Projection:
    """Collects the sources that the parts cite while it writes them."""

    def __init__(self, incident: Incident) -> None:
        self.incident = incident
        self.sources: dict[int, SourceMedia] = {}
        self.cited: dict[int, list[Range]] = {}

    def document(self) -> Document:
        incident = self.incident
        claims = list(public_relations.claims(incident))
        involvements = list(public_relations.involvements(incident))
        answers = _answers(claims)
        content = {
            "schema": SCHEMA,
            "title": both(incident, "title"),
            "summary": both(incident, "summary"),
            "original_language": incident.original_language,
            "translation_outdated": translation_is_outdated(incident),
            "facts_date": fact_date(incident),
            "jurisdiction": {
                "code": incident.jurisdiction.code,
                "name": both(incident.jurisdiction, "name"),
            },
            "election": _election(incident),
            "synthetic_level": incident.synthetic_level,
            "presented_as": incident.presented_as,
            "techniques": _terms(incident.techniques.all()),
            "media": _terms(incident.media.all()),
            "ratings": _terms(incident.ratings.all()),
            "goals": _terms(incident.goals.all()),
            "persona": _term(incident.persona),
            "verdict": {
                "code": incident.verdict,
                "basis": both(incident, "verdict_basis"),
                "on": _day(incident.verdict_on),
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
                {"supports": c.supports} | self._citation(c)
                for c in public_relations.cited(Citation.objects.filter(incident=incident))
            ],
        }
        return content | {"sources": _sources(self.sources, self.cited)}

    def _involvement(self, involvement: Involvement, answers: "_Answers") -> Document:
        return {
            "id": involvement.public_id,
            "role": involvement.role,
            "actor": actor(involvement.actor),
            "target_kind": _term(involvement.target_kind),
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
            "disclosure": _term(appearance.disclosure),
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
                    "as_of": _day(seen.as_of),
                    "headline": seen.is_headline,
                    "headline_reason": both(seen, "headline_reason"),
                    "citations": self._citations(seen),
                }
                for seen in appearance.observations.all()
            ],
        }

    def _claim(self, claim: Claim, claims: list[Claim], answers: "_Answers") -> Document:
        answered = _answered_here(claim, claims, self.incident)
        held = _readings(claim, answered)
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
            "citations": self._citations(claim),
            "answers": answered,
            "answered_by": answers.to_claim(claim.pk),
        }

    def _procedure(self, procedure: Procedure) -> Document:
        events = list(procedure.public_events)  # type: ignore[attr-defined]
        steps = [Event(EventKind(e.kind), _key(e.respondent)) for e in events]
        last = events[-1] if events else None
        return {
            "id": procedure.public_id,
            "track": procedure.track,
            "authority": actor(procedure.authority) if procedure.authority else None,
            "authority_reference": procedure.authority_reference,
            "complainants": [actor(a) for a in procedure.complainants.all()],
            "respondents": [actor(a) for a in procedure.respondents.all()],
            "against_x": procedure.against_x,
            "bases": [self._basis(basis) for basis in procedure.bases.all()],
            "review_on": _day(procedure.review_on),
            "events": [self._event(order, event) for order, event in enumerate(events, 1)],
            "status": overall_status(steps).value,
            "statuses": _statuses(events, steps),
            "status_on": fact_date(last) if last else None,
        }

    def _basis(self, basis: LegalBasis) -> Document:
        return {
            "code": basis.code,
            "short": basis.short,
            "title": both(basis, "title"),
            "in_force_from": _day(basis.in_force_from),
            "in_force_to": _day(basis.in_force_to),
            "in_force_at_facts": in_force_at(basis, self.incident),
        }

    def _event(self, order: int, event: ProcedureEvent) -> Document:
        return {
            "id": event.public_id,
            "kind": event.kind,
            "date": fact_date(event),
            "order": order,
            "respondent": actor(event.respondent) if event.respondent else None,
            "outcome": event.outcome,
            "note": both(event, "note"),
            "outside_table_reason": both(event, "outside_table_reason"),
            "citations": self._citations(event),
        }

    def _citations(self, owner: Any) -> list[Document]:
        return [self._citation(c) for c in owner.citations.all()]

    def _citation(self, citation: Citation) -> Document:
        self.sources[citation.source_id] = citation.source
        first, last = citation.first_segment, citation.last_segment
        if first and last:
            places = self.cited.setdefault(first.transcript_id, [])
            places.append((first.position, last.position))
        hidden = citation.source.public_extent == PublicExtent.NONE
        return {
            "source": citation.source.public_id,
            "transcript": first.transcript.digest if first else None,
            "first": first.position if first else None,
            "last": last.position if last else None,
            "start_ms": first.start_ms if first else None,
            "end_ms": _end_ms(last, citation) if last else None,
            "quote": "" if hidden else citation.quote,
            "lang": first.transcript.language if first else citation.source.language,
            "note": citation.note,
        }


class _Answers:
    """Which claims answer which claim or involvement, among the claims of one document."""

    def __init__(self) -> None:
        self._by_claim: dict[int, list[str]] = {}
        self._by_involvement: dict[int, list[str]] = {}

    def add(self, answer: ClaimAnswer, public_id: str) -> None:
        if answer.claim_id is not None:
            self._by_claim.setdefault(answer.claim_id, []).append(public_id)
        if answer.involvement_id is not None:
            self._by_involvement.setdefault(answer.involvement_id, []).append(public_id)

    def to_claim(self, pk: int) -> list[str]:
        return self._by_claim.get(pk, [])

    def to_involvement(self, pk: int) -> list[str]:
        return self._by_involvement.get(pk, [])


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


def fact_date(record: Any) -> Document:
    """Earliest, latest, precision of a dated record."""
    return {
        "earliest": _day(record.earliest),
        "latest": _day(record.latest),
        "precision": record.precision,
    }


def in_force_at(basis: LegalBasis, incident: Incident) -> bool | None:
    """Whether the provision was in force on all days the facts may have happened; None when the
    days are not known or only some of them fall inside."""
    if incident.earliest is None or incident.latest is None:
        return None
    starts, ends = basis.in_force_from, basis.in_force_to
    if (starts and incident.latest < starts) or (ends and incident.earliest > ends):
        return False
    if (starts and incident.earliest < starts) or (ends and incident.latest > ends):
        return None
    return True


def _answers(claims: Iterable[Claim]) -> _Answers:
    found = _Answers()
    for claim in claims:
        for answer in claim.answers.all():
            found.add(answer, claim.public_id)
    return found


def _answered_here(claim: Claim, claims: list[Claim], incident: Incident) -> list[Document]:
    """What a claim answers, of that which is in this document: nothing else is hinted at."""
    known = {c.pk for c in claims}
    found = []
    for answer in claim.answers.all():
        if answer.claim is not None and answer.claim.pk in known:
            found.append({"claim": answer.claim.public_id, "kind": answer.kind})
        elif answer.involvement is not None and answer.involvement.incident_id == incident.pk:
            found.append({"involvement": answer.involvement.public_id, "kind": answer.kind})
    return found


def _readings(claim: Claim, answered: list[Document]) -> list[Reading]:
    about = {a.pk for a in claim.about.all()}
    own = {claim.speaker_id} | {a.pk for a in claim.on_behalf_of.all()}
    return readings(
        Proposition(claim.proposition),
        Stance(claim.stance),
        [AnswerKind(answer["kind"]) for answer in answered],
        about_own_side=bool(about) and about <= own,
    )


def _key(respondent: Actor | None) -> str | None:
    return str(respondent.pk) if respondent else None


def _statuses(events: list[ProcedureEvent], steps: list[Event]) -> list[Document]:
    """One status per respondent that an event names; one for all where none does."""
    named = {_key(event.respondent): event.respondent for event in events if event.respondent}
    return [
        {"respondent": actor(named[key]) if key else None, "status": status.value}
        for key, status in statuses(steps).items()
    ]


def _sources(sources: dict[int, SourceMedia], cited: dict[int, list[Range]]) -> list[Document]:
    transcripts = public_relations.latest_transcripts(sources)
    spoken = public_relations.speaker_ranges(transcripts.values())
    found = []
    for pk in sorted(sources):
        source, transcript = sources[pk], transcripts.get(pk)
        public = _public_ranges(source, transcript, cited) if transcript else []
        found.append(_source(source) | {"transcript": _transcript(transcript, spoken, public)})
    return found


def _public_ranges(
    source: SourceMedia, transcript: Transcript, cited: dict[int, list[Range]]
) -> list[Range]:
    """The positions of a transcript that the source's public extent lets be shown."""
    match PublicExtent(source.public_extent):
        case PublicExtent.FULL:
            return [(0, transcript.size - 1)]
        case PublicExtent.CITED:
            return merged(cited.get(transcript.pk, []))
        case PublicExtent.NONE:
            return []


def _source(source: SourceMedia) -> Document:
    hidden = source.public_extent == PublicExtent.NONE
    return {
        "id": source.public_id,
        "kind": source.kind,
        "title": source.title,
        "language": source.language,
        "publisher": actor(source.publisher) if source.publisher else None,
        "url": source.url,
        "archived_url": source.archived_url,
        "published": fact_date(source),
        "captured_at": source.captured_at.isoformat() if source.captured_at else None,
        "description": "" if hidden else source.description,
        "category": source.category,
        "digest": source.original_id or "",
        "public_extent": source.public_extent,
    }


def _transcript(
    transcript: Transcript | None, spoken: dict[int, list[Range]], public: list[Range]
) -> Document | None:
    """A transcript's facts, and of its speakers those who are heard in public passages."""
    if transcript is None:
        return None
    heard = {
        speaker: both_in
        for speaker in transcript.speakers.all()
        if (both_in := intersection(spoken.get(speaker.pk, []), public))
    }
    return {
        "digest": transcript.digest,
        "version": transcript.number,
        "language": transcript.language,
        "format": transcript.format,
        "made_by": transcript.made_by,
        "tool": transcript.tool,
        "segments": transcript.size,
        "speakers": [
            {
                "label": speaker.label,
                "role": speaker.role,
                "actor": actor(speaker.actor) if speaker.actor else None,
                "ranges": [list(each) for each in ranges],
            }
            for speaker, ranges in heard.items()
        ],
    }


def _election(incident: Incident) -> Document | None:
    election = incident.election
    if election is None:
        return None
    name = both(election, "name")
    return {
        "slug": election.slug,
        "kind": election.kind,
        "name": {"fr": name["fr"], "en": name["en"] or name["fr"]},
        "rounds": [
            {"number": each.number, "on": _day(each.on), "territory": each.territory}
            for each in election.rounds.order_by("on", "number", "territory")
        ],
    }


def _terms(terms: Iterable[Term]) -> list[Document]:
    return [_labelled(term) for term in sorted(terms, key=lambda t: (t.position, t.code))]


def _term(term: Term | None) -> Document | None:
    return _labelled(term) if term else None


def _labelled(term: Term) -> Document:
    return {"code": term.code, "label": both(term, "label")}


def _end_ms(last: Segment, citation: Citation) -> int | None:
    if last.end_ms is not None:
        return last.end_ms
    return citation.next_start_ms  # type: ignore[attr-defined]


def _day(day: Any) -> str | None:
    return day.isoformat() if day else None
