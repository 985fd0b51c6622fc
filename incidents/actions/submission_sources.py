"""The sources of a submission, read before anything is saved: transcripts, seconds, quotes."""

import json
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from incidents import timecode
from incidents.actions import citation, source, transcript
from incidents.actions.language import check_language
from incidents.actions.origin import origin
from incidents.actions.segment_rows import check_keepable
from incidents.codes import MadeBy
from incidents.imports.faults import Faults, at
from incidents.input_error import InputError, gettext_noop
from incidents.transcripts.as_json import VERSION, VIGIE
from incidents.transcripts.records import ParsedTranscript, Refused, Segment

MOST_SEGMENTS = 10_000
MOST_COMPARED = 200_000
"""Segments that all quotes may be looked for in, together: the work of a second."""
OUR_FORMAT = "vigie-json"

Row = dict[str, Any]


@dataclass
class Sources:
    """The rows of sources by key, their transcripts as read, and what is left of the work."""

    faults: Faults
    rows: dict[str, Row] = field(default_factory=dict)
    read: dict[str, Sequence[Segment]] = field(default_factory=dict)
    starts: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    unread: set[str] = field(default_factory=set)
    compared: int = 0

    def take(self, row: Row, pointer: str) -> None:
        """One source. What its transcript cannot be read for is not asked of its citations."""
        key = row.get("key")
        if "language" in row:
            self._try(at(pointer, "language"), check_language, row["language"])
        given = row.pop("transcript", None)
        if given is not None:
            found = self._transcript(given, at(pointer, "transcript"))
            if found is None and key:
                self.unread.add(key)
            elif found is not None:
                row["transcript"], parsed = found
                if key:
                    self.read[key] = parsed.segments
                    starts = ((each.start_ms, i) for i, each in enumerate(parsed.segments))
                    self.starts[key] = sorted(starts)
        if key:
            self.rows[key] = row
        for number, voice in enumerate(row.get("speaker", [])):
            self._voice(row, voice, at(pointer, "speaker", number))

    def _transcript(self, given: Row, pointer: str) -> tuple[Row, ParsedTranscript] | None:
        before = len(self.faults.found)
        text, segments = given.get("text"), given.get("segments")
        if bool(text) == bool(segments):
            self.faults.say(pointer, gettext_noop("give either a text or segments"))
            return None
        if "language" in given:
            self._try(at(pointer, "language"), check_language, given["language"])
        content = text if text else _as_file(segments, given.get("language"))
        name = given.get("format") if text else OUR_FORMAT
        words = self._words(content, name, given, at(pointer, "text" if text else "segments"))
        if words is None or len(self.faults.found) > before:
            return None
        keep: Row = {"format_name": name, "content": content.encode()}
        keep |= {n: given[n] for n in ("language", "tool", "tool_version") if given.get(n)}
        if "made_by" in given:
            keep["made_by"] = MadeBy(given["made_by"])
        made = origin(words.format, keep.get("made_by"), given.get("tool", ""), "")
        self._try(at(pointer, "tool"), lambda by: _check_origin(by, made.tool), made.made_by)
        return keep, words

    def _words(
        self, content: str, name: str | None, given: Row, pointer: str
    ) -> ParsedTranscript | None:
        try:
            page = source.read_page(content.encode(), format_name=name, language=None).page
        except Refused as refused:
            for each in refused.problems:
                problem = InputError(each.template, **each.params)
                template = gettext_noop("line %(line)d: %(problem)s")
                self.faults.say(pointer, template, line=each.line, problem=problem)
            return None
        except InputError as error:
            self.faults.add(pointer, error)
            return None
        words = page.transcript
        if words is None:
            template = gettext_noop("no transcript: no line begins with a time")
            self.faults.say(pointer, template)
            return None
        if len(words.segments) > MOST_SEGMENTS:
            template = gettext_noop("%(length)d items; at most %(limit)d are taken")
            self.faults.say(pointer, template, length=len(words.segments), limit=MOST_SEGMENTS)
            return None
        return words if self._try(pointer, check_keepable, words) else None

    def _voice(self, row: Row, voice: Row, pointer: str) -> None:
        """Its ranges by position, as the action that gives them takes them."""
        key = row.get("key", "")
        ranges = voice.pop("ranges", [])
        if key not in self.read:
            if key not in self.unread:
                self.faults.say(pointer, gettext_noop("this source has no transcript"))
            return
        voice["positions"] = []
        for number, each in enumerate(ranges):
            if each is None:
                continue
            begin, _dash, end = each.partition("-")
            place = at(pointer, "ranges", number)
            found = self._range(key, (begin, place), (end or begin, place))
            if found is not None:
                voice["positions"].append(found)

    def cite(self, row: Row, pointer: str) -> None:
        """One citation: its source is there, its seconds and its words are in it."""
        key = row.get("source")
        if key is None or key in self.unread:
            return
        if key not in self.rows:
            template = gettext_noop("no source of this submission has the key “%(value)s”")
            self.faults.unknown(at(pointer, "source"), template, key, self.rows)
            return
        begin, end = row.pop("from", ""), row.pop("to", "")
        if key not in self.read:
            if begin or end:
                self.faults.say(pointer, gettext_noop("this source has no transcript"))
            return
        if begin or end:
            places = at(pointer, "from" if begin else "to"), at(pointer, "to" if end else "from")
            found = self._range(key, (begin or end, places[0]), (end or begin, places[1]))
            if found is None:
                return
            row["positions"] = found
        if row.get("quote"):
            self._quote(row, at(pointer, "quote"))

    def _quote(self, row: Row, pointer: str) -> None:
        """In the passages given, else in the description, else anywhere in the transcript."""
        source_key, quote = row["source"], row["quote"]
        first, last = row.get("positions", (0, len(self.read[source_key]) - 1))
        described = self.rows[source_key].get("description", "")
        if "positions" not in row and citation.is_in(described, quote):
            return
        self.compared += last - first + 1
        if self.compared > MOST_COMPARED:
            template = gettext_noop("too many quotes in long transcripts: give their seconds, too")
            self.faults.say(pointer, template)
            return
        try:
            found = citation.find(self.read[source_key][first : last + 1], quote)
        except InputError as error:
            self.faults.add(pointer, error)
            return
        row.setdefault("positions", (found.first, found.last))

    def _range(
        self, key: str, begin: tuple[str, str], end: tuple[str, str]
    ) -> tuple[int, int] | None:
        """The positions of a range; ``begin`` and ``end`` are a time and its place."""
        first = self._segment(key, *begin, last=False)
        last = self._segment(key, *end, last=True) if end != begin or first is not None else None
        if first is None or last is None:
            return None
        if first > last:
            self.faults.say(end[1], gettext_noop("the range ends before its beginning"))
            return None
        return first, last

    def _segment(self, key: str, stamp: str, pointer: str, *, last: bool) -> int | None:
        """The position of the segment that starts in that second, the last one of several when
        ``last``."""
        try:
            start = timecode.to_ms(stamp)
        except InputError as error:
            self.faults.add(pointer, error)
            return None
        starts = self.starts[key]
        there = starts[bisect_left(starts, (start, 0)) : bisect_left(starts, (start + 1000, 0))]
        if not there:
            template = gettext_noop("no segment of this source starts at %(time)s")
            self.faults.say(pointer, template, time=stamp)
            return None
        positions = [position for _start, position in there]
        return max(positions) if last else min(positions)

    def _try(self, pointer: str, check: Any, value: Any) -> bool:
        try:
            check(value)
        except InputError as error:
            self.faults.add(pointer, error)
            return False
        return True


def _check_origin(made_by: MadeBy, tool: str) -> None:
    transcript.check_origin(made_by=made_by, tool=tool)


def _as_file(segments: Any, language: str | None) -> str:
    """Segments as a file of our own format, which is what is kept."""
    sound = [each for each in segments if "text" in each and "start_ms" in each]
    head = {VIGIE: VERSION} | ({"language": language} if language else {})
    return json.dumps(head | {"segments": sound}, ensure_ascii=False)
