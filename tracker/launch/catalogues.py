"""Compiles the message catalogues with Babel: no gettext of the system is needed."""

import os
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

from tracker.launch.errors import LaunchError


def compile_all(root: Path) -> int:
    """Compile every catalogue that is newer than its compiled form; return how many."""
    sources = sorted((root / "locale").glob("*/LC_MESSAGES/*.po"))
    stale = [source for source in sources if _is_stale(source)]
    for source in stale:
        _compile(source)
    return len(stale)


def _is_stale(source: Path) -> bool:
    target = source.with_suffix(".mo")
    return not target.exists() or target.stat().st_mtime_ns < source.stat().st_mtime_ns


def _compile(source: Path) -> None:
    """Write the compiled form in one step. Fuzzy entries are left out."""
    try:
        with source.open("rb") as stream:
            catalogue = read_po(stream, locale=source.parts[-3], abort_invalid=True)
    except (PoFileError, ValueError) as error:
        raise LaunchError(f"{source}: {error}") from None
    draft = source.with_suffix(f".mo.{os.getpid()}")
    with draft.open("wb") as stream:
        write_mo(stream, catalogue)
    draft.replace(source.with_suffix(".mo"))
