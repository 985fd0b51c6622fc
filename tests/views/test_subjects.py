"""Pages of actors, platforms and elections, and the indexes that lead to them."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from incidents import codes
from incidents.models import Election, ListedActor
from incidents.procedures import EventKind
from incidents.views import actor, index
from tests.factories import (
    AT,
    ActorFactory,
    ElectionFactory,
    ElectionRoundFactory,
    IncidentFactory,
    InvolvementFactory,
    ListedActorFactory,
    PlatformFactory,
    ProcedureEventFactory,
    ProcedureFactory,
    ended,
)
from tests.once import made_once
from tests.views.published import DENIED, PARTY, listed, publish

pytestmark = pytest.mark.django_db

SILENT = {
    "silence_from": datetime(2026, 9, 11, 22, tzinfo=UTC),
    "silence_to": datetime(2026, 9, 13, 18, tzinfo=UTC),
}


@pytest.fixture(scope="module", autouse=True)
def scene(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Seven incidents of one election: the party is promoted in all, targeted in one."""
    with made_once(django_db_blocker):
        election = ElectionFactory(slug="xv-2026", name_fr="Scrutin", name_en="Vote")
        ElectionRoundFactory(
            election=election,
            on=date(2026, 9, 13),
            lists_from=date(2026, 8, 3),
            lists_to=date(2026, 8, 7),
            **SILENT,
        )
        for number in range(6):
            publish(at=AT + timedelta(days=number))
        last = IncidentFactory(
            reference="INC-2026-0099", election=election, title_fr="Visée", title_en="Targeted"
        )
        party = ListedActor.objects.get(slug=PARTY)
        named = InvolvementFactory._meta.model.objects.filter(actor__slug=party.slug).first()
        InvolvementFactory(incident=last, actor=named.actor, role=codes.Role.TARGETED)
        notice = ProcedureFactory(
            incidents=[last],
            track=codes.Track.PLATFORM,
            platform=PlatformFactory(code="telegram", name_fr="Telegram", name_en="Telegram"),
        )
        ProcedureEventFactory(procedure=notice, kind=EventKind.SENT)
        listed(last, at=AT - timedelta(days=30))
        ended()
        yield


