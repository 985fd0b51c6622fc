"""``manage.py anchor_audit``: the head of the audit's chain, kept, written out and stamped."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.utils import timezone

from incidents.actions import audit
from incidents.audit.stamps import StampError
from incidents.input_error import InputError
from incidents.management import authority
from incidents.management.base import RecordedCommand
from incidents.management.head_folder import write_head
from incidents.models import AuditHead
from incidents.stored_audit import as_head, moment, unstamped_since
from incidents.stored_stamps import configured


class Command(RecordedCommand):
    """Run it once a day. Exit status 1: the chain is altered, and no head was made; 3: the head is
    kept, but could not be written out or stamped by everybody."""

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
        failed = self._stamp(head)
        failed += self._write(head)
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

    def _stamp(self, head: AuditHead) -> list[str]:
        """Ask whoever has not stamped this head; what failed, one line each."""
        failed: list[str] = []
        have = set(head.stamps.values_list("authority", flat=True))
        for name, each in configured().items():
            if name in have or not each.url:
                continue
            try:
                answer, at = authority.stamp(each, as_head(head))
            except StampError as error:
                failed.append(str(error))
                continue
            audit.keep_stamp(head=head, authority=name, url=each.url, answer=answer, stamped_at=at)
            self.stdout.write(f"stamped by {name} at {moment(at)}")
        return failed

    def _write(self, head: AuditHead) -> list[str]:
        if not settings.AUDIT_HEADS_DIR:
            self.stdout.write("not written outside the database: AUDIT_HEADS_DIR is not set")
            return []
        try:
            path = write_head(Path(settings.AUDIT_HEADS_DIR), head)
        except InputError as error:
            return [str(error)]
        self.stdout.write(f"written {path}")
        return []
