"""What stands against closing a period, all of it, and what is only to be thought of."""

from collections.abc import Callable, Iterator
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from incidents import documents
from incidents.actions.private_names import private_names
from incidents.actions.report_freezing import check_has_begun
from incidents.actions.report_part import ReportError, newest
from incidents.codes import State
from incidents.coverage import Coverage
from incidents.documents import Document
from incidents.filters.periods import midnight
from incidents.input_error import InputError, gettext_noop
from incidents.models import Incident, PlannedPublication
from incidents.reconciled import reconcile
from incidents.reports.pdf import ReportUnavailable, check_can_render


def check_may_be_closed(coverage: Coverage, at: datetime) -> None:
    """Raises ReportError while the period runs or is in the future."""
    check_has_begun(coverage, at)
    if not coverage.has_ended(timezone.localdate(at)):
        raise ReportError(
            gettext_noop("%(period)s runs until %(day)s: it can be closed after that day"),
            period=coverage,
            day=coverage.last_day,
        )


def check_private_names(snapshot: Document) -> None:
    """Raises ReportError while a private person's name is in what the report says."""
    parts = ("incidents", "changes", "transcript_extracts")
    found = private_names(documents.texts([snapshot[part] for part in parts]))
    if found:
        raise ReportError(gettext_noop("not ready: %(obstacles)s"), obstacles=list(found))


CHECKS: tuple[Callable[[Document], object], ...] = (check_private_names, reconcile)
"""What is asked of a frozen snapshot before it is laid out. Each raises an InputError that says
what is wrong with it."""


def check_snapshot(snapshot: Document) -> tuple[str, dict[str, str]]:
    """What was counted again, in words: a template and its values. Raises the first InputError of
    the CHECKS."""
    check_private_names(snapshot)
    return reconcile(snapshot).line


def against(coverage: Coverage, snapshot: Document, *, at: datetime) -> Iterator[InputError]:
    """Everything that would stop the closing of a period now, of which this is the snapshot."""
    issued = newest(coverage)
    if issued is not None:
        yield ReportError(gettext_noop("%(period)s is issued already"), period=coverage)
    try:
        check_may_be_closed(coverage, at)
    except ReportError as refusal:
        yield refusal
    try:
        check_can_render()
    except ReportUnavailable as missing:
        yield ReportError(
            gettext_noop("This machine cannot lay out the report: %(why)s"), why=str(missing)
        )
    for check in CHECKS:
        try:
            check(snapshot)
        except InputError as refusal:
            yield refusal


def missed(coverage: Coverage, *, at: datetime) -> Iterator[InputError]:
    """What would not be in this edition although somebody may expect it: publications planned in
    the period and held beyond its end, and what is approved and not published."""
    end = midnight(coverage.next_day)
    planned = PlannedPublication.objects.open()
    held = planned.filter(at__lt=end)
    if at < end:
        held = held.filter(held_until__gte=end)
    if late := held.count():
        yield InputError(
            gettext_noop("publications that were planned in the period and miss it: %(count)d"),
            count=late,
        )
    approved = Incident.objects.filter(state=State.APPROVED)
    unplanned = approved.exclude(Q(pk__in=planned.values("incident"))).count()
    if unplanned:
        yield InputError(
            gettext_noop("incidents that are approved and not published: %(count)d"),
            count=unplanned,
        )
