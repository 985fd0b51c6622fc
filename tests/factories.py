"""The minimum valid row of each model: what its constraints demand, and nothing more."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import factory
from django.contrib.auth.models import Group
from django.db import connection, transaction
from factory import LazyAttribute, Sequence, SubFactory, post_generation
from factory.django import DjangoModelFactory

from incidents import codes, models
from incidents.actions import audit, notice
from incidents.canonical import digest
from incidents.listing import facets
from incidents.procedures import EventKind
from incidents.projection import document
from incidents.publication import Move, approvals_needed
from incidents.replies import due_at
from tracker.accounts.grants import grant
from tracker.accounts.models import SignInCount, User

PASSWORD = "a password for tests only"
AT = datetime(2026, 9, 14, 10, 0, tzinfo=UTC)
DAY = date(2026, 9, 1)


class UserFactory(DjangoModelFactory[User]):
    """A member of staff; ``roles=["editor"]`` puts them in the groups, made where missing."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    username = Sequence(lambda n: f"staff{n}")
    password = factory.django.Password(PASSWORD)
    is_staff = True

    @post_generation
    def roles(self, create: bool, extracted: Any, **_kwargs: Any) -> None:
        if not extracted:
            return
        names = [str(role) for role in extracted]
        if Group.objects.filter(name__in=names).count() < len(names):
            grant()
        self.groups.set(Group.objects.filter(name__in=names))


class SignInCountFactory(DjangoModelFactory[SignInCount]):
    class Meta:
        model = SignInCount

    key = Sequence(lambda n: f"{n:064x}")
    failures = 1
    ends_at = AT


class JurisdictionFactory(DjangoModelFactory[models.Jurisdiction]):
    class Meta:
        model = models.Jurisdiction
        django_get_or_create = ("code",)

    code = "XV"
    name_fr = "Pays fictif"
    name_en = "Fictional country"
    is_fictional = True


class TermFactory(DjangoModelFactory[models.Term]):
    class Meta:
        model = models.Term
        django_get_or_create = ("scheme", "code")

    scheme = codes.Scheme.TECHNIQUE
    code = Sequence(lambda n: f"term_{n}")
    label_fr = LazyAttribute(lambda o: f"terme {o.code}")
    label_en = LazyAttribute(lambda o: f"term {o.code}")
    definition_fr = "Une définition."
    definition_en = "A definition."
    source = "tests"


class PlatformFactory(DjangoModelFactory[models.Platform]):
    class Meta:
        model = models.Platform
        django_get_or_create = ("code",)

    code = Sequence(lambda n: f"platform-{n}")
    name_fr = LazyAttribute(lambda o: f"Plateforme {o.code}")
    name_en = LazyAttribute(lambda o: f"Platform {o.code}")
    kind = codes.PlatformKind.VIDEO


class LegalBasisFactory(DjangoModelFactory[models.LegalBasis]):
    class Meta:
        model = models.LegalBasis

    code = Sequence(lambda n: f"BASIS-{n}")
    short = LazyAttribute(lambda o: f"art. {o.code}")
    jurisdiction = SubFactory(JurisdictionFactory)
    title_fr = "Un texte"
    title_en = "A text"
    tracks = [codes.Track.PENAL]


class ActorFactory(DjangoModelFactory[models.Actor]):
    """A party with a page, the most common of actors."""

    class Meta:
        model = models.Actor

    kind = codes.ActorKind.PARTY
    slug = Sequence(lambda n: f"parti-{n}")
    name_fr = Sequence(lambda n: f"Parti {n}")


class PrivateActorFactory(ActorFactory):
    """A private person: a public label, and nothing else in this table."""

    kind = codes.ActorKind.PERSON
    slug = None
    name_fr = ""
    is_private = True
    public_label_fr = "une personne privée"


class ActorAliasFactory(DjangoModelFactory[models.ActorAlias]):
    class Meta:
        model = models.ActorAlias

    actor = SubFactory(ActorFactory)
    name = Sequence(lambda n: f"Autre nom {n}")


class PrivateIdentityFactory(DjangoModelFactory[models.PrivateIdentity]):
    class Meta:
        model = models.PrivateIdentity

    actor = SubFactory(PrivateActorFactory)
    name = Sequence(lambda n: f"Identité gardée {n}")


class AffiliationFactory(DjangoModelFactory[models.Affiliation]):
    class Meta:
        model = models.Affiliation

    member = SubFactory(ActorFactory, kind=codes.ActorKind.PERSON)
    body = SubFactory(ActorFactory)
    role = codes.AffiliationRole.MEMBER


