"""The files of the project, as the house tests look at them."""

from __future__ import annotations

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APART = {".venv", "var", ".git", "node_modules"}


def python_files(place: str) -> list[Path]:
    """Python files of a folder (or the file itself) without migrations; [] where there is none."""
    path = ROOT / place
    if path.is_file():
        return [path]
    return sorted(file for file in path.rglob("*.py") if "migrations" not in file.parts)


def templates() -> list[Path]:
    """Every template, the report's among them."""
    return sorted((ROOT / "templates").rglob("*.html"))


def mail_templates() -> list[Path]:
    """The templates of mails, which are plain text."""
    return sorted((ROOT / "templates/mail").glob("*.txt"))


@cache
def project_files() -> list[Path]:
    """The files that belong to the project: known to git, or new and not ignored.

    Without git (a tree unpacked from an archive) every file that is not set-up's.
    """
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT,
            capture_output=True,
            check=True,
        ).stdout
    except (OSError, subprocess.CalledProcessError):
        everything = (file for file in ROOT.rglob("*") if not APART & set(file.parts))
        return sorted(file for file in everything if file.is_file())
    files = (ROOT / name.decode() for name in listed.split(b"\0") if name)
    return sorted(file for file in files if file.is_file())


def text_of(file: Path) -> str | None:
    """The text of a file, or None where it is not text."""
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None
