"""Every field of every record, and whether the public ever reads it. Pure.

``PUBLISHED`` is the allow-list in words: what ``projection`` puts into the document of an incident,
and what public pages read of what was published. Whatever else is recorded is named with the reason
why it stays inside. A field that is named nowhere, twice, or that is none any more fails a system
check (``checks.py``); ``tests/test_disclosure.py`` holds this file to what the code reads.
"""

EVERYWHERE = {
    "id": "the key of a row",
    "version": "the number of edits: by it two editors learn of each other",
    "created_at": "the work of staff",
    "created_by": "the work of staff",
    "updated_at": "the work of staff",
    "updated_by": "the work of staff",
}
"""Fields that are internal in whichever record they stand."""

PUBLISHED = {
    "Actor": "kind name_en name_fr public_label_en public_label_fr short_name slug",
    "ActorAlias": "actor name",
    "Appearance": "account account_masked archived_url disclosure kind platform public_id",
    "AppearanceEvent": "earliest kind latest note_en note_fr precision",
    "Citation": "first_segment last_segment note quote source supports",
    "Claim": (
        "about assessed_at credibility directness earliest latest likelihood on_behalf_of "
        "precision proposition public_id relayed_by reliability speaker speaker_label_en "
        "speaker_label_fr stance summary_en summary_fr"
    ),
    "ClaimAnswer": "claim involvement kind",
    "Election": "kind name_en name_fr slug",
    "ElectionRound": "lists_from lists_to number on silence_from silence_to territory",
    "Incident": (
        "earliest election goals jurisdiction latest media original_language persona precision "
        "presented_as ratings sensitivity spread summary_en summary_fr synthetic_level techniques "
        "title_en title_fr verdict verdict_basis_en verdict_basis_fr verdict_on"
    ),
    "Involvement": "actor note_en note_fr public_id role target_kind",
    "Jurisdiction": "code name_en name_fr",
    "LegalBasis": "code in_force_from in_force_to short title_en title_fr",
    "Observation": "as_of headline_reason_en headline_reason_fr is_headline measure value",
    "Platform": "code name_en name_fr",
    "Procedure": (
        "against_x appearances authority authority_reference bases complainants platform public_id "
        "respondents review_on track"
    ),
    "ProcedureEvent": (
        "channel decisions earliest kind latest note_en note_fr outcome outside_table_reason_en "
        "outside_table_reason_fr precision public_id respondent"
    ),
    "Reply": "actor asked_by claim involvement language public_id requested_at text",
    "Segment": "end_ms position start_ms transcript",
    "SourceMedia": (
        "archived_url captured_at category description earliest kind language latest original "
        "precision public_extent public_id publisher title url"
    ),
    "Speaker": "actor label role",
    "StatementOfReasons": (
        "applies_from automated_decision automated_detection category content_on content_types "
        "ground permalink source_type territories uuid"
    ),
    "Term": "code label_en label_fr",
    "Transcript": "digest format language made_by number size tool tool_version",
}
"""By record, what the public document says of it."""

BESIDE = {
    "Merger": "content kind merged_at new old",
    "Mode": "read_only reason_en reason_fr",
    "Publication": (
        "content correction_class digest ended_at first_published_at kind notice_en notice_fr "
        "number published_at reference"
    ),
    "AuditHead": "count digest hash made_at merkle_root previous",
    "AuditStamp": "answer authority head stamped_at",
    "Report": (
        "digest edition election first_day issued_at jurisdiction kind next_day period snapshot "
        "summary"
    ),
    "ReportFile": "file language pages report volume",
    "ReportWithdrawal": "reason_class report withdrawn_at",
    "Segment": "text speaker",
    "Platform": "kind operator vlop_since source",
    "Term": "definition_en definition_fr position scheme source valid_from valid_to replaced_by",
    "Jurisdiction": "is_fictional",
    "Withdrawal": "first_published_at reason_class reference withdrawn_at",
}
"""What public pages read beside documents: what was published, passages as far as their source's
public extent lets them be shown, vocabularies."""

