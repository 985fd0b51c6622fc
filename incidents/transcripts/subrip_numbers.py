"""The number above a cue of SubRip: which line of digits is one, and which is text.

A line of digits right before a timing line is its number where a blank line, or nothing, stands
before it. Without that blank line, or with blank lines behind it, it is the number only where it is
the one that comes next, with a warning; else it is text. Numbers out of order are one warning.
"""

from dataclasses import dataclass, field

from incidents.input_error import gettext_noop
from incidents.transcripts.records import Problem, remark


@dataclass(slots=True)
class Numbers:
    """Takes the lines above each timing line in turn."""

    warnings: list[Problem] = field(default_factory=list)
    _number: int | None = None
    _unordered: int = 0
    _first_unordered: tuple[int, str] = (0, "")

    def take(self, lines: list[str], above: int) -> int:
        """How many of the lines stand before the number; `above` is the line before, or 0."""
        before, self._number = self._number, None
        at = len(lines) - 1
        while at >= 0 and not lines[at].strip():
            at -= 1
        digits = lines[at].strip() if at >= 0 else ""
        if not (digits.isascii() and digits.isdigit() and len(digits) < 10):
            return len(lines)
        value = int(digits)
        expected = above == 0 if before is None else value == before + 1
        adjacent = at == len(lines) - 1
        apart = not lines[at - 1].strip() if at else above == 0
        if not (apart and adjacent) and not self._doubtful(
            above + at + 1, digits, apart=apart, adjacent=adjacent, expected=expected
        ):
            return len(lines)
        self._number = value
        if not expected:
            self._unordered += 1
            if self._unordered == 1:
                self._first_unordered = above + at + 1, digits
        return at

    def close(self) -> None:
        """No more cues: the numbers out of order are told."""
        if self._unordered:
            line, digits = self._first_unordered
            template = gettext_noop(
                "number %(number)s is out of order; numbers out of order in the file: %(count)d"
            )
            self.warnings.append(
                remark(line, 1, template, digits, number=digits, count=self._unordered)
            )

    def _doubtful(
        self, line: int, digits: str, *, apart: bool, adjacent: bool, expected: bool
    ) -> bool:
        """Is it a number although no blank line stands before it, or one behind it?"""
        if expected and (apart or adjacent):
            template = gettext_noop(
                "the number of a cue, the blank line before it missing or misplaced"
            )
            self.warnings.append(remark(line, 1, template, digits))
            return True
        if adjacent:
            template = gettext_noop("a number right before a time, kept as text")
            self.warnings.append(remark(line, 1, template, digits))
        return False
