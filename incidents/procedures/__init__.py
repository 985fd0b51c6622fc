"""Legal and quasi-legal procedures as tables, and all that is derived from them. Pure (no Django).

``tracks`` says what may follow what; ``status`` where a procedure stands and since when; ``clocks``
which terms run; ``follow_up`` what to look at again; ``stages`` how the presumption of innocence is
worded; ``notices`` how long a platform took; ``outcomes`` how a step may end.
"""

from incidents.procedures.clocks import CLOCKS, Clock, Deadline, deadlines
from incidents.procedures.events import (
    BEFORE_THE_NOTICE,
    NEEDS_NO_SOURCE,
    PER_PERSON,
    TRANSPARENT,
    Event,
    EventKind,
    has_others,
    of_respondent,
    respondents,
)
from incidents.procedures.follow_up import FollowUp, follow_ups
from incidents.procedures.notices import Timing, places, timing
from incidents.procedures.outcomes import CLOSED_LISTS, OUTCOMES, belongs, outcomes_of
from incidents.procedures.stages import FINDING, stage_of
from incidents.procedures.status import (
    AWAITS_REVIEW,
    MOST_OPEN_FIRST,
    STATUS_AFTER,
    Standing,
    is_overdue,
    overall,
    standings,
    status_of,
)
from incidents.procedures.tracks import START, allowed_after, is_allowed, kinds_of

__all__ = [
    "AWAITS_REVIEW",
    "BEFORE_THE_NOTICE",
    "CLOCKS",
    "CLOSED_LISTS",
    "FINDING",
    "MOST_OPEN_FIRST",
    "NEEDS_NO_SOURCE",
    "OUTCOMES",
    "PER_PERSON",
    "START",
    "STATUS_AFTER",
    "TRANSPARENT",
    "Clock",
    "Deadline",
    "Event",
    "EventKind",
    "FollowUp",
    "Standing",
    "Timing",
    "allowed_after",
    "belongs",
    "deadlines",
    "follow_ups",
    "has_others",
    "is_allowed",
    "is_overdue",
    "kinds_of",
    "of_respondent",
    "outcomes_of",
    "overall",
    "places",
    "respondents",
    "stage_of",
    "standings",
    "status_of",
    "timing",
]
