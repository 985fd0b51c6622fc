"""Nothing of the staff's rows reaches the public: every text in them is a word to look for.

Incidents in every state are made; then each text of each live row, of published incidents too, is
overwritten with a word that stands nowhere else. A visitor who reads the whole site finds none.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, models, transaction
from django.test import Client, override_settings

from incidents import disclosure, listing
from incidents import models as records
from incidents.actions import merge, procedure, publication, report
from incidents.coverage import of_month
from incidents.dates import FactDate, Month
from incidents.feeds import publications as feeds
from incidents.open_data import dump
from incidents.procedures import EventKind
from incidents.projection import incident as facts
from tests import scenes
from tests.factories import (
    AT,
    ActorAliasFactory,
    ActorFactory,
    AffiliationFactory,
    AuditStampFactory,
    ElectionRoundFactory,
    ErasureRequestFactory,
    LegalBasisFactory,
    NoticeFactory,
    PrivateIdentityFactory,
    ProcedureEventFactory,
    ReplyFactory,
    ReportFactory,
    ReportFileFactory,
    ReportWithdrawalFactory,
    SpeakerFactory,
    SubscriptionFactory,
    TermFactory,
    UserFactory,
    ended,
)
from tests.forged import forging
from tests.house.crawler import Crawl, crawl, declared
from tests.house.test_caching import check_policies
from tests.house.test_html import check_html, check_pairs
from tests.once import fresh, made_once
from tests.redactions import redact
from tests.views import published
from tracker.accounts.models import User

LIVE: tuple[type[models.Model], ...] = (
    records.Actor,
    records.ActorAlias,
    records.PrivateIdentity,
    records.Affiliation,
    records.Election,
    records.ElectionRound,
    records.LegalBasis,
    records.Incident,
    records.Involvement,
    records.Appearance,
    records.AppearanceEvent,
    records.Observation,
    records.SourceMedia,
    records.Speaker,
    records.Citation,
    records.Claim,
    records.ClaimAnswer,
    records.Procedure,
    records.Notice,
    records.Reply,
    records.ErasureRequest,
    records.Subscription,
    User,
)
"""Rows that staff edit. Terms, platforms and jurisdictions are public by themselves."""

PROTECTED: tuple[type[models.Model], ...] = (
    records.Tag,
    records.Merger,
    records.Publication,
    records.Withdrawal,
    records.Redaction,
    records.StatementOfReasons,
    records.StoredFile,
    records.Transcript,
    records.Segment,
)
"""Rows of which some fields are public: the others take a word, or bytes, in each row."""

MAY_READ = {
    *("incidents_publication", "incidents_withdrawal", "incidents_merger", "incidents_redaction"),
    *("incidents_report", "incidents_reportfile", "incidents_storedfile", "incidents_term"),
    *("incidents_mode", "incidents_platform", "incidents_jurisdiction", "incidents_transcript"),
    *("incidents_sourcemedia", "django_migrations", "procrastinate_periodic_defers"),
    *("incidents_reportwithdrawal", "incidents_audithead", "incidents_auditstamp"),
    *(model._meta.db_table for model in listing.DERIVED),
}
"""Tables that a visitor's request may name. Sources and transcripts only to tell which passages are
redacted; stored files only for the PDF of a report; migrations and jobs for the pages of health."""

ASKED_BY_FEW = {
    "incidents_subscription": {"subscribe/confirm/<str:token>/"},
    "incidents_erasurerequest": {"api/v1/dumps/", "api/v1/dumps/<str:day>.zip", "data/"},
}
"""Who follows what is asked by one page, for one token; that there was an erasure, by what gives
dumps."""

ADDRESSES = {"slug", "public_id", "reference", "uuid", "code"}
"""Fields that make up addresses: those of drafts are looked for as they are."""

STARTS = [
    "/sitemap.xml",
    "/api/v1/submissions/",
    "/api/v1/submissions/2222222222/",
    *(
        "/",
        "/fr/",
        "/en/",
        "/fr/feed.atom",
        "/robots.txt",
        "/sitemap.xml",
        "/.well-known/security.txt",
    ),
    *(
        "/health/live",
        "/health/ready",
        "/health/jobs",
        "/fr/reports/",
        "/fr/corrections/",
        "/fr/method/",
    ),
    *("/api/v1/", "/api/v1/incidents/", "/api/v1/vocabularies/stance/", "/api/v1/nothing-here/"),
    *("/api/v1/changes/", "/api/v1/changes/?log=replies", "/fr/reports/2026-08/1/fr.pdf"),
    *("/fr/reports/2026-09/fr.pdf", "/fr/reports/2026-09/1/fr-2.pdf"),
    *("/fr/corrections/?log=withdrawals", "/fr/incidents.csv", "/fr/incidents.json"),
    *("/fr/subscribe/asked/", "/fr/subscribe/confirmed/", "/fr/reply/received/"),
    *("/fr/subscribe/confirm/nul/", "/fr/subscribe/end/nul/", "/fr/subscribe/?verdict=nonsense"),
    *("/fr/search/suggest/?q=vi", "/fr/incidents/?q=visage"),
    "/fr/nothing-here/",
    "/fr/incidents/INC-2026-0001/1/",
    *("/fr/incidents/INC-2026-0002/1/", "/fr/incidents/INC-2026-0002/2/"),
    *("/fr/incidents/INC-2026-0002/compare/?from=1", "/fr/incidents/INC-2026-0002/feed.atom"),
    *("/fr/incidents/?verdict=nonsense", "/api/v1/incidents/?nonsense=1", "/fr/elections/xv-2026/"),
]
WHISPERED = (2, 2)
"""Positions that are cited, published, and redacted afterwards."""
IN_PROTECTED_ROWS = "canary"
"""How the words in rows begin that no statement may change: transcripts, events, withdrawals."""


@pytest.fixture(scope="module")
def unpublished(django_db_setup: None, django_db_blocker: Any) -> Iterator[list[records.Incident]]:
    with made_once(django_db_blocker):
        made = in_every_state()
        ended()
        yield made


@pytest.fixture
def drafts(unpublished: list[records.Incident], db: None) -> list[records.Incident]:
    return fresh(unpublished)


def in_every_state() -> list[records.Incident]:
    """Incidents in every state that is not public, each around a page with a word of its own."""
    staff = scenes.team()
    page = scenes.PAGE.replace("dément.", "dément. canarypage") + "00:30 canarypassage\n"
    scene = scenes.exchange(staff, page=page)
    draft = scene.incident
    procedure.add_event(
        procedure=scene.procedure,
        kind=EventKind.CONSIDERED,
        by=staff.author,
        fact_date=FactDate.unknown(),
        note_fr="canaryevent",
        outside_table_reason_fr="canaryreason",
    )
    review, approved, withdrawn, rejected = (scenes.simple(staff) for _state in range(4))
    publication.submit(incident=rejected, by=staff.author)
    publication.reject(incident=rejected, by=staff.editor, reason="canaryrejected")
    publication.submit(incident=review, by=staff.author)
    publication.submit(incident=approved, by=staff.author)
    scenes.approve(approved, staff)
    changed = scenes.simple(staff)
    publication.submit(incident=changed, by=staff.author)
    publication.request_changes(incident=changed, by=staff.editor, reason="canarychanges")
    scenes.publish(withdrawn, staff)
    publication.withdraw(
        incident=withdrawn,
        by=staff.publisher,
        reason_class=TermFactory(scheme="correction_class", code="privacy"),
        reason="canarywithdrawn",
    )
    return [draft, review, approved, changed, rejected]


@pytest.fixture(scope="module")
def current(
    unpublished: list[records.Incident], django_db_blocker: Any
) -> Iterator[records.Publication]:
    with made_once(django_db_blocker):
        made = in_public()
        ended()
        yield made


@pytest.fixture
def public(current: records.Publication, db: None) -> records.Publication:
    return fresh(current)


def in_public() -> records.Publication:
    """One incident with every kind of record, corrected once, and the month's report."""
    first = published.publish()
    ProcedureEventFactory(
        procedure=records.Procedure.objects.get(incidents=first.incident),
        kind=EventKind.ANNOUNCED,
        order=2,
        is_public=False,
        note_fr="canaryinternal",
    )
    whisper(first)
    decided = {"decided_by": UserFactory(), "decided_at": AT}
    ReplyFactory(incident=first.incident, decision="accepted", contact="canarycontact", **decided)
    made = published.correct(first, notice="Une précision.")
    ReplyFactory(incident=first.incident, contact="canarycontact", text="canaryundecided")
    ReplyFactory(
        incident=first.incident, decision="refused", refusal_reason="canaryrefused", **decided
    )
    NoticeFactory(incident=first.incident, notice_fr="canarynotice")
    open_to_all()
    transcript = records.Transcript.objects.get(source__citations__incident=first.incident)
    redact(transcript, *WHISPERED, reason="canaryredaction")
    snapshot = report.build(of_month(Month.parse("2026-09")), at=AT + timedelta(days=60))
    ReportFileFactory(report=ReportFactory(snapshot=snapshot))
    AuditStampFactory()
    gone = ReportFactory(period="2026-08", snapshot=snapshot | {"site_name": "canarysnapshot"})
    ReportFileFactory(report=gone)
    ReportWithdrawalFactory(report=gone, internal_reason="canaryreport")
    actor = records.Actor.objects.get(slug=published.PARTY)
    ActorAliasFactory(actor=actor)
    ElectionRoundFactory(election=first.incident.election)
    LegalBasisFactory()
    AffiliationFactory(body=actor)
    for private in records.Actor.objects.filter(is_private=True):
        PrivateIdentityFactory(actor=private)
    ErasureRequestFactory()
    SubscriptionFactory()
    SubscriptionFactory(confirmed=True)
    return made


