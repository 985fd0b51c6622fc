"""The first page: each list holds what this person has to do, its number and its whole list."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from incidents import derived
from incidents.actions import notice, publication
from incidents.admin.desk import SHOWN, first_page
from incidents.admin.desk_lists import BY_NAME, LATELY, LISTS
from incidents.codes import ApprovalKind, PlanState, PublicationKind, ReportPlanState, State
from incidents.models import Incident, Procedure, SourceMedia
from tests import scenes
from tests.admin.conftest import SignIn
from tests.factories import (
    ActorFactory,
    ApprovalFactory,
    ClaimFactory,
    ErasureRequestFactory,
    ImportedRowFactory,
    ImportFactory,
    IncidentFactory,
    IncidentMoveFactory,
    InvolvementFactory,
    NoticeFactory,
    PlannedPublicationFactory,
    PlannedReportFactory,
    ProcedureEventFactory,
    ProcedureFactory,
    ProposedInvolvementFactory,
    ProposedWithdrawalFactory,
    PublicationFactory,
    ReplyFactory,
    ReportRunFactory,
    ReviewedContentFactory,
    SubmissionFactory,
    SubscriptionFactory,
    TermFactory,
    UserFactory,
    ended,
)
from tests.once import fresh, made_once
from tests.test_jobs import taken_up
from tracker.accounts.roles import Role

pytestmark = pytest.mark.django_db

SEES = {
    Role.REPORTER: ["returned", "rejected", "assigned", "drafts", "touched"],
    Role.EDITOR: [
        *("returned", "rejected", "asked", "review", "sent", "assigned", "drafts", "edited"),
        "touched",
    ],
    Role.LEGAL_REVIEWER: ["asked", "legal", "withdrawals", "assigned"],
    Role.PUBLISHER: ["publish", "withdrawals", "sent", "assigned", "edited"],
    Role.AUDITOR: ["assigned"],
    Role.ADMINISTRATOR: [],
}


@pytest.fixture(autouse=True)
def contents_are_kept(db: None) -> None:
    """Of the factories' approvals."""
    content = {"schema": derived.SCHEMA, "sources": []}
    for digest in ("0" * 64, "f" * 64):
        ReviewedContentFactory(digest=digest, content=content)


def found(name: str, user: Any) -> set[Incident]:
    return set(BY_NAME[name].find(user))


@pytest.mark.parametrize("role", list(Role))
def test_each_role_has_its_own_lists(role: Role) -> None:
    user = UserFactory(roles=[role])

    assert [each.name for each in LISTS if each.is_for(user)] == SEES[role]
    assert (first_page(user).tasks is None) == (role is Role.ADMINISTRATOR)


def test_drafts_and_what_came_back_are_two_lists() -> None:
    me = UserFactory()
    draft = IncidentFactory(created_by=me)
    back = IncidentMoveFactory(incident__created_by=me).incident
    IncidentFactory(created_by=UserFactory())
    IncidentMoveFactory(incident__created_by=me, incident__state=State.IN_REVIEW)
    settled = IncidentMoveFactory(incident__created_by=me).incident
    IncidentMoveFactory(incident=settled, move="approve", to_state=State.APPROVED, reason="")

    assert (found("drafts", me), found("returned", me)) == ({draft, settled}, {back})


def test_what_was_rejected_lately_is_told_to_its_author() -> None:
    me = UserFactory()
    rejected = {"move": "reject", "to_state": State.REJECTED, "moved_at": timezone.now()}
    theirs = IncidentMoveFactory(incident__state=State.REJECTED, **rejected)
    mine = IncidentMoveFactory(
        incident__state=State.REJECTED, incident__created_by=me, **rejected
    ).incident
    old = rejected | {"moved_at": timezone.now() - timedelta(days=15)}
    IncidentMoveFactory(incident__state=State.REJECTED, incident__created_by=me, **old)

    assert found("rejected", me) == {mine}
    assert theirs.incident not in found("rejected", me)


