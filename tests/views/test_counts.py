"""Statistics, home, actors, corrections, reports, feed: they count and name the same incidents."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from incidents import codes
from incidents.labels.law import EVERY_TRACK
from incidents.models import Actor
from tests.factories import (
    AT,
    ActorFactory,
    ClaimAnswerFactory,
    ClaimFactory,
    IncidentFactory,
    InvolvementFactory,
    ReportFactory,
    ReportFileFactory,
    StoredFileFactory,
    WithdrawalFactory,
)
from tests.views.published import DENIED, PARTY, correct, listed, publish

pytestmark = pytest.mark.django_db

ROW = re.compile(r'<td class="num"><a href="([^"]+)">(\d+)<span')


@pytest.mark.usefixtures("published")
def test_each_number_of_the_statistics_is_that_of_the_list_it_opens(client: Client) -> None:
    publish(at=AT + timedelta(days=40), verdict=codes.Verdict.DISPUTED)
    listed(IncidentFactory(reference="INC-2026-0905"))

    rows = ROW.findall(client.get("/en/statistics/").content.decode())

    assert len(rows) >= 10
    for address, number in rows:
        body = client.get(address.replace("&amp;", "&")).content.decode()
        assert re.search(rf'id="count">{number} incident', body), (address, number)


@pytest.mark.usefixtures("published")
def test_the_statistics_of_a_filter_count_that_filter(client: Client) -> None:
    publish(verdict=codes.Verdict.DISPUTED)

    body = client.get("/en/statistics/?verdict=disputed").content.decode()

    assert "1 published incident</a>" in body


@pytest.mark.usefixtures("published")
def test_where_legal_statuses_are_counted_a_platforms_decision_is_no_ruling(client: Client) -> None:
    body = client.get("/en/statistics/").content.decode()

    (place,) = [part for part in body.split("<section ")[1:] if str(EVERY_TRACK) in part]
    assert 'id="status"' in place


@pytest.mark.usefixtures("published")
def test_statistics_of_an_unreadable_filter_count_nothing(client: Client) -> None:
    body = client.get("/en/statistics/?verdict=true").content.decode()

    assert 'role="alert"' in body
    assert ROW.findall(body) == []


@pytest.mark.usefixtures("published")
def test_the_home_page_counts_statements_and_denials(client: Client) -> None:
    publish()

    body = client.get("/en/").content.decode()

    figures = re.findall(r"<dt>([^<]+)</dt><dd>(?:<a [^>]+>)?(\d+)", body)
    assert figures[:3] == [
        ("incidents published", "2"),
        ("statements recorded", "4"),
        ("of them denials", "2"),
    ]


@pytest.mark.usefixtures("published")
def test_an_actor_page_has_the_denials_beside_the_accusing_roles(client: Client) -> None:
    body = client.get(f"/en/actors/{PARTY}/").content.decode()

    assert "Promoted" in body
    assert DENIED in body
    assert re.findall(r'id="claim-', body) == []


def test_an_actor_only_a_draft_names_does_not_exist(client: Client) -> None:
    actor = InvolvementFactory(incident=IncidentFactory(), actor__slug="encore-secret").actor

    assert client.get(f"/en/actors/{actor.slug}/").status_code == 404


def test_corrections_and_withdrawals_are_listed_newest_first(client: Client) -> None:
    changed = correct(publish(), notice="Une faute corrigée.")
    gone = WithdrawalFactory(withdrawn_at=AT + timedelta(days=3))

    body = client.get("/fr/corrections/").content.decode()

    assert body.index(gone.reference) < body.index(changed.reference)
    assert "Une faute corrigée." in body


def test_a_report_is_served_byte_for_byte_and_once(client: Client) -> None:
    stored = StoredFileFactory(content=b"%PDF-1.7 sample", media_type="application/pdf")
    report = ReportFactory(snapshot={"incidents": [], "changes": []})
    ReportFileFactory(report=report, language="fr", file=stored)

    first = client.get("/fr/reports/2026-09/fr.pdf")
    again = client.get("/fr/reports/2026-09/fr.pdf", headers={"If-None-Match": first["ETag"]})

    assert first.getvalue() == b"%PDF-1.7 sample"
    assert first["Content-Type"] == "application/pdf"
    assert again.status_code == 304
    assert client.get("/fr/reports/2026-09/en.pdf").status_code == 404
    assert stored.digest in client.get("/fr/reports/2026-09/").content.decode()


def test_a_report_does_not_name_what_was_withdrawn_since(client: Client) -> None:
    entry = {"reference": "INC-2025-0009", "first_published_at": AT.isoformat()}
    content = {"title": {"fr": "Un titre retiré", "en": ""}}
    ReportFactory(snapshot={"incidents": [entry | {"content": content}], "changes": []})

    body = client.get("/fr/reports/2026-09/").content.decode()

    assert "INC-2025-0009" in body
    assert "Un titre retiré" not in body


@pytest.mark.usefixtures("published")
def test_the_feed_has_what_the_filter_has(client: Client) -> None:
    publish(verdict=codes.Verdict.DISPUTED)

    body = client.get("/en/feed.atom?verdict=disputed").content.decode()

    assert body.count("<entry>") == 1
    assert "http://127.0.0.1:8000/en/incidents/INC-2026-0002/" in body


def test_a_feed_of_an_unreadable_filter_is_refused(client: Client) -> None:
    response = client.get("/en/feed.atom?verdict=true")

    assert response.status_code == 400
    assert "verdict" in response.content.decode()


@pytest.mark.usefixtures("published")
def test_a_party_is_found_to_be_accused_only_beside_what_it_answers(client: Client) -> None:
    body = client.get(f"/en/actors/{PARTY}/").content.decode()

    accused = body.split("Statements about them")[1]
    assert DENIED in accused


@pytest.mark.usefixtures("published")
def test_the_number_beside_the_link_of_a_party_is_that_of_the_list(client: Client) -> None:
    spoken = IncidentFactory(reference="INC-2026-0906")
    claim = ClaimFactory(incidents=[spoken], proposition=codes.Proposition.IMPACT)
    claim.about.add(Actor.objects.get(slug=PARTY))
    listed(spoken)

    body = client.get(f"/en/actors/{PARTY}/").content.decode()

    assert f'<a href="/en/incidents/?party={PARTY}">1 incident in the list</a>' in body
    assert 'id="count">1 incident<' in client.get(f"/en/incidents/?party={PARTY}").content.decode()
    assert "In 1 incident it has no role and is only mentioned." in body


@pytest.mark.usefixtures("published")
def test_rows_are_said_to_overlap_only_where_they_do(client: Client) -> None:
    listed(IncidentFactory(reference="INC-2026-0905"))

    body = client.get("/en/statistics/").content.decode()

    sections = {
        part.split('"')[0]: part for part in body.split('<section class="section plate" id="')
    }
    overlapping = [key for key, part in sections.items() if "they add up to more" in part]
    assert overlapping == ["funnel", "status"]  # announced, and nothing followed
    parties = sections["party"]
    total = 'Incidents that involve a party</th><td class="num">1<'
    assert total in parties


def test_a_counter_accusation_beside_an_accusation_says_that_nobody_answered_it(
    client: Client,
) -> None:
    incident = IncidentFactory(reference="INC-2026-0907")
    first = ClaimFactory(incidents=[incident], proposition=codes.Proposition.AUTHORSHIP)
    first.about.add(ActorFactory(slug="mise-en-cause"))
    counter = ClaimFactory(incidents=[incident], proposition=codes.Proposition.LINK)
    ClaimAnswerFactory(answer=counter, claim=first, kind=codes.AnswerKind.COUNTERS)
    listed(incident)

    body = client.get("/en/actors/mise-en-cause/").content.decode()

    assert body.count("No answer recorded.") == 1
