"""What the database says when the site is set to read only; pure.

It refuses the statement, and with it the transaction: nothing is saved, nothing in part.
"""

from psycopg.errors import ReadOnlySqlTransaction

from incidents.input_error import gettext_noop

SENTENCE = gettext_noop(
    "The site is set to read only: pages can be read, nothing can be saved. Nothing was saved."
)
RETRY_AFTER_S = 300


def is_read_only(error: BaseException | None) -> bool:
    """Whether the database refused for this reason; its error may be wrapped in Django's."""
    cause = error.__cause__ if error is not None else None
    return isinstance(error, ReadOnlySqlTransaction) or isinstance(cause, ReadOnlySqlTransaction)