@pytest.mark.parametrize(
    ("role", "column"),
    [(Role.EDITOR, "editorial_reviewer"), (Role.LEGAL_REVIEWER, "legal_reviewer")],
)
def test_who_is_asked_to_review_sees_what_they_can_still_answer(role: Role, column: str) -> None:
    me, other = UserFactory(roles=[role]), UserFactory()
    given = {"state": State.IN_REVIEW, "created_by": other, "updated_by": other}
    asked = IncidentFactory(**given, **{column: me})
    IncidentFactory(**given, **{column: other})
    IncidentFactory(**(given | {"state": State.DRAFT}), **{column: me})
    IncidentFactory(**(given | {"updated_by": me}), **{column: me})
    done = IncidentFactory(**given, **{column: me})
    ApprovalFactory(incident=done, kind=column.removesuffix("_reviewer"), approved_by=me)

    assert found("asked", me) == {asked}


def test_an_editor_reviews_what_others_wrote_and_edited() -> None:
    me, other = UserFactory(), UserFactory()
    theirs = IncidentFactory(state=State.IN_REVIEW, created_by=other, updated_by=other)
    nobodys = IncidentFactory(state=State.IN_REVIEW)
    IncidentFactory(state=State.IN_REVIEW, created_by=me, updated_by=other)
    IncidentFactory(state=State.IN_REVIEW, created_by=other, updated_by=me)
    IncidentFactory(created_by=other)
    approved = IncidentFactory(state=State.IN_REVIEW)
    ApprovalFactory(incident=approved)
    outdated = IncidentFactory(state=State.IN_REVIEW)
    ApprovalFactory(incident=outdated)
    Incident.objects.filter(pk=outdated.pk).update(version=2)

    assert found("review", me) == {theirs, nobodys, outdated}


def test_a_legal_reviewer_sees_what_may_need_them_and_lacks_them() -> None:
    me = UserFactory()
    reviewed = {"state": State.IN_REVIEW}
    accusing = InvolvementFactory(incident=IncidentFactory(**reviewed), role="promoted").incident
    person = InvolvementFactory(
        incident=IncidentFactory(**reviewed), actor=ActorFactory(kind="person")
    ).incident
    claimed, followed, done, mine = (IncidentFactory(**reviewed) for _each in range(4))
    ClaimFactory(incidents=[claimed, done, mine])
    ProcedureFactory(incidents=[followed])
    ApprovalFactory(incident=done, kind="legal")
    ApprovalFactory(incident=mine, kind="editorial", approved_by=me)
    InvolvementFactory(incident=IncidentFactory(**reviewed))

    assert found("legal", me) == {accusing, person, claimed, followed}


def test_what_is_to_follow_a_publication_waits_for_its_approvals() -> None:
    staff, second = scenes.team(), UserFactory(roles=[Role.EDITOR])
    scene = scenes.exchange(staff)
    scenes.publish(scene.incident, staff)
    incident = scenes.edited(scene.incident, staff)
    assert found("review", staff.editor) | found("legal", staff.legal) == set()

    incident.editorial_reviewer, incident.legal_reviewer = second, staff.legal
    incident.save()
    notice.propose(
        incident=incident, by=staff.author, kind=PublicationKind.DEVELOPMENT, notice_fr="Un fait."
    )
    lists = [("review", staff.editor), ("legal", staff.legal)]
    asked = [("asked", second), ("asked", staff.legal)]
    assert [found(*each) for each in lists + asked] == [{incident}] * 4
    assert found("review", staff.author) == set()
    incident.refresh_from_db()

    publication.approve(incident=incident, kind=ApprovalKind.EDITORIAL, by=staff.editor)
    assert found("review", second) | found("asked", second) == set()
    assert found("legal", staff.legal) == {incident}
    publication.approve(incident=incident, kind=ApprovalKind.LEGAL, by=staff.legal)
    assert found("legal", staff.legal) | found("asked", staff.legal) == set()


def test_whoever_wrote_the_notice_does_not_approve_it() -> None:
    me = UserFactory()
    said = NoticeFactory(updated_by=me)

    assert (found("review", me), found("review", UserFactory())) == (set(), {said.incident})


