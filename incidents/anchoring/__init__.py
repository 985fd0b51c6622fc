"""A head of the audit, brought outside the database: stamped by authorities, written to a folder.

The command and the daily job call this, the web process never: it reaches out.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

from django.conf import settings

from incidents.actions import audit
from incidents.anchoring import authority
from incidents.anchoring.folder import write_head
from incidents.audit.stamps import StampError
from incidents.input_error import InputError
from incidents.models import AuditHead
from incidents.stored_audit import as_head, moment
from incidents.stored_stamps import configured

Tell = Callable[[str], object]


def bring_outside(head: AuditHead, tell: Tell = lambda line: None) -> list[str]:
    """Have it stamped by whoever has not, then write it with its stamps; what is there already
    stays. Gives what failed, one line each: the head is kept all the same."""
    return [*_stamp(head, tell), *_write(head, tell)]


def _stamp(head: AuditHead, tell: Tell) -> Iterator[str]:
    have = set(head.stamps.values_list("authority", flat=True))
    for name, each in configured().items():
        if name in have or not each.url:
            continue
        try:
            answer, at = authority.stamp(each, as_head(head))
        except StampError as error:
            yield str(error)
            continue
        audit.keep_stamp(head=head, authority=name, url=each.url, answer=answer, stamped_at=at)
        tell(f"stamped by {name} at {moment(at)}")


def _write(head: AuditHead, tell: Tell) -> Iterator[str]:
    if not settings.AUDIT_HEADS_DIR:
        tell("not written outside the database: AUDIT_HEADS_DIR is not set")
        return
    try:
        tell(f"written {write_head(Path(settings.AUDIT_HEADS_DIR), head)}")
    except InputError as error:
        yield str(error)
