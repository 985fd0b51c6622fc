"""Setting the site to read only, and back: the one write that goes through in either mode."""

from datetime import datetime

from django.db import connection

from incidents.input_error import InputError
from incidents.models import Mode
from incidents.models.base import Person
from incidents.models.mode import ONLY
from incidents.recorded import context, recorded

LOCK = "SELECT pg_advisory_xact_lock(vigie_writing())"


class NoReasonError(InputError):
    """Read-only mode without a word for those who are refused."""


@recorded
def set_read_only(*, reason_fr: str, reason_en: str, at: datetime, by: Person = None) -> Mode:
    """Nothing more is written once this returns: it waits for the writes that are under way.

    Said again it replaces the reasons and keeps the moment. Raises NoReasonError.
    """
    if not (reason_fr.strip() or reason_en.strip()):
        raise NoReasonError("read-only mode needs a reason, which visitors read")
    before = Mode.objects.read_only()
    return _set(
        read_only=True,
        reason_fr=reason_fr.strip(),
        reason_en=reason_en.strip(),
        since=before.since if before else at,
        set_by=by,
    )


@recorded
def set_normal(*, at: datetime, by: Person = None) -> Mode:
    """Writing is possible again, from the next statement of whatever process."""
    return _set(read_only=False, reason_fr="", reason_en="", since=at, set_by=by)


def _set(**values: object) -> Mode:
    with connection.cursor() as cursor:
        cursor.execute(LOCK)
    with context(in_every_mode=True):
        return Mode.objects.update_or_create(pk=ONLY, defaults=values)[0]
