"""What changed after publication, as the public reads it: page, feed and API agree."""

import copy
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from incidents import change_log
from incidents.actions import report
from incidents.codes import ChangeLog, Scheme
from incidents.compared import compared
from incidents.coverage import of_month
from incidents.dates import Month
from incidents.models import Incident
from tests import scenes
from tests.factories import AT, TermFactory, WithdrawalFactory
from tests.scenes import Team
from tests.views.published import DENIED, correct, publish

pytestmark = pytest.mark.django_db


def corrected(staff: Team, *, code: str = "factual", **titles: str) -> Incident:
    """An incident that was published, and corrected once."""
    incident = scenes.simple(staff)
    scenes.publish(incident, staff)
    fresh = scenes.edited(incident, staff, **titles)
    scenes.publish(
        fresh,
        staff,
        at=AT + timedelta(days=1),
        kind="correction",
        correction_class=TermFactory(scheme=Scheme.CORRECTION_CLASS, code=code),
        notice_fr="Le titre était inexact.",
    )
    return fresh


def test_a_correction_says_what_changed_from_what_to_what(staff: Team, client: Client) -> None:
    incident = corrected(staff)

    page = client.get(f"/en/incidents/{incident.reference}/").content.decode()
    told = client.get(f"/api/v1/incidents/{incident.reference}/changes/").json()

    assert "<del" in page
    assert "Le titre était inexact." in page
    assert [each["kind"] for each in told["results"]] == ["correction", "first"]
    assert told["results"][0]["class"]["code"] == "factual"
    assert told["results"][0]["changes"] == [
        {
            "record": "incident",
            "id": None,
            "field": "title",
            "language": "fr",
            "words_shown": True,
            "old": "Un faux direct",
            "new": "Un autre titre",
        }
    ]


def test_what_was_taken_out_to_protect_a_person_is_not_repeated(
    staff: Team, client: Client
) -> None:
    incident = corrected(staff, code="privacy", title="Sans le nom")

    for address in (
        f"/fr/incidents/{incident.reference}/",
        f"/api/v1/incidents/{incident.reference}/changes/",
    ):
        assert "Un faux direct" not in client.get(address).content.decode()
    (change,) = change_log.steps(str(incident.reference))[0].differences
    assert (change.field, change.hidden, change.old) == ("title", True, None)


def test_notices_and_reports_before_it_do_not_repeat_it_either(client: Client) -> None:
    """A notice says what was wrong, and so repeats it; a report made later knows better."""
    first = publish(title_fr="Untel accusé")
    first.incident.title_fr = "Un autre titre"
    second = correct(first, notice="Untel n’y est pour rien.")
    correct(second, notice="Un nom a été retiré.", code="privacy")

    changes = client.get("/api/v1/changes/").json()["results"]
    snapshot = report.build(of_month(Month.parse("2026-09")), at=AT + timedelta(days=40))

    assert [each["notice"] and each["notice"]["fr"] for each in changes] == [
        "Un nom a été retiré.",
        None,
    ]
    assert "Untel" not in str(snapshot)
    assert [each["notice"]["fr"] for each in snapshot["changes"]] == ["", "Un nom a été retiré."]
    for address in ("/fr/", "/fr/corrections/", "/fr/corrections/feed.atom"):
        page = client.get(address).content.decode()
        assert "Untel" not in page
        assert "protège une personne" in page, address


def test_the_logs_are_apart(client: Client) -> None:
    made = publish()
    correct(made, notice="Une précision.")
    gone = WithdrawalFactory(withdrawn_at=AT + timedelta(days=3))

    def references(log: str) -> list[str]:
        body = client.get("/api/v1/changes/", {"log": log} if log else {}).json()
        return [each["reference"] for each in body["results"]]

    assert references("") == [gone.reference, made.reference]
    assert references("corrections") == [made.reference]
    assert references("withdrawals") == [gone.reference]
    assert references("developments") == references("replies") == references("mergers") == []
    page = client.get("/fr/corrections/?log=withdrawals").content.decode()
    feed = client.get("/fr/corrections/feed.atom?log=corrections").content.decode()
    assert gone.reference in page
    assert made.reference not in page
    assert "Une précision." in feed
    assert gone.reference not in feed


def test_the_pages_of_a_log_hold_everything_once_even_what_came_at_one_moment() -> None:
    gone = {WithdrawalFactory(withdrawn_at=AT).reference for _each in range(5)}
    found: list[str] = []
    cursor = ""
    while True:
        page = change_log.page(ChangeLog.WITHDRAWALS, cursor=cursor, size=2)
        found += [each.reference for each in page.changes]
        cursor = page.next
        if not cursor:
            break

    assert sorted(found) == sorted(gone)


@pytest.mark.parametrize("query", ["log=nonsense", "cursor=x", "cursor=after~2026~INC-2026-0001"])
def test_an_address_that_this_site_never_wrote(client: Client, query: str) -> None:
    assert client.get(f"/fr/corrections/?{query}").status_code == 404
    assert client.get(f"/api/v1/changes/?{query}").status_code == 400


def test_three_changes_cost_what_one_costs(client: Client) -> None:
    def cost(address: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    made = correct(publish(), notice="Une précision.")
    addresses = [
        "/fr/corrections/",
        "/fr/corrections/feed.atom",
        "/api/v1/changes/",
        f"/api/v1/incidents/{made.reference}/changes/",
    ]
    for address in addresses:
        cost(address)
    once = [cost(address) for address in addresses]
    for more in range(2):
        made.incident.title_fr = f"Titre {more}"
        made.incident.save()
        made = correct(made, notice="Encore.")

    assert [cost(address) for address in addresses] == once
    assert once[0] <= 6


def test_an_accusation_that_came_or_went_stands_beside_what_answers_it() -> None:
    content: dict[str, Any] = publish().content
    without = copy.deepcopy(content)
    accusing = next(c for c in content["claims"] if c["accusation"])
    without["claims"] = [c for c in without["claims"] if c["id"] != accusing["id"]]

    for old, new in ((content, without), (without, content)):
        (found,) = (each for each in compared(old, new) if each.key == accusing["id"])
        assert found.accusation
        assert [c["citations"][0]["quote"] for c in found.answers] == [DENIED]


def test_nothing_differs_from_itself() -> None:
    content = publish().content

    assert compared(content, copy.deepcopy(content)) == []
