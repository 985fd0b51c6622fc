"""What the database says when it ends a transaction or a statement by itself. Pure.

Of two who save the same records at the same moment it ends one: each holds a row that the other
waits for (a deadlock), or reads what the other just wrote (a serialization failure), or waits
longer than it may for a lock. The transaction that was ended is undone as a whole; who sent it can
send it again. A statement of a public page that takes longer than LONGEST_READING_S is ended, too:
asked for again it would take as long.
"""

from psycopg.errors import (
    DeadlockDetected,
    LockNotAvailable,
    QueryCanceled,
    SerializationFailure,
)

from incidents.input_error import gettext_noop

ENDED = (DeadlockDetected, SerializationFailure, LockNotAvailable)

SENTENCE = gettext_noop(
    "Somebody else was saving the same record at this moment. Nothing was saved; try again."
)

TOO_LONG = gettext_noop(
    "What was asked for takes too long to answer. Ask for less: fewer words, another filter."
)


def is_conflict(error: BaseException | None) -> bool:
    """Whether the database ended this one; the driver's error may be wrapped in Django's."""
    return isinstance(error, ENDED) or (error is not None and isinstance(error.__cause__, ENDED))


def took_too_long(error: BaseException | None) -> bool:
    """Whether the database ended this statement for the time it took."""
    cause = error.__cause__ if error is not None else None
    return isinstance(error, QueryCanceled) or isinstance(cause, QueryCanceled)
