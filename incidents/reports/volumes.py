"""Which incidents stand in which volume of a report. Pure: decided from the snapshot alone.

What a volume takes to lay out, in seconds and in memory, grows with what is said in it and not with
how many incidents say it. So the bound is a weight: bytes of canonical JSON of the incidents and of
the lines that they cite. A report within the bound is one volume. Beyond it, volume 1 holds what
all volumes share, and the others the incidents, in the order of references; of very many incidents
the last volume is the index.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from incidents.canonical import canonical_json
from incidents.documents import citations
from incidents.reports.frozen import Snapshot, incidents_of

Record = dict[str, Any]

HEAVIEST = 600_000
"""The weight of one volume. Measured (docs/benchmarks.md): it stays within 60 s and 512 MiB."""
MOST = 200
"""Incidents of one volume, however light they are; with more, the index has a volume of its own."""


@dataclass(frozen=True)
class Part:
    """What one volume holds. ``references``: the incidents whose pages stand in it; ``indexed``:
    whether the index does."""

    number: int
    of: int
    references: tuple[str, ...]
    indexed: bool = False

    @property
    def leads(self) -> bool:
        """Whether it holds what all volumes share."""
        return self.number == 1

    @property
    def is_index(self) -> bool:
        """Whether it holds the index and nothing else."""
        return self.indexed and not self.leads

    @property
    def first(self) -> str:
        """The first of its incidents."""
        return self.references[0]

    @property
    def last(self) -> str:
        """The last of its incidents."""
        return self.references[-1]

    @property
    def is_alone(self) -> bool:
        """Whether it is the whole report."""
        return self.of == 1


def parts(snapshot: Snapshot) -> tuple[Part, ...]:
    """The volumes of a report, the same for both languages."""
    weights = {each["reference"]: weight(each, snapshot) for each in incidents_of(snapshot)}
    if _fits(list(weights.values())):
        return (Part(1, 1, tuple(weights), indexed=True),)
    groups = list(_groups(weights))
    apart = len(weights) > MOST and snapshot.get("annexes", True)
    of = len(groups) + 1 + apart
    held = [Part(number, of, group) for number, group in enumerate(groups, start=2)]
    index = [Part(of, of, (), indexed=True)] if apart else []
    return (Part(1, of, (), indexed=not apart), *held, *index)


def slice_of(snapshot: Snapshot, part: Part) -> Snapshot:
    """The snapshot with the incidents of one volume alone. Its digest is not the report's."""
    wanted = set(part.references)
    return snapshot | {
        "incidents": [each for each in snapshot["incidents"] if each["reference"] in wanted],
        "changes": [],
    }


def weight(incident: Record, snapshot: Snapshot) -> int:
    """Bytes of what is printed of an incident, about."""
    extracts = snapshot["transcript_extracts"]
    cited = {each.citation["transcript"] for each in citations(incident["content"])}
    lines = [extracts[transcript] for transcript in sorted(cited & extracts.keys())]
    return len(canonical_json([incident["content"], lines]).encode())


def _fits(weights: Sequence[int]) -> bool:
    return sum(weights) <= HEAVIEST and len(weights) <= MOST


def _groups(weights: Mapping[str, int]) -> Iterator[tuple[str, ...]]:
    """As few as the bound allows, one after the other; one incident over the bound is one group."""
    held: list[str] = []
    heavy = 0
    for reference, more in weights.items():
        if held and (heavy + more > HEAVIEST or len(held) == MOST):
            yield tuple(held)
            held, heavy = [], 0
        held.append(reference)
        heavy += more
    yield tuple(held)
