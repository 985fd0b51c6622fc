"""``manage.py anchor_audit``: the head of the audit's chain, kept, written out and stamped."""

from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone

from incidents.actions import audit
from incidents.anchoring import bring_outside
from incidents.management.base import RecordedCommand
from incidents.models import AuditHead
from incidents.stored_audit import moment, unstamped_since


class Command(RecordedCommand):
    """What the daily job does, by hand. Exit status 1: the chain is altered, and no head was made;
    3: the head is kept, but could not be written out or stamped by everybody."""

    help = "Make the head of the audit's chain, write it out, have it stamped."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            head, new = audit.anchor(at=timezone.now(), progress=self.stderr.write)
        except audit.AuditAlteredError as error:
            raise CommandError(str(error), returncode=1) from error
        if head is None:
            self.stdout.write("The audit has no entry yet: there is nothing to make a head of.")
            return
        self._tell(head, new)
        failed = bring_outside(head, self.stdout.write)
        since = unstamped_since()
        if since:
            self.stdout.write(f"unstamped since {moment(since)}")
        if failed:
            raise CommandError("\n".join(failed), returncode=3)

    def _tell(self, head: AuditHead, new: bool) -> None:
        how = "new head" if new else f"unchanged since {moment(head.made_at)}"
        self.stdout.write(f"{head.count} entries, {how}")
        self.stdout.write(f"hash    {head.hash}")
        self.stdout.write(f"Merkle  {head.merkle_root}")
        self.stdout.write(f"digest  {head.digest}")