class ElectionFactory(DjangoModelFactory[models.Election]):
    class Meta:
        model = models.Election

    slug = Sequence(lambda n: f"scrutin-{n}")
    name_fr = Sequence(lambda n: f"Scrutin {n}")
    jurisdiction = SubFactory(JurisdictionFactory)
    kind = codes.ElectionKind.LEGISLATIVE


class ElectionRoundFactory(DjangoModelFactory[models.ElectionRound]):
    class Meta:
        model = models.ElectionRound

    election = SubFactory(ElectionFactory)
    number = Sequence(lambda n: n % 30_000 + 1)
    on = DAY


class TagFactory(DjangoModelFactory[models.Tag]):
    class Meta:
        model = models.Tag

    name = Sequence(lambda n: f"étiquette {n}")


WAYS: dict[str, tuple[codes.State, ...]] = {
    codes.State.DRAFT: (),
    codes.State.IN_REVIEW: (codes.State.IN_REVIEW,),
    codes.State.REJECTED: (codes.State.IN_REVIEW, codes.State.REJECTED),
    codes.State.APPROVED: (codes.State.IN_REVIEW, codes.State.APPROVED),
    codes.State.PUBLISHED: (
        codes.State.IN_REVIEW,
        codes.State.APPROVED,
        codes.State.PUBLISHED,
    ),
    codes.State.WITHDRAWN: (
        codes.State.IN_REVIEW,
        codes.State.APPROVED,
        codes.State.PUBLISHED,
        codes.State.WITHDRAWN,
    ),
    codes.State.MERGED: (codes.State.MERGED,),
}
"""The states between draft and each."""


def walk(incident: models.Incident, target: str) -> None:
    """On to a state, by the moves that the database allows, and nothing else: what belongs to the
    state is the caller's to make, in the same transaction."""
    way = WAYS.get(target, ())
    if incident.state in way:
        way = way[way.index(codes.State(incident.state)) + 1 :]
    for state in way:
        models.Incident.objects.filter(pk=incident.pk).update(state=state)
        incident.state = state


class IncidentFactory(DjangoModelFactory[models.Incident]):
    """A draft. With ``state=``, one that has gone there, with its approval or its merger.

    Published and withdrawn are whole only with the Publication, the Withdrawal that the test makes
    of it in the same transaction; ``incident_in`` makes whole ones of every state.
    """

    class Meta:
        model = models.Incident

    title_fr = Sequence(lambda n: f"Incident {n}")
    jurisdiction = SubFactory(JurisdictionFactory)

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> Any:
        into = kwargs.pop("merged_into", None)
        target = kwargs.pop("state", codes.State.MERGED if into else codes.State.DRAFT)
        with transaction.atomic():
            made = super()._create(model_class, *args, **kwargs)
            if target == codes.State.MERGED:
                MergerFactory(incident=made, actor=None, kind=codes.RecordKind.INCIDENT, old="")
                made.merged_into, made.state = into or IncidentFactory(), target
                made.save(update_fields=["state", "merged_into"])
            elif target == codes.State.APPROVED:
                walk(made, codes.State.IN_REVIEW)
                ApprovalFactory(incident=made, digest="f" * 64)
            walk(made, target)
        return made


def incident_in(state: str, **fields: Any) -> models.Incident:
    """An incident in a state, with everything that this state demands."""
    if state not in (codes.State.PUBLISHED, codes.State.WITHDRAWN):
        return IncidentFactory(state=state, **fields)
    given = {"reference": "INC-2026-0001"} | fields
    with transaction.atomic():
        incident = IncidentFactory(**given)
        (PublicationFactory if state == codes.State.PUBLISHED else WithdrawalFactory)(
            incident=incident
        )
    return incident


class InvolvementFactory(DjangoModelFactory[models.Involvement]):
    class Meta:
        model = models.Involvement

    incident = SubFactory(IncidentFactory)
    actor = SubFactory(ActorFactory)
    role = codes.Role.DEPICTED


class AppearanceFactory(DjangoModelFactory[models.Appearance]):
    class Meta:
        model = models.Appearance

    incident = SubFactory(IncidentFactory)
    platform = SubFactory(PlatformFactory)
    kind = codes.AppearanceKind.VIDEO


class AppearanceEventFactory(DjangoModelFactory[models.AppearanceEvent]):
    class Meta:
        model = models.AppearanceEvent

    appearance = SubFactory(AppearanceFactory)
    kind = codes.AppearanceEventKind.SEEN


