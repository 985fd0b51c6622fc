"""The site's typefaces, served by the site itself: the same text looks the same everywhere, and no
third party learns who reads it.

Each face is a Latin subset of a packaged font (SIL Open Font License), about a tenth of its size,
made when static files are first looked for and kept in ``var/typefaces``. A subset is a modified
version, which may not bear the reserved name of the original: it is called "Vigie Sans" or "Vigie
Serif". Other scripts are left to the reader's own fonts.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import font_source_sans_pro
import font_source_serif_pro
from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

EDITION = "1"
"""Names the folder: another one where what is kept of a face changes."""
FOLDER = "vigie/typefaces"
CHARACTERS = (
    *range(0x20, 0x7F),
    *range(0xA0, 0x180),  # Latin-1 and Latin Extended-A
    *(0x192, 0x218, 0x219, 0x21A, 0x21B, 0x1E9E),
    *range(0x2B0, 0x2DE),  # modifier letters and accents
    *range(0x300, 0x316),
    *range(0x2000, 0x2070),  # spaces, dashes, quotation marks
    *range(0x2070, 0x2095),  # superscripts and subscripts
    *(0x20AC, 0x2116, 0x2122, 0x2190, 0x2191, 0x2192, 0x2193, 0x2212, 0x2215, 0x2260),
    *range(0x2150, 0x215F),
)
FEATURES = [
    "kern",
    "liga",
    "mark",
    "mkmk",
    "ccmp",
    "locl",
    "lnum",
    "pnum",
    "onum",
    "sups",
    "frac",
    "case",
]
NAMED = (1, 4, 6, 16, 18, 25)
"""Entries of a font's name table that hold its name."""


@dataclass(frozen=True)
class Face:
    """One file: the family it belongs to, and the packaged font it is made from."""

    family: str
    source: Path


def _sans(name: str) -> Face:
    return Face("Vigie Sans", Path(font_source_sans_pro.font_directory) / name)


def _serif(name: str) -> Face:
    return Face("Vigie Serif", Path(font_source_serif_pro.font_directory) / name)


FACES = {
    "sans.woff2": _sans("SourceSansPro-Regular.ttf"),
    "sans-italic.woff2": _sans("SourceSansPro-It.ttf"),
    "sans-semibold.woff2": _sans("SourceSansPro-Semibold.ttf"),
    "serif.woff2": _serif("SourceSerifPro-Regular.ttf"),
    "serif-semibold.woff2": _serif("SourceSerifPro-Semibold.ttf"),
}


class Typefaces(BaseFinder):
    """Finds the faces below ``FOLDER``, as Django's other finders find files."""

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        """The path of a face, made if it is not there yet."""
        folder, _slash, name = path.rpartition("/")
        if folder != FOLDER or name not in FACES:
            return []
        found = str(made(name))
        return [found] if find_all else found

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, FileSystemStorage]]:
        """Every face, with the storage that has it."""
        for name in FACES:
            storage = FileSystemStorage(location=made(name).parent)
            storage.prefix = FOLDER  # type: ignore[attr-defined]
            yield name, storage


def made(name: str) -> Path:
    """The file of a face. It is put in place whole: two processes may make it at once."""
    kept = settings.TYPEFACES_DIR / EDITION / name
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        handle, begun = tempfile.mkstemp(dir=kept.parent)
        with os.fdopen(handle, "wb") as file:
            _write(FACES[name], file)
        os.chmod(begun, 0o644)
        os.replace(begun, kept)
    return kept


def _write(face: Face, file: Any) -> None:
    with TTFont(face.source, recalcTimestamp=False) as font:
        options = Options(layout_features=FEATURES, name_IDs=["*"], hinting=False)
        subset = Subsetter(options)
        subset.populate(unicodes=CHARACTERS)
        subset.subset(font)
        for entry in font["name"].names:
            if entry.nameID in NAMED:
                wanted = face.family.replace(" ", "") if entry.nameID == 6 else face.family
                entry.string = wanted
        font.flavor = "woff2"
        font.save(file)
