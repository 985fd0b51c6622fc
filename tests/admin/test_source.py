"""How much of a source's text is public: changed by staff, public with the next publication."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from incidents.models import ListedSegment, SourceMedia
from incidents.projection import document
from tests import scenes
from tests.admin.pages import form_values
from tests.factories import ended
from tests.once import fresh, made_once
from tests.scenes import Scene, Team


@pytest.fixture(scope="module")
def long_page(first_team: Team, django_db_blocker: Any) -> Iterator[Scene]:
    """Published, with only what is cited of its source."""
    staff, page = fresh(first_team), scenes.PAGE + "00:40 Autre sujet.\n00:50 Et la météo.\n"
    with made_once(django_db_blocker):
        made = scenes.exchange(staff, page=page)
        scenes.publish(made.incident, staff)
        ended()
        yield made


@pytest.fixture
def scene(long_page: Scene, db: None) -> Scene:
    return fresh(long_page)


def change(client: Client, source: SourceMedia, **values: str) -> Any:
    address = f"/admin/incidents/sourcemedia/{source.pk}/change/"
    return client.post(address, form_values(client, address) | values)


def extent_in(content: dict[str, Any]) -> str:
    (source,) = content["sources"]
    extent: str = source["public_extent"]
    return extent


def test_the_whole_text_needs_its_ground(editor: Client, scene: Scene) -> None:
    response = change(editor, scene.source, public_extent="full")

    assert "only on a ground: say which" in response.content.decode()
    assert SourceMedia.objects.get().public_extent == "cited"


@pytest.mark.parametrize(
    ("extent", "ground", "passages"), [("full", "Licence ouverte.", 7), ("none", "", 0)]
)
def test_it_is_public_with_the_next_publication(
    editor: Client, scene: Scene, staff: Team, extent: str, ground: str, passages: int
) -> None:
    before = ListedSegment.objects.count()

    response = change(editor, scene.source, public_extent=extent, public_extent_ground=ground)

    assert response.status_code == 302
    assert extent_in(scene.incident.publications.current().get().content) == "cited"
    assert ListedSegment.objects.count() == before == 6
    assert extent_in(document(scene.incident)) == extent
    scene.incident.refresh_from_db()
    published = scenes.correct(scene.incident, staff)
    assert extent_in(published.content) == extent
    assert ListedSegment.objects.count() == passages
