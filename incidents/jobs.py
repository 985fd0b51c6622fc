"""What happens without anybody asking: jobs, run by a worker beside the web server.

They are rows of our own database: a job is asked for in the transaction of the change that needs
it, and needs no other service (docs/adr/0012).
"""

import logging
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import (
    ProcrastinateJob,
    ProcrastinatePeriodicDefer,
    ProcrastinateWorker,
)
from procrastinate.exceptions import AlreadyEnqueued

from incidents.actions import (
    audit,
    clock,
    digest,
    importing_later,
    letter,
    planned,
    subscription,
)
from incidents.actions.permission import check_may
from incidents.anchoring import bring_outside
from incidents.audit import Head
from incidents.audit.head_files import HeadFileError, read_heads
from incidents.input_error import InputError
from incidents.models import AuditHead, AuditOutcome, Mode
from incidents.models.base import Person
from incidents.open_data import dump as dumping
from incidents.open_data import shelf
from incidents.recorded import context
from incidents.stored_audit import moment, unstamped_since
from incidents.stored_check import look

logger = logging.getLogger(__name__)
P = ParamSpec("P")

PUBLISH_DUE = "publish_due"
ANCHOR_AUDIT = "anchor_audit"
CLEAR_SESSIONS = "clear_sessions"
VERIFY_AUDIT = "verify_audit"
SEND_DIGESTS = "send_digests"
MAIL_ASKED = "mail_asked"
MAIL_RECEIPT = "mail_receipt"
CARRY_OUT_IMPORT = "carry_out_import"
UNDO_IMPORT = "undo_import"
DUMP = "dump"
LONG = "long"
"""The queue of what may take minutes: nothing in the other one, planned publications above all,
waits for it (``run_jobs``)."""
SILENT_AFTER = timedelta(minutes=5)
"""A worker that did not take up the job of each minute for so long does not run."""
ALIVE = timedelta(seconds=30)
"""A worker that gave no sign for so long is gone; it gives one each ten seconds."""


def rests_in_read_only_mode(job: Callable[P, None]) -> Callable[P, None]:
    """A job that does nothing, and says so, while the site is set to read only. What is due stays
    due; what was asked for once, for somebody or something, is asked for again, a minute later."""

    @wraps(job)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        if Mode.objects.read_only() is None:
            return job(*args, **kwargs)
        logger.warning("read only: %s rests", job.__name__, extra={"event": job.__name__})
        once: Any = {name: key for name, key in kwargs.items() if name != "timestamp"}
        if once:
            app.configure_task(job.__name__, schedule_in={"minutes": 1}).defer(**once)
        return None

    return run


@app.periodic(cron="* * * * *")
@app.task(name=PUBLISH_DUE, queueing_lock=PUBLISH_DUE)
@rests_in_read_only_mode
def publish_due(timestamp: int) -> None:
    """Each minute: publish what is due. Two at once do no harm (``actions/planned.py``); one that
    waits already is enough."""
    with door(PUBLISH_DUE):
        tried = list(planned.publish_due())
    if tried:
        logger.info("planned publications", extra={"event": PUBLISH_DUE, "count": len(tried)})


class NotAnchored(InputError):
    """The head of the day could not be stamped by everybody, or not be written out."""


@app.periodic(cron="10 * * * *")
@app.task(name=ANCHOR_AUDIT, queueing_lock=ANCHOR_AUDIT, lock=ANCHOR_AUDIT)
@rests_in_read_only_mode
def anchor_audit(timestamp: int) -> None:
    """Once a day: the head of the audit, brought outside the database.

    It is looked at each hour, so that a worker that was away makes up for it and what failed is
    tried again; a day has one head. Without authority or folder the head is kept, unstamped.
    """
    with door(ANCHOR_AUDIT):
        at = clock.now()
        head = audit.last_head(at=at) or audit.anchor(at=at)[0]
        failed = bring_outside(head) if head else []
        if failed:
            raise NotAnchored("%(failed)s", failed="; ".join(failed))
    since = unstamped_since()
    said = f"head of the audit: unstamped since {moment(since)}" if since else "head of the audit"
    logger.info(said, extra={"event": ANCHOR_AUDIT, "count": head.count if head else 0})


