"""The words with which video pages name their own parts, French and English, glued or not.

A dump loses line ends between neighbouring elements: "NewsTranscription", "Catégorie🗞News".
"""

import re
import unicodedata

_FOLLOWED = r"(?=[0-9]{1,3}:[0-9]{2})"  # a stamp glued to the label
_CATEGORY_ALONE = re.compile(r"\s*(?:Category|Cat[ée]gorie)\s*:?\s*\Z", re.I)
_CATEGORY_GLUED_AFTER = re.compile(
    r"\s*(?:Category|Cat[ée]gorie)(?:\s*:|(?=[^\w\s,;.'’()-]|[A-Z]))"
)
_CATEGORY_GLUED_BEFORE = re.compile(r"(?<=[^\s\w-]|[^\W\dA-Z_])(?:Category|Cat[ée]gorie)\s*\Z")
_TRANSCRIPT = re.compile(rf"(?:Transcription|Transcript)\s*:?\s*(?:\Z|{_FOLLOWED})")
_TRANSCRIPT_ALONE = re.compile(r"\s*(?:transcription|transcript)\s*:?\s*\Z", re.I)
_NAVIGATION = re.compile(
    r"\s*(?:(?:Passer au (?:player|contenu principal|pied de page)"
    r"|Skip to (?:player|main content|footer))\s*)+"
)
_FOOTERS = (
    "recommandations",
    "recommandations pour vous",
    "recommandees",
    "videos recommandees",
    "videos similaires",
    "a suivre",
    "a lire aussi",
    "recommended",
    "recommended for you",
    "recommended videos",
    "related videos",
    "up next",
    "more from",
)
_FOOTER_GLUED = re.compile(r"(?<=[^\s\w]|[^\W\dA-Z_])(?:Recommandations|Recommended)\s*\Z")


def category_label(line: str) -> tuple[int, int] | None:
    """Where the line's label "Category" begins and ends; None where the line has none.

    The label stands alone, or at the beginning followed at once by a colon, a symbol or a capital.
    """
    match = _CATEGORY_ALONE.match(line) or _CATEGORY_GLUED_AFTER.match(line)
    return match.span() if match else None


def category_label_at_end(line: str) -> tuple[int, int] | None:
    """The label glued to the end of a sentence; it counts only where an icon line follows."""
    match = _CATEGORY_GLUED_BEFORE.search(line)
    return match.span() if match else None


def transcript_label(line: str) -> tuple[int, int] | None:
    """The label "Transcription": alone, glued behind a word, or glued to the first stamp."""
    if match := _TRANSCRIPT_ALONE.match(line):
        return match.span()
    match = _TRANSCRIPT.search(line)
    if match is None or (match.start() and line[match.start() - 1].isspace()):
        return None
    return match.span()


def navigation_end(line: str) -> int:
    """How far the page's skip links reach in the line; 0 where it has none."""
    match = _NAVIGATION.match(line)
    return match.end() if match else 0


def is_footer_label(line: str) -> bool:
    """Is the whole line a heading of what the page recommends next?"""
    return 3 < len(line) < 60 and fold_label(line) in _FOOTERS


def footer_label_at_end(line: str) -> int | None:
    """Where a footer heading glued to the last sentence begins."""
    match = _FOOTER_GLUED.search(line)
    return match.start() if match else None


def is_icon(line: str) -> bool:
    """Symbols without a letter or digit, as pages put before a category."""
    return not any(char.isalnum() for char in line)


def fold_label(line: str) -> str:
    """Compare headings without accents, case, colon and blanks around."""
    decomposed = unicodedata.normalize("NFKD", line.casefold())
    plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    return plain.strip().rstrip(" :")
