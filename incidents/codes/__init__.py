"""Behavioural codes: the closed lists that the code branches on.

Pure (no Django). Labels in French and English stand in ``labels/``; descriptive terms that
staff may extend are rows, shipped in ``vocabulary/``.
"""

from incidents.codes.actor import ActorKind, AffiliationRole
from incidents.codes.appearance import (
    AppearanceEventKind,
    AppearanceKind,
    Availability,
    Labelling,
    Measure,
    PlatformKind,
)
from incidents.codes.claim import (
    ACCUSING_PROPOSITIONS,
    ACCUSING_STANCES,
    AnswerKind,
    Credibility,
    Directness,
    Likelihood,
    Proposition,
    Reading,
    Reliability,
    Stance,
)
from incidents.codes.election import ElectionKind
from incidents.codes.erasure import ErasureChannel, ErasureGround, ErasureState
from incidents.codes.importing import (
    ImportFormat,
    ImportStage,
    ImportState,
    LineOutcome,
    ProposalState,
)
from incidents.codes.incident import (
    ACCUSING_ROLES,
    NAMED_ROLES,
    PresentedAs,
    Role,
    Sensitivity,
    SyntheticLevel,
    Verdict,
)
from incidents.codes.partner import KeyScope, SubmissionState, SubmittedActorState
from incidents.codes.procedure import (
    Channel,
    ClockCode,
    ClockNature,
    Decision,
    FollowUpKind,
    LegalStatus,
    Outcome,
    Stage,
    Track,
)
from incidents.codes.publication import (
    MERGER,
    WITHDRAWAL,
    ApprovalKind,
    ChangeLog,
    Frequency,
    PlanState,
    PublicationKind,
    ReplyChannel,
    ReplyDecision,
    ReportKind,
    State,
)
from incidents.codes.record import Precision, RecordKind, Scheme
from incidents.codes.report import ReportPlanState, RunState, RunStep
from incidents.codes.source import MadeBy, PublicExtent, SourceKind, SpeakerRole, Supports
from incidents.codes.tie import BALANCE, Tie

__all__ = [
    "ACCUSING_PROPOSITIONS",
    "ACCUSING_ROLES",
    "ACCUSING_STANCES",
    "BALANCE",
    "MERGER",
    "NAMED_ROLES",
    "WITHDRAWAL",
    "ActorKind",
    "AffiliationRole",
    "AnswerKind",
    "AppearanceEventKind",
    "AppearanceKind",
    "ApprovalKind",
    "Availability",
    "ChangeLog",
    "Channel",
    "ClockCode",
    "ClockNature",
    "Credibility",
    "Decision",
    "Directness",
    "ElectionKind",
    "ErasureChannel",
    "ErasureGround",
    "ErasureState",
    "FollowUpKind",
    "Frequency",
    "ImportFormat",
    "ImportStage",
    "ImportState",
    "KeyScope",
    "Labelling",
    "LegalStatus",
    "Likelihood",
    "LineOutcome",
    "MadeBy",
    "Measure",
    "Outcome",
    "PlanState",
    "PlatformKind",
    "Precision",
    "PresentedAs",
    "ProposalState",
    "Proposition",
    "PublicExtent",
    "PublicationKind",
    "Reading",
    "RecordKind",
    "Reliability",
    "ReplyChannel",
    "ReplyDecision",
    "ReportKind",
    "ReportPlanState",
    "Role",
    "RunState",
    "RunStep",
    "Scheme",
    "Sensitivity",
    "SourceKind",
    "SpeakerRole",
    "Stage",
    "Stance",
    "State",
    "SubmissionState",
    "SubmittedActorState",
    "Supports",
    "SyntheticLevel",
    "Tie",
    "Track",
    "Verdict",
]
