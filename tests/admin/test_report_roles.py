"""Each page about reports, each role: who sees it, who acts, and looking changes nothing."""

from typing import Any

import pytest
from django.test import Client

from incidents.codes import RunState
from incidents.models import PlannedReport, Report, ReportRun, ReportWithdrawal
from tests.factories import PlannedReportFactory, ReportFactory, ReportRunFactory
from tracker.accounts.roles import Role

pytestmark = pytest.mark.django_db
ACTS = [
    *("close/2026-08/", "plan/2026-08/", "unplan/{plan}/", "{report}/withdraw/"),
    "reissue/2026-09/",
]
SEEN = ["", "period/2026-09/", "{report}/change/", "{report}/history/"]


def states() -> tuple[Any, ...]:
    kept = (Report, ReportRun, ReportWithdrawal, PlannedReport)
    return tuple(list(each._default_manager.order_by("pk").values()) for each in kept)


@pytest.mark.parametrize("role", list(Role))
def test_only_a_publisher_acts_and_looking_changes_nothing(role: Role, sign_in: Any) -> None:
    report, plan = ReportFactory(), PlannedReportFactory()
    run = ReportRunFactory(state=RunState.WAITING, period="2026-07", values=["Paul Rocquemare"])
    client: Client = sign_in(role)
    before = states()
    keys = {"report": report.pk, "plan": plan.pk}

    def answers(method: str, paths: list[str]) -> list[int]:
        ask = getattr(client, method)
        pages = [ask(f"/admin/incidents/report/{path.format(**keys)}") for path in paths]
        assert not any(b"Rocquemare" in page.content for page in pages)
        return [page.status_code for page in pages]

    acted = {*answers("get", ACTS), *(answers("post", ACTS) if role != Role.PUBLISHER else [])}
    assert acted <= {200, 302} if role is Role.PUBLISHER else acted == {403}
    seen = set(answers("get", SEEN))
    for page in (f"{run.pk}/change/", f"{run.pk}/progress/", ""):
        answer = client.get(f"/admin/incidents/reportrun/{page}")
        assert b"Rocquemare" not in answer.content
        seen.add(answer.status_code)
    assert client.get("/admin/incidents/reportrun/?values__icontains=Paul").status_code != 200
    assert len(seen) == 1, seen
    assert states() == before
