"""A quote is in the source or the citation is refused, with the nearest passage."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from incidents import models
from incidents.actions.citation import CitationError, cite
from incidents.actions.showing import incidents_showing
from incidents.codes import Supports
from incidents.transcripts.quotes import QuoteError
from tests import factories
from tests.factories import (
    AppearanceEventFactory,
    ClaimFactory,
    IncidentFactory,
    InvolvementFactory,
    ObservationFactory,
    ProcedureEventFactory,
    SourceMediaFactory,
    TranscriptFactory,
    UserFactory,
)
from tracker.accounts.models import User

pytestmark = pytest.mark.django_db
TEXTS = (
    "Bonsoir à tous.",
    "L'Été dernier, une vidéo",
    "truquée a fait le tour du pays.",
    "Qui est derrière ?",
    "Bonsoir à tous.",
)


@pytest.fixture
def person() -> User:
    return UserFactory(roles=["reporter"])


@pytest.fixture
def source() -> models.SourceMedia:
    made: models.SourceMedia = SourceMediaFactory(description="Un reportage sur une fausse vidéo.")
    TranscriptFactory(source=made, texts=TEXTS)
    return made


def segment(source: models.SourceMedia, position: int) -> models.Segment:
    return models.Segment.objects.get(transcript__source=source, position=position)


def places(made: models.Citation) -> tuple[int | None, int | None]:
    ends = made.first_segment, made.last_segment
    return tuple(end.position if end else None for end in ends)  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        ("Qui est derrière ?", (3, 3)),
        ("qui est DERRIERE", (3, 3)),
        ("l’ete dernier — une video truquee", (1, 2)),
        ("vidéo truquée a fait le tour du pays. Qui est", (1, 3)),
        ("  Qui   est\nderrière  ", (3, 3)),
        ("Bonsoir à tous", (0, 0)),
    ],
)
def test_the_range_follows_from_the_quote(
    source: models.SourceMedia, person: User, quote: str, expected: tuple[int, int]
) -> None:
    made = cite(owner=ClaimFactory(), source=source, quote=quote, by=person)

    assert places(made) == expected
    assert made.quote == quote.strip()


def test_a_range_that_is_given_is_kept(source: models.SourceMedia, person: User) -> None:
    made = cite(
        owner=ClaimFactory(),
        source=source,
        quote="Bonsoir",
        first=segment(source, 3),
        last=segment(source, 4),
        by=person,
    )

    assert places(made) == (3, 4)


@pytest.mark.parametrize("end", ["first", "last"])
def test_one_end_is_a_range_of_one(source: models.SourceMedia, person: User, end: str) -> None:
    ends: dict[str, Any] = {end: segment(source, 2)}

    made = cite(owner=ClaimFactory(), source=source, by=person, **ends)

    assert places(made) == (2, 2)


def test_a_quote_that_nobody_said_is_refused_with_the_nearest_passage(
    source: models.SourceMedia, person: User
) -> None:
    with pytest.raises(CitationError) as caught:
        cite(owner=ClaimFactory(), source=source, quote="une image truquée circule", by=person)

    message = str(caught.value)
    assert "“une image truquée circule” is not in the transcript" in message
    assert "at 00:04" in message
    assert "truquée a fait le tour du pays." in message
    assert models.Citation.objects.count() == 0


def test_a_quote_of_which_not_a_word_was_said_is_refused(
    source: models.SourceMedia, person: User
) -> None:
    with pytest.raises(CitationError, match=r"“zèbre” is not in the transcript$"):
        cite(owner=ClaimFactory(), source=source, quote="zèbre", by=person)


def test_half_a_word_is_no_quote(source: models.SourceMedia, person: User) -> None:
    with pytest.raises(CitationError):
        cite(owner=ClaimFactory(), source=source, quote="truqu", by=person)


def test_a_quote_outside_the_given_range_is_refused(
    source: models.SourceMedia, person: User
) -> None:
    with pytest.raises(CitationError, match="“Qui est derrière” is not in the transcript"):
        cite(
            owner=ClaimFactory(),
            source=source,
            quote="Qui est derrière",
            first=segment(source, 0),
            last=segment(source, 2),
            by=person,
        )


def test_a_quote_of_the_description_has_no_range(source: models.SourceMedia, person: User) -> None:
    made = cite(owner=ClaimFactory(), source=source, quote="sur une fausse video", by=person)

    assert places(made) == (None, None)


def test_without_a_transcript_the_quote_is_taken_as_it_is(person: User) -> None:
    made = cite(owner=ClaimFactory(), source=SourceMediaFactory(), quote="Un mot.", by=person)

    assert (places(made), made.quote) == ((None, None), "Un mot.")


def test_the_newest_version_of_the_transcript_is_searched(
    source: models.SourceMedia, person: User
) -> None:
    newer = TranscriptFactory(source=source, number=2, reason="Relue.", texts=["Tout autre chose."])

    made = cite(owner=ClaimFactory(), source=source, quote="tout autre chose", by=person)

    assert made.first_segment is not None
    assert made.first_segment.transcript_id == newer.pk


@pytest.mark.parametrize("quote", ["…", "« ! »"])
@pytest.mark.parametrize("description", ["", "Un reportage."])
def test_a_quote_without_a_word_is_refused(person: User, quote: str, description: str) -> None:
    source = SourceMediaFactory(description=description)
    TranscriptFactory(source=source, texts=TEXTS)

    with pytest.raises(QuoteError, match="the quote has no word"):
        cite(owner=ClaimFactory(), source=source, quote=quote, by=person)


def test_a_quote_longer_than_is_compared_is_refused(
    source: models.SourceMedia, person: User
) -> None:
    with pytest.raises(QuoteError, match="at most 5000 are compared"):
        cite(owner=ClaimFactory(), source=source, quote="mot " * 1300, by=person)


def test_a_range_that_ends_before_it_begins_is_refused(
    source: models.SourceMedia, person: User
) -> None:
    with pytest.raises(CitationError, match="ends at 00:04, before its beginning at 00:12"):
        cite(
            owner=ClaimFactory(),
            source=source,
            first=segment(source, 3),
            last=segment(source, 1),
            by=person,
        )


def test_a_range_of_another_source_is_refused(source: models.SourceMedia, person: User) -> None:
    other = TranscriptFactory(texts=TEXTS).source

    with pytest.raises(CitationError, match="one transcript of the source"):
        cite(owner=ClaimFactory(), source=source, first=segment(other, 0), by=person)


def test_a_range_over_two_versions_is_refused(source: models.SourceMedia, person: User) -> None:
    newer = TranscriptFactory(source=source, number=2, reason="Relue.", texts=TEXTS)

    with pytest.raises(CitationError, match="one transcript of the source"):
        cite(
            owner=ClaimFactory(),
            source=source,
            first=segment_of(newer, 1),
            last=models.Segment.objects.exclude(transcript=newer).get(position=2),
            by=person,
        )


def segment_of(transcript: models.Transcript, position: int) -> models.Segment:
    return models.Segment.objects.get(transcript=transcript, position=position)


OWNERS: dict[str, Any] = {
    "claim": ClaimFactory,
    "procedure_event": ProcedureEventFactory,
    "appearance_event": AppearanceEventFactory,
    "observation": ObservationFactory,
    "involvement": InvolvementFactory,
    "incident": IncidentFactory,
}


@pytest.mark.parametrize("name", OWNERS)
def test_a_citation_belongs_to_its_owner_and_edits_its_incidents(
    source: models.SourceMedia, person: User, name: str
) -> None:
    owner = OWNERS[name]()
    incidents = list(incidents_showing(owner))

    supports = Supports.WHAT if name == "incident" else ""
    made = cite(owner=owner, source=source, by=person, note="Une note.", supports=supports)

    assert {field: getattr(made, field) for field in OWNERS} == {
        field: owner if field == name else None for field in OWNERS
    }
    assert len(incidents) == 1
    stored = models.Incident.objects.get(pk=incidents[0].pk)
    assert (stored.version, stored.updated_by) == (2, person)


def test_a_citation_of_an_incident_says_which_fact_it_carries(
    source: models.SourceMedia, person: User
) -> None:
    made = cite(owner=IncidentFactory(), source=source, by=person, supports=Supports.WHEN)

    assert models.Citation.objects.get(pk=made.pk).supports == "when"


def test_a_citation_of_an_incident_that_does_not_say_is_refused(
    source: models.SourceMedia, person: User
) -> None:
    with pytest.raises(CitationError, match="say which fact of the incident"):
        cite(owner=IncidentFactory(), source=source, by=person)

    assert not models.Citation.objects.exists()


def test_the_database_refuses_that_of_another_owner(
    source: models.SourceMedia, person: User
) -> None:
    with (
        pytest.raises(IntegrityError, match="citation_of_an_incident_and_no_other_says"),
        transaction.atomic(),
    ):
        cite(owner=ClaimFactory(), source=source, by=person, supports=Supports.WHEN)


@pytest.mark.parametrize("owners", [{"claim": None}, {"incident": "one"}])
def test_the_database_refuses_none_or_two_owners(
    source: models.SourceMedia, owners: dict[str, Any]
) -> None:
    if owners.get("incident"):
        owners = {"incident": IncidentFactory()}

    with (
        pytest.raises(IntegrityError, match="citation_belongs_to_exactly_one_record"),
        transaction.atomic(),
    ):
        factories.CitationFactory(source=source, **owners)


@pytest.mark.parametrize("how", ["insert", "update"])
def test_the_database_refuses_segments_of_another_source(
    source: models.SourceMedia, how: str
) -> None:
    ends = {"first_segment": segment(source, 0), "last_segment": segment(source, 1)}
    own = factories.CitationFactory(source=source, **ends)
    other = TranscriptFactory(texts=TEXTS).source

    with (
        pytest.raises(IntegrityError, match="quotes segments of its own source only"),
        transaction.atomic(),
    ):
        if how == "insert":
            factories.CitationFactory(source=other, **ends)
        else:
            models.Citation.objects.filter(pk=own.pk).update(source=other)

    assert models.Citation.objects.get().source == source


@pytest.mark.parametrize("end", ["first_segment", "last_segment"])
def test_one_end_in_another_source_is_enough(source: models.SourceMedia, end: str) -> None:
    other = TranscriptFactory(texts=TEXTS).source
    ends = {"first_segment": segment(source, 0), "last_segment": segment(source, 1)}

    with (
        pytest.raises(IntegrityError, match="quotes segments of its own source only"),
        transaction.atomic(),
    ):
        factories.CitationFactory(source=source, **(ends | {end: segment(other, 1)}))
