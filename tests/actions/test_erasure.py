"""A granted erasure: nothing of the person remains in any column of any table, the chain holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from pgtrigger import registry

from incidents import listing, models
from incidents.actions import erasing, erasure, publication, record
from incidents.actions.erasing import carry_out
from incidents.actions.erasure_rows import CannotErase
from incidents.actions.erasure_search import PlaceKind, fingerprint
from incidents.actions.permission import NotAllowed
from incidents.audit import Entry, verify
from incidents.canonical import digest
from incidents.codes import ErasureGround, ErasureState, State
from incidents.projection import document
from incidents.stored_rows import altered
from tests import scenes
from tests.audit.stored import chained
from tests.factories import (
    ActorAliasFactory,
    ActorFactory,
    AffiliationFactory,
    ErasureRequestFactory,
    PrivateIdentityFactory,
    ReportFactory,
    TermFactory,
    UserFactory,
    ended,
)
from tests.once import fresh, made_once
from tracker.accounts.models import User
from tracker.accounts.roles import Role

NAME = "Zoé d’Arpentigny"
OTHERS = ("ZOE D'ARPENTIGNY", "@zoedarpentigny75", "d’Arpentigny, Zoé")
LABEL = "une personne privée"
PAGE = scenes.PAGE.replace("Nous verrons.", f"Nous verrons, dit {NAME}.") + (
    "00:25 C’est donc Zoé\n00:28 d’Arpentigny qui l’a faite.\n"
)
FORMS = ("arpentigny", "ARPENTIGNY", "Arpentigny")

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def first_team(django_db_setup: None, django_db_blocker: Any) -> Iterator[scenes.Team]:
    with made_once(django_db_blocker):
        TermFactory(scheme="correction_class", code="privacy")
        made = scenes.team()
        ended()
        yield made


@pytest.fixture
def deciding() -> User:
    return UserFactory(roles=[Role.LEGAL_REVIEWER])


@pytest.fixture
def doing() -> User:
    return UserFactory(roles=[Role.PUBLISHER])


@pytest.fixture(scope="module")
def public_twice(first_team: scenes.Team, django_db_blocker: Any) -> Iterator[scenes.Scene]:
    with made_once(django_db_blocker):
        made = named_in_public(fresh(first_team))
        ended()
        yield made


@pytest.fixture
def scene(public_twice: scenes.Scene, db: None) -> scenes.Scene:
    return fresh(public_twice)


def named_in_public(staff: scenes.Team) -> scenes.Scene:
    """A public incident around a page that names her; she is an actor, in texts, and in a quote;
    public twice: the second time still with her name."""
    made = scenes.exchange(staff, page=PAGE)
    person = ActorFactory(kind="person", slug="zoe-d-arpentigny", name_fr=NAME)
    ActorAliasFactory(actor=person, name=OTHERS[2])
    AffiliationFactory(member=person, body=made.party)
    claim = scenes.said(
        staff, made.incident, made.source, scenes.LAWSUIT[:-1], about=[made.party, person]
    )
    claim.refresh_from_db()
    claim.summary_fr = f"On lui prête ceci : {OTHERS[0]} l’aurait faite."
    record.save(record=claim, by=staff.author)
    fresh = models.Incident.objects.get(pk=made.incident.pk)
    fresh.summary_fr = f"Une vidéo imite {NAME}."
    fresh.internal_note = f"Écrire à {OTHERS[1]}"
    record.save(record=fresh, by=staff.author)
    scenes.publish(fresh, staff)
    scenes.retitled(fresh, staff, at=timezone.now() - timedelta(hours=1), title=f"{NAME} imitée")
    LogEntry.objects.create(
        user=staff.author,
        content_type=ContentType.objects.get_for_model(models.Actor),
        object_id=str(person.pk),
        object_repr=NAME,
        action_flag=CHANGE,
        change_message=f"[{NAME}]",
    )
    made.incident = models.Incident.objects.get(pk=fresh.pk)
    return made


def request_of(deciding: User, **fields: Any) -> models.ErasureRequest:
    """Granted, about her."""
    made = ErasureRequestFactory(
        person_name=NAME, person_contact="zoe@example.org, Zoé d'Arpentigny", values=[NAME]
    )
    made.actors.set(models.Actor.objects.filter(slug="zoe-d-arpentigny"))
    given: dict[str, Any] = {
        "state": ErasureState.GRANTED,
        "ground": ErasureGround.OBJECTION,
        "reasons": f"{NAME} n’a pas de rôle public.",
    }
    erasure.decide(request=made, by=deciding, **(given | fields))
    return made


def do(request: models.ErasureRequest, by: User) -> erasing.Erased:
    return carry_out(request=request, seen=fingerprint(erasure.places(request)), by=by)


def everywhere(*words: str) -> list[str]:
    """Table and column of every text, JSON, array and byte column in which a word stands."""
    return [f"{table}.{column}" for table, column in columns() if holds(table, column, words)]


def columns() -> Iterator[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.table_name, c.column_name FROM information_schema.columns c "
            "JOIN information_schema.tables t USING (table_schema, table_name) "
            "WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE' AND c.data_type IN "
            "('text', 'character varying', 'json', 'jsonb', 'bytea', 'ARRAY', 'tsvector', "
            "'USER-DEFINED') ORDER BY 1, 2"
        )
        yield from cursor.fetchall()


def holds(table: str, column: str, words: tuple[str, ...]) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            f'SELECT EXISTS (SELECT FROM "{table}" WHERE '
            f"coalesce(position(decode(%s, 'hex') in "
            f"convert_to(\"{column}\"::text, 'UTF8')), 0) > 0)",
            [words[0].encode().hex()],
        )
        plain = cursor.fetchone()[0]
        if plain or len(words) == 1:
            return bool(plain)
    return holds(table, column, words[1:])


def in_bytes(word: str) -> int:
    return sum(word.encode() in bytes(f.content) for f in models.StoredFile.objects.all())


def chain() -> tuple[list[Entry], frozenset[int]]:
    chained()
    rows = models.AuditEntry.objects.select_related("payload").order_by("sequence")
    entries = [
        Entry(
            e.sequence,
            e.previous,
            e.at.strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
            e.person,
            e.way,
            e.role,
            e.table_name,
            e.row_key,
            e.operation,
            e.commitment,
            e.hash,
            e.payload.salt,
            e.payload.payload,
        )
        for e in rows
    ]
    erased = {int(e.row) for e in entries if e.operation == "erase"}
    return entries, frozenset(erased)


def test_nothing_of_the_person_remains_and_the_chain_is_intact(
    scene: scenes.Scene, deciding: User, doing: User
) -> None:
    chain()
    before = everywhere(*FORMS)
    request = request_of(deciding)
    erasure.answer(request=request, answered_on=timezone.localdate(), by=deciding)

    done = do(request, doing)

    assert len(before) >= 12, before
    assert everywhere(*FORMS) == []
    assert everywhere("zoe@example.org") == []
    assert in_bytes("Arpentigny") == 0
    entries, erased = chain()
    assert list(verify(entries, erased=erased)) == []
    assert len(erased) >= done.places["audit"] >= 5
    assert list(altered()) == []
    print(f"{len(before)} columns held the name before, 0 after; {len(erased)} payloads erased")


def test_the_public_reads_the_next_publication_and_the_old_ones_are_empty(
    scene: scenes.Scene, deciding: User, doing: User
) -> None:
    old = {p.pk: (p.number, p.digest, p.published_at) for p in scene.incident.publications.all()}

    done = do(request_of(deciding), doing)

    (made,) = done.publications
    assert (made.number, made.kind, made.notice_fr) == (3, "correction", erasing.NOTICE.fr)
    assert made.correction_class is not None and made.correction_class.code == "privacy"
    assert made.digest == digest(made.content)
    assert made.content["title"]["fr"] == f"{LABEL} imitée"
    named = [a for c in made.content["claims"] for a in c["about"] if a["kind"] == "person"]
    assert [(a["slug"], a["name"]["fr"]) for a in named] == [(None, LABEL)]
    emptied = models.Publication.objects.filter(pk__in=old)
    assert {p.pk: (p.number, p.digest, p.published_at) for p in emptied} == old
    assert [p.content for p in emptied] == [{}, {}]
    assert not models.ListedActor.objects.filter(slug="zoe-d-arpentigny").exists()
    kept = listing.fingerprint()
    listing.rebuild()
    assert listing.fingerprint() == kept
    live = models.Incident.objects.get(pk=scene.incident.pk)
    assert digest(document(live)) == live.publications.current().get().digest


def test_passages_are_redacted_and_the_person_is_a_private_actor(
    scene: scenes.Scene, deciding: User, doing: User
) -> None:
    actor = models.Actor.objects.get(slug="zoe-d-arpentigny")

    do(request_of(deciding), doing)

    actor.refresh_from_db()
    assert (actor.is_private, actor.slug, actor.name_fr) == (True, None, "")
    assert actor.public_label_fr == LABEL
    assert not actor.aliases.exists() and not actor.affiliations.exists()
    transcript = scene.source.transcripts.get()
    texts = list(transcript.segments.order_by("position").values_list("text", flat=True))
    assert texts[4:] == [f"Porterez-vous plainte ? Nous verrons, dit {LABEL}.", "", ""]
    assert models.Redaction.objects.ranges([transcript]) == {transcript.pk: [(4, 6)]}


def test_until_it_is_answered_only_the_request_knows_whom_to_answer(
    scene: scenes.Scene, deciding: User, doing: User
) -> None:
    request = request_of(deciding)
    do(request, doing)

    assert {place.split(".")[0] for place in everywhere(*FORMS)} == {"incidents_erasurerequest"}
    erasure.answer(request=request, answered_on=timezone.localdate(), by=deciding)

    assert everywhere(*FORMS) == []
    request.refresh_from_db()
    assert (request.person_name, request.values, request.asked) == ("", [], "")
    assert request.reasons == f"{LABEL} n’a pas de rôle public."
    assert request.erased["publication"] >= 2


def test_a_kept_identity_goes_and_its_aliases_are_looked_for(
    staff: scenes.Team, deciding: User, doing: User
) -> None:
    identity = PrivateIdentityFactory(
        name="Ysaline Corvée", aliases=["Yzo Corv"], handles=["@yzaline"]
    )
    incident = scenes.draft(staff, internal_note="Yzo Corv a appelé.")
    request = ErasureRequestFactory(values=[])
    request.actors.add(identity.actor)
    erasure.decide(
        request=request,
        state=ErasureState.GRANTED,
        ground=ErasureGround.UNLAWFUL,
        reasons="Sans base.",
        by=deciding,
    )

    do(request, doing)

    incident.refresh_from_db()
    assert incident.internal_note == f"{LABEL} a appelé."
    assert not models.PrivateIdentity.objects.exists()
    assert everywhere("Corv", "yzaline") == []


def test_an_actor_of_that_name_is_the_person_and_one_named_after_it_is_not(
    deciding: User, doing: User
) -> None:
    person = ActorFactory(kind="person", slug="zoe-d-arpentigny", name_fr=NAME)
    circle = ActorFactory(slug="amis-de-zoe-d-arpentigny", name_fr=f"Les amis de {NAME}")
    request = request_of(deciding)
    request.actors.clear()

    do(request, doing)

    person.refresh_from_db()
    circle.refresh_from_db()
    assert (person.is_private, person.slug) == (True, None)
    assert (circle.is_private, circle.name_fr) == (False, f"Les amis de {LABEL}")
    assert circle.slug == f"une-personne-privee-{circle.pk}"


def test_what_a_row_cannot_be_without_is_named_and_nothing_is_erased(
    deciding: User, doing: User
) -> None:
    incident = models.Incident.objects.get(pk=scenes.draft(scenes.team(), title_fr=NAME).pk)
    models.Tag.objects.create(name=LABEL)
    tag = models.Tag.objects.create(name=NAME)

    with pytest.raises(CannotErase, match=f"incidents_tag {tag.pk}"):
        do(request_of(deciding), doing)

    incident.refresh_from_db()
    assert incident.title_fr == NAME


def test_an_issued_report_is_named_and_left_to_be_withdrawn(
    scene: scenes.Scene, deciding: User, doing: User
) -> None:
    content = scene.incident.publications.current().get().content
    report = ReportFactory(snapshot={"incidents": [{"content": content}]})

    request = request_of(deciding)
    done = do(request, doing)

    assert done.reports == (report,)
    assert list(request.reports.all()) == [report]
    assert [p.kind for p in erasure.places(request)] == [PlaceKind.REPORT]


def test_an_approved_incident_goes_back_to_draft(
    staff: scenes.Team, deciding: User, doing: User
) -> None:
    incident = scenes.simple(staff, summary_fr=f"Il y est question de {NAME}.")
    publication.submit(incident=incident, by=staff.author)
    scenes.approve(incident, staff)

    do(request_of(deciding), doing)

    incident.refresh_from_db()
    assert (incident.state, incident.summary_fr) == (
        State.DRAFT,
        f"Il y est question de {LABEL}.",
    )


def test_whoever_decided_does_not_carry_it_out(scene: scenes.Scene, deciding: User) -> None:
    request = request_of(deciding)

    with pytest.raises(erasure.ErasureRefused, match="whoever decided it"):
        do(request, deciding)
    with pytest.raises(DatabaseError), transaction.atomic():
        models.ErasureRequest.objects.filter(pk=request.pk).update(done_by=deciding)


def test_what_was_not_seen_is_not_erased(
    scene: scenes.Scene, staff: scenes.Team, deciding: User, doing: User
) -> None:
    request = request_of(deciding)
    seen = fingerprint(erasure.places(request))
    scenes.draft(staff, summary_fr=f"Encore {NAME}.")

    with pytest.raises(erasure.ErasureRefused, match="look again"):
        carry_out(request=request, seen=seen, by=doing)


def meanwhile(write: Callable[[], object]) -> Callable[[str], None]:
    """Somebody writes after the last search of everything, before the audit is held."""

    def told(said: str) -> None:
        if "others wait" in said:
            write()

    return told


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("incidents_incident", "internal_note"),
        ("incidents_segment", "text"),
        ("django_admin_log", "change_message"),
    ],
)
def test_what_somebody_writes_meanwhile_stops_the_erasure(
    scene: scenes.Scene, deciding: User, doing: User, table: str, column: str
) -> None:
    """Of passages, and of the log, no payload of the audit holds a word."""
    request = request_of(deciding)
    before = everywhere(*FORMS)

    def write() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('pgtrigger.ignore', %s, true)", [ignored()])
            cursor.execute(
                f'UPDATE "{table}" SET "{column}" = %s WHERE id = (SELECT min(id) FROM "{table}")',
                ["ZOÉ D’ARPENTIGNY"],
            )

    with pytest.raises(erasure.ErasureRefused, match=f"nothing was erased: {table}"):
        carry_out(
            request=request,
            seen=fingerprint(erasure.places(request)),
            by=doing,
            progress=meanwhile(write),
        )

    assert everywhere(*FORMS) == before


def test_a_payload_that_is_written_meanwhile_is_erased_too(
    scene: scenes.Scene, deciding: User, doing: User
) -> None:
    chain()
    request = request_of(deciding)
    erasure.answer(request=request, answered_on=timezone.localdate(), by=deciding)

    def write() -> None:
        tag = models.Tag.objects.create(name=NAME)
        models.Tag.objects.filter(pk=tag.pk).update(name="autre")

    seen = fingerprint(erasure.places(request))
    carry_out(request=request, seen=seen, by=doing, progress=meanwhile(write))

    assert everywhere(*FORMS) == []
    entries, erased = chain()
    assert list(verify(entries, erased=erased)) == []


@pytest.mark.parametrize(
    ("state", "ground"),
    [
        (ErasureState.GRANTED, ErasureGround.EXPRESSION),
        (ErasureState.REFUSED, ErasureGround.OBJECTION),
        (ErasureState.RECEIVED, ErasureGround.OBJECTION),
    ],
)
def test_a_ground_goes_with_its_decision(
    deciding: User, state: ErasureState, ground: ErasureGround
) -> None:
    with pytest.raises(erasure.ErasureRefused, match="is no ground for"):
        request_of(deciding, state=state, ground=ground)


def test_a_refused_request_erases_nothing(scene: scenes.Scene, deciding: User, doing: User) -> None:
    request = request_of(deciding, state=ErasureState.REFUSED, ground=ErasureGround.EXPRESSION)

    with pytest.raises(erasure.ErasureRefused, match="only a granted"):
        do(request, doing)
    assert everywhere(*FORMS) != []


def test_only_those_who_may_decide_and_carry_out(deciding: User) -> None:
    editor = UserFactory(roles=[Role.EDITOR])
    request = ErasureRequestFactory()

    with pytest.raises(NotAllowed, match="decide_erasure"):
        erasure.decide(
            request=request,
            state=ErasureState.REFUSED,
            ground=ErasureGround.EXPRESSION,
            reasons="Non.",
            by=editor,
        )
    with pytest.raises(NotAllowed, match="carry_out_erasure"):
        carry_out(request=request_of(deciding), seen="", by=editor)


def test_without_a_granted_request_no_sql_takes_a_word_out(
    scene: scenes.Scene, deciding: User
) -> None:
    published = scene.incident.publications.current().get()
    waiting = ErasureRequestFactory(values=[NAME])
    statements = [
        "UPDATE incidents_publication SET content = '{}', ended_at = now()",
        "UPDATE incidents_segment SET text = ''",
        "UPDATE incidents_storedfile SET content = ''",
        "SELECT vigie_erase_payloads('{1}')",
    ]
    for request in ("", str(waiting.pk), str(request_of(deciding).pk)):
        for statement in statements:
            with (
                pytest.raises(DatabaseError, match="granted erasure only"),
                transaction.atomic(),
                connection.cursor() as cursor,
            ):
                cursor.execute("SELECT set_config('vigie.erasure', %s, true)", [request])
                cursor.execute("SELECT set_config('pgtrigger.ignore', %s, true)", [ignored()])
                cursor.execute(statement)

    assert models.Publication.objects.get(pk=published.pk).content != {}


def ignored() -> str:
    """What a session says to set every trigger of the models aside."""
    return "{" + ",".join(t.get_pgid(m) for m, t in registry.registered()) + "}"


def test_an_erasure_changes_no_number_digest_or_date(
    scene: scenes.Scene, deciding: User, doing: User
) -> None:
    request = request_of(deciding)
    models.ErasureRequest.objects.filter(pk=request.pk).update(done_by=doing)
    for change in ("digest = repeat('0', 64)", "number = 9", "content = '{\"title\": 1}'"):
        with (
            pytest.raises(DatabaseError, match=r"erasure leaves|erased whole"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute("SELECT set_config('vigie.erasure', %s, true)", [str(request.pk)])
            cursor.execute("SELECT set_config('pgtrigger.ignore', %s, true)", [ignored()])
            cursor.execute(f"UPDATE incidents_publication SET {change}")


def test_the_second_who_decides_is_told(deciding: User) -> None:
    stale = request_of(deciding)
    first = ErasureRequestFactory()
    read = models.ErasureRequest.objects.get(pk=first.pk)
    record.save(record=first, by=deciding)

    with pytest.raises(record.ChangedMeanwhile):
        erasure.decide(
            request=read,
            state=ErasureState.REFUSED,
            ground=ErasureGround.EXPRESSION,
            reasons="Non.",
            by=deciding,
        )
    with pytest.raises(erasure.ErasureRefused, match="decided already"):
        erasure.decide(
            request=stale,
            state=ErasureState.REFUSED,
            ground=ErasureGround.EXPRESSION,
            reasons="Non.",
            by=deciding,
        )


def test_an_answer_comes_after_the_decision_and_once(deciding: User) -> None:
    request = ErasureRequestFactory()
    today = timezone.localdate()

    with pytest.raises(erasure.ErasureRefused, match="once the request is decided"):
        erasure.answer(request=request, answered_on=today, by=deciding)
    refused = request_of(deciding, state=ErasureState.REFUSED, ground=ErasureGround.EXPRESSION)
    with pytest.raises(erasure.ErasureRefused, match="not between receipt and today"):
        erasure.answer(request=refused, answered_on=date(2020, 1, 1), by=deciding)
    erasure.answer(request=refused, answered_on=today, by=deciding)
    with pytest.raises(erasure.ErasureRefused, match="answered already"):
        erasure.answer(request=refused, answered_on=today, by=deciding)