def test_a_reply_that_becomes_public_waits_for_a_legal_reviewer() -> None:
    said = NoticeFactory()
    assert found("legal", UserFactory()) == set()

    ReplyFactory(
        incident=said.incident,
        decision="accepted",
        decided_at=timezone.now(),
        decided_by=UserFactory(),
        text="Je n’y étais pas.",
    )

    assert found("legal", UserFactory()) == {said.incident}


@pytest.mark.parametrize("shown", ["source", "actor"])
def test_what_was_approved_before_what_it_shows_was_edited_is_reviewed_again(shown: str) -> None:
    staff, second = scenes.team(), UserFactory(roles=[Role.EDITOR])
    scene = scenes.exchange(staff)
    publication.submit(incident=scene.incident, by=staff.author)
    for kind, by in ((ApprovalKind.EDITORIAL, staff.editor), (ApprovalKind.LEGAL, staff.legal)):
        publication.approve(incident=scene.incident, kind=kind, by=by)
    assert found("review", second) | found("legal", staff.legal) == set()

    record: Any = {"source": SourceMedia.objects.get(), "actor": scene.party}[shown]
    later = {"updated_at": timezone.now() + timedelta(minutes=1), "updated_by": staff.editor}
    type(record).objects.filter(pk=record.pk).update(**later)

    assert found("review", second) == found("legal", staff.legal) == {scene.incident}
    assert found("review", staff.editor) == set()


@pytest.mark.parametrize("content", [None, {"schema": derived.SCHEMA - 1, "sources": []}])
def test_an_approval_of_no_known_content_or_of_an_older_schema_is_given_again(
    content: Any,
) -> None:
    incident = IncidentFactory(state=State.IN_REVIEW)
    ApprovalFactory(incident=incident, digest="1" * 64)
    if content is not None:
        ReviewedContentFactory(digest="1" * 64, content=content)

    assert found("review", UserFactory()) == {incident}


def test_the_legal_approval_is_asked_for_until_a_content_does_without() -> None:
    incident = IncidentFactory(state=State.APPROVED)
    ClaimFactory(incidents=[incident])
    needs_both = IncidentFactory(state=State.IN_REVIEW)
    ClaimFactory(incidents=[needs_both])
    ApprovalFactory(incident=needs_both, kinds_needed=["editorial", "legal"])

    assert found("legal", UserFactory()) == {needs_both}


def test_a_publisher_sees_what_is_approved() -> None:
    approved = IncidentFactory(state=State.APPROVED)
    IncidentFactory(state=State.IN_REVIEW)

    assert found("publish", UserFactory()) == {approved}


def test_assigned_is_what_can_still_be_worked_on() -> None:
    me = UserFactory()
    mine = IncidentFactory(assigned_to=me)
    IncidentFactory(assigned_to=me, state=State.REJECTED)
    IncidentFactory(assigned_to=UserFactory())

    assert found("assigned", me) == {mine}


def test_public_and_edited_since_goes_by_the_version_published() -> None:
    same, edited = (PublicationFactory() for _each in range(2))
    Incident.objects.filter(pk=edited.incident.pk).update(version=2)

    assert same.approvals.exists()
    assert found("edited", UserFactory()) == {edited.incident}


def test_what_others_edited_lately_is_mine_and_recent() -> None:
    me, other = UserFactory(), UserFactory()
    written = IncidentFactory(created_by=me, updated_by=other)
    assigned = IncidentFactory(assigned_to=me, updated_by=other)
    IncidentFactory(created_by=me, updated_by=me)
    IncidentFactory(created_by=other, updated_by=other)
    old = IncidentFactory(created_by=me, updated_by=other)
    Incident.objects.filter(pk=old.pk).update(updated_at=timezone.now() - timedelta(days=15))

    assert found("touched", me) == {written, assigned}


def test_a_reporter_reads_why_it_came_back(sign_in: SignIn) -> None:
    client = sign_in(Role.REPORTER)
    mine = IncidentFactory(created_by=client.user)  # type: ignore[attr-defined]
    IncidentMoveFactory(incident=mine)
    IncidentMoveFactory(incident=mine, reason="La date manque aussi.")

    for address in ("/admin/", f"/admin/incidents/incident/{mine.pk}/change/"):
        page = client.get(address).content.decode()
        assert "Il manque une source." in page
        assert "La date manque aussi." in page


