"""What a report is about, read from its key; which publications belong to it; its newest
edition."""

from dataclasses import replace
from datetime import date

from django.db.models import Exists, OuterRef, Q

from incidents.coverage import Coverage, read
from incidents.documents import Document
from incidents.input_error import InputError, gettext_noop
from incidents.models import Jurisdiction, ListedElection, Publication, Report


class ReportError(InputError):
    """A report that cannot be made."""


def coverage_of(key: str) -> Coverage:
    """What a report of this key is about. An election's report that was issued keeps its days,
    whatever became of the election since. Raises CoverageError or MonthError for no key,
    ReportError for a jurisdiction that is not known or an election that nothing public touches."""
    written = read(key)
    if written.election and (days := _issued_days(key)):
        first_day, next_day = days
        return replace(written.covered([first_day]), first_day=first_day, next_day=next_day)
    election = election_of(written.election) if written.election else None
    if written.jurisdiction:
        jurisdiction_of(written.jurisdiction)
    rounds = election.content.get("rounds", []) if election else []
    return written.covered([date.fromisoformat(each["on"]) for each in rounds])


def _issued_days(key: str) -> tuple[date, date] | None:
    return Report.objects.filter(period=key).values_list("first_day", "next_day").first()


def newest(coverage: Coverage) -> Report | None:
    """The newest edition of a period, withdrawn or not."""
    return Report.objects.filter(kind=coverage.kind, period=coverage.key).first()


def concerns(coverage: Coverage) -> Q:
    """Publications of the part of the register that a report is about."""
    if coverage.jurisdiction:
        return Q(content__jurisdiction__code=coverage.jurisdiction)
    return Q(content__election__slug=coverage.election) if coverage.election else Q()


def concerned(coverage: Coverage) -> Q:
    """The same for what belongs to an incident: one that any of its publications put there."""
    if not coverage.jurisdiction and not coverage.election:
        return Q()
    found = Publication.objects.filter(concerns(coverage), incident=OuterRef("incident"))
    return Q(Exists(found))


def jurisdiction_of(code: str) -> Document:
    found = Jurisdiction.objects.filter(code=code).first()
    if found is None:
        raise ReportError(gettext_noop("no jurisdiction has the code “%(code)s”"), code=code)
    return {"code": found.code, "name": {"fr": found.name_fr, "en": found.name_en}}


def election_of(slug: str) -> ListedElection:
    found = ListedElection.objects.filter(slug=slug).first()
    if found is None:
        raise ReportError(
            gettext_noop("no published incident touches an election “%(slug)s”"), slug=slug
        )
    return found


def named(election: ListedElection) -> Document:
    return {"slug": election.slug, "name": election.content["name"]}
