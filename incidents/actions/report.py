"""Freezing what was public in a period, and issuing its report."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time
from typing import Any

from django.conf import settings
from django.db.models import Min, Q
from django.utils import timezone

from incidents.actions.permission import check_may
from incidents.actions.stored_file import store
from incidents.canonical import digest
from incidents.codes import PublicationKind, RecordKind, ReportKind
from incidents.dates import Month
from incidents.documents import Document
from incidents.history import is_guarded, notice_of, readable, with_guarded
from incidents.input_error import InputError, gettext_noop
from incidents.listing import addresses_now, cited_lines, shown_all
from incidents.models import Merger, Publication, Report, ReportFile, Term, Withdrawal
from incidents.models.base import Person
from incidents.recorded import recorded
from incidents.reports.render import Rendered, render
from incidents.stored_audit import tail

PDF = "application/pdf"
LANGUAGES = ("fr", "en")
SCHEMA = 1
FIRST_EDITION = 1
STILL_ITS_OWN = Q(incident__withdrawal__isnull=True, incident__merged_into__isnull=True)
Progress = Callable[[str], None]


class ReportError(InputError):
    """A report that cannot be made."""


def build(month: Month, *, at: datetime, edition: int | None = None) -> Document:
    """The snapshot of a month: everything the report says, and nothing else is read for it.

    What was public at the cut-off: the end of the month, or ``at`` while it runs (then the
    snapshot is marked unfinished). An incident withdrawn since or merged since is left out and
    listed among the changes. Without an ``edition`` it is a preview. The same data gives the same
    snapshot. Raises ReportError for a month to come.
    """
    _check_has_begun(month, at)
    first, end = _midnight(month.first_day), _midnight(month.first_day_of_next)
    cut_off = min(at, end)
    published = _published(first, end, cut_off)
    contents = shown_all(published)
    return {
        "schema": SCHEMA,
        "kind": ReportKind.MONTH.value,
        "period": str(month),
        "edition": edition,
        "at": iso(cut_off),
        "first_day": month.first_day.isoformat(),
        "next_day": month.first_day_of_next.isoformat(),
        "unfinished": at < end,
        "demo": settings.DEMO,
        "site_url": settings.SITE_URL,
        "site_name": settings.SITE_NAME,
        "incidents": [_incident(*each) for each in zip(published, contents, strict=True)],
        "changes": list(_changes(first, end, cut_off)),
        "transcript_extracts": cited_lines(contents),
    }


def close(
    month: Month, *, by: Person, at: datetime, progress: Progress = lambda step: None
) -> tuple[Report, bool]:
    """Issue the month's report in French and English: the edition, and whether it is new.

    A month that is issued already gives its edition, unchanged. Raises ReportError while the month
    runs, NotAllowed without the permission, ReportUnavailable where Pango is missing.
    """
    check_may(by, "close_report")
    issued = newest(month)
    if issued is not None:
        return issued, False
    _check_has_begun(month, at)
    if not month.has_ended(timezone.localdate(at)):
        raise ReportError(
            gettext_noop("%(month)s runs until %(day)s: it can be closed after that day"),
            month=month,
            day=month.last_day,
        )
    snapshot = build(month, at=at, edition=FIRST_EDITION) | audit_end()
    files = {language: render(snapshot, language, progress) for language in LANGUAGES}
    return _issue(month, snapshot, files, by, at)


def audit_end() -> Document:
    """Where the audit's chain ends as the report is issued: printed, so that many hold it."""
    end = tail()
    return {"audit": {"count": end.count, "hash": end.hash}} if end else {}


@recorded
def issue_next(
    month: Month, snapshot: Document, files: dict[str, Rendered], *, by: Person, at: datetime
) -> Report:
    """Keep a redacted edition. Raises ReportError where somebody issued it in between."""
    issued, created = _issue(month, snapshot, files, by, at)
    if not created:
        raise ReportError(
            gettext_noop("edition %(number)d was issued meanwhile"), number=issued.edition
        )
    return issued


def _check_has_begun(month: Month, at: datetime) -> None:
    if not month.has_begun(timezone.localdate(at)):
        raise ReportError(gettext_noop("%(month)s is in the future"), month=month)


@recorded
def _issue(
    month: Month, snapshot: Document, files: dict[str, Rendered], by: Person, at: datetime
) -> tuple[Report, bool]:
    """One of two that close the same month at once issues it; the other finds it issued."""
    report, created = Report.objects.get_or_create(
        kind=ReportKind.MONTH,
        period=str(month),
        edition=snapshot["edition"],
        defaults={
            "first_day": month.first_day,
            "next_day": month.first_day_of_next,
            "snapshot": snapshot,
            "digest": digest(snapshot),
            "issued_at": at,
            "issued_by": by,
        },
    )
    if created:
        for language, made in files.items():
            ReportFile.objects.create(
                report=report, language=language, file=store(made.pdf, PDF), pages=made.pages
            )
    return report, created


