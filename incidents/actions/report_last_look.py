"""The last look before an edition is issued: it was laid out for minutes, and what was taken out of
the public meanwhile is not to be in it."""

from collections.abc import Callable

from incidents.actions.report_check import check_private_names
from incidents.actions.report_freezing import audit_end
from incidents.actions.report_part import ReportError
from incidents.canonical import digest
from incidents.documents import Document
from incidents.input_error import gettext_noop

Freezing = Callable[[], Document]
"""Makes the snapshot of an edition from what is public now, without the end of the audit."""
SAID = ("incidents", "changes", "transcript_extracts")
"""What a snapshot says of incidents. What is about the edition itself stays what it was."""


class OvertakenError(ReportError):
    """What the report says is not what may be said any more."""


def check_stands(snapshot: Document, freezing: Freezing) -> None:
    """Raises OvertakenError where the same moment, seen from now, says something else: what was
    withdrawn, redacted, merged, erased or protected since. Raises ReportError for a private name.

    Asked under ``listing.one_at_a_time``. While the audit ends where it ended when the snapshot was
    frozen nothing was written at all, and nothing is asked.
    """
    if "audit" in snapshot and audit_end() == {"audit": snapshot["audit"]}:
        return
    now = freezing()
    if digest([snapshot[part] for part in SAID]) != digest([now[part] for part in SAID]):
        raise OvertakenError(
            gettext_noop(
                "what the report says changed while it was laid out: something was withdrawn, "
                "redacted, merged or protected. Nothing was issued"
            )
        )
    check_private_names(snapshot)
