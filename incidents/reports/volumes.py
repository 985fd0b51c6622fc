"""Which incidents stand in which volume of a report. Pure: decided from the snapshot alone.

What a volume takes to lay out, in seconds and in memory, grows with what is said in it and not with
how many incidents say it. So the bound is a weight: bytes of canonical JSON of the incidents and of
the lines that they cite. A report within the bound is one volume. Beyond it, volume 1 holds what
all volumes share, and the others the incidents, in the order of references; of very many incidents
the chapters that grow with their number are volumes of their own, after them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from incidents.canonical import canonical_json
from incidents.documents import citations
from incidents.reports.frozen import Snapshot, incidents_of

Record = dict[str, Any]

HEAVIEST = 600_000
"""The weight of one volume. Measured (docs/benchmarks.md): it stays within 60 s and 512 MiB."""
MOST = 200
"""Incidents of one volume, however light they are; with more, each of the long chapters has a
volume of its own."""
NEWS, FOLLOW_UP, INDEX = LONG = ("news", "follow-up", "index")
"""The chapters that have a line for each incident or procedure, by their anchors."""


@dataclass(frozen=True)
class Part:
    """What one volume holds. ``references``: the incidents whose pages stand in it; ``chapters``:
    those of the long ones that do."""

    number: int
    of: int
    references: tuple[str, ...]
    chapters: tuple[str, ...] = ()

    @property
    def leads(self) -> bool:
        """Whether it holds what all volumes share."""
        return self.number == 1

    @property
    def chapter(self) -> str:
        """The one chapter that it is, "" where it is something else."""
        return "" if self.leads or not self.chapters else self.chapters[0]

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
        return (Part(1, 1, tuple(weights), LONG),)
    groups = list(_groups(weights))
    apart = list(_apart(snapshot)) if len(weights) > MOST else []
    of = 1 + len(groups) + len(apart)
    first = Part(1, of, (), tuple(each for each in LONG if each not in apart))
    held = [Part(number, of, group) for number, group in enumerate(groups, start=2)]
    after = enumerate(apart, start=2 + len(groups))
    return (first, *held, *(Part(number, of, (), (chapter,)) for number, chapter in after))


def in_stages(planned: Iterable[Part]) -> list[list[Part]]:
    """The order in which they are laid out: each says where things stand in those of the stages
    before its own, and those of one stage may be laid out at once."""
    found: dict[int, list[Part]] = {}
    for part in planned:
        found.setdefault(_stage(part), []).append(part)
    return [found[stage] for stage in sorted(found)]


def _stage(part: Part) -> int:
    """Contents come after what they list the pages of; what is new and the index lead to changes,
    which are in volume 1."""
    if part.leads:
        return 2
    match part.chapter:
        case "":
            return 0
        case "follow-up":
            return 1
        case _:
            return 3


def _apart(snapshot: Snapshot) -> Iterator[str]:
    """The long chapters that are printed at all."""
    yield NEWS
    if any(each["content"]["procedures"] for each in snapshot["incidents"]):
        yield FOLLOW_UP
    if snapshot.get("annexes", True):
        yield INDEX


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