@app.periodic(cron="*/5 * * * *")
@app.task(name=CLEAR_SESSIONS, queueing_lock=CLEAR_SESSIONS)
@rests_in_read_only_mode
def clear_sessions(timestamp: int) -> None:
    """Each five minutes: sessions that ended go, and forms that waited too long in one."""
    with door(CLEAR_SESSIONS):
        call_command("clearsessions")


@app.periodic(cron="25 * * * *")
@app.task(name=SEND_DIGESTS, queueing_lock=SEND_DIGESTS)
@rests_in_read_only_mode
def send_digests(timestamp: int) -> None:
    """Each hour: the digests that are due (``actions/digest.py``: from the morning on, in Paris),
    so that a worker that was away makes up for it and what failed is tried again; and addresses
    that nobody confirmed are forgotten."""
    with door(SEND_DIGESTS):
        at = clock.now()
        subscription.forget(at=at)
        outcomes = Counter(digest.send_due(at=at)) if settings.MAILS else Counter[str]()
    for outcome, count in outcomes.items():
        logger.info("digests: %s", outcome, extra={"event": SEND_DIGESTS, "count": count})


@app.periodic(cron="*/10 * * * *")
@app.task(name=MAIL_ASKED, queueing_lock=MAIL_ASKED)
@rests_in_read_only_mode
def mail_asked(timestamp: int = 0) -> None:
    """As soon as somebody asks (``ask_to_mail``), and each ten minutes for what failed: the links
    that confirm a subscription."""
    with door(MAIL_ASKED):
        if settings.MAILS:
            subscription.mail_asked(at=clock.now())


@app.task(name=MAIL_RECEIPT, retry=RetryStrategy(max_attempts=6, exponential_wait=60))
@rests_in_read_only_mode
def mail_receipt(reply: int) -> None:
    """Once: that a right of reply has come in by the form, and under which number. Tried again for
    three hours while the server does not answer."""
    with door(MAIL_RECEIPT):
        letter.mail_receipt(reply=reply)


@app.task(name=CARRY_OUT_IMPORT, queue=LONG)
@rests_in_read_only_mode
def carry_out_import(batch: int, by: int) -> None:
    """Once asked for: the drafts of a checked file, all of them or none."""
    with door(CARRY_OUT_IMPORT):
        importing_later.carry_out(batch=batch, by=by)


@app.task(name=UNDO_IMPORT, queue=LONG)
@rests_in_read_only_mode
def undo_import(batch: int, by: int, reason: str) -> None:
    """Once asked for: what an import made is taken away again, all of it or nothing."""
    with door(UNDO_IMPORT):
        importing_later.undo(batch=batch, by=by, reason=reason)


def ask_to_mail() -> None:
    """Have the worker send the links that wait; nothing where it is asked to already."""
    with suppress(AlreadyEnqueued), transaction.atomic():
        mail_asked.defer()


class NotDumped(InputError):
    """The dump of the day could not be written."""


@app.periodic(cron="40 * * * *")
@app.task(name=DUMP, queueing_lock=DUMP, lock=DUMP, queue=LONG)
@rests_in_read_only_mode
def dump(timestamp: int) -> None:
    """Each night, the dump of the day; each hour, what may not be given any more goes. It is looked
    at each hour, so that a worker that was away makes up for it. Without a folder, nothing."""
    if not settings.DUMPS_DIR:
        return
    with door(DUMP):
        try:
            said = list(shelf.clear())
            if shelf.dump_of(timezone.localdate()) is None:
                made = dumping.make(tell=_tell_dump)
                said.append(f"{made.path.name}: {made.incidents} incidents, {made.size} bytes")
        except OSError as error:
            raise NotDumped("%(file)s: %(said)s", file=error.filename, said=error) from error
    for each in said:
        _tell_dump(each)


