"""How to cite a version of an incident, an edition of a report, or a passage of a source: in words,
and as files. Pure.

The words are those of one language, whatever the page's: a French article cites in French.
"""

from incidents.citing.files import TEX, bibtex, csl_json, in_address, in_tex, ris
from incidents.citing.words import (
    LANGUAGES,
    NO_BREAK,
    PAGE,
    REPORT,
    Genre,
    Passage,
    Piece,
    Work,
    first_in,
    in_words,
    passage_in_words,
    plain,
    quoted,
)

__all__ = [
    "LANGUAGES",
    "NO_BREAK",
    "PAGE",
    "REPORT",
    "TEX",
    "Genre",
    "Passage",
    "Piece",
    "Work",
    "bibtex",
    "csl_json",
    "first_in",
    "in_address",
    "in_tex",
    "in_words",
    "passage_in_words",
    "plain",
    "quoted",
    "ris",
]
