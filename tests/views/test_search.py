"""The search as visitors meet it: the list in its order, what was found, what is proposed."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from incidents.models import Actor
from incidents.views.incidents import PAGE_SIZE
from tests.factories import AT, ActorAliasFactory, IncidentFactory
from tests.views.published import PARTY, listed, publish

pytestmark = pytest.mark.django_db
SUGGEST = "/fr/search/suggest/"
HTMX = {"HX-Request": "true"}


def bare(number: int, **fields: str) -> str:
    """One published incident with nothing but its texts, a minute newer than the one before."""
    reference = f"INC-2026-{number:04d}"
    given = {"title_fr": f"Un titre {number}"} | fields
    listed(IncidentFactory(reference=reference, **given), at=AT + timedelta(minutes=number))
    return reference


def references(body: str) -> list[str]:
    return re.findall(r'<h2><a href="/fr/incidents/(INC-[0-9-]+)/">', body)


def read(client: Client, query: str) -> str:
    return client.get(f"/fr/incidents/{query}").content.decode()


def link(body: str, rel: str) -> str:
    found = re.search(rf'rel="{rel}" href="([^"]+)"', body)
    return found[1].replace("&amp;", "&") if found else ""


def test_the_best_match_comes_first_then_the_newest(client: Client) -> None:
    titled = bare(1, title_fr="Une voix clonée")
    summarised = [bare(n, summary_fr="Une voix clonée") for n in (2, 3)]
    bare(4)

    assert references(read(client, "?q=voix")) == [titled, *summarised[::-1]]
    assert references(read(client, "?q=voix&order=newest")) == [*summarised[::-1], titled]
    assert references(read(client, "?q=voix&verdict=disputed")) == []
    assert references(read(client, "?q=voix&verdict=unknown")) == [titled, *summarised[::-1]]


def test_pages_lead_through_all_that_was_found_and_back(client: Client) -> None:
    made = [bare(number) for number in range(1, PAGE_SIZE * 2 + 2)]

    first = read(client, "?q=titre")
    second = read(client, link(first, "next"))
    third = read(client, link(second, "next"))

    pages = [references(page) for page in (first, second, third)]
    assert [reference for page in pages for reference in page] == made[::-1]
    assert f'id="count">{len(made)} incidents' in first
    assert (link(first, "prev"), link(third, "next")) == ("", "")
    assert references(read(client, link(third, "prev"))) == pages[1]
    assert references(read(client, link(second, "prev"))) == pages[0]


@pytest.mark.parametrize("cursor", ["after~x~1", "after~1", "near~1~1", "after~1~9999999999"])
def test_a_page_that_nobody_wrote_is_refused(client: Client, cursor: str) -> None:
    bare(1)

    response = client.get("/en/incidents/", {"q": "titre", "page": cursor})

    assert response.status_code == 404
    assert "is not a page of this list" in response.content.decode()


def test_what_was_found_is_marked_and_a_passage_leads_to_its_second(client: Client) -> None:
    publish(title_fr="Un <b>faux</b> visage")

    titled = read(client, "?q=faux")
    passage = read(client, "?q=plainte")

    assert "Un &lt;b&gt;<mark>faux</mark>&lt;/b&gt; visage" in titled
    assert "Nous porterons <mark>plainte</mark>." in passage
    assert re.search(r'<a href="/fr/sources/\w+/#t=\d+">', passage)
    assert "Cité dans la fiche, avec les réponses" in passage
    assert "<mark>script</mark>" in read(client, "?q=script")
    assert "<script>alert" not in read(client, "?q=script")


def test_a_misspelt_word_is_answered_by_the_nearest_and_says_so(client: Client) -> None:
    made = bare(1, title_fr="Un faux à Naguicord")

    body = client.get("/en/incidents/?q=Naguicrd").content.decode()
    exact = client.get("/en/incidents/?q=Naguicrd&exact=1").content.decode()

    assert "Nothing was found for “Naguicrd”; shown: “naguicord”." in body
    assert f"/en/incidents/{made}/" in body
    assert '<a href="/en/incidents/?q=Naguicrd&amp;exact=1">' in body
    assert f"/en/incidents/{made}/" not in exact
    assert "Nothing found" in exact


def test_filters_that_leave_nothing_are_no_slip_of_the_pen(client: Client) -> None:
    bare(1, title_fr="Un faux à Naguicord")

    assert "affichés" not in read(client, "?q=Naguicord&verdict=disputed")


@pytest.mark.parametrize("word", ["perlimpinpim", "perlimpinpin", "perlimpi*"])
def test_a_word_of_drafts_alone_is_as_one_of_nowhere(client: Client, word: str) -> None:
    publish()
    nowhere = read(client, f"?q={word}"), client.get(SUGGEST, {"q": word[:6]}).content
    IncidentFactory(title_fr="Un perlimpinpin", summary_fr="perlimpinpin")

    drafted = read(client, f"?q={word}"), client.get(SUGGEST, {"q": word[:6]}).content

    assert drafted == nowhere
    other = read(client, f"?q={word.replace('per', 'zoz')}")
    assert drafted[0].replace("perlimpi", "X") == other.replace("zozlimpi", "X")


def test_common_words_are_named_and_a_text_of_them_alone_is_an_error(client: Client) -> None:
    bare(1, title_fr="Une voix clonée")

    assert "“la”" in client.get("/en/incidents/?q=la+voix").content.decode()
    assert "est trop courant pour être cherché" in read(client, "?q=le+la")


@pytest.mark.parametrize(
    "text", ["\0", "a\0b", "x" * 70_000, "(" * 5_000, "&|!:*<->\\", "'\"'", "---", "\ufffd", "%"]
)
def test_a_query_of_any_content_is_answered(client: Client, text: str) -> None:
    bare(1)

    for path in ("/fr/incidents/", SUGGEST):
        assert client.get(path, {"q": text}).status_code == 200
    for path in ("/fr/statistics/", "/api/v1/incidents/", "/fr/incidents.csv", "/fr/feed.atom"):
        assert client.get(path, {"q": text}).status_code in {200, 400}


def test_suggestions_are_links_of_every_kind(client: Client) -> None:
    made = publish(title_fr="Des alliés de l’aurore")

    body = client.get(SUGGEST, {"q": "au"}, headers=HTMX).content.decode()

    for address in (
        f"/fr/actors/{PARTY}/",
        f"/fr/incidents/{made.reference}/",
        "/fr/incidents/?q=aurore",
    ):
        assert f'<a href="{address}">' in body
    assert "<html" not in body
    for text, address in (
        ("tik", "/fr/platforms/tiktok/"),
        ("alliance auro", f"/fr/actors/{PARTY}/"),
        (made.reference.lower(), f"/fr/incidents/{made.reference}/"),
        ("les alliés de l’au", f"/fr/incidents/{made.reference}/"),
    ):
        assert f'<a href="{address}">' in client.get(SUGGEST, {"q": text}).content.decode()
    assert f"/fr/actors/{PARTY}/" not in client.get(SUGGEST, {"q": "autre au"}).content.decode()


def test_suggestions_are_a_page_without_script(client: Client) -> None:
    publish()

    response = client.get(SUGGEST, {"q": "alliance"})

    assert "<html" in response.content.decode()
    assert "HX-Request" in response["Vary"]
    assert 'value="alliance"' in response.content.decode()


@pytest.mark.parametrize("text", ["", "a", "l'a", "&|!", "\0", "\ufffd"])
def test_one_letter_suggests_nothing(
    client: Client, text: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        body = client.get(SUGGEST, {"q": text}, headers=HTMX).content.decode()

    assert "<a " not in body


def test_suggestions_cost_the_same_however_many_there_are(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(1, 9):
        bare(number, title_fr=f"Aurore {number}")
        with django_assert_num_queries(5):
            body = client.get(SUGGEST, {"q": "aur"}, headers=HTMX).content.decode()

    assert body.count("/fr/incidents/INC-") == 5


def test_an_actor_is_found_by_another_name(client: Client) -> None:
    without = publish()
    ActorAliasFactory(actor=Actor.objects.get(slug=PARTY), name="Les Aurorales")
    found = publish(at=AT + timedelta(days=1))

    body = read(client, "?q=aurorale")

    assert found.reference in body
    assert without.reference not in body
    assert "Les Aurorales" in client.get(f"/fr/actors/{PARTY}/").content.decode()
