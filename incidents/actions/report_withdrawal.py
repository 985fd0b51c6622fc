"""An issued report is withdrawn, and replaced by a redacted edition; its own bytes never change."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from incidents import public_relations
from incidents.actions import report as reports
from incidents.actions.permission import check_may
from incidents.actions.report import ReportError, newest
from incidents.actions.report_changes import gone, iso, term_of
from incidents.actions.report_check import check_private_names
from incidents.actions.report_log import Progress, silent
from incidents.actions.report_protected import without_protected
from incidents.canonical import digest
from incidents.codes import RunStep
from incidents.coverage import Coverage
from incidents.documents import Document
from incidents.input_error import gettext_noop
from incidents.models import Report, ReportWithdrawal, Term, Withdrawal
from incidents.models.base import Person
from incidents.recorded import recorded
from incidents.reports.pdf import check_can_render
from incidents.reports.redacted import holds_word, redacted_edition

SHORTEST = 3
"""A shorter word would be taken out of the middle of others."""


@recorded
def withdraw(
    *, report: Report, by: Person, reason_class: Term, reason: str, at: datetime
) -> ReportWithdrawal:
    """It is given out no more: 410, with its digest and the class of the reason.

    Raises NotAllowed, ReportError; then nothing changes.
    """
    check_may(by, "withdraw_report")
    locked = Report.objects.select_for_update().get(pk=report.pk)
    if not reason.strip():
        raise ReportError(gettext_noop("withdrawing a report needs its reason"))
    if ReportWithdrawal.objects.filter(report=locked).exists():
        raise ReportError(gettext_noop("%(report)s is withdrawn already"), report=str(locked))
    return ReportWithdrawal.objects.create(
        report=locked,
        withdrawn_at=at,
        withdrawn_by=by,
        reason_class=reason_class,
        internal_reason=reason.strip(),
    )


def reissue(
    coverage: Coverage,
    *,
    by: Person,
    at: datetime,
    values: Sequence[str] = (),
    progress: Progress = silent,
) -> Report:
    """Issue the next edition of a period whose newest one is withdrawn.

    From the frozen snapshot, without incidents withdrawn since, without passages redacted since,
    without what was erased or protected since, and without ``values``. Raises NotAllowed,
    ReportError, ReconciliationError, ReportUnavailable.
    """
    check_may(by, "close_report")
    check_can_render()
    progress(RunStep.FREEZING, reports.FROZEN, gettext_noop("taking out what may not be read"))
    freezing = partial(next_snapshot, coverage, values)
    issued, _new = reports.issue(
        coverage, freezing, reports.issue_next, by=by, at=at, progress=progress
    )
    return issued


def next_snapshot(coverage: Coverage, values: Sequence[str] = ()) -> Document:
    """What the redacted edition would hold. Raises ReportError: where nothing is issued, where the
    newest edition stands, where nothing is to be taken out, or while a private name is in it."""
    issued = newest(coverage)
    if issued is None:
        raise ReportError(gettext_noop("no report of %(period)s was issued"), period=coverage)
    ended = ReportWithdrawal.objects.filter(report=issued).select_related("reason_class").first()
    if ended is None:
        raise ReportError(
            gettext_noop("edition %(number)d stands: withdraw it first"), number=issued.edition
        )
    snapshot = issued.snapshot
    _check_values(snapshot, values)
    standing = without_protected(snapshot)
    found = redacted_edition(
        standing,
        replaces={
            "edition": issued.edition,
            "digest": issued.digest,
            "withdrawn_at": iso(ended.withdrawn_at),
            "class": term_of(ended.reason_class),
        },
        gone=_gone(snapshot),
        hidden=public_relations.redactions(
            source["id"] for each in standing["incidents"] for source in each["content"]["sources"]
        ),
        values=values,
    )
    _check(snapshot, found)
    return found


def _gone(snapshot: Document) -> dict[str, Document]:
    """The tombstones of the incidents that the snapshot names."""
    named = {each["reference"] for each in (*snapshot["incidents"], *snapshot["changes"])}
    rows = Withdrawal.objects.filter(reference__in=named).select_related("reason_class")
    return {row.reference: gone(row) for row in rows}


def _check_values(snapshot: Document, values: Sequence[str]) -> None:
    for value in values:
        if len(value.strip()) < SHORTEST:
            raise ReportError(
                gettext_noop("“%(value)s” is too short to be taken out of a report"), value=value
            )
        if not holds_word(snapshot, value):
            raise ReportError(gettext_noop("“%(value)s” is not in the report"), value=value)


def _check(before: Document, after: Document) -> None:
    parts = ("incidents", "changes", "transcript_extracts")
    if digest([before[part] for part in parts]) == digest([after[part] for part in parts]):
        raise ReportError(
            gettext_noop(
                "nothing is to be taken out: no incident of it was withdrawn, no passage redacted"
            )
        )
    check_private_names(after)
