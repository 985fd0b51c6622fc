"""The benchmark's made-up incidents are such as publishing would leave, and the site shows them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from benchmarks.public import fill
from benchmarks.public.document import document
from benchmarks.public.making import incidents
from benchmarks.public.registers import registers
from benchmarks.public.sizes import Size, size_of
from incidents import listing
from incidents.models import ListedSegment, Publication
from tests.views.published import publish

pytestmark = pytest.mark.django_db
SMALL = Size(30, 4)
NAMED = ".involvements[].actor"
UNUSED = {
    ".goals[]": ".techniques[]",
    ".claims[].speaker.actor": NAMED,
    ".claims[].about[]": NAMED,
    ".procedures[].authority": NAMED,
    ".sources[].publisher": NAMED,
    ".procedures[].platform": ".appearances[].platform",
}
"""Parts that the projected incident lacks, by those whose shape they have."""
OF_RULES = (
    ".procedures[].timing",
    ".procedures[].deadlines[]",
    ".procedures[].follow_ups[]",
    ".procedures[].statuses[]",
    ".procedures[].status_on",
    ".appearances[].state",
)
"""Parts that the rules themselves write into either document."""


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    """A few made-up incidents in the database; the folder of the peers' files."""
    fill.fill(SMALL, tmp_path, processes=0)
    return tmp_path


def test_a_made_up_document_has_the_shape_of_a_projected_one(filled: Path) -> None:
    projected = dict(shape(publish().content))
    for unused, like in UNUSED.items():
        projected |= {place.replace(like, unused): keys for place, keys in projected.items()}
    projected[".claims[].answers[]"] = {"claim", "kind"}  # there, an involvement is answered
    made: dict[str, Any] = {}
    for publication in Publication.objects.filter(pk__lte=SMALL.incidents):
        found = shape(publication.content)
        made |= {place: keys for place, keys in found if not place.startswith(OF_RULES)}

    assert {place: keys for place, keys in made.items() if keys != projected[place]} == {}


def test_its_rows_are_those_that_rebuilding_the_lists_makes(filled: Path) -> None:
    """But for passages, which come from transcripts, which are staff's and are not made."""
    before = rows()
    assert ListedSegment.objects.count() > SMALL.incidents

    listing.rebuild()

    assert rows() == before


def test_the_same_seed_makes_the_same_incidents_in_any_process(filled: Path) -> None:
    found = registers()

    assert [document(made) for made in incidents(0, SMALL, found)] == [
        publication.content for publication in Publication.objects.order_by("pk")
    ]


@pytest.mark.parametrize("incidents", [0, 1_000_001])
def test_a_size_that_cannot_be_made_is_refused(incidents: int) -> None:
    with pytest.raises(ValueError, match=f"{incidents} incidents"):
        size_of(incidents)


def rows() -> dict[str, list[tuple[Any, ...]]]:
    found = {}
    for model in set(listing.DERIVED) - {ListedSegment}:
        names = [f.attname for f in model._meta.concrete_fields if f.name not in ("id", "words")]
        found[model.__name__] = sorted(model.objects.values_list(*names), key=repr)
    return found


def shape(content: Any, place: str = "") -> Iterator[tuple[str, Any]]:
    """The keys of each kind of object in a document, by the way that leads to it."""
    if isinstance(content, dict):
        yield place, set(content)
        for key, value in content.items():
            yield from shape(value, f"{place}.{key}")
    if isinstance(content, list):
        for value in content:
            yield from shape(value, f"{place}[]")
