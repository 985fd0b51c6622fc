"""Words in staff's own texts that judge a person: a warning, never a refusal. Pure.

Quotes are somebody else's words and are not looked at. Where a final conviction is recorded in the
same document, a text may say so and nothing is warned of.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from unicodedata import normalize

from incidents.documents import Document
from incidents.procedures import FINDING

LOADED: dict[str, tuple[str, ...]] = {
    "fr": (
        "responsables?",
        "coupables?",
        "culpabilité",
        "complices?",
        "criminel(?:le)?s?",
        "délinquante?s?",
        "escrocs?",
        "fautifs?",
        "fautives?",
        "faussaires?",
        "manipulat(?:eur|rice)s?",
        "menteurs?",
        "menteuses?",
        "malfaiteurs?",
        "avoue(?:nt)?",
        "démasquée?s?",
    ),
    "en": (
        "responsible",
        "guilty",
        "guilt",
        "culprits?",
        "perpetrators?",
        "accomplices?",
        "criminals?",
        "crooks?",
        "fraudsters?",
        "forgers?",
        "manipulators?",
        "liars?",
        "offenders?",
        "confess(?:es|ed)?",
        "unmasked",
    ),
}
"""Patterns of whole words, by language."""

PATTERNS = {
    language: re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE)
    for language, words in LOADED.items()
}

TEXTS = ("title", "summary")
"""Bilingual texts of an incident; the other records' are named in ``_texts``."""


@dataclass(frozen=True)
class LoadedWord:
    """One such word: where it stands (the kind of text and its language) and in what words."""

    place: str
    language: str
    word: str
    around: str


def loaded_words(document: Document) -> list[LoadedWord]:
    """Every loaded word of a public document, in its order; none where a finding is final."""
    if finding_is_final(document):
        return []
    return [word for place, text in _texts(document) for word in loaded_words_in(place, text)]


def finding_is_final(document: Document) -> bool:
    """Whether a final conviction is recorded: then a text may say so."""
    stages = {each["stage"] for p in document["procedures"] for each in p["statuses"]}
    return bool(stages & {stage.value for stage in FINDING})


def loaded_words_in(place: str, text: Mapping[str, str]) -> list[LoadedWord]:
    """Every loaded word of one bilingual text, by itself; accents may be written either way."""
    composed = {language: normalize("NFC", text.get(language) or "") for language in PATTERNS}
    return [
        LoadedWord(place, language, found[0], _around(composed[language], *found.span()))
        for language, pattern in PATTERNS.items()
        for found in pattern.finditer(composed[language])
    ]


def _texts(document: Document) -> Iterator[tuple[str, dict[str, str]]]:
    for name in TEXTS:
        yield name, document[name]
    yield "verdict", document["verdict"]["basis"]
    for involvement in document["involvements"]:
        yield "involvement", involvement["note"]
    for appearance in document["appearances"]:
        for event in appearance["events"]:
            yield "appearance", event["note"]
    for claim in document["claims"]:
        yield "claim", claim["summary"]
    for procedure in document["procedures"]:
        for event in procedure["events"]:
            yield "procedure", event["note"]


def _around(text: str, first: int, last: int) -> str:
    """The word with a little of what stands around it."""
    begin, end = max(0, first - 30), min(len(text), last + 30)
    before = "…" if begin else ""
    after = "…" if end < len(text) else ""
    return f"{before}{' '.join(text[begin:end].split())}{after}"
