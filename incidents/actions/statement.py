"""Taking in a statement of reasons: the decision of a platform, put onto the notice it answers."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from incidents.actions import citation, procedure, record
from incidents.actions.address import check_web_address
from incidents.actions.stored_file import store
from incidents.codes import SourceKind, Track
from incidents.dates import FactDate
from incidents.imports.statement_of_reasons import Statement, read_statement
from incidents.input_error import InputError, gettext_noop
from incidents.models import Procedure, ProcedureEvent, SourceMedia, StatementOfReasons
from incidents.models.base import Person
from incidents.procedures import EventKind
from incidents.recorded import recorded

MEDIA_TYPE = "application/json"
LANGUAGE = "en"
"""Of the database's own words; the platform's may be in any."""


class StatementError(InputError):
    """A statement that does not answer this notice."""


class OtherPlatform(StatementError):
    """The statement names another platform than the notice; a person may say it is the same."""


@dataclass(frozen=True)
class Imported:
    """What came of it: the statement as read, and the rows."""

    read: Statement
    event: ProcedureEvent
    source: SourceMedia
    statement: StatementOfReasons


@recorded
def import_statement(
    *,
    notice: Procedure,
    content: bytes,
    by: Person | None,
    same_platform: bool = False,
    supersedes: ProcedureEvent | None = None,
    reason_fr: str = "",
    reason_en: str = "",
) -> Imported:
    """Add the decision to a notice, with its original bytes as the source it cites.

    ``same_platform``: the name in the statement is another name of the notice's platform.
    ``supersedes``: a decision recorded before, whose place this one takes. Raises InputError naming
    what does not fit; then nothing is saved. ``by`` is None for a command.
    """
    read = read_statement(content)
    check_web_address(read.permalink)
    held = Procedure.objects.select_for_update().get(pk=notice.pk)
    _check_notice(held)
    _check_platform(held, read, same_platform=same_platform)
    replaced = _replaced(read)
    event = procedure.add_event(
        procedure=held,
        kind=EventKind.DECISION,
        by=by,
        fact_date=FactDate.on(read.decided_on),
        decisions=[code.value for code in read.decisions],
        supersedes=supersedes,
        outside_table_reason_fr=reason_fr,
        outside_table_reason_en=reason_en,
    )
    kept = _source(read, content, by)
    citation.cite(owner=event, source=kept, by=by)
    return Imported(read, event, kept, _statement(read, event, replaced))


def would_import(
    *,
    notice: Procedure,
    content: bytes,
    by: Person | None,
    same_platform: bool = False,
    supersedes: ProcedureEvent | None = None,
    reason_fr: str = "",
    reason_en: str = "",
) -> Imported:
    """What importing would give, every rule asked; nothing stays. Raises as it does."""
    with transaction.atomic():
        found = import_statement(
            notice=notice,
            content=content,
            by=by,
            same_platform=same_platform,
            supersedes=supersedes,
            reason_fr=reason_fr,
            reason_en=reason_en,
        )
        transaction.set_rollback(True)
    return found


def _check_notice(notice: Procedure) -> None:
    if notice.track != Track.PLATFORM:
        raise StatementError(
            gettext_noop(
                "a statement of reasons answers a notice to a platform, not a procedure on track "
                "“%(track)s”"
            ),
            track=Track(notice.track),
        )
    if not notice.events.standing().filter(kind=EventKind.SENT).exists():
        raise StatementError(
            gettext_noop("no notice has been sent yet: record “%(kind)s” first"),
            kind=EventKind.SENT,
        )


def _check_platform(notice: Procedure, read: Statement, *, same_platform: bool) -> None:
    platform = notice.platform
    if platform is None or same_platform:
        return
    names = {name.casefold() for name in (platform.code, platform.name_fr, platform.name_en)}
    if read.platform_name.casefold() not in names:
        raise OtherPlatform(
            gettext_noop(
                "the statement is of “%(statement)s”, the notice went to “%(platform)s”: confirm "
                "that they are the same"
            ),
            statement=read.platform_name,
            platform=str(platform),
        )


def _replaced(read: Statement) -> StatementOfReasons | None:
    """The same statement, by its UUID or by the platform's own id, on an event that a correction
    left without it; None where it is new. Raises StatementError where a standing event shows it."""
    same = Q(platform_name=read.platform_name, puid=read.puid) if read.puid else Q()
    if read.uuid is not None:
        same |= Q(uuid=read.uuid)
    rows = StatementOfReasons.objects.filter(same, replaced_by__isnull=True)
    known = list(rows.select_related("event__procedure").order_by("pk"))
    for each in known:
        held = each.event.procedure
        if any(event.statement == each for event in held.events.standing()):
            raise StatementError(
                gettext_noop("statement “%(statement)s” is recorded already, on “%(procedure)s”"),
                statement=read.name,
                procedure=str(held),
            )
    return known[-1] if known else None


def _source(read: Statement, content: bytes, by: Person | None) -> SourceMedia:
    """The original bytes as a source; the same bytes again are the source that is there.

    The title is public: it names the statement by its UUID, else by the day of the decision; the
    platform's own id may tell which account was masked. A title is of no language, so its words
    are those that French and English share.
    """
    original = store(content, MEDIA_TYPE)
    known = SourceMedia.objects.filter(original=original).first()
    if known is not None:
        return known
    entered = FactDate.on(read.created_on) if read.created_on else FactDate.unknown()
    called = read.uuid or read.decided_on.isoformat()
    made = SourceMedia(
        kind=SourceKind.STATEMENT_OF_REASONS,
        title=f"DSA, art. 17 – {read.platform_name} ({called})"[:300],
        url=read.permalink,
        language=LANGUAGE,
        captured_at=timezone.now(),
        original=original,
        earliest=entered.earliest,
        latest=entered.latest,
        precision=entered.precision,
    )
    record.save(record=made, by=by)
    return made


def _statement(
    read: Statement, event: ProcedureEvent, replaced: StatementOfReasons | None
) -> StatementOfReasons:
    return StatementOfReasons.objects.create(
        event=event,
        replaces=replaced,
        uuid=read.uuid,
        puid=read.puid,
        permalink=read.permalink,
        platform_name=read.platform_name,
        ground=read.ground,
        category=read.category,
        content_types=list(read.content_types),
        source_type=read.source_type,
        automated_detection=read.automated_detection,
        automated_decision=read.automated_decision,
        territories=list(read.territories),
        content_on=read.content_on,
        applies_from=read.decided_on,
    )
