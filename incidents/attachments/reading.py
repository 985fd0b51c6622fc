"""The files inside a PDF. What pypdf raises on a hostile file has no bound, so that here, and only
here, everything that is raised is one answer: it cannot be read."""

import io
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pypdf import PdfReader
from pypdf.errors import DependencyError, FileNotDecryptedError
from pypdf.generic import ArrayObject, DictionaryObject, StreamObject

from incidents.attachments.unread import Unread, UnreadError

LARGEST_FILE = 128 * 1024 * 1024
LARGEST_CONTENT = 64 * 1024 * 1024
"""Bytes of all attachments together, decompressed."""
MOST_FILES = 200
MOST_NODES = 1000
"""Of the tree of names that leads to them."""
HEAD = 1024
"""A PDF says within so many bytes that it is one."""


@dataclass(frozen=True)
class Attached:
    """One file inside, as the PDF has it."""

    name: str
    description: str
    relationship: str
    content: bytes


def read(content: bytes) -> list[Attached]:
    """The attachments in their order. Raises UnreadError, and nothing else."""
    if len(content) > LARGEST_FILE:
        raise UnreadError(Unread.TOO_LARGE)
    if b"%PDF-" not in content[:HEAD]:
        raise UnreadError(Unread.NOT_A_PDF)
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        return list(_attached(content))
    except UnreadError:
        raise
    except (DependencyError, FileNotDecryptedError) as error:
        raise UnreadError(Unread.ENCRYPTED) from error
    except MemoryError as error:
        raise UnreadError(Unread.TOO_MUCH) from error
    except Exception as error:
        raise UnreadError(Unread.DAMAGED) from error


def _attached(content: bytes) -> Iterator[Attached]:
    reader = PdfReader(io.BytesIO(content))
    if reader.is_encrypted:
        raise UnreadError(Unread.ENCRYPTED)
    catalogue = reader.trailer["/Root"].get_object()
    if not isinstance(catalogue, DictionaryObject):
        raise UnreadError(Unread.DAMAGED)
    names = _dictionary(_dictionary(catalogue.get("/Names")).get("/EmbeddedFiles"))
    left = LARGEST_CONTENT
    for number, found in enumerate(_leaves(names), start=1):
        if number > MOST_FILES:
            raise UnreadError(Unread.TOO_MUCH)
        made = _file(found)
        left -= len(made.content)
        if left < 0:
            raise UnreadError(Unread.TOO_MUCH)
        yield made


def _leaves(root: DictionaryObject) -> Iterator[DictionaryObject]:
    """The file specifications below a node of names, whichever way round the tree is tied."""
    waiting, seen = [root], 0
    while waiting:
        node = waiting.pop()
        seen += 1
        if seen > MOST_NODES:
            raise UnreadError(Unread.TOO_MUCH)
        pairs = _array(node.get("/Names"))
        for place in range(1, len(pairs), 2):
            yield _dictionary(pairs[place])
        waiting.extend(_dictionary(kid) for kid in reversed(_array(node.get("/Kids"))))


def _file(found: DictionaryObject) -> Attached:
    embedded = _dictionary(found.get("/EF"))
    stream = embedded["/UF" if "/UF" in embedded else "/F"].get_object()
    if not isinstance(stream, StreamObject):
        raise UnreadError(Unread.DAMAGED)
    return Attached(
        name=_text(found.get("/UF")) or _text(found.get("/F")),
        description=_text(found.get("/Desc")),
        relationship=_text(found.get("/AFRelationship")).lstrip("/"),
        content=stream.get_data(),
    )


def _text(value: Any) -> str:
    found = value.get_object() if value is not None else None
    return found if isinstance(found, str) else ""


def _dictionary(value: Any) -> DictionaryObject:
    found = value.get_object() if value is not None else None
    return found if isinstance(found, DictionaryObject) else DictionaryObject()


def _array(value: Any) -> ArrayObject:
    found = value.get_object() if value is not None else None
    return found if isinstance(found, ArrayObject) else ArrayObject()
