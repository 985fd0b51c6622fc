"""The right of reply: within what time an answer to a request is due. Pure.

The source stands beside the term; to be checked by a lawyer before any legal use. Counted to the
hour from receipt, with neither the end of the last day nor the next working day added: nobody
should rely on an hour too many. A shorter term that may apply during an election campaign is not
counted here.
"""

from datetime import datetime, timedelta

from incidents.input_error import gettext_noop

TERM = timedelta(days=3)
SOURCE = gettext_noop(
    "Act 2004-575 of 21 June 2004, art. 1-1, III (formerly art. 6, IV); Decree 2007-1527"
)


def due_at(requested_at: datetime) -> datetime:
    """Until when an accepted reply must be public, from the moment its request was received."""
    return requested_at + TERM
