"""Labels of the steps of procedures, and of how far they have come with a person."""

from django.utils.translation import pgettext_lazy

from incidents import codes
from incidents.labels.kinds import LabelsByEnum
from incidents.procedures import EventKind

STEPS: LabelsByEnum = {
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
}