def merged(public: records.Publication) -> set[str]:
    """A draft, a published incident and an actor nobody has heard of, each merged into something
    public, and a public party into another. Gives what may lead nowhere."""
    staff = scenes.team()
    secret = scenes.simple(staff, title_fr="canarydraft")
    double = scenes.simple(staff, title_fr="canarydouble")
    scenes.publish(double, staff)
    unheard = ActorFactory(slug="jamais-paru", name_fr="canaryname")
    for loser in (secret, double):
        merge.merge_incidents(
            loser=loser, winner=public.incident, by=staff.publisher, reason="canarymerge"
        )
    party = records.Actor.objects.get(slug=published.PARTY)
    heir = ActorFactory(slug="heritier", name_fr="Héritier")
    for old, new in ((unheard, party), (party, heir)):
        merge.merge_actors(loser=old, winner=new, by=staff.publisher, reason="canarymerge")
    return {str(secret.uuid), "jamais-paru"}


def open_to_all() -> None:
    """One more incident, whose source is public whole. Its first version and the notice of its
    second name somebody whom a later correction protects."""
    second = published.publish(title_fr="canaryformer")
    source = records.SourceMedia.objects.filter(citations__incident=second.incident)
    source.update(public_extent="full", public_extent_ground="canaryground")
    second.incident.title_fr = "Un visage de trop"
    named = published.correct(second, notice="Le nom de canaryformer était faux.")
    published.correct(named, notice="Une autre précision.", code="privacy")


