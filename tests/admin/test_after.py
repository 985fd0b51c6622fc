"""Staff pages of what comes after publication: replies, withdrawals by two, reports taken back."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from incidents.codes import Scheme, State
from incidents.models import Incident, Notice, Reply, ReportWithdrawal, Term, Withdrawal
from tests import scenes
from tests.admin.conftest import SignIn
from tests.admin.pages import form_values
from tests.factories import NoticeFactory, ReplyFactory, ReportFactory, TermFactory, ended
from tests.once import fresh, made_once
from tracker.accounts.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def privacy() -> Term:
    return TermFactory(scheme=Scheme.CORRECTION_CLASS, code="privacy")


@pytest.fixture(scope="module")
def first_simple(django_db_setup: None, django_db_blocker: Any) -> Iterator[Incident]:
    with made_once(django_db_blocker):
        staff = scenes.team()
        made = scenes.simple(staff)
        scenes.publish(made, staff)
        ended()
        yield made


@pytest.fixture
def public(first_simple: Incident, db: None) -> Incident:
    return fresh(first_simple)


def act(client: Client, address: str, **values: object) -> str:
    sent = form_values(client, address) | values
    return client.post(address, sent, follow=True).content.decode()


def test_a_reply_is_recorded_shown_as_overdue_and_decided(
    sign_in: SignIn, public: Incident
) -> None:
    publisher = sign_in(Role.PUBLISHER)
    address = "/admin/incidents/reply/add/"
    sent = {"requested_at": "2026-09-20T10:00", "received_how": "letter"}
    sent |= {"incident": str(public.pk), "asked_by": "Un comité", "text": "Non.", "language": "fr"}

    publisher.post(address, sent)

    asked = Reply.objects.get()
    assert (asked.due_at - asked.requested_at).days == 3
    for role in (Role.PUBLISHER, Role.LEGAL_REVIEWER):
        first = sign_in(role).get("/admin/").content.decode()
        assert "Rights of reply to be answered" in first
        assert "overdue" in first
    assert "Rights of reply" not in sign_in(Role.REPORTER).get("/admin/").content.decode()
    change = f"/admin/incidents/reply/{asked.pk}"
    assert "Accept the reply" in publisher.get(f"{change}/change/").content.decode()
    assert "field is required" in act(publisher, f"{change}/refuse/")
    act(publisher, f"{change}/accept/")
    asked.refresh_from_db()
    assert asked.decision == "accepted"
    assert "decided already" in act(publisher, f"{change}/refuse/", reason="Si.")


@pytest.mark.parametrize(
    ("role", "status"), [(Role.REPORTER, 403), (Role.AUDITOR, 403), (Role.EDITOR, 200)]
)
def test_who_may_read_how_to_reach_somebody(sign_in: SignIn, role: Role, status: int) -> None:
    asked = ReplyFactory(contact="avocat@horizon.example")

    page = sign_in(role).get(f"/admin/incidents/reply/{asked.pk}/change/")

    assert page.status_code == status
    assert sign_in(role).get(f"/admin/incidents/reply/{asked.pk}/accept/").status_code == 403


def test_a_withdrawal_is_proposed_declined_and_confirmed(sign_in: SignIn, public: Incident) -> None:
    factual = TermFactory(scheme=Scheme.CORRECTION_CLASS, code="factual")
    publisher, legal = sign_in(Role.PUBLISHER), sign_in(Role.LEGAL_REVIEWER)
    page = f"/admin/incidents/incident/{public.pk}"
    why = {"reason_class": factual.pk, "reason": "Une erreur."}

    assert "Proposed. A second person" in act(publisher, f"{page}/withdraw/", **why)
    assert (
        "not possible now"
        in publisher.get(f"{page}/confirm_withdrawal/", follow=True).content.decode()
    )
    assert "Withdrawals to confirm" in legal.get("/admin/").content.decode()
    act(legal, f"{page}/decline_withdrawal/", reason="Rien ne l’exige.")
    assert not Withdrawal.objects.exists()
    act(legal, f"{page}/propose_withdrawal/", **why)
    waiting = publisher.get(f"{page}/confirm_withdrawal/").text
    assert "Une erreur." in waiting
    assert "nothing stands against it" not in waiting
    ended = act(publisher, f"{page}/confirm_withdrawal/")

    assert "Nobody can edit it any more." in ended
    assert "to come" not in ended
    public.refresh_from_db()
    assert public.state == State.WITHDRAWN
    assert Withdrawal.objects.get().confirmed_by == legal.user  # type: ignore[attr-defined]


def test_a_notice_that_says_too_little_is_told_at_its_fields(
    sign_in: SignIn, public: Incident
) -> None:
    factual = TermFactory(scheme=Scheme.CORRECTION_CLASS, code="factual")
    editor = sign_in(Role.EDITOR)
    address = f"/admin/incidents/incident/{public.pk}/notice/"

    page = act(editor, address, kind="correction")

    assert "Write the notice in one language at least." in page
    assert "Say of which class the correction is." in page
    assert "onstraint" not in page
    act(editor, address, kind="development", notice_fr="Suite.", correction_class=factual.pk)
    assert Notice.objects.get().correction_class is None


def test_the_second_writer_of_a_notice_sees_both(sign_in: SignIn, public: Incident) -> None:
    editor = sign_in(Role.EDITOR)
    address = f"/admin/incidents/incident/{public.pk}/notice/"
    sent = form_values(editor, address) | {"kind": "development", "notice_fr": "Ma phrase."}
    NoticeFactory(incident=public, notice_fr="Sa phrase.", updated_by=sign_in().user)  # type: ignore[attr-defined]

    page = editor.post(address, sent).content.decode()

    assert "Ma phrase." in page
    assert "Sa phrase." in page
    assert Notice.objects.get().notice_fr == "Sa phrase."


def test_a_report_is_withdrawn_and_its_replacement_asked_for(
    sign_in: SignIn, privacy: Term
) -> None:
    report = ReportFactory(period="2026-09", edition=1)
    publisher = sign_in(Role.PUBLISHER)
    page = f"/admin/incidents/report/{report.pk}/withdraw/"
    assert sign_in(Role.EDITOR).get(page).status_code == 403

    act(publisher, page, reason_class=privacy.pk, reason="Une demande.")
    again = act(publisher, page, reason_class=privacy.pk, reason="Une demande.")

    assert ReportWithdrawal.objects.get().report == report
    assert "is withdrawn already" in again
    assert publisher.get("/admin/incidents/report/reissue/2026-09/").status_code == 200
