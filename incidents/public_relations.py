"""The rows that the public document of one incident is made from, in a few queries."""

from collections.abc import Iterable

from django.db.models import Exists, F, OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.expressions import RawSQL

from incidents.codes import MadeBy, ReplyDecision
from incidents.documents import Version
from incidents.models import (
    Appearance,
    AppearanceEvent,
    Citation,
    Claim,
    ClaimAnswer,
    Incident,
    Involvement,
    Procedure,
    ProcedureEvent,
    Redaction,
    Reply,
    Segment,
    Speaker,
    Transcript,
)
from incidents.passages import Range, merged
from incidents.transcripts.confidence import LOW

SHOWN_CLAIMS = """
WITH RECURSIVE shown (id) AS (
    (
        SELECT claim_id FROM incidents_claim_incidents WHERE incident_id = %s
        UNION
        SELECT a.answer_id FROM incidents_claimanswer a
        JOIN incidents_involvement i ON i.id = a.involvement_id WHERE i.incident_id = %s
    )
    UNION
    SELECT a.answer_id FROM incidents_claimanswer a JOIN shown ON a.claim_id = shown.id
)
SELECT id FROM shown
"""
"""Claims of one incident and, to any depth, their answers: one query, which the ORM cannot say."""


def cited(citations: QuerySet[Citation]) -> QuerySet[Citation]:
    """Citations with what their projection reads, in the order of recording."""
    following = Segment.objects.filter(
        transcript=OuterRef("last_segment__transcript"),
        position=OuterRef("last_segment__position") + 1,
    )
    doubted = Segment.objects.filter(
        transcript=OuterRef("first_segment__transcript"),
        position__gte=OuterRef("first_segment__position"),
        position__lte=OuterRef("last_segment__position"),
        confidence__lt=LOW,
    ).exclude(transcript__made_by=MadeBy.STAFF)
    return (
        citations.select_related("source__publisher", "first_segment__transcript", "last_segment")
        .annotate(next_start_ms=Subquery(following.values("start_ms")[:1]))
        .annotate(low_confidence=Exists(doubted))
        .order_by("pk")
    )


def _with_citations() -> Prefetch:
    return Prefetch("citations", queryset=cited(Citation.objects.all()))


def involvements(incident: Incident) -> QuerySet[Involvement]:
    """Who is involved, and on what ground."""
    return (
        Involvement.objects.filter(incident=incident)
        .select_related("actor", "target_kind")
        .prefetch_related(_with_citations())
        .order_by("pk")
    )


def replies(incident: Incident) -> QuerySet[Reply]:
    """Rights of reply that were accepted, in the order in which they came in."""
    accepted = Reply.objects.filter(incident=incident, decision=ReplyDecision.ACCEPTED)
    return accepted.select_related("actor").order_by("requested_at", "pk")


def appearances(incident: Incident) -> QuerySet[Appearance]:
    """Where the content was seen, with what happened there, in the order of recording, and how far
    it reached."""
    return (
        Appearance.objects.filter(incident=incident)
        .select_related("platform", "disclosure")
        .prefetch_related(
            Prefetch("events", queryset=AppearanceEvent.objects.order_by("pk")),
            Prefetch("events__citations", queryset=cited(Citation.objects.all())),
            Prefetch("observations__citations", queryset=cited(Citation.objects.all())),
        )
        .order_by("pk")
    )


def claims(incident: Incident) -> QuerySet[Claim]:
    """The incident's claims, and whatever answers them, its involvements, or such an answer: never
    one without the other."""
    return (
        Claim.objects.filter(pk__in=RawSQL(SHOWN_CLAIMS, [incident.pk, incident.pk]))
        .select_related("speaker", "relayed_by")
        .prefetch_related(
            "on_behalf_of",
            "about",
            Prefetch(
                "answers", queryset=ClaimAnswer.objects.select_related("claim", "involvement")
            ),
            _with_citations(),
        )
        .order_by(F("earliest").asc(nulls_last=True), "pk")
    )


def procedures(incident: Incident) -> QuerySet[Procedure]:
    """Legal follow-ups with their public, standing events as ``public_events``, in order; and all
    events with their statements, for a decision that was corrected keeps its own."""
    events = (
        ProcedureEvent.objects.public()
        .select_related("respondent__merged_into", "statement_of_reasons")
        .prefetch_related(_with_citations())
        .order_by("order", "pk")
    )
    return (
        Procedure.objects.filter(incidents=incident)
        .select_related("authority", "platform")
        .prefetch_related(
            "appearances",
            "complainants",
            "respondents",
            "bases",
            Prefetch("events", queryset=events, to_attr="public_events"),
            Prefetch("events", ProcedureEvent.objects.select_related("statement_of_reasons")),
        )
        .order_by("pk")
    )


def speaker_ranges(transcripts: Iterable[Transcript]) -> dict[int, list[Range]]:
    """For each speaker the runs of segment positions, first and last included."""
    spoken = (
        Segment.objects.filter(transcript__in=transcripts, speaker__isnull=False)
        .order_by("transcript_id", "position")
        .values_list("speaker", "position")
    )
    found: dict[int, list[Range]] = {}
    for speaker, position in spoken.iterator():
        found.setdefault(speaker, []).append((position, position))
    return {speaker: merged(places) for speaker, places in found.items()}


def latest_transcripts(sources: Iterable[int]) -> dict[int, Transcript]:
    """The newest transcript of each source (by key) that has one, with its speakers."""
    speakers = Speaker.objects.select_related("actor").order_by("pk")
    latest = (
        Transcript.objects.filter(source__in=sources)
        .order_by("source_id", "-number")
        .distinct("source_id")
        .prefetch_related(Prefetch("speakers", queryset=speakers))
    )
    return {transcript.source_id: transcript for transcript in latest}


def redactions(sources: Iterable[str]) -> dict[Version, list[Range]]:
    """What of the transcripts of these sources (by public id) is never shown in public; one query.
    Redactions are only ever added, so that whatever was published stays readable with them."""
    found: dict[Version, list[Range]] = {}
    for source, digest, first, last in Redaction.objects.filter(
        transcript__source__public_id__in=set(sources)
    ).values_list(
        "transcript__source__public_id", "transcript__digest", "first_position", "last_position"
    ):
        found.setdefault((source, digest), []).append((first, last))
    return {version: merged(ranges) for version, ranges in found.items()}
