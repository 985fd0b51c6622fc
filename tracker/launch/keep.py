"""What the launcher keeps in `var/` for the demo on this machine: its secret and its password."""

import os
import secrets
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def secret_key(root: Path) -> str:
    """Return the secret that keeps sessions valid from one start to the next."""
    return _kept(root / "var/secret_key", 50)


def demo_password_file(root: Path) -> Path:
    """Return the file with the password of the demo's accounts, made at the first run."""
    path = root / "var/demo_password"
    _kept(path, 12)
    return path


def _kept(path: Path, size: int) -> str:
    """Return the file's text; where it is missing make it, readable by its owner only.

    It appears under its name only when it is complete, and the first of two makers wins.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as stream:
            stream.write(secrets.token_urlsafe(size) + "\n")
        with suppress(FileExistsError):
            os.link(draft, path)
        draft.unlink()
    return path.read_text().strip()
