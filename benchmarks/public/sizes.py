"""How much data a run has."""

from dataclasses import dataclass

SEED = 7
LARGEST = 1_000_000
MANY, FEW = 40, 4  # passages of a source
MANY_UP_TO = 100_000  # incidents


@dataclass(frozen=True)
class Size:
    """So many incidents, whose sources have about so many passages each."""

    incidents: int
    passages: int

    @property
    def name(self) -> str:
        """In databases' and folders' names."""
        return str(self.incidents)


def size_of(incidents: int) -> Size:
    """The size of a run: the largest has short transcripts, so that its words fit one machine.
    Raises ValueError beyond what references and keys are made for."""
    if not 1 <= incidents <= LARGEST:
        raise ValueError(f"{incidents} incidents: from 1 to {LARGEST} can be made")
    return Size(incidents, MANY if incidents <= MANY_UP_TO else FEW)
