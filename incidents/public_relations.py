"""The rows that the public document of one incident is made from, in a few queries."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from django.db.models import BooleanField, F, IntegerField, Model, Prefetch, Q, QuerySet
from django.db.models.expressions import RawSQL

from incidents.codes import MadeBy, ReplyDecision
from incidents.documents import Version
from incidents.models import (
    ActorAlias,
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

Linked = dict[tuple[str, int], list[Any]]

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

NEXT_START = """
SELECT next.start_ms FROM incidents_segment AS last JOIN incidents_segment AS next
ON next.transcript_id = last.transcript_id AND next.position = last.position + 1
WHERE last.id = incidents_citation.last_segment_id
"""
"""Where the passage after a citation begins. Said in SQL, as ``DOUBTED`` is: a subquery of the ORM
costs more to write, each time, than the citations cost to read."""

DOUBTED = """
SELECT FROM incidents_segment AS first
JOIN incidents_transcript AS version ON version.id = first.transcript_id
JOIN incidents_segment AS last ON last.id = incidents_citation.last_segment_id
JOIN incidents_segment AS quoted ON quoted.transcript_id = first.transcript_id
    AND quoted.position BETWEEN first.position AND last.position
WHERE first.id = incidents_citation.first_segment_id
    AND quoted.confidence < %s AND version.made_by <> %s
"""
"""Whether a machine was little sure of a cited passage that nobody checked."""

UNREAD = (
    *("problems", "warnings", "raw_cues", "reason", "created_at", "created_by", "original"),
    "encoding",
)
"""Columns of a transcript that no document reads; some are as long as the transcript."""


def citations(owners: Mapping[str, Collection[int]]) -> list[Citation]:
    """The citations of records, whose keys are given by the name that citations have for such an
    owner, with what their projection reads, in the order of recording: one query for all owners."""
    of_any = Q()
    for name, keys in owners.items():
        if keys:
            of_any |= Q(**{f"{name}__in": keys})
    return list(
        Citation.objects.filter(of_any)
        .select_related("source__publisher", "first_segment__transcript", "last_segment")
        .defer(*(f"first_segment__transcript__{name}" for name in UNREAD))
        .defer("first_segment__text", "last_segment__text")
        .annotate(
            next_start_ms=RawSQL(f"({NEXT_START})", [], IntegerField()),
            low_confidence=RawSQL(f"EXISTS ({DOUBTED})", [LOW, MadeBy.STAFF], BooleanField()),
        )
        .order_by("pk")
    )


def involvements(incident: Incident) -> QuerySet[Involvement]:
    """Who is involved."""
    found = Involvement.objects.filter(incident=incident).order_by("pk")
    return found.select_related("actor", "target_kind")


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
            Prefetch("events", queryset=AppearanceEvent.objects.order_by("pk")), "observations"
        )
        .order_by("pk")
    )


def claims(incident: Incident) -> QuerySet[Claim]:
    """The incident's claims, and whatever answers them, its involvements, or such an answer: never
    one without the other."""
    return (
        Claim.objects.filter(pk__in=RawSQL(SHOWN_CLAIMS, [incident.pk, incident.pk]))
        .select_related("speaker", "relayed_by")
        .order_by(F("earliest").asc(nulls_last=True), "pk")
    )


def answers(claims: Collection[int]) -> dict[int, list[ClaimAnswer]]:
    """What these claims (by key) answer, by the answering claim, in the order of recording."""
    found: dict[int, list[ClaimAnswer]] = {}
    if claims:
        for each in ClaimAnswer.objects.filter(answer__in=claims).order_by("pk"):
            found.setdefault(each.answer_id, []).append(each)
    return found


def procedures(incident: Incident) -> QuerySet[Procedure]:
    """Legal follow-ups with all their events and the statements of these, for a decision that was
    corrected keeps its own."""
    events = ProcedureEvent.objects.select_related(
        "respondent__merged_into", "statement_of_reasons"
    ).order_by("order", "pk")
    return (
        Procedure.objects.filter(incidents=incident)
        .select_related("authority", "platform")
        .prefetch_related(
            *("appearances", "complainants", "respondents", "bases"),
            Prefetch("events", queryset=events),
        )
        .order_by("pk")
    )


@cache
def _linked_sql(owner: type[Model], names: tuple[str, ...]) -> str:
    """Said once, for the same relations are asked for again and again."""
    fields: list[Any] = [owner._meta.get_field(name) for name in names]
    target = fields[0].related_model._meta
    links = " UNION ALL ".join(
        f"SELECT '{each.name}' AS relation, {each.m2m_column_name()} AS owner, "
        f"{each.m2m_reverse_name()} AS linked FROM {each.m2m_db_table()} "
        f"WHERE {each.m2m_column_name()} = ANY(%s)"
        for each in fields
    )
    ordering = ["id" if name == "pk" else target.get_field(name).column for name in target.ordering]
    return (
        f"SELECT target.*, links.relation, links.owner FROM ({links}) AS links "
        f"JOIN {target.db_table} AS target ON target.id = links.linked "
        f"ORDER BY {', '.join(f'target.{column}' for column in ordering)}"
    )


def linked(owner: type[Model], names: Sequence[str], keys: Collection[int]) -> Linked:
    """What many-to-many relations of one model to one other hold for some owners, by relation and
    owner's key, in the order of that other model: one query, none where there is no owner."""
    found: Linked = defaultdict(list)
    if keys:
        target: Any = owner._meta.get_field(names[0]).related_model
        sql = _linked_sql(owner, tuple(names))
        for each in target._default_manager.raw(sql, [list(keys)] * len(names)):
            found[each.relation, each.owner].append(each)
    return found