def whisper(first: records.Publication) -> None:
    """Put words into what is cited and redacted later, into its quotes, into a passage that nothing
    cites, and into what is kept beside the passages."""
    transcript = records.Transcript.objects.get(source__citations__incident=first.incident)
    cited, beyond = WHISPERED[0], transcript.size - 1
    with forging():
        transcript.segments.filter(position=cited).update(text="canaryredacted")
        transcript.segments.filter(position=beyond).update(text="canarybeyond")
        records.Transcript.objects.filter(pk=transcript.pk).update(
            raw_cues=[{"text": "canaryraw"}], reason="canaryversion"
        )
    quotes = records.Citation.objects.filter(first_segment__position=cited)
    assert quotes.update(quote="canaryredacted")
    voice = SpeakerFactory(transcript=transcript, label="canaryvoice")
    transcript.segments.filter(position__in=(cited, beyond)).update(speaker=voice)


def texts(model: type[models.Model]) -> list[models.Field[object, object]]:
    """The free texts of a model."""
    return [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField)
        and not field.choices
        and field.name not in ADDRESSES
        and (field.max_length is None or field.max_length >= 12)
    ]


def hidden(model: type[models.Model]) -> list[models.Field[object, object]]:
    """The texts and bytes of a model that are named as internal."""
    public = {*disclosure.published(), *disclosure.beside()}
    kinds = (models.CharField, models.TextField, models.JSONField, models.BinaryField)
    return [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, kinds)
        and not field.choices
        and not field.primary_key
        and f"{model.__name__}.{field.name}" not in public
    ]


def overwrite_protected() -> set[str]:
    """The same for what is internal in rows that no statement may change; the files of reports are
    public."""
    words: set[str] = set()
    issued = set(records.ReportFile.objects.values_list("file", flat=True))
    with forging():
        for model in PROTECTED:
            for field in hidden(model):
                keys = model._base_manager.values_list("pk", flat=True)
                for key in (each for each in keys if each not in issued):
                    word = f"prot{len(words):06d}"
                    value: Any = word.encode() if isinstance(field, models.BinaryField) else word
                    limit = getattr(field, "max_length", None) or 20
                    if limit >= len(word):
                        model._base_manager.filter(pk=key).update(**{field.name: value})
                        words.add(word)
    return words


