"""Files that bring records in, and what becomes of them."""

from enum import StrEnum


class ImportFormat(StrEnum):
    """How a file is read."""

    CSV = "csv"
    NDJSON = "ndjson"
    AIID = "aiid"


class ImportState(StrEnum):
    """Where an import stands. Discarded: nobody wanted it; failed: nothing of it was saved."""

    STAGED = "staged"
    CARRIED_OUT = "carried_out"
    UNDONE = "undone"
    DISCARDED = "discarded"
    FAILED = "failed"


class ImportStage(StrEnum):
    """What an import is doing while somebody waits for it."""

    READING = "reading"
    CHECKING = "checking"
    WRITING = "writing"
    CLOSING = "closing"
    UNDOING = "undoing"


class LineOutcome(StrEnum):
    """What one record of a file would do.

    Matched: imported before, or an incident of this register. Changed: matched, and says something
    else than it did then: reported, never overwritten. Skipped: the same record again in one file.
    """

    CREATE = "create"
    MATCHED = "matched"
    CHANGED = "changed"
    SKIPPED = "skipped"
    REFUSED = "refused"


class ProposalState(StrEnum):
    """What staff made of a name that an import used and the register does not have."""

    OPEN = "open"
    MATCHED = "matched"
    DISMISSED = "dismissed"
