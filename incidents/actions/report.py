"""Issuing the report of a period: checks, one frozen snapshot, every page laid out, and then, in
one short transaction, the edition with all its files. Before that nothing is kept."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from itertools import count
from typing import Any

from incidents.actions.permission import check_may
from incidents.actions.report_check import check_may_be_closed, check_snapshot
from incidents.actions.report_freezing import audit_end, build, freeze
from incidents.actions.report_last_look import Freezing, OvertakenError, check_stands
from incidents.actions.report_log import Progress, let_go, silent
from incidents.actions.report_part import ReportError, coverage_of, newest
from incidents.actions.stored_file import store
from incidents.canonical import digest
from incidents.codes import RunStep
from incidents.coverage import Coverage
from incidents.documents import Document
from incidents.input_error import gettext_noop
from incidents.listing import one_at_a_time
from incidents.models import Report, ReportFile
from incidents.models.base import Person
from incidents.recorded import recorded
from incidents.reports.in_lists import in_lists
from incidents.reports.pdf import check_can_render
from incidents.reports.press.apart import render
from incidents.reports.render import Volume

__all__ = [
    "LANGUAGES",
    "PDF",
    "ReportError",
    "audit_end",
    "build",
    "close",
    "coverage_of",
    "issue",
    "issue_next",
    "newest",
]

PDF = "application/pdf"
LANGUAGES = ("fr", "en")
FIRST_EDITION = 1
TRIES = 3
"""So often it is laid out, where something is taken out of the public meanwhile each time."""
FROZEN, RECONCILED, LAID_OUT, ISSUING = 2, 8, 12, 96
"""The percentages of the whole at which the steps after the first begin, of a common report."""
Files = Mapping[str, Sequence[Volume]]
"""The volumes of each language."""


def close(
    coverage: Coverage,
    *,
    by: Person,
    at: datetime,
    annexes: bool = True,
    progress: Progress = silent,
) -> tuple[Report, bool]:
    """Issue the period's report in French and English: the edition, and whether it is new.

    A period that is issued already gives its edition, unchanged. Raises ReportError while the
    period runs or where something stands against it, ReconciliationError where a number disagrees,
    NotAllowed without the permission, ReportUnavailable where Pango is missing. Not inside a
    transaction, except in tests.
    """
    check_may(by, "close_report")
    issued = newest(coverage)
    if issued is not None:
        return issued, False
    check_may_be_closed(coverage, at)
    check_can_render()
    freezing = partial(build, coverage, at=at, edition=FIRST_EDITION, annexes=annexes)
    return issue(coverage, freezing, _issue, by=by, at=at, progress=progress)


def issue(
    coverage: Coverage,
    freezing: Freezing,
    keep: Callable[..., tuple[Report, bool]],
    *,
    by: Person,
    at: datetime,
    progress: Progress,
) -> tuple[Report, bool]:
    """The edition that ``freezing`` says, kept by ``keep``, and whether it is new.

    Where something was taken out of the public while it was laid out, it is frozen again. Raises
    OvertakenError when that happened each of TRIES times, NotAllowed for who lost the permission
    meanwhile, what ``freezing`` and the checks of its snapshot raise.
    """
    tried = count(1)
    while True:
        progress(RunStep.FREEZING, FROZEN, gettext_noop("freezing what was public"))
        snapshot = freeze(freezing)
        files = laid_out(snapshot, progress)
        kept = {"coverage": coverage, "snapshot": snapshot, "files": files, "freezing": freezing}
        try:
            return keep(by=by, at=at, **kept)
        except OvertakenError as overtaken:
            if next(tried) == TRIES:
                raise
            progress(RunStep.FREEZING, FROZEN, overtaken.template)


def laid_out(snapshot: Document, progress: Progress) -> Files:
    """Every file of an edition, of a snapshot against which nothing stands. While it is laid out no
    connection to the database is held: it takes minutes, and needs nothing else."""
    progress(
        RunStep.RECONCILING,
        RECONCILED,
        gettext_noop("counting again: snapshot %(digest)s"),
        digest=digest(snapshot),
    )
    said, values = check_snapshot(snapshot)
    progress(RunStep.RECONCILING, RECONCILED, said, **values)
    share = (ISSUING - LAID_OUT) // len(LANGUAGES)
    files = {}
    for number, language in enumerate(LANGUAGES):
        tell = _telling(progress, language, LAID_OUT + number * share, share)
        let_go()
        files[language] = render(snapshot, language, tell)
    progress(RunStep.ISSUING, ISSUING, gettext_noop("keeping the edition and its files"))
    let_go()
    return files


def _telling(progress: Progress, language: str, begins: int, share: int) -> Callable[[str], None]:
    """How many things there are to tell of one language is not known: each takes half of what is
    left of its share."""
    told = count(1)

    def tell(what: str) -> None:
        done = begins + int(share * (1 - 0.5 ** next(told)))
        said = gettext_noop("%(language)s: %(what)s")
        progress(RunStep.RENDERING, done, said, language=language, what=what)

    return tell


@recorded
def issue_next(**kept: Any) -> tuple[Report, bool]:
    """Keep a redacted edition. Raises ReportError where somebody issued it in between."""
    issued, created = _issue(**kept)
    if not created:
        raise ReportError(
            gettext_noop("edition %(number)d was issued meanwhile"), number=issued.edition
        )
    return issued, created


@recorded
def _issue(
    *,
    coverage: Coverage,
    snapshot: Document,
    files: Files,
    freezing: Freezing,
    by: Person,
    at: datetime,
) -> tuple[Report, bool]:
    """One of two that close the same period at once issues it; the other finds it issued. Keys of
    reports grow in the order of commits, so that who is told of them misses none.

    Nothing is made or taken out of the public between the last look and the end of this.
    """
    one_at_a_time()
    edition = snapshot["edition"]
    issued = Report.objects.filter(kind=coverage.kind, period=coverage.key, edition=edition).first()
    if issued is not None:
        return issued, False
    check_may(_as_of_now(by), "close_report")
    check_stands(snapshot, freezing)
    report = Report.objects.create(
        kind=coverage.kind,
        period=coverage.key,
        edition=edition,
        first_day=coverage.first_day,
        next_day=coverage.next_day,
        jurisdiction=coverage.jurisdiction,
        election=coverage.election,
        snapshot=snapshot,
        digest=digest(snapshot),
        summary=in_lists(snapshot),
        issued_at=at,
        issued_by=by,
    )
    _keep(report, files)
    return report, True


def _keep(report: Report, files: Files) -> None:
    for language, volumes in files.items():
        for volume in volumes:
            ReportFile.objects.create(
                report=report,
                language=language,
                volume=volume.number,
                file=store(volume.pdf, PDF),
                pages=volume.pages,
            )


def _as_of_now(by: Person) -> Person:
    """Whoever asked, with the roles of this moment: a user keeps those that were read first."""
    return type(by)._default_manager.get(pk=by.pk)
