"""The heads of the audit, for auditors: read only, with what no head covers and nobody stamped."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import DjangoAssertNumQueries, Settings

from incidents import jobs
from incidents.models import AuditCheck, AuditEntry, AuditHead
from tests.admin.conftest import SignIn
from tests.audit.stored import chained
from tests.factories import AT, AuditHeadFactory, AuditStampFactory, TagFactory
from tests.forged import forging
from tests.test_jobs import taken_up
from tracker.accounts.roles import Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nothing_unrecorded")]

LIST = "/admin/incidents/audithead/"


@pytest.fixture
def auditor(sign_in: SignIn) -> Client:
    return sign_in(Role.AUDITOR)


def test_the_list_says_how_many_when_who_stamped_and_since_when_nobody(auditor: Client) -> None:
    chained()
    stamped = AuditStampFactory(head=AuditHeadFactory(made_at=AT), stamped_at=AT).head
    bare = AuditHeadFactory(made_at=AT)
    TagFactory.create_batch(2)
    chained()

    page = auditor.get(LIST)

    assert list(page.context["cl"].queryset) == [bare, stamped]
    assert f"{bare.hash[:16]}…" in page.text and "horloge" in page.text
    assert "2 entries stand after the newest head." in page.text
    assert "Unstamped since 14 September 2026" in page.text
    assert LIST in auditor.get("/admin/").text
    for asked, shown in (("yes", [stamped]), ("no", [bare])):
        found = auditor.get(LIST, {"stamped": asked}).context["cl"].queryset
        assert list(found) == shown


def test_one_head_has_its_hashes_stamps_and_files_and_nothing_to_save(auditor: Client) -> None:
    head = AuditStampFactory().head

    page = auditor.get(f"{LIST}{head.pk}/change/")

    for shown in (head.hash, head.merkle_root, head.digest, head.previous):
        assert shown in page.text
    for file in (f"audit/{head.count}.json", ".tsr"):
        assert file in page.text
    assert 'name="_save"' not in page.text
    assert auditor.get(f"{LIST}{head.pk}/history/").status_code == 200
    for deed in ("add/", f"{head.pk}/delete/"):
        assert auditor.post(f"{LIST}{deed}", {"post": "yes"}).status_code == 403
    auditor.post(f"{LIST}{head.pk}/change/", {"hash": "0" * 64})
    assert AuditHead.objects.get().hash == head.hash


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.AUDITOR])
def test_nobody_else_has_it(role: Role, sign_in: SignIn) -> None:
    assert sign_in(role).get(LIST).status_code == 403


def test_three_heads_cost_what_one_costs(
    auditor: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    taken_up(timedelta(minutes=1))
    AuditStampFactory()
    AuditStampFactory()
    AuditStampFactory()

    with django_assert_max_num_queries(18):
        assert auditor.get(LIST).status_code == 200


def test_an_auditor_has_the_whole_chain_checked_and_reads_what_came_of_it(auditor: Client) -> None:
    TagFactory()
    chained()
    for said in ("Asked for: the worker checks", "A check was asked for already"):
        assert said in auditor.post(f"{LIST}check/", follow=True).text
    (job,) = ProcrastinateJob.objects.filter(task_name=jobs.VERIFY_AUDIT)
    assert "A check waits or runs" in auditor.get(LIST).text

    jobs.verify_audit(**job.args)
    (kept,) = AuditCheck.objects.all()
    page = auditor.get(LIST).text

    assert (kept.outcome, kept.found, kept.asked_by) == ("intact", 0, auditor.user)  # type: ignore[attr-defined]
    assert f"asked for by {kept.asked_by}" in page
    assert "<strong>intact</strong>" in page


def test_what_a_check_found_stands_there_and_the_job_has_failed(auditor: Client) -> None:
    TagFactory()
    chained()
    with forging():
        AuditEntry.objects.filter(sequence=1).update(way="somebody else")

    with pytest.raises(jobs.NotIntact, match="entry 1: changed"):
        jobs.verify_audit(asked_by=auditor.user.pk)  # type: ignore[attr-defined]

    kept = AuditCheck.objects.get()
    assert (kept.outcome, kept.found) == ("altered", len(kept.said.splitlines()))
    page = auditor.get(LIST).text
    assert "<strong>altered</strong>" in page
    assert "entry 1: changed" in page


def test_heads_held_outside_that_cannot_be_read_leave_it_unchecked(
    auditor: Client, settings: Settings, tmp_path: Path
) -> None:
    AuditHeadFactory()
    settings.AUDIT_HEADS_DIR = str(tmp_path)

    with pytest.raises(jobs.NotIntact, match=r"cannot_check: .*no head"):
        jobs.verify_audit(asked_by=auditor.user.pk)  # type: ignore[attr-defined]


def test_the_button_is_for_whoever_may_verify(sign_in: SignIn) -> None:
    reads = sign_in()
    reads.user.user_permissions.add(Permission.objects.get(codename="view_audithead"))  # type: ignore[attr-defined]
    for client in (sign_in(Role.EDITOR), reads):
        assert client.post(f"{LIST}check/").status_code == 403
    assert f"{LIST}check/" not in reads.get(LIST).text
    assert sign_in(Role.AUDITOR).get(f"{LIST}check/").status_code == 405
    assert not ProcrastinateJob.objects.filter(task_name=jobs.VERIFY_AUDIT).exists()
