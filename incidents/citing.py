"""How to cite a version of an incident, or a passage of a source: in words, and as files. Pure.

The words are those of one language, whatever the page's: a French article cites in French. Files
are written for the readers that exist: BibTeX counts braces even behind a backslash, RIS knows no
way to continue a line. So nothing that stands in a title may end a field.
"""

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from incidents.dates import day_wording

LANGUAGES = ("fr", "en")
REGIONS = {"fr": "fr-FR", "en": "en-GB"}
LANGIDS = {"fr": "french", "en": "english"}
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
NO_BREAK = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True)
class Work:
    """A version of an incident: what is needed to cite it. ``title`` is per language, "" where
    there is none; ``addresses`` are those of this version, per language of the page."""

    institution: str
    title: Mapping[str, str]
    reference: str
    version: int
    dated: date
    addresses: Mapping[str, str]
    language: str

    @property
    def address(self) -> str:
        """The address in the language of the page."""
        return self.addresses[self.language]

    @property
    def key(self) -> str:
        """A name for it that is unique on the site and may stand in any file."""
        return f"{self.reference}-v{self.version}"

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
    known = f", {work.reference}, version{NO_BREAK}{work.version}, {dated}"
    address = work.addresses[language]
    if language == "fr":
        known += f" [consulté le {read}], {address}"
    else:
        known += f", {address} (accessed {read})."
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


def bibtex(work: Work, read_on: date) -> str:
    """An entry that BibTeX and biblatex read, in UTF-8."""
    title, tongue = work.title_in(work.language)
    fields = {
        "author": f"{{{in_tex(work.institution)}}}",
        "title": f"{{{in_tex(title)}}}",
        "date": work.dated.isoformat(),
        "year": str(work.dated.year),
        "month": MONTHS[work.dated.month - 1],
        "version": str(work.version),
        "note": f"{in_tex(work.reference)}, version {work.version}",
        "url": in_address(work.address),
        "urldate": read_on.isoformat(),
        "langid": LANGIDS[tongue],
    }
    lines = [
        f"  {name} = {value if name == 'month' else f'{{{value}}}'},"
        for name, value in fields.items()
    ]
    return "\n".join([f"@misc{{{work.key},", *lines, "}"]) + "\n"


def ris(work: Work, read_on: date) -> str:
    """A record in RIS; each line ends as that format wants it."""
    title, tongue = work.title_in(work.language)
    fields = [
        ("TY", "ELEC"),
        ("AU", plain(work.institution)),
        ("TI", title),
        ("PY", str(work.dated.year)),
        ("DA", f"{work.dated:%Y/%m/%d}/"),
        ("AN", work.reference),
        ("ET", str(work.version)),
        ("LA", tongue),
        ("PB", plain(work.institution)),
        ("UR", in_address(work.address)),
        ("Y2", f"{read_on:%Y/%m/%d}/"),
        ("ID", work.key),
        ("ER", ""),
    ]
    return "".join(f"{tag}  - {value}\r\n" for tag, value in fields)


def csl_json(work: Work, read_on: date) -> str:
    """A list of one item, as citation processors read it (CSL-JSON)."""
    title, tongue = work.title_in(work.language)
    item: dict[str, Any] = {
        "id": work.key,
        "type": "webpage",
        "title": title,
        "author": [{"literal": plain(work.institution)}],
        "publisher": plain(work.institution),
        "issued": _parts(work.dated),
        "accessed": _parts(read_on),
        "number": work.reference,
        "version": str(work.version),
        "language": REGIONS[tongue],
        "URL": in_address(work.address),
    }
    return json.dumps([item], ensure_ascii=False, indent=2) + "\n"


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


TEX = {
    "\\": r"{\textbackslash}",
    "{": r"{\textbraceleft}",
    "}": r"{\textbraceright}",
    "~": r"{\textasciitilde}",
    "^": r"{\textasciicircum}",
    **{character: f"\\{character}" for character in "%&$#_"},
}
"""Braces by their names: BibTeX counts them even where a backslash stands before."""


def in_tex(text: str) -> str:
    """The text for a field of BibTeX, its own signs made harmless."""
    return "".join(TEX.get(character, character) for character in plain(text))


def in_address(url: str) -> str:
    """The address with what could end a field written by its number."""
    return re.sub(r"[{}\\\s]", lambda found: f"%{ord(found[0]):02X}", url)


def _parts(day: date) -> dict[str, list[list[int]]]:
    return {"date-parts": [[day.year, day.month, day.day]]}
