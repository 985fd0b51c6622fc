"""Editions of reports, with their files, without their snapshots."""

from collections.abc import Iterable
from itertools import groupby

from django.db.models import F, IntegerField, Max, Prefetch, QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.functions import ExtractYear, Greatest
from django.utils import translation
from django.utils.translation import get_language

from incidents.codes import ReportKind
from incidents.filters.periods import ending_in
from incidents.issued.edition import LANGUAGE_NAMES, ONE_DAY, Edition, File, Gone, Period
from incidents.models import Report, ReportFile
from incidents.models.vocabulary import in_active_language

ORDER = ("-next_day", "-first_day", "period", "-edition")
"""By the end of the period, the newest first; a month before the quarter that ends with it, the
whole before its parts, and of one period the newest edition first."""


def years() -> list[int]:
    """Years with reports, the newest first; by the last day of a period. One query."""
    last_day = ExtractYear(F("next_day") - ONE_DAY)
    found = Report.objects.order_by().annotate(year=last_day).values_list("year", flat=True)
    return sorted(set(found), reverse=True)


def of_year(year: int, kind: ReportKind | None = None) -> list[Period]:
    """Reports whose period ends in a year. Two queries."""
    found = rows().filter(ending_in(year))
    return _periods(found.filter(kind=kind) if kind else found)


def of_period(period: str) -> Period | None:
    """Every edition of one report; None where none was issued. Two queries."""
    found = [] if "\0" in period else _periods(rows().filter(period=period))
    return found[0] if found else None


def latest() -> Edition | None:
    """The newest edition of the report whose period ended last. Two queries."""
    found = rows()[:1]
    return next((edition_of(each) for each in found), None)


def newest(limit: int, kind: ReportKind | None = None) -> list[Edition]:
    """The editions that were issued or withdrawn last, of one kind or of all. Two queries."""
    changed = Greatest("issued_at", "withdrawal__withdrawn_at")
    found = rows().order_by(changed.desc(), "-pk")
    return [edition_of(each) for each in (found.filter(kind=kind) if kind else found)[:limit]]


def issued_after(key: int, until: int, kinds: Iterable[ReportKind]) -> list[Edition]:
    """Standing editions with keys between these two, in the order of issue. Two queries."""
    found = rows().filter(pk__gt=key, pk__lte=until, kind__in=list(kinds), withdrawal=None)
    return [edition_of(each) for each in found.order_by("pk")]


def last_issued() -> int:
    """The key of the newest edition. Keys grow in the order of commits: they are given under the
    lock that issuing holds to its end (``listing.one_at_a_time``)."""
    return Report.objects.aggregate(last=Max("pk"))["last"] or 0


HELD = {
    name: RawSQL(
        # What was issued before summaries were kept says it itself.
        f"COALESCE((incidents_report.summary->>'{name}')::integer,"
        f" jsonb_array_length(incidents_report.snapshot->'{name}'))",
        (),
        output_field=IntegerField(),
    )
    for name in ("incidents", "changes")
}


def rows() -> QuerySet[Report]:
    """Every edition as ``edition_of`` reads it, the newest first."""
    files = ReportFile.objects.select_related("file").defer("file__content")
    return (
        Report.objects.defer("snapshot")
        .annotate(**{f"held_{name}": said for name, said in HELD.items()})
        .select_related("withdrawal__reason_class")
        .prefetch_related(Prefetch("files", files))
        .order_by(*ORDER)
    )


def _periods(found: Iterable[Report]) -> list[Period]:
    editions = map(edition_of, found)
    grouped = groupby(editions, key=lambda each: each.period)
    return [Period(first, rest) for _period, (first, *rest) in grouped]


def edition_of(found: Report) -> Edition:
    """One of ``rows`` in the active language."""
    ended = getattr(found, "withdrawal", None)
    gone = Gone(ended.withdrawn_at, str(ended.reason_class)) if ended else None
    said = found.summary.get(get_language() or "fr") or []
    return Edition(
        pk=found.pk,
        kind=ReportKind(found.kind),
        period=found.period,
        titles=_titles(found),
        edition=found.edition,
        first_day=found.first_day,
        next_day=found.next_day,
        issued_at=found.issued_at,
        digest=found.digest,
        incidents=found.held_incidents or 0,  # type: ignore[attr-defined]
        changes=found.held_changes or 0,  # type: ignore[attr-defined]
        jurisdiction=found.jurisdiction,
        election=found.election,
        about=_about(found),
        summary=[] if gone else [(heading, text) for heading, text in said],
        files=[_file(found, each) for each in found.files.all()],
        gone=gone,
    )


def _about(found: Report) -> str:
    """The name of the part of the register that it is about, in the active language."""
    name = found.summary.get("about") or {}
    return in_active_language(name.get("fr", ""), name.get("en", ""))


def _titles(found: Report) -> dict[str, str]:
    titles = {}
    for language in LANGUAGE_NAMES:
        with translation.override(language):
            titles[language] = found.title
    return titles


def _file(report: Report, each: ReportFile) -> File:
    return File(
        period=report.period,
        edition=report.edition,
        language=each.language,
        volume=each.volume,
        pages=each.pages,
        size=each.file.size,
        digest=each.file_id,
    )
