"""Legal follow-ups: tracks, status, what courts and platforms decide, terms, stages."""

from enum import StrEnum


class Track(StrEnum):
    """The way a legal follow-up takes."""

    UNDETERMINED = "undetermined"
    PENAL = "penal"
    URGENT_CIVIL = "urgent_civil"
    MERITS = "merits"
    ELECTORAL = "electoral"
    REGULATOR = "regulator"
    PLATFORM = "platform"


class LegalStatus(StrEnum):
    """Where a legal follow-up stands. ``nothing_followed`` is computed at reading."""

    NONE = "none"
    CONSIDERED = "considered"
    ANNOUNCED = "announced"
    FILED = "filed"
    IN_PROGRESS = "in_progress"
    DECIDED = "decided"
    CLOSED_WITHOUT_ACTION = "closed_without_action"
    NOTHING_FOLLOWED = "nothing_followed"


class Outcome(StrEnum):
    """How a step before a court or an authority ended. What a platform decided: ``Decision``."""

    GRANTED = "granted"
    PARTLY_GRANTED = "partly_granted"
    REFUSED = "refused"
    INADMISSIBLE = "inadmissible"
    CORRECTION_ORDERED = "correction_ordered"
    FINE = "fine"
    REJECTED = "rejected"
    INSUFFICIENT_EVIDENCE = "insufficient_evidence"
    AUTHOR_UNIDENTIFIED = "author_unidentified"
    NO_OFFENCE = "no_offence"
    NO_JURISDICTION = "no_jurisdiction"
    REPARATION = "reparation"
    SUMMONS_BY_POLICE = "summons_by_police"
    SUMMONS_BY_PROSECUTOR = "summons_by_prosecutor"
    IMMEDIATE_TRIAL = "immediate_trial"
    GUILTY_PLEA = "guilty_plea"
    PENAL_ORDER = "penal_order"


class Decision(StrEnum):
    """What a platform decided: the codes of the DSA Transparency Database, to the letter."""

    CONTENT_REMOVED = "DECISION_VISIBILITY_CONTENT_REMOVED"
    CONTENT_DISABLED = "DECISION_VISIBILITY_CONTENT_DISABLED"
    CONTENT_DEMOTED = "DECISION_VISIBILITY_CONTENT_DEMOTED"
    CONTENT_AGE_RESTRICTED = "DECISION_VISIBILITY_CONTENT_AGE_RESTRICTED"
    CONTENT_INTERACTION_RESTRICTED = "DECISION_VISIBILITY_CONTENT_INTERACTION_RESTRICTED"
    CONTENT_LABELLED = "DECISION_VISIBILITY_CONTENT_LABELLED"
    VISIBILITY_OTHER = "DECISION_VISIBILITY_OTHER"
    MONETARY_SUSPENSION = "DECISION_MONETARY_SUSPENSION"
    MONETARY_TERMINATION = "DECISION_MONETARY_TERMINATION"
    MONETARY_OTHER = "DECISION_MONETARY_OTHER"
    PROVISION_PARTIAL_SUSPENSION = "DECISION_PROVISION_PARTIAL_SUSPENSION"
    PROVISION_TOTAL_SUSPENSION = "DECISION_PROVISION_TOTAL_SUSPENSION"
    PROVISION_PARTIAL_TERMINATION = "DECISION_PROVISION_PARTIAL_TERMINATION"
    PROVISION_TOTAL_TERMINATION = "DECISION_PROVISION_TOTAL_TERMINATION"
    ACCOUNT_SUSPENDED = "DECISION_ACCOUNT_SUSPENDED"
    ACCOUNT_TERMINATED = "DECISION_ACCOUNT_TERMINATED"


class Channel(StrEnum):
    """How a notice reaches a platform."""

    ARTICLE_16 = "article_16"
    TRUSTED_FLAGGER = "trusted_flagger"
    IN_APP = "in_app"
    EMAIL = "email"
    ARTICLE_9 = "article_9"


class ClockCode(StrEnum):
    """The terms that the law sets (``procedures/clocks.py``)."""

    PRESS_LIMITATION = "press_limitation"
    CIVIL_PARTY = "civil_party"
    PENAL_APPEAL = "penal_appeal"
    NO_CASE_APPEAL = "no_case_appeal"
    FALSE_NEWS_ORDER = "false_news_order"
    FALSE_NEWS_APPEAL = "false_news_appeal"
    FALSE_NEWS_RULING = "false_news_ruling"
    URGENT_APPEAL = "urgent_appeal"
    MERITS_APPEAL = "merits_appeal"
    ELECTION_DECISION = "election_decision"
    GDPR_ANSWER = "gdpr_answer"
    INTERNAL_COMPLAINT = "internal_complaint"
    OUT_OF_COURT = "out_of_court"


class ClockNature(StrEnum):
    """What the last day of a term means."""

    DUE = "due"
    OPEN_UNTIL = "open_until"
    OPENS_ON = "opens_on"


class FollowUpKind(StrEnum):
    """Why a procedure is on the follow-up list."""

    NOTHING_FOLLOWED = "nothing_followed"
    NO_OUTCOME = "no_outcome"
    CLOCK = "clock"


class Stage(StrEnum):
    """How far the law has come with a person: each has its presumption-of-innocence wording."""

    NONE = "none"
    WORDS = "words"
    ABANDONED = "abandoned"
    FILED = "filed"
    INVESTIGATED = "investigated"
    FORMALLY_INVESTIGATED = "formally_investigated"
    ASSISTED_WITNESS = "assisted_witness"
    TO_BE_TRIED = "to_be_tried"
    TRIED = "tried"
    CLOSED = "closed"
    ALTERNATIVE = "alternative"
    NO_CASE = "no_case"
    ACQUITTED = "acquitted"
    ACQUITTED_FINAL = "acquitted_final"
    CONVICTED_NOT_FINAL = "convicted_not_final"
    CONVICTED_FINAL = "convicted_final"
    APPEALED = "appealed"
    FINAL = "final"
    TIME_BARRED = "time_barred"
    CLAIM_PENDING = "claim_pending"
    PROVISIONAL = "provisional"
    JUDGED_NOT_FINAL = "judged_not_final"
    REFERRED = "referred"
    FORMAL_NOTICE = "formal_notice"
    SANCTIONED = "sanctioned"
    REJECTED = "rejected"
    NOTIFIED = "notified"
    PLATFORM_DECIDED = "platform_decided"