class ObservationFactory(DjangoModelFactory[models.Observation]):
    class Meta:
        model = models.Observation

    appearance = SubFactory(AppearanceFactory)
    measure = codes.Measure.VIEWS
    value = 1200
    as_of = DAY


class StoredFileFactory(DjangoModelFactory[models.StoredFile]):
    class Meta:
        model = models.StoredFile
        django_get_or_create = ("digest",)

    content = Sequence(lambda n: f"page {n}".encode())
    digest = LazyAttribute(lambda o: models.StoredFile.digest_of(o.content))
    size = LazyAttribute(lambda o: len(o.content))
    media_type = "text/plain"


class SourceMediaFactory(DjangoModelFactory[models.SourceMedia]):
    class Meta:
        model = models.SourceMedia

    title = Sequence(lambda n: f"Source {n}")


class TranscriptFactory(DjangoModelFactory[models.Transcript]):
    """A transcript; ``texts=["a", "b"]`` gives it segments, four seconds apart."""

    class Meta:
        model = models.Transcript

    source = SubFactory(SourceMediaFactory)
    original = SubFactory(StoredFileFactory)
    digest = LazyAttribute(lambda o: o.original.digest)
    language = "fr"
    format = "page-dump"
    made_by = codes.MadeBy.PUBLISHER
    size = 0

    @classmethod
    def _create(cls, model_class: Any, *args: Any, texts: Any = (), **kwargs: Any) -> Any:
        kwargs["size"] = len(texts) or kwargs["size"]
        made = super()._create(model_class, *args, **kwargs)
        models.Segment.objects.bulk_create(
            models.Segment(transcript=made, position=n, start_ms=n * 4000, text=text)
            for n, text in enumerate(texts)
        )
        return made


class SpeakerFactory(DjangoModelFactory[models.Speaker]):
    class Meta:
        model = models.Speaker

    transcript = SubFactory(TranscriptFactory)
    label = Sequence(lambda n: f"Voix {n}")


class SegmentFactory(DjangoModelFactory[models.Segment]):
    """The next segment of its transcript."""

    class Meta:
        model = models.Segment

    transcript = SubFactory(TranscriptFactory)
    position = LazyAttribute(lambda o: o.transcript.segments.count())
    start_ms = LazyAttribute(lambda o: o.position * 4000)
    text = LazyAttribute(lambda o: f"phrase {o.position}")


class RedactionFactory(DjangoModelFactory[models.Redaction]):
    """The first passage of a transcript, hidden; derived tables stay as they are."""

    class Meta:
        model = models.Redaction

    transcript = SubFactory(TranscriptFactory)
    first_position = 0
    last_position = 0
    reason = "Une raison."
    redacted_by = SubFactory(UserFactory)


class ClaimFactory(DjangoModelFactory[models.Claim]):
    """A claim by an unnamed speaker, in one incident unless ``incidents=[...]`` says which."""

    class Meta:
        model = models.Claim
        skip_postgeneration_save = True

    proposition = codes.Proposition.IMPACT
    stance = codes.Stance.ASSERTS
    speaker_label_fr = "une voix"
    summary_fr = "Ce que dit la voix."

    @post_generation
    def incidents(self, create: bool, extracted: Any, **_kwargs: Any) -> None:
        if create:
            self.incidents.set([IncidentFactory()] if extracted is None else extracted)


class ClaimAnswerFactory(DjangoModelFactory[models.ClaimAnswer]):
    class Meta:
        model = models.ClaimAnswer

    answer = SubFactory(ClaimFactory, stance=codes.Stance.DENIES)
    claim = SubFactory(ClaimFactory)
    kind = codes.AnswerKind.DENIES


class ProcedureFactory(DjangoModelFactory[models.Procedure]):
    """A procedure over one incident unless ``incidents=[...]`` says which."""

    class Meta:
        model = models.Procedure
        skip_postgeneration_save = True

    @post_generation
    def incidents(self, create: bool, extracted: Any, **_kwargs: Any) -> None:
        if create:
            self.incidents.set([IncidentFactory()] if extracted is None else extracted)


class ProcedureEventFactory(DjangoModelFactory[models.ProcedureEvent]):
    """The next event of its procedure."""

    class Meta:
        model = models.ProcedureEvent

    procedure = SubFactory(ProcedureFactory)
    order = LazyAttribute(lambda o: o.procedure.events.count() + 1)
    kind = EventKind.CONSIDERED


