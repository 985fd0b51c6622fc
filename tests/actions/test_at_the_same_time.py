"""Two people at once: one row, one reference each, nothing given twice. Real transactions."""

import re
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime
from threading import Barrier
from time import monotonic, sleep
from typing import Any

import pytest
from django.core import mail
from django.db import connection, transaction
from django.test import Client

from incidents import documents, listing
from incidents.actions import (
    case,
    claim,
    clock,
    erasing,
    erasure,
    merge,
    notice,
    planned,
    publication,
    record,
    redaction,
    subscription,
    withdrawal,
)
from incidents.actions.case_keys import Team as CaseTeam
from incidents.actions.claim import ClaimError
from incidents.actions.erasure_search import fingerprint
from incidents.actions.move import MoveRefused
from incidents.actions.record import ChangedMeanwhile, MergedAlready
from incidents.actions.source import import_source
from incidents.actions.transcript import assign_speaker
from incidents.actions.voices import seen_now
from incidents.codes import Frequency, PublicationKind
from incidents.input_error import InputError
from incidents.models import (
    Claim,
    ClaimAnswer,
    Incident,
    ListedActor,
    ListedSegment,
    ListedSource,
    Merger,
    Publication,
    ReferenceCounter,
    SourceMedia,
    StoredFile,
    Submission,
    Subscription,
    Transcript,
    Withdrawal,
)
from tests import scenes
from tests.api.partners import example, secret_of, send, vocabulary
from tests.factories import (
    AT,
    ActorFactory,
    ClaimFactory,
    DecidedErasureFactory,
    SegmentFactory,
    TermFactory,
    TranscriptFactory,
    UserFactory,
)
from tests.scenes import PAGE, Team
from tracker.accounts.models import User
from tracker.accounts.roles import Role as StaffRole

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def staff() -> Iterator[Team]:
    yield scenes.team()


def together(*acts: Callable[[], Any]) -> list[Any]:
    """Run all at once, each on its own connection; results in order, refusals as results."""
    start = Barrier(len(acts), timeout=20)

    def run(act: Callable[[], Any]) -> Any:
        start.wait()
        try:
            return act()
        except InputError as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_the_same_page_taken_in_twice_is_one_source(staff: Team) -> None:
    def take_in() -> tuple[int, bool]:
        imported = import_source(content=PAGE.encode(), by=staff.author)
        return imported.source.pk, imported.created

    results = together(take_in, take_in, take_in)

    assert len({key for key, _created in results}) == 1
    assert sorted(created for _key, created in results) == [False, False, True]
    assert (
        SourceMedia.objects.count(),
        StoredFile.objects.count(),
        Transcript.objects.count(),
    ) == (1, 1, 1)


def test_two_incidents_published_at_once_get_two_consecutive_references(staff: Team) -> None:
    incidents = [scenes.simple(staff, title_fr=f"Faux direct {n}") for n in range(4)]
    for incident in incidents:
        publication.submit(incident=incident, by=staff.author)
        scenes.approve(incident, staff)

    made = together(
        *(
            lambda incident=incident: publication.publish(incident=incident, by=staff.publisher)
            for incident in incidents
        )
    )

    year = made[0].published_at.year
    assert sorted(p.reference for p in made) == [f"INC-{year}-{n:04d}" for n in range(1, 5)]
    assert ReferenceCounter.objects.get(year=year).last == 4


def test_one_incident_published_by_two_is_published_once(staff: Team) -> None:
    incident = scenes.simple(staff)
    publication.submit(incident=incident, by=staff.author)
    scenes.approve(incident, staff)

    def act() -> Publication:
        return publication.publish(incident=type(incident)(pk=incident.pk), by=staff.publisher)

    results = together(act, act)

    refused = [result for result in results if isinstance(result, MoveRefused)]
    assert len(refused) == 1
    assert "nothing changed since publication 1" in str(refused[0])
    assert Publication.objects.count() == 1


def about_one_source(staff: Team, number: int) -> list[Incident]:
    """Published incidents that cite one source, each with an approved correction to come. They
    share no actor: only the rows of the source are written by all."""
    source = scenes.exchange(staff).source
    made = []
    for _n in range(number):
        incident = scenes.draft(staff)
        scenes.said(staff, incident, source, scenes.ACCUSED)
        incident.refresh_from_db()
        made.append(incident)
    for incident in made:
        scenes.publish(incident, staff)
        incident.title_fr += " (corrigé)"
        record.save(record=incident, by=staff.author)
        notice.propose(
            incident=incident,
            by=staff.author,
            kind=PublicationKind.DEVELOPMENT,
            notice_fr="Un fait nouveau.",
        )
        scenes.approve(incident, staff)
    return made


