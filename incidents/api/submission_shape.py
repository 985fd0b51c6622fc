"""The JSON of a submission: the vocabulary of case files, as far as a partner may say it.

What staff alone decide has no member here (state, reference, approval, verdict, assessment): who
sends one is told that there is no such member.
"""

from typing import Any

from rest_framework import serializers

from incidents import codes
from incidents.api.strict import Address, Code, Day, Facts, Flag, Strict, Text, Whole, listed
from incidents.timecode import MAX_MS
from incidents.transcripts import formats

KEY = 80
NAME = 200
NOTE = 300
LONG = 20_000
QUOTE = 5_000
TRANSCRIPT = 2_000_000
SEGMENTS = 10_000
RECORDS = 100
PARTS = 50
CITED = 10
"""So many records, parts of one and citations of one: what one request can write."""
BIGGEST = 2**63 - 1


class Cite(Strict):
    """A source, and the passage or words of it that say so."""

    source = Text(KEY, required=True)  # type: ignore[assignment]
    quote = Text(QUOTE)
    note = Text(NOTE)

    def get_fields(self) -> dict[str, serializers.Field]:
        """With two names that are words of Python."""
        return {**super().get_fields(), "from": Text(16), "to": Text(16)}


class CiteOfIncident(Cite):
    """The same, and which of the incident's facts it supports."""

    supports = Code(codes.Supports, required=True)


class ActorShape(Strict):
    """Somebody by name: looked for in the register, else proposed to staff. A private person has a
    public label and no name."""

    key = Text(KEY, required=True)
    kind = Code(codes.ActorKind, required=True)
    name_fr = Text(NAME)
    name_en = Text(NAME)
    short_name = Text(40)
    country = Text(10)
    wikidata = Text(20, pattern=r"Q[1-9][0-9]*")
    party_facts_id = Text(20, pattern=r"[1-9][0-9]*")
    private = Flag(required=False)
    public_label_fr = Text(120)
    public_label_en = Text(120)


class SegmentShape(Strict):
    """One passage."""

    start_ms = Whole(min_value=0, max_value=MAX_MS)
    end_ms = Whole(min_value=0, max_value=MAX_MS, required=False)
    speaker = Text(120)
    text = Text(LONG, required=True)


class TranscriptShape(Strict):
    """The words of a source: a text in a format that is known, or segments."""

    text = Text(TRANSCRIPT)
    format = Code(formats.names())
    segments = listed(SegmentShape(), SEGMENTS)
    language = Text(12)
    made_by = Code(codes.MadeBy, without=(codes.MadeBy.STAFF,))
    tool = Text(80)
    tool_version = Text(40)


class SpeakerShape(Strict):
    """A voice of the transcript, and when it speaks."""

    label = Text(120, required=True)  # type: ignore[assignment]
    role = Code(codes.SpeakerRole)
    actor = Text(KEY)
    ranges = listed(Text(33), RECORDS)


class SourceShape(Strict):
    """Where something was learned."""

    key = Text(KEY, required=True)
    kind = Code(codes.SourceKind, without=(codes.SourceKind.STATEMENT_OF_REASONS,))
    title = Text(300)
    url = Address()
    archived_url = Address()
    publisher = Text(KEY)
    description = Text(LONG)
    category = Text(100)
    language = Text(12)
    published = Facts(required=False)
    captured_on = Day(required=False)
    transcript = TranscriptShape(required=False)
    speaker = listed(SpeakerShape(), PARTS)


class InvolvementShape(Strict):
    """An actor in a role."""

    key = Text(KEY)
    actor = Text(KEY, required=True)
    role = Code(codes.Role, required=True)
    target_kind = Text(40)
    note_fr = Text(NOTE)
    note_en = Text(NOTE)
    cite = listed(Cite(), CITED)


class EventShape(Strict):
    """What happened to an appearance."""

    kind = Code(codes.AppearanceEventKind, required=True)
    on = Facts(required=False)
    note_fr = Text(NOTE)
    note_en = Text(NOTE)
    cite = listed(Cite(), CITED)


class ObservationShape(Strict):
    """One reading of one measure."""

    measure = Code(codes.Measure, required=True)
    value = Whole(min_value=0, max_value=BIGGEST)
    as_of = Day()
    cite = listed(Cite(), CITED)


class AppearanceShape(Strict):
    """A place where the content was seen."""

    platform = Text(40, required=True)
    kind = Code(codes.AppearanceKind, required=True)
    account = Text(120)
    account_masked = Flag(required=False)
    url = Address()
    archived_url = Address()
    disclosure = Text(40)
    event = listed(EventShape(), PARTS)
    observation = listed(ObservationShape(), PARTS)


class IncidentShape(Strict):
    """What happened."""

    title_fr = Text(NAME)
    title_en = Text(NAME)
    summary_fr = Text(LONG)
    summary_en = Text(LONG)
    original_language = Code(("fr", "en"))
    facts = Facts(required=False)
    jurisdiction = Text(10, required=True)
    election = Text(KEY)
    synthetic_level = Code(codes.SyntheticLevel)
    presented_as = Code(codes.PresentedAs)
    techniques = listed(Text(40), PARTS)
    media = listed(Text(40), PARTS)
    ratings = listed(Text(40), PARTS)
    goals = listed(Text(40), PARTS)
    persona = Text(40)
    spread = Whole(min_value=1, max_value=6, required=False)
    sensitivity = listed(Code(codes.Sensitivity), PARTS)
    cite = listed(CiteOfIncident(), CITED)
    involvement = listed(InvolvementShape(), RECORDS)
    appearance = listed(AppearanceShape(), RECORDS)


class AnswerShape(Strict):
    """What a claim answers: another claim, or an involvement."""

    claim = Text(KEY)
    involvement = Text(KEY)
    kind = Code(codes.AnswerKind, required=True)


class ClaimShape(Strict):
    """Who says what."""

    key = Text(KEY)
    proposition = Code(codes.Proposition, required=True)
    stance = Code(codes.Stance, required=True)
    speaker = Text(KEY)
    speaker_label_fr = Text(160)
    speaker_label_en = Text(160)
    on_behalf_of = listed(Text(KEY), PARTS)
    about = listed(Text(KEY), PARTS)
    relayed_by = Text(KEY)
    said_on = Facts(required=False)
    summary_fr = Text(LONG)
    summary_en = Text(LONG)
    directness = Code(codes.Directness)
    cite = listed(Cite(), CITED)
    answers = listed(AnswerShape(), PARTS)


class SubmissionShape(Strict):
    """One incident with all that is known of it."""

    incident = IncidentShape()
    actor = listed(ActorShape(), RECORDS)
    source = listed(SourceShape(), PARTS, required=True)  # type: ignore[assignment]
    claim = listed(ClaimShape(), RECORDS)
    note = Text(LONG)


def shape() -> Any:
    """The shape of a whole submission."""
    return SubmissionShape()
