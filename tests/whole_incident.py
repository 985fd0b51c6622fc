"""An incident with a row of every model that can hang on it, and the models it may draw from."""

from django.apps import apps
from django.db import models

from incidents import codes, listing
from incidents.models import (
    Actor,
    Approval,
    AuditCheck,
    AuditEntry,
    AuditHead,
    AuditPayload,
    AuditStamp,
    ErasureRequest,
    ImportProgress,
    Incident,
    IncidentMove,
    Mode,
    Notice,
    PlannedPublication,
    PlannedReport,
    ProposedWithdrawal,
    Publication,
    ReferenceCounter,
    Report,
    ReportFile,
    ReportRun,
    ReportWithdrawal,
    ReviewedContent,
    SavedMapping,
    SourceMedia,
    Withdrawal,
)
from tests import factories as made
from tests.forged import forging
from tests.redactions import redact
from tracker.accounts.models import User

OUTPUTS = {
    *listing.DERIVED,
    Publication,
    Approval,
    AuditCheck,
    AuditEntry,
    AuditHead,
    AuditPayload,
    AuditStamp,
    ErasureRequest,
    ImportProgress,
    SavedMapping,
    IncidentMove,
    Mode,
    Notice,
    PlannedPublication,
    PlannedReport,
    ProposedWithdrawal,
    ReviewedContent,
    Withdrawal,
    ReferenceCounter,
    Report,
    ReportFile,
    ReportRun,
    ReportWithdrawal,
}
"""Made from a document or beside it, never read for one."""


def records() -> list[type[models.Model]]:
    """Every model a document may draw from, and the accounts behind them."""
    ours = [m for m in apps.get_app_config("incidents").get_models() if m not in OUTPUTS]
    return [*ours, User]


def whole_incident() -> Incident:
    """An incident with a row of every model that can hang on it."""
    person = made.ActorFactory(kind=codes.ActorKind.PERSON)
    private = made.PrivateIdentityFactory().actor
    made.ActorAliasFactory(actor=person)
    election = made.ElectionRoundFactory().election
    incident = made.IncidentFactory(
        election=election, persona=made.TermFactory(scheme=codes.Scheme.PERSONA)
    )
    for name in ("techniques", "media", "ratings", "goals"):
        getattr(incident, name).add(made.TermFactory(scheme=codes.Scheme(name.removesuffix("s"))))
    source = made.SourceMediaFactory(publisher=person, original=made.StoredFileFactory())
    transcript = made.TranscriptFactory(source=source, texts=["un", "deux", "trois", "quatre"])
    redact(transcript, 3, 3)
    voice = made.SpeakerFactory(transcript=transcript, actor=person)
    transcript.segments.update(speaker=voice)
    cited = {"source": source, "first_segment": transcript.segments.get(position=0)}
    cited |= {"last_segment": transcript.segments.get(position=1)}
    target = made.TermFactory(scheme=codes.Scheme.TARGET_KIND)
    involved = made.InvolvementFactory(incident=incident, actor=private, target_kind=target)
    seen = made.AppearanceFactory(
        incident=incident, disclosure=made.TermFactory(scheme=codes.Scheme.DISCLOSURE)
    )
    said = made.ClaimFactory(incidents=[incident])
    named = made.ClaimFactory(incidents=[incident], speaker=person, speaker_label_fr="")
    made.ClaimAnswerFactory(answer=named, claim=said)
    pursuit = made.ProcedureFactory(incidents=[incident], authority=person)
    pursuit.bases.add(made.LegalBasisFactory())
    made.StatementOfReasonsFactory(event__procedure__incidents=[incident])
    incident.tags.add(made.TagFactory())
    made.MergerFactory()
    made.AffiliationFactory(member=person, body=made.ActorFactory())
    for owner in (
        {"claim": said},
        {"procedure_event": made.ProcedureEventFactory(procedure=pursuit)},
        {"appearance_event": made.AppearanceEventFactory(appearance=seen)},
        {"observation": made.ObservationFactory(appearance=seen)},
        {"involvement": involved},
        {"incident": incident, "supports": "what"},
    ):
        made.CitationFactory(**({"claim": None} | owner | cited))
    _came(incident, source, private)
    somebody = made.UserFactory()
    decided = {"decided_by": somebody, "decided_at": made.AT}
    made.ReplyFactory(incident=incident, decision="accepted", **decided)
    made.ReplyFactory(incident=incident, decision="refused", refusal_reason="Hors délai", **decided)
    made.SubscriptionFactory(mailed_at=made.AT, token_hash="a" * 64)
    for model in records():
        for name in ("created_by", "updated_by"):
            if any(field.name == name for field in model._meta.concrete_fields):
                with forging():
                    model._default_manager.update(**{name: somebody})
    fresh: Incident = Incident.objects.get(pk=incident.pk)
    return fresh


def _came(incident: Incident, source: SourceMedia, named: Actor) -> None:
    """How it came: from a partner, and from a file."""
    sent = made.SubmissionFactory(incident=incident)
    made.SubmissionMessageFactory(submission=sent)
    made.SubmittedActorFactory(submission=sent, actor=named)
    came = made.ImportedRowFactory(incident=incident)
    made.ImportLineFactory(batch=came.batch)
    made.ImportedSourceFactory(batch=came.batch, source=source)
    made.ProposedInvolvementFactory(incident=incident, source=source)
