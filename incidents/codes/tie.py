"""How an incident is tied to a name, beside the roles, which are ties of their own."""

from enum import StrEnum

from incidents.codes.incident import Role


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


BALANCE: tuple[Role | Tie, ...] = (
    *(Role.DEPICTED, Role.TARGETED, Role.PROMOTED, Role.ALLEGED_AUTHOR, Role.ALLEGED_BENEFICIARY),
    *(Tie.ACCUSED, Tie.ANSWERED, Tie.ACCUSES, Tie.DENIES),
)
"""The headings of the balance sheet of parties: what is answered stands beside what accuses."""
