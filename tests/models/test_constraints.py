"""The database itself refuses what must never be, whoever writes."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, IntegrityError, ProgrammingError, connection, transaction

from incidents import models
from tests import factories as make
from tests.factories import AT, DAY

pytestmark = pytest.mark.django_db

LATER = date(2026, 9, 2)

WRONG: dict[str, tuple[str, dict[str, Any]]] = {
    "api_key_is_kept_as_a_sha256": ("ApiKey", {"digest": "secret"}),
    "api_key_begins_with_our_mark": ("ApiKey", {"prefix": "other_abcdefgh"}),
    "api_key_has_known_scopes": ("ApiKey", {"scopes": []}),
    "api_key_expires_after_it_is_made": ("ApiKey", {"expires_at": AT}),
    "revocation_of_an_api_key_is_dated_and_signed": ("ApiKey", {"revoked_at": AT}),
    "submission_is_received_once": ("Submission", {"twice": ("key", "idempotency_key")}),
    "submission_digest_is_a_sha256": ("Submission", {"digest": "x"}),
    "message_to_a_sender_is_about_a_refusal_or_nothing": (
        "SubmissionMessage",
        {"about": "published"},
    ),
    "message_to_a_sender_says_something": ("SubmissionMessage", {"text": ""}),
    "submitted_actor_state_is_a_known_code": ("SubmittedActor", {"state": "x"}),
    "submitted_actor_kind_is_a_known_code": ("SubmittedActor", {"kind": "x"}),
    "submitted_wikidata_id_is_a_q_and_digits": ("SubmittedActor", {"wikidata_id": "42"}),
    "submitted_party_facts_id_is_digits": ("SubmittedActor", {"party_facts_id": "Q42"}),
    "decision_on_a_submitted_actor_is_dated_and_signed": ("SubmittedActor", {"decided_at": AT}),
    "submitted_actor_is_decided_by_somebody": ("SubmittedActor", {"state": "private"}),
    "import_format_is_a_known_code": ("Import", {"format": "x"}),
    "import_state_is_a_known_code": ("Import", {"state": "x"}),
    "import_file_digest_is_a_sha256": ("Import", {"file_digest": "x"}),
    "staged_import_has_not_ended": ("Import", {"ended_at": AT}),
    "undone_import_says_when": ("Import", {"state": "undone", "ended_at": AT}),
    "import_progress_stage_is_a_known_code": ("ImportProgress", {"stage": "x"}),
    "import_line_outcome_is_a_known_code": ("ImportLine", {"outcome": "x"}),
    "import_has_each_line_of_its_file_once": ("ImportLine", {"twice": ("batch", "line")}),
    "record_of_a_dataset_is_imported_once": ("ImportedRow", {"twice": ("dataset", "external_id")}),
    "line_of_an_import_makes_one_incident": ("ImportedRow", {"twice": ("batch", "line")}),
    "proposed_actor_state_is_a_known_code": ("ProposedActor", {"state": "x"}),
    "proposed_actor_key_is_a_sha256": ("ProposedActor", {"key": "x"}),
    "matched_proposal_and_no_other_has_an_actor": ("ProposedActor", {"state": "matched"}),
    "dismissed_proposal_forgets_the_name": ("ProposedActor", {"state": "dismissed"}),
    "proposed_involvement_role_is_a_known_code": ("ProposedInvolvement", {"role": "x"}),
    "name_is_proposed_once_per_role_and_incident": (
        "ProposedInvolvement",
        {"twice": ("proposal", "incident", "role")},
    ),
    "subscription_frequency_is_a_known_code": ("Subscription", {"frequency": "x"}),
    "subscription_language_is_a_known_code": ("Subscription", {"language": "xx"}),
    "address_asks_for_a_thing_once": ("Subscription", {"twice": ("address", "query")}),
    "confirmed_subscription_is_told_from_somewhere_on": ("Subscription", {"told": 1}),
    "token_exists_once_it_is_mailed": ("Subscription", {"token_hash": "0" * 64}),
    "candidacies_begin_before_they_end": (
        "ElectionRound",
        {"lists_from": LATER, "lists_to": DAY},
    ),
    "listed_facet_chunk_stands_once": ("ListedFacet", {"twice": ("facet", "value", "chunk")}),
    "listed_text_ends_after_it_begins": ("ListedText", {"first_position": 2, "last_position": 1}),
    "listed_text_of_tier_four_and_no_other_has_a_source": ("ListedText", {"tier": 4, "source": ""}),
    "listed_word_stands_in_a_text": ("ListedWord", {"texts": 0}),
    "tally_counts_each_tie_once": ("ListedTally", {"twice": ("name", "tie")}),
    "tally_counts_something": ("ListedTally", {"incidents": 0}),
    "head_has_one_stamp_per_authority": ("AuditStamp", {"twice": ("head", "authority")}),
    "there_is_one_mode": ("Mode", {"id": 2}),
    "read_only_mode_has_a_reason": ("Mode", {"read_only": True}),
    "audit_check_outcome_is_a_known_code": ("AuditCheck", {"outcome": "x"}),
    "audit_check_says_what_it_found": ("AuditCheck", {"found": 1}),
    "erasure_request_channel_is_a_known_code": ("ErasureRequest", {"channel": "x"}),
    "erasure_request_state_is_a_known_code": ("DecidedErasure", {"state": "x"}),
    "erasure_request_ground_is_a_known_code": ("DecidedErasure", {"ground": "x"}),
    "erasure_is_decided_on_a_ground_with_reasons": ("DecidedErasure", {"ground": ""}),
    "carried_out_erasure_names_who_did_it": ("ErasureRequest", {"done_at": AT}),
    "forgotten_person_leaves_no_value": ("ErasureRequest", {"forgotten_at": AT}),
    "erasure_has_a_public_label": ("ErasureRequest", {"label_fr": ""}),
    "term_scheme_is_a_known_code": ("Term", {"scheme": "x"}),
    "term_is_valid_from_before_it_is_valid_to": ("Term", {"valid_from": LATER, "valid_to": DAY}),
    "platform_kind_is_a_known_code": ("Platform", {"kind": "x"}),
    "legal_basis_is_in_force_from_before_it_ends": (
        "LegalBasis",
        {"in_force_from": LATER, "in_force_to": DAY},
    ),
    "actor_kind_is_a_known_code": ("Actor", {"kind": "x"}),
    "private_actor_has_no_name_no_page_and_no_external_id": (
        "PrivateActor",
        {"name_fr": "Quelqu’un"},
    ),
    "private_actor_has_a_public_label": ("PrivateActor", {"public_label_fr": ""}),
    "named_actor_has_a_name": ("Actor", {"name_fr": ""}),
    "unidentified_actor_has_no_page": ("Actor", {"kind": "unidentified"}),
    "actor_has_each_alias_once": ("ActorAlias", {"twice": ("actor", "name")}),
    "affiliation_role_is_a_known_code": ("Affiliation", {"role": "x"}),
    "affiliation_begins_before_it_ends": ("Affiliation", {"from_on": LATER, "to_on": DAY}),
    "election_kind_is_a_known_code": ("Election", {"kind": "x"}),
    "round_is_unique_in_territory": (
        "ElectionRound",
        {"twice": ("election", "number", "territory")},
    ),
    "silence_period_begins_before_it_ends": (
        "ElectionRound",
        {"silence_from": AT, "silence_to": AT},
    ),
    "incident_has_both_days_or_is_of_unknown_date": ("Incident", {"precision": "day"}),
    "incident_earliest_day_is_not_after_latest": (
        "Incident",
        {"earliest": LATER, "latest": DAY, "precision": "between"},
    ),
    "incident_of_precision_day_has_one_day": (
        "Incident",
        {"earliest": DAY, "latest": LATER, "precision": "day"},
    ),
    "incident_verdict_is_a_known_code": ("Incident", {"verdict": "x"}),
    "incident_synthetic_level_is_a_known_code": ("Incident", {"synthetic_level": "x"}),
    "incident_presented_as_is_a_known_code": ("Incident", {"presented_as": "x"}),
    "incident_spread_is_one_to_six": ("Incident", {"spread": 7}),
    "incident_has_a_title": ("Incident", {"title_fr": ""}),
    "published_incident_has_a_reference": ("Incident", {"state": "published"}),
    "content_needs_editorial_approval_at_least": ("Approval", {"kinds_needed": ["legal"]}),
    "involvement_role_is_a_known_code": ("Involvement", {"role": "x"}),
    "actor_has_each_role_once_per_incident": (
        "Involvement",
        {"twice": ("incident", "actor", "role")},
    ),
    "appearance_kind_is_a_known_code": ("Appearance", {"kind": "x"}),
    "appearance_event_kind_is_a_known_code": ("AppearanceEvent", {"kind": "x"}),
    "observation_measure_is_a_known_code": ("Observation", {"measure": "x"}),
    "headline_reading_says_why": ("Observation", {"is_headline": True}),
    "appearance_has_one_headline_reading_per_measure": (
        "Observation",
        {
            "is_headline": True,
            "headline_reason_fr": "Parce que.",
            "twice": ("appearance", "is_headline", "headline_reason_fr"),
        },
    ),
    "stored_file_digest_is_a_sha256": ("StoredFile", {"digest": "x" * 64}),
    "source_kind_is_a_known_code": ("SourceMedia", {"kind": "x"}),
    "full_text_is_public_only_on_a_ground": ("SourceMedia", {"public_extent": "full"}),
    "transcript_made_by_is_a_known_code": ("Transcript", {"made_by": "x"}),
    "transcript_version_is_unique_in_source": ("Transcript", {"twice": ("source", "number")}),
    "later_transcript_version_has_a_reason": ("Transcript", {"number": 2}),
    "machine_transcript_names_its_tool": ("Transcript", {"made_by": "machine"}),
    "speaker_label_is_unique_in_transcript": ("Speaker", {"twice": ("transcript", "label")}),
    "segment_position_is_unique_in_transcript": (
        "Segment",
        {"twice": ("transcript", "position")},
    ),
    "redaction_ends_after_it_starts": ("Redaction", {"first_position": 2, "last_position": 1}),
    "redaction_has_a_reason": ("Redaction", {"reason": ""}),
    "segment_confidence_is_zero_to_one": ("Segment", {"confidence": 1.1}),
    "claim_proposition_is_a_known_code": ("Claim", {"proposition": "x"}),
    "claim_stance_is_a_known_code": ("Claim", {"stance": "x"}),
    "claim_reliability_is_a_known_code": ("Claim", {"reliability": "G", "assessed_at": AT}),
    "claim_credibility_is_a_known_code": ("Claim", {"credibility": "7", "assessed_at": AT}),
    "claim_likelihood_is_a_known_code": ("Claim", {"likelihood": "x", "assessed_at": AT}),
    "claim_has_a_speaker_or_a_label_for_one": ("Claim", {"speaker_label_fr": ""}),
    "claim_has_a_summary": ("Claim", {"summary_fr": ""}),
    "claim_assessment_is_dated": ("Claim", {"likelihood": "likely"}),
    "wikidata_id_is_a_q_and_digits": ("Actor", {"wikidata_id": "12"}),
    "party_facts_id_is_digits": ("Actor", {"party_facts_id": "Q12"}),
    "claim_answer_kind_is_a_known_code": ("ClaimAnswer", {"kind": "x"}),
    "answer_is_to_exactly_one_claim_or_involvement": ("ClaimAnswer", {"claim": None}),
    "claim_answers_each_thing_once": ("ClaimAnswer", {"twice": ("answer", "claim")}),
    "procedure_track_is_a_known_code": ("Procedure", {"track": "x"}),
    "procedure_event_kind_is_a_known_code": ("ProcedureEvent", {"kind": "x"}),
    "procedure_event_channel_is_a_known_code": (
        "ProcedureEvent",
        {"channel": "x", "kind": "sent"},
    ),
    "only_a_sent_notice_has_a_channel": ("ProcedureEvent", {"channel": "email"}),
    "only_a_decision_has_what_the_platform_decided": (
        "ProcedureEvent",
        {"decisions": ["DECISION_VISIBILITY_CONTENT_REMOVED"]},
    ),
    "what_the_platform_decided_is_known_codes": (
        "ProcedureEvent",
        {"kind": "decision", "decisions": ["content_removed"]},
    ),
    "statement_of_reasons_has_an_id": ("StatementOfReasons", {"puid": ""}),
    "statement_of_reasons_is_recorded_once": (
        "StatementOfReasons",
        {"twice": ("platform_name", "puid")},
    ),
    "statement_of_reasons_is_recorded_once_by_uuid": (
        "StatementOfReasons",
        {"uuid": UUID(int=42), "twice": ("uuid",)},
    ),
    "merger_is_of_one_actor_or_one_incident": ("Merger", {"kind": "incident"}),
    "an_old_address_leads_to_one_place": ("Merger", {"twice": ("kind", "old")}),
    "merger_leads_elsewhere": ("Merger", {"old": "un-autre-parti"}),
    "listed_claim_stands_once_per_incident": ("ListedClaim", {"twice": ("listed", "public_id")}),
    "listed_source_stands_once_per_incident": (
        "ListedSourceUse",
        {"twice": ("listed", "public_id")},
    ),
    "listed_procedure_stands_once_per_incident": (
        "ListedProcedure",
        {"twice": ("listed", "public_id")},
    ),
    "citation_belongs_to_exactly_one_record": ("Citation", {"claim": None}),
    "citation_of_an_incident_and_no_other_says_what_it_supports": (
        "Citation",
        {"supports": "what"},
    ),
    "named_actor_has_a_page": ("Actor", {"slug": None}),
    "source_url_is_a_web_address": ("SourceMedia", {"url": "javascript:alert(1)"}),
    "source_archived_url_is_a_web_address": ("SourceMedia", {"archived_url": "ftp://a.example"}),
    "appearance_url_is_a_web_address": ("Appearance", {"url": "data:text/html,x"}),
    "appearance_archived_url_is_a_web_address": ("Appearance", {"archived_url": "x"}),
    "approval_kind_is_a_known_code": ("Approval", {"kind": "x"}),
    "content_is_approved_once_per_kind": (
        "Approval",
        {"twice": ("incident", "version", "digest", "kind")},
    ),
    "approved_notice_has_its_writer": ("Approval", {"notice_digest": "0" * 64}),
    "notice_kind_is_a_known_code": ("Notice", {"kind": "x"}),
    "notice_is_of_a_next_publication": ("Notice", {"kind": "first"}),
    "notice_says_something": ("Notice", {"notice_fr": ""}),
    "notice_of_a_correction_has_a_class": ("Notice", {"kind": "correction"}),
    "proposed_withdrawal_has_a_reason": ("ProposedWithdrawal", {"internal_reason": ""}),
    "confirmation_of_a_withdrawal_is_dated": ("Withdrawal", {"confirmed_at": AT}),
    "reply_received_how_is_a_known_code": ("Reply", {"received_how": "x"}),
    "reply_is_due_after_its_request": ("Reply", {"due_at": AT}),
    "reply_has_a_text_and_a_name": ("Reply", {"text": ""}),
    "decision_on_a_reply_is_dated_and_somebodys": ("Reply", {"decision": "accepted"}),
    "reply_is_refused_with_a_reason": ("Reply", {"refusal_reason": "Sans décision."}),
    "withdrawal_of_a_report_has_a_reason": ("ReportWithdrawal", {"internal_reason": ""}),
    "publication_kind_is_a_known_code": (
        "Publication",
        {"kind": "x", "number": 2, "notice_fr": "Avis."},
    ),
    "incident_move_move_is_a_known_code": ("IncidentMove", {"move": "x"}),
    "incident_move_from_state_is_a_known_code": ("IncidentMove", {"from_state": "x"}),
    "incident_move_to_state_is_a_known_code": ("IncidentMove", {"to_state": "x"}),
    "refusing_move_has_its_reason": ("IncidentMove", {"reason": ""}),
    "planned_publication_state_is_a_known_code": (
        "PlannedPublication",
        {"state": "x", "ended_at": AT},
    ),
    "incident_has_one_planned_publication": (
        "PlannedPublication",
        {"twice": ("incident", "state")},
    ),
    "publication_is_planned_ahead": ("PlannedPublication", {"at": AT}),
    "publication_is_planned_within_a_year": (
        "PlannedPublication",
        {"at": AT + timedelta(days=367)},
    ),
    "planned_publication_that_ended_says_when": ("PlannedPublication", {"ended_at": AT}),
    "planned_publication_that_was_made_is_named": (
        "PlannedPublication",
        {"state": "published", "ended_at": AT},
    ),
    "refused_plan_has_its_reason": ("PlannedPublication", {"state": "refused", "ended_at": AT}),
    "held_plan_says_until_when": ("PlannedPublication", {"state": "held"}),
    "planned_report_state_is_a_known_code": ("PlannedReport", {"state": "x", "ended_at": AT}),
    "period_has_one_planned_closing": ("PlannedReport", {"twice": ("period", "state")}),
    "closing_is_planned_ahead": ("PlannedReport", {"due_at": AT}),
    "planned_closing_that_ended_says_when": ("PlannedReport", {"ended_at": AT}),
    "stopped_plan_of_a_closing_has_its_reason": (
        "PlannedReport",
        {"state": "stopped", "ended_at": AT},
    ),
    "report_run_state_is_a_known_code": ("ReportRun", {"state": "x", "ended_at": AT}),
    "report_run_step_is_a_known_code": ("ReportRun", {"step": "x"}),
    "period_is_closed_once_at_a_time": ("ReportRun", {"twice": ("period", "state")}),
    "run_has_done_a_percentage": ("ReportRun", {"done": 101}),
    "run_that_ended_says_when": ("ReportRun", {"ended_at": AT}),
    "run_that_issued_names_its_report": ("ReportRun", {"state": "issued", "ended_at": AT}),
    "run_without_edition_has_its_reason": ("ReportRun", {"state": "failed", "ended_at": AT}),
    "run_that_ended_forgets_its_words": (
        "ReportRun",
        {"state": "failed", "ended_at": AT, "reason_fr": "x", "values": ["x"]},
    ),
    "publication_ends_after_it_begins": (
        "Publication",
        {"ended_at": AT.replace(year=2020)},
    ),
    "first_publication_has_number_one": ("Publication", {"number": 2}),
    "report_kind_is_a_known_code": ("Report", {"kind": "x"}),
    "edition_is_unique_in_its_period": ("Report", {"twice": ("kind", "period", "edition")}),
    "period_begins_before_it_ends": ("Report", {"next_day": date(2026, 9, 1)}),
    "report_is_about_one_part": ("Report", {"jurisdiction": "FR", "election": "vote-2027"}),
    "report_of_an_election_names_it": ("Report", {"kind": "election"}),
    "volume_is_unique_in_its_language": ("ReportFile", {"twice": ("report", "language", "volume")}),
    "volumes_begin_with_1": ("ReportFile", {"volume": 0}),
}
"""Constraint -> factory, and the values that break it; ``twice``: a second row like the first."""


@pytest.mark.parametrize("name", WRONG)
def test_the_database_refuses(name: str) -> None:
    model, values = WRONG[name]
    factory: Any = getattr(make, f"{model}Factory")
    values = dict(values)
    same = values.pop("twice", ())
    if same:
        first = factory(**values)
        values |= {field: getattr(first, field) for field in same}

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        factory(**values)


def test_a_reply_answers_one_thing() -> None:
    role = make.InvolvementFactory()

    with pytest.raises(IntegrityError, match="reply_is_to_one_thing_or_to_the_whole"):
        make.ReplyFactory(claim=make.ClaimFactory(), involvement=role, incident=role.incident)


def test_who_wrote_a_notice_does_not_approve_it() -> None:
    one = make.UserFactory()

    with pytest.raises(IntegrityError, match="approver_did_not_write_the_notice"):
        make.ApprovalFactory(approved_by=one, notice_by=one, notice_digest="0" * 64)


def test_a_code_is_unique_in_its_vocabulary() -> None:
    make.TermFactory(code="a")
    other = make.TermFactory(code="b")

    with pytest.raises(IntegrityError, match="term_code_is_unique_in_scheme"):
        models.Term.objects.filter(pk=other.pk).update(code="a")


def test_an_actor_is_not_affiliated_with_itself() -> None:
    actor = make.ActorFactory()

    with pytest.raises(IntegrityError, match="actor_is_not_affiliated_with_itself"):
        make.AffiliationFactory(member=actor, body=actor)


@pytest.mark.parametrize("model", ["Actor", "Incident"])
def test_nothing_is_merged_into_itself(model: str) -> None:
    row = getattr(make, f"{model}Factory")()

    with pytest.raises(IntegrityError, match="is_not_merged_into_itself"):
        type(row).objects.filter(pk=row.pk).update(merged_into=row.pk)


def test_only_a_platform_notice_has_a_platform() -> None:
    with pytest.raises(IntegrityError, match="only_a_platform_notice_has_a_platform"):
        make.ProcedureFactory(track="penal", platform=make.PlatformFactory())


def test_a_claim_does_not_answer_itself() -> None:
    claim = make.ClaimFactory()

    with pytest.raises(IntegrityError, match="claim_does_not_answer_itself"):
        make.ClaimAnswerFactory(answer=claim, claim=claim)


def test_a_citation_has_both_ends_or_none() -> None:
    segment = make.SegmentFactory()

    with pytest.raises(IntegrityError, match="citation_has_both_ends_of_its_range_or_none"):
        make.CitationFactory(source=segment.transcript.source, first_segment=segment)


def test_a_citation_supports_a_known_fact() -> None:
    incident = make.IncidentFactory()

    with pytest.raises(IntegrityError, match="citation_supports_is_a_known_code"):
        make.CitationFactory(claim=None, incident=incident, supports="x")


def test_a_citation_of_two_records_is_of_none() -> None:
    with pytest.raises(IntegrityError, match="citation_belongs_to_exactly_one_record"):
        make.CitationFactory(incident=make.IncidentFactory())


def test_one_original_is_of_one_source() -> None:
    original = make.StoredFileFactory()
    make.SourceMediaFactory(original=original)

    with pytest.raises(IntegrityError, match="original_is_stored_for_one_source"):
        make.SourceMediaFactory(original=original)


def test_an_approver_is_neither_author_nor_last_editor() -> None:
    person = make.UserFactory()

    for part, name in (
        ("created_by", "approver_is_not_the_author"),
        ("updated_by", "approver_is_not_the_last_editor"),
    ):
        incident = make.IncidentFactory(state="in_review", **{part: person})
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            make.ApprovalFactory(incident=incident, approved_by=person)


def test_two_approvals_are_of_two_people() -> None:
    first = make.ApprovalFactory(kind="editorial")

    with pytest.raises(IntegrityError, match="two_approvals_are_of_two_people"):
        make.ApprovalFactory(incident=first.incident, kind="legal", approved_by=first.approved_by)


def test_a_citation_quotes_its_own_source_only() -> None:
    foreign = make.SegmentFactory()

    with pytest.raises(IntegrityError, match="of its own source only"):
        make.CitationFactory(first_segment=foreign, last_segment=foreign)


def test_a_state_nobody_knows_is_refused_before_its_constraint_is_asked() -> None:
    incident = make.IncidentFactory()

    with pytest.raises(IntegrityError, match="does not move from draft to x"), transaction.atomic():
        models.Incident.objects.filter(pk=incident.pk).update(state="x")


@pytest.mark.parametrize("merged", [True, False])
def test_a_merged_incident_says_into_which(merged: bool) -> None:
    into, incident = make.IncidentFactory(), make.IncidentFactory()
    change = {"state": "merged"} if merged else {"merged_into": into}

    with (
        pytest.raises(IntegrityError, match="merged_incident_says_into_which"),
        transaction.atomic(),
    ):
        models.Incident.objects.filter(pk=incident.pk).update(**change)


def test_an_incident_has_one_current_publication() -> None:
    first = make.PublicationFactory()

    with pytest.raises(IntegrityError, match="incident_has_one_current_publication"):
        make.PublicationFactory(
            incident=first.incident, number=2, kind="development", notice_fr="Avis."
        )


def test_a_publication_has_a_number_of_its_own() -> None:
    first = make.PublicationFactory()

    with pytest.raises(IntegrityError, match="number_is_unique"), transaction.atomic():
        make.PublicationFactory(incident=first.incident, ended_at=AT)


def test_a_correction_has_a_notice_and_a_class() -> None:
    first = make.PublicationFactory(ended_at=AT)
    second = {"incident": first.incident, "number": 2}

    with pytest.raises(IntegrityError, match="has_a_public_notice"), transaction.atomic():
        make.PublicationFactory(**second, kind="development")
    with pytest.raises(IntegrityError, match="correction_has_a_class"), transaction.atomic():
        make.PublicationFactory(**second, kind="correction", notice_fr="Avis.")
    make.PublicationFactory(**second, kind="development", notice_fr="Avis.")


NEVER_CHANGED: dict[str, dict[str, Any]] = {
    "StoredFile": {"size": 9},
    "Transcript": {"language": "en"},
    "Segment": {"text": "autre"},
    "ProcedureEvent": {"outcome": "autre"},
    "Approval": {"digest": "1" * 64},
    "Merger": {"reason": "autre"},
    "StatementOfReasons": {"puid": "autre"},
    "Publication": {"digest": "1" * 64},
    "Withdrawal": {"internal_reason": "autre"},
    "Report": {"digest": "1" * 64},
    "ReportFile": {"pages": 9},
    "ImportedRow": {"line": 99},
}


@pytest.mark.parametrize("model", NEVER_CHANGED)
def test_what_is_immutable_is_so_for_raw_sql(model: str) -> None:
    row: Any = getattr(make, f"{model}Factory")()
    ((column, value),) = NEVER_CHANGED[model].items()
    table, key = row._meta.db_table, row._meta.pk.column

    with (
        pytest.raises(ProgrammingError, match="pgtrigger"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f'UPDATE "{table}" SET "{column}" = %s WHERE "{key}" = %s', [value, row.pk])

    row.refresh_from_db()
    assert getattr(row, column) != value


@pytest.mark.parametrize("model", ["Publication", "Withdrawal", "Merger", "Report", "ReportFile"])
def test_what_was_public_is_never_deleted(model: str) -> None:
    row: Any = getattr(make, f"{model}Factory")()

    with (
        pytest.raises(DatabaseError, match=r"pgtrigger|are never deleted"),
        transaction.atomic(),
    ):
        type(row).objects.filter(pk=row.pk).delete()

    assert type(row).objects.filter(pk=row.pk).exists()


def test_what_may_still_change_does() -> None:
    speaker, publication = make.SpeakerFactory(), make.PublicationFactory()
    segment = make.SegmentFactory(transcript=speaker.transcript)

    models.Segment.objects.filter(pk=segment.pk).update(speaker=speaker)
    models.Publication.objects.filter(pk=publication.pk).update(ended_at=AT)
    make.WithdrawalFactory(incident=publication.incident)

    assert models.Segment.objects.get().speaker == speaker
    assert not models.Publication.objects.current().exists()


def test_an_erasure_is_carried_out_once_granted_and_by_a_second_person() -> None:
    decided, other = make.UserFactory(), make.UserFactory()
    assert make.DecidedErasureFactory(done_by=other).pk

    with pytest.raises(IntegrityError, match="by_another_than_decided"), transaction.atomic():
        make.DecidedErasureFactory(decided_by=decided, done_by=decided)
    with pytest.raises(IntegrityError, match="only_a_granted_erasure"), transaction.atomic():
        make.DecidedErasureFactory(state="refused", done_by=other)


ELSEWHERE = {
    "address_follows_a_thing_once",
    "token_leads_to_one_subscription",
    "citation_supports_is_a_known_code",
    "incident_state_is_a_known_code",
    "merged_incident_says_into_which",
    "term_code_is_unique_in_scheme",
    "actor_is_not_affiliated_with_itself",
    "actor_is_not_merged_into_itself",
    "incident_is_not_merged_into_itself",
    "claim_does_not_answer_itself",
    "citation_has_both_ends_of_its_range_or_none",
    "original_is_stored_for_one_source",
    "approver_is_not_the_author",
    "approver_is_not_the_last_editor",
    "incident_has_one_current_publication",
    "publication_number_is_unique_in_incident",
    "two_approvals_are_of_two_people",
    "approver_did_not_write_the_notice",
    "notice_is_published_by_another_than_who_wrote_it",
    "withdrawal_is_confirmed_by_a_second_person",
    "reply_is_to_one_thing_or_to_the_whole",
    "reply_decision_is_a_known_code",
    "correction_or_development_has_a_public_notice",
    "correction_has_a_class",
    "event_does_not_supersede_itself",
    "claim_directness_is_a_known_code",
    "source_public_extent_is_a_known_code",
    "speaker_role_is_a_known_code",
    "listed_segment_stands_once",
    "only_a_platform_notice_has_a_platform",
    "merger_kind_is_a_known_code",
    "only_a_granted_erasure_is_carried_out",
    "erasure_is_carried_out_by_another_than_decided",
}
"""Constraints with a test of their own above, and those of the same make as one that is listed."""


def test_a_confirmed_subscription_stands_once_and_a_token_leads_to_one() -> None:
    confirmed = make.SubscriptionFactory(confirmed=True)
    asked = make.SubscriptionFactory(mailed_at=AT, token_hash="a" * 64)

    with pytest.raises(IntegrityError, match="address_follows_a_thing_once"), transaction.atomic():
        make.SubscriptionFactory(confirmed=True, address=confirmed.address)
    with pytest.raises(IntegrityError, match="token_leads_to_one_subscr"), transaction.atomic():
        make.SubscriptionFactory(mailed_at=AT, token_hash=asked.token_hash)


def test_every_constraint_is_tried() -> None:
    dated = ("has_both_days_or", "earliest_day_is_not_after", "of_precision_day_has_one")
    declared = {
        constraint.name
        for name in models.__all__
        if hasattr(getattr(models, name), "_meta")
        for constraint in getattr(models, name)._meta.constraints
        if not any(part in constraint.name for part in dated)
    }

    assert declared - WRONG.keys() - ELSEWHERE == set()
