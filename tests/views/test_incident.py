"""The page of one incident."""

import gzip
import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from incidents import codes
from incidents.models import Publication
from tests.factories import (
    AT,
    AppearanceEventFactory,
    AppearanceFactory,
    CitationFactory,
    ClaimAnswerFactory,
    ClaimFactory,
    IncidentFactory,
    InvolvementFactory,
    PrivateIdentityFactory,
)
from tests.forged import forging
from tests.views.published import ACCUSED, DENIED, correct, listed, publish
from tests.views.sample import claim as recorded

pytestmark = pytest.mark.django_db


def body_of(client: Client, path: str) -> str:
    return client.get(path).content.decode()


def place_of(body: str, claim: dict[str, Any]) -> str:
    """The part of the page where a claim is at home."""
    return body.split(f'id="claim-{claim["id"]}"')[1].split("</article>")[0]


def test_a_claim_stands_with_its_quote_its_second_and_its_denial_beside_it(
    client: Client, published: Publication
) -> None:
    accusing, denying = published.content["claims"]
    source = published.content["sources"][0]["id"]

    body = body_of(client, f"/fr/incidents/{published.reference}/")

    accused, denied = place_of(body, accusing), place_of(body, denying)
    assert ACCUSED in accused
    assert f'href="/fr/sources/{source}/#t=0"' in accused
    assert denying["summary"]["fr"] in accused
    assert f'href="#claim-{denying["id"]}"' in accused
    assert DENIED in denied
    assert f'href="/fr/sources/{source}/#t=8"' in denied
    assert f'href="#claim-{accusing["id"]}"' in denied


def test_the_graph_leads_to_the_places_of_the_conversation(
    client: Client, published: Publication
) -> None:
    body = body_of(client, f"/en/incidents/{published.reference}/")

    graph = body.split('<ul class="tree">')[1].split("</section>")[0]
    led = re.findall(r'href="#([^"]+)"', graph)
    claims = [f"claim-{c['id']}" for c in published.content["claims"]]
    roles = [f"involvement-{i['id']}" for i in published.content["involvements"] if i["accusation"]]
    assert set(led) == {*claims, *roles}
    assert all(body.count(f'id="{anchor}"') == 1 for anchor in led)
    assert graph.count("<ul") == graph.count("</ul") - 1 == 2  # the outermost was cut off
    assert graph.count("<li") == graph.count("</li")


def test_what_is_taken_back_is_said_to_be_in_every_place(client: Client) -> None:
    incident = IncidentFactory(reference="INC-2026-0906")
    said = ClaimFactory(incidents=[incident], proposition=codes.Proposition.AUTHORSHIP)
    taken_back = ClaimFactory(incidents=[incident], stance=codes.Stance.RETRACTS)
    ClaimAnswerFactory(answer=taken_back, claim=said, kind=codes.AnswerKind.COMMENTS)
    listed(incident)

    body = body_of(client, "/en/incidents/INC-2026-0906/")

    talk, graph = body.split('<ul class="tree">')
    assert "Retracted." in talk
    assert "Retracted." in graph
    assert "No answer recorded." not in body


def test_an_accusation_that_is_taken_back_is_called_one_in_french(client: Client) -> None:
    incident = IncidentFactory(reference="INC-2026-0908")
    for proposition in (codes.Proposition.AUTHORSHIP, codes.Proposition.AUTHENTICITY):
        said = ClaimFactory(incidents=[incident], proposition=proposition)
        taken_back = ClaimFactory(incidents=[incident], stance=codes.Stance.RETRACTS)
        ClaimAnswerFactory(answer=taken_back, claim=said, kind=codes.AnswerKind.COMMENTS)
    listed(incident)

    graph = body_of(client, "/fr/incidents/INC-2026-0908/").split('<ul class="tree">')[0]

    assert graph.count("Accusation retirée.") == graph.count("Rétracté.") == 1


def test_the_heading_of_the_procedures_names_platforms_too(
    client: Client, published: Publication
) -> None:
    body = body_of(client, f"/fr/incidents/{published.incident.reference}/")

    assert body.count(">Suites juridiques et auprès des plateformes<") == 2


