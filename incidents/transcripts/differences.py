"""How two versions of a transcript differ, passage by passage; pure."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol


class Timed(Protocol):
    """A segment, as parsed or as stored."""

    @property
    def start_ms(self) -> int: ...

    @property
    def text(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Differences:
    """Passages that read the same, read otherwise at the same time, or are in one version only."""

    same: int
    changed: int
    added: int
    removed: int

    @property
    def any(self) -> bool:
        return bool(self.changed or self.added or self.removed)


def differences(before: Iterable[Timed], after: Iterable[Timed]) -> Differences:
    """Passages are the same when start and text are; linear in their number."""
    old = Counter((each.start_ms, each.text) for each in before)
    new = Counter((each.start_ms, each.text) for each in after)
    gone, come = _starts(old - new), _starts(new - old)
    changed = (gone & come).total()
    return Differences(
        same=(old & new).total(),
        changed=changed,
        added=come.total() - changed,
        removed=gone.total() - changed,
    )


def _starts(passages: Counter[tuple[int, str]]) -> Counter[int]:
    found: Counter[int] = Counter()
    for (start_ms, _text), count in passages.items():
        found[start_ms] += count
    return found
