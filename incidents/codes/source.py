"""Where we learned something, and which facts it carries."""

from enum import StrEnum


class SourceKind(StrEnum):
    """Where we learned something."""

    VIDEO = "video"
    ARTICLE = "article"
    BROADCAST = "broadcast"
    PRESS_RELEASE = "press_release"
    POST = "post"
    JUDGMENT = "judgment"
    REPORT = "report"
    STATEMENT_OF_REASONS = "statement_of_reasons"


class PublicExtent(StrEnum):
    """How much of a source's text may be shown in public."""

    NONE = "none"
    CITED = "cited"
    FULL = "full"


class SpeakerRole(StrEnum):
    """What a voice does in a recording."""

    INTERVIEWER = "interviewer"
    INTERVIEWEE = "interviewee"
    HOST = "host"
    OTHER = "other"


class MadeBy(StrEnum):
    """Who made a transcript."""

    PUBLISHER = "publisher"
    STAFF = "staff"
    MACHINE = "machine"


class Supports(StrEnum):
    """Which facts of an incident a citation carries."""

    WHAT = "what"
    WHEN = "when"
    WHERE = "where"
    WHO = "who"
    HOW = "how"
    SPREAD = "spread"
    VERDICT = "verdict"
