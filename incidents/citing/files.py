"""Files that reference managers read: BibTeX, RIS, CSL-JSON.

They are written for the readers that exist: BibTeX counts braces even behind a backslash, RIS knows
no way to continue a line. So nothing that stands in a title may end a field.
"""

import json
import re
from datetime import date
from typing import Any

from incidents.citing.words import REPORT, Work, plain

REGIONS = {"fr": "fr-FR", "en": "en-GB"}
LANGIDS = {"fr": "french", "en": "english"}
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


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
        "note": in_tex(_note(work)),
        "url": in_address(work.address),
        "urldate": read_on.isoformat(),
        "langid": LANGIDS[tongue],
    }
    if work.genre is REPORT:
        fields |= {"institution": in_tex(work.institution), "number": in_tex(work.reference)}
    lines = [
        f"  {name} = {value if name == 'month' else f'{{{value}}}'},"
        for name, value in fields.items()
    ]
    return "\n".join([f"@{work.genre.bibtex}{{{work.key},", *lines, "}"]) + "\n"


def _note(work: Work) -> str:
    """What a version is called beside its title; of an issued one, how a copy is known."""
    counted = work.genre.counted[work.title_in(work.language)[1]]
    return ", ".join(filter(None, [work.reference, f"{counted} {work.version}", work.seal]))


def ris(work: Work, read_on: date) -> str:
    """A record in RIS; each line ends as that format wants it."""
    title, tongue = work.title_in(work.language)
    fields = [
        ("TY", work.genre.ris),
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
        *([("N1", work.seal)] if work.seal else []),
        ("ER", ""),
    ]
    return "".join(f"{tag}  - {value}\r\n" for tag, value in fields)


def csl_json(work: Work, read_on: date) -> str:
    """A list of one item, as citation processors read it (CSL-JSON)."""
    title, tongue = work.title_in(work.language)
    item: dict[str, Any] = {
        "id": work.key,
        "type": work.genre.csl,
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
    if work.seal:
        item["note"] = work.seal
    return json.dumps([item], ensure_ascii=False, indent=2) + "\n"


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