class StatementOfReasonsFactory(DjangoModelFactory[models.StatementOfReasons]):
    """The statement of a platform's decision."""

    class Meta:
        model = models.StatementOfReasons

    event = SubFactory(
        ProcedureEventFactory,
        procedure__track=codes.Track.PLATFORM,
        kind=EventKind.DECISION,
        decisions=[codes.Decision.CONTENT_REMOVED],
    )
    puid = Sequence(lambda n: f"notice-{n}")
    platform_name = "Plateforme fictive"
    ground = "DECISION_GROUND_INCOMPATIBLE_CONTENT"
    category = "STATEMENT_CATEGORY_OTHER_VIOLATION_TC"
    source_type = "SOURCE_ARTICLE_16"
    automated_detection = False
    automated_decision = "AUTOMATED_DECISION_NOT_AUTOMATED"
    applies_from = DAY


class MergerFactory(DjangoModelFactory[models.Merger]):
    """An actor that was merged into another."""

    class Meta:
        model = models.Merger

    kind = codes.RecordKind.ACTOR
    actor = SubFactory(ActorFactory)
    old = LazyAttribute(lambda o: o.actor.slug)
    new = "un-autre-parti"
    reason = "Le même parti."
    merged_at = AT
    merged_by = SubFactory(UserFactory)


class CitationFactory(DjangoModelFactory[models.Citation]):
    """A citation of a claim; for another owner, ``claim=None, incident=...``."""

    class Meta:
        model = models.Citation

    source = SubFactory(SourceMediaFactory)
    claim = SubFactory(ClaimFactory)


class ApprovalFactory(DjangoModelFactory[models.Approval]):
    class Meta:
        model = models.Approval

    incident = SubFactory(IncidentFactory, state=codes.State.IN_REVIEW)
    kind = codes.ApprovalKind.EDITORIAL
    digest = "0" * 64
    version = LazyAttribute(lambda o: o.incident.version)
    approved_by = SubFactory(UserFactory)
    approved_at = AT
    author = LazyAttribute(lambda o: o.incident.created_by)
    last_editor = LazyAttribute(lambda o: o.incident.updated_by)


def approved(
    incident: models.Incident, content: dict[str, Any], said: models.Notice | None = None
) -> list[models.Approval]:
    """Every approval that a content and its notice need and do not have yet, each by its own
    person."""
    wanted = {
        "incident": incident,
        "digest": digest(content),
        "version": incident.version,
        "notice_digest": notice.digest_of(said),
    }
    needed = sorted(approvals_needed(content))
    given = {each.kind: each for each in models.Approval.objects.filter(**wanted)}
    writer = UserFactory() if said and not given.keys() >= set(needed) else None
    return [
        given.get(kind)
        or ApprovalFactory(**wanted, kind=kind, kinds_needed=needed, notice_by=writer)
        for kind in needed
    ]


def edit(incident: models.Incident) -> None:
    """Its next version, as a notice that is written makes one."""
    incident.version += 1
    models.Incident.objects.filter(pk=incident.pk).update(version=incident.version)


def announced(fields: dict[str, Any]) -> models.Notice | None:
    """The notice with which a Publication of these fields must have been approved."""
    if fields["kind"] == codes.PublicationKind.FIRST:
        return None
    names = ("kind", "correction_class", "notice_fr", "notice_en")
    return models.Notice(**{name: fields[name] for name in names if name in fields})


class ReviewedContentFactory(DjangoModelFactory[models.ReviewedContent]):
    class Meta:
        model = models.ReviewedContent

    content = Sequence(lambda n: {"number": n})
    digest = LazyAttribute(lambda o: digest(o.content))


class IncidentMoveFactory(DjangoModelFactory[models.IncidentMove]):
    """Changes requested, unless said otherwise."""

    class Meta:
        model = models.IncidentMove

    incident = SubFactory(IncidentFactory)
    move = Move.REQUEST_CHANGES
    from_state = codes.State.IN_REVIEW
    to_state = codes.State.DRAFT
    moved_by = SubFactory(UserFactory)
    moved_at = AT
    reason = "Il manque une source."


class PlannedPublicationFactory(DjangoModelFactory[models.PlannedPublication]):
    """A day ahead of the moment at which it is planned."""

    class Meta:
        model = models.PlannedPublication

    incident = SubFactory(IncidentFactory, state=codes.State.APPROVED)
    planned_at = AT
    at = LazyAttribute(lambda o: o.planned_at + timedelta(days=1))
    digest = "0" * 64
    version = LazyAttribute(lambda o: o.incident.version)
    planned_by = SubFactory(UserFactory)


