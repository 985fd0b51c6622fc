"""The benchmark's made-up incidents are such as publishing would leave, and the site shows them."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from benchmarks.peers import datasette
from benchmarks.public import fill, page
from benchmarks.public.document import document
from benchmarks.public.ground import INCIDENTS, ROOT, Ground
from benchmarks.public.making import incidents
from benchmarks.public.measure import Key, Measured, Noise, measure
from benchmarks.public.questions import Question, Sample, questions
from benchmarks.public.registers import registers
from benchmarks.public.sizes import Size, size_of
from benchmarks.public.targets import ADMIN, ANEW, DATASETTE, PLAIN, SITE, SQL, Answer, Target
from incidents import listing
from incidents.models import (
    ListedIncident,
    ListedSegment,
    ListedText,
    ListedWord,
    Publication,
)
from tests.factories import ended
from tests.once import made_once
from tests.views.published import publish

pytestmark = pytest.mark.django_db
SMALL = Size(12, 4)
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


@pytest.fixture(scope="module", autouse=True)
def filled(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    """A few made-up incidents in the database; the folder of the peers' files."""
    folder = tmp_path_factory.mktemp("csv")
    with made_once(django_db_blocker):
        fill.fill(SMALL, folder, processes=0)
        ended()
        yield folder


def test_a_made_up_document_has_the_shape_of_a_projected_one() -> None:
    projected = dict(shape(publish().content))
    for unused, like in UNUSED.items():
        projected |= {place.replace(like, unused): keys for place, keys in projected.items()}
    projected[".claims[].answers[]"] = {"claim", "kind"}  # there, an involvement is answered
    made: dict[str, Any] = {}
    for publication in Publication.objects.filter(pk__lte=SMALL.incidents):
        found = shape(publication.content)
        made |= {place: keys for place, keys in found if not place.startswith(OF_RULES)}

    assert {place: keys for place, keys in made.items() if keys != projected[place]} == {}


def test_its_rows_are_those_that_rebuilding_the_lists_makes() -> None:
    """But for passages, which come from transcripts, which are staff's and are not made."""
    before = rows()
    assert ListedSegment.objects.count() > SMALL.incidents

    listing.rebuild()

    assert rows() == before


def test_the_same_seed_makes_the_same_incidents_in_any_process() -> None:
    found = registers()

    assert [document(made) for made in incidents(0, SMALL, found)] == [
        publication.content for publication in Publication.objects.order_by("pk")
    ]


