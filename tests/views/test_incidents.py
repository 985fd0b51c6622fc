"""The public list."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from incidents.views.incidents import PAGE_SIZE
from tests.factories import AT, IncidentFactory, MergerFactory, PlatformFactory
from tests.views.published import PARTY, listed, publish

pytestmark = pytest.mark.django_db


def bare(number: int) -> str:
    """One published incident with nothing but a title; a minute newer than the one before."""
    reference = f"INC-2026-{number:04d}"
    incident = IncidentFactory(reference=reference)
    listed(incident, at=AT + timedelta(minutes=number))
    return reference


def references(body: str) -> list[str]:
    return re.findall(r'<h2><a href="/fr/incidents/(INC-[0-9-]+)/">', body)


def read(client: Client, query: str = "") -> str:
    return client.get(f"/fr/incidents/{query}").content.decode()


def test_the_newest_publication_comes_first(client: Client) -> None:
    made = [bare(number) for number in (1, 2, 3)]

    assert references(read(client)) == made[::-1]


def test_pages_lead_through_the_whole_list_and_back(client: Client) -> None:
    made = [bare(number) for number in range(1, PAGE_SIZE * 2 + 2)]

    seen, query, steps = [], "", 0
    while steps < 5:
        body = read(client, query)
        seen += references(body)
        older = re.search(r'rel="next" href="([^"]+)"', body)
        if older is None:
            break
        query, steps = older[1].replace("&amp;", "&"), steps + 1

    assert seen == made[::-1]
    newer = re.search(r'rel="prev" href="([^"]+)"', body)
    assert newer is not None
    assert (
        references(read(client, newer[1].replace("&amp;", "&"))) == seen[PAGE_SIZE : 2 * PAGE_SIZE]
    )


def test_a_page_address_nobody_wrote_is_refused_with_its_value(client: Client) -> None:
    response = client.get("/en/incidents/?page=after~nonsense")

    assert response.status_code == 404
    assert "“after~nonsense”" in response.content.decode()


@pytest.mark.parametrize(
    "query",
    [
        "?platform=tiktok",
        "?platform=tiktok&platform=other",
        f"?party={PARTY}",
        f"?party={PARTY}&role=promoted",
        "?role=promoted",
        "?technique=face_swap",
        "?proposition=authorship",
        "?status=announced",
        "?verdict=verified_fake",
        "?country=XV",
        "?election=xv-2026",
        "?facts_from=2026-09-15&facts_to=2026-09-30",
        "?published_from=2026-09-14&published_to=2026-09-14",
        "?q=visage",
        "?q=alliance+aurore",
    ],
)
def test_a_filter_that_fits_finds_it(client: Client, query: str) -> None:
    reference = publish().reference
    PlatformFactory(code="other")

    assert references(read(client, query)) == [reference]


@pytest.mark.parametrize(
    "query",
    [
        "?platform=other",
        f"?party={PARTY}&role=targeted",
        "?role=targeted",
        "?proposition=benefit",
        "?status=decided",
        "?verdict=disputed",
        "?facts_from=2026-09-16",
        "?facts_to=2026-09-08",
        "?published_from=2026-09-15",
        "?published_to=2026-09-13",
        "?q=introuvable",
    ],
)
def test_a_filter_that_does_not_fit_finds_nothing_and_helps(client: Client, query: str) -> None:
    publish()
    PlatformFactory(code="other")

    body = read(client, query)

    assert references(body) == []
    assert 'class="empty"' in body
    assert 'class="chip"' in body


@pytest.mark.parametrize(
    ("query", "value"),
    [
        ("?platform=nowhere", "nowhere"),
        ("?verdict=true", "true"),
        ("?published_from=2026-13-01", "2026-13-01"),
        ("?facts_to=soon", "soon"),
        ("?q=" + "x" * 201, "x" * 201),
        ("?q=%00", ""),
    ],
)
def test_a_value_that_cannot_be_read_is_said_by_its_field(
    client: Client, query: str, value: str
) -> None:
    publish()

    body = read(client, query)

    assert references(body) == []
    assert 'class="errorlist"' in body
    assert value in body


def test_a_chip_leads_to_the_list_without_its_filter(client: Client) -> None:
    publish()

    body = read(client, "?platform=tiktok&verdict=verified_fake&unknown=1")

    chips = re.findall(r'class="chip" href="([^"]+)"', body)
    assert chips == [
        "/fr/incidents/?verdict=verified_fake",
        "/fr/incidents/?platform=tiktok",
        "/fr/incidents/",
    ]


def test_a_merged_party_stands_for_the_one_that_remains(client: Client) -> None:
    reference = publish().reference
    MergerFactory(old="aurore-2025", new="aurore-2026")
    MergerFactory(old="aurore-2026", new=PARTY)

    body = read(client, f"?party=aurore-2025&party={PARTY}&q=visage")

    assert references(body) == [reference]
    chips = re.findall(r'class="chip" href="([^"]+)"', body)
    assert chips[:2] == [f"/fr/incidents/?party={PARTY}", "/fr/incidents/?q=visage"]
    assert re.search(rf'value="{PARTY}"[^>]* checked', body)
    assert "aurore-2025" not in body.split('class="chips"', 1)[1]


def test_the_feed_and_the_statistics_know_a_merged_party_too(client: Client) -> None:
    reference = publish().reference
    MergerFactory(old="aurore-2025", new=PARTY)

    assert str(reference) in client.get("/fr/feed.atom?party=aurore-2025").content.decode()
    statistics = client.get("/fr/statistics/?party=aurore-2025").content.decode()
    assert f"/fr/incidents/?party={PARTY}" in statistics


def test_a_party_that_never_was_is_still_an_error(client: Client) -> None:
    publish()
    MergerFactory(old="aurore-2025", new="gone")

    for slug in ("nobody", "aurore-2025", "%00"):
        assert 'class="errorlist"' in read(client, f"?party={slug}")


def test_fields_left_empty_leave_the_address(client: Client) -> None:
    response = client.get("/fr/incidents/?q=&platform=tiktok&platform=&facts_from=&page=")

    assert response.status_code == 302
    assert response["Location"] == "/fr/incidents/?platform=tiktok"
    assert client.get("/fr/incidents/?q=")["Location"] == "/fr/incidents/"


def test_words_of_the_visitor_are_shown_as_text(client: Client) -> None:
    body = read(client, "?q=<script>alert(1)</script>")

    assert "<script>alert" not in body
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in body


def test_words_only_in_drafts_are_nowhere(client: Client) -> None:
    publish()
    IncidentFactory(title_fr="Un brouillon rarissime")

    drafted = read(client, "?q=rarissime")
    nowhere = read(client, "?q=absentissime")

    assert drafted.replace("rarissime", "X") == nowhere.replace("absentissime", "X")


def test_the_count_is_that_of_the_whole_filter_not_of_the_page(client: Client) -> None:
    for number in range(1, PAGE_SIZE + 3):
        bare(number)

    assert f"{PAGE_SIZE + 2} incidents" in client.get("/en/incidents/").content.decode()


def test_a_period_that_ends_before_it_begins_is_named(client: Client) -> None:
    bare(1)

    body = read(client, "?published_from=2026-10-05&published_to=2026-09-01")

    assert 'role="alert"' in body
    assert 'id="id_published_to_error"' in body
    assert references(body) == []


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fr", "(1er septembre 2026) avant de commencer (5 octobre 2026)"),
        ("en", "(1 September 2026) before it begins (5 October 2026)"),
    ],
)
def test_the_days_of_such_a_period_are_said_in_words(
    language: str, said: str, client: Client
) -> None:
    query = "?published_from=2026-10-05&published_to=2026-09-01"

    assert said in client.get(f"/{language}/incidents/{query}").content.decode()


def test_a_date_nobody_can_read_is_repeated(client: Client) -> None:
    body = client.get("/en/incidents/?facts_from=2026-13-01").content.decode()

    assert "“2026-13-01” is not a valid date" in body


def test_filters_show_dates_in_words(client: Client) -> None:
    body = read(client, "?published_from=2026-10-01")

    assert "<b>1er octobre 2026</b>" in body


VALUE = re.compile(
    r'name="(\w+)" value="([^"]+)"( checked)?> <span>[^<]*</span>'
    r' <span class="counted__n"><span[^>]*>[^<]*</span>([^<]+)<'
)


def values(body: str, facet: str) -> list[tuple[str, bool, int]]:
    """Code, whether it is chosen, and count of each value of a facet, in order."""
    found = VALUE.findall(body)
    return [(code, bool(chosen), int(n)) for name, code, chosen, n in found if name == facet]


def test_every_value_stands_beside_what_it_alone_would_give(client: Client) -> None:
    publish()
    publish(at=AT + timedelta(days=1), verdict="disputed")
    publish(at=AT + timedelta(days=40), verdict="disputed")

    body = read(client, "?verdict=verified_fake&month=2026-09")

    assert values(body, "verdict") == [("verified_fake", True, 1), ("disputed", False, 1)]
    assert values(body, "month") == [("2026-09", True, 1)]
    assert values(body, "platform") == [("tiktok", False, 1)]


def test_a_chosen_value_that_gives_nothing_stays_to_be_taken_away(client: Client) -> None:
    publish()
    PlatformFactory(code="other")

    body = read(client, "?platform=other")

    assert values(body, "platform") == [("other", True, 0), ("tiktok", False, 1)]


def test_an_empty_list_says_what_each_filter_taken_away_would_give(client: Client) -> None:
    publish()
    publish(at=AT + timedelta(days=1), verdict="disputed")
    PlatformFactory(code="other")

    body = client.get("/en/incidents/?platform=other&verdict=disputed").content.decode()

    ways = body.partition('<ul class="ways-out">')[2].partition("</ul>")[0]
    assert re.findall(r'class="chip" href="([^"]+)"', ways) == ["/en/incidents/?verdict=disputed"]
    assert re.search(r"Platform: <b>.*</b>.*– remove.*<span>1 incident</span>", ways)
    assert 'class="orders"' not in body
    assert 'href="/en/incidents/">Show all 2 incidents' in body


def test_an_order_stays_through_filters_pages_and_files(client: Client) -> None:
    publish()

    body = read(client, "?platform=tiktok&order=claims")

    assert '<input type="hidden" name="order" value="claims">' in body
    assert 'class="chip" href="/fr/incidents/?order=claims"' in body
    assert "/api/v1/exports/incidents.csv?platform=tiktok&amp;order=claims" in body
    assert 'href="/fr/feed.atom?platform=tiktok"' in body


@pytest.mark.parametrize("query", ["?order=best", "?order=%00", "?order=" + "x" * 70_000], ids=len)
def test_an_order_the_list_does_not_have_is_refused_with_its_value(
    client: Client, query: str
) -> None:
    response = client.get(f"/en/incidents/{query}")

    assert response.status_code == 404
    assert "is not an order of this list" in response.content.decode()
