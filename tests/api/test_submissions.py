"""Partners send drafts: once, whole, never public, and only they read what became of them."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from incidents import models
from incidents.codes import State
from tests.api.partners import ADDRESS, example, read, secret_of, send, vocabulary
from tests.once import made_once

pytestmark = pytest.mark.django_db
SECRETS: dict[str, str] = {}


@pytest.fixture(scope="module", autouse=True)
def scene(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with made_once(django_db_blocker):
        vocabulary()
        SECRETS["mine"] = secret_of()[1]
        SECRETS["theirs"] = secret_of("Une autre")[1]
        yield


def test_a_submission_becomes_a_draft_with_all_that_was_sent(client: Client) -> None:
    response = send(client, SECRETS["mine"], example())

    assert response.status_code == 201, response.json()
    row = models.Submission.objects.get()
    assert response.json()["id"] == row.public_id
    assert response["Location"].endswith(f"/api/v1/submissions/{row.public_id}/")
    assert response["Cache-Control"] == "no-store, private"
    incident = models.Incident.objects.get()
    assert (row.incident, incident.state, incident.reference) == (incident, State.DRAFT, None)
    assert incident.created_by == row.key.account
    (claim,) = models.Claim.objects.all()
    assert [each.kind for each in claim.answers.all()] == ["comments"]
    (cited,) = claim.citations.all()
    assert cited.first_segment is not None and cited.first_segment.start_ms == 5000
    (named,) = row.actors.all()
    assert (named.state, named.name_fr) == ("open", "Odile Vallon")
    assert not models.Actor.objects.filter(name_fr__contains="Vallon").exists()


def test_the_status_address_is_for_the_partner_alone(client: Client) -> None:
    sent = send(client, SECRETS["mine"], example())
    address = sent.json()["url"].partition("8000")[2]

    mine, theirs = (read(client, SECRETS[name], address) for name in ("mine", "theirs"))

    assert mine.status_code == 200, mine.content
    assert mine.json()["state"] == "received"
    assert theirs.status_code == 404
    assert read(client, SECRETS["theirs"], ADDRESS).json()["results"] == []
    assert [r["id"] for r in read(client, SECRETS["mine"], ADDRESS).json()["results"]] == [
        sent.json()["id"]
    ]
