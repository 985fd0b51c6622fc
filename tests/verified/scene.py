"""Editions as they are issued, with PDFs made in a moment: what is attached is what a report
attaches, the page is empty."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import IO, Any

from incidents.models import AuditEntry, Report, ReportFile
from incidents.reports import attached
from incidents.reports.frozen import digest
from tests.attachments.pdfs import pdf
from tests.factories import ReportFactory, ReportFileFactory, StoredFileFactory
from tests.reports.snapshots import snapshot

Snapshot = dict[str, Any]
ISSUED = datetime(2026, 11, 2, 9, tzinfo=UTC)


def frozen(**changed: Any) -> Snapshot:
    """What an edition of October holds, with the end of the chain of this database."""
    row = AuditEntry.objects.order_by("-sequence").first()
    end = {"audit": {"count": row.sequence, "hash": row.hash}} if row else {}
    return snapshot(incidents=2) | end | changed


def files_of(frozen: Snapshot, language: str = "fr", **volume: int) -> dict[str, bytes]:
    """What a report of it has inside, by name."""
    return {each.name: each.content for each in attached.attached(frozen, language, **volume)}


def issue(frozen: Snapshot, **more: Any) -> Report:
    """An edition with one file for each language."""
    report: Report = ReportFactory(
        period=frozen["period"],
        edition=frozen["edition"],
        first_day=frozen["first_day"],
        next_day=frozen["next_day"],
        snapshot=frozen,
        digest=digest(frozen),
        issued_at=ISSUED,
        **more,
    )
    for language in ("fr", "en"):
        keep(report, language, pdf(files_of(frozen, language)))
    report.refresh_from_db()
    return report


def keep(report: Report, language: str, content: bytes, volume: int = 1) -> ReportFile:
    """A file of an edition, as it is stored."""
    stored = StoredFileFactory(content=content, media_type="application/pdf")
    made: ReportFile = ReportFileFactory(
        report=report, language=language, file=stored, pages=3, volume=volume
    )
    return made


def bytes_of(report: Report, language: str = "fr") -> bytes:
    """The issued file."""
    return bytes(report.files.get(language=language).file.content)


@contextmanager
def on_disk(content: bytes) -> Iterator[IO[bytes]]:
    """An open file that nothing is left of."""
    with tempfile.TemporaryFile() as file:
        file.write(content)
        file.flush()
        yield file
