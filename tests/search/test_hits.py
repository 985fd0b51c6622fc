"""The passages that the incidents of a page were found for: public ones alone."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from incidents import search
from incidents.models import ListedIncident, ListedText, SourceMedia
from incidents.search import Hit
from tests import scenes
from tests.factories import ended
from tests.once import fresh, made_once
from tests.redactions import redact
from tests.scenes import Scene, Team
from tests.views.published import publish

pytestmark = pytest.mark.django_db
LONG = scenes.PAGE + "00:30 Le rideau\n00:35 tombe enfin.\n00:40 Un mot jamais public.\n"


@pytest.fixture(scope="module")
def first_long(first_team: Team, django_db_blocker: Any) -> Iterator[Scene]:
    with made_once(django_db_blocker):
        made = scenes.exchange(fresh(first_team), page=LONG)
        ended()
        yield made


@pytest.fixture
def draft(first_long: Scene, db: None) -> Scene:
    return fresh(first_long)


def shown(scene: Scene, staff: Team, extent: str = "full") -> Scene:
    """The scene, published with its source as public as ``extent`` says."""
    SourceMedia.objects.filter(pk=scene.source.pk).update(
        public_extent=extent, public_extent_ground="Avec l’accord de l’éditeur."
    )
    scenes.publish(scene.incident, staff)
    return scene


def found(asked: str) -> dict[str, Hit]:
    query = search.parse(asked)
    keys = list(search.keys(query))
    with translation.override("fr"):
        return search.hits(query, list(ListedIncident.objects.filter(pk__in=keys)))


def said(asked: str) -> Any:
    (hit,) = found(asked).values()
    return hit.said


def test_a_passage_is_shown_with_its_words_marked_and_its_second(staff: Team, draft: Scene) -> None:
    scene = shown(draft, staff)
    made = scene.denial

    passage = said("video truquee")

    assert passage.pieces == [
        ("Nous n'y sommes pour rien, c'est une ", False),
        ("vidéo truquée", True),
        (".", False),
    ]
    assert (passage.place, passage.start_ms, passage.language) == ("#t=9", 9_000, "fr")
    assert passage.source.pk == scene.source.public_id
    assert passage.anchor == f"claim-{made.public_id}"


def test_words_over_two_passages_are_one_phrase(staff: Team, draft: Scene) -> None:
    shown(draft, staff)

    assert said("“rideau tombe enfin”").pieces == [("tombe enfin", True), (".", False)]
    assert found("“rideau enfin tombe”") == {}


@pytest.mark.parametrize(
    ("extent", "asked", "expected"),
    [
        ("full", "rideau", True),
        ("full", "jamais", True),
        ("cited", "fabrique", True),
        ("cited", "rideau", True),  # beside what is cited
        ("cited", "jamais", False),
        ("none", "fabrique", False),
        ("none", "rideau", False),
    ],
)
def test_only_public_passages_are_looked_through(
    staff: Team, draft: Scene, extent: str, asked: str, expected: bool
) -> None:
    scene = draft
    scene.incident.claims.update(summary_fr="Un résumé.")

    shown(scene, staff, extent)

    assert bool(found(asked)) is expected
    windows = ListedText.objects.filter(tier=4)
    assert windows.exists() is (extent != "none")


def test_a_redacted_passage_is_found_no_more_and_parts_what_is_beside_it(
    staff: Team, draft: Scene
) -> None:
    scene = shown(draft, staff)
    assert found("“rideau tombe enfin”")
    assert found("jamais")

    redact(scene.source.transcripts.get(), 7, 7)

    assert found("jamais") == {}
    redact(scene.source.transcripts.get(), 5, 5)
    assert found("rideau") == {}
    assert said("tombe").pieces[0] == ("tombe", True)


def test_what_was_found_elsewhere_says_so() -> None:
    publish(summary_fr="Un résumé qui parle de campagne.")

    (named,) = found("tiktok").values()
    assert (named.said, named.elsewhere) == (None, True)
    (titled,) = found("visage").values()
    assert (titled.said, titled.elsewhere) == (None, False)


def test_hits_cost_four_questions_however_many_there_are() -> None:
    def asked() -> int:
        query = search.parse("plainte derrière")
        rows = list(ListedIncident.objects.all())
        with CaptureQueriesContext(connection) as questions:
            assert all(hit.said for hit in search.hits(query, rows).values())
        return len(questions)

    publish()
    assert asked() == 4
    publish()
    assert asked() == 4
