"""The page of one incident."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from incidents import codes
from tests.factories import (
    AT,
    ClaimFactory,
    IncidentFactory,
    InvolvementFactory,
    PrivateIdentityFactory,
)
from tests.views.published import ACCUSED, DENIED, correct, listed, publish

pytestmark = pytest.mark.django_db


def body_of(client: Client, path: str) -> str:
    return client.get(path).content.decode()


def test_a_claim_stands_with_its_quote_its_second_and_its_denial_beside_it(client: Client) -> None:
    publication = publish()
    accusing, denying = publication.content["claims"]
    source = publication.content["sources"][0]["id"]

    body = body_of(client, f"/fr/incidents/{publication.reference}/")

    start = body.index(f'id="claim-{accusing["id"]}"')
    turn = body[start : body.index('class="turn', start) if 'class="turn' in body[start:] else None]
    assert ACCUSED in turn
    assert f'href="/fr/sources/{source}/#t=0"' in turn
    assert f'href="/fr/sources/{source}/#t=8"' in turn
    assert DENIED in turn
    assert denying["summary"]["fr"] in turn


def test_every_claim_has_one_address_on_the_page(client: Client) -> None:
    publication = publish()

    body = body_of(client, f"/en/incidents/{publication.reference}/")

    for claim in publication.content["claims"]:
        assert body.count(f'id="claim-{claim["id"]}"') == 1
    identifiers = re.findall(r'\sid="([^"]+)"', body)
    assert len(identifiers) == len(set(identifiers))


def test_an_accusation_that_nobody_answered_says_so(client: Client) -> None:
    incident = IncidentFactory(reference="INC-2026-0901", state=codes.State.PUBLISHED)
    ClaimFactory(incidents=[incident], proposition=codes.Proposition.AUTHORSHIP)
    listed(incident)

    assert "answers--none" in body_of(client, "/en/incidents/INC-2026-0901/")


def test_a_statement_that_accuses_nobody_owes_no_answer(client: Client) -> None:
    incident = IncidentFactory(reference="INC-2026-0902", state=codes.State.PUBLISHED)
    ClaimFactory(incidents=[incident], proposition=codes.Proposition.IMPACT)
    listed(incident)

    assert "answers--none" not in body_of(client, "/en/incidents/INC-2026-0902/")


def test_a_private_person_stays_private(client: Client) -> None:
    incident = IncidentFactory(reference="INC-2026-0903", state=codes.State.PUBLISHED)
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


def test_announced_and_nothing_known_to_have_followed(client: Client, time_machine: object) -> None:
    publication = publish()
    path = f"/en/incidents/{publication.reference}/"

    time_machine.move_to("2026-09-30T12:00:00+02:00")  # type: ignore[attr-defined]
    before = body_of(client, path)
    time_machine.move_to("2026-10-01T12:00:00+02:00")  # type: ignore[attr-defined]
    after = body_of(client, path)

    assert "badge--nothing_followed" not in before
    assert "badge--nothing_followed" in after


def test_conflicting_readings_are_all_shown(client: Client) -> None:
    publication = publish()

    body = body_of(client, f"/en/incidents/{publication.reference}/")

    assert "120,000" in body
    assert "1,340,000" in body
    assert "The sources differ" in body


def test_a_correction_shows_its_notice_and_both_versions(client: Client) -> None:
    first = publish()
    second = correct(first, notice="Le nombre de comptes est corrigé.")

    body = body_of(client, f"/fr/incidents/{first.reference}/")

    assert "Le nombre de comptes est corrigé." in body
    assert first.digest in body
    assert second.digest in body


def test_a_draft_changes_nothing_in_public(client: Client) -> None:
    publication = publish()
    publication.incident.title_fr = "Un titre encore secret"
    publication.incident.save()

    assert "encore secret" not in body_of(client, f"/fr/incidents/{publication.reference}/")


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
    bare = listed(IncidentFactory(reference="INC-2026-0904", state=codes.State.PUBLISHED))

    # One that cites no source does not ask what of it was redacted.
    for publication, asked in ((full, 3), (bare, 2)):
        with django_assert_num_queries(asked):
            client.get(f"/fr/incidents/{publication.reference}/")