def read(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(f"/en/{path}")
    assert answer.status_code == status, path
    return answer.content.decode()


def sections(body: str) -> dict[str, str]:
    parts = re.split(r'<section class="section" id="', body)[1:]
    return {part.split('"')[0]: part for part in parts}


def test_the_actor_page_counts_each_heading_and_shows_its_newest(client: Client) -> None:
    body = read(client, f"actors/{PARTY}/")

    found = sections(body)
    assert list(found) == ["targeted", "promoted", "says", "about"]
    assert [found[key].count('class="claim"') > 0 for key in found] == [True] * 4
    assert found["promoted"].count("<h3>") == actor.NEWEST
    assert "(6)" in found["promoted"]
    assert f"?party={PARTY}&amp;role=promoted" in found["promoted"]
    assert found["promoted"].count(DENIED) >= actor.NEWEST
    assert "In 6 incidents an accusation is recorded against it; in 6 of them" in body


def test_each_number_beside_the_list_is_that_of_the_list(client: Client) -> None:
    body = read(client, f"actors/{PARTY}/")

    links = re.findall(r'\((\d+)\)</span></h2><a href="/en/(incidents/[^"]+)"', body)
    assert len(links) == 2
    for number, address in links:
        assert f'id="count">{number} incident' in read(client, address.replace("&amp;", "&"))


def test_all_of_one_heading_are_found_in_pages(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actor, "PAGE_SIZE", 4)
    whole = read(client, f"actors/{PARTY}/?as=promoted")
    older = re.search(r'rel="next" href="([^"]+)"', whole)
    assert older is not None

    rest = read(client, f"actors/{PARTY}/{older[1].replace('&amp;', '&')}")

    seen = re.findall(r"<span>(INC-[0-9-]+)</span>", whole + rest)
    assert len(seen) == len(set(seen)) == 6
    assert 'rel="prev"' in rest
    assert "Statements about them" not in whole


@pytest.mark.parametrize(
    "query", ["as=depicted", "as=nothing", "as=%00", "as=promoted&page=after~x", "as=named"]
)
def test_a_heading_that_is_not_there_is_not_found(client: Client, query: str) -> None:
    read(client, f"actors/{PARTY}/?{query}", 404)


def test_the_index_of_actors_has_those_that_are_published_and_no_other(client: Client) -> None:
    ActorFactory(slug="jamais-paru", name_fr="Jamais Paru")

    body = read(client, "actors/")

    assert f'href="/en/actors/{PARTY}/">Aurora Alliance</a>' in body
    assert "Jamais Paru" not in body
    assert "private" not in sections(body)
    names = re.findall(r'<a href="/en/actors/([a-z0-9-]+)/">', body)
    assert sorted(names) == sorted(ListedActor.objects.values_list("slug", flat=True))


def test_the_index_is_searched_by_any_word_of_a_name(client: Client) -> None:
    assert "Aurora Alliance" in read(client, "actors/?q=ÀLLIANCE aur")
    assert "No published incident names anybody" in read(client, "actors/?q=introuvable")
    assert "Aurora Alliance" in read(client, "actors/?kind=party")
    assert "Aurora Alliance" not in read(client, "actors/?kind=media")


@pytest.mark.parametrize(
    "query", ["kind=king", "letter=%00", "letter=%25", "page=after~nobody", "page=x"]
)
def test_an_index_that_this_site_never_wrote_is_not_found(client: Client, query: str) -> None:
    read(client, f"actors/?{query}", 404)


def test_odd_words_find_nothing_and_break_nothing(client: Client) -> None:
    for words in ("%00", "%25", "((((", "'; --", "x" * 70_000):
        read(client, f"actors/?q={words}")


def test_pages_of_the_index_lead_through_all_names_and_back(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "PAGE_SIZE", 3)
    for number in range(7):
        ListedActorFactory(
            slug=f"m-{number}", kind="media", content={"name": {"fr": "M", "en": "M"}}, sort_en="m"
        )
    seen: list[str] = []
    query, steps = "?kind=media", 0
    while query and steps < 5:
        body = read(client, f"actors/{query}")
        seen += re.findall(r'<a href="/en/actors/([a-z0-9-]+)/">', body)
        older = re.search(r'rel="next" href="([^"]+)"', body)
        query, steps = older[1].replace("&amp;", "&") if older else "", steps + 1

    assert [slug for slug in seen if slug.startswith("m-")] == [f"m-{n}" for n in range(7)]
    back = re.search(r'rel="prev" href="([^"]+)"', body)
    assert back is not None
    assert "m-3" in read(client, "actors/" + back[1].replace("&amp;", "&"))
    assert 'class="letters"' in body


def test_platforms_are_those_of_incidents_and_of_notices(client: Client) -> None:
    PlatformFactory(code="muette", name_fr="Muette", name_en="Silent")

    body = read(client, "platforms/")

    assert 'href="/en/platforms/tiktok/"' in body
    assert 'href="/en/platforms/telegram/"' in body
    assert "muette" not in body


def test_a_platform_tells_what_became_of_its_content(client: Client) -> None:
    found = sections(read(client, "platforms/tiktok/"))

    assert "<dt>removed</dt><dd>6</dd>" in found["seen"]
    assert "<dt>there when last seen</dt><dd>0</dd>" in found["seen"]


def test_a_platform_with_notices_alone_has_a_page(client: Client) -> None:
    body = read(client, "platforms/telegram/")

    assert list(sections(body)) == ["notices"]
    assert "No answer known" in body


@time_machine.travel("2026-09-12T12:00:00Z", tick=False)
def test_an_election_says_where_now_stands_and_what_lies_where(client: Client) -> None:
    body = read(client, "elections/xv-2026/")

    assert "A silence period is running, until 13 September 2026 at 20:00 (Paris time)." in body
    found = sections(body)
    calendar = re.sub(r"<[^>]+>|\s+", " ", found["calendar"])
    steps = ["can be handed in", "Last day", "begins", "Today", "Round", "ends"]
    assert [calendar.index(step) for step in steps] == sorted(map(calendar.index, steps))
    table = re.findall(r'<td class="num">(\d+)</td>', found["silence"].split("<tfoot>")[0])
    assert table == ["1", "0", "0", "0", "6", "0", "7"]
    assert 'role="img"' in found["weeks"]
    assert found["line"].count("/incidents/INC-") == 7
    assert f"?election=xv-2026&amp;party={PARTY}&amp;role=promoted" in body


def test_the_index_of_elections_has_those_that_incidents_touch(client: Client) -> None:
    ElectionFactory(slug="scrutin-tu", name_fr="Un autre scrutin")

    body = read(client, "elections/")

    assert 'href="/en/elections/xv-2026/"' in body
    assert "7 incidents" in body
    assert "scrutin-tu" not in body


def test_nothing_of_an_election_that_only_a_draft_touches(client: Client) -> None:
    draft = ElectionFactory(slug="scrutin-tu")
    IncidentFactory(election=draft)

    assert Election.objects.filter(slug="scrutin-tu").exists()
    read(client, "elections/scrutin-tu/", 404)