def test_two_publishers_correct_incidents_of_one_source_at_once(staff: Team) -> None:
    """Both write the rows of the same source and its passages anew."""
    incidents = about_one_source(staff, 4)
    another = UserFactory(roles=[StaffRole.PUBLISHER])

    def act(incident: Incident, by: User) -> Publication:
        return publication.publish(incident=incident, by=by)

    made = together(
        *(
            lambda incident=incident, by=by: act(incident, by)
            for incident, by in zip(incidents, (staff.publisher, another) * 2, strict=True)
        )
    )

    assert [(p.number, p.ended_at) for p in made] == [(2, None)] * 4
    assert set(Publication.objects.current()) == set(made)
    assert ListedSource.objects.count() == 1
    cited_by = ListedSegment.objects.get(position=0).cited_by
    assert {by["reference"] for by in cited_by} == {p.reference for p in made}
    before = listing.fingerprint()
    listing.rebuild()
    assert listing.fingerprint() == before


HELD_IN_WAITING = """
SELECT waits.pid, array_agg(DISTINCT held.relation::regclass::text)
    FILTER (WHERE held.mode IN ('RowShareLock', 'RowExclusiveLock'))
FROM pg_locks AS waits JOIN pg_locks AS held ON held.pid = waits.pid AND held.granted
WHERE waits.locktype = 'advisory' AND NOT waits.granted
    AND waits.database = (SELECT oid FROM pg_database WHERE datname = current_database())
GROUP BY waits.pid
"""
"""Of whoever waits for its turn: the tables in which it has locked or written rows already."""


def held_in_waiting(running: Future[Any]) -> list[str]:
    """Asked as soon as it waits."""
    until = monotonic() + 20
    while monotonic() < until and not running.done():
        with connection.cursor() as cursor:
            cursor.execute(HELD_IN_WAITING)
            found = cursor.fetchone()
        if found:
            return found[1] or []
        sleep(0.01)
    raise AssertionError("it never waited for its turn")


def after_another(act: Callable[[], Any]) -> tuple[list[str], datetime, Any]:
    """Ask for a turn that somebody else has: what was held while it waited, when the other's turn
    ended, and what came of it."""

    def run() -> Any:
        try:
            return act()
        except Incident.DoesNotExist as nothing:
            return nothing
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            listing.one_at_a_time()
            running = pool.submit(run)
            held, ended_at = held_in_waiting(running), clock.now()
        return held, ended_at, running.result(timeout=20)


def test_whoever_waits_for_a_turn_holds_no_row_and_has_its_moment_afterwards(staff: Team) -> None:
    """A row held in waiting is a circle with whoever has the turn and wants that row."""
    privacy = TermFactory(scheme="correction_class", code="privacy")
    factual = TermFactory(scheme="correction_class", code="factual")
    public, alone, loser, winner = (scenes.simple(staff) for _each in range(4))
    for incident in (public, alone):
        scenes.publish(incident, staff)
    ready = scenes.simple(staff)
    publication.submit(incident=ready, by=staff.author)
    scenes.approve(ready, staff)
    withdrawal.propose(incident=public, by=staff.publisher, reason_class=factual, reason="Faux.")
    one, other = ActorFactory(), ActorFactory()
    words = TranscriptFactory(size=1)
    SegmentFactory(transcript=words, position=0)
    asked = DecidedErasureFactory(values=["Zoé d'Arpentigny"])
    why: dict[str, Any] = {"by": staff.publisher, "reason": "Une demande."}
    acts: dict[str, Callable[[], Any]] = {
        "publish": lambda: publication.publish(incident=ready, by=staff.publisher),
        "confirm": lambda: withdrawal.confirm(incident=public, by=staff.legal),
        "ask": lambda: withdrawal.ask(incident=alone, reason_class=privacy, **why),
        "afterwards": lambda: withdrawal.confirm(incident=alone, by=staff.legal),
        "merge": lambda: merge.merge_incidents(loser=loser, winner=winner, **why),
        "merge_actors": lambda: merge.merge_actors(loser=one, winner=other, **why),
        "redact": lambda: redaction.redact(transcript=words, first=0, last=0, **why),
        "erase": lambda: erasing.carry_out(
            request=asked, seen=fingerprint(erasure.places(asked)), by=staff.legal
        ),
        "planned": lambda: planned.publish_planned(0),
        "case": lambda: case.load(cases=[], team=CaseTeam(*staff)),
        "rebuild": listing.rebuild,
    }

    done = {name: after_another(act) for name, act in acts.items()}

    assert {name: held for name, (held, _ended, _made) in done.items() if held} == {}
    _held, turn_ended_at, made = done["publish"]
    assert made.published_at >= turn_ended_at
    assert Withdrawal.objects.exclude(confirmed_by=None).count() == 2


def test_two_answers_at_once_close_no_loop(staff: Team) -> None:
    incident = scenes.draft(staff)
    first, second = (ClaimFactory(incidents=[incident]) for _each in range(2))

    def answering(answer: Claim, to: Claim) -> Callable[[], Any]:
        return lambda: claim.answer(answer=answer, to=to, kind="denies", by=staff.author)

    results = together(answering(first, second), answering(second, first))

    assert sum(isinstance(result, ClaimError) for result in results) == 1
    assert ClaimAnswer.objects.count() == 1