def overwrite_numbers() -> set[str]:
    """A day of its own into every day of every live row that takes it, a number into counts."""
    words: set[str] = set()
    for model in LIVE:
        for field in model._meta.concrete_fields:
            if not isinstance(field, models.DateField | models.PositiveBigIntegerField):
                continue
            for key in model._base_manager.values_list("pk", flat=True):
                day = date(2731, 1, 1) + timedelta(days=len(words))
                value: Any = day
                if isinstance(field, models.DateTimeField):
                    value = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
                elif not isinstance(field, models.DateField):
                    value = 770_000_000 + len(words)
                try:
                    with transaction.atomic():
                        model._base_manager.filter(pk=key).update(**{field.name: value})
                except DatabaseError:
                    continue
                words.add(str(day if isinstance(field, models.DateField) else value))
    return words


def overwrite() -> set[str]:
    """Put a word of its own into every text of every live row; return the words that stand."""
    words: set[str] = set()
    for model in LIVE:
        before = len(words)
        for field in texts(model):
            for key in model._base_manager.values_list("pk", flat=True):
                word = f"cnry{len(words):06d}"
                try:
                    with transaction.atomic():
                        model._base_manager.filter(pk=key).update(**{field.name: word})
                except DatabaseError:
                    continue  # a constraint wants a certain shape there; the rest has words
                words.add(word)
        assert len(words) > before or not texts(model), f"no text of {model.__name__} took a word"
    return words


def addresses(incidents: list[records.Incident]) -> Iterator[Any]:
    """What would lead to drafts: their identifiers, those of their records, and their actors."""
    for incident in incidents:
        yield str(incident.uuid)
        yield from incident.claims.values_list("public_id", flat=True)
        yield from incident.procedures.values_list("public_id", flat=True)
        yield from incident.involvements.values_list("public_id", flat=True)
        sources = records.SourceMedia.objects.filter(citations__claim__incidents=incident)
        yield from sources.values_list("public_id", flat=True)
        actors = incident.involvements.exclude(actor__slug=None)
        yield from actors.values_list("actor__slug", flat=True).distinct()


def leaks(seen: Crawl, words: set[str]) -> list[str]:
    """Thousands of words begin alike: where their beginning is not, none of them is."""
    begun: dict[str, list[str]] = {}
    for word in words:
        begun.setdefault(word[:4], []).append(word)
    return [
        f"{where}: {word}"
        for where, text in seen.answers.items()
        for beginning, those in begun.items()
        if beginning in text
        for word in those
        if word in text
    ]


@dataclass(frozen=True)
class Visit:
    """What a visitor read, once every live row held its words: the site, the dump, and what answers
    at addresses that lead to nothing public (``doors``) or to what was merged (``old``)."""

    site: Crawl
    knocking: Crawl
    dumped: Crawl
    words: set[str]
    hidden: set[str]
    doors: list[str]
    old: list[str]


@pytest.fixture(scope="module")
def visit(
    unpublished: list[records.Incident],
    current: records.Publication,
    tmp_path_factory: pytest.TempPathFactory,
    django_db_blocker: Any,
) -> Iterator[Visit]:
    """Every address is read once, for all that is asked of the answers."""
    folder = tmp_path_factory.mktemp("dumps")
    contact = "mailto:security@vigie.example.org"
    with (
        made_once(django_db_blocker),
        override_settings(SECURITY_CONTACT=contact, DUMPS_DIR=str(folder)),
    ):
        yield visited(fresh(unpublished), fresh(current))


