"""Cards are kept by all that they show: nothing else is ever shown in their place."""

from dataclasses import replace
from datetime import date

import pytest
from django.utils import translation

from incidents.models import ListedIncident
from incidents.templatetags import cards as kept
from incidents.views.cards import Card, cards
from tests.views.published import publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def listed() -> Card:
    publish(title_fr="Un titre", title_en="A title")
    (card,) = cards(ListedIncident.objects.all(), date(2026, 11, 26))
    return card


def test_a_card_is_made_once(listed: Card, monkeypatch: pytest.MonkeyPatch) -> None:
    first = kept.card(listed, "h2")
    monkeypatch.setattr(kept, "_rendered", lambda *_given: pytest.fail("made again"))

    assert kept.card(replace(listed), "h2") == first
    assert "Un titre" in first


def test_whatever_it_shows_or_how_makes_another(listed: Card) -> None:
    first = kept.card(listed, "h2")
    with translation.override("en"):
        assert "A title" in kept.card(listed, "h2")

    assert "<h3>" in kept.card(listed, "h3")
    assert "Occulté" in kept.card(replace(listed, summary={"fr": "Occulté", "en": ""}), "h2")
    assert kept.card(replace(listed, legal_statuses=["decided"]), "h2") != first


def test_no_more_are_kept_than_said(listed: Card, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "KEPT", 2)
    for claims in range(5):
        kept.card(replace(listed, claims=claims), "h2")

    assert len(kept._made) <= 2
