"""Damaged files: a seed of one format, changed in one to four ways by a random generator."""

import codecs
import random
import re
from collections.abc import Callable, Sequence
from pathlib import Path

SEEDS = Path(__file__).resolve().parent / "seeds"
MAX_BYTES = 100_000
"""No change makes a file larger than about this."""

SEPARATORS = (
    *(b"-->", b" --> ", b"<", b">", b"&", b"{", b"}", b"[", b"]", b'"', b"'", b":", b",", b"\\"),
    *(b"\0", b"\xef\xbb\xbf", b"\r", b"\n", b"\n\n", b"\t", b"/>", b"</", b"<!--", b"<![CDATA["),
    *(b"&#0;", b"&amp;", b"&lt;b&gt;", b"\xe2\x80\xa8", b"\xc2\x85", b"\xc2\xa0", b"\xff", b"\xe9"),
    *(
        b"NOTE ",
        b"STYLE\n",
        b"WEBVTT\n\n",
        b"00:00:01.000 --> 00:00:02.000\n",
        b"00:07 ",
        b"[00:09.10]",
    ),
    *(
        b"<v Orme>",
        b"</v>",
        b"<rt>",
        b"{\\an8}",
        b"null",
        b"NaN",
        b"1e999",
        b"-1",
        b"true",
        b"\\ud800",
    ),
)
HUGE = (b"9" * 20, b"9" * 400, b"2147483648", b"-5", b"1e308", b"00", b"99", b"0.0000001")
ODD = (
    b"null",
    b'""',
    b"-1",
    b'"x"',
    b"[]",
    b"{}",
    b"1e9",
    b'"12"',
    b"true",
    b'"\\ud800"',
    b'"0.5"',
)
NESTS = ((b"[", b"]"), (b"{", b"}"), (b"<b>", b"</b>"), (b"<span>", b"</span>"), (b'{"a":', b"}"))
ENCODINGS = ("utf-16", "utf-16-le", "utf-32", "latin-1", "cp1252", "utf-8-sig", "utf-16-be")

Change = Callable[[bytes, random.Random], bytes]


def seeds(format_name: str) -> list[bytes]:
    """The sound files of a format, in the order of their names."""
    return [file.read_bytes() for file in sorted((SEEDS / format_name).iterdir())]


def mutated(format_name: str, seed: int, index: int) -> bytes:
    """The file of that number: the same for the same three values, on any machine."""
    chance = random.Random(f"{seed}/{format_name}/{index}")
    data = chance.choice(seeds(format_name))
    if chance.random() < 0.1:
        data = _splice(data, _any_seed(chance), chance)
    for _ in range(chance.choice((1, 1, 2, 3, 4))):
        change = chance.choices(CHANGES, WEIGHTS)[0]
        data = change(data, chance)[: MAX_BYTES + 10_000]
    return data


def _any_seed(chance: random.Random) -> bytes:
    folder = chance.choice(sorted(path for path in SEEDS.iterdir() if any(path.iterdir())))
    return chance.choice(seeds(folder.name))


def _splice(data: bytes, other: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    first, last = _span(other, chance, len(other))
    return data[:at] + other[first:last] + data[at:]


def _span(data: bytes, chance: random.Random, longest: int) -> tuple[int, int]:
    first = chance.randrange(len(data) + 1)
    return first, min(len(data), first + chance.randint(1, max(1, longest)))


def _flip(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        if changed:
            changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _delete(data: bytes, chance: random.Random) -> bytes:
    first, last = _span(data, chance, 40)
    return data[:first] + data[last:]


def _duplicate(data: bytes, chance: random.Random) -> bytes:
    first, last = _span(data, chance, 200)
    return data[:last] + data[first:last] + data[last:]


def _truncate(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _insert(data: bytes, chance: random.Random) -> bytes:
    for _ in range(chance.randint(1, 3)):
        at = chance.randrange(len(data) + 1)
        data = data[:at] + chance.choice(SEPARATORS) + data[at:]
    return data


def _huge_number(data: bytes, chance: random.Random) -> bytes:
    numbers = list(re.finditer(rb"[0-9]+", data))
    if not numbers:
        return data
    number = chance.choice(numbers)
    return data[: number.start()] + chance.choice(HUGE) + data[number.end() :]


def _value(data: bytes, chance: random.Random) -> bytes:
    """A quoted text or a number exchanged for another of the file, or for something odd."""
    values = list(re.finditer(rb'"[^"\n]*"|-?[0-9]+(?:\.[0-9]+)?', data))
    for value in sorted(chance.sample(values, min(len(values), 3)), key=lambda v: -v.start()):
        new = chance.choice((*ODD, *(other[0] for other in values[:20])))
        data = data[: value.start()] + new + data[value.end() :]
    return data


def _nest(data: bytes, chance: random.Random) -> bytes:
    opening, closing = chance.choice(NESTS)
    depth = chance.choice((3, 50, 3000))
    first, last = _span(data, chance, 60)
    closed = chance.choice((closing * depth, b""))
    return data[:first] + opening * depth + data[first:last] + closed + data[last:]


def _reencode(data: bytes, chance: random.Random) -> bytes:
    text = data.decode("utf-8", "replace")
    return text.encode(chance.choice(ENCODINGS), "replace")


def _line_ends(data: bytes, chance: random.Random) -> bytes:
    end = chance.choice((b"\r", b"\r\n", b"\n\r", b"\n\n", b" \n", b"\x0b", b" "))
    lines = data.split(b"\n")
    where = chance.choice((1.0, 0.2))
    ends = (end if chance.random() < where else b"\n" for _ in lines)
    return b"".join(line + after for line, after in zip(lines, ends, strict=True))


def _lines(data: bytes, chance: random.Random) -> bytes:
    """Lines taken out, written twice, or exchanged."""
    lines = data.split(b"\n")
    a, b = sorted(chance.randrange(len(lines)) for _ in range(2))
    kind = chance.randrange(4)
    if kind == 0:
        del lines[a : min(b, a + 3) + 1]
    elif kind == 1:
        lines[b:b] = lines[a : b + 1]
    elif kind == 2:
        lines[a], lines[b] = lines[b], lines[a]
    else:
        chance.shuffle(lines)
    return b"\n".join(lines)


def _repeat(data: bytes, chance: random.Random) -> bytes:
    """One block again and again."""
    first, last = _span(data, chance, 300)
    block = data[first:last]
    size = chance.choice((2_000, 20_000, MAX_BYTES)) - len(data)
    times = max(1, size // max(1, len(block)))
    return data[:last] + block * times + data[last:]


def _mark(data: bytes, chance: random.Random) -> bytes:
    marks = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, b"\n\n", b"\t", b"%PDF-")
    return chance.choice(marks) + data


CHANGES: Sequence[Change] = (
    *(_flip, _delete, _duplicate, _truncate, _insert, _huge_number, _value),
    *(_nest, _reencode, _line_ends, _lines, _repeat, _mark),
)
WEIGHTS = (16, 12, 8, 6, 16, 10, 20, 5, 3, 5, 12, 3, 2)
