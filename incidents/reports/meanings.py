"""What the codes mean, in our words: a table for each kind of code that the glossary explains."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from incidents.codes import (
    Availability,
    Channel,
    ClockCode,
    Decision,
    Directness,
    FollowUpKind,
    Labelling,
    LegalStatus,
    Proposition,
    Reading,
    Role,
    Stance,
    SyntheticLevel,
    Track,
    Verdict,
)

MEANINGS: dict[type[StrEnum], dict[StrEnum, "str | Promise"]] = {
    Verdict: {
        Verdict.VERIFIED_FAKE: _("Shown to be fabricated or altered, on the basis stated."),
        Verdict.DISPUTED: _("Sources that can be relied on disagree."),
        Verdict.VERIFIED_AUTHENTIC: _("Shown to be genuine, on the basis stated."),
        Verdict.UNVERIFIABLE: _("Examined; what is available allows no conclusion."),
        Verdict.UNKNOWN: _("No assessment has been made yet."),
    },
    SyntheticLevel: {
        SyntheticLevel.DEEPFAKE: _("Made or altered with machine learning."),
        SyntheticLevel.CHEAPFAKE: _("Altered or misused by ordinary means: cut, speed, context."),
        SyntheticLevel.AUTHENTIC: _("Unaltered content, whatever is said about it."),
        SyntheticLevel.UNCLEAR: _("How it was made is not known."),
    },
    Role: {
        Role.DEPICTED: _("Is shown or heard in the content."),
        Role.IMPERSONATED: _("Someone pretends to be this person or body."),
        Role.IMAGE_REUSED: _("Own pictures were taken as material."),
        Role.TARGETED: _("Is aimed at by the content."),
        Role.PROMOTED: _(
            "The content speaks in favour of this person or body, as a cited source says; whether "
            "they have anything to do with it is another matter."
        ),
        Role.ALLEGED_AUTHOR: _("A cited source says that they made or published it."),
        Role.ALLEGED_BENEFICIARY: _("A cited source says that they profit from it."),
        Role.AMPLIFIER: _("Spread it further, knowingly or not."),
        Role.DISCLOSER: _("Made it known as what it is."),
    },
    Proposition: {
        Proposition.AUTHORSHIP: _("Who made or published the content."),
        Proposition.BENEFIT: _("Whom the content serves."),
        Proposition.LINK: _("Whether somebody is connected with its authors."),
        Proposition.DOUBLE_STANDARD: _("Whether like cases are treated alike."),
        Proposition.AUTHENTICITY: _("Whether the content is genuine."),
        Proposition.IMPACT: _("What the content does to the vote or the debate."),
        Proposition.LEGAL_INTENT: _("Whether someone goes, or will go, to law."),
        Proposition.CALL_FOR_ACTION: _("What someone asks others to do."),
        Proposition.OTHER: _("Anything else."),
    },
    Stance: {
        Stance.ASSERTS: _("Says that it is so."),
        Stance.DENIES: _("Says that it is not so."),
        Stance.DOUBTS: _("Questions it without denying it."),
        Stance.CONFIRMS: _("Agrees with what another has said."),
        Stance.DISTANCES: _("Disapproves, and says to have no part in it."),
        Stance.DECLINES: _("Does not wish to comment, or does not know."),
        Stance.RETRACTS: _("Takes back what was said before."),
    },
    Track: {
        Track.UNDETERMINED: _("Legal action is spoken of; which is not said."),
        Track.PENAL: _("Criminal law: report, complaint, investigation, trial."),
        Track.URGENT_CIVIL: _("A civil judge is asked for an order without delay."),
        Track.MERITS: _("A civil judge decides on the substance."),
        Track.ELECTORAL: _("The judge of the election is asked to decide."),
        Track.REGULATOR: _("An independent authority is referred to."),
        Track.PLATFORM: _("The platform is notified, and decides under its rules and the law."),
    },
    LegalStatus: {
        LegalStatus.NONE: _("No legal step is recorded."),
        LegalStatus.CONSIDERED: _("Someone is thinking about a legal step."),
        LegalStatus.ANNOUNCED: _("Someone has said that a legal step will be taken."),
        LegalStatus.FILED: _("A complaint, summons, challenge, referral or notice was handed in."),
        LegalStatus.IN_PROGRESS: _("An authority is dealing with it."),
        LegalStatus.DECIDED: _("A decision has been given; it may still be open to appeal."),
        LegalStatus.CLOSED_WITHOUT_ACTION: _("It ended without a decision on the substance."),
        LegalStatus.NOTHING_FOLLOWED: _(
            "A step was considered or announced, its review date has come, and nothing is known "
            "to have followed. Counted beside the status itself."
        ),
    },
    Reading: {
        Reading.ACCUSATION: _(
            "Says of somebody else that they made it, profit from it, are connected with it or "
            "treat like cases differently."
        ),
        Reading.DENIAL: _("Says that what another has said is not so."),
        Reading.DISAVOWAL: _("Disapproves of the content, and says to have no part in it."),
        Reading.SELF_ATTRIBUTION: _("Says to have made or published the content oneself."),
        Reading.COUNTER_ACCUSATION: _("Answers an accusation with one against somebody else."),
        Reading.RETRACTION: _("Takes back what was said before."),
    },
    Availability: {
        Availability.UP: _("It was there when it was last looked for."),
        Availability.REMOVED: _("The content is gone from the place where it was seen."),
        Availability.SUSPENDED: _("The account that showed it is closed to the public."),
        Availability.UNKNOWN: _("Nothing is recorded that tells."),
    },
    Labelling: {
        Labelling.NONE: _("No label of the platform is recorded."),
        Labelling.LABELLED: _("Viewers are told by a label that the platform shows."),
        Labelling.LABEL_REMOVED: _("The platform has taken its label off again."),
    },
    Directness: {
        Directness.DIRECT: _("Says openly whom or what is meant."),
        Directness.PROXY_OR_INFERRED: _(
            "Is said through somebody else, or follows from what is said without being said."
        ),
        Directness.NON_ALIGNED_COMMERCIAL: _("Comes from somebody who sells, and takes no side."),
        Directness.UNKNOWN: _("How it was said is not known."),
    },
    FollowUpKind: {
        FollowUpKind.NOTHING_FOLLOWED: _(
            "A step was considered or announced, and its review date has come."
        ),
        FollowUpKind.NO_OUTCOME: _(
            "A person was placed under formal investigation, and no decision about them is known."
        ),
        FollowUpKind.CLOCK: _(
            "The last day of a term is at most a week away, or a duty is late. Days are counted "
            "as calendar days, and are to be checked by a lawyer."
        ),
    },
    ClockCode: {
        ClockCode.PRESS_LIMITATION: _(
            "Three months from the facts (Act of 29 July 1881, art. 65)."
        ),
        ClockCode.CIVIL_PARTY: _(
            "After three months without an answer to a complaint, its author can go to the "
            "investigating judge (CPP art. 85)."
        ),
        ClockCode.PENAL_APPEAL: _("Ten days from the judgment (CPP art. 498)."),
        ClockCode.NO_CASE_APPEAL: _("Ten days from the order (CPP art. 186)."),
        ClockCode.FALSE_NEWS_ORDER: _("Two days from the application (C. élect. art. L.163-2)."),
        ClockCode.FALSE_NEWS_APPEAL: _("Two days from the order (C. élect. art. L.163-2)."),
        ClockCode.FALSE_NEWS_RULING: _("Two days from the appeal (C. élect. art. L.163-2)."),
        ClockCode.URGENT_APPEAL: _("Fifteen days from the order (CPC art. 490)."),
        ClockCode.MERITS_APPEAL: _("One month from the notification (CPC art. 538)."),
        ClockCode.ELECTION_DECISION: _("Three months from the challenge (C. élect. art. R.120)."),
        ClockCode.GDPR_ANSWER: _("Three months from the complaint (GDPR, art. 78(2))."),
        ClockCode.INTERNAL_COMPLAINT: _("Six months from the decision (DSA, art. 20(1))."),
        ClockCode.OUT_OF_COURT: _("Ninety days from the request (DSA, art. 21(4))."),
    },
    Channel: {
        Channel.ARTICLE_16: _("Anyone may give notice of content held to be illegal."),
        Channel.TRUSTED_FLAGGER: _(
            "A body recognised by the authority gives notice; it has priority (DSA, art. 22)."
        ),
        Channel.IN_APP: _("The report form that the platform shows its users."),
        Channel.EMAIL: _("A letter to the address that the platform gives."),
        Channel.ARTICLE_9: _("An authority or a court orders the platform to act."),
    },
    Decision: {
        Decision.CONTENT_REMOVED: _("The content was taken down."),
        Decision.CONTENT_DISABLED: _("The content is kept, and cannot be reached."),
        Decision.CONTENT_DEMOTED: _("The content is shown less, or further down."),
        Decision.CONTENT_AGE_RESTRICTED: _("The content is shown to adults alone."),
        Decision.CONTENT_INTERACTION_RESTRICTED: _("It cannot be shared, commented on or liked."),
        Decision.CONTENT_LABELLED: _("A notice is shown with the content."),
        Decision.VISIBILITY_OTHER: _("Another limit to how the content is seen."),
        Decision.MONETARY_SUSPENSION: _("Payments for the content are held back."),
        Decision.MONETARY_TERMINATION: _("Payments for the content have ended."),
        Decision.MONETARY_OTHER: _("Another limit to payments."),
        Decision.PROVISION_PARTIAL_SUSPENSION: _("Part of the service is withheld for a time."),
        Decision.PROVISION_TOTAL_SUSPENSION: _("The whole service is withheld for a time."),
        Decision.PROVISION_PARTIAL_TERMINATION: _("Part of the service is withheld for good."),
        Decision.PROVISION_TOTAL_TERMINATION: _("The whole service is withheld for good."),
        Decision.ACCOUNT_SUSPENDED: _("The account is closed for a time."),
        Decision.ACCOUNT_TERMINATED: _("The account is closed for good."),
    },
}