def newest(month: Month) -> Report | None:
    """The newest edition of a month, withdrawn or not."""
    return Report.objects.filter(kind=ReportKind.MONTH, period=str(month)).first()


def _published(first: datetime, end: datetime, cut_off: datetime) -> list[Publication]:
    """Publications of the incidents first published in the period, as public at the cut-off."""
    begun = Publication.objects.filter(first_published_at__gte=first, first_published_at__lt=end)
    standing = begun.filter(published_at__lt=cut_off).filter(
        Q(ended_at__isnull=True) | Q(ended_at__gte=cut_off)
    )
    found = with_guarded(standing.filter(STILL_ITS_OWN))
    return [_readable(each) for each in found.order_by("first_published_at", "reference")]


def _readable(publication: Publication) -> Publication:
    """Itself, or in the place of one that is shown to nobody again (``history``) the next that may
    be read: an incident that is still public has one."""
    if publication.content and not is_guarded(publication):
        return publication
    of_it = Publication.objects.filter(incident=publication.incident_id)
    return readable(of_it.filter(number__gt=publication.number)).order_by("number")[0]


def _incident(publication: Publication, content: Document) -> Document:
    """What was redacted since is left out of it: a report is read long after its period."""
    return {
        "reference": publication.reference,
        "first_published_at": iso(publication.first_published_at),
        "published_at": iso(publication.published_at),
        "number": publication.number,
        "digest": publication.digest,
        "kind": publication.kind,
        "content": content,
    }


def _changes(first: datetime, end: datetime, cut_off: datetime) -> Iterator[Document]:
    """Corrections, developments, withdrawals and merges of the period, in the order in which they
    came, and every withdrawal or merge of an incident first published in it, whenever it came."""
    made = Publication.objects.filter(
        ~Q(kind=PublicationKind.FIRST),
        published_at__gte=first,
        published_at__lt=cut_off,
    )
    later = with_guarded(made.filter(STILL_ITS_OWN))
    ended = Withdrawal.objects.filter(
        Q(withdrawn_at__gte=first, withdrawn_at__lt=end)
        | Q(first_published_at__gte=first, first_published_at__lt=end)
    )
    merged = Merger.objects.filter(kind=RecordKind.INCIDENT).exclude(old="")
    merged = merged.annotate(first_at=Min("incident__publications__first_published_at")).filter(
        Q(merged_at__gte=first, merged_at__lt=end) | Q(first_at__gte=first, first_at__lt=end)
    )
    found = [_later(publication) for publication in later.select_related("correction_class")]
    found += [gone(withdrawal) for withdrawal in ended.select_related("reason_class")]
    led = addresses_now(RecordKind.INCIDENT, [merger.old for merger in merged])
    titles = _titles(led.values(), cut_off)
    found += [_merged(merger, titles.get(led[merger.old])) for merger in merged]
    yield from sorted(found, key=lambda change: (change["published_at"], change["reference"]))


def _later(publication: Publication) -> Document:
    return {
        "reference": publication.reference,
        "kind": publication.kind,
        "published_at": iso(publication.published_at),
        "number": publication.number,
        "notice": notice_of(publication, guarded=is_guarded(publication)),
        "class": term_of(publication.correction_class),
        "title": _readable(publication).content["title"],
    }


def gone(withdrawal: Withdrawal) -> Document:
    """What a report says of a withdrawn incident."""
    return {
        "reference": withdrawal.reference,
        "kind": "withdrawal",
        "published_at": iso(withdrawal.withdrawn_at),
        "number": None,
        "notice": {"fr": "", "en": ""},
        "class": term_of(withdrawal.reason_class),
        "title": {"fr": "", "en": ""},
    }


def _titles(references: Iterable[str], cut_off: datetime) -> dict[str, Document]:
    """By reference, the title that was public at the cut-off; none of what is public no more."""
    made = Publication.objects.filter(reference__in=list(references), published_at__lt=cut_off)
    standing = with_guarded(made.filter(STILL_ITS_OWN)).order_by("number")
    return {each.reference: _readable(each).content["title"] for each in standing}


def _merged(merger: Merger, title: Document | None) -> Document:
    """``into`` is where its page led first; the site follows what was merged again. The title is
    that of the incident in which it ended."""
    return {
        "reference": merger.old,
        "kind": "merger",
        "into": merger.new,
        "published_at": iso(merger.merged_at),
        "number": None,
        "notice": {"fr": "", "en": ""},
        "class": None,
        "title": title or {"fr": "", "en": ""},
    }


def term_of(term: Term | None) -> Document | None:
    """A term of a vocabulary as a snapshot has it."""
    if term is None:
        return None
    return {"code": term.code, "label": {"fr": term.label_fr, "en": term.label_en}}


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def iso(moment: Any) -> str:
    """A moment as a snapshot has it: UTC, ISO 8601."""
    text: str = moment.astimezone(timezone.get_fixed_timezone(0)).isoformat()
    return text
