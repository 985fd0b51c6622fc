"""What is voted on."""

from enum import StrEnum


class ElectionKind(StrEnum):
    """What is voted on."""

    PRESIDENTIAL = "presidential"
    LEGISLATIVE = "legislative"
    SENATORIAL = "senatorial"
    EUROPEAN = "european"
    REGIONAL = "regional"
    DEPARTMENTAL = "departmental"
    MUNICIPAL = "municipal"
    REFERENDUM = "referendum"
    OTHER = "other"
