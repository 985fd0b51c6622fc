"""The one filter, against rows written by hand."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest

from incidents.codes import LegalStatus, Proposition, Role, Scheme, Verdict
from incidents.filters import IncidentFilter
from incidents.listing.texts import Texts
from incidents.models import ListedIncident, ListedText
from tests.factories import (
    JurisdictionFactory,
    ListedActorFactory,
    ListedElectionFactory,
    ListedIncidentFactory,
    PlatformFactory,
    TermFactory,
    ended,
)
from tests.once import made_once

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)
NAMES = {"fr": "Un nom", "en": "A name"}


@pytest.fixture(scope="module", autouse=True)
def registers(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """What the choices come from, where no row is needed."""
    with made_once(django_db_blocker):
        register()
        ended()
        yield


def register() -> None:
    for code in ("tiktok", "x"):
        PlatformFactory(code=code)
    for code in ("face_swap", "voice_clone"):
        TermFactory(scheme=Scheme.TECHNIQUE, code=code)
    TermFactory(scheme=Scheme.MEDIA, code="video")
    for slug in ("aurore", "borealis"):
        ListedActorFactory(slug=slug, content={"name": NAMES})
    ListedActorFactory(slug="somebody", kind="person", content={"name": NAMES})
    ListedElectionFactory(slug="essai-2026", content={"name": NAMES})
    JurisdictionFactory(code="FR", name_fr="France", name_en="France")


def row(**columns: Any) -> ListedIncident:
    made: ListedIncident = ListedIncidentFactory(**columns)
    return made


def ask(**asked: Any) -> IncidentFilter:
    return IncidentFilter(asked, ListedIncident.objects.all(), today=TODAY)


def found(**asked: Any) -> set[str]:
    """References of the rows that the filter lets through."""
    filtered = ask(**asked)
    assert filtered.is_valid(), filtered.errors
    return set(filtered.qs.values_list("reference", flat=True))


def test_nothing_asked_gives_everything() -> None:
    rows = {row().reference, row().reference}

    assert found() == rows


ARRAYS = [
    ("platform", "platforms", "tiktok", "x"),
    ("technique", "techniques", "face_swap", "voice_clone"),
    ("proposition", "propositions", "authorship", "impact"),
    ("status", "legal_statuses", "filed", "decided"),
    ("party", "parties", "aurore", "borealis"),
]
PLAIN = [
    ("verdict", "verdict", "verified_fake", "disputed"),
    ("country", "jurisdiction", "XV", "FR"),
]


@pytest.mark.parametrize(("name", "column", "one", "other"), ARRAYS)
def test_any_of_the_codes_chosen(name: str, column: str, one: str, other: str) -> None:
    first, second = row(**{column: [one]}), row(**{column: [other]})
    both, none = row(**{column: [one, other]}), row()

    assert found(**{name: [one]}) == {first.reference, both.reference}
    assert found(**{name: [other]}) == {second.reference, both.reference}
    assert found(**{name: [one, other]}) == {r.reference for r in (first, second, both)}
    assert none.reference in found()


@pytest.mark.parametrize(("name", "column", "one", "other"), PLAIN)
def test_any_of_the_values_chosen(name: str, column: str, one: str, other: str) -> None:
    first, second = row(**{column: one}), row(**{column: other})

    assert found(**{name: [one]}) == {first.reference}
    assert found(**{name: [one, other]}) == {first.reference, second.reference}


def test_an_election() -> None:
    wanted = row(election="essai-2026")
    row()

    assert found(election=["essai-2026"]) == {wanted.reference}


def test_filters_narrow_one_another() -> None:
    wanted = row(platforms=["tiktok"], verdict="disputed")
    row(platforms=["tiktok"])
    row(verdict="disputed")

    assert found(platform=["tiktok"], verdict=["disputed"]) == {wanted.reference}


UNKNOWN = [
    ("platform", "myspace"),
    ("party", "somebody"),
    ("party", "inconnu"),
    ("role", "author"),
    ("technique", "video"),
    ("proposition", "truth"),
    ("status", "guilty"),
    ("verdict", "true"),
    ("country", "ZZ"),
    ("election", "autre"),
    ("facts_from", "2026-13-01"),
    ("facts_to", "hier"),
    ("published_from", "2026-02-30"),
    ("published_to", "9999-99-99"),
]


@pytest.mark.parametrize(("name", "value"), UNKNOWN)
def test_an_unknown_value_is_an_error_of_its_field(name: str, value: str) -> None:
    row()
    one = name.endswith(("_from", "_to"))

    filtered = ask(**{name: value if one else [value]})

    assert not filtered.is_valid()
    assert list(filtered.form.errors) == [name]


def test_an_unknown_choice_is_named() -> None:
    assert "myspace" in str(ask(platform=["myspace"]).form.errors["platform"])


@pytest.mark.parametrize(
    ("enum", "name"),
    [(Role, "role"), (Proposition, "proposition"), (LegalStatus, "status"), (Verdict, "verdict")],
)
def test_every_code_may_be_asked_for(enum: Any, name: str) -> None:
    assert ask(**{name: [code.value for code in enum]}).is_valid()


def test_a_party_in_a_role_is_that_party_in_that_role() -> None:
    """Aurore promoted and Borealis targeted is not Borealis promoted."""
    one = row(
        parties=["aurore", "borealis"],
        party_roles=["promoted:*", "promoted:aurore", "targeted:*", "targeted:borealis"],
    )
    two = row(parties=["borealis"], party_roles=["promoted:*", "promoted:borealis"])

    assert found(party=["borealis"], role=["promoted"]) == {two.reference}
    assert found(party=["aurore"], role=["promoted"]) == {one.reference}
    assert found(party=["aurore"], role=["targeted"]) == set()
    assert found(party=["borealis"], role=["promoted", "targeted"]) == {
        one.reference,
        two.reference,
    }
    assert found(role=["targeted"]) == {one.reference}
    assert found(party=["borealis"]) == {one.reference, two.reference}


@pytest.mark.parametrize(
    ("due", "expected"),
    [(date(2026, 11, 21), True), (TODAY, True), (date(2026, 11, 23), False), (None, False)],
)
def test_nothing_followed_is_asked_as_of_today(due: date | None, expected: bool) -> None:
    wanted = row(legal_statuses=["announced"], review_due_on=due)
    row(legal_statuses=["filed"])

    assert found(status=["nothing_followed"]) == ({wanted.reference} if expected else set())
    assert wanted.reference in found(status=["announced"])


def test_nothing_followed_or_another_status() -> None:
    due = row(legal_statuses=["announced"], review_due_on=TODAY)
    filed = row(legal_statuses=["filed"])
    row(legal_statuses=["decided"])

    assert found(status=["nothing_followed", "filed"]) == {due.reference, filed.reference}


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        (None, None, True),
        ("2026-09-15", None, True),
        ("2026-09-16", None, False),
        (None, "2026-09-09", True),
        (None, "2026-09-08", False),
        ("2026-09-11", "2026-09-12", True),
        ("2026-09-15", "2026-09-30", True),
        ("2026-09-01", "2026-09-09", True),
        ("2026-09-16", "2026-09-30", False),
    ],
)
def test_facts_match_where_the_intervals_overlap(
    since: str | None, until: str | None, expected: bool
) -> None:
    wanted = row(earliest=date(2026, 9, 9), latest=date(2026, 9, 15))
    asked = {"facts_from": since, "facts_to": until}

    shown = found(**{name: value for name, value in asked.items() if value})

    assert (wanted.reference in shown) is expected


def test_facts_of_unknown_date_lie_in_no_period() -> None:
    row()

    assert found(facts_from="0001-01-01") == found(facts_to="9999-12-31") == set()


@pytest.mark.parametrize(
    ("day", "first", "last"),
    [
        ("2026-10-15", "2026-10-14T22:00:00Z", "2026-10-15T21:59:59Z"),
        ("2026-12-31", "2026-12-30T23:00:00Z", "2026-12-31T22:59:59Z"),
        ("2026-03-29", "2026-03-28T23:00:00Z", "2026-03-29T21:59:59Z"),
        ("2026-10-25", "2026-10-24T22:00:00Z", "2026-10-25T22:59:59Z"),
    ],
    ids=["summer", "winter", "23 hours", "25 hours"],
)
def test_a_day_of_publication_is_a_day_in_paris(day: str, first: str, last: str) -> None:
    begins, ends = (datetime.fromisoformat(text) for text in (first, last))
    inside = {row(first_published_at=at).reference for at in (begins, ends)}
    before = row(first_published_at=datetime.fromtimestamp(begins.timestamp() - 1, UTC))
    after = row(first_published_at=datetime.fromtimestamp(ends.timestamp() + 1, UTC))

    assert found(published_from=day, published_to=day) == inside
    assert found(published_from=day) == inside | {after.reference}
    assert found(published_to=day) == inside | {before.reference}


def test_the_first_publication_counts_not_the_last() -> None:
    wanted = row(
        first_published_at=datetime(2026, 9, 1, 12, tzinfo=UTC),
        published_at=datetime(2026, 11, 1, 12, tzinfo=UTC),
    )

    assert found(published_from="2026-09-01", published_to="2026-09-30") == {wanted.reference}
    assert found(published_from="2026-10-01") == set()


@pytest.mark.parametrize("name", ["published_from", "published_to", "facts_from", "facts_to"])
@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_ends_of_the_calendar_are_days_like_others(name: str, day: str) -> None:
    row(earliest=date(2026, 9, 9), latest=date(2026, 9, 9))

    whole = name.endswith("_from") is (day == "0001-01-01")
    assert len(found(**{name: day})) == (1 if whole else 0)


def worded(text: str) -> str:
    made = row()
    ListedText.objects.create(tier=2, incidents=[made.pk], words=Texts([text]))
    return made.reference


FRENCH = "Des vidéos truquées circulent : l’élection serait annulée à Rocquemare."


@pytest.mark.parametrize(
    "words",
    [
        "truquées",
        "truquée",
        "truqués",
        "truque",
        "truquees",
        "TRUQUÉE",
        "vidéo",
        "video",
        "videos",
        "élections",
        "election",
        "elections",
        "annuler",
        "rocquemare",
        "circule vidéo",
        '"vidéos truquées"',
        "deepfake OR truquée",
        "deepfake OU truquée",
        "truq*",
        "truquée -deepfake",
    ],
)
def test_words_in_any_form_with_or_without_accents(words: str) -> None:
    wanted = worded(FRENCH)
    worded("Un faux appel téléphonique.")

    assert found(q=words) == {wanted}


@pytest.mark.parametrize(
    "words", ["deepfake", "truquée deepfake", '"truquées vidéos"', "-truquée vidéo", "rocque"]
)
def test_other_words_do_not_match(words: str) -> None:
    worded(FRENCH)

    assert found(q=words) == set()


def test_english_words_are_found_in_their_forms() -> None:
    wanted = worded("Cloned voices called voters.")

    assert found(q="voice") == found(q="voter call") == found(q="cloning") == {wanted}


@pytest.mark.parametrize("words", ["", "   "])
def test_blank_words_ask_for_nothing(words: str) -> None:
    wanted = worded(FRENCH)

    assert found(q=words) == {wanted}


HOSTILE = [
    "&|!",
    "a & | ! (b",
    ":*",
    "truquée:*",
    "'; DROP TABLE incidents_listedincident; --",
    "\\",
    "'",
    '"',
    '""""',
    "(" * 200,
    ")" * 200,
    "<->",
    "a <-> <2> b",
    "-",
    "- - -",
    "or or or",
    "%s %d %(x)s",
    "le la les",
    "\N{RIGHT-TO-LEFT OVERRIDE}\N{ZERO WIDTH SPACE}",
    "😀" * 50,
    "é" * 200,
]


@pytest.mark.parametrize("words", HOSTILE)
def test_a_persons_words_are_never_syntax(words: str) -> None:
    """They find, or they are an error that says why: never anything else."""
    worded(FRENCH)

    filtered = ask(q=words)

    assert filtered.form.errors.keys() <= {"q"}
    assert len(filtered.qs if filtered.is_valid() else []) <= 1


@pytest.mark.parametrize("words", ["a\0b", "(" * 5_000, "mot " * 51, "é" * 201])
def test_words_that_cannot_be_asked_are_an_error_of_the_field(words: str) -> None:
    filtered = ask(q=words)

    assert not filtered.is_valid()
    assert list(filtered.form.errors) == ["q"]


def test_today_is_the_day_of_asking_unless_it_is_given() -> None:
    row(legal_statuses=["announced"], review_due_on=date(2026, 1, 1))
    asked, rows = {"status": ["nothing_followed"]}, ListedIncident.objects.all()

    assert IncidentFilter(asked, rows, today=date(2025, 12, 31)).qs.count() == 0
    assert IncidentFilter(asked, rows).qs.count() == 1
