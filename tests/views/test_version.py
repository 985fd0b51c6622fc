"""Versions of an incident: each has its page, two are compared, some are shown to nobody again."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from incidents import codes, models
from incidents.actions import merge, publication
from tests import scenes
from tests.factories import ActorFactory, IncidentFactory, TermFactory, ended
from tests.forged import forging
from tests.once import made_once
from tests.redactions import redact
from tests.views.published import DENIED, PARTY, correct, publish

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", name="made")
def thrice(django_db_setup: None, django_db_blocker: Any) -> Iterator[models.Publication]:
    """Version 3 of an incident whose title changed each time."""
    with made_once(django_db_blocker):
        made = versions()
        ended()
        yield made


def versions() -> models.Publication:
    made = publish(reference="INC-2026-0901", title_fr="Un titre", title_en="One title")
    for title in ("Deux", "Trois"):
        made.incident.title_fr = f"{title} titre"
        made.incident.save()
        made = correct(made, notice=f"Notice {title}.")
    return made


def base(made: models.Publication) -> str:
    return f"/fr/incidents/{made.reference}/"


def protecting(made: models.Publication) -> None:
    """The version becomes a correction that protects a person."""
    reason = TermFactory(scheme=codes.Scheme.CORRECTION_CLASS, code="privacy")
    with forging():
        models.Publication.objects.filter(pk=made.pk).update(correction_class=reason)


def test_an_earlier_version_is_what_was_public_then_and_says_so(
    made: models.Publication, client: Client
) -> None:
    response = client.get(f"{base(made)}1/")

    body = response.text
    assert response.status_code == 200
    assert ">Un titre</h1>" in body
    assert "Version antérieure" in body
    assert f'<a class="button" href="{base(made)}">' in body
    assert '<meta name="robots" content="noindex">' in body
    assert f'<link rel="canonical" href="{settings.SITE_URL}{base(made)}">' in body
    assert "Trois titre" not in body
    assert "ld+json" not in body


def test_the_current_version_has_an_address_of_its_own(
    made: models.Publication, client: Client
) -> None:
    body = client.get(f"{base(made)}3/").text

    assert ">Trois titre</h1>" in body
    assert "en vigueur" in body
    assert "Version antérieure" not in body
    assert '<meta name="robots" content="noindex">' in body


def test_every_version_is_reached_from_the_page(made: models.Publication, client: Client) -> None:
    body = client.get(base(made)).text

    for address in ("1/", "2/", "3/", "compare/"):
        assert f'href="{base(made)}{address}"' in body


def test_what_was_redacted_or_merged_since_is_not_in_an_earlier_version(
    made: models.Publication, client: Client
) -> None:
    assert DENIED in client.get(f"{base(made)}1/").text
    redact(models.Transcript.objects.get(), 2, 2)
    heir = ActorFactory(slug="heritier", name_fr="Héritier")
    merge.merge_actors(
        loser=models.Actor.objects.get(slug=PARTY),
        winner=heir,
        by=scenes.team().publisher,
        reason="Le même.",
    )

    for address in ("1/", "2/", "compare/?from=1&to=2", ""):
        body = client.get(base(made) + address).text
        assert DENIED not in body
        assert "Alliance Aurore</a>" not in body
    assert "Héritier</a>" in client.get(f"{base(made)}1/").text
    assert "[citation occultée]" in client.get(f"{base(made)}1/").text


def test_terms_of_an_earlier_version_are_told_as_of_its_last_day(
    made: models.Publication, client: Client
) -> None:
    assert "badge--nothing_followed" in client.get(base(made)).text
    assert "badge--nothing_followed" not in client.get(f"{base(made)}1/").text


def test_before_a_correction_that_protects_a_person_nothing_is_shown_again(
    made: models.Publication, client: Client
) -> None:
    second = models.Publication.objects.get(number=2)
    first = models.Publication.objects.get(number=1)
    protecting(second)

    for address in ("1/", "compare/?from=1&to=3", "compare/?from=1&to=2", "1/cite.bib"):
        response = client.get(base(made) + address)
        assert response.status_code == 410, address
        assert first.digest in response.text
        assert "Un titre" not in response.text
        assert '<meta name="robots" content="noindex">' in response.text
    assert client.get(f"{base(made)}2/").status_code == 200
    assert "Un titre" not in client.get(base(made)).text
    assert "Un titre" not in client.get(f"{base(made)}compare/").text
    assert f'href="{base(made)}1/">n’est plus affichée</a>' in client.get(base(made)).text
    assert 'value="1"' not in client.get(f"{base(made)}compare/").text


def test_an_erased_version_is_gone_and_the_others_are_not(
    made: models.Publication, client: Client
) -> None:
    with forging():
        models.Publication.objects.filter(number=1).update(content={})

    for address in ("1/", "compare/?from=1&to=2"):
        assert client.get(base(made) + address).status_code == 410
    assert client.get(f"{base(made)}2/").status_code == 200


def test_versions_of_a_withdrawn_incident_answer_as_its_page(client: Client) -> None:
    staff = scenes.team()
    incident = scenes.simple(staff)
    made = scenes.publish(incident, staff)
    publication.withdraw(
        incident=incident,
        by=staff.publisher,
        reason_class=TermFactory(scheme="correction_class", code="privacy"),
        reason="Une personne.",
    )

    answers = [client.get(base(made) + a) for a in ("", "1/", "compare/", "1/cite.ris")]

    assert [each.status_code for each in answers] == [410] * 4
    assert all("Un faux direct" not in each.text for each in answers)
    assert client.get(f"{base(made)}2/").status_code == 404


def test_versions_of_a_merged_incident_lead_to_the_one_that_remains(client: Client) -> None:
    staff = scenes.team()
    loser, winner = scenes.simple(staff), scenes.simple(staff)
    old, new = scenes.publish(loser, staff), scenes.publish(winner, staff)
    merge.merge_incidents(loser=loser, winner=winner, by=staff.publisher, reason="Le même.")

    for address in ("", "1/", "compare/"):
        response = client.get(base(old) + address)
        assert (response.status_code, response.headers["Location"]) == (301, base(new))


@pytest.mark.parametrize(
    "address",
    [
        *("0/", "4/", "99999999999999999999/", "4/cite.bib", "1/cite.txt"),
        *("compare/?from=9", "compare/?to=x", "compare/?from=%00", "compare/?to=%E2%91%A0"),
        f"compare/?from={'1' * 70_000}",
    ],
)
def test_a_version_that_never_was_is_not_found(
    made: models.Publication, client: Client, address: str
) -> None:
    assert client.get(base(made) + address).status_code == 404


def test_a_hidden_incident_has_no_versions(client: Client) -> None:
    draft = IncidentFactory(reference="INC-2026-0777")

    for address in ("1/", "compare/", "1/cite.bib"):
        assert client.get(f"/fr/incidents/{draft.reference}/{address}").status_code == 404


def test_two_versions_are_compared_word_by_word_the_older_first(
    made: models.Publication, client: Client
) -> None:
    for query in ("?from=1&to=3", "?from=3&to=1"):
        body = client.get(f"{base(made)}compare/{query}").text
        assert "de la version 1 à la version 3" in body
        assert "<del>Un</del> titre" in body
        assert "<ins>Trois</ins> titre" in body
        assert "Notice Deux." in body and "Notice Trois." in body
        assert "<dt>Version 1</dt>" in body
    assert re.findall(r'<option value="(\d)" selected>', body) == ["1", "3"]


def test_by_default_the_current_version_is_compared_with_the_one_before(
    made: models.Publication, client: Client
) -> None:
    body = client.get(f"{base(made)}compare/").text

    assert "de la version 2 à la version 3" in body
    assert "Notice Deux." not in body


def test_one_version_alone_is_compared_with_nothing(client: Client) -> None:
    made = publish()

    body = client.get(f"{base(made)}compare/").text

    assert "il n’y a rien à comparer" in body
    assert "<select" not in body


def test_an_accusation_that_changed_stands_in_a_comparison_beside_its_denial(
    made: models.Publication, client: Client
) -> None:
    claim = models.Claim.objects.get(stance=codes.Stance.ASSERTS)
    claim.summary_fr = "La présentatrice accuse."
    claim.save()
    correct(made, notice="Un mot.")

    body = client.get(f"{base(made)}compare/").text

    accused = body.split('id="differences"')[1]
    assert "En réponse" in accused
    assert "L’Alliance dit n’y être pour rien." in accused


def test_costs_do_not_grow_with_versions(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    made = correct(publish(), notice="Un.")
    asked = {"1/": 5, "2/": 5, "compare/?from=1&to=2": 4, "1/cite.bib": 4, "": 4}
    for address, queries in asked.items():
        with django_assert_num_queries(queries):
            client.get(base(made) + address)
    for number in range(3):
        made = correct(made, notice=f"Encore {number}.")

    for address, queries in asked.items():
        with django_assert_num_queries(queries):
            client.get(base(made) + address)