def test_the_site_answers_what_is_asked_of_it(client: Client) -> None:
    row = ListedIncident.objects.order_by("first_published_at")[SMALL.incidents // 2]
    place = (row.first_published_at, row.pk, row.reference)
    asked = questions(Sample([row.reference], SMALL, *place))

    answered = {
        path: client.get(str(path)).status_code
        for question in asked
        for path in question.asked[SITE][:1]
    }

    assert len(answered) > 5
    assert {path: status for path, status in answered.items() if status != 200} == {}


def test_datasette_is_given_the_same_incidents_and_words(filled: Path, tmp_path: Path) -> None:
    datasette.make(filled, tmp_path / "vigie.db", tmp_path / "metadata.json")

    with closing(sqlite3.connect(tmp_path / "vigie.db")) as connection:
        connection.create_function("escape_fts", 1, lambda words: words)
        passages = connection.execute("SELECT count(*) FROM passage").fetchone()[0]
        name = connection.execute("SELECT speaker FROM passage WHERE id % 3 = 0").fetchone()[0]
        found = connection.execute(datasette.SEARCH, {"q": "scrutin"}).fetchall()
        whole = connection.execute(datasette.WHOLE, {"reference": found[0][0]}).fetchall()
    assert passages == ListedSegment.objects.count()
    assert ListedSegment.objects.filter(speaker=name).exists()
    assert {row[0] for row in found} <= set(
        ListedIncident.objects.values_list("reference", flat=True)
    )
    assert {row[0] for row in whole} >= {"incident", "source", "passage"}


def test_data_are_made_anew_once_what_decides_them_has_changed(tmp_path: Path) -> None:
    place = Ground(SMALL, "postgres:///site", "postgres:///plain", tmp_path)
    place.begin("plain")
    begun = place.is_made("plain")

    place.complete("plain")

    assert not begun
    assert place.is_made("plain")
    assert not place.is_made("site")
    (tmp_path / "made-plain").write_text("of other files")
    assert not place.is_made("plain")


@pytest.mark.parametrize("file", INCIDENTS)
def test_what_decides_which_incidents_are_made_is_there(file: str) -> None:
    assert (ROOT / file).is_file()


class Echo:
    """Answers at once, and remembers the order in which it and others were asked."""

    def __init__(self, name: str, order: list[str], problem: str = "") -> None:
        self.name, self.order, self.problem = name, order, problem

    def ask(self, request: Any) -> Answer:
        self.order.append(self.name)
        return Answer(2.0, 10, self.problem)

    def renew(self) -> None:
        pass


def test_targets_of_all_sizes_are_asked_in_turn() -> None:
    order: list[str] = []
    question = Question("list", {SITE: ["/a"], PLAIN: ["/b"], SQL: ["/c"]})
    everyone: dict[Key, tuple[Target, Question]] = {
        (SITE, 10): (Echo("ours", order), question),
        (SITE, 20): (Echo("ours at 20", order), question),
        (PLAIN, 10): (Echo("plain", order), question),
        (SQL, 10): (Echo("broken", order, "HTTP 500"), question),
        (ADMIN, 10): (Echo("never asked", order), question),
    }

    measured, noise = measure(question, everyone, rounds=2, seconds=0, patience=0)

    assert order[-6:] == ["ours", "ours at 20", "plain"] * 2
    assert order.count("broken") == 1
    assert [(m.target, m.incidents, len(m.times)) for m in measured] == [
        (SITE, 10, 2),
        (SITE, 20, 2),
        (PLAIN, 10, 2),
        (SQL, 10, 0),
    ]
    assert noise.rounds == 2


def test_the_page_of_results_says_what_is_reached_and_what_is_missed() -> None:
    measured = [
        Measured("list", SITE, 100_000, [1.0, 2.0, 3.0], 900),
        Measured("list", ANEW, 100_000, [20.0], 900),
        Measured("list", PLAIN, 100_000, [40.0, 44.0], 800),
        Measured("list", ADMIN, 100_000, [6.0], 700),
        Measured("list", DATASETTE, 100_000, [9.0], 0, "HTTP 500"),
    ]
    noise = {"list": Noise(1.25, 3, 5)}

    run = page.Run([100_000], {100_000: 5}, measured, noise, {"list": 4}, [], "18")
    written = page.text(run).splitlines()

    faster = "| list: at least 10 times as fast as"
    assert f"{faster} plain Django | reached: 21.0 times | **missed**: 2.1 times |" in written
    assert f"{faster} admin | **missed**: 3.0 times | **missed**: 0.3 times |" in written
    assert f"{faster} Datasette | not measured | not measured |" in written
    said = "Load at most 1.2; 3 of 5 rounds began idle. Queries of a page made anew: 4."
    assert said in written
    assert "| Vigie | 2.00 (3.00) | 1.00 |  | 3 | 900 |" in written
    assert "| Datasette | HTTP 500 |  |  | 1 | 0 |" in written


@pytest.mark.parametrize("incidents", [0, 1_000_001])
def test_a_size_that_cannot_be_made_is_refused(incidents: int) -> None:
    with pytest.raises(ValueError, match=f"{incidents} incidents"):
        size_of(incidents)


def rows() -> dict[str, list[tuple[Any, ...]]]:
    found = {}
    for model in set(listing.DERIVED) - {ListedSegment, ListedText, ListedWord}:
        names = [f.attname for f in model._meta.concrete_fields if f.name not in ("id", "words")]
        found[model.__name__] = sorted(model._default_manager.values_list(*names), key=repr)
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