class PublicationFactory(DjangoModelFactory[models.Publication]):
    """The first Publication of an incident, holding its projection, with the approvals it needs;
    the incident moves with it. Derived tables stay empty."""

    class Meta:
        model = models.Publication

    incident = SubFactory(IncidentFactory, reference=Sequence(lambda n: f"INC-2026-{n + 1:04d}"))
    reference = LazyAttribute(lambda o: o.incident.reference)
    number = 1
    kind = codes.PublicationKind.FIRST
    content = LazyAttribute(lambda o: document(o.incident))
    digest = LazyAttribute(lambda o: digest(o.content))
    published_at = AT
    first_published_at = LazyAttribute(lambda o: o.published_at)
    published_by = SubFactory(UserFactory)

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> Any:
        incident = kwargs["incident"]
        with transaction.atomic():
            if incident.state == codes.State.DRAFT:
                walk(incident, codes.State.IN_REVIEW)
            said = announced(kwargs)
            if said is not None:
                edit(incident)
            given = approved(incident, kwargs["content"], said)
            made = super()._create(model_class, *args, **kwargs)
            made.approvals.set(given)
            walk(incident, codes.State.PUBLISHED)
        return made


class NoticeFactory(DjangoModelFactory[models.Notice]):
    class Meta:
        model = models.Notice

    incident = factory.LazyFunction(lambda: PublicationFactory().incident)
    kind = codes.PublicationKind.DEVELOPMENT
    notice_fr = "Un fait nouveau."


class ProposedWithdrawalFactory(DjangoModelFactory[models.ProposedWithdrawal]):
    class Meta:
        model = models.ProposedWithdrawal

    incident = factory.LazyFunction(lambda: PublicationFactory().incident)
    reason_class = SubFactory(TermFactory, scheme=codes.Scheme.CORRECTION_CLASS, code="factual")
    internal_reason = "Une raison."
    proposed_by = SubFactory(UserFactory)
    proposed_at = AT


class ReplyFactory(DjangoModelFactory[models.Reply]):
    """A request to answer an incident as a whole, not decided yet."""

    class Meta:
        model = models.Reply

    incident = factory.LazyFunction(lambda: PublicationFactory().incident)
    asked_by = "Le comité de quartier"
    text = "Nous n’y sommes pour rien."
    requested_at = AT
    due_at = LazyAttribute(lambda o: due_at(o.requested_at))


class WithdrawalFactory(DjangoModelFactory[models.Withdrawal]):
    """The tombstone of an incident, which is published and withdrawn with it."""

    class Meta:
        model = models.Withdrawal

    incident = SubFactory(IncidentFactory, reference=Sequence(lambda n: f"INC-2025-{n + 1:04d}"))
    reference = LazyAttribute(lambda o: o.incident.reference)
    first_published_at = AT
    withdrawn_at = AT
    withdrawn_by = SubFactory(UserFactory)
    reason_class = SubFactory(TermFactory, scheme=codes.Scheme.CORRECTION_CLASS, code="privacy")
    internal_reason = "Une raison."

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> Any:
        incident = kwargs["incident"]
        with transaction.atomic():
            if not incident.publications.exists():
                PublicationFactory(incident=incident, ended_at=kwargs["withdrawn_at"])
            made = super()._create(model_class, *args, **kwargs)
            walk(incident, codes.State.WITHDRAWN)
        return made


class ReferenceCounterFactory(DjangoModelFactory[models.ReferenceCounter]):
    class Meta:
        model = models.ReferenceCounter
        django_get_or_create = ("year",)

    year = 2026


class ReportFactory(DjangoModelFactory[models.Report]):
    class Meta:
        model = models.Report

    period = "2026-09"
    edition = Sequence(lambda n: n % 30_000 + 1)
    first_day = date(2026, 9, 1)
    next_day = date(2026, 10, 1)
    snapshot = factory.LazyFunction(dict)
    digest = LazyAttribute(lambda o: digest(o.snapshot))
    issued_at = AT
    issued_by = SubFactory(UserFactory)


class PlannedReportFactory(DjangoModelFactory[models.PlannedReport]):
    """A month ahead of the moment at which it is planned."""

    class Meta:
        model = models.PlannedReport

    period = Sequence(lambda n: f"{2000 + n}-10")
    planned_at = AT
    due_at = LazyAttribute(lambda o: o.planned_at + timedelta(days=30))
    planned_by = SubFactory(UserFactory)


