"""Where content was seen, and what became of it."""

from enum import StrEnum


class PlatformKind(StrEnum):
    """What sort of place content is seen on."""

    SOCIAL = "social"
    VIDEO = "video"
    MESSAGING = "messaging"
    WEBSITE = "website"
    TELEPHONE = "telephone"
    BROADCAST = "broadcast"
    PRINT = "print"
    OTHER = "other"


class AppearanceKind(StrEnum):
    """What was seen at an address."""

    ACCOUNT = "account"
    POST = "post"
    VIDEO = "video"
    ADVERT = "advert"
    CALL = "call"
    BROADCAST = "broadcast"


class AppearanceEventKind(StrEnum):
    """What happened to an appearance."""

    SEEN = "seen"
    REMOVED = "removed"
    RESTORED = "restored"
    LABELLED = "labelled"
    LABEL_REMOVED = "label_removed"
    SUSPENDED = "suspended"


class Availability(StrEnum):
    """Whether content is still where it was seen, as far as is known; derived, never stored."""

    UP = "up"
    REMOVED = "removed"
    SUSPENDED = "suspended"
    UNKNOWN = "unknown"


class Labelling(StrEnum):
    """Whether viewers are told by a label; derived, never stored."""

    NONE = "none"
    LABELLED = "labelled"
    LABEL_REMOVED = "label_removed"


class Measure(StrEnum):
    """What an observation counts."""

    VIEWS = "views"
    FOLLOWERS = "followers"
    LIKES = "likes"
    SHARES = "shares"
    COMMENTS = "comments"
