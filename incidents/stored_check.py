"""The whole audit, looked at once: chain, payloads, heads, time stamps, triggers; and what came of
it, for the command and for the job alike."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from incidents.audit import Head, Point
from incidents.models import AuditOutcome
from incidents.stored_audit import Checked, Progress, check, still
from incidents.stored_guards import missing
from incidents.stored_rows import Altered, altered
from incidents.stored_stamps import CheckedStamp, check_stamps, configured


@dataclass(frozen=True)
class Looked:
    """What was seen. ``unread``: why heads held outside could not be compared."""

    checked: Checked
    gaps: Sequence[str]
    stamps: Sequence[CheckedStamp]
    rows: Sequence[Altered] = ()
    unread: Sequence[str] = field(default=())

    @property
    def wrong(self) -> list[CheckedStamp]:
        return [stamp for stamp in self.stamps if stamp.problem and stamp.checked]

    @property
    def unchecked(self) -> list[str]:
        return [*self.unread, *(str(stamp) for stamp in self.stamps if not stamp.checked)]

    @property
    def places(self) -> int:
        """That do not hold."""
        return self.checked.found + len(self.wrong) + len(self.rows)

    @property
    def lines(self) -> list[str]:
        """Each finding, the gravest first."""
        found = (*self.rows, *self.checked.findings, *self.wrong, *self.gaps, *self.unchecked)
        return [str(each) for each in found]

    @property
    def outcome(self) -> AuditOutcome:
        """Where several are true, the gravest."""
        if self.places:
            return AuditOutcome.ALTERED
        if self.gaps:
            return AuditOutcome.INCOMPLETE
        return AuditOutcome.CANNOT_CHECK if self.unchecked else AuditOutcome.INTACT


def look(
    outside: Sequence[Head | Point] = (),
    progress: Progress = lambda line: None,
    *,
    rows: bool = False,
    unread: Sequence[str] = (),
) -> Looked:
    """Read all of it in one state of the database, against the heads held outside; ``rows``: each
    row of the records, too."""
    with still():
        return Looked(
            checked=check(outside, progress),
            gaps=list(missing()),
            stamps=list(check_stamps(configured())),
            rows=list(altered(progress)) if rows else (),
            unread=unread,
        )
