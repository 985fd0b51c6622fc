"""The settings of a WebVTT cue: where it stands on the screen. Checked, and not kept."""

import re
from collections.abc import Callable

_BLANKS = " \t\f"
_WORD = re.compile(rf"[^{_BLANKS}]+")
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_PERCENTAGE = re.compile(r"([0-9]+(?:\.[0-9]+)?)%")


def wrong(line: str, start: int) -> list[re.Match[str]]:
    """The settings behind `start` that the specification ignores: name, colon, value."""
    return [word for word in _WORD.finditer(line, start) if not _is_sound(word[0])]


def _is_sound(setting: str) -> bool:
    name, colon, value = setting.partition(":")
    check = _CHECKS.get(name)
    return bool(colon and value) and check is not None and check(value)


def _is_line(value: str) -> bool:
    offset, comma, align = value.partition(",")
    if comma and align not in {"start", "center", "end"}:
        return False
    return _NUMBER.fullmatch(offset) is not None or _is_percentage(offset)


def _is_position(value: str) -> bool:
    offset, comma, align = value.partition(",")
    if comma and align not in {"line-left", "center", "line-right"}:
        return False
    return _is_percentage(offset)


def _is_percentage(value: str) -> bool:
    found = _PERCENTAGE.fullmatch(value)
    return found is not None and float(found[1]) <= 100


_CHECKS: dict[str, Callable[[str], bool]] = {
    "vertical": {"rl", "lr"}.__contains__,
    "line": _is_line,
    "position": _is_position,
    "size": _is_percentage,
    "align": {"start", "center", "end", "left", "right"}.__contains__,
    "region": bool,
}