def visited(drafts: list[records.Incident], public: records.Publication) -> Visit:
    """Overwrite what is not public, and read everything."""
    hidden = merged(public)
    hidden |= set(addresses(drafts))
    doors = [f"/fr/incidents/{word}/" for word in hidden]
    doors += [f"/fr/{place}/{word}/" for place in ("sources", "actors") for word in hidden]
    gone = records.Merger.objects.filter(kind="incident").exclude(old="").get().old
    old = [f"/fr/incidents/{gone}/", f"/en/incidents/{gone}/", f"/api/v1/incidents/{gone}/"]
    words = overwrite() | overwrite_protected() | overwrite_numbers()
    ended()
    payloads = "".join(filter(None, records.AuditPayload.objects.values_list("payload", flat=True)))
    assert sum(word in payloads for word in words) > len(words) / 2
    with zipfile.ZipFile(dump.make().path) as packed:
        dumped = Crawl({name: packed.read(name).decode() for name in packed.namelist()})
    site = crawl([*STARTS, f"/fr/actors/{published.PARTY}/", *old])
    knocking = crawl(doors, known=site.statuses)
    return Visit(site, knocking, dumped, words, hidden, doors, old)


@pytest.mark.django_db
def test_a_visitor_who_reads_everything_finds_nothing_of_the_staffs_rows(visit: Visit) -> None:
    site, knocking = visit.site, visit.knocking

    assert leaks(visit.dumped, visit.words | visit.hidden | {IN_PROTECTED_ROWS}) == []

    assert leaks(site, visit.words | visit.hidden | {IN_PROTECTED_ROWS}) == []
    assert leaks(knocking, visit.words | {IN_PROTECTED_ROWS}) == []
    assert {knocking.statuses[door] for door in visit.doors} == {404}
    assert {site.statuses[address] for address in visit.old} == {301}
    assert site.statuses[f"/fr/actors/{published.PARTY}/"] == 301
    assert "[passage redacted]" in "".join(site.answers.values())
    assert len(site.statuses) > 40


@pytest.mark.django_db
def test_the_visitor_reads_every_route_there_is(visit: Visit, public: records.Publication) -> None:
    seen = visit.site

    assert declared() - seen.routes == set()
    check_policies(seen)
    check_html(seen)
    check_pairs(seen)
    assert {t: seen.tables[t] for t in seen.tables.keys() - MAY_READ} == ASKED_BY_FEW
    assert f"/fr/incidents/{public.reference}/" in seen.statuses
    assert [where for where, status in seen.statuses.items() if status >= 500] == [
        "/health/jobs"  # no worker runs here
    ]


@pytest.mark.django_db
def test_a_draft_and_nothing_at_all_look_the_same(
    drafts: list[records.Incident], client: Client
) -> None:
    assert drafts
    for draft in drafts:
        hidden = client.get(f"/fr/incidents/{draft.uuid}/")
        missing = client.get("/fr/incidents/00000000-0000-4000-8000-000000000000/")

        assert hidden.status_code == missing.status_code == 404
        apart = {"X-Request-ID"}
        assert {k: v for k, v in hidden.headers.items() if k not in apart} == {
            k: v for k, v in missing.headers.items() if k not in apart
        }
        here, there = str(draft.uuid), "00000000-0000-4000-8000-000000000000"
        assert hidden.text.replace(here, there) == missing.text


@pytest.mark.django_db
def test_the_search_does_not_know_the_words_of_drafts(
    drafts: list[records.Incident], public: records.Publication, client: Client
) -> None:
    records.Incident.objects.filter(pk=drafts[0].pk).update(title_fr="Perlimpinpin")

    assert client.get("/api/v1/incidents/", {"q": "perlimpinpin"}).json()["results"] == []
    assert client.get("/api/v1/incidents/", {"q": "visage"}).json()["results"] != []


@pytest.mark.django_db
def test_the_crawl_finds_a_field_that_leaves_its_protection(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    kept = facts._facts
    monkeypatch.setattr(
        facts, "_facts", lambda of: kept(of) | {"summary": {"fr": of.internal_note, "en": ""}}
    )
    made = published.publish(internal_note="canarymoved")

    seen = crawl(["/fr/", "/fr/feed.atom", "/api/v1/incidents/"], apart=("/en/",))

    found = {where for where, text in seen.answers.items() if "canarymoved" in text}
    reference = made.reference
    assert f"/fr/incidents/{reference}/" in found
    assert f"/api/v1/incidents/{reference}/" in found
    assert "/fr/feed.atom" in found


@pytest.mark.django_db
def test_the_crawl_notes_a_live_row_that_public_code_reads(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = Crawl()
    plain.visit(client, "/fr/")
    said = feeds._
    monkeypatch.setattr(feeds, "_", lambda text: said(text) + str(records.Incident.objects.count()))
    moved = Crawl()
    moved.visit(client, "/fr/feed.atom")

    assert plain.tables.keys() <= MAY_READ
    assert moved.tables.keys() - MAY_READ == {"incidents_incident"}
