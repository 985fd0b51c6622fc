"""The follow-up list and the notices to platforms, as visitors read them."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from incidents import codes, stats
from incidents.listing.tallies import tally_all
from incidents.models import Platform
from incidents.procedures import EventKind
from tests.factories import (
    ActorFactory,
    IncidentFactory,
    ListedFollowUpFactory,
    ListedIncidentFactory,
    ListedProcedureFactory,
    PlatformFactory,
    ProcedureEventFactory,
    ProcedureFactory,
)
from tests.views.published import listed

pytestmark = pytest.mark.django_db


def words(client: Client, path: str) -> str:
    body = client.get(path).content.decode()
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())


def test_a_procedure_over_two_incidents_stands_once_and_leads_to_both(client: Client) -> None:
    incidents = [IncidentFactory(reference=f"INC-2026-000{n}") for n in (1, 2)]
    pursuit = ProcedureFactory(incidents=incidents, track=codes.Track.PENAL)
    ProcedureEventFactory(
        procedure=pursuit,
        kind=EventKind.FORMAL_INVESTIGATION,
        respondent=ActorFactory(name_fr="Ilda Marvane", name_en=""),
        earliest=date(2026, 4, 14),
        latest=date(2026, 4, 14),
        precision=codes.Precision.DAY,
    )
    for incident in incidents:
        listed(incident)

    body = client.get("/en/statistics/").content.decode()

    part = body.split('id="follow-up-no_outcome"')[1].split("</section>")[0]
    assert part.count("<li>") == 1
    for incident in incidents:
        assert f"/en/incidents/{incident.reference}/#procedure-{pursuit.public_id}" in part
    assert "Ilda Marvane" in part
    assert "since 14 April 2026 at the earliest" in part


def test_what_is_on_the_list_is_decided_on_the_day_of_reading(
    client: Client, time_machine: object
) -> None:
    ListedFollowUpFactory(
        kind=codes.FollowUpKind.CLOCK,
        clock=codes.ClockCode.OUT_OF_COURT,
        nature=codes.ClockNature.DUE,
        due_on=date(2026, 9, 30),
        listed_from=date(2026, 9, 23),
    )

    said = {}
    for day in ("2026-09-22", "2026-09-23", "2026-10-01"):
        time_machine.move_to(f"{day}T12:00:00+02:00")  # type: ignore[attr-defined]
        said[day] = words(client, "/en/statistics/")

    assert "due by 30 September 2026" not in said["2026-09-22"]
    assert "– due by 30 September 2026" in said["2026-09-23"]
    assert "Overdue" in said["2026-10-01"]
    assert "was due by 30 September 2026" in said["2026-10-01"]


def test_a_long_list_is_cut_and_says_how_many_there_are(client: Client) -> None:
    row = ListedIncidentFactory()
    for _number in range(stats.LISTED + 2):
        ListedFollowUpFactory(listed=row)

    body = client.get("/en/statistics/").content.decode()

    part = body.split('id="follow-up-no_outcome"')[1].split("</section>")[0]
    assert part.count("<li>") == stats.LISTED
    assert f"({stats.LISTED + 2})" in part
    assert "2 more, less urgent, are not listed here." in part


def test_a_platforms_own_page_has_its_row_and_its_notices(client: Client) -> None:
    platform = PlatformFactory(code="relais", name_fr="Relais", name_en="Relais")
    noticed(platform, "p1", sent_on=date(2026, 9, 1), received_on=date(2026, 9, 3), received=True)
    noticed(platform, "p2", decided=True, decisions=[codes.Decision.CONTENT_LABELLED])

    said = words(client, "/en/platforms/relais/")

    assert "Relais 2 1 1 0 2 1 notice no exact day known" in said
    assert (
        "Sent: 1 September 2026 Receipt: 3 September 2026 Decision: none known"
        in without_colons(said)
    )
    assert "Decision: no exact day known (content labelled)" in without_colons(said)


def test_french_tells_a_receipt_from_a_decision_of_which_none_is_known(client: Client) -> None:
    platform = PlatformFactory(code="relais", name_fr="Relais", name_en="Relais")
    noticed(platform, "p1", sent_on=date(2026, 9, 1))

    said = words(client, "/fr/platforms/relais/")

    assert "aucun connu Décision aucune connue" in said


def test_each_number_of_the_notices_has_its_name_on_a_small_screen(client: Client) -> None:
    noticed(PlatformFactory(code="relais"), "p1", sent_on=date(2026, 9, 1))

    body = client.get("/en/statistics/").content.decode()

    table = body.split('class="scroll notices"')[1].split("</table>")[0]
    heads = re.findall(r"<th scope=\"col\"[^>]*>([^<]+)<", table)
    assert re.findall(r'data-label="([^"]+)"', table) == heads[1:]


def without_colons(said: str) -> str:
    """The colons after terms are drawn by the style sheet."""
    return re.sub(r"\b(Sent|Receipt|Decision) ", r"\1: ", said)


def noticed(platform: Platform, key: str, **more: object) -> None:
    ListedProcedureFactory(
        public_id=key, track=codes.Track.PLATFORM, platform=platform.code, sent=True, **more
    )
    tally_all()


@pytest.mark.parametrize("path", ["statistics/", "platforms/relais/"])
def test_three_notices_and_follow_ups_cost_what_one_costs(client: Client, path: str) -> None:
    platform = PlatformFactory(code="relais")
    noticed(platform, "p1")
    ListedFollowUpFactory()
    with CaptureQueriesContext(connection) as one:
        assert client.get(f"/fr/{path}").status_code == 200
    for key in ("p2", "p3"):
        noticed(platform, key)
        ListedFollowUpFactory()

    with CaptureQueriesContext(connection) as three:
        client.get(f"/fr/{path}")

    assert len(three) == len(one)


def test_a_platform_without_incident_and_without_notice_has_no_page(client: Client) -> None:
    PlatformFactory(code="relais")

    assert client.get("/en/platforms/relais/").status_code == 404
