"""When an element of TTML is active: SMIL's rules for what lies within what.

`begin` and `end` count from the element around (`par`, the default) or from the end of the sibling
before (`seq`); `dur` from the begin; of `end` and `dur` the earlier holds; nothing lasts longer
than what is around it. None is a time that nobody knows: no end is given, or it cannot be read.
"""

from dataclasses import dataclass, field
from typing import NamedTuple

from incidents.input_error import gettext_noop
from incidents.transcripts.records import Problem, remark
from incidents.transcripts.ttml_times import BadTime, Clock
from incidents.transcripts.xml_parts import Rational
from incidents.transcripts.xml_reader import Element

Moment = Rational | None
ATTRIBUTES = ("begin", "end", "dur")


class Span(NamedTuple):
    """From when to when an element is active; `outside`: never, by the times around it."""

    begin: Moment
    end: Moment
    outside: bool = False


class Placed(NamedTuple):
    """The span of an element, and the end it names itself, which the next in a sequence follows."""

    span: Span
    own_end: Moment
    timed: bool


@dataclass(slots=True)
class Timing:
    """Places elements; what it cannot read of their times is in `problems` and `warnings`."""

    clock: Clock
    absolute: bool
    short_forms: bool = False  # the short times of lyrics files are as usual here
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)

    def place(self, element: Element, around: Span, base: Moment) -> Placed:
        """The span of an element; `base` is what its times count from."""
        given = {
            name: element.attributes[name] for name in ATTRIBUTES if name in element.attributes
        }
        if not given and base is not None and base == around.begin:
            return Placed(around, None, False)
        if not given:
            begin = around.begin if self.absolute else base
            return Placed(_within(around, begin, None), None, False)
        times, bad = self._times(element, given)
        origin: Moment = 0 if self.absolute else base
        if "begin" in bad:
            begin = None
        elif "begin" in times:
            begin = _sum(origin, times["begin"])
        else:
            begin = around.begin if self.absolute else base
        ends = [_sum(origin, times["end"])] if "end" in times else []
        ends += [_sum(begin, times["dur"])] if "dur" in times else []
        known = [end for end in ends if end is not None]
        own_end = min(known) if known else None
        if bad & {"end", "dur"}:
            return Placed(Span(begin, None, _within(around, begin, None).outside), None, True)
        return Placed(_within(around, begin, own_end), own_end, True)

    def _times(
        self, element: Element, given: dict[str, str]
    ) -> tuple[dict[str, Rational], set[str]]:
        """The times that can be read, and the names of those that cannot."""
        times: dict[str, Rational] = {}
        bad: set[str] = set()
        for name, value in given.items():
            if not value.strip():
                self.warnings.append(
                    _remark(
                        element, gettext_noop("%(name)s is empty: taken as missing"), name, value
                    )
                )
                continue
            try:
                times[name], regular = self.clock.read(value)
            except BadTime as error:
                bad.add(name)
                self.problems.append(_remark(element, error.template, name, value, **error.params))
                continue
            if not regular and not self.short_forms:
                self.warnings.append(
                    _remark(
                        element,
                        gettext_noop(
                            "%(name)s “%(value)s” is not written as TTML requires, but is clear"
                        ),
                        name,
                        value,
                        value=value.strip()[:40],
                    )
                )
        return times, bad


def _within(around: Span, begin: Moment, end: Moment) -> Span:
    """Cut at the end of what is around; what begins at that end or later is never shown."""
    if begin is None or around.end is None:
        return Span(begin, end, around.outside)
    if begin >= around.end and begin != around.begin:
        return Span(begin, end, True)
    return Span(begin, around.end if end is None else min(end, around.end), around.outside)


def _sum(one: Moment, other: Moment) -> Moment:
    return None if one is None or other is None else one + other


def _remark(element: Element, template: str, name: str, written: str, **params: object) -> Problem:
    text = f'{name}="{written}"'
    return remark(element.line, element.column, template, text, **{"name": name, **params})
