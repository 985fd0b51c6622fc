"""Words in staff's own texts that judge a person: a warning, never a refusal. Pure.

Quotes are somebody else's words and are not looked at. Only a final conviction lets a text say such
a thing, and only of whom it concerns: a sentence is not warned of where it names somebody (by full
or short name) of whom the document records one, and nobody else whom the document names but
authorities. Whom a sentence means without a name is not guessed.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from unicodedata import combining, normalize

from incidents.codes import ActorKind
from incidents.documents import Document, actors
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


SENTENCE_ENDS = re.compile(r"[.!?…;:]+(?=\s)|[\r\n]+")


@dataclass(frozen=True)
class Decided:
    """Who may be said to be guilty, and who else is named: patterns of their folded names."""

    convicted: tuple[re.Pattern[str], ...] = ()
    others: tuple[re.Pattern[str], ...] = ()

    def lets_say(self, sentence: str) -> bool:
        """Whether a sentence names somebody finally convicted and nobody else."""
        folded = _folded(sentence)
        names_one = any(name.search(folded) for name in self.convicted)
        return names_one and not any(name.search(folded) for name in self.others)


NOTHING_DECIDED = Decided()


def loaded_words(document: Document) -> list[LoadedWord]:
    """The loaded words of a public document, in its order, that no final conviction lets it say."""
    known = decided(document)
    return [
        word for place, text in _texts(document) for word in loaded_words_in(place, text, known)
    ]


def loaded_words_in(
    place: str, text: Mapping[str, str], known: Decided = NOTHING_DECIDED
) -> list[LoadedWord]:
    """The loaded words of one bilingual text; accents may be written either way."""
    composed = {language: normalize("NFC", text.get(language) or "") for language in PATTERNS}
    return [
        LoadedWord(place, language, found[0], _around(composed[language], *found.span()))
        for language, pattern in PATTERNS.items()
        for found in pattern.finditer(composed[language])
        if not known.lets_say(_sentence(composed[language], found.start()))
    ]


def finally_convicted(document: Document) -> list[Document]:
    """The actors of whom a final conviction is recorded, each once. One that names nobody concerns
    the respondent of its procedure, if there is one alone."""
    found: list[Document] = []
    for procedure in document["procedures"]:
        for standing in procedure["statuses"]:
            if standing["stage"] in FINDING:
                alone = procedure["respondents"] if len(procedure["respondents"]) == 1 else []
                found += [standing["respondent"]] if standing["respondent"] else alone
    return [actor for n, actor in enumerate(found) if actor not in found[:n]]


def decided(document: Document) -> Decided:
    """What the final convictions of a document let a text say. A private person has no name in it,
    so that none is ever recognised."""
    convicted = [actor for actor in finally_convicted(document) if actor["slug"]]
    if not convicted:
        return NOTHING_DECIDED
    guilty = {actor["slug"] for actor in convicted}
    others = (
        actor
        for actor in actors(document)
        if actor["slug"] and actor["slug"] not in guilty and actor["kind"] != ActorKind.AUTHORITY
    )
    return Decided(_named(convicted), _named(others))


def _named(people: Iterable[Document]) -> tuple[re.Pattern[str], ...]:
    names = {_folded(n) for p in people for n in (*p["name"].values(), p["short_name"]) if n}
    return tuple(re.compile(rf"(?<!\w){re.escape(name)}(?!\w)") for name in sorted(names) if name)


def _folded(text: str) -> str:
    """Without case, accents, or differences of white space and apostrophes."""
    plain = "".join(c for c in normalize("NFKD", text) if not combining(c))
    return " ".join(plain.casefold().replace("’", "'").split())


def _sentence(text: str, place: int) -> str:
    """The sentence that holds a place; rather too short than too long."""
    ends = [0, *(end.end() for end in SENTENCE_ENDS.finditer(text)), len(text)]
    first = max(end for end in ends if end <= place)
    return text[first : min(end for end in ends if end > place)]


def _texts(document: Document) -> Iterator[tuple[str, dict[str, str]]]:
    for name in TEXTS:
        yield name, document[name]
    yield "verdict", document["verdict"]["basis"]
    for involvement in document["involvements"]:
        yield "involvement", involvement["note"]
    for appearance in document["appearances"]:
        for event in appearance["events"]:
            yield "appearance", event["note"]
        for reading in appearance["observations"]:
            yield "reading", reading["headline_reason"]
    for claim in document["claims"]:
        yield "claim", claim["summary"]
        yield "speaker", claim["speaker"]["label"]
    for procedure in document["procedures"]:
        for event in procedure["events"]:
            yield "procedure", event["note"]
            yield "step", event["outside_table_reason"]
    for label in _public_labels(document):
        yield "label", label


def _public_labels(document: Document) -> list[dict[str, str]]:
    """What stands for those who are not named, each once."""
    found = [actor["name"] for actor in actors(document) if not actor["slug"]]
    return [name for n, name in enumerate(found) if name not in found[:n]]


def _around(text: str, first: int, last: int) -> str:
    """The word with a little of what stands around it."""
    begin, end = max(0, first - 30), min(len(text), last + 30)
    before = "…" if begin else ""
    after = "…" if end < len(text) else ""
    return f"{before}{' '.join(text[begin:end].split())}{after}"