class ReportRunFactory(DjangoModelFactory[models.ReportRun]):
    class Meta:
        model = models.ReportRun

    period = Sequence(lambda n: f"{2000 + n}-10")
    asked_at = AT
    asked_by = SubFactory(UserFactory)


class ReportFileFactory(DjangoModelFactory[models.ReportFile]):
    class Meta:
        model = models.ReportFile

    report = SubFactory(ReportFactory)
    language = "fr"
    file = SubFactory(StoredFileFactory, media_type="application/pdf")
    pages = 1


class AuditHeadFactory(DjangoModelFactory[models.AuditHead]):
    """The head of whatever the test wrote so far, and of one tag more."""

    class Meta:
        model = models.AuditHead

    made_at = AT

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **values: Any) -> models.AuditHead:
        TagFactory()
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
        head, _new = audit.anchor(at=values["made_at"])
        assert head is not None
        return head


class AuditStampFactory(DjangoModelFactory[models.AuditStamp]):
    class Meta:
        model = models.AuditStamp

    head = SubFactory(AuditHeadFactory)
    authority = "horloge"
    url = "https://horloge.example.org/tsr"
    answer = b"an answer"
    stamped_at = AT


class AuditCheckFactory(DjangoModelFactory[models.AuditCheck]):
    """Everything held."""

    class Meta:
        model = models.AuditCheck

    checked_at = AT
    asked_by = SubFactory(UserFactory)
    outcome = models.AuditOutcome.INTACT
    count = 1
    found = 0


class ModeFactory(DjangoModelFactory[models.Mode]):
    """The normal mode: there is one row."""

    class Meta:
        model = models.Mode
        django_get_or_create = ("id",)

    id = 1
    since = AT


class ReportWithdrawalFactory(DjangoModelFactory[models.ReportWithdrawal]):
    class Meta:
        model = models.ReportWithdrawal

    report = SubFactory(ReportFactory)
    withdrawn_at = AT
    withdrawn_by = SubFactory(UserFactory)
    reason_class = SubFactory(TermFactory, scheme=codes.Scheme.CORRECTION_CLASS, code="privacy")
    internal_reason = "Une raison."


class PartnerFactory(DjangoModelFactory[models.Partner]):
    class Meta:
        model = models.Partner

    name = Sequence(lambda n: f"Rédaction {n}")


class ApiKeyFactory(DjangoModelFactory[models.ApiKey]):
    """A key whose secret nobody knows."""

    class Meta:
        model = models.ApiKey

    partner = SubFactory(PartnerFactory)
    label = "essai"
    prefix = Sequence(lambda n: f"vigie_{n:08d}")
    digest = Sequence(lambda n: f"{n:064x}")
    scopes = ("write",)
    account = SubFactory(UserFactory, is_staff=False)
    made_at = AT
    made_by = SubFactory(UserFactory)
    expires_at = AT + timedelta(days=366)


class ApiKeyUseFactory(DjangoModelFactory[models.ApiKeyUse]):
    class Meta:
        model = models.ApiKeyUse

    key = SubFactory(ApiKeyFactory)


class SubmissionFactory(DjangoModelFactory[models.Submission]):
    class Meta:
        model = models.Submission

    key = SubFactory(ApiKeyFactory)
    partner = LazyAttribute(lambda o: o.key.partner)
    idempotency_key = Sequence(lambda n: f"envoi-{n}")
    digest = "0" * 64
    received_at = AT


class SubmissionMessageFactory(DjangoModelFactory[models.SubmissionMessage]):
    class Meta:
        model = models.SubmissionMessage

    submission = SubFactory(SubmissionFactory)
    text = "Merci."
    written_by = SubFactory(UserFactory)
    written_at = AT


class SubmittedActorFactory(DjangoModelFactory[models.SubmittedActor]):
    class Meta:
        model = models.SubmittedActor

    submission = SubFactory(SubmissionFactory)
    actor = SubFactory(ActorFactory)
    state = "open"
    kind = "party"
    name_fr = "Parti nommé"


class ErasureRequestFactory(DjangoModelFactory[models.ErasureRequest]):
    """A request that nobody has decided."""

    class Meta:
        model = models.ErasureRequest

    received_on = DAY
    channel = codes.ErasureChannel.EMAIL
    person_name = "Une demandeuse"
    person_contact = "demande@example.org"
    asked = "Que mon nom disparaisse."
    values = ["Un nom à effacer"]


