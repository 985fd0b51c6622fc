"""What all records share: dates, vocabularies, merging."""

from enum import StrEnum


class Precision(StrEnum):
    """How exactly a date of facts is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    BETWEEN = "between"
    UNKNOWN = "unknown"


class RecordKind(StrEnum):
    """What can be merged into another of its kind."""

    ACTOR = "actor"
    INCIDENT = "incident"


class Scheme(StrEnum):
    """The descriptive vocabularies, each shipped as a data file and extended by staff."""

    TECHNIQUE = "technique"
    MEDIA = "media"
    RATING = "rating"
    DISCLOSURE = "disclosure"
    TARGET_KIND = "target_kind"
    GOAL = "goal"
    PERSONA = "persona"
    CORRECTION_CLASS = "correction_class"
