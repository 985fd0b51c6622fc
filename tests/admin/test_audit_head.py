"""The heads of the audit, for auditors: read only, with what no head covers and nobody stamped."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from incidents.models import AuditHead
from tests.admin.conftest import SignIn
from tests.audit.stored import chained
from tests.factories import AT, AuditHeadFactory, AuditStampFactory, TagFactory
from tracker.accounts.roles import Role

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
    AuditStampFactory()
    AuditStampFactory()
    AuditStampFactory()

    with django_assert_max_num_queries(14):
        assert auditor.get(LIST).status_code == 200