class DecidedErasureFactory(ErasureRequestFactory):
    """One that is granted, and not carried out yet."""

    state = codes.ErasureState.GRANTED
    ground = codes.ErasureGround.UNLAWFUL
    reasons = "Données sans base."
    decided_at = AT
    decided_by = SubFactory(UserFactory)


class ListedIncidentFactory(DjangoModelFactory[models.ListedIncident]):
    class Meta:
        model = models.ListedIncident

    publication = SubFactory(PublicationFactory)
    reference = LazyAttribute(lambda o: o.publication.reference)
    published_at = LazyAttribute(lambda o: o.publication.published_at)
    first_published_at = LazyAttribute(lambda o: o.publication.first_published_at)
    title_fr = LazyAttribute(lambda o: o.publication.content["title"]["fr"])
    verdict = codes.Verdict.UNKNOWN
    jurisdiction = "XV"

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> models.ListedIncident:
        """With its place in the sets from which facets are counted."""
        row: models.ListedIncident = super()._create(model_class, *args, **kwargs)
        facets.change(into=[row])
        return row


class ListedFacetFactory(DjangoModelFactory[models.ListedFacet]):
    class Meta:
        model = models.ListedFacet

    facet = "platform"
    value = "tiktok"
    chunk = Sequence(lambda n: n)
    version = Sequence(lambda n: n + 1)


class ListedActorFactory(DjangoModelFactory[models.ListedActor]):
    class Meta:
        model = models.ListedActor

    slug = Sequence(lambda n: f"parti-{n}")
    kind = codes.ActorKind.PARTY
    content = factory.LazyFunction(dict)


class ListedTallyFactory(DjangoModelFactory[models.ListedTally]):
    class Meta:
        model = models.ListedTally

    tie = "named"
    name = Sequence(lambda n: f"name-{n}")
    incidents = 1


class ListedAppearanceFactory(DjangoModelFactory[models.ListedAppearance]):
    class Meta:
        model = models.ListedAppearance

    listed = SubFactory("tests.factories.ListedIncidentFactory")
    public_id = Sequence(lambda n: f"a{n}")
    platform = "tiktok"
    now = codes.Availability.UNKNOWN


class ListedDetailFactory(DjangoModelFactory[models.ListedDetail]):
    class Meta:
        model = models.ListedDetail

    listed = SubFactory("tests.factories.ListedIncidentFactory")
    number = 1
    digest = "d" * 64
    original_language = "fr"
    facts_precision = codes.Precision.DAY
    presented_as = codes.PresentedAs.UNCLEAR
    synthetic_level = codes.SyntheticLevel.DEEPFAKE


class ListedElectionFactory(DjangoModelFactory[models.ListedElection]):
    class Meta:
        model = models.ListedElection

    slug = Sequence(lambda n: f"scrutin-{n}")
    content = factory.LazyFunction(dict)


class ListedSourceFactory(DjangoModelFactory[models.ListedSource]):
    class Meta:
        model = models.ListedSource

    public_id = Sequence(lambda n: f"s{n:09d}")
    content = factory.LazyFunction(dict)


class ListedSegmentFactory(DjangoModelFactory[models.ListedSegment]):
    class Meta:
        model = models.ListedSegment

    source = SubFactory(ListedSourceFactory)
    digest = "0" * 64
    position = Sequence(lambda n: n)
    start_ms = 0
    text = "phrase"


class ListedTextFactory(DjangoModelFactory[models.ListedText]):
    class Meta:
        model = models.ListedText

    tier = 1
    incidents = factory.LazyFunction(list)
    words = ""


class ListedWordFactory(DjangoModelFactory[models.ListedWord]):
    class Meta:
        model = models.ListedWord

    word = Sequence(lambda n: f"mot{n}")
    folded = LazyAttribute(lambda o: o.word)
    texts = 1


class ListedProcedureFactory(DjangoModelFactory[models.ListedProcedure]):
    class Meta:
        model = models.ListedProcedure

    listed = SubFactory(ListedIncidentFactory)
    public_id = Sequence(lambda n: f"p{n:09d}")
    track = codes.Track.PENAL
    status = codes.LegalStatus.FILED


class ListedClaimFactory(DjangoModelFactory[models.ListedClaim]):
    class Meta:
        model = models.ListedClaim

    listed = SubFactory(ListedIncidentFactory)
    public_id = Sequence(lambda n: f"c{n:09d}")
    proposition = codes.Proposition.AUTHORSHIP
    stance = codes.Stance.ASSERTS


