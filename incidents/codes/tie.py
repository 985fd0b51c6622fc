"""How an incident is tied to a name, beside the roles, which are ties of their own."""

from enum import StrEnum


class Tie(StrEnum):
    """Derived from a document, never recorded.

    ``named``: anywhere in it. ``involved``: in any role. ``other``: named, but in no role, and no
    statement is by it or about it. ``accused``: a statement about it accuses, or its
    role does; ``answered``: to at least one of these an answer is recorded. ``accuses`` and
    ``denies``: by it, or on its behalf.
    ``platform``, ``notified``, ``election``: seen there, a notice was sent there, touches it.
    """

    NAMED = "named"
    INVOLVED = "involved"
    OTHER = "other"
    SAYS = "says"
    ABOUT = "about"
    ACCUSED = "accused"
    ANSWERED = "answered"
    ACCUSES = "accuses"
    DENIES = "denies"
    PLATFORM = "platform"
    NOTIFIED = "notified"
    ELECTION = "election"
