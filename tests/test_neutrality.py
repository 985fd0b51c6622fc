"""Words of staff that judge a person are found; words of others, and decided cases, are not."""

import re
from typing import Any
from unicodedata import normalize

import pytest

from incidents.neutrality import (
    LOADED,
    finding_is_final,
    loaded_words,
    loaded_words_in,
)
from incidents.procedures import FINDING, EventKind
from incidents.projection import document
from tests.factories import (
    ActorFactory,
    CitationFactory,
    ClaimFactory,
    IncidentFactory,
    InvolvementFactory,
    ProcedureEventFactory,
    ProcedureFactory,
    TranscriptFactory,
)

FOUND = {
    "fr": "responsable responsables coupable coupables culpabilité complice complices criminel "
    "criminels criminelle criminelles délinquant délinquants délinquante délinquantes escroc "
    "escrocs fautif fautifs fautive fautives faussaire faussaires manipulateur manipulateurs "
    "manipulatrice manipulatrices menteur menteurs menteuse menteuses malfaiteur malfaiteurs "
    "avoue avouent démasqué démasqués démasquée démasquées",
    "en": "responsible guilty guilt culprit culprits perpetrator perpetrators accomplice "
    "accomplices criminal criminals crook crooks fraudster fraudsters forger forgers manipulator "
    "manipulators liar liars offender offenders confess confesses confessed unmasked",
}

NOT_FOUND = {
    "fr": "responsabilité irresponsable coupablement complicité criminalité escroquerie faute "
    "mensonge menti désavoue avouer coupe",
    "en": "responsibility irresponsible guiltless criminality crooked fraud forgery lie "
    "manipulation offence confession",
}


@pytest.mark.parametrize(
    ("language", "word"), [(lang, word) for lang, words in FOUND.items() for word in words.split()]
)
def test_each_word_is_found_as_it_is_and_in_capitals(language: str, word: str) -> None:
    for written in (word, word.upper(), f"« {word} »", f"L’{word}, dit-on."):
        (found,) = loaded_words_in("summary", {language: written})
        assert (found.word.lower(), found.language) == (word, language)


def test_each_pattern_has_a_word_here() -> None:
    for language, patterns in LOADED.items():
        for pattern in patterns:
            words = FOUND[language].split()
            assert any(re.fullmatch(pattern, word) for word in words), pattern


@pytest.mark.parametrize(
    ("language", "word"),
    [(lang, word) for lang, words in NOT_FOUND.items() for word in words.split()],
)
def test_a_word_that_only_looks_like_one_is_left_alone(language: str, word: str) -> None:
    assert loaded_words_in("summary", {language: f"Une {word} ici."}) == []


def test_accents_may_be_written_in_two_pieces() -> None:
    (found,) = loaded_words_in("title", {"fr": normalize("NFD", "Un élu démasqué")})

    assert found.word == "démasqué"


def test_each_language_has_its_own_words() -> None:
    assert loaded_words_in("title", {"fr": "liar", "en": "coupable"}) == []


def test_the_words_around_are_given_without_line_ends() -> None:
    text = {"fr": "a " * 40 + "\nle coupable\n" + "b " * 40, "en": None}

    (found,) = loaded_words_in("title", text)  # type: ignore[arg-type]

    assert "\n" not in found.around
    assert found.around.startswith("…")
    assert found.around.endswith("…")
    assert "le coupable b" in found.around
    assert len(found.around) < 80


@pytest.mark.django_db
def test_every_text_of_staff_is_read_and_no_quote() -> None:
    incident = IncidentFactory(
        title_fr="Le coupable", summary_en="The liar.", verdict_basis_fr="Le faussaire avoue."
    )
    InvolvementFactory(incident=incident, note_fr="Complice.")
    claim = ClaimFactory(incidents=[incident], summary_fr="Elle le dit responsable.")
    transcript = TranscriptFactory(texts=["Vous êtes un menteur et un escroc."])
    CitationFactory(claim=claim, source=transcript.source, quote="un menteur et un escroc")
    procedure = ProcedureFactory(incidents=[incident])
    ProcedureEventFactory(procedure=procedure, note_fr="Des escrocs.")

    found = [(word.place, word.language, word.word) for word in loaded_words(document(incident))]

    assert found == [
        ("title", "fr", "coupable"),
        ("summary", "en", "liar"),
        ("verdict", "fr", "faussaire"),
        ("verdict", "fr", "avoue"),
        ("involvement", "fr", "Complice"),
        ("claim", "fr", "responsable"),
        ("procedure", "fr", "escrocs"),
    ]


def decided(*kinds: EventKind) -> Any:
    incident = IncidentFactory(title_fr="Le coupable", summary_fr="Des faits.")
    procedure = ProcedureFactory(incidents=[incident], track="penal")
    person = ActorFactory(kind="person")
    for kind in kinds:
        ProcedureEventFactory(procedure=procedure, kind=kind, respondent=person)
    return document(incident)


@pytest.mark.django_db
def test_a_final_conviction_may_be_told() -> None:
    content = decided(EventKind.CONVICTED, EventKind.FINAL)

    assert FINDING
    assert finding_is_final(content)
    assert loaded_words(content) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    "kinds",
    [
        (EventKind.CONVICTED,),
        (EventKind.CONVICTED, EventKind.APPEAL),
        (EventKind.ACQUITTED, EventKind.FINAL),
        (EventKind.FORMAL_INVESTIGATION,),
    ],
)
def test_what_is_not_final_or_no_conviction_silences_nothing(kinds: tuple[EventKind, ...]) -> None:
    assert [word.word for word in loaded_words(decided(*kinds))] == ["coupable"]
