"""What is cited, and how it is cited in a text of each language."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from incidents.dates import day_wording

LANGUAGES = ("fr", "en")
NO_BREAK = "\N{NO-BREAK SPACE}"


class Genre(NamedTuple):
    """What each format calls a work, what counts its states, and how its key begins."""

    bibtex: str
    ris: str
    csl: str
    counted: Mapping[str, str]
    key: str


PAGE = Genre("misc", "ELEC", "webpage", {"fr": "version", "en": "version"}, "{}-v{}")
REPORT = Genre("techreport", "RPRT", "report", {"fr": "édition", "en": "edition"}, "report-{}-e{}")


@dataclass(frozen=True)
class Work:
    """A version of an incident, or an edition of a report: what is needed to cite it. ``title`` is
    per language, "" where there is none; ``addresses`` are those of this version, per language of
    the page; ``digest`` is that of what was issued, "" for a page."""

    institution: str
    title: Mapping[str, str]
    reference: str
    version: int
    dated: date
    addresses: Mapping[str, str]
    language: str
    genre: Genre = PAGE
    digest: str = ""

    @property
    def address(self) -> str:
        """The address in the language of the page."""
        return self.addresses[self.language]

    @property
    def key(self) -> str:
        """A name for it that is unique on the site and may stand in any file."""
        return self.genre.key.format(self.reference, self.version)

    @property
    def seal(self) -> str:
        """The digest by which a copy is known, with its name."""
        return f"SHA-256 {self.digest}" if self.digest else ""

    def title_in(self, language: str) -> tuple[str, str]:
        """The title, and the language in which there is one."""
        for tongue in first_in(language):
            if self.title.get(tongue):
                return plain(self.title[tongue]), tongue
        return self.reference, language


@dataclass(frozen=True)
class Passage:
    """A passage of a source. ``said`` has the voices in order with their words, ``place`` says
    where it is ("00:08–00:12"), ``digest`` is that of the original, ``transcript`` the number of
    its version; what is not known is "" or 0."""

    institution: str
    source: str
    source_language: str
    publisher: Mapping[str, str]
    published: Mapping[str, str]
    place: str
    said: Sequence[tuple[str, str]]
    transcript: int
    addresses: Mapping[str, str]
    digest: str


def first_in(language: str) -> tuple[str, ...]:
    """The languages in which we cite, that of the page first."""
    return (language, *(each for each in LANGUAGES if each != language))


class Piece(NamedTuple):
    """Words of a line. ``language`` is "" for the line's own."""

    text: str
    language: str = ""


def in_words(work: Work, language: str, read_on: date) -> list[Piece]:
    """One line in the style that the language is used to, in pieces of one language each."""
    title, tongue = work.title_in(language)
    dated, read = day_wording(work.dated, language), day_wording(read_on, language)
    counted = work.genre.counted[language]
    known = f", {work.reference}, {counted}{NO_BREAK}{work.version}, {dated}"
    address, sealed = work.addresses[language], f", {work.seal}" if work.seal else ""
    if language == "fr":
        known += f" [consulté le {read}], {address}{sealed}"
    else:
        known += f", {address} (accessed {read}){sealed}."
    return [Piece(f"{work.institution}, "), Piece(quoted(title, tongue), tongue), Piece(known)]


def passage_in_words(passage: Passage, language: str, read_on: date) -> list[Piece]:
    """One line, in pieces of one language each: who says what, in which source, at which second;
    where it is read, and the digest by which the original is known."""
    read = day_wording(read_on, language)
    written = "transcription" if language == "fr" else "transcript"
    parts = [
        Piece(passage.publisher.get(language, "")),
        Piece(quoted(passage.source, passage.source_language), passage.source_language),
        Piece(passage.published.get(language, "")),
        Piece(passage.place),
        Piece(f"{written}, version{NO_BREAK}{passage.transcript}" if passage.transcript else ""),
    ]
    mark = f"SHA-256 {passage.digest}" if passage.digest else ""
    site, address = passage.institution, passage.addresses[language]
    if language == "fr":
        known = f", original{NO_BREAK}: {mark}" if mark else ""
        where = f"{site} [consulté le {read}], {address}{known}"
    else:
        known = f"; original: {mark}" if mark else ""
        where = f"{site}, {address} (accessed {read}){known}."
    voices = Piece(_voices(passage, language), passage.source_language)
    return _listed([voices, *(part for part in parts if part.text), Piece(where)])


def _voices(passage: Passage, language: str) -> str:
    colon = f"{NO_BREAK}:" if language == "fr" else ":"
    voices = (
        (f"{who}{colon} " if who else "") + quoted(plain(words), passage.source_language)
        for who, words in passage.said
    )
    return " – ".join(voices)


def _listed(parts: Sequence[Piece]) -> list[Piece]:
    return [piece for part in parts for piece in (Piece(", "), part)][1:]


def quoted(text: str, language: str) -> str:
    """A text between the quotation marks of its own language; those inside it become inner ones."""
    if language == "fr":
        inner = re.sub(r"«\s*", "“", re.sub(r"\s*»", "”", text))
        return f"«{NO_BREAK}{inner}{NO_BREAK}»"
    return f"“{text.translate({ord('“'): '‘', ord('”'): '’'})}”"


def plain(text: str) -> str:
    """The text in one line, without control and format characters."""
    kept = (c if unicodedata.category(c) not in ("Cc", "Cf") else " " for c in text)
    return re.sub(r"\s+", " ", "".join(kept)).strip()
