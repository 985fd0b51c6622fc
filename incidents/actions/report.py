"""Freezing what was public in a period, and issuing its report."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from django.conf import settings
from django.db.models import Exists, Min, OuterRef, Q
from django.utils import timezone

from incidents.actions.permission import check_may
from incidents.actions.stored_file import store
from incidents.canonical import digest
from incidents.codes import PublicationKind, RecordKind
from incidents.coverage import Coverage, read
from incidents.documents import Document
from incidents.history import is_guarded, notice_of, readable, with_guarded
from incidents.input_error import InputError, gettext_noop
from incidents.listing import addresses_now, cited_lines, shown_all
from incidents.models import (
    Jurisdiction,
    ListedElection,
    Merger,
    Publication,
    Report,
    ReportFile,
    Term,
    Withdrawal,
)
from incidents.models.base import Person
from incidents.recorded import recorded
from incidents.reports.in_lists import in_lists
from incidents.reports.render import Volume, render
from incidents.stored_audit import tail

PDF = "application/pdf"
LANGUAGES = ("fr", "en")
SCHEMA = 2
FIRST_EDITION = 1
STILL_ITS_OWN = Q(incident__withdrawal__isnull=True, incident__merged_into__isnull=True)
Progress = Callable[[str], None]
Files = Mapping[str, Sequence[Volume]]
"""The volumes of each language."""


class ReportError(InputError):
    """A report that cannot be made."""


def coverage_of(key: str) -> Coverage:
    """What a report of this key is about. Raises CoverageError or MonthError for no key,
    ReportError for a jurisdiction that is not known or an election that nothing public touches."""
    written = read(key)
    election = _election(written.election) if written.election else None
    if written.jurisdiction:
        _jurisdiction(written.jurisdiction)
    rounds = election.content.get("rounds", []) if election else []
    return written.covered([date.fromisoformat(each["on"]) for each in rounds])


def build(
    coverage: Coverage, *, at: datetime, edition: int | None = None, annexes: bool = True
) -> Document:
    """The snapshot of a period: everything the report says, and nothing else is read for it.

    What was public at the cut-off: the end of the period, or ``at`` while it runs (then the
    snapshot is marked unfinished). An incident withdrawn since or merged since is left out and
    listed among the changes. Without an ``edition`` it is a preview. The same data gives the same
    snapshot. Raises ReportError for a period to come.
    """
    _check_has_begun(coverage, at)
    first, end = _midnight(coverage.first_day), _midnight(coverage.next_day)
    cut_off = min(at, end)
    published = _published(coverage, first, end, cut_off)
    contents = shown_all(published)
    return {
        "schema": SCHEMA,
        "kind": coverage.kind.value,
        "period": coverage.key,
        "edition": edition,
        "at": iso(cut_off),
        "first_day": coverage.first_day.isoformat(),
        "next_day": coverage.next_day.isoformat(),
        "jurisdiction": _jurisdiction(coverage.jurisdiction) if coverage.jurisdiction else None,
        "election": _named(_election(coverage.election)) if coverage.election else None,
        "annexes": annexes,
        "unfinished": at < end,
        "demo": settings.DEMO,
        "site_url": settings.SITE_URL,
        "site_name": settings.SITE_NAME,
        "incidents": [_incident(*each) for each in zip(published, contents, strict=True)],
        "changes": list(_changes(coverage, first, end, cut_off)),
        "transcript_extracts": cited_lines(contents),
    }


def close(
    coverage: Coverage,
    *,
    by: Person,
    at: datetime,
    annexes: bool = True,
    progress: Progress = lambda step: None,
) -> tuple[Report, bool]:
    """Issue the period's report in French and English: the edition, and whether it is new.

    A period that is issued already gives its edition, unchanged. Raises ReportError while the
    period runs, NotAllowed without the permission, ReportUnavailable where Pango is missing.
    """
    check_may(by, "close_report")
    issued = newest(coverage)
    if issued is not None:
        return issued, False
    _check_has_begun(coverage, at)
    if not coverage.has_ended(timezone.localdate(at)):
        raise ReportError(
            gettext_noop("%(period)s runs until %(day)s: it can be closed after that day"),
            period=coverage,
            day=coverage.last_day,
        )
    snapshot = build(coverage, at=at, edition=FIRST_EDITION, annexes=annexes) | audit_end()
    files = {language: render(snapshot, language, progress) for language in LANGUAGES}
    return _issue(coverage, snapshot, files, by, at)


def audit_end() -> Document:
    """Where the audit's chain ends as the report is issued: printed, so that many hold it."""
    end = tail()
    return {"audit": {"count": end.count, "hash": end.hash}} if end else {}


