"""Meanings of the codes that a report uses, in our words; only those it uses are printed."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from incidents.codes import (
    LegalStatus,
    Proposition,
    Role,
    Stance,
    SyntheticLevel,
    Track,
    Verdict,
)
from incidents.labels import label
from incidents.reports.dossier import Dossier
from incidents.reports.tables import Tables

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
}


@dataclass(frozen=True)
class Section:
    """Codes of one kind, with label and meaning."""

    title: str
    entries: list[tuple[str, str]]


def glossary(incidents: list[Dossier], totals: Tables) -> list[Section]:
    """The sections with at least one code in use, codes in the order of their list."""
    documents = [incident.document for incident in incidents]
    claims = [claim for document in documents for claim in document["claims"]]
    sections = [
        _section(gettext("Verdicts"), Verdict, (d["verdict"]["code"] for d in documents)),
        _section(
            gettext("How content was made"),
            SyntheticLevel,
            (d["synthetic_level"] for d in documents),
        ),
        _section(gettext("Roles"), Role, (i["role"] for d in documents for i in d["involvements"])),
        _section(gettext("What statements are about"), Proposition, _values(claims, "proposition")),
        _section(gettext("Stances"), Stance, _values(claims, "stance")),
        _section(
            gettext("Tracks"), Track, (p["track"] for d in documents for p in d["procedures"])
        ),
        _section(
            gettext("Legal statuses"), LegalStatus, (row.code for row in totals.legal_status.rows)
        ),
    ]
    return [section for section in sections if section.entries]


def _values(records: list[dict[str, Any]], key: str) -> Iterable[str]:
    return (record[key] for record in records)


def _section(title: str, kind: type[StrEnum], used: Iterable[str]) -> Section:
    found = set(used)
    return Section(
        title, [(label(code), str(MEANINGS[kind][code])) for code in kind if code.value in found]
    )
