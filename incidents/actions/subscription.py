"""Subscriptions by e-mail: asked for, confirmed from the address itself, ended with one click.

No entry of the audit tells of them: it is never forgotten, and an address is to be forgotten the
moment its holder says so (docs/adr/0020).
"""

import secrets
from collections.abc import Iterator
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.db.models import Count, Max, Q
from django.urls import reverse
from django.utils import translation

from incidents import mailing
from incidents.codes import Frequency
from incidents.followed import follows_reports
from incidents.issued import last_issued
from incidents.models import Publication, Subscription
from incidents.models.subscription import SubscriptionQuerySet
from incidents.recorded import check_may_write

CONFIRM_WITHIN = timedelta(days=3)
FORGET_PAUSED = timedelta(days=30)
PARIS = ZoneInfo("Europe/Paris")
SIGNER = "vigie.subscription"


@transaction.atomic
def ask(
    *, address: str, language: str, frequency: Frequency, query: str, at: datetime
) -> Subscription:
    """Keep what somebody asks for until they confirm it from the address. Whether the address is
    known already makes no difference; who asks again gets another link, and the older one ends."""
    asked, _made = Subscription.objects.update_or_create(
        address=normal(address),
        query=query,
        confirmed_at=None,
        defaults={
            "language": language,
            "frequency": frequency,
            "asked_at": at,
            "mailed_at": None,
            "token_hash": "",
        },
    )
    return asked


def normal(address: str) -> str:
    """The address with its domain in small letters; what stands before the sign is its host's."""
    name, sign, domain = address.strip().rpartition("@")
    return f"{name}{sign}{domain.lower()}"


def mail_asked(*, at: datetime) -> int:
    """Send the links of those who wait for theirs; their number. Raises NoServer, and DatabaseError
    in read-only mode: a mail whose link is not kept leads nowhere."""
    waiting = Subscription.objects.asked().filter(mailed_at=None)
    if not waiting.exists():
        return 0
    with mailing.server() as connection:
        return sum(_mail_each(waiting, connection, at))


def _mail_each(waiting: SubscriptionQuerySet, connection: Any, at: datetime) -> Iterator[bool]:
    last = 0
    while True:
        with transaction.atomic():
            check_may_write()
            found = waiting.filter(pk__gt=last).order_by("pk")
            row = found.select_for_update(skip_locked=True).first()
            if row is None:
                return
            last = row.pk
            taken = _mail_link(row, connection, at)
        yield taken


def _mail_link(row: Subscription, connection: Any, at: datetime) -> bool:
    """The token is made as its mail is: the database has never held it."""
    token = secrets.token_urlsafe(32)
    with translation.override(row.language):
        page = settings.SITE_URL + reverse("public:confirm", args=[token])
    context = {"page": page, "days": CONFIRM_WITHIN.days}
    mail = mailing.message("confirm", to=row.address, language=row.language, context=context)
    if not mailing.sent(mail, connection):
        return False
    row.token_hash, row.mailed_at = hashed(token), at
    row.save(update_fields=["token_hash", "mailed_at"])
    return True


def hashed(token: str) -> str:
    """What is kept of a token."""
    return sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def asked_with(*, token: str, at: datetime) -> Subscription | None:
    """What the token of a link leads to while it holds."""
    return _holding(token, at).first()


def _holding(token: str, at: datetime) -> SubscriptionQuerySet:
    holding = Subscription.objects.asked().filter(asked_at__gt=at - CONFIRM_WITHIN)
    return holding.filter(token_hash=hashed(token))


@transaction.atomic
def confirm(*, token: str, at: datetime) -> Subscription | None:
    """Begin: news from now on; in the place of what the address had for the same thing, from where
    that had got to. None for a token that leads nowhere, or not any more: of two that use it at
    once the second finds it used."""
    row = _holding(token, at).select_for_update().first()
    if row is None:
        return None
    same = Subscription.objects.confirmed().filter(address=row.address, query=row.query)
    before = same.select_for_update().first()
    same.delete()
    row.token_hash, row.confirmed_at = "", at
    row.told = last_of(row.query) if before is None else before.told
    row.digest_on = at.astimezone(PARIS).date()
    row.save()
    return row


def last_of(query: str) -> int:
    """The key of the newest of what a query follows: from there on its news are told."""
    return last_issued() if follows_reports(query) else last_publication()


def last_publication() -> int:
    """The key of the newest Publication. Keys grow in the order of commits: they are given under
    the lock that every publication holds to its end (``listing.one_at_a_time``)."""
    found: int | None = Publication.objects.aggregate(last=Max("pk"))["last"]
    return found or 0


def end_token(row: Subscription) -> str:
    """What ends a subscription: made from a secret that is not in the database, the same in every
    mail, so that the link in the oldest one works."""
    return signing.Signer(salt=SIGNER).sign(row.public_id)


def public_id_of(token: str) -> str | None:
    """What a token of a mail ends, whether or not it still exists; None for one nobody made."""
    try:
        return signing.Signer(salt=SIGNER).unsign(token)
    except signing.BadSignature:
        return None


@transaction.atomic
def end(*, token: str) -> bool:
    """Delete it, the address with it, for good. Who ends twice is told the same; False for a token
    that nobody made."""
    public_id = public_id_of(token)
    if public_id is None:
        return False
    Subscription.objects.filter(public_id=public_id).delete()
    return True


@transaction.atomic
def forget(*, at: datetime) -> int:
    """Delete what was never confirmed, and what has been paused for long; the number of both."""
    stale = Q(confirmed_at__isnull=True, asked_at__lte=at - CONFIRM_WITHIN)
    stale |= Q(paused_at__lte=at - FORGET_PAUSED)
    return Subscription.objects.filter(stale).delete()[0]


def numbers() -> dict[str, int]:
    """How many there are: all that staff see of them."""
    active = Q(confirmed_at__isnull=False, paused_at__isnull=True)
    return Subscription.objects.aggregate(
        active=Count("pk", filter=active),
        daily=Count("pk", filter=active & Q(frequency=Frequency.DAILY)),
        weekly=Count("pk", filter=active & Q(frequency=Frequency.WEEKLY)),
        paused=Count("pk", filter=Q(paused_at__isnull=False)),
        asked=Count("pk", filter=Q(confirmed_at__isnull=True)),
    )
