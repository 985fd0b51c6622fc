"""The staff pages, one file per aggregate."""

from incidents.admin import (
    actor,
    affiliation,
    appearance,
    claim,
    election,
    incident,
    involvement,
    merging,
    procedure,
    publication,
    report,
    site,
    source,
    tag,
    transcript,
    vocabulary,
)

__all__ = [
    "actor",
    "affiliation",
    "appearance",
    "claim",
    "election",
    "incident",
    "involvement",
    "merging",
    "procedure",
    "publication",
    "report",
    "site",
    "source",
    "tag",
    "transcript",
    "vocabulary",
]
