"""Labels of procedures: tracks, events, status, outcomes, terms, stages."""

from django.utils.translation import gettext_lazy, pgettext_lazy

from incidents import codes
from incidents.labels.kinds import Labels, LabelsByEnum
from incidents.procedures import EventKind

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
    codes.Decision: {
        codes.Decision.CONTENT_REMOVED: pgettext_lazy("platform decision", "content removed"),
        codes.Decision.CONTENT_DISABLED: pgettext_lazy(
            "platform decision",
            "access to the content disabled",
        ),
        codes.Decision.CONTENT_DEMOTED: pgettext_lazy("platform decision", "content demoted"),
        codes.Decision.CONTENT_AGE_RESTRICTED: pgettext_lazy(
            "platform decision",
            "content restricted by age",
        ),
        codes.Decision.CONTENT_INTERACTION_RESTRICTED: pgettext_lazy(
            "platform decision",
            "interaction with the content restricted",
        ),
        codes.Decision.CONTENT_LABELLED: pgettext_lazy("platform decision", "content labelled"),
        codes.Decision.VISIBILITY_OTHER: pgettext_lazy(
            "platform decision",
            "other restriction of visibility",
        ),
        codes.Decision.MONETARY_SUSPENSION: pgettext_lazy(
            "platform decision",
            "monetary payments suspended",
        ),
        codes.Decision.MONETARY_TERMINATION: pgettext_lazy(
            "platform decision",
            "monetary payments ended",
        ),
        codes.Decision.MONETARY_OTHER: pgettext_lazy(
            "platform decision",
            "other monetary restriction",
        ),
        codes.Decision.PROVISION_PARTIAL_SUSPENSION: pgettext_lazy(
            "platform decision",
            "service suspended in part",
        ),
        codes.Decision.PROVISION_TOTAL_SUSPENSION: pgettext_lazy(
            "platform decision",
            "service suspended",
        ),
        codes.Decision.PROVISION_PARTIAL_TERMINATION: pgettext_lazy(
            "platform decision",
            "service ended in part",
        ),
        codes.Decision.PROVISION_TOTAL_TERMINATION: pgettext_lazy(
            "platform decision",
            "service ended",
        ),
        codes.Decision.ACCOUNT_SUSPENDED: pgettext_lazy("platform decision", "account suspended"),
        codes.Decision.ACCOUNT_TERMINATED: pgettext_lazy("platform decision", "account ended"),
    },
    codes.Channel: {
        codes.Channel.ARTICLE_16: pgettext_lazy("notice channel", "notice under art. 16 DSA"),
        codes.Channel.TRUSTED_FLAGGER: pgettext_lazy(
            "notice channel",
            "notice by a trusted flagger (art. 22 DSA)",
        ),
        codes.Channel.IN_APP: pgettext_lazy("notice channel", "report inside the application"),
        codes.Channel.EMAIL: pgettext_lazy("notice channel", "e-mail"),
        codes.Channel.ARTICLE_9: pgettext_lazy(
            "notice channel",
            "order of an authority (art. 9 DSA)",
        ),
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
    codes.Stage: {
        codes.Stage.NONE: pgettext_lazy("stage", "no step in law is recorded"),
        codes.Stage.WORDS: pgettext_lazy(
            "stage",
            "only words so far: nobody has been asked to rule on anything",
        ),
        codes.Stage.ABANDONED: pgettext_lazy("stage", "given up: nothing was ever ruled on"),
        codes.Stage.FILED: pgettext_lazy(
            "stage",
            "a complaint or a report establishes nothing: whoever it concerns is presumed innocent",
        ),
        codes.Stage.INVESTIGATED: pgettext_lazy(
            "stage",
            "an investigation looks into facts and accuses nobody: everyone concerned is "
            "presumed innocent",
        ),
        codes.Stage.FORMALLY_INVESTIGATED: pgettext_lazy(
            "stage",
            "placed under formal investigation, which is no finding of guilt: the person is"
            " presumed innocent",
        ),
        codes.Stage.ASSISTED_WITNESS: pgettext_lazy(
            "stage",
            "heard as an assisted witness, which is no accusation: the person is presumed innocent",
        ),
        codes.Stage.TO_BE_TRIED: pgettext_lazy(
            "stage",
            "a trial is to come: whoever it concerns is presumed innocent until a final decision "
            "says otherwise",
        ),
        codes.Stage.TRIED: pgettext_lazy(
            "stage",
            "a trial is under way: whoever it concerns is presumed innocent until a final decision "
            "says otherwise",
        ),
        codes.Stage.CLOSED: pgettext_lazy(
            "stage",
            "closed without action: nothing was established against anybody",
        ),
        codes.Stage.ALTERNATIVE: pgettext_lazy(
            "stage",
            "an alternative to prosecution, which is no conviction",
        ),
        codes.Stage.NO_CASE: pgettext_lazy(
            "stage",
            "no case to answer: the person stays presumed innocent",
        ),
        codes.Stage.ACQUITTED: pgettext_lazy(
            "stage",
            "acquitted; the decision may still be appealed against",
        ),
        codes.Stage.ACQUITTED_FINAL: pgettext_lazy("stage", "acquitted for good"),
        codes.Stage.CONVICTED_NOT_FINAL: pgettext_lazy(
            "stage",
            "convicted, but not for good: the person is presumed innocent until the "
            "conviction is final",
        ),
        codes.Stage.CONVICTED_FINAL: pgettext_lazy("stage", "convicted by a final decision"),
        codes.Stage.APPEALED: pgettext_lazy(
            "stage",
            "an appeal is pending: nothing is final, and everyone concerned is presumed innocent",
        ),
        codes.Stage.FINAL: pgettext_lazy("stage", "the decision is final"),
        codes.Stage.TIME_BARRED: pgettext_lazy(
            "stage",
            "time-barred: nothing was ruled on, and the person stays presumed innocent",
        ),
        codes.Stage.CLAIM_PENDING: pgettext_lazy(
            "stage",
            "a claim before a court, which has not ruled: nothing is established",
        ),
        codes.Stage.PROVISIONAL: pgettext_lazy(
            "stage",
            "an urgent order, which is provisional and does not rule on the merits",
        ),
        codes.Stage.JUDGED_NOT_FINAL: pgettext_lazy("stage", "decided, but not known to be final"),
        codes.Stage.REFERRED: pgettext_lazy(
            "stage",
            "before an authority, which has found nothing so far",
        ),
        codes.Stage.FORMAL_NOTICE: pgettext_lazy("stage", "a formal notice, which is no sanction"),
        codes.Stage.SANCTIONED: pgettext_lazy(
            "stage",
            "a sanction by an authority, which may be taken to court",
        ),
        codes.Stage.REJECTED: pgettext_lazy(
            "stage",
            "the authority did not take it up: nothing was established",
        ),
        codes.Stage.NOTIFIED: pgettext_lazy(
            "stage",
            "a notice to a platform, which is a request: nothing was ruled on",
        ),
        codes.Stage.PLATFORM_DECIDED: pgettext_lazy(
            "stage",
            "a platform’s decision under its own rules or on its own reading of the law, "
            "which is no ruling of a court",
        ),
    },
    EventKind: {
        EventKind.CONSIDERED: pgettext_lazy("procedure event", "legal action under consideration"),
        EventKind.ANNOUNCED: pgettext_lazy("procedure event", "legal action announced"),
        EventKind.ABANDONED: pgettext_lazy("procedure event", "given up"),
        EventKind.REPORT: pgettext_lazy("procedure event", "report to the prosecutor"),
        EventKind.COMPLAINT: pgettext_lazy("procedure event", "complaint filed"),
        EventKind.COMPLAINT_AGAINST_X: pgettext_lazy(
            "procedure event", "complaint filed against persons unknown"
        ),
        EventKind.INVESTIGATION: pgettext_lazy(
            "procedure event", "preliminary investigation opened"
        ),
        EventKind.DIRECT_SUMMONS: pgettext_lazy("procedure event", "direct summons"),
        EventKind.CLOSED_WITHOUT_ACTION: pgettext_lazy(
            "procedure event", "closed without further action"
        ),
        EventKind.REOPENED: pgettext_lazy("procedure event", "case reopened"),
        EventKind.ALTERNATIVE: pgettext_lazy("procedure event", "alternative to prosecution"),
        EventKind.PROSECUTION: pgettext_lazy("procedure event", "prosecution decided"),
        EventKind.CIVIL_PARTY_COMPLAINT: pgettext_lazy(
            "procedure event", "complaint with civil party claim"
        ),
        EventKind.JUDICIAL_INVESTIGATION: pgettext_lazy(
            "procedure event", "judicial investigation opened"
        ),
        EventKind.FORMAL_INVESTIGATION: pgettext_lazy(
            "procedure event", "placed under formal investigation"
        ),
        EventKind.ASSISTED_WITNESS: pgettext_lazy("procedure event", "heard as assisted witness"),
        EventKind.NO_CASE: pgettext_lazy("procedure event", "no case to answer"),
        EventKind.COMMITTED_FOR_TRIAL: pgettext_lazy("procedure event", "committed for trial"),
        EventKind.HEARING: pgettext_lazy("procedure event", "hearing"),
        EventKind.ACQUITTED: pgettext_lazy("procedure event", "acquitted"),
        EventKind.CONVICTED: pgettext_lazy("procedure event", "convicted"),
        EventKind.APPEAL: pgettext_lazy("procedure event", "appeal"),
        EventKind.CASSATION: pgettext_lazy("procedure event", "appeal in cassation"),
        EventKind.FINAL: pgettext_lazy("procedure event", "decision final"),
        EventKind.COMPLAINT_WITHDRAWN: pgettext_lazy("procedure event", "complaint withdrawn"),
        EventKind.TIME_BARRED: pgettext_lazy("procedure event", "time-barred"),
        EventKind.JOINED: pgettext_lazy("procedure event", "joined to another procedure"),
        EventKind.SUMMONS: pgettext_lazy("procedure event", "summons served"),
        EventKind.ORDER: pgettext_lazy("procedure event", "order"),
        EventKind.RULING: pgettext_lazy("procedure event", "ruling on appeal"),
        EventKind.EXECUTED: pgettext_lazy("procedure event", "executed"),
        EventKind.JUDGMENT: pgettext_lazy("procedure event", "judgment"),
        EventKind.CHALLENGE_FILED: pgettext_lazy("procedure event", "challenge filed"),
        EventKind.INSTRUCTION: pgettext_lazy("procedure event", "under examination"),
        EventKind.DECISION: pgettext_lazy("procedure event", "decision"),
        EventKind.REFERRAL: pgettext_lazy("procedure event", "referral"),
        EventKind.RECEIPT: pgettext_lazy("procedure event", "receipt acknowledged"),
        EventKind.INQUIRY: pgettext_lazy("procedure event", "inquiry"),
        EventKind.FORMAL_NOTICE: pgettext_lazy("procedure event", "formal notice"),
        EventKind.SANCTION: pgettext_lazy("procedure event", "sanction"),
        EventKind.CLOSED: pgettext_lazy("procedure event", "closed"),
        EventKind.REJECTED: pgettext_lazy("procedure event", "rejected"),
        EventKind.PASSED_ON: pgettext_lazy("procedure event", "passed to another authority"),
        EventKind.DRAFTED: pgettext_lazy("procedure event", "notice drafted"),
        EventKind.SENT: pgettext_lazy("procedure event", "notice sent"),
        EventKind.NO_ACTION: pgettext_lazy("procedure event", "no action taken"),
        EventKind.NO_REPLY: pgettext_lazy("procedure event", "no reply"),
        EventKind.INTERNAL_COMPLAINT: pgettext_lazy("procedure event", "internal complaint"),
        EventKind.UPHELD: pgettext_lazy("procedure event", "decision upheld"),
        EventKind.REVERSED: pgettext_lazy("procedure event", "decision reversed"),
        EventKind.OUT_OF_COURT: pgettext_lazy("procedure event", "out-of-court body seized"),
        EventKind.COURT: pgettext_lazy("procedure event", "court seized"),
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