def test_an_assessment_names_its_axes_and_its_day(client: Client) -> None:
    incident = IncidentFactory(reference="INC-2026-0907")
    ClaimFactory(
        incidents=[incident],
        directness=codes.Directness.PROXY_OR_INFERRED,
        reliability=codes.Reliability.C,
        credibility=codes.Credibility.FOUR,
        likelihood=codes.Likelihood.UNLIKELY,
        assessed_at=AT,
    )
    listed(incident)

    body = re.sub(r"<[^>]+>", "", body_of(client, "/en/incidents/INC-2026-0907/"))

    for words in (
        "Directnessby proxy or inferred",
        "assessed on 14 September 2026",
        "Reliability of the source (Admiralty)C – fairly reliable",
        "Credibility of the information (Admiralty)4 – doubtful",
        "Likelihood (ICD 203)unlikely",
    ):
        assert words in body


def test_three_hundred_claims_cost_the_queries_of_three(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    sizes = {}
    for number, size in ((908, 3), (909, 300)):
        incident = IncidentFactory(reference=f"INC-2026-0{number}")
        publication = listed(incident)
        content = publication.content | {"claims": crowd(size)}
        with forging():
            Publication.objects.filter(pk=publication.pk).update(content=content)
        with django_assert_num_queries(2):
            body = body_of(client, f"/en/incidents/{incident.reference}/")
        sizes[size] = len(body)
        assert ("280 more statements" in body) == (size == 300)
        assert body.count('id="claim-') == size

    assert sizes[300] < 1_500_000


def test_what_staff_noted_in_the_other_language_is_marked(client: Client) -> None:
    incident = IncidentFactory(reference="INC-2026-0912", original_language="fr")
    claim = ClaimFactory(incidents=[incident])
    CitationFactory(claim=claim, note="Sous la vidéo.")
    listed(incident)

    french, english = (
        body_of(client, f"/{each}/incidents/INC-2026-0912/") for each in ("fr", "en")
    )

    noted = '<span lang="fr">Sous la vidéo.</span> <span class="foreign-note">(not translated)'
    assert noted in english
    assert noted not in french and "Sous la vidéo." in french


def test_an_incident_of_sixty_statements_weighs_little(client: Client) -> None:
    incident = IncidentFactory(reference="INC-2026-0913")
    publication = listed(incident)
    with forging():
        content = publication.content | {"claims": crowd(60)}
        Publication.objects.filter(pk=publication.pk).update(content=content)

    body = client.get("/en/incidents/INC-2026-0913/").content

    assert len(body) < 300_000
    assert len(gzip.compress(body)) < 20_000
    assert body.count(b'<details class="more">') == 2


def crowd(size: int) -> list[dict[str, Any]]:
    """Claims of which each answers the three before it: the branches meet again and again."""
    claims = [recorded("c0", "authorship", "asserts", accusation=True, reading=["accusation"])]
    for n in range(1, size):
        answered = [c["id"] for c in claims[-3:]]
        for before in claims[-3:]:
            before["answered_by"] = [*before["answered_by"], f"c{n}"]
        answers = [{"claim": key, "kind": "denies"} for key in answered]
        claims.append(
            recorded(f"c{n}", "authorship", "denies", answers=answers, reading=["denial"])
        )
    return [one | {"assessed_on": None} for one in claims]


def test_the_fake_is_reached_only_through_its_archived_copy_behind_a_warning(
    client: Client,
) -> None:
    incident = IncidentFactory(
        reference="INC-2026-0910", state=codes.State.PUBLISHED, verdict=codes.Verdict.VERIFIED_FAKE
    )
    AppearanceFactory(
        incident=incident,
        url="https://live.example.org/fake",
        archived_url="https://archive.example.org/fake",
    )
    AppearanceFactory(incident=incident, account="@cache", account_masked=True)
    listed(incident)

    body = body_of(client, "/en/incidents/INC-2026-0910/")

    behind = re.search(r"<details class=\"archived\">.*?</details>", body, re.S)
    assert behind is not None
    assert behind[0].index("manipulated content") < behind[0].index("https://archive.example.org/")
    assert body.count("https://archive.example.org/fake") == 1
    assert "live.example.org" not in body
    assert "@cache" not in body
    assert "known to us, not shown" in body


def test_a_label_that_was_put_on_and_taken_off_is_told(client: Client) -> None:
    incident = IncidentFactory(reference="INC-2026-0911")
    seen = AppearanceFactory(incident=incident)
    for kind, number in (("seen", 1), ("labelled", 2), ("label_removed", 3)):
        on = date(2026, 9, number)
        AppearanceEventFactory(
            appearance=seen, kind=kind, earliest=on, latest=on, precision=codes.Precision.DAY
        )
    listed(incident)

    body = body_of(client, "/en/incidents/INC-2026-0911/")

    assert "Label added, then removed" in body
    assert "<dt>First seen</dt><dd>1 September 2026</dd>" in body


def test_every_claim_has_one_address_on_the_page(client: Client, published: Publication) -> None:
    body = body_of(client, f"/en/incidents/{published.reference}/")

    for claim in published.content["claims"]:
        assert body.count(f'id="claim-{claim["id"]}"') == 1
    identifiers = re.findall(r'\sid="([^"]+)"', body)
    assert len(identifiers) == len(set(identifiers))


def test_an_accusation_that_nobody_answered_says_so(client: Client) -> None:
    incident = IncidentFactory(reference="INC-2026-0901")
    ClaimFactory(incidents=[incident], proposition=codes.Proposition.AUTHORSHIP)
    listed(incident)

    assert "answers--none" in body_of(client, "/en/incidents/INC-2026-0901/")


def test_a_statement_that_accuses_nobody_owes_no_answer(client: Client) -> None:
    incident = IncidentFactory(reference="INC-2026-0902")
    ClaimFactory(incidents=[incident], proposition=codes.Proposition.IMPACT)
    listed(incident)

    assert "answers--none" not in body_of(client, "/en/incidents/INC-2026-0902/")


def test_a_private_person_stays_private(client: Client) -> None:
    incident = IncidentFactory(reference="INC-2026-0903")
    identity = PrivateIdentityFactory()
    InvolvementFactory(incident=incident, actor=identity.actor)
    listed(incident)

    body = body_of(client, "/fr/incidents/INC-2026-0903/")

    assert "une personne privée" in body
    assert identity.name not in body


def test_what_is_missing_in_a_language_is_shown_in_the_other_and_marked(client: Client) -> None:
    publication = publish(title_en="")

    body = body_of(client, f"/en/incidents/{publication.reference}/")

    assert f'<span lang="fr">{publication.content["title"]["fr"]}</span>' in body
    assert "(not translated)" in body


def test_announced_and_nothing_known_to_have_followed(
    client: Client, time_machine: object, published: Publication
) -> None:
    path = f"/en/incidents/{published.reference}/"

    time_machine.move_to("2026-09-30T12:00:00+02:00")  # type: ignore[attr-defined]
    before = body_of(client, path)
    time_machine.move_to("2026-10-01T12:00:00+02:00")  # type: ignore[attr-defined]
    after = body_of(client, path)

    assert "badge--nothing_followed" not in before
    assert "badge--nothing_followed" in after


def test_conflicting_readings_are_all_shown(client: Client, published: Publication) -> None:
    body = body_of(client, f"/en/incidents/{published.reference}/")

    assert "120,000" in body
    assert "1,340,000" in body
    assert "The sources differ" in body


def test_a_correction_shows_its_notice_and_both_versions(
    client: Client, published: Publication
) -> None:
    second = correct(published, notice="Le nombre de comptes est corrigé.")

    body = body_of(client, f"/fr/incidents/{published.reference}/")

    assert "Le nombre de comptes est corrigé." in body
    assert published.digest in body
    assert second.digest in body


def test_a_draft_changes_nothing_in_public(client: Client, published: Publication) -> None:
    published.incident.title_fr = "Un titre encore secret"
    published.incident.save()

    assert "encore secret" not in body_of(client, f"/fr/incidents/{published.reference}/")


def test_a_hidden_incident_and_a_missing_one_are_the_same(client: Client) -> None:
    draft = IncidentFactory(title_fr="Brouillon", reference="INC-2026-0777")

    hidden = client.get(f"/fr/incidents/{draft.reference}/")
    missing = client.get("/fr/incidents/INC-2026-0778/")

    assert hidden.status_code == missing.status_code == 404
    assert hidden.content.replace(b"0777", b"") == missing.content.replace(b"0778", b"")


def test_the_number_of_queries_does_not_depend_on_what_is_recorded(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    full = publish(at=AT - timedelta(days=1))
    bare = listed(IncidentFactory(reference="INC-2026-0904"))

    # One that cites no source and names nobody does not ask what of it was redacted or merged, nor
    # for the lines that it cites.
    for publication, asked in ((full, 4), (bare, 1)):
        with django_assert_num_queries(asked):
            client.get(f"/fr/incidents/{publication.reference}/")
