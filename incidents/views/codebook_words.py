"""What the codebook says beside labels: the name and origin of each list of codes, and the meanings
that the report's glossary does not need (``reports/meanings.py`` has the others)."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from incidents import codes
from incidents.reports.meanings import MEANINGS

OURS = _("this site")
ADMIRALTY = "Admiralty / NATO AJP-2.1"
ICD = "ICD 203"
DSA = "DSA Transparency Database"

LISTS: dict[str, tuple["str | Promise", "str | Promise"]] = {
    "verdict": (_("Verdicts"), OURS),
    "synthetic_level": (_("How content was made"), OURS),
    "presented_as": (_("How content was presented"), OURS),
    "sensitivity": (_("Sensitivity"), OURS),
    "precision": (_("Precision of dates"), OURS),
    "role": (_("Roles"), OURS),
    "actor_kind": (_("Kinds of actor"), OURS),
    "proposition": (_("What statements are about"), OURS),
    "stance": (_("Stances"), OURS),
    "reading": (_("What statements amount to"), _("this site, derived")),
    "answer": (_("How statements answer"), OURS),
    "directness": (_("How directly something is said"), OURS),
    "reliability": (_("Reliability of a source"), ADMIRALTY),
    "credibility": (_("Credibility of an information"), ADMIRALTY),
    "likelihood": (_("Likelihood"), ICD),
    "appearance_kind": (_("Kinds of appearance"), OURS),
    "appearance_event_kind": (_("What happened to content"), OURS),
    "availability": (_("Where content stands"), _("this site, derived")),
    "labelling": (_("Labels of platforms"), _("this site, derived")),
    "measure": (_("Measures"), OURS),
    "source_kind": (_("Kinds of source"), OURS),
    "public_extent": (_("How much of a source is public"), OURS),
    "made_by": (_("Who made a transcript"), OURS),
    "speaker_role": (_("Roles of voices"), OURS),
    "supports": (_("What a citation supports"), OURS),
    "track": (_("Tracks"), OURS),
    "event_kind": (_("Steps of procedures"), OURS),
    "legal_status": (_("Legal statuses"), _("this site, derived")),
    "stage": (_("Presumption of innocence"), _("this site, derived")),
    "outcome": (_("Outcomes"), OURS),
    "channel": (_("Ways to give notice"), "Reg. (EU) 2022/2065"),
    "decision": (_("Decisions of platforms"), DSA),
    "clock": (_("Terms set by the law"), _("the provision named with each")),
    "clock_nature": (_("What the last day of a term means"), OURS),
    "follow_up": (_("Why something is followed up"), _("this site, derived")),
    "election_kind": (_("Kinds of election"), OURS),
    "publication_kind": (_("Kinds of publication"), OURS),
    "change_log": (_("Logs of changes"), OURS),
}
"""Name and origin by list, in the order in which the codebook has them."""

MORE: dict[type[StrEnum], dict[StrEnum, "str | Promise"]] = {
    codes.PresentedAs: {
        codes.PresentedAs.FAKE: _("Where it was shown it said that it was made up."),
        codes.PresentedAs.AUTHENTIC: _("Where it was shown it passed for a genuine record."),
        codes.PresentedAs.UNCLEAR: _("Nothing told viewers how to take it, or it is not known."),
    },
    codes.Sensitivity: {
        codes.Sensitivity.SEXUAL: _("Shows or simulates nudity or sexual acts."),
        codes.Sensitivity.MINORS: _("Shows somebody under age."),
        codes.Sensitivity.PRIVATE_PERSON: _("Concerns a person who has no public role."),
        codes.Sensitivity.GRAPHIC: _("Shows violence, injury or death."),
    },
    codes.Precision: {
        codes.Precision.DAY: _("The day is known: earliest and latest day are the same."),
        codes.Precision.MONTH: _("The month is known: from its first day to its last."),
        codes.Precision.YEAR: _("The year is known: from its first day to its last."),
        codes.Precision.BETWEEN: _("Some day from the earliest to the latest, both included."),
        codes.Precision.UNKNOWN: _("No date is known; both days are empty."),
    },
    codes.AnswerKind: {
        codes.AnswerKind.DENIES: _("Says that what it answers is not so."),
        codes.AnswerKind.CONFIRMS: _("Says that what it answers is so."),
        codes.AnswerKind.COUNTERS: _("Answers with an accusation of its own."),
        codes.AnswerKind.COMMENTS: _("Speaks to it without saying whether it is so."),
    },
    codes.Reliability: {
        codes.Reliability.A: _("No doubt about the source; it has always been reliable."),
        codes.Reliability.B: _("Little doubt about the source; it has mostly been reliable."),
        codes.Reliability.C: _("Some doubt about the source; it has been reliable at times."),
        codes.Reliability.D: _("Much doubt about the source; it has rarely been reliable."),
        codes.Reliability.E: _("The source has been found unreliable."),
        codes.Reliability.F: _("There is no basis to judge the source. Not a low mark."),
    },
    codes.Credibility: {
        codes.Credibility.ONE: _("Independent sources say the same, and it fits what is known."),
        codes.Credibility.TWO: _("Not confirmed, but it fits what is known."),
        codes.Credibility.THREE: _("Not confirmed; it fits what is known in part."),
        codes.Credibility.FOUR: _("Not confirmed, and it fits little of what is known."),
        codes.Credibility.FIVE: _("What is known speaks against it."),
        codes.Credibility.SIX: _("There is no basis to judge it. Not a low mark."),
    },
    codes.Likelihood: {
        codes.Likelihood.ALMOST_NO_CHANCE: _("1 to 5 %"),
        codes.Likelihood.VERY_UNLIKELY: _("5 to 20 %"),
        codes.Likelihood.UNLIKELY: _("20 to 45 %"),
        codes.Likelihood.ROUGHLY_EVEN: _("45 to 55 %"),
        codes.Likelihood.LIKELY: _("55 to 80 %"),
        codes.Likelihood.VERY_LIKELY: _("80 to 95 %"),
        codes.Likelihood.ALMOST_CERTAIN: _("95 to 99 %"),
    },
    codes.AppearanceEventKind: {
        codes.AppearanceEventKind.SEEN: _("Somebody saw it there on that date."),
        codes.AppearanceEventKind.REMOVED: _("It was found gone; by whom, only a source can tell."),
        codes.AppearanceEventKind.RESTORED: _("It was there again after a removal."),
        codes.AppearanceEventKind.LABELLED: _("The platform put a label on it."),
        codes.AppearanceEventKind.LABEL_REMOVED: _("The platform took its label off."),
        codes.AppearanceEventKind.SUSPENDED: _("The platform closed the account that showed it."),
    },
    codes.PublicExtent: {
        codes.PublicExtent.NONE: _("No words of the source are shown; it is named and linked."),
        codes.PublicExtent.CITED: _("The cited passages, and one passage before and after each."),
        codes.PublicExtent.FULL: _("The whole text, where there is a ground for that."),
    },
    codes.MadeBy: {
        codes.MadeBy.PUBLISHER: _("It came with the source."),
        codes.MadeBy.STAFF: _("People who work on this site wrote it down or corrected it."),
        codes.MadeBy.MACHINE: _("Software wrote it down; which one, is said beside it."),
    },
    codes.ClockNature: {
        codes.ClockNature.DUE: _("Somebody has to act by this day."),
        codes.ClockNature.OPEN_UNTIL: _("Something can still be done on this day."),
        codes.ClockNature.OPENS_ON: _("Something becomes possible on this day."),
    },
    codes.PublicationKind: {
        codes.PublicationKind.FIRST: _("The incident becomes public."),
        codes.PublicationKind.CORRECTION: _("Something that was published was wrong."),
        codes.PublicationKind.DEVELOPMENT: _("Something has happened since."),
        codes.PublicationKind.REPLY: _("The words of somebody concerned were added."),
    },
}

EVERY: dict[type[StrEnum], dict[StrEnum, "str | Promise"]] = {**MEANINGS, **MORE}

LABEL_SAYS_ALL = frozenset(
    {
        *("actor_kind", "appearance_kind", "measure", "source_kind", "speaker_role", "supports"),
        *("event_kind", "stage", "outcome", "election_kind", "change_log"),
    }
)
"""Lists of plain words: a definition would only repeat the label."""
