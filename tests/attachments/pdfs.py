"""Small PDFs with files inside, sound and hostile, without a page to lay out."""

import io
import json
import random
import zlib
from collections.abc import Mapping
from functools import cache

from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject

SNAPSHOT = {
    "schema": 1,
    "kind": "month",
    "period": "2026-10",
    "edition": 1,
    "unfinished": False,
    "incidents": [{"reference": "INC-2026-0001", "content": {}}],
}


def pdf(files: Mapping[str, bytes]) -> bytes:
    """One empty page, and these files inside."""
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    for name, content in files.items():
        writer.add_attachment(name, content)
    return written(writer)


def written(writer: PdfWriter) -> bytes:
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


@cache
def sound() -> bytes:
    """With a snapshot and a table."""
    return pdf({"snapshot.json": json.dumps(SNAPSHOT).encode(), "table.csv": b"code\r\na\r\n"})


@cache
def encrypted() -> bytes:
    """That opens with a password alone."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(sound())))
    writer.encrypt("secret", algorithm="RC4-128")
    return written(writer)


def bomb(megabytes: int) -> bytes:
    """A file inside that is small, and large once it is unpacked."""
    packed = zlib.compress(bytes(megabytes * 1024 * 1024), 9)
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.add_attachment("zeros", packed)
    for stored in writer._objects:
        if getattr(stored, "_data", None) == packed:
            stored[NameObject("/Filter")] = NameObject("/FlateDecode")  # type: ignore[index]
    return written(writer)


def by_hand(names: bytes, *more: bytes) -> bytes:
    """A PDF without a table of objects, which readers find by themselves: what stands under the
    names of files inside, and objects from number 5 on."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles 4 0 R>>>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
        names,
        *more,
    ]
    made = b"%PDF-1.7\n"
    places = []
    for number, each in enumerate(objects, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    return made + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        start,
    )


TOKENS = [b"[", b"<<", b">>", b"/Filter", b"/Kids", b"0 R", b"stream", b"-1", b"99999999999", b"("]


def mutated(content: bytes, chance: random.Random) -> bytes:
    """One to four things done to a file that somebody could do."""
    made = bytearray(content)
    for _ in range(chance.randint(1, 4)):
        place = chance.randrange(len(made) or 1)
        match chance.randrange(5):
            case 0:
                made[place : place + 1] = bytes([chance.randrange(256)])
            case 1:
                del made[place : place + chance.randint(1, 40)]
            case 2:
                made[place:place] = chance.choice(TOKENS) * chance.randint(1, 30)
            case 3:
                other = chance.randrange(len(made) or 1)
                made[place : place + 30] = made[other : other + 30]
            case _:
                made[place:place] = made[place : place + 200]
    return bytes(made)
