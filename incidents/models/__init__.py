"""All records, one file per aggregate."""

from incidents.models.actor import Actor, ActorAlias, Affiliation, PrivateIdentity
from incidents.models.appearance import Appearance, AppearanceEvent, Observation
from incidents.models.audit import (
    AuditCheck,
    AuditEntry,
    AuditHead,
    AuditOperation,
    AuditOutcome,
    AuditPayload,
    AuditStamp,
)
from incidents.models.citation import Citation
from incidents.models.claim import Claim, ClaimAnswer
from incidents.models.election import Election, ElectionRound
from incidents.models.erasure import ErasureRequest
from incidents.models.incident import Incident, Involvement, Tag
from incidents.models.listing import (
    ListedActor,
    ListedAppearance,
    ListedDetail,
    ListedElection,
    ListedFacet,
    ListedFollowUp,
    ListedIncident,
    ListedProcedure,
    ListedSegment,
    ListedSource,
    ListedTally,
    ListedText,
    ListedWord,
)
from incidents.models.merger import Merger
from incidents.models.mode import Mode
from incidents.models.notice import Notice, ProposedWithdrawal
from incidents.models.planned import PlannedPublication
from incidents.models.procedure import Procedure
from incidents.models.procedure_event import ProcedureEvent, StatementOfReasons
from incidents.models.publication import Approval, Publication, ReferenceCounter, Withdrawal
from incidents.models.reply import Reply
from incidents.models.report import Report, ReportFile, ReportWithdrawal
from incidents.models.review import IncidentMove, ReviewedContent
from incidents.models.source import SourceMedia, StoredFile
from incidents.models.subscription import Subscription
from incidents.models.transcript import Redaction, Segment, Speaker, Transcript
from incidents.models.vocabulary import Jurisdiction, LegalBasis, Platform, Term

__all__ = [
    "Actor",
    "ActorAlias",
    "Affiliation",
    "Appearance",
    "AppearanceEvent",
    "Approval",
    "AuditCheck",
    "AuditEntry",
    "AuditHead",
    "AuditOperation",
    "AuditOutcome",
    "AuditPayload",
    "AuditStamp",
    "Citation",
    "Claim",
    "ClaimAnswer",
    "Election",
    "ElectionRound",
    "ErasureRequest",
    "Incident",
    "IncidentMove",
    "Involvement",
    "Jurisdiction",
    "LegalBasis",
    "ListedActor",
    "ListedAppearance",
    "ListedDetail",
    "ListedElection",
    "ListedFacet",
    "ListedFollowUp",
    "ListedIncident",
    "ListedProcedure",
    "ListedSegment",
    "ListedSource",
    "ListedTally",
    "ListedText",
    "ListedWord",
    "Merger",
    "Mode",
    "Notice",
    "Observation",
    "PlannedPublication",
    "Platform",
    "PrivateIdentity",
    "Procedure",
    "ProcedureEvent",
    "ProposedWithdrawal",
    "Publication",
    "Redaction",
    "ReferenceCounter",
    "Reply",
    "Report",
    "ReportFile",
    "ReportWithdrawal",
    "ReviewedContent",
    "Segment",
    "SourceMedia",
    "Speaker",
    "StatementOfReasons",
    "StoredFile",
    "Subscription",
    "Tag",
    "Term",
    "Transcript",
    "Withdrawal",
]
