"""Words of staff that judge a person are found; words of others are not, nor what a final
conviction lets say."""

import re
from typing import Any
from unicodedata import normalize

import pytest

from incidents.neutrality import (
    LOADED,
    finally_convicted,
    loaded_words,
    loaded_words_in,
)
from incidents.procedures import FINDING, EventKind
from incidents.projection import document
from tests.factories import (
    ActorFactory,
    AppearanceFactory,
    CitationFactory,
    ClaimFactory,
    IncidentFactory,
    InvolvementFactory,
    ObservationFactory,
    PrivateActorFactory,
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


@pytest.mark.django_db
def test_reasons_and_labels_are_read_too() -> None:
    incident = IncidentFactory()
    seen = AppearanceFactory(incident=incident)
    reason = {"is_headline": True, "headline_reason_fr": "Le faussaire la donne."}
    ObservationFactory(appearance=seen, **reason)
    ClaimFactory(incidents=[incident], speaker_label_fr="le menteur")
    procedure = ProcedureFactory(incidents=[incident])
    ProcedureEventFactory(procedure=procedure, outside_table_reason_fr="Il avoue.")
    unnamed = PrivateActorFactory(public_label_fr="le coupable présumé")
    for role in ("depicted", "promoted"):
        InvolvementFactory(incident=incident, actor=unnamed, role=role)

    found = [(word.place, word.word) for word in loaded_words(document(incident))]

    assert found == [
        ("reading", "faussaire"),
        ("speaker", "menteur"),
        ("step", "avoue"),
        ("label", "coupable"),
    ]


def case(text: str, *kinds: EventKind, respondents: int = 1, per_person: bool = True) -> Any:
    """A document whose summary is the text, in which Élodie Corte was decided about."""
    incident = IncidentFactory(title_fr="Des faits", summary_fr=text)
    procedure = ProcedureFactory(incidents=[incident], track="penal")
    people = [
        ActorFactory(kind="party", name_fr="Élodie Corte", short_name="ELC"),
        ActorFactory(kind="party", name_fr="Bero Dun"),
    ]
    procedure.respondents.set(people[:respondents])
    for kind in kinds:
        person = people[0] if per_person else None
        ProcedureEventFactory(procedure=procedure, kind=kind, respondent=person)
    InvolvementFactory(incident=incident, actor=people[1])
    authority = ActorFactory(kind="authority", name_fr="Tribunal de Lume")
    InvolvementFactory(incident=incident, actor=authority)
    return document(incident)


FINALLY = (EventKind.CONVICTED, EventKind.FINAL)
NAMED = "Élodie Corte est coupable."


@pytest.mark.django_db
@pytest.mark.parametrize(
    "text",
    [
        NAMED,
        "elodie corte est coupable",
        "Des faits. La coupable est ÉLODIE CORTE.",
        "Selon le Tribunal de Lume, Élodie Corte est coupable.",
        "Elc est coupable.",
    ],
)
def test_a_sentence_that_names_whom_a_final_conviction_concerns_may_say_so(text: str) -> None:
    assert FINDING
    assert loaded_words(case(text, *FINALLY)) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    "text",
    [
        "Bero Dun est coupable.",
        "Bob est coupable.",
        "Le coupable est connu.",
        "Élodie Corte a été jugée. Bob est coupable.",
        "Bob est coupable ; Élodie Corte a été jugée.",
        "Élodie Corte est citée.\nBob est coupable",
        "Élodie Corte et Bero Dun : deux noms, dont un coupable.",
        "Élodie Corte et Bero Dun, coupables.",
        "Élodie Cortexa est coupable.",
    ],
)
def test_one_final_conviction_silences_nothing_about_others(text: str) -> None:
    assert len(loaded_words(case(text, *FINALLY))) == 1


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
    assert [word.word for word in loaded_words(case(NAMED, *kinds))] == ["coupable"]


@pytest.mark.django_db
@pytest.mark.parametrize(("respondents", "warned"), [(0, 1), (1, 0), (2, 1)])
def test_a_conviction_that_names_nobody_is_that_of_the_only_respondent(
    respondents: int, warned: int
) -> None:
    content = case(NAMED, *FINALLY, respondents=respondents, per_person=False)

    assert len(finally_convicted(content)) == 1 - warned
    assert len(loaded_words(content)) == warned


@pytest.mark.django_db
def test_a_private_person_is_recognised_in_no_text() -> None:
    incident = IncidentFactory(title_fr="Des faits", summary_fr="Une personne privée est coupable.")
    procedure = ProcedureFactory(incidents=[incident], track="penal")
    person = PrivateActorFactory(public_label_fr="une personne privée")
    for kind in FINALLY:
        ProcedureEventFactory(procedure=procedure, kind=kind, respondent=person)
    content = document(incident)

    assert [actor["slug"] for actor in finally_convicted(content)] == [None]
    assert len(loaded_words(content)) == 1