def test_a_publisher_sees_what_is_planned_what_failed_and_that_no_worker_runs(
    sign_in: SignIn,
) -> None:
    waiting = PlannedPublicationFactory()
    ended = {"ended_at": timezone.now(), "planned_at": timezone.now() - timedelta(days=2)}
    refused = PlannedPublicationFactory(
        state=PlanState.REFUSED, reason_fr="Refusé.", reason_en="not ready: a name", **ended
    )
    PlannedPublicationFactory(state=PlanState.VOIDED, **ended)
    again = PlannedPublicationFactory(state=PlanState.VOIDED, **ended).incident
    PlannedPublicationFactory(incident=again, state=PlanState.CANCELLED, **ended)
    client = sign_in(Role.PUBLISHER)

    shown = first_page(client.user).planned  # type: ignore[attr-defined]
    page = client.get("/admin/").content.decode()

    assert shown is not None
    assert [each.pk for each in shown.open.rows] == [waiting.pk]
    assert (shown.unmade.count, shown.silent) == (2, True)
    assert refused in shown.unmade.rows
    assert "not ready: a name" in page
    assert "No worker has run for five minutes" in page
    assert first_page(UserFactory(roles=[Role.EDITOR])).planned is None


def test_a_publisher_sees_closings_that_came_to_nothing_until_something_follows(
    sign_in: SignIn,
) -> None:
    now = timezone.now()
    ended = {"ended_at": now, "reason_fr": "Refusé.", "reason_en": "a name is in it"}
    planned_at = now - timedelta(days=2)
    stopped = ReportPlanState.STOPPED
    PlannedReportFactory(period="2019-10-xv", state=stopped, planned_at=planned_at, **ended)
    PlannedReportFactory(period="2019-11", state=stopped, planned_at=planned_at, **ended)
    ReportRunFactory(period="2019-11", asked_at=now + timedelta(minutes=1))
    for period, state in (("2019-12", "failed"), ("election-x", "stopped")):
        ReportRunFactory(period=period, state=state, asked_at=planned_at, **ended)
    ReportRunFactory(period="2019-09", state="failed", **ended | {"ended_at": now - LATELY})
    client = sign_in(Role.PUBLISHER)

    page = client.get("/admin/").content.decode()
    plans, runs = first_page(client.user).unclosed or ()  # type: ignore[attr-defined]

    assert [each.period for each in plans.rows] == ["2019-10-xv"]
    assert {each.period for each in runs.rows} == {"2019-12", "election-x"}
    assert "October 2019 (XV)" in page
    assert page.count("A name is in it") == 3
    assert first_page(UserFactory(roles=[Role.EDITOR])).unclosed is None


def test_the_follow_up_list_says_why_whom_and_since_when(sign_in: SignIn) -> None:
    late = ProcedureFactory(track="penal", review_on="2026-02-01")
    ProcedureEventFactory(procedure=late, kind="announced")
    opened = ProcedureFactory(track="penal")
    person = ActorFactory(kind="person", name_fr="Ysoline Marchefer")
    dated = {"earliest": "2026-03-04", "latest": "2026-03-04", "precision": "day"}
    ProcedureEventFactory(procedure=opened, kind="formal_investigation", respondent=person, **dated)
    platform = ProcedureFactory(track="platform")
    ProcedureEventFactory(procedure=platform, kind="out_of_court", **dated)
    ProcedureEventFactory(procedure=ProcedureFactory(), kind="announced")

    page = sign_in(Role.EDITOR).get("/admin/")
    text = " ".join(page.content.decode().split())

    assert "to review since 1 February 2026" in text
    assert "since 4 March 2026 – Ysoline Marchefer" in text
    assert "due by 2 June 2026" in text
    tasks = first_page(page.wsgi_request.user).tasks
    assert tasks is not None
    assert tasks.count == 3


