"""Keys of the API: made once, shown once, found again by what is kept of them."""

import re
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import sha256
from hmac import compare_digest

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import connection, transaction
from django.utils import timezone
from django.utils.text import slugify

from incidents.actions.permission import check_may
from incidents.codes import KeyScope
from incidents.input_error import InputError, gettext_noop
from incidents.models import ApiKey, ApiKeyUse, Partner
from incidents.models.base import ID_ALPHABET, Person
from incidents.models.partner import GROUP, LONGEST_DAYS
from incidents.recorded import recorded

MARK = "vigie"
PREFIX_LENGTH = 8
SECRET = re.compile(rf"({MARK}_[{ID_ALPHABET}]{{{PREFIX_LENGTH}}})_[A-Za-z0-9_-]{{43}}", re.ASCII)
SEEN_EVERY = timedelta(minutes=1)
NOBODYS = "0" * 64
USED = """
UPDATE incidents_apikeyuse SET last_used_at = %(at)s
WHERE key_id = %(key)s AND (last_used_at IS NULL OR last_used_at < %(before)s)
AND NOT EXISTS (SELECT FROM incidents_mode WHERE read_only)
"""


class KeyRefused(InputError):
    """A key that cannot be made, or is none."""


class KeyEnded(KeyRefused):
    """A key that was one: it has expired, or was revoked."""


@recorded
def make(
    *,
    partner: Partner,
    label: str,
    scopes: Iterable[KeyScope],
    days: int,
    by: Person,
    at: datetime | None = None,
) -> tuple[ApiKey, str]:
    """A new key with an account of its own, and its secret, which is in no row, audit or log: who
    asked for the key reads it now or never. Raises NotAllowed, KeyRefused."""
    check_may(by, "add_apikey")
    given = set(scopes)
    chosen = [scope for scope in KeyScope if scope in given]
    if not chosen:
        raise KeyRefused(gettext_noop("a key needs a scope: what it is good for"))
    if not 1 <= days <= LONGEST_DAYS:
        raise KeyRefused(
            gettext_noop("%(days)d days: a key lasts from 1 to %(most)d"),
            days=days,
            most=LONGEST_DAYS,
        )
    prefix = f"{MARK}_" + "".join(secrets.choice(ID_ALPHABET) for _i in range(PREFIX_LENGTH))
    secret = f"{prefix}_{secrets.token_urlsafe(32)}"
    at = at or timezone.now()
    made = ApiKey.objects.create(
        partner=partner,
        label=label.strip(),
        prefix=prefix,
        digest=hashed(secret),
        scopes=chosen,
        account=_account(prefix, partner),
        made_at=at,
        made_by=by,
        expires_at=at + timedelta(days=days),
    )
    ApiKeyUse.objects.create(key=made)
    return made, secret


def _account(prefix: str, partner: Partner) -> Person:
    """Nobody signs in with it: no password fits, and it is no member of the staff. Staff read whose
    key it is wherever they read who wrote something."""
    group = Group.objects.filter(name=GROUP).first()
    if group is None:
        raise KeyRefused(
            gettext_noop("the group “%(group)s” is missing: run manage.py sync_roles"), group=GROUP
        )
    users = get_user_model()
    name = f"{slugify(partner.name)[:80]}-{prefix.removeprefix(f'{MARK}_')}"
    account = users(username=name, last_name=partner.name[:150])
    account.set_unusable_password()
    account.save()
    account.groups.add(group)
    return account


@recorded
def revoke(*, key: ApiKey, by: Person, at: datetime | None = None) -> ApiKey:
    """It opens nothing any more, from the next request on. Twice is once."""
    check_may(by, "revoke_apikey")
    locked = ApiKey.objects.select_for_update().get(pk=key.pk)
    if locked.revoked_at is None:
        locked.revoked_at, locked.revoked_by = at or timezone.now(), by
        locked.save(update_fields=["revoked_at", "revoked_by"])
    return locked


def hashed(secret: str) -> str:
    """What is kept of a secret."""
    return sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def find(secret: str, at: datetime) -> ApiKey:
    """The key that a secret is of; compared in constant time, whether one has this prefix or not.

    Raises KeyEnded to who has the secret of a key that ended, KeyRefused to everybody else. One
    query.
    """
    match = SECRET.fullmatch(secret)
    rows = ApiKey.objects.select_related("partner", "account", "use")
    key = rows.filter(prefix=match[1]).first() if match else None
    if not compare_digest(hashed(secret), key.digest if key else NOBODYS) or key is None:
        raise KeyRefused(gettext_noop("this is no key of this API"))
    if key.revoked_at is not None:
        raise KeyEnded(gettext_noop("this key was revoked"))
    if key.expires_at <= at:
        raise KeyEnded(gettext_noop("this key has expired"))
    if not key.account.is_active or key.account.is_staff or key.account.is_superuser:
        raise KeyEnded(gettext_noop("the account of this key is closed"))
    return key


def note_use(key: ApiKey, at: datetime) -> None:
    """Remember when it was last used: at most once a minute, after the transaction of a reading and
    not inside it, never in read-only mode. What fails here fails nothing else."""
    last = key.use.last_used_at
    if last is None or last <= at - SEEN_EVERY:
        transaction.on_commit(lambda: _write_use(key.pk, at), robust=True)


def _write_use(key: int, at: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute(USED, {"key": key, "at": at, "before": at - SEEN_EVERY})