@recorded
def issue_next(
    coverage: Coverage, snapshot: Document, files: Files, *, by: Person, at: datetime
) -> Report:
    """Keep a redacted edition. Raises ReportError where somebody issued it in between."""
    issued, created = _issue(coverage, snapshot, files, by, at)
    if not created:
        raise ReportError(
            gettext_noop("edition %(number)d was issued meanwhile"), number=issued.edition
        )
    return issued


def _check_has_begun(coverage: Coverage, at: datetime) -> None:
    if not coverage.has_begun(timezone.localdate(at)):
        raise ReportError(gettext_noop("%(period)s is in the future"), period=coverage)


@recorded
def _issue(
    coverage: Coverage, snapshot: Document, files: Files, by: Person, at: datetime
) -> tuple[Report, bool]:
    """One of two that close the same period at once issues it; the other finds it issued."""
    report, created = Report.objects.get_or_create(
        kind=coverage.kind,
        period=coverage.key,
        edition=snapshot["edition"],
        defaults={
            "first_day": coverage.first_day,
            "next_day": coverage.next_day,
            "jurisdiction": coverage.jurisdiction,
            "election": coverage.election,
            "snapshot": snapshot,
            "digest": digest(snapshot),
            "summary": in_lists(snapshot),
            "issued_at": at,
            "issued_by": by,
        },
    )
    if created:
        for language, volumes in files.items():
            for volume in volumes:
                ReportFile.objects.create(
                    report=report,
                    language=language,
                    volume=volume.number,
                    file=store(volume.pdf, PDF),
                    pages=volume.pages,
                )
    return report, created


def newest(coverage: Coverage) -> Report | None:
    """The newest edition of a period, withdrawn or not."""
    return Report.objects.filter(kind=coverage.kind, period=coverage.key).first()


def _published(
    coverage: Coverage, first: datetime, end: datetime, cut_off: datetime
) -> list[Publication]:
    """Publications of the incidents first published in the period, as public at the cut-off."""
    begun = Publication.objects.filter(first_published_at__gte=first, first_published_at__lt=end)
    standing = begun.filter(_concerns(coverage), published_at__lt=cut_off).filter(
        Q(ended_at__isnull=True) | Q(ended_at__gte=cut_off)
    )
    found = with_guarded(standing.filter(STILL_ITS_OWN))
    return [_readable(each) for each in found.order_by("first_published_at", "reference")]


def _concerns(coverage: Coverage) -> Q:
    """Publications of the part of the register that a report is about."""
    if coverage.jurisdiction:
        return Q(content__jurisdiction__code=coverage.jurisdiction)
    return Q(content__election__slug=coverage.election) if coverage.election else Q()


def _concerned(coverage: Coverage) -> Q:
    """The same for what belongs to an incident: one that any of its publications put there."""
    if not coverage.jurisdiction and not coverage.election:
        return Q()
    found = Publication.objects.filter(_concerns(coverage), incident=OuterRef("incident"))
    return Q(Exists(found))


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


def _changes(
    coverage: Coverage, first: datetime, end: datetime, cut_off: datetime
) -> Iterator[Document]:
    """Corrections, developments, withdrawals and merges of the period, in the order in which they
    came, and every withdrawal or merge of an incident first published in it, whenever it came."""
    concerned = _concerned(coverage)
    made = Publication.objects.filter(
        ~Q(kind=PublicationKind.FIRST),
        concerned,
        published_at__gte=first,
        published_at__lt=cut_off,
    )
    later = with_guarded(made.filter(STILL_ITS_OWN))
    ended = Withdrawal.objects.filter(
        Q(withdrawn_at__gte=first, withdrawn_at__lt=end)
        | Q(first_published_at__gte=first, first_published_at__lt=end),
        concerned,
    )
    merged = Merger.objects.filter(concerned, kind=RecordKind.INCIDENT).exclude(old="")
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


def _jurisdiction(code: str) -> Document:
    found = Jurisdiction.objects.filter(code=code).first()
    if found is None:
        raise ReportError(gettext_noop("no jurisdiction has the code “%(code)s”"), code=code)
    return {"code": found.code, "name": {"fr": found.name_fr, "en": found.name_en}}


def _election(slug: str) -> ListedElection:
    found = ListedElection.objects.filter(slug=slug).first()
    if found is None:
        raise ReportError(
            gettext_noop("no published incident touches an election “%(slug)s”"), slug=slug
        )
    return found


def _named(election: ListedElection) -> Document:
    return {"slug": election.slug, "name": election.content["name"]}


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