def task(track: str, kind: str, on: str, review_on: str | None = None, **more: Any) -> Procedure:
    """A procedure with one event."""
    made: Procedure = ProcedureFactory(track=track, review_on=review_on)
    dated = {"earliest": on, "latest": on, "precision": "day"}
    ProcedureEventFactory(procedure=made, kind=kind, **dated, **more)
    return made


def test_the_longest_overdue_comes_first(time_machine: Any) -> None:
    time_machine.move_to("2026-11-22T12:00:00+01:00")
    person = ActorFactory(kind="person")
    open_late, open_early = (
        task("penal", "formal_investigation", on, "2026-12-24", respondent=person)
        for on in ("2026-05-01", "2019-05-01")
    )
    ends_soon = task("platform", "out_of_court", "2026-08-28")
    reviewed = task("penal", "announced", "2026-01-01", "2026-10-01")
    duty = task("platform", "out_of_court", "2026-03-04")

    tasks = first_page(UserFactory(roles=[Role.EDITOR])).tasks

    assert tasks is not None
    found = [each.procedure for each in tasks.rows]
    assert found == [duty, reviewed, ends_soon, open_early, open_late]
    overdue = [any(item.overdue for item in each.items) for each in tasks.rows]
    assert overdue == [True, True, False, False, False]


def test_a_review_date_of_what_no_longer_awaits_it_is_not_overdue(time_machine: Any) -> None:
    time_machine.move_to("2026-11-22T12:00:00+01:00")
    person = ActorFactory(kind="person")
    opened = task("penal", "formal_investigation", "2020-01-01", "2020-02-01", respondent=person)
    reviewed = task("penal", "announced", "2026-01-01", "2026-10-01")

    tasks = first_page(UserFactory(roles=[Role.EDITOR])).tasks

    assert tasks is not None
    assert [each.procedure for each in tasks.rows] == [reviewed, opened]


def test_the_last_publications_show_their_notice(sign_in: SignIn) -> None:
    first = PublicationFactory()
    first.incident.publications.update(ended_at=first.published_at)
    PublicationFactory(
        incident=first.incident,
        number=2,
        kind=PublicationKind.CORRECTION,
        correction_class=TermFactory(scheme="correction_class", code="typo"),
        notice_fr="La date est corrigée.",
    )

    page = sign_in(Role.AUDITOR).get("/admin/").content.decode()

    assert "La date est corrigée." in page


def test_a_list_is_cut_counted_and_linked(editor: Client) -> None:
    for _each in range(SHOWN + 2):
        IncidentFactory(created_by=editor.user)  # type: ignore[attr-defined]

    section = {s.name: s for s in first_page(editor.user).sections}["drafts"]  # type: ignore[attr-defined]
    page = editor.get(section.found.url)

    assert (len(section.found.rows), section.found.count) == (SHOWN, SHOWN + 2)
    assert page.context["cl"].result_count == SHOWN + 2
    assert f"All {SHOWN + 2}" in editor.get("/admin/").content.decode()


@pytest.fixture(scope="module")
def busy(django_db_setup: None, django_db_blocker: Any) -> Iterator[Any]:
    """Somebody who may do all, with something in every list."""
    with made_once(django_db_blocker):
        user = UserFactory(is_superuser=True, language="en")
        everywhere(user)
        ended()
        yield user


def everywhere(user: Any) -> None:
    other = UserFactory()
    for state in (State.DRAFT, State.IN_REVIEW, State.APPROVED):
        for who in (user, other):
            for returned in (False, True):
                incident = IncidentFactory(
                    state=state, created_by=who, updated_by=other, editorial_reviewer=user
                )
                if returned:
                    IncidentMoveFactory(incident=incident)
                InvolvementFactory(incident=incident, role="promoted")
                Incident.objects.filter(pk=incident.pk).update(assigned_to=user)
    rejected(user)
    Incident.objects.filter(pk=PublicationFactory().incident.pk).update(version=2)
    to_follow(user)
    ProposedWithdrawalFactory()
    SubmissionFactory(incident=IncidentFactory())


@pytest.mark.parametrize("each", LISTS, ids=lambda each: each.name)
def test_number_and_list_agree(each: Any, busy: Any, client: Client) -> None:
    user = fresh(busy)
    client.force_login(user)

    number = {s.name: s.found.count for s in first_page(user).sections}[each.name]

    listed = client.get(f"/admin/incidents/incident/?desk={each.name}").context["cl"]
    assert number > 0
    assert listed.result_count == number