class ListedSourceUseFactory(DjangoModelFactory[models.ListedSourceUse]):
    class Meta:
        model = models.ListedSourceUse

    listed = SubFactory(ListedIncidentFactory)
    public_id = Sequence(lambda n: f"s{n:09d}")
    kind = codes.SourceKind.VIDEO


class ListedFollowUpFactory(DjangoModelFactory[models.ListedFollowUp]):
    class Meta:
        model = models.ListedFollowUp
        skip_postgeneration_save = True

    listed = SubFactory(ListedIncidentFactory)
    public_id = Sequence(lambda n: f"p{n:09d}")
    track = codes.Track.PENAL
    kind = codes.FollowUpKind.NO_OUTCOME

    @factory.post_generation
    def procedure(self, create: bool, extracted: Any, **kwargs: Any) -> None:
        """The row of its procedure, from the same document."""
        if create:
            models.ListedProcedure.objects.get_or_create(
                listed=self.listed,
                public_id=self.public_id,
                defaults={"track": self.track, "status": codes.LegalStatus.IN_PROGRESS},
            )


def ended() -> None:
    """What deferred triggers do as a transaction ends: entries of the audit are in the chain."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


class AuditEntryFactory(DjangoModelFactory[models.AuditEntry]):
    """An entry is written by the database alone: a tag is made, and its entry returned."""

    class Meta:
        model = models.AuditEntry

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> models.AuditEntry:
        TagFactory()
        ended()
        return models.AuditEntry.objects.select_related("payload").latest("sequence")


class AuditPayloadFactory(DjangoModelFactory[models.AuditPayload]):
    """The payload of such an entry."""

    class Meta:
        model = models.AuditPayload

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> models.AuditPayload:
        return AuditEntryFactory().payload


class SubscriptionFactory(DjangoModelFactory[models.Subscription]):
    """Asked for, not confirmed; ``confirmed=True`` makes one that begins before everything."""

    class Meta:
        model = models.Subscription

    class Params:
        confirmed = factory.Trait(confirmed_at=AT, told=0, digest_on=AT.date())

    address = Sequence(lambda n: f"reader{n}@example.org")
    language = "fr"
    frequency = codes.Frequency.DAILY
    asked_at = AT


class ImportFactory(DjangoModelFactory[models.Import]):
    class Meta:
        model = models.Import

    file_name = "incidents.csv"
    file_digest = "0" * 64
    file_size = 0
    format = codes.ImportFormat.CSV
    dataset = Sequence(lambda n: f"jeu {n}")
    staged_at = AT


class ImportLineFactory(DjangoModelFactory[models.ImportLine]):
    class Meta:
        model = models.ImportLine

    batch = SubFactory(ImportFactory)
    line = Sequence(lambda n: n + 2)
    outcome = codes.LineOutcome.CREATE


class ImportProgressFactory(DjangoModelFactory[models.ImportProgress]):
    class Meta:
        model = models.ImportProgress

    batch_key = Sequence(lambda n: n)
    stage = codes.ImportStage.READING
    at = AT


class ImportedRowFactory(DjangoModelFactory[models.ImportedRow]):
    class Meta:
        model = models.ImportedRow

    dataset = LazyAttribute(lambda o: o.batch.dataset)
    external_id = Sequence(str)
    incident = SubFactory(IncidentFactory)
    batch = SubFactory(ImportFactory)
    line = Sequence(lambda n: n + 2)
    digest = "0" * 64


class ImportedSourceFactory(DjangoModelFactory[models.ImportedSource]):
    class Meta:
        model = models.ImportedSource

    batch = SubFactory(ImportFactory)
    source = SubFactory(SourceMediaFactory)


class SavedMappingFactory(DjangoModelFactory[models.SavedMapping]):
    class Meta:
        model = models.SavedMapping

    name = Sequence(lambda n: f"mapping {n}")
    content = factory.LazyFunction(dict)


class ProposedActorFactory(DjangoModelFactory[models.ProposedActor]):
    class Meta:
        model = models.ProposedActor

    key = Sequence(lambda n: f"{n:064x}")
    name = Sequence(lambda n: f"Nom {n}")
    first_batch = SubFactory(ImportFactory)


class ProposedInvolvementFactory(DjangoModelFactory[models.ProposedInvolvement]):
    class Meta:
        model = models.ProposedInvolvement

    proposal = SubFactory(ProposedActorFactory)
    batch = LazyAttribute(lambda o: o.proposal.first_batch)
    incident = SubFactory(IncidentFactory)
    role = codes.Role.DEPICTED
