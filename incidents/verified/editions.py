"""Editions and their files, as they are known under a digest or a name."""

from datetime import datetime
from typing import Any

from django.utils import translation

from incidents.attachments import Told
from incidents.models import Report, ReportFile
from incidents.verified.verdict import Claim, Edition, IssuedFile, Later

LANGUAGES = ("fr", "en")
LONGEST_KEY = 120


def file_with(sha256: str) -> ReportFile | None:
    """The issued file of these bytes, with its report."""
    found = ReportFile.objects.filter(file_id=sha256)
    return found.select_related("report__withdrawal__reason_class").first()


def report_with(digest: str) -> Report | None:
    """The edition whose snapshot has this digest."""
    found = Report.objects.filter(digest=digest)
    return found.select_related("withdrawal__reason_class").first()


def report_named(claim: Claim) -> Report | None:
    """The edition that a file claims to be, if there is one."""
    if claim.edition is None or not 0 < claim.edition < 32768:
        return None
    if len(claim.period) > LONGEST_KEY or not claim.period.isprintable():
        return None
    found = Report.objects.filter(kind=claim.kind, period=claim.period, edition=claim.edition)
    return found.select_related("withdrawal__reason_class").first()


def file_named(report: Report, claim: Claim) -> ReportFile | None:
    """The file of an edition that another one claims to be."""
    volume = claim.volume or 1
    if volume >= 32768 or claim.language not in LANGUAGES:
        return None
    return report.files.filter(language=claim.language, volume=volume).first()


def edition_of(report: Report) -> Edition:
    """What is told of an edition; of a withdrawn one no more than its page tells."""
    ended = getattr(report, "withdrawal", None)
    later = Report.objects.filter(
        kind=report.kind, period=report.period, edition__gt=report.edition
    ).order_by("edition")
    rows = later.values_list("edition", "issued_at", "withdrawal__withdrawn_at")
    return Edition(
        kind=report.kind,
        period=report.period,
        edition=report.edition,
        title=_title(report),
        cut_off=datetime.fromisoformat(report.snapshot["at"]),
        issued_at=report.issued_at,
        digest=report.digest,
        withdrawn_at=ended.withdrawn_at if ended else None,
        withdrawn_class=_class(ended.reason_class) if ended else None,
        later=[Later(*row) for row in rows],
    )


def issued_file(file: ReportFile) -> IssuedFile:
    """One file of an edition."""
    beside = ReportFile.objects.filter(report_id=file.report_id, language=file.language)
    return IssuedFile(
        language=file.language,
        volume=file.volume,
        volumes=beside.count(),
        pages=file.pages,
        sha256=file.file_id,
    )


def claim_of(told: Told) -> Claim:
    """What manifest and snapshot say; where both do, the manifest, which is of the file itself."""
    said: dict[str, Any] = {**(told.snapshot or {}), **(told.manifest or {})}
    return Claim(
        kind=said.get("kind", ""),
        period=said.get("period", ""),
        edition=said.get("edition"),
        language=said.get("language", ""),
        volume=said.get("volume"),
        preview=bool(said.get("period")) and (said.get("preview") or said.get("edition") is None),
        site=said.get("site_url", ""),
    )


def _title(report: Report) -> dict[str, str]:
    found = {}
    for language in LANGUAGES:
        with translation.override(language):
            found[language] = report.title
    return found


def _class(term: Any) -> dict[str, str]:
    return {"code": term.code, "fr": term.label_fr, "en": term.label_en}
