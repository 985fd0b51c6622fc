"""Whose words a quote holds. Pure; the public pages and the PDF use the same function."""

from collections.abc import Mapping
from typing import Any

from incidents.documents import speaker_at, speaker_ranges

Record = Mapping[str, Any]


def voices(source: Record, citation: Record) -> list[str]:
    """Labels of the voices heard in a cited passage, in order, where they are more than one.

    Such a quote must not read as one person's words. Empty for a passage of one voice, for a source
    cited as a whole, and for a version of the transcript whose voices the document does not tell.
    """
    heard = _heard(source, citation)
    return heard if len(heard) > 1 else []


def voice(source: Record, citation: Record) -> str:
    """The label of the only voice heard in a cited passage, "" where that is not known of all of
    its lines."""
    heard = _heard(source, citation, unknown=True)
    return heard[0] if len(heard) == 1 else ""


def _heard(source: Record, citation: Record, *, unknown: bool = False) -> list[str]:
    if citation["first"] is None:
        return []
    ranges = speaker_ranges(dict(source), citation["transcript"])
    places = range(citation["first"], citation["last"] + 1)
    labels = (speaker_at(ranges, place) for place in places)
    return list(dict.fromkeys(label for label in labels if label or unknown))
