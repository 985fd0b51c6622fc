"""Two who save the same records at the same moment: what the database says when it ends one. Pure.

Each holds a row that the other waits for (a deadlock), or reads what the other just wrote (a
serialization failure), or waits longer than it may for a lock. The transaction that was ended is
undone as a whole; who sent it can send it again.
"""

from psycopg.errors import DeadlockDetected, LockNotAvailable, SerializationFailure

from incidents.input_error import gettext_noop

ENDED = (DeadlockDetected, SerializationFailure, LockNotAvailable)

SENTENCE = gettext_noop(
    "Somebody else was saving the same record at this moment. Nothing was saved; try again."
)


def is_conflict(error: BaseException | None) -> bool:
    """Whether the database ended this one; the driver's error may be wrapped in Django's."""
    return isinstance(error, ENDED) or (error is not None and isinstance(error.__cause__, ENDED))
