"""The behavioural codes that public documents, filters and answers use, by the name of each list.

The codebook and the API print these; a house test holds them to what documents say.
"""

from enum import StrEnum

from incidents import codes
from incidents.procedures import EventKind

PUBLIC: dict[str, type[StrEnum]] = {
    "verdict": codes.Verdict,
    "synthetic_level": codes.SyntheticLevel,
    "presented_as": codes.PresentedAs,
    "sensitivity": codes.Sensitivity,
    "precision": codes.Precision,
    "role": codes.Role,
    "actor_kind": codes.ActorKind,
    "proposition": codes.Proposition,
    "stance": codes.Stance,
    "reading": codes.Reading,
    "answer": codes.AnswerKind,
    "directness": codes.Directness,
    "reliability": codes.Reliability,
    "credibility": codes.Credibility,
    "likelihood": codes.Likelihood,
    "appearance_kind": codes.AppearanceKind,
    "appearance_event_kind": codes.AppearanceEventKind,
    "availability": codes.Availability,
    "labelling": codes.Labelling,
    "measure": codes.Measure,
    "source_kind": codes.SourceKind,
    "public_extent": codes.PublicExtent,
    "made_by": codes.MadeBy,
    "speaker_role": codes.SpeakerRole,
    "supports": codes.Supports,
    "track": codes.Track,
    "event_kind": EventKind,
    "legal_status": codes.LegalStatus,
    "stage": codes.Stage,
    "outcome": codes.Outcome,
    "channel": codes.Channel,
    "decision": codes.Decision,
    "clock": codes.ClockCode,
    "clock_nature": codes.ClockNature,
    "follow_up": codes.FollowUpKind,
    "election_kind": codes.ElectionKind,
    "publication_kind": codes.PublicationKind,
    "change_log": codes.ChangeLog,
}
