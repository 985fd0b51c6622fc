"""Heads and stamps as files in a folder outside the database, each written once and whole."""

import os
import tempfile
from pathlib import Path

from incidents.audit import head_bytes
from incidents.audit.head_files import name_of
from incidents.input_error import InputError
from incidents.models import AuditHead
from incidents.stored_audit import as_head


class HeadFolderError(InputError):
    """The folder cannot take a file, or holds another one in its place."""


def write_head(folder: Path, head: AuditHead) -> Path:
    """The head as a file, and beside it one file for each of its stamps: an answer of RFC 3161,
    as ``openssl ts -verify`` reads it. What is there already stays. Raises HeadFolderError."""
    value = as_head(head)
    path = folder / f"{name_of(value)}.json"
    _write(path, head_bytes(value))
    for stamp in head.stamps.all():
        _write(folder / f"{name_of(value)}.{stamp.authority}.tsr", bytes(stamp.answer))
    return path


def _write(path: Path, content: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists():
            _check_same(path, content)
            return
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(file.name, 0o644)
        os.replace(file.name, path)
    except OSError as error:
        raise HeadFolderError(
            "%(path)s: %(reason)s",
            path=path,
            reason=error.strerror or "cannot be written",
        ) from error


def _check_same(path: Path, content: bytes) -> None:
    if path.read_bytes() != content:
        raise HeadFolderError("%(path)s: holds something else; it is left as it is", path=path)
