"""Labels of procedures: tracks, status, outcomes, terms, reasons to follow up."""

from django.utils.translation import gettext_lazy, pgettext_lazy

from incidents import codes
from incidents.labels.kinds import Labels, LabelsByEnum

EVERY_TRACK = gettext_lazy(
    "Courts, authorities and platforms together: a platform’s decision is no ruling of a court."
)
"""Stands wherever legal statuses are counted: all tracks have one set of statuses."""

LAW: LabelsByEnum = {
    codes.Track: {
        codes.Track.UNDETERMINED: pgettext_lazy("track", "track undetermined"),
        codes.Track.PENAL: pgettext_lazy("track", "criminal"),
        codes.Track.URGENT_CIVIL: pgettext_lazy("track", "urgent civil"),
        codes.Track.MERITS: pgettext_lazy("track", "civil on the merits"),
        codes.Track.ELECTORAL: pgettext_lazy("track", "electoral"),
        codes.Track.REGULATOR: pgettext_lazy("track", "regulator"),
        codes.Track.PLATFORM: pgettext_lazy("track", "platform notice"),
    },
    codes.LegalStatus: {
        codes.LegalStatus.NONE: pgettext_lazy("legal status", "no legal follow-up"),
        codes.LegalStatus.CONSIDERED: pgettext_lazy("legal status", "under consideration"),
        codes.LegalStatus.ANNOUNCED: pgettext_lazy("legal status", "announced"),
        codes.LegalStatus.FILED: pgettext_lazy("legal status", "filed"),
        codes.LegalStatus.IN_PROGRESS: pgettext_lazy("legal status", "in progress"),
        codes.LegalStatus.DECIDED: pgettext_lazy("legal status", "decided"),
        codes.LegalStatus.CLOSED_WITHOUT_ACTION: pgettext_lazy(
            "legal status", "closed without action"
        ),
        codes.LegalStatus.NOTHING_FOLLOWED: pgettext_lazy(
            "legal status", "nothing known to have followed"
        ),
    },
    codes.Outcome: {
        codes.Outcome.GRANTED: pgettext_lazy("outcome", "granted"),
        codes.Outcome.PARTLY_GRANTED: pgettext_lazy("outcome", "granted in part"),
        codes.Outcome.REFUSED: pgettext_lazy("outcome", "refused"),
        codes.Outcome.INADMISSIBLE: pgettext_lazy("outcome", "inadmissible"),
        codes.Outcome.CORRECTION_ORDERED: pgettext_lazy("outcome", "correction ordered"),
        codes.Outcome.FINE: pgettext_lazy("outcome", "fine"),
        codes.Outcome.REJECTED: pgettext_lazy("outcome", "rejected"),
        codes.Outcome.INSUFFICIENT_EVIDENCE: pgettext_lazy("outcome", "insufficient evidence"),
        codes.Outcome.AUTHOR_UNIDENTIFIED: pgettext_lazy("outcome", "author not identified"),
        codes.Outcome.NO_JURISDICTION: pgettext_lazy("outcome", "no jurisdiction"),
        codes.Outcome.REPARATION: pgettext_lazy("outcome", "reparation measure"),
        codes.Outcome.SUMMONS_BY_POLICE: pgettext_lazy("outcome", "summons by the police"),
        codes.Outcome.NO_OFFENCE: pgettext_lazy("outcome", "no offence"),
        codes.Outcome.SUMMONS_BY_PROSECUTOR: pgettext_lazy("outcome", "summons by the prosecutor"),
        codes.Outcome.IMMEDIATE_TRIAL: pgettext_lazy("outcome", "immediate trial"),
        codes.Outcome.GUILTY_PLEA: pgettext_lazy("outcome", "guilty plea procedure"),
        codes.Outcome.PENAL_ORDER: pgettext_lazy("outcome", "penal order"),
    },
    codes.ClockCode: {
        codes.ClockCode.PRESS_LIMITATION: pgettext_lazy("clock", "limitation of press offences"),
        codes.ClockCode.CIVIL_PARTY: pgettext_lazy(
            "clock",
            "complaint with civil party claim becomes possible",
        ),
        codes.ClockCode.PENAL_APPEAL: pgettext_lazy("clock", "time to appeal"),
        codes.ClockCode.NO_CASE_APPEAL: pgettext_lazy("clock", "time to appeal against the order"),
        codes.ClockCode.FALSE_NEWS_ORDER: pgettext_lazy(
            "clock",
            "order of the urgent applications judge due",
        ),
        codes.ClockCode.FALSE_NEWS_APPEAL: pgettext_lazy(
            "clock",
            "time to appeal against the order of the urgent applications judge",
        ),
        codes.ClockCode.FALSE_NEWS_RULING: pgettext_lazy("clock", "ruling on appeal due"),
        codes.ClockCode.URGENT_APPEAL: pgettext_lazy(
            "clock",
            "time to appeal against an urgent order",
        ),
        codes.ClockCode.MERITS_APPEAL: pgettext_lazy(
            "clock",
            "time to appeal against the judgment",
        ),
        codes.ClockCode.ELECTION_DECISION: pgettext_lazy(
            "clock",
            "decision of the election judge due",
        ),
        codes.ClockCode.GDPR_ANSWER: pgettext_lazy(
            "clock",
            "answer of the data protection authority due",
        ),
        codes.ClockCode.INTERNAL_COMPLAINT: pgettext_lazy("clock", "internal complaint possible"),
        codes.ClockCode.OUT_OF_COURT: pgettext_lazy(
            "clock",
            "decision of the out-of-court body due",
        ),
    },
    codes.ClockNature: {
        codes.ClockNature.DUE: pgettext_lazy("clock nature", "due by"),
        codes.ClockNature.OPEN_UNTIL: pgettext_lazy("clock nature", "possible until"),
        codes.ClockNature.OPENS_ON: pgettext_lazy("clock nature", "possible from"),
    },
    codes.FollowUpKind: {
        codes.FollowUpKind.NOTHING_FOLLOWED: pgettext_lazy(
            "follow-up",
            "announced or considered, and nothing known to have followed",
        ),
        codes.FollowUpKind.NO_OUTCOME: pgettext_lazy(
            "follow-up",
            "formal investigation without a known outcome",
        ),
        codes.FollowUpKind.CLOCK: pgettext_lazy("follow-up", "term about to run out"),
    },
}

