"""From the bytes of a file, or their digest alone, to the verdict. Nothing is written."""

import hashlib
import os
from collections.abc import Mapping
from typing import IO, Any

from django.conf import settings

from incidents.attachments import Told, Unread, UnreadError, read_apart
from incidents.audit import Point
from incidents.models import Report, ReportFile
from incidents.stored_audit import holds
from incidents.verified import comparing, editions
from incidents.verified.since import changes_since
from incidents.verified.verdict import (
    Audit,
    Check,
    Claim,
    Edition,
    Finding,
    Note,
    Standing,
    Verdict,
)

PIECE = 1024 * 1024


def verify_digest(sha256: str) -> Verdict:
    """What is known of the bytes with this digest; nothing is read of them."""
    file = editions.file_with(sha256)
    if file is not None:
        return _issued(sha256, file)
    report = editions.report_with(sha256)
    if report is not None:
        return _data(sha256, report)
    return Verdict(Standing.NOT_ISSUED, sha256)


def verify_file(file: IO[bytes]) -> Verdict:
    """What is known of an open file on the disk. It is not to be read afterwards.

    What cannot be read inside it is said (``unread``); raises OSError where the disk fails.
    """
    sha256, size = _hashed(file)
    found = editions.file_with(sha256)
    report = found.report if found else editions.report_with(sha256)
    if report is not None and found is None:
        return _data(sha256, report, size)
    told, unread = _told(file)
    if found is not None:
        return _issued(sha256, found, size, told, unread)
    return _not_issued(sha256, size, told, unread)


def _hashed(file: IO[bytes]) -> tuple[str, int]:
    os.lseek(file.fileno(), 0, os.SEEK_SET)
    hashed, size = hashlib.sha256(), 0
    while piece := os.read(file.fileno(), PIECE):
        hashed.update(piece)
        size += len(piece)
    return hashed.hexdigest(), size


def _told(file: IO[bytes]) -> tuple[Told | None, Unread | None]:
    try:
        return read_apart(file), None
    except UnreadError as error:
        return None, error.reason


def _issued(
    sha256: str,
    file: ReportFile,
    size: int | None = None,
    told: Told | None = None,
    unread: Unread | None = None,
) -> Verdict:
    report = file.report
    edition = editions.edition_of(report)
    audit = _audit(report.snapshot)
    findings = comparing.compare(told, report, open_to_all=_open(edition)) if told else []
    return Verdict(
        standing=Standing.ISSUED,
        sha256=sha256,
        size=size,
        edition=edition,
        file=editions.issued_file(file),
        unread=unread,
        attached=told.files if told else (),
        findings=[*findings, *_not_held(audit)],
        notes=[*(comparing.notes(told) if told else ()), *([] if audit else [Note.NO_AUDIT])],
        audit=audit,
        since=changes_since(report.snapshot) if _open(edition) else (),
    )


def _data(sha256: str, report: Report, size: int | None = None) -> Verdict:
    edition = editions.edition_of(report)
    audit = _audit(report.snapshot)
    return Verdict(
        standing=Standing.DATA,
        sha256=sha256,
        size=size,
        edition=edition,
        findings=_not_held(audit),
        audit=audit,
        since=changes_since(report.snapshot) if _open(edition) else (),
    )


def _not_issued(sha256: str, size: int, told: Told | None, unread: Unread | None) -> Verdict:
    """With what it claims, and how far that is true."""
    claim = editions.claim_of(told) if told else Claim()
    report = editions.report_named(claim)
    edition = editions.edition_of(report) if report else None
    file = editions.file_named(report, claim) if report else None
    findings = (
        comparing.compare(told, report, open_to_all=_open(edition))
        if told and report and edition
        else []
    )
    audit = _audit(told.snapshot) if told and told.snapshot else None
    return Verdict(
        standing=Standing.NOT_ISSUED,
        sha256=sha256,
        size=size,
        edition=edition,
        file=editions.issued_file(file) if file else None,
        claim=claim,
        unread=unread,
        attached=told.files if told else (),
        findings=[*findings, *_not_held(audit)],
        notes=comparing.notes(told) if told and report else (),
        elsewhere=_elsewhere(claim, report),
        audit=audit,
    )


def _elsewhere(claim: Claim, report: Report | None) -> bool:
    """Whether it names a site that is neither this one nor what this one was called then."""
    own = {"", settings.SITE_URL, report.snapshot.get("site_url") if report else ""}
    return claim.site not in own


def _open(edition: Edition | None) -> bool:
    """Whether an edition is given out: of a withdrawn one nothing is told but that it is."""
    return edition is not None and edition.withdrawn_at is None


def _audit(snapshot: Mapping[str, Any]) -> Audit | None:
    end = snapshot.get("audit")
    if not end:
        return None
    return Audit(end["count"], end["hash"], held=holds(Point(end["count"], end["hash"])))


def _not_held(audit: Audit | None) -> list[Finding]:
    if audit is None or audit.held:
        return []
    return [Finding(Check.AUDIT_DIFFERS, str(audit.count), audit.hash)]
