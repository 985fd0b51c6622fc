"""Taking in pages: once each, with their bytes, or not at all."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from incidents.actions import source
from incidents.actions.address import AddressError
from incidents.actions.source import SourceError, import_source
from incidents.codes import PublicExtent
from incidents.input_error import InputError
from incidents.models import Segment, SourceMedia, StoredFile, Transcript
from incidents.transcripts.records import Refused, TranscriptError
from tests.factories import AppearanceFactory, SourceMediaFactory, UserFactory
from tests.scenes import PAGE
from tracker.accounts.models import User

pytestmark = pytest.mark.django_db
CAPTURED = date(2026, 9, 10)
NOTHING = {SourceMedia: 0, StoredFile: 0, Transcript: 0, Segment: 0}
ONLY_TEXT = """• il y a 2 jours
Un communiqué sans vidéo.

Catégorie

🗞
Actualités
"""


@pytest.fixture
def person() -> User:
    return UserFactory(roles=["reporter"])


def stored() -> dict[Any, int]:
    return {model: model._default_manager.count() for model in NOTHING}


def test_a_page_becomes_a_source_with_its_transcript_and_bytes(person: User) -> None:
    imported = import_source(
        content=PAGE.encode(),
        by=person,
        url="https://exemple.example/video",
        captured_on=CAPTURED,
        title="Un titre",
    )

    kept = SourceMedia.objects.get(pk=imported.source.pk)
    assert imported.created
    assert (kept.title, kept.url, kept.language) == (
        "Un titre",
        "https://exemple.example/video",
        "fr",
    )
    assert kept.description.startswith("Des comptes anonymes")
    assert (kept.category, kept.public_extent) == ("Actualités", "cited")
    assert (kept.earliest, kept.latest, kept.precision) == (
        date(2025, 1, 1),
        date(2025, 12, 31),
        "year",
    )
    assert kept.captured_at == datetime(2026, 9, 10, 10, tzinfo=UTC)
    assert (kept.created_by, kept.version) == (person, 1)
    assert bytes(StoredFile.objects.get(pk=kept.original_id).content) == PAGE.encode()
    assert kept.original_id == StoredFile.digest_of(PAGE.encode())


def test_its_segments_are_those_of_the_page(person: User) -> None:
    imported = import_source(content=PAGE.encode(), by=person, captured_on=CAPTURED)

    assert imported.transcript is not None
    segments = list(imported.transcript.segments.values_list("position", "start_ms", "text"))
    assert [(position, start) for position, start, _text in segments] == [
        (0, 0),
        (1, 4_000),
        (2, 9_000),
        (3, 15_000),
        (4, 21_000),
    ]
    assert segments[1][2] == "Qui les a créés ?"
    assert (imported.transcript.number, imported.transcript.size) == (1, 5)
    assert (imported.transcript.made_by, imported.transcript.format) == ("publisher", "page-dump")


def test_the_same_bytes_again_are_recognised(person: User) -> None:
    first = import_source(content=PAGE.encode(), by=person, captured_on=CAPTURED)
    before = stored()

    again = import_source(
        content=PAGE.encode(), by=UserFactory(roles=["reporter"]), title="Autre", language="en"
    )

    assert (first.created, again.created) == (True, False)
    assert again.source.pk == first.source.pk
    assert again.transcript == first.transcript
    assert stored() == before
    assert SourceMedia.objects.get().title == ""


def test_one_byte_more_is_another_page(person: User) -> None:
    import_source(content=PAGE.encode(), by=person)

    assert import_source(content=PAGE.encode() + b"\n", by=person).created
    assert SourceMedia.objects.count() == 2


def test_a_page_without_a_transcript_keeps_the_source(person: User) -> None:
    imported = import_source(content=ONLY_TEXT.encode(), by=person, captured_on=CAPTURED)

    assert (imported.created, imported.transcript) == (True, None)
    assert stored() == {SourceMedia: 1, StoredFile: 1, Transcript: 0, Segment: 0}
    assert imported.source.earliest == date(2026, 9, 8)


def test_an_import_without_a_person_is_possible() -> None:
    assert import_source(content=PAGE.encode(), by=None).source.created_by is None


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", TranscriptError),
        (b"   \n\n", TranscriptError),
        (b"\x00\x01\x02" * 50, TranscriptError),
        (b"%PDF-1.7 \x00\xff", TranscriptError),
        (b"Rien qui ressemble a une page.\n", TranscriptError),
        (PAGE.replace("00:21", "02:71").encode(), Refused),
    ],
)
def test_bytes_that_cannot_be_read_save_nothing(
    person: User, content: bytes, error: type[InputError]
) -> None:
    with pytest.raises(error):
        import_source(content=content, by=person)

    assert stored() == NOTHING


def test_a_wrong_time_is_named_with_its_line(person: User) -> None:
    with pytest.raises(Refused, match=r"line 13.*02:71"):
        import_source(content=PAGE.replace("00:21", "02:71").encode(), by=person)


def test_leniently_the_rest_is_kept_with_the_problem(person: User) -> None:
    imported = import_source(
        content=PAGE.replace("00:21", "02:71").encode(), by=person, lenient=True
    )

    assert imported.transcript is not None
    assert "02:71" in imported.transcript.problems[0]["message"]
    assert [problem.line for problem in source.remarks(imported.read)] == [13]


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JavaScript://exemple.example/%0aalert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "ftp://exemple.example/",
        "https://",
        "//exemple.example/",
        "exemple.example",
        "https://exemple.example/a b",
        "https://exemple.example/\n",
        "https://[::1",
    ],
)
def test_an_address_a_reader_may_not_be_sent_to_is_refused(person: User, url: str) -> None:
    with pytest.raises(AddressError, match="not an http or https address"):
        import_source(content=PAGE.encode(), by=person, url=url)

    assert stored() == NOTHING


def test_an_address_too_long_to_keep_is_refused(person: User) -> None:
    with pytest.raises(AddressError, match="address of 1020 characters; at most 1000"):
        import_source(content=PAGE.encode(), by=person, url="https://a.example/" + "a" * 1002)

    assert stored() == NOTHING


def test_a_capture_in_the_future_is_refused(person: User) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)

    with pytest.raises(SourceError, match=f"captured on {tomorrow}: that day is in the future"):
        import_source(content=PAGE.encode(), by=person, captured_on=tomorrow)

    assert stored() == NOTHING


@time_machine.travel(datetime(2026, 9, 10, 22, 30, tzinfo=UTC), tick=False)
def test_today_is_the_day_in_paris(person: User) -> None:
    """Half past midnight of the 11th in Paris is still the 10th in London."""
    imported = import_source(content=PAGE.encode(), by=person, captured_on=date(2026, 9, 11))

    assert imported.source.captured_at == datetime(2026, 9, 10, 22, 30, tzinfo=UTC)


def test_the_full_text_needs_its_ground(person: User) -> None:
    with pytest.raises(SourceError, match="needs its ground"):
        import_source(
            content=PAGE.encode(),
            by=person,
            public_extent=PublicExtent.FULL,
            public_extent_ground="  ",
        )

    assert stored() == NOTHING


@pytest.mark.parametrize(
    "fields",
    [
        {"title": "t" * 301},
        {"language": "une langue inconnue"},
        {"public_extent_ground": "g" * 301},
    ],
    ids=["title", "language", "ground"],
)
def test_a_text_too_long_for_its_field_is_refused_by_name(
    person: User, fields: dict[str, Any]
) -> None:
    with pytest.raises(SourceError, match=next(iter(fields))):
        import_source(content=PAGE.encode(), by=person, **fields)

    assert stored() == NOTHING


def test_so_is_a_category_too_long_to_keep(person: User) -> None:
    page = PAGE.replace("Actualités", "Très longue " * 20)

    with pytest.raises(SourceError, match="category"):
        import_source(content=page.encode(), by=person)

    assert stored() == NOTHING


def test_markup_is_kept_as_text(person: User) -> None:
    page = PAGE.replace("Qui les a créés ?", "<script>alert(1)</script>")

    imported = import_source(content=page.encode(), by=person)

    assert imported.transcript is not None
    assert imported.transcript.segments.get(position=1).text == "<script>alert(1)</script>"


def test_reading_a_page_writes_nothing() -> None:
    read = source.read_page(PAGE.encode(), captured_on=CAPTURED)

    assert (read.published.earliest, read.date_problem) == (date(2025, 1, 1), "")
    assert stored() == NOTHING


def test_a_page_without_a_date_line_is_of_unknown_date() -> None:
    read = source.read_page(PAGE.replace("• l’année dernière\n", "").encode())

    assert (read.published.precision, read.date_problem) == ("unknown", "")


def test_a_date_that_is_not_understood_is_said_and_nothing_guessed() -> None:
    read = source.read_page(PAGE.replace("l’année dernière", "30 février 2026").encode())

    assert read.published.precision == "unknown"
    assert "30 février 2026 is not a date of the calendar" in read.date_problem


@pytest.mark.parametrize("change", [{"content": b"autre"}, {"size": 1}])
def test_the_database_refuses_to_change_stored_bytes(person: User, change: dict[str, Any]) -> None:
    import_source(content=PAGE.encode(), by=person)

    with pytest.raises(DatabaseError, match="Cannot update rows"), transaction.atomic():
        StoredFile.objects.update(**change)


@pytest.mark.parametrize("field", ["url", "archived_url"])
@pytest.mark.parametrize("factory", [SourceMediaFactory, AppearanceFactory])
@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "data:text/html,x", " https://exemple.example/", "//x.example"],
)
def test_the_database_refuses_an_address_that_a_browser_would_not_simply_open(
    factory: Any, field: str, address: str
) -> None:
    with (
        pytest.raises(IntegrityError, match=rf"_{field}_is_a_web_address"),
        transaction.atomic(),
    ):
        factory(**{field: address})

    for allowed in ("", "http://exemple.example/", "https://exemple.example/"):
        assert getattr(factory(**{field: allowed}), field) == allowed
