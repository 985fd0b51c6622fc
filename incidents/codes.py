"""Behavioural codes: the closed lists that the code branches on.

Pure (no Django). Labels in French and English stand in ``labels/``; descriptive terms that
staff may extend are rows, shipped in ``vocabulary/``.
"""

from enum import StrEnum


class Precision(StrEnum):
    """How exactly a date of facts is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    BETWEEN = "between"
    UNKNOWN = "unknown"


class State(StrEnum):
    """Where an incident stands on its way to the public (transitions: ``publication.py``)."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    APPROVED = "approved"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"
    REJECTED = "rejected"
    MERGED = "merged"


class PublicationKind(StrEnum):
    """Why a Publication was made."""

    FIRST = "first"
    CORRECTION = "correction"
    DEVELOPMENT = "development"


class ApprovalKind(StrEnum):
    """The two pairs of eyes."""

    EDITORIAL = "editorial"
    LEGAL = "legal"


class ActorKind(StrEnum):
    """What an actor is."""

    PERSON = "person"
    PARTY = "party"
    INSTITUTION = "institution"
    AUTHORITY = "authority"
    MEDIA = "media"
    PLATFORM_OPERATOR = "platform_operator"
    CIVIL_SOCIETY = "civil_society"
    COMPANY = "company"
    GROUP = "group"
    UNIDENTIFIED = "unidentified"


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


class AffiliationRole(StrEnum):
    """How a person or body belongs to a party or body."""

    MEMBER = "member"
    LEADER = "leader"
    CANDIDATE = "candidate"
    ELECTED = "elected"
    SPOKESPERSON = "spokesperson"
    EMPLOYEE = "employee"
    OTHER = "other"


class SyntheticLevel(StrEnum):
    """How the content was made."""

    DEEPFAKE = "deepfake"
    CHEAPFAKE = "cheapfake"
    AUTHENTIC = "authentic"
    UNCLEAR = "unclear"


class PresentedAs(StrEnum):
    """What the content claimed to be where it was shown."""

    FAKE = "fake"
    AUTHENTIC = "authentic"
    UNCLEAR = "unclear"


class Verdict(StrEnum):
    """What the tracker holds to be established about the content."""

    VERIFIED_FAKE = "verified_fake"
    DISPUTED = "disputed"
    VERIFIED_AUTHENTIC = "verified_authentic"
    UNVERIFIABLE = "unverifiable"
    UNKNOWN = "unknown"


class Sensitivity(StrEnum):
    """Why a reader should be warned, or a person protected."""

    SEXUAL = "sexual"
    MINORS = "minors"
    PRIVATE_PERSON = "private_person"
    GRAPHIC = "graphic"


class Role(StrEnum):
    """How an actor is involved in an incident."""

    DEPICTED = "depicted"
    IMPERSONATED = "impersonated"
    IMAGE_REUSED = "image_reused"
    TARGETED = "targeted"
    PROMOTED = "promoted"
    ALLEGED_AUTHOR = "alleged_author"
    ALLEGED_BENEFICIARY = "alleged_beneficiary"
    AMPLIFIER = "amplifier"
    DISCLOSER = "discloser"


ACCUSING_ROLES = frozenset({Role.PROMOTED, Role.ALLEGED_AUTHOR, Role.ALLEGED_BENEFICIARY})
"""Roles that accuse by themselves: they need a citation, and answers stand beside them."""


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


class Proposition(StrEnum):
    """What a claim is about."""

    AUTHORSHIP = "authorship"
    BENEFIT = "benefit"
    LINK = "link"
    DOUBLE_STANDARD = "double_standard"
    AUTHENTICITY = "authenticity"
    IMPACT = "impact"
    LEGAL_INTENT = "legal_intent"
    CALL_FOR_ACTION = "call_for_action"
    OTHER = "other"


ACCUSING_PROPOSITIONS = frozenset(
    {
        Proposition.AUTHORSHIP,
        Proposition.BENEFIT,
        Proposition.LINK,
        Proposition.DOUBLE_STANDARD,
    }
)


class Stance(StrEnum):
    """What the speaker does with the proposition."""

    ASSERTS = "asserts"
    DENIES = "denies"
    DOUBTS = "doubts"
    CONFIRMS = "confirms"
    DISTANCES = "distances"
    DECLINES = "declines"
    RETRACTS = "retracts"


ACCUSING_STANCES = frozenset({Stance.ASSERTS, Stance.CONFIRMS})


class AnswerKind(StrEnum):
    """How a claim answers a claim or an involvement."""

    DENIES = "denies"
    CONFIRMS = "confirms"
    COUNTERS = "counters"
    COMMENTS = "comments"


class Reading(StrEnum):
    """What a claim amounts to, derived from proposition, stance and answers; never stored."""

    ACCUSATION = "accusation"
    DENIAL = "denial"
    DISAVOWAL = "disavowal"
    SELF_ATTRIBUTION = "self_attribution"
    COUNTER_ACCUSATION = "counter_accusation"
    RETRACTION = "retraction"


class Directness(StrEnum):
    """Whether the claim names its object or points at it."""

    DIRECT = "direct"
    PROXY_OR_INFERRED = "proxy_or_inferred"
    NON_ALIGNED_COMMERCIAL = "non_aligned_commercial"
    UNKNOWN = "unknown"


class Reliability(StrEnum):
    """Admiralty scale, reliability of the source. F: cannot be judged."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"
    F = "F"


class Credibility(StrEnum):
    """Admiralty scale, credibility of the information. 6: cannot be judged."""

    ONE = "1"
    TWO = "2"
    THREE = "3"
    FOUR = "4"
    FIVE = "5"
    SIX = "6"


class Likelihood(StrEnum):
    """The seven bands of ICD 203, from least to most likely."""

    ALMOST_NO_CHANCE = "almost_no_chance"
    VERY_UNLIKELY = "very_unlikely"
    UNLIKELY = "unlikely"
    ROUGHLY_EVEN = "roughly_even"
    LIKELY = "likely"
    VERY_LIKELY = "very_likely"
    ALMOST_CERTAIN = "almost_certain"


class Supports(StrEnum):
    """Which facts of an incident a citation carries."""

    WHAT = "what"
    WHEN = "when"
    WHERE = "where"
    WHO = "who"
    HOW = "how"
    SPREAD = "spread"
    VERDICT = "verdict"


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


class RecordKind(StrEnum):
    """What can be merged into another of its kind."""

    ACTOR = "actor"
    INCIDENT = "incident"


class ReportKind(StrEnum):
    """What span a report covers."""

    MONTH = "month"
    QUARTER = "quarter"
    ELECTION = "election"


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
