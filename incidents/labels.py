"""Labels of the behavioural codes, French and English through the message catalogues.

Each code has a label: a house test walks the enums. Lower case, so that a label can stand inside a
sentence; a heading capitalises with a filter.
"""

from collections.abc import Mapping
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, pgettext_lazy

from incidents import codes
from incidents.dates import FactDate, wording
from incidents.input_error import InputError, Words
from incidents.procedures import CLOCKS, EventKind
from incidents.publication import Move

Labels = dict[StrEnum, "str | Promise"]

LABELS: dict[type[StrEnum], Labels] = {
    codes.Precision: {
        codes.Precision.DAY: pgettext_lazy("precision", "day"),
        codes.Precision.MONTH: pgettext_lazy("precision", "month"),
        codes.Precision.YEAR: pgettext_lazy("precision", "year"),
        codes.Precision.BETWEEN: pgettext_lazy("precision", "between two dates"),
        codes.Precision.UNKNOWN: pgettext_lazy("precision", "unknown"),
    },
    codes.State: {
        codes.State.DRAFT: pgettext_lazy("state", "draft"),
        codes.State.IN_REVIEW: pgettext_lazy("state", "in review"),
        codes.State.APPROVED: pgettext_lazy("state", "approved"),
        codes.State.PUBLISHED: pgettext_lazy("state", "published"),
        codes.State.WITHDRAWN: pgettext_lazy("state", "withdrawn"),
        codes.State.REJECTED: pgettext_lazy("state", "rejected"),
        codes.State.MERGED: pgettext_lazy("state", "merged into another"),
    },
    codes.PublicationKind: {
        codes.PublicationKind.FIRST: pgettext_lazy("publication kind", "first publication"),
        codes.PublicationKind.CORRECTION: pgettext_lazy("publication kind", "correction"),
        codes.PublicationKind.DEVELOPMENT: pgettext_lazy("publication kind", "development"),
    },
    codes.ApprovalKind: {
        codes.ApprovalKind.EDITORIAL: pgettext_lazy("approval kind", "editorial approval"),
        codes.ApprovalKind.LEGAL: pgettext_lazy("approval kind", "legal approval"),
    },
    codes.ActorKind: {
        codes.ActorKind.PERSON: pgettext_lazy("actor kind", "person"),
        codes.ActorKind.PARTY: pgettext_lazy("actor kind", "party"),
        codes.ActorKind.INSTITUTION: pgettext_lazy("actor kind", "institution"),
        codes.ActorKind.AUTHORITY: pgettext_lazy("actor kind", "authority"),
        codes.ActorKind.MEDIA: pgettext_lazy("actor kind", "media"),
        codes.ActorKind.PLATFORM_OPERATOR: pgettext_lazy("actor kind", "platform operator"),
        codes.ActorKind.CIVIL_SOCIETY: pgettext_lazy("actor kind", "civil society"),
        codes.ActorKind.COMPANY: pgettext_lazy("actor kind", "company"),
        codes.ActorKind.GROUP: pgettext_lazy("actor kind", "group"),
        codes.ActorKind.UNIDENTIFIED: pgettext_lazy("actor kind", "unidentified"),
    },
    codes.PlatformKind: {
        codes.PlatformKind.SOCIAL: pgettext_lazy("platform kind", "social network"),
        codes.PlatformKind.VIDEO: pgettext_lazy("platform kind", "video platform"),
        codes.PlatformKind.MESSAGING: pgettext_lazy("platform kind", "messaging"),
        codes.PlatformKind.WEBSITE: pgettext_lazy("platform kind", "website"),
        codes.PlatformKind.TELEPHONE: pgettext_lazy("platform kind", "telephone"),
        codes.PlatformKind.BROADCAST: pgettext_lazy("platform kind", "broadcast"),
        codes.PlatformKind.PRINT: pgettext_lazy("platform kind", "print"),
        codes.PlatformKind.OTHER: pgettext_lazy("platform kind", "other"),
    },
    codes.ElectionKind: {
        codes.ElectionKind.PRESIDENTIAL: pgettext_lazy("election kind", "presidential"),
        codes.ElectionKind.LEGISLATIVE: pgettext_lazy("election kind", "legislative"),
        codes.ElectionKind.SENATORIAL: pgettext_lazy("election kind", "senatorial"),
        codes.ElectionKind.EUROPEAN: pgettext_lazy("election kind", "European"),
        codes.ElectionKind.REGIONAL: pgettext_lazy("election kind", "regional"),
        codes.ElectionKind.DEPARTMENTAL: pgettext_lazy("election kind", "departmental"),
        codes.ElectionKind.MUNICIPAL: pgettext_lazy("election kind", "municipal"),
        codes.ElectionKind.REFERENDUM: pgettext_lazy("election kind", "referendum"),
        codes.ElectionKind.OTHER: pgettext_lazy("election kind", "other"),
    },
    codes.AffiliationRole: {
        codes.AffiliationRole.MEMBER: pgettext_lazy("affiliation role", "member"),
        codes.AffiliationRole.LEADER: pgettext_lazy("affiliation role", "leader"),
        codes.AffiliationRole.CANDIDATE: pgettext_lazy("affiliation role", "candidate"),
        codes.AffiliationRole.ELECTED: pgettext_lazy("affiliation role", "elected representative"),
        codes.AffiliationRole.SPOKESPERSON: pgettext_lazy("affiliation role", "spokesperson"),
        codes.AffiliationRole.EMPLOYEE: pgettext_lazy("affiliation role", "employee"),
        codes.AffiliationRole.OTHER: pgettext_lazy("affiliation role", "other"),
    },
    codes.SyntheticLevel: {
        codes.SyntheticLevel.DEEPFAKE: pgettext_lazy("synthetic level", "deepfake"),
        codes.SyntheticLevel.CHEAPFAKE: pgettext_lazy("synthetic level", "cheapfake"),
        codes.SyntheticLevel.AUTHENTIC: pgettext_lazy("synthetic level", "authentic content"),
        codes.SyntheticLevel.UNCLEAR: pgettext_lazy("synthetic level", "unclear"),
    },
    codes.PresentedAs: {
        codes.PresentedAs.FAKE: pgettext_lazy("presented as", "presented as fake"),
        codes.PresentedAs.AUTHENTIC: pgettext_lazy("presented as", "presented as authentic"),
        codes.PresentedAs.UNCLEAR: pgettext_lazy("presented as", "presentation unclear"),
    },
    codes.Verdict: {
        codes.Verdict.VERIFIED_FAKE: pgettext_lazy("verdict", "verified fake"),
        codes.Verdict.DISPUTED: pgettext_lazy("verdict", "disputed"),
        codes.Verdict.VERIFIED_AUTHENTIC: pgettext_lazy("verdict", "verified authentic"),
        codes.Verdict.UNVERIFIABLE: pgettext_lazy("verdict", "unverifiable"),
        codes.Verdict.UNKNOWN: pgettext_lazy("verdict", "not yet assessed"),
    },
    codes.Sensitivity: {
        codes.Sensitivity.SEXUAL: pgettext_lazy("sensitivity", "sexual content"),
        codes.Sensitivity.MINORS: pgettext_lazy("sensitivity", "minors"),
        codes.Sensitivity.PRIVATE_PERSON: pgettext_lazy("sensitivity", "private person"),
        codes.Sensitivity.GRAPHIC: pgettext_lazy("sensitivity", "graphic content"),
    },
    codes.Role: {
        codes.Role.DEPICTED: pgettext_lazy("role", "depicted"),
        codes.Role.IMPERSONATED: pgettext_lazy("role", "impersonated"),
        codes.Role.IMAGE_REUSED: pgettext_lazy("role", "image reused"),
        codes.Role.TARGETED: pgettext_lazy("role", "targeted"),
        codes.Role.PROMOTED: pgettext_lazy("role", "promoted"),
        codes.Role.ALLEGED_AUTHOR: pgettext_lazy("role", "alleged author"),
        codes.Role.ALLEGED_BENEFICIARY: pgettext_lazy("role", "alleged beneficiary"),
        codes.Role.AMPLIFIER: pgettext_lazy("role", "amplifier"),
        codes.Role.DISCLOSER: pgettext_lazy("role", "discloser"),
    },
    codes.AppearanceKind: {
        codes.AppearanceKind.ACCOUNT: pgettext_lazy("appearance kind", "account"),
        codes.AppearanceKind.POST: pgettext_lazy("appearance kind", "post"),
        codes.AppearanceKind.VIDEO: pgettext_lazy("appearance kind", "video"),
        codes.AppearanceKind.ADVERT: pgettext_lazy("appearance kind", "advertisement"),
        codes.AppearanceKind.CALL: pgettext_lazy("appearance kind", "call"),
        codes.AppearanceKind.BROADCAST: pgettext_lazy("appearance kind", "broadcast"),
    },
    codes.AppearanceEventKind: {
        codes.AppearanceEventKind.SEEN: pgettext_lazy("appearance event kind", "seen online"),
        codes.AppearanceEventKind.REMOVED: pgettext_lazy("appearance event kind", "removed"),
        codes.AppearanceEventKind.RESTORED: pgettext_lazy("appearance event kind", "restored"),
        codes.AppearanceEventKind.LABELLED: pgettext_lazy("appearance event kind", "labelled"),
        codes.AppearanceEventKind.LABEL_REMOVED: pgettext_lazy(
            "appearance event kind", "label removed"
        ),
        codes.AppearanceEventKind.SUSPENDED: pgettext_lazy(
            "appearance event kind", "account suspended"
        ),
    },
    codes.Availability: {
        codes.Availability.UP: pgettext_lazy("availability", "online when last seen"),
        codes.Availability.REMOVED: pgettext_lazy("availability", "removed"),
        codes.Availability.SUSPENDED: pgettext_lazy("availability", "account suspended"),
        codes.Availability.UNKNOWN: pgettext_lazy("availability", "not known"),
    },
    codes.Labelling: {
        codes.Labelling.NONE: pgettext_lazy("labelling", "no label known"),
        codes.Labelling.LABELLED: pgettext_lazy("labelling", "labelled"),
        codes.Labelling.LABEL_REMOVED: pgettext_lazy("labelling", "label removed"),
    },
    codes.Measure: {
        codes.Measure.VIEWS: pgettext_lazy("measure", "views"),
        codes.Measure.FOLLOWERS: pgettext_lazy("measure", "followers"),
        codes.Measure.LIKES: pgettext_lazy("measure", "likes"),
        codes.Measure.SHARES: pgettext_lazy("measure", "shares"),
        codes.Measure.COMMENTS: pgettext_lazy("measure", "comments"),
    },
    codes.SourceKind: {
        codes.SourceKind.VIDEO: pgettext_lazy("source kind", "video"),
        codes.SourceKind.ARTICLE: pgettext_lazy("source kind", "article"),
        codes.SourceKind.BROADCAST: pgettext_lazy("source kind", "broadcast"),
        codes.SourceKind.PRESS_RELEASE: pgettext_lazy("source kind", "press release"),
        codes.SourceKind.POST: pgettext_lazy("source kind", "post"),
        codes.SourceKind.JUDGMENT: pgettext_lazy("source kind", "judgment"),
        codes.SourceKind.REPORT: pgettext_lazy("source kind", "report"),
        codes.SourceKind.STATEMENT_OF_REASONS: pgettext_lazy(
            "source kind", "statement of reasons of a platform"
        ),
    },
    codes.PublicExtent: {
        codes.PublicExtent.NONE: pgettext_lazy("public extent", "nothing"),
        codes.PublicExtent.CITED: pgettext_lazy("public extent", "cited passages"),
        codes.PublicExtent.FULL: pgettext_lazy("public extent", "full text"),
    },
    codes.SpeakerRole: {
        codes.SpeakerRole.INTERVIEWER: pgettext_lazy("speaker role", "interviewer"),
        codes.SpeakerRole.INTERVIEWEE: pgettext_lazy("speaker role", "interviewee"),
        codes.SpeakerRole.HOST: pgettext_lazy("speaker role", "host"),
        codes.SpeakerRole.OTHER: pgettext_lazy("speaker role", "other speaker"),
    },
    codes.MadeBy: {
        codes.MadeBy.PUBLISHER: pgettext_lazy("made by", "publisher"),
        codes.MadeBy.STAFF: pgettext_lazy("made by", "staff"),
        codes.MadeBy.MACHINE: pgettext_lazy("made by", "machine"),
    },
    codes.Proposition: {
        codes.Proposition.AUTHORSHIP: pgettext_lazy("proposition", "authorship"),
        codes.Proposition.BENEFIT: pgettext_lazy("proposition", "benefit"),
        codes.Proposition.LINK: pgettext_lazy("proposition", "link"),
        codes.Proposition.DOUBLE_STANDARD: pgettext_lazy("proposition", "double standard"),
        codes.Proposition.AUTHENTICITY: pgettext_lazy("proposition", "authenticity"),
        codes.Proposition.IMPACT: pgettext_lazy("proposition", "impact"),
        codes.Proposition.LEGAL_INTENT: pgettext_lazy("proposition", "legal intent"),
        codes.Proposition.CALL_FOR_ACTION: pgettext_lazy("proposition", "call for action"),
        codes.Proposition.OTHER: pgettext_lazy("proposition", "other"),
    },
    codes.Stance: {
        codes.Stance.ASSERTS: pgettext_lazy("stance", "asserts"),
        codes.Stance.DENIES: pgettext_lazy("stance", "denies"),
        codes.Stance.DOUBTS: pgettext_lazy("stance", "doubts"),
        codes.Stance.CONFIRMS: pgettext_lazy("stance", "confirms"),
        codes.Stance.DISTANCES: pgettext_lazy("stance", "distances itself"),
        codes.Stance.DECLINES: pgettext_lazy("stance", "declines to comment"),
        codes.Stance.RETRACTS: pgettext_lazy("stance", "retracts"),
    },
    codes.AnswerKind: {
        codes.AnswerKind.DENIES: pgettext_lazy("answer kind", "denies"),
        codes.AnswerKind.CONFIRMS: pgettext_lazy("answer kind", "confirms"),
        codes.AnswerKind.COUNTERS: pgettext_lazy("answer kind", "counters"),
        codes.AnswerKind.COMMENTS: pgettext_lazy("answer kind", "comments on"),
    },
    codes.Reading: {
        codes.Reading.ACCUSATION: pgettext_lazy("reading", "accusation"),
        codes.Reading.DENIAL: pgettext_lazy("reading", "denial"),
        codes.Reading.DISAVOWAL: pgettext_lazy("reading", "disavowal"),
        codes.Reading.SELF_ATTRIBUTION: pgettext_lazy("reading", "self-attribution"),
        codes.Reading.COUNTER_ACCUSATION: pgettext_lazy("reading", "counter-accusation"),
        codes.Reading.RETRACTION: pgettext_lazy("reading", "retraction"),
    },
    codes.Directness: {
        codes.Directness.DIRECT: pgettext_lazy("directness", "direct"),
        codes.Directness.PROXY_OR_INFERRED: pgettext_lazy("directness", "by proxy or inferred"),
        codes.Directness.NON_ALIGNED_COMMERCIAL: pgettext_lazy(
            "directness", "non-aligned, commercial"
        ),
        codes.Directness.UNKNOWN: pgettext_lazy("directness", "unknown"),
    },
    codes.Reliability: {
        codes.Reliability.A: pgettext_lazy("reliability", "A – completely reliable"),
        codes.Reliability.B: pgettext_lazy("reliability", "B – usually reliable"),
        codes.Reliability.C: pgettext_lazy("reliability", "C – fairly reliable"),
        codes.Reliability.D: pgettext_lazy("reliability", "D – not usually reliable"),
        codes.Reliability.E: pgettext_lazy("reliability", "E – unreliable"),
        codes.Reliability.F: pgettext_lazy("reliability", "F – cannot be judged"),
    },
    codes.Credibility: {
        codes.Credibility.ONE: pgettext_lazy("credibility", "1 – confirmed by other sources"),
        codes.Credibility.TWO: pgettext_lazy("credibility", "2 – probably true"),
        codes.Credibility.THREE: pgettext_lazy("credibility", "3 – possibly true"),
        codes.Credibility.FOUR: pgettext_lazy("credibility", "4 – doubtful"),
        codes.Credibility.FIVE: pgettext_lazy("credibility", "5 – improbable"),
        codes.Credibility.SIX: pgettext_lazy("credibility", "6 – cannot be judged"),
    },
    codes.Likelihood: {
        codes.Likelihood.ALMOST_NO_CHANCE: pgettext_lazy("likelihood", "almost no chance"),
        codes.Likelihood.VERY_UNLIKELY: pgettext_lazy("likelihood", "very unlikely"),
        codes.Likelihood.UNLIKELY: pgettext_lazy("likelihood", "unlikely"),
        codes.Likelihood.ROUGHLY_EVEN: pgettext_lazy("likelihood", "roughly even chance"),
        codes.Likelihood.LIKELY: pgettext_lazy("likelihood", "likely"),
        codes.Likelihood.VERY_LIKELY: pgettext_lazy("likelihood", "very likely"),
        codes.Likelihood.ALMOST_CERTAIN: pgettext_lazy("likelihood", "almost certain"),
    },
    codes.Supports: {
        codes.Supports.WHAT: pgettext_lazy("supports", "what was shown"),
        codes.Supports.WHEN: pgettext_lazy("supports", "when"),
        codes.Supports.WHERE: pgettext_lazy("supports", "where"),
        codes.Supports.WHO: pgettext_lazy("supports", "who"),
        codes.Supports.HOW: pgettext_lazy("supports", "how it was made"),
        codes.Supports.SPREAD: pgettext_lazy("supports", "how far it spread"),
        codes.Supports.VERDICT: pgettext_lazy("supports", "the verdict"),
    },
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
            "to be tried: the person is presumed innocent until a final decision says otherwise",
        ),
        codes.Stage.TRIED: pgettext_lazy(
            "stage",
            "on trial: the person is presumed innocent until a final decision says otherwise",
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
    codes.RecordKind: {
        codes.RecordKind.ACTOR: pgettext_lazy("kind of record", "actor"),
        codes.RecordKind.INCIDENT: pgettext_lazy("kind of record", "incident"),
    },
    codes.ReportKind: {
        codes.ReportKind.MONTH: pgettext_lazy("report kind", "monthly report"),
        codes.ReportKind.QUARTER: pgettext_lazy("report kind", "quarterly report"),
        codes.ReportKind.ELECTION: pgettext_lazy("report kind", "election report"),
    },
    codes.Scheme: {
        codes.Scheme.TECHNIQUE: pgettext_lazy("scheme", "technique"),
        codes.Scheme.MEDIA: pgettext_lazy("scheme", "medium"),
        codes.Scheme.RATING: pgettext_lazy("scheme", "MediaReview rating"),
        codes.Scheme.DISCLOSURE: pgettext_lazy("scheme", "disclosure"),
        codes.Scheme.TARGET_KIND: pgettext_lazy("scheme", "kind of target"),
        codes.Scheme.GOAL: pgettext_lazy("scheme", "goal"),
        codes.Scheme.PERSONA: pgettext_lazy("scheme", "persona"),
        codes.Scheme.CORRECTION_CLASS: pgettext_lazy("scheme", "class of correction"),
    },
    Move: {
        Move.SUBMIT: pgettext_lazy("move", "submit"),
        Move.REQUEST_CHANGES: pgettext_lazy("move", "request changes"),
        Move.REJECT: pgettext_lazy("move", "reject"),
        Move.APPROVE: pgettext_lazy("move", "approve"),
        Move.EDIT: pgettext_lazy("move", "edit"),
        Move.PUBLISH: pgettext_lazy("move", "publish"),
        Move.WITHDRAW: pgettext_lazy("move", "withdraw"),
        Move.MERGE: pgettext_lazy("move", "merge"),
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


def clock_source(code: codes.ClockCode) -> str:
    """The provision that sets a term, as the active language names it."""
    named = {clock.code: clock.source for clock in CLOCKS}
    return str(CLOCK_SOURCES.get(code, named[code]))


def label(code: StrEnum) -> str:
    """The label of a code in the active language."""
    return str(LABELS[type(code)][code])


def in_words(params: Mapping[str, object]) -> dict[str, object]:
    """The values of an error as a reader says them: a code by its label, errors and words inside
    it translated, all else as it is."""
    return {name: _in_words(value) for name, value in params.items()}


def _in_words(value: object) -> object:
    match value:
        case StrEnum() if type(value) in LABELS:
            return label(value)
        case FactDate():
            return wording(value, get_language() or "fr")
        case InputError():
            return gettext(value.template) % in_words(value.params)
        case Words():
            return gettext(value)
        case list():
            return "; ".join(str(_in_words(each)) for each in value)
        case _:
            return value


def choices(enum: type[StrEnum]) -> list[tuple[str, "str | Promise"]]:
    """Choices of a model or form field, in the order of the enum, labels translated when shown."""
    return [(code.value, LABELS[enum][code]) for code in enum]


def outcome_label(code: str) -> str:
    """The label of an outcome; what staff wrote in their own words stays as it is."""
    known = {outcome.value for outcome in codes.Outcome}
    return label(codes.Outcome(code)) if code in known else code
