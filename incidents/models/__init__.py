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
from incidents.models.importing import (
    Import,
    ImportedRow,
    ImportedSource,
    ImportLine,
    ImportProgress,
    SavedMapping,
)
from incidents.models.incident import Incident, Involvement, Tag
from incidents.models.listing import (
    ListedActor,
    ListedAppearance,
    ListedClaim,
    ListedDetail,
    ListedElection,
    ListedFacet,
    ListedFollowUp,
    ListedIncident,
    ListedProcedure,
    ListedSegment,
    ListedSource,
    ListedSourceUse,
    ListedTally,
    ListedText,
    ListedWord,
)
from incidents.models.merger import Merger
from incidents.models.mode import Mode
from incidents.models.notice import Notice, ProposedWithdrawal
from incidents.models.partner import ApiKey, ApiKeyUse, Partner
from incidents.models.planned import PlannedPublication
from incidents.models.procedure import Procedure
from incidents.models.procedure_event import ProcedureEvent, StatementOfReasons
from incidents.models.proposed_actor import ProposedActor, ProposedInvolvement
from incidents.models.publication import Approval, Publication, ReferenceCounter, Withdrawal
from incidents.models.reply import Reply
from incidents.models.report import Report, ReportFile, ReportWithdrawal
from incidents.models.report_run import PlannedReport, ReportRun
from incidents.models.review import IncidentMove, ReviewedContent
from incidents.models.source import SourceMedia, StoredFile
from incidents.models.submission import Submission, SubmissionMessage, SubmittedActor
from incidents.models.subscription import Subscription
from incidents.models.transcript import Redaction, Segment, Speaker, Transcript
from incidents.models.vocabulary import Jurisdiction, LegalBasis, Platform, Term

__all__ = [
    "Actor",
    "ActorAlias",
    "Affiliation",
    "ApiKey",
    "ApiKeyUse",
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
    "Import",
    "ImportLine",
    "ImportProgress",
    "ImportedRow",
    "ImportedSource",
    "Incident",
    "IncidentMove",
    "Involvement",
    "Jurisdiction",
    "LegalBasis",
    "ListedActor",
    "ListedAppearance",
    "ListedClaim",
    "ListedDetail",
    "ListedElection",
    "ListedFacet",
    "ListedFollowUp",
    "ListedIncident",
    "ListedProcedure",
    "ListedSegment",
    "ListedSource",
    "ListedSourceUse",
    "ListedTally",
    "ListedText",
    "ListedWord",
    "Merger",
    "Mode",
    "Notice",
    "Observation",
    "Partner",
    "PlannedPublication",
    "PlannedReport",
    "Platform",
    "PrivateIdentity",
    "Procedure",
    "ProcedureEvent",
    "ProposedActor",
    "ProposedInvolvement",
    "ProposedWithdrawal",
    "Publication",
    "Redaction",
    "ReferenceCounter",
    "Reply",
    "Report",
    "ReportFile",
    "ReportRun",
    "ReportWithdrawal",
    "ReviewedContent",
    "SavedMapping",
    "Segment",
    "SourceMedia",
    "Speaker",
    "StatementOfReasons",
    "StoredFile",
    "Submission",
    "SubmissionMessage",
    "SubmittedActor",
    "Subscription",
    "Tag",
    "Term",
    "Transcript",
    "Withdrawal",
]