def aliases(slugs: Collection[str]) -> dict[str, list[str]]:
    """By slug the other names of public actors, for those that have any; one query, none where no
    actor is asked for."""
    found: dict[str, list[str]] = {}
    if slugs:
        known = ActorAlias.objects.filter(actor__slug__in=slugs)
        for each in known.select_related("actor").order_by("actor__slug", "name"):
            if not each.actor.is_private:
                found.setdefault(each.actor.slug or "", []).append(each.name)
    return found


def speaker_ranges(transcripts: Iterable[Transcript]) -> dict[int, list[Range]]:
    """For each speaker the runs of segment positions, first and last included."""
    keys = [each.pk for each in transcripts if each.speakers.all()]
    if not keys:
        return {}
    spoken = (
        Segment.objects.filter(transcript__in=keys, speaker__isnull=False)
        .order_by("transcript_id", "position")
        .values_list("speaker", "position")
    )
    found: dict[int, list[Range]] = {}
    for speaker, position in spoken.iterator():
        found.setdefault(speaker, []).append((position, position))
    return {speaker: merged(places) for speaker, places in found.items()}


def latest_transcripts(sources: Collection[int]) -> dict[int, Transcript]:
    """The newest transcript of each source (by key) that has one, with its speakers."""
    if not sources:
        return {}
    speakers = Speaker.objects.select_related("actor").order_by("pk")
    latest = (
        Transcript.objects.filter(source__in=sources)
        .defer(*UNREAD)
        .order_by("source_id", "-number")
        .distinct("source_id")
        .prefetch_related(Prefetch("speakers", queryset=speakers))
    )
    return {transcript.source_id: transcript for transcript in latest}


def redactions(sources: Iterable[str]) -> dict[Version, list[Range]]:
    """What of the transcripts of these sources (by public id) is never shown in public; one query.
    Redactions are only ever added, so that whatever was published stays readable with them."""
    found: dict[Version, list[Range]] = {}
    wanted = set(sources)
    if not wanted:
        return found
    for source, digest, first, last in Redaction.objects.filter(
        transcript__source__public_id__in=wanted
    ).values_list(
        "transcript__source__public_id", "transcript__digest", "first_position", "last_position"
    ):
        found.setdefault((source, digest), []).append((first, last))
    return {version: merged(ranges) for version, ranges in found.items()}