def test_a_list_of_another_role_is_no_secret_and_no_error(sign_in: SignIn) -> None:
    IncidentFactory()

    page = sign_in(Role.REPORTER).get("/admin/incidents/incident/?desk=nonsense")

    assert page.status_code == 200


def rejected(user: Any) -> None:
    gone = IncidentFactory(state=State.REJECTED, created_by=user)
    IncidentMoveFactory(
        incident=gone, move="reject", to_state=State.REJECTED, moved_at=timezone.now()
    )


def test_what_an_import_made_is_a_draft_of_yours_once_somebody_edited_it() -> None:
    me = UserFactory()
    ImportedRowFactory(incident__created_by=me)
    edited = ImportedRowFactory(incident__created_by=me, incident__version=2).incident

    assert found("drafts", me) == {edited}


def to_follow(user: Any) -> Incident:
    """Public, with a notice that waits for this person."""
    incident: Incident = NoticeFactory().incident
    InvolvementFactory(incident=incident, role="promoted")
    Incident.objects.filter(pk=incident.pk).update(editorial_reviewer=user, legal_reviewer=user)
    return incident


def fill(user: Any) -> None:
    """One more row in every list of the first page."""
    other = UserFactory()
    for state in (State.DRAFT, State.IN_REVIEW, State.APPROVED):
        for who in (user, other):
            incident = IncidentFactory(state=state, created_by=who, updated_by=other)
            InvolvementFactory(incident=incident, role="promoted")
    IncidentMoveFactory(incident__created_by=user, incident__assigned_to=user)
    rejected(user)
    to_follow(user)
    PlannedPublicationFactory()
    ended = {"ended_at": timezone.now(), "reason_fr": "Refusé.", "reason_en": "Refused."}
    ReportRunFactory(state="failed", **ended)
    PlannedReportFactory(state=ReportPlanState.STOPPED, **ended)
    PublicationFactory()
    ProposedWithdrawalFactory()
    ReplyFactory()
    for _each in range(2):
        procedure = ProcedureFactory(track="penal", review_on="2026-02-01")
        person = ActorFactory(kind="person")
        ProcedureEventFactory(procedure=procedure, kind="formal_investigation", respondent=person)
    ErasureRequestFactory()
    SubmissionFactory(incident=IncidentFactory())
    ProposedInvolvementFactory()
    ImportFactory(staged_by=user)


QUERIES = {
    Role.REPORTER: 18,
    Role.EDITOR: 24,
    Role.LEGAL_REVIEWER: 18,
    Role.PUBLISHER: 24,
    Role.AUDITOR: 12,
}


def counted(client: Client, role: Role) -> int:
    """Queries of the first page for the client's person, who now has this role alone."""
    client.user.groups.set([Group.objects.get(name=role)])  # type: ignore[attr-defined]
    client.get("/admin/")
    with CaptureQueriesContext(connection) as captured:
        client.get("/admin/")
    return len(captured)


def test_the_first_page_costs_the_same_whatever_waits(sign_in: SignIn) -> None:
    """One person in each role after another, over lists of one row, then of more than are shown."""
    taken_up(timedelta(minutes=1))
    client = sign_in(*QUERIES)
    fill(client.user)  # type: ignore[attr-defined]
    few = {role: counted(client, role) for role in QUERIES}
    for _row in range(SHOWN):
        fill(client.user)  # type: ignore[attr-defined]

    assert few == QUERIES
    assert {role: counted(client, role) for role in QUERIES} == QUERIES


def test_publishers_see_how_many_follow_by_mail_and_nobody_sees_who(sign_in: SignIn) -> None:
    SubscriptionFactory(confirmed=True, address="seule@example.org")

    page = sign_in(Role.PUBLISHER).get("/admin/").content.decode()

    assert "desk-followers" in page
    assert "example.org" not in page
    assert "desk-followers" not in sign_in(Role.EDITOR).get("/admin/").content.decode()