def test_a_name_published_while_it_is_merged_leads_on(staff: Team) -> None:
    """Whichever comes first: merged first, the approvals are of another document."""
    scene = scenes.exchange(staff)
    publication.submit(incident=scene.incident, by=staff.author)
    scenes.approve(scene.incident, staff)
    winner = ActorFactory(slug="ligue-verte", name_fr="Ligue verte")

    together(
        lambda: publication.publish(incident=scene.incident, by=staff.publisher),
        lambda: merge.merge_actors(
            loser=scene.party, winner=winner, by=staff.publisher, reason="Le même parti."
        ),
    )

    contents = Publication.objects.current().values_list("content", flat=True)
    named = {actor["slug"] for content in contents for actor in documents.actors(content)}
    assert Merger.objects.get().old == ("horizon-vert" if "horizon-vert" in named else "")
    assert "horizon-vert" not in ListedActor.objects.values_list("slug", flat=True)


def test_a_merge_and_those_who_save_what_it_moves_all_come_to_their_end(staff: Team) -> None:
    """Each of them holds a claim before its incident; so does the merge."""
    winner, loser = (scenes.draft(staff) for _each in range(2))
    claims = [ClaimFactory(incidents=[loser], created_by=staff.author) for _each in range(6)]

    def save(row: Claim) -> None:
        row.summary_fr = "Ce que dit la voix, corrigé."
        record.save(record=row, by=staff.author)

    results = together(
        lambda: merge.merge_incidents(
            loser=loser, winner=winner, by=staff.publisher, reason="Le même fait."
        ),
        *(lambda row=row: save(row) for row in claims),
    )

    assert isinstance(results[0], Merger)
    assert all(result is None or isinstance(result, InputError) for result in results[1:])
    kept = Claim.objects.filter(incidents=winner)
    assert kept.count() == len(claims)
    saved = kept.filter(summary_fr="Ce que dit la voix, corrigé.").count()
    assert saved == results[1:].count(None)


def test_a_merged_actor_is_not_put_onto_a_claim(staff: Team) -> None:
    loser, winner = ActorFactory(), ActorFactory()
    merge.merge_actors(loser=loser, winner=winner, by=staff.publisher, reason="Le même.")

    with pytest.raises(MergedAlready, match="choose that one"):
        claim.create(
            claim=Claim(
                proposition="impact",
                stance="asserts",
                speaker_label_fr="Une voix",
                summary_fr="Ce que dit la voix.",
            ),
            incidents=[scenes.draft(staff)],
            about=[loser],
            by=staff.author,
        )

    assert not Claim.objects.exists()


def test_of_two_who_say_who_speaks_at_once_the_second_is_told(staff: Team) -> None:
    made = TranscriptFactory(size=2)
    for position in range(2):
        SegmentFactory(transcript=made, position=position)
    seen = seen_now()

    def give(label: str, by: User) -> Any:
        return assign_speaker(transcript=made, label=label, by=by, positions=[(0, 1)], seen=seen)

    results = together(
        lambda: give("Une voix", staff.author), lambda: give("Une autre", staff.editor)
    )

    told = [each for each in results if isinstance(each, ChangedMeanwhile)]
    assert len(told) == 1
    (kept,) = {segment.speaker for segment in made.segments.select_related("speaker")}
    assert kept is not None and kept.label in str(told[0])


def test_one_address_that_does_everything_twice_at_once_has_one_subscription() -> None:
    """Asked for twice, mailed by two workers, confirmed and ended by two who press the button."""

    def ask() -> Subscription:
        return subscription.ask(
            address="lectrice@example.org",
            language="fr",
            frequency=Frequency.DAILY,
            query="",
            at=AT,
        )

    together(ask, ask, ask)
    sent = together(*[lambda: subscription.mail_asked(at=AT)] * 3)
    found = re.search(r"/subscribe/confirm/([^/\s]+)/", str(mail.outbox[-1].body))
    assert found is not None
    begun = together(*[lambda: subscription.confirm(token=found[1], at=AT)] * 3)
    row = Subscription.objects.get()
    ended = together(*[lambda: subscription.end(token=subscription.end_token(row))] * 3)

    assert sum(sent) == len(mail.outbox) == 1
    assert [each for each in begun if each is not None] == [row]
    assert row.confirmed_at == AT
    assert ended == [True] * 3
    assert not Subscription.objects.exists()


def test_one_idempotency_key_sent_twice_at_once_makes_one_draft() -> None:
    vocabulary()
    secret = secret_of()[1]

    answers = together(*(lambda: send(Client(), secret, example()) for _i in range(2)))

    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()
    assert Incident.objects.count() == Submission.objects.count() == 1
