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
    if citation["first"] is None:
        return []
    ranges = speaker_ranges(dict(source), citation["transcript"])
    places = range(citation["first"], citation["last"] + 1)
    labels = [speaker_at(ranges, place) for place in places]
    heard = list(dict.fromkeys(label for label in labels if label))
    return heard if len(heard) > 1 else []
