"""The digests: what is new under what somebody follows, mailed in the morning; that a report was
issued, within the hour.

A subscription's row is locked while its mail is handed over, and marked afterwards in the same
transaction: two that send at once never take the same one. SMTP knows no transaction: whoever is
killed between the server's yes and the mark sends that one mail again. Marked before, the mail
would be lost instead, and nobody would know. Both mails have one Message-ID.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q, Subquery
from django.http import QueryDict
from django.urls import reverse
from django.utils import translation

from incidents import mailing
from incidents.actions.subscription import PARIS, end_token, last_of
from incidents.change_log import Change, changes_between
from incidents.codes import Frequency, PublicationKind
from incidents.followed import REPORTS, Followed, NotFollowed, follow
from incidents.issued import issued_after
from incidents.models import ListedIncident, Report, Subscription
from incidents.models.subscription import SubscriptionQuerySet
from incidents.read_only import is_read_only
from incidents.recorded import check_may_write

logger = logging.getLogger(__name__)

MORNING = 7
"""The hour in Paris before which nothing is sent."""
MOST = 50
BATCH = 500
MOST_FAILURES = 5


class Outcome(StrEnum):
    """What became of one that was due."""

    SENT = "sent"
    NOTHING_NEW = "nothing new"
    ENDED = "ended"
    FAILED = "failed"
    PAUSED = "paused"


@dataclass(frozen=True)
class News:
    """One incident in a digest, with what was published of it since the last one."""

    row: ListedIncident
    changes: list[Change]

    @property
    def is_new(self) -> bool:
        """Whether it was first published since."""
        return any(each.kind == PublicationKind.FIRST for each in self.changes)

    @property
    def notices(self) -> list[Change]:
        """What the later Publications say of themselves."""
        return [each for each in self.changes if each.kind != PublicationKind.FIRST]

    @property
    def title(self) -> dict[str, str]:
        """In both languages."""
        return {"fr": self.row.title_fr, "en": self.row.title_en}

    @property
    def summary(self) -> dict[str, str]:
        """In both languages."""
        return {"fr": self.row.summary_fr, "en": self.row.summary_en}

    @property
    def address(self) -> str:
        """Its permanent address, in the active language."""
        return settings.SITE_URL + reverse("public:incident", args=[self.row.reference])


def due(at: datetime) -> SubscriptionQuerySet:
    """Those to look at now: from MORNING on, each day or each Monday (or on the next day on which
    somebody looks), where reports are followed whenever one was issued; after a failure not before
    its time."""
    here = at.astimezone(PARIS)
    if here.hour < MORNING:
        return Subscription.objects.none()
    monday = here.date() - timedelta(days=here.weekday())
    wanted = Q(frequency=Frequency.DAILY, digest_on__lt=here.date())
    wanted |= Q(frequency=Frequency.WEEKLY, digest_on__lt=monday)
    of_reports = Q(query__startswith=f"{REPORTS}=")
    newest = Report.objects.order_by("-pk").values("pk")[:1]
    wanted = (wanted & ~of_reports) | (of_reports & Q(told__lt=Subquery(newest)))
    return Subscription.objects.active().filter(wanted).exclude(retry_at__gt=at)


def send_due(*, at: datetime) -> Iterator[Outcome]:
    """Send what is due, one subscription after the other, and tell what became of each. Raises
    mailing.NoServer, and DatabaseError in read-only mode; whatever was not looked at by then is
    still due. An error of ours is logged, and nobody after it waits: that one is due again the next
    time."""
    if not due(at).exists():
        return
    with mailing.server() as connection:
        for pk in _keys(at):
            try:
                outcome = _send_locked(pk, connection, at)
            except Exception as error:
                if isinstance(error, mailing.NoServer) or is_read_only(error):
                    raise
                logger.exception("digest not made", extra={"event": "send_digests"})
                outcome = Outcome.FAILED
            if outcome is not None:
                yield outcome


def _keys(at: datetime) -> Iterator[int]:
    """Keys of what is due, a batch at a time."""
    last = 0
    while batch := list(
        due(at).filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]
    ):
        yield from batch
        last = batch[-1]


def _send_locked(pk: int, connection: Any, at: datetime) -> Outcome | None:
    """None where somebody else has it now, or had it meanwhile."""
    with transaction.atomic():
        check_may_write()
        row = due(at).filter(pk=pk).select_for_update(skip_locked=True).first()
        return None if row is None else _send(row, connection, at)


def would_send(*, at: datetime) -> Iterator[Outcome]:
    """What ``send_due`` would do, server willing; nothing is sent, nothing changed."""
    for pk in _keys(at):
        for row in due(at).filter(pk=pk):
            yield _written(row, last_of(row.query))[1]


def _send(row: Subscription, connection: Any, at: datetime) -> Outcome:
    until = last_of(row.query)
    mail, outcome = _written(row, until)
    if mail is not None and not mailing.sent(mail, connection):
        return _failed(row, at)
    if outcome is Outcome.ENDED:
        row.delete()
        return outcome
    row.told, row.digest_on = until, at.astimezone(PARIS).date()
    row.failures, row.retry_at = 0, None
    row.save(update_fields=["told", "digest_on", "failures", "retry_at"])
    return outcome


def _failed(row: Subscription, at: datetime) -> Outcome:
    """Again after one hour, two, four, eight; after MOST_FAILURES not any more."""
    row.retry_at = at + timedelta(hours=2**row.failures)
    row.failures += 1
    if row.failures >= MOST_FAILURES:
        row.paused_at = at
    row.save(update_fields=["failures", "retry_at", "paused_at"])
    return Outcome.PAUSED if row.paused_at else Outcome.FAILED


def _written(row: Subscription, until: int) -> tuple[EmailMessage | None, Outcome]:
    """The mail of one subscription, or none where nothing is new; one that says that it has ended
    where what it follows is there no more."""
    with translation.override(row.language):
        try:
            followed = follow(QueryDict(row.query))
        except NotFollowed:
            page = settings.SITE_URL + reverse("public:incidents")
            return _mail(row, "ended", {"page": page}), Outcome.ENDED
        if followed.reports:
            return _of_reports(row, followed, until)
        news, count = found(followed, row.told or 0, until)
        if not news:
            return None, Outcome.NOTHING_NEW
        context = {
            "followed": followed.words,
            "page": settings.SITE_URL + followed.page,
            "new": [each for each in news if each.is_new],
            "changed": [each for each in news if not each.is_new],
            "count": count,
            "more": count - len(news),
            "weekly": row.frequency == Frequency.WEEKLY,
        }
        return _mail(row, "digest", context), Outcome.SENT


def _of_reports(
    row: Subscription, followed: Followed, until: int
) -> tuple[EmailMessage | None, Outcome]:
    """Of each edition that stands: one withdrawn before anybody was told of it is not news."""
    editions = issued_after(row.told or 0, until, followed.reports)
    if not editions:
        return None, Outcome.NOTHING_NEW
    context = {
        "followed": followed.words,
        "page": settings.SITE_URL + followed.page,
        "editions": editions[-MOST:],
        "count": len(editions),
        "more": max(len(editions) - MOST, 0),
    }
    return _mail(row, "reports", context), Outcome.SENT


def found(followed: Followed, told: int, until: int) -> tuple[list[News], int]:
    """The newest MOST incidents with a Publication after ``told``, up to ``until``, and the number
    of all. At most three queries beside the filter's own."""
    rows = followed.rows.filter(pk__gt=told, pk__lte=until)
    newest = list(rows.order_by("-first_published_at", "-reference")[: MOST + 1])
    count = len(newest) if len(newest) <= MOST else rows.count()
    kept = newest[:MOST]
    changes = changes_between([row.reference for row in kept], told, until)
    return [News(row, changes[row.reference]) for row in kept], count


def _mail(row: Subscription, template: str, context: dict[str, Any]) -> EmailMessage:
    """With what ends it: a link in the text, and the header that mail programs make a button of
    (RFC 8058)."""
    end = settings.SITE_URL + reverse("public:unsubscribe", args=[end_token(row)])
    headers = {
        "List-Unsubscribe": f"<{end}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Message-ID": mailing.message_id(template, row.public_id, row.told),
    }
    return mailing.message(
        template,
        to=row.address,
        language=row.language,
        context={"end": end, **context},
        headers=headers,
    )
