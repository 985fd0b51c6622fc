"""Heads of the audit: made from a chain that was read whole, and stamped."""

from collections.abc import Callable
from datetime import datetime

from django.utils import timezone

from incidents.audit import Head, Point, head_digest
from incidents.audit.chain import FIRST
from incidents.input_error import InputError
from incidents.models import AuditCheck, AuditHead, AuditStamp
from incidents.models.base import Person
from incidents.recorded import recorded
from incidents.stored_audit import Checked, check, moment, still, tail
from incidents.stored_check import Looked

TOLD = 20
"""Findings that a kept check names; of the others only the number."""


class AuditAlteredError(InputError):
    """The chain does not hold: a head of it would bless what was altered."""


def anchor(
    *, at: datetime, progress: Callable[[str], None] = lambda line: None
) -> tuple[AuditHead | None, bool]:
    """The head of the chain as it is now, and whether it is new.

    A chain that has not grown keeps its head; an empty one has none. The chain is read from its
    first entry, against the heads before: raises AuditAlteredError where it does not hold.
    """
    with still():
        checked = check(progress=progress)
    if checked.findings:
        raise AuditAlteredError(
            "no head is made of an altered chain: %(first)s (%(found)s in all)",
            first=str(checked.findings[0]),
            found=checked.found,
        )
    if not checked.count:
        return None, False
    return _kept(checked, at)


def last_head(*, at: datetime) -> AuditHead | None:
    """The last head, if the chain needs no other on the day of ``at``: it was made on that day (of
    Paris), or nothing was appended since. None where one is due."""
    last = AuditHead.objects.order_by("-count").first()
    if last is None:
        return None
    is_of_the_day = timezone.localdate(last.made_at) == timezone.localdate(at)
    return last if is_of_the_day or tail() == Point(last.count, last.hash) else None


@recorded
def _kept(checked: Checked, at: datetime) -> tuple[AuditHead, bool]:
    """Of two who make a head of the same chain at once, the database refuses the second."""
    last = AuditHead.objects.order_by("-count").first()
    if last is not None and last.count >= checked.count:
        return last, False
    if last is not None:
        at = max(at, last.made_at)
    previous = last.digest if last else FIRST
    head = Head(checked.count, checked.hash, checked.merkle_root, moment(at), previous)
    made = AuditHead.objects.create(
        count=head.count,
        hash=head.hash,
        merkle_root=head.merkle_root,
        made_at=at,
        previous=head.previous,
        digest=head_digest(head),
    )
    return made, True


@recorded
def keep_stamp(
    *, head: AuditHead, authority: str, url: str, answer: bytes, stamped_at: datetime
) -> AuditStamp:
    """Keep an authority's answer, which the caller has checked. One that stamped this head already
    keeps its first stamp."""
    values = {"url": url, "answer": answer, "stamped_at": stamped_at}
    return AuditStamp.objects.get_or_create(head=head, authority=authority, defaults=values)[0]


@recorded
def keep_check(*, seen: Looked, by: Person, at: datetime) -> AuditCheck:
    """Keep what a look at the whole audit found, which ``by`` asked for."""
    return AuditCheck.objects.create(
        checked_at=at,
        asked_by=by,
        outcome=seen.outcome,
        count=seen.checked.count,
        found=seen.places + len(seen.gaps) + len(seen.unchecked),
        said="\n".join(seen.lines[:TOLD]),
    )