INTERNAL: tuple[tuple[str, str], ...] = (
    (
        "decides what is shown, and is not shown",
        "Actor.is_private Actor.merged_into Incident.merged_into Incident.translated_digest "
        "ProcedureEvent.is_public ProcedureEvent.order ProcedureEvent.supersedes "
        "Redaction.first_position Redaction.last_position Redaction.transcript Segment.confidence "
        "Transcript.source",
    ),
    (
        "says what a row is part of: the document has it by its place",
        "Affiliation.body Affiliation.member Appearance.incident AppearanceEvent.appearance "
        "Citation.appearance_event Citation.claim Citation.incident Citation.involvement "
        "Citation.observation Citation.procedure_event Claim.incidents ClaimAnswer.answer "
        "ElectionRound.election Involvement.incident Merger.actor Merger.incident "
        "Observation.appearance Procedure.incidents ProcedureEvent.procedure "
        "Publication.incident Speaker.transcript StatementOfReasons.event "
        "StatementOfReasons.replaces Withdrawal.incident",
    ),
    (
        "for staff: notes, reasons, who did what and who has what to do",
        "Claim.assessed_by Incident.assigned_to Incident.editorial_reviewer "
        "Incident.internal_note Incident.legal_reviewer "
        "Incident.state Incident.tags Merger.merged_by Merger.reason Mode.set_by Mode.since "
        "Publication.approvals "
        "Publication.notice_by Publication.published_by Publication.silence_override "
        "ReportWithdrawal.internal_reason ReportWithdrawal.withdrawn_by Redaction.reason "
        "Redaction.redacted_at Redaction.redacted_by Report.issued_by "
        "SourceMedia.public_extent_ground Tag.name Transcript.reason Withdrawal.internal_reason "
        "Withdrawal.confirmed_at Withdrawal.confirmed_by Withdrawal.withdrawn_by",
    ),
    (
        "who asked for a right of reply, how, and what came of it; what is accepted is published",
        "Reply.contact Reply.decided_at Reply.decided_by Reply.decision Reply.due_at "
        "Reply.incident Reply.received_how Reply.refusal_reason",
    ),
    (
        "what auditors found when they looked at the audit",
        "AuditCheck.asked_by AuditCheck.checked_at AuditCheck.count AuditCheck.found "
        "AuditCheck.outcome AuditCheck.said",
    ),
    (
        "the address at which a time stamp was asked for",
        "AuditStamp.url",
    ),
    (
        "an address of drafts, or one that is minted at first publication and stands beside it",
        "Incident.reference Incident.uuid",
    ),
    (
        "a register's own facts, which no document tells",
        "Actor.country Actor.party_facts_id Actor.wikidata_id Affiliation.from_on Affiliation.role "
        "Affiliation.to_on Election.jurisdiction LegalBasis.jurisdiction LegalBasis.note_en "
        "LegalBasis.note_fr LegalBasis.source LegalBasis.tracks LegalBasis.url Platform.notice_url",
    ),
    (
        "a name that no document tells: an account's own address, a platform's own words",
        "Appearance.url StatementOfReasons.platform_name StatementOfReasons.puid",
    ),
    (
        "how a transcript was read, and what was in the file besides its words",
        "Segment.proposed_speaker Transcript.encoding Transcript.original Transcript.problems "
        "Transcript.raw_cues Transcript.warnings",
    ),
    (
        "bytes taken in: the digest alone is public; a report's file is served by its own page",
        "StoredFile.content StoredFile.digest StoredFile.media_type StoredFile.size "
        "StoredFile.stored_at",
    ),
)
"""Reasons, and the fields that they keep inside."""

WHOLE = {
    "ApiKey": "by what a partner's program is known",
    "ApiKeyUse": "when a partner's program was last here",
    "Approval": "who agreed to what, among staff",
    "AuditEntry": "the audit: its head alone is public",
    "AuditPayload": "the audit: its head alone is public",
    "ErasureRequest": "what a person asked, and how it was decided",
    "Import": "files that staff took in",
    "ImportLine": "records of files that staff look at before they are drafts",
    "ImportProgress": "how far an import is",
    "ImportedRow": "from which record of which dataset a draft came; its citation is published",
    "ImportedSource": "which import made a source",
    "IncidentMove": "the way of an incident among staff, with its reasons",
    "Notice": "what will be said beside the next Publication, which then says it",
    "Partner": "who sends submissions, and whom to write to",
    "PlannedPublication": "what is planned among staff",
    "PlannedReport": "what is planned among staff",
    "ProposedActor": "names of which nobody knows yet whether they are private persons'",
    "ProposedInvolvement": "names of which nobody knows yet whether they are private persons'",
    "ProposedWithdrawal": "what is proposed among staff",
    "ReportRun": "how a report came to be issued: the edition is public",
    "ReviewedContent": "what was approved: the document of a draft, perhaps",
    "SignInCount": "failures to sign in",
    "ListedActor": "derived from Publications",
    "ListedClaim": "derived from Publications",
    "ListedElection": "derived from Publications",
    "ListedFacet": "derived from Publications",
    "ListedAppearance": "derived from Publications",
    "ListedDetail": "derived from Publications",
    "ListedFollowUp": "derived from Publications",
    "ListedTally": "derived from Publications",
    "ListedIncident": "derived from Publications",
    "ListedProcedure": "derived from Publications",
    "ListedSegment": "derived from Publications",
    "ListedSource": "derived from Publications",
    "ListedSourceUse": "derived from Publications",
    "ListedText": "derived from Publications",
    "ListedWord": "derived from Publications",
    "PrivateIdentity": "who a private person is",
    "SavedMapping": "how staff read files",
    "ReferenceCounter": "the last number given out",
    "Submission": "who sent a draft; its sender alone reads what became of it",
    "SubmissionMessage": "words for the sender of a draft",
    "SubmittedActor": "whom a draft's sender named, until staff decide who it is",
    "Subscription": "who follows what by e-mail: no output reads it",
    "User": "accounts of staff",
}
"""Models of which all fields are one thing: never public, or nothing but what was published."""


def named() -> list[str]:
    """ "Model.field" of each field that is named, as often as it is."""
    internal = [name for _reason, names in INTERNAL for name in names.split()]
    return [*_names(PUBLISHED), *_names(BESIDE), *internal]


def published() -> frozenset[str]:
    """What the document of an incident may say, as "Model.field"."""
    return frozenset(_names(PUBLISHED))


def beside() -> frozenset[str]:
    """What public pages read beside documents, as "Model.field"."""
    return frozenset(_names(BESIDE))


def _names(table: dict[str, str]) -> list[str]:
    return [f"{model}.{field}" for model, fields in table.items() for field in fields.split()]
