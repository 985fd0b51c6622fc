"""Of a withdrawn incident reference, dates and class of reason are left, and nothing else."""

import pytest
from django.test import Client

from incidents.actions import publication
from incidents.codes import Scheme
from incidents.models import ListedSource
from tests import scenes
from tests.factories import TermFactory

pytestmark = pytest.mark.django_db

WORDS = ("Horizon", "comptes", "prêtent", "une voix", "l’a demandé", "précision")


def test_nothing_of_it_is_left_on_any_page_feed_file_or_answer(client: Client) -> None:
    staff = scenes.team()
    scene = scenes.exchange(staff)
    made = scenes.publish(scene.incident, staff)
    scenes.correct(scenes.edited(scene.incident, staff), staff, notice_fr="Une précision.")
    reference, source = made.reference, scene.source.public_id
    scene.incident.refresh_from_db()
    assert ListedSource.objects.filter(pk=source).exists()

    publication.withdraw(
        incident=scene.incident,
        by=staff.publisher,
        reason_class=TermFactory(scheme=Scheme.CORRECTION_CLASS, code="privacy"),
        reason="Une personne l’a demandé.",
    )

    expected = {
        f"/fr/incidents/{reference}/": 410,
        f"/en/incidents/{reference}/": 410,
        f"/api/v1/incidents/{reference}/": 410,
        f"/api/v1/incidents/{reference}/changes/": 410,
        f"/fr/sources/{source}/": 404,
        f"/fr/sources/{source}/transcript.vtt": 404,
        "/fr/actors/horizon-vert/": 404,
        "/fr/": 200,
        "/fr/incidents/": 200,
        "/fr/incidents/?status=announced": 200,
        "/fr/statistics/": 200,
        "/fr/corrections/": 200,
        "/fr/corrections/feed.atom": 200,
        "/fr/feed.atom": 200,
        "/api/v1/incidents/": 200,
        "/api/v1/changes/": 200,
    }
    answers = {address: client.get(address) for address in expected}

    assert {address: answer.status_code for address, answer in answers.items()} == expected
    for address, answer in answers.items():
        assert [word for word in WORDS if word in answer.content.decode()] == [], address
    assert answers["/api/v1/incidents/"].json()["count"] == 0
    assert reference in answers["/fr/corrections/"].content.decode()
    assert reference not in answers["/fr/feed.atom"].content.decode()
    tomb = answers[f"/api/v1/incidents/{reference}/"].json()
    assert set(tomb) >= {"reference", "first_published_at", "withdrawn_at", "class"}