CLOCK_SOURCES: Labels = {
    codes.ClockCode.PRESS_LIMITATION: pgettext_lazy("law", "Act of 29 July 1881, art. 65"),
    codes.ClockCode.FALSE_NEWS_APPEAL: pgettext_lazy(
        "law", "C. élect. art. L.163-2; décret n° 2019-53"
    ),
    codes.ClockCode.MERITS_APPEAL: pgettext_lazy("law", "CPC art. 538 (from notification)"),
    codes.ClockCode.ELECTION_DECISION: pgettext_lazy(
        "law", "C. élect. art. R.120 (administrative court, general renewal)"
    ),
    codes.ClockCode.GDPR_ANSWER: pgettext_lazy("law", "Reg. (EU) 2016/679, art. 78(2)"),
    codes.ClockCode.INTERNAL_COMPLAINT: pgettext_lazy("law", "Reg. (EU) 2022/2065, art. 20(1)"),
    codes.ClockCode.OUT_OF_COURT: pgettext_lazy("law", "Reg. (EU) 2022/2065, art. 21(4)"),
}
"""Provisions that are not named alike in both languages; the rest stand in ``procedures.CLOCKS``,
and a test holds these to them."""

PARTIES = pgettext_lazy("who acts", "the parties")
CLOCK_ACTORS: Labels = {
    codes.ClockCode.PRESS_LIMITATION: pgettext_lazy(
        "who acts", "the public prosecutor, or whoever is concerned"
    ),
    codes.ClockCode.CIVIL_PARTY: pgettext_lazy("who acts", "whoever lodged the complaint"),
    codes.ClockCode.PENAL_APPEAL: pgettext_lazy(
        "who acts", "the parties and the public prosecutor"
    ),
    codes.ClockCode.NO_CASE_APPEAL: pgettext_lazy(
        "who acts", "the civil party or the public prosecutor"
    ),
    codes.ClockCode.FALSE_NEWS_ORDER: pgettext_lazy("who acts", "the urgent applications judge"),
    codes.ClockCode.FALSE_NEWS_APPEAL: PARTIES,
    codes.ClockCode.FALSE_NEWS_RULING: pgettext_lazy("who acts", "the court of appeal"),
    codes.ClockCode.URGENT_APPEAL: PARTIES,
    codes.ClockCode.MERITS_APPEAL: PARTIES,
    codes.ClockCode.ELECTION_DECISION: pgettext_lazy("who acts", "the election judge"),
    codes.ClockCode.GDPR_ANSWER: pgettext_lazy("who acts", "the data protection authority"),
    codes.ClockCode.INTERNAL_COMPLAINT: pgettext_lazy(
        "who acts", "whoever sent the notice, or whose content was acted on"
    ),
    codes.ClockCode.OUT_OF_COURT: pgettext_lazy("who acts", "the out-of-court body"),
}
"""Who must act within a term, or may; each term has its entry."""