def _tell_dump(said: str) -> None:
    logger.info("dump: %s", said, extra={"event": DUMP})


class NotIntact(InputError):
    """A look at the audit found something; what, is kept."""


@app.task(name=VERIFY_AUDIT, queueing_lock=VERIFY_AUDIT, lock=VERIFY_AUDIT, queue=LONG)
@rests_in_read_only_mode
def verify_audit(asked_by: int) -> None:
    """Once asked for: the whole chain, against the heads in the folder outside, where there is one.

    What came of it is kept for whoever asked. Unless all of it holds the job has failed.
    """
    with door(VERIFY_AUDIT):
        outside, unread = _held_outside()
        seen = look(outside, unread=unread)
        asking = get_user_model()._default_manager.get(pk=asked_by)
        kept = audit.keep_check(seen=seen, by=asking, at=clock.now())
        if seen.outcome != AuditOutcome.INTACT:
            raise NotIntact("%(outcome)s: %(said)s", outcome=kept.outcome, said=seen.lines[0])
    logger.info("audit intact", extra={"event": VERIFY_AUDIT, "count": kept.count})


def _held_outside() -> tuple[list[Head], list[str]]:
    """The heads in the folder, or why they cannot be read. While there is no head it holds none."""
    if not settings.AUDIT_HEADS_DIR or not AuditHead.objects.exists():
        return [], []
    try:
        return list(read_heads([Path(settings.AUDIT_HEADS_DIR)])), []
    except HeadFileError as error:
        return [], [str(error)]


def ask_to_verify(*, by: Person) -> bool:
    """Have the worker look at the whole audit; False where one who asked before still waits.
    Raises NotAllowed."""
    check_may(by, VERIFY_AUDIT)
    try:
        with transaction.atomic():
            verify_audit.defer(asked_by=by.pk)
    except AlreadyEnqueued:
        return False
    return True


def is_asked(name: str) -> bool:
    """Whether a job of this name waits or runs."""
    return ProcrastinateJob.objects.filter(task_name=name, status__in=("todo", "doing")).exists()


@contextmanager
def door(name: str) -> Iterator[None]:
    """A job's door in the audit. What it could not do is logged in the words that were raised, and
    stays among the jobs that failed until the next of its name is done."""
    try:
        with context(door=f"job {name}"):
            yield
    except InputError as error:
        logger.error("%s: %s", name, error, extra={"event": name})
        raise
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM procrastinate_jobs WHERE task_name = %s AND status = 'failed'", [name]
        )


def failed() -> list[str]:
    """Names of the jobs of which the last one that ended had failed."""
    found = ProcrastinateJob.objects.filter(status="failed").order_by("task_name")
    return list(found.values_list("task_name", flat=True).distinct())


def last_taken_up() -> datetime | None:
    """When a worker last took up the job of each minute; None where none ever has."""
    found = ProcrastinatePeriodicDefer.objects.filter(task_name=PUBLISH_DUE)
    last = found.order_by("-defer_timestamp").values_list("defer_timestamp", flat=True).first()
    return None if last is None else datetime.fromtimestamp(last, UTC)


def worker_is_silent() -> bool:
    """Whether nothing planned would happen now, by the database's clock."""
    last = last_taken_up()
    if last is None:
        return not worker_is_starting()
    return clock.now() - last > SILENT_AFTER


def worker_is_starting() -> bool:
    """Whether the first worker of a new site still waits for its first minute: it gives signs of
    life, and the tables of the jobs are not old enough for it to be late."""
    if last_taken_up() is not None:
        return False
    now = clock.now()
    tables = MigrationRecorder.Migration.objects.filter(app="procrastinate")
    new = tables.filter(applied__gte=now - SILENT_AFTER).exists()
    return new and ProcrastinateWorker.objects.filter(last_heartbeat__gte=now - ALIVE).exists()
