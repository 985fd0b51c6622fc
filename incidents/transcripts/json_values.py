"""The values of a JSON transcript, each checked where it is taken; what is wrong is a problem.

A key that is missing and one that is null are the same. Unknown keys are part of these open formats
and pass without a word. Times are 0 to 2**31 - 1 milliseconds, rounded half up from the decimal
that is written; true and false are no numbers.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import ROUND_HALF_UP, Decimal
from math import exp
from typing import Any

from incidents.input_error import gettext_noop
from incidents.timecode import MAX_MS
from incidents.transcripts import folding
from incidents.transcripts.json_reader import Document, Key, NotJson, Path
from incidents.transcripts.records import Problem, remark
from incidents.transcripts.source_text import SourceText

MS_PER_SECOND = 1_000
SHOWN_WORDS = 5

_WRITTEN = re.compile(r"\s*([0-9]{1,12}(?:\.[0-9]{0,30})?)\s*\Z")
_LINE_END = re.compile(r"\r\n?|\n")
_NOT_STORED = re.compile("[\0\ud800-\udfff]")

Object = dict[str, Any]


class Values:
    """Takes values from a document and collects the problems and warnings about them.

    `as_text`: numbers may also be written as text ("8.65"), as some services do.
    """

    def __init__(self, text: SourceText, *, as_text: bool = False) -> None:
        if isinstance(text.json, NotJson):
            raise text.json
        self.document: Document = text.json
        self.problems: list[Problem] = list(text.json.problems)
        self.warnings: list[Problem] = []
        self._as_text = as_text

    def problem(self, path: Path, template: str, **params: object) -> None:
        """Something at that place is lost or uncertain; `value` in the template is what it has."""
        self.problems.append(self._remark(path, template, **params))

    def warn(self, path: Path, template: str, **params: object) -> None:
        """Everything at that place is kept, and it deserves a word."""
        self.warnings.append(self._remark(path, template, **params))

    def objects(self, value: object, path: Path) -> Iterator[tuple[Path, Object]]:
        """The objects of a list with their places; whatever else stands there is a problem."""
        for place, element in self.elements(value, path):
            if isinstance(element, dict):
                yield place, element
            else:
                self.problem(place, gettext_noop("%(value)s is not an object: left out"))

    def elements(self, value: object, path: Path) -> Iterator[tuple[Path, Any]]:
        """The elements of a list with their places; null is an empty list."""
        if isinstance(value, list):
            for index, element in enumerate(value):
                yield (*path, index), element
        elif value is not None:
            self.problem(path, gettext_noop("%(value)s is not a list: left out"))

    def inner(self, holder: Object, key: str, path: Path) -> Object:
        """An object; empty where there is none."""
        value = holder.get(key)
        if isinstance(value, dict):
            return value
        if value is not None:
            self.problem((*path, key), gettext_noop("%(value)s is not an object: left out"))
        return {}

    def seconds(self, holder: Any, key: Key, path: Path, *, needed: bool = False) -> int | None:
        """A time in seconds, as milliseconds; None where it is missing or wrong.

        Without one that is needed all that has it is lost: the problem stands there.
        """
        return self._time(holder, key, path, MS_PER_SECOND, needed)

    def milliseconds(
        self, holder: Any, key: Key, path: Path, *, needed: bool = False
    ) -> int | None:
        """A time in milliseconds; None where it is missing or wrong."""
        return self._time(holder, key, path, 1, needed)

    def end(self, start_ms: int | None, lasts_ms: int | None, path: Path) -> int | None:
        """The end of what lasts so long; None where that is not known or later than times go."""
        if start_ms is None or lasts_ms is None:
            return None
        if start_ms + lasts_ms <= MAX_MS:
            return start_ms + lasts_ms
        self.problem(path, gettext_noop("ends later than any recording lasts: its end is left out"))
        return None

    def text(self, holder: Any, key: Key, path: Path) -> str:
        """A text, its lines without blanks around them, no blank lines; empty where missing."""
        return tidy(self.verbatim(holder, key, path))

    def verbatim(self, holder: Any, key: Key, path: Path) -> str:
        """A text as it is; empty where missing.

        Half a surrogate pair and NUL, which only an escape can write and no database stores, are
        replaced, as a problem.
        """
        value = _get(holder, key)
        if isinstance(value, str):
            if self.document.has_escapes and (found := _NOT_STORED.search(value)):
                self.problem(
                    (*path, key),
                    gettext_noop("character U+%(code)04X cannot be kept: replaced by U+FFFD"),
                    code=ord(found[0]),
                )
                return _NOT_STORED.sub("\ufffd", value)
            return value
        if value is not None:
            self.problem((*path, key), gettext_noop("%(value)s is not a text: left out"))
        return ""

    def label(self, holder: Any, key: Key, path: Path) -> str | None:
        """A name on one line, of a speaker or a language; a whole number will do."""
        value = _get(holder, key)
        if isinstance(value, int) and not isinstance(value, bool) and abs(value) <= MAX_MS:
            return str(value)
        return " ".join(self.verbatim(holder, key, path).split()) or None

    def share(self, holder: Any, key: Key, path: Path, *, whole: int = 1) -> float | None:
        """A confidence, from 0 to `whole`, as a share of 1; None where it is missing or wrong."""
        value = _get(holder, key)
        if value is None:
            return None
        number = self._number(value)
        if number is not None and 0 <= number <= whole:
            return float(number / whole)
        self.problem(
            (*path, key),
            gettext_noop("%(value)s is not a confidence from 0 to %(whole)d: left out"),
            whole=whole,
        )
        return None

    def share_of_logarithm(self, holder: Object, key: str, path: Path) -> float | None:
        """A confidence written as its natural logarithm, which is not above 0."""
        value = holder.get(key)
        if value is None:
            return None
        number = self._number(value)
        if number is not None and -1_000 <= number <= 0:
            return round(exp(number), 4)
        self.problem(
            (*path, key),
            gettext_noop("%(value)s is not the logarithm of a confidence: left out"),
        )
        return None

    def check_whole(self, holder: Object, key: str, path: Path, parts: Iterable[str]) -> None:
        """The text of the whole file, beside its passages, must have no word that they lack.

        A passage left out is told a second time so; better twice than not at all.
        """
        whole, said = self.verbatim(holder, key, path), list(parts)
        if "".join(whole.split()) == "".join("".join(said).split()):
            return
        lost = Counter(folding.words(whole)) - Counter(folding.words(" ".join(said)))
        if lost:
            self.problem(
                (*path, key),
                gettext_noop("has words that no passage has (%(count)d): %(words)s"),
                count=lost.total(),
                words=" ".join(list(lost)[:SHOWN_WORDS]),
            )

    def _time(self, holder: Any, key: Key, path: Path, unit: int, needed: bool) -> int | None:
        value = _get(holder, key)
        if value is None:
            if needed:
                self.problem(
                    path, gettext_noop("no “%(key)s”: the passage is left out"), key=str(key)
                )
            return None
        number = self._number(value)
        found = None if number is None else _to_ms(number, unit)
        if found is None:
            template = gettext_noop(
                "“%(key)s” is %(value)s, not a number from 0 to %(most)d: taken as unknown"
            )
            if needed:
                template = gettext_noop(
                    "“%(key)s” is %(value)s, not a number from 0 to %(most)d:"
                    " the passage is left out"
                )
            shown = self.document.place((*path, key)).value
            where = path if needed else (*path, key)
            self.problem(where, template, key=str(key), value=shown, most=MAX_MS // unit)
        return found

    def _number(self, value: object) -> int | float | Decimal | None:
        if isinstance(value, int | float) and not isinstance(value, bool):
            return value
        if self._as_text and isinstance(value, str) and (written := _WRITTEN.match(value)):
            return Decimal(written[1])
        return None

    def _remark(self, path: Path, template: str, **params: object) -> Problem:
        place = self.document.place(path)
        params.setdefault("value", place.value)
        return remark(place.line, place.column, template, place.excerpt, **params)


def mean(shares: Iterable[float | None]) -> float | None:
    """The mean of the confidences that are known, to four places."""
    known = [share for share in shares if share is not None]
    return round(sum(known) / len(known), 4) if known else None


def tidy(text: str) -> str:
    """The lines of a text without blanks around them and without blank lines."""
    text = text.strip()
    if "\n" not in text and "\r" not in text:
        return text
    return "\n".join(line.strip() for line in _LINE_END.split(text) if line.strip())


def _get(holder: Any, key: Key) -> Any:
    """A member of an object or of a list; None where it is missing."""
    if isinstance(holder, dict):
        return holder.get(key)
    return holder[key] if isinstance(key, int) and key < len(holder) else None


def _to_ms(number: int | float | Decimal, unit: int) -> int | None:
    """Milliseconds, half up; only a value near the half needs the decimal that was written."""
    if not 0 <= number <= MAX_MS:
        return None
    scaled = float(number) * unit
    nearest = round(scaled)
    if abs(scaled - nearest) > 0.49:
        exactly = (number if isinstance(number, Decimal) else Decimal(repr(number))) * unit
        nearest = int(exactly.to_integral_value(ROUND_HALF_UP))
    return nearest if nearest <= MAX_MS else None
