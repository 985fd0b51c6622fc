"""The longest sensible way through each track, for tests that walk it by hand.

A step is ``kind@person=outcome``; person and outcome may be left out.
"""

from datetime import date
from typing import NamedTuple

from incidents.codes import Track

FIRST_DAY = date(2026, 1, 5)
WALKS = {
    Track.UNDETERMINED: "considered considered announced announced abandoned",
    Track.URGENT_CIVIL: "considered announced summons hearing hearing order=granted appeal "
    "ruling=refused executed",
    Track.MERITS: "considered announced summons hearing judgment=granted appeal hearing "
    "judgment=refused cassation final",
    Track.ELECTORAL: "considered announced challenge_filed instruction decision=rejected",
    Track.REGULATOR: "considered announced referral receipt inquiry formal_notice sanction=fine",
    Track.PLATFORM: "considered drafted sent receipt decision internal_complaint reversed "
    "out_of_court upheld court",
}
WALKS[Track.PENAL] = (
    "considered announced complaint closed_without_action=author_unidentified "
    "civil_party_complaint judicial_investigation formal_investigation@Alba assisted_witness@Brun "
    "no_case@Brun committed_for_trial@Alba hearing@Alba convicted@Alba=fine appeal@Alba "
    "hearing@Alba acquitted@Alba cassation@Alba final@Alba"
)
ENDS = {
    Track.UNDETERMINED: "Closed without action",
    Track.URGENT_CIVIL: "Decided",
    Track.MERITS: "Decided",
    Track.ELECTORAL: "Decided",
    Track.REGULATOR: "Decided",
    Track.PLATFORM: "In progress",
    Track.PENAL: "Decided",
}


class Step(NamedTuple):
    """One event of a walk; "" where the step names no person or outcome."""

    kind: str
    person: str
    outcome: str


def steps(track: Track) -> list[Step]:
    """The walk of a track."""
    found = []
    for text in WALKS[track].split():
        rest, _is, outcome = text.partition("=")
        kind, _at, person = rest.partition("@")
        found.append(Step(kind, person, outcome))
    return found
