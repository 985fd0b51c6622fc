"""The verdict in plain words of the active language, for somebody who knows neither digests nor
PDF: what the file is, why, what does not agree, what changed since."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.text import capfirst
from django.utils.translation import get_language, gettext, ngettext, pgettext

from incidents.labels import in_words
from incidents.labels.changes import change_in_words
from incidents.reports.wording import number
from incidents.verified.finding_words import finding_words, note_words, unread_words
from incidents.verified.verdict import Claim, Edition, IssuedFile, Since, Standing, Verdict

GOOD, CAUTION, ALERT = "good", "caution", "alert"


@dataclass(frozen=True)
class Said:
    """``tone`` is the colour; ``facts`` are labels with values; ``changes``: the incident, the
    words."""

    tone: str
    headline: str
    explained: list[str]
    facts: list[tuple[str, str]]
    findings: list[str]
    notes: list[str]
    changes: list[tuple[str, str]]


def said(verdict: Verdict) -> Said:
    """All of it, in the active language."""
    return Said(
        tone=_tone(verdict),
        headline=_headline(verdict),
        explained=_explained(verdict),
        facts=_facts(verdict),
        findings=[finding_words(each) for each in verdict.findings],
        notes=[note_words(each) for each in verdict.notes],
        changes=[(each.reference, _change(each)) for each in verdict.since],
    )


def _tone(verdict: Verdict) -> str:
    if verdict.standing is Standing.NOT_ISSUED:
        return ALERT
    return GOOD if verdict.matches and not verdict.withdrawn else CAUTION


def _headline(verdict: Verdict) -> str:
    match verdict.standing, verdict.withdrawn, verdict.size is None:
        case Standing.ISSUED, False, False:
            return gettext("This is the file we issued, to the byte.")
        case Standing.ISSUED, False, True:
            return gettext("A file with this digest is the file we issued, to the byte.")
        case Standing.ISSUED, True, _:
            return gettext("This is a file we issued, to the byte, but it has been withdrawn.")
        case Standing.DATA, False, _:
            return gettext("This is not a report, but the data of a report we issued.")
        case Standing.DATA, True, _:
            return gettext("This is the data of a report we issued, which has been withdrawn.")
        case _, _, True:
            return gettext("We issued no file with this digest.")
        case _:
            return gettext("This is not a file we issued.")


def _explained(verdict: Verdict) -> list[str]:
    if verdict.standing is Standing.NOT_ISSUED:
        return _of_a_stranger(verdict)
    found = []
    if verdict.withdrawn:
        found.append(gettext("Do not rely on it: we give it out no more."))
    if verdict.edition and verdict.edition.later:
        found.append(_later(verdict.edition))
    if verdict.unread:
        found.append(unread_words(verdict.unread))
    elif verdict.findings:
        found.append(gettext("But something does not agree with what we keep:"))
    elif verdict.attached:
        found.append(
            ngettext(
                "The %(count)d file attached inside is as we wrote it.",
                "The %(count)d files attached inside are as we wrote them.",
                len(verdict.attached),
            )
            % {"count": len(verdict.attached)}
        )
    return found


def _of_a_stranger(verdict: Verdict) -> list[str]:
    """Why a file that is not ours is not, and what it makes believe."""
    if verdict.size is None:
        return [gettext("One changed character of a file gives another digest.")]
    claim = verdict.claim or Claim()
    found = [unread_words(verdict.unread)] if verdict.unread else []
    if claim.preview:
        found.append(
            gettext(
                "It is marked as a preview, made before a report is issued: it proves nothing of "
                "what we issued."
            )
        )
    elif claim.is_empty:
        if not verdict.unread:
            found.append(gettext("It holds no data of a report of ours."))
    elif verdict.edition is None:
        found.append(
            gettext("It says that it is %(claim)s. We issued no such edition.")
            % {"claim": claimed(claim)}
        )
    else:
        found.append(_of_an_edition(verdict, claim))
    if verdict.elsewhere:
        words = gettext("It says that it comes from another site, %(site)s, which can verify it.")
        found.append(words % {"site": claim.site})
    return found


def _of_an_edition(verdict: Verdict, claim: Claim) -> str:
    if verdict.findings:
        words = gettext(
            "It says that it is %(claim)s. We issued that edition, but this file is another: what "
            "is attached to it is not what we issued."
        )
    else:
        words = gettext(
            "It says that it is %(claim)s. The data attached to it are those of that edition, but "
            "the file is not the one we issued: it may only have been saved anew, or its pages may "
            "have been changed. Ask for the file as we issued it."
        )
    return words % {"claim": claimed(claim)}


def claimed(claim: Claim) -> str:
    """The edition that a file says it is, as it names it."""
    words = gettext("report %(period)s, edition %(number)s") % {
        "period": claim.period,
        "number": claim.edition,
    }
    return f"{words} ({claim.language})" if claim.language else words


def _later(edition: Edition) -> str:
    newest = edition.later[-1]
    if newest.withdrawn_at is not None:
        return gettext("Later editions of this period have been withdrawn, too.")
    return gettext("Edition %(number)d of %(day)s has replaced it.") % {
        "number": newest.edition,
        "day": _at(newest.issued_at),
    }


def _facts(verdict: Verdict) -> list[tuple[str, str]]:
    found = []
    if edition := verdict.edition:
        found += _edition(edition)
    if verdict.file:
        found += _file(verdict.file, verdict)
    if verdict.size is not None:
        found.append(
            (
                pgettext("verification", "Size"),
                gettext("%(count)s bytes") % {"count": number(verdict.size)},
            )
        )
    found.append((gettext("SHA-256 of this file"), verdict.sha256))
    if verdict.edition:
        found.append((gettext("SHA-256 of the data of the edition"), verdict.edition.digest))
    if audit := verdict.audit:
        held = gettext("in our chain") if audit.held else gettext("not in our chain")
        found.append((gettext("Audit printed in it"), f"{audit.count}:{audit.hash} ({held})"))
    return found


def _edition(edition: Edition) -> list[tuple[str, str]]:
    language = get_language() or "fr"
    found = [
        (pgettext("verification", "Report"), edition.title.get(language, edition.title["fr"])),
        (gettext("Edition"), str(edition.edition)),
        (gettext("Issued"), _at(edition.issued_at)),
        (gettext("State of the data"), _at(edition.cut_off)),
    ]
    if edition.withdrawn_at and edition.withdrawn_class:
        why = edition.withdrawn_class.get(language) or edition.withdrawn_class["fr"]
        found.append((gettext("Withdrawn"), f"{_at(edition.withdrawn_at)} ({why})"))
    return found


def _file(file: IssuedFile, verdict: Verdict) -> list[tuple[str, str]]:
    named = {"fr": gettext("French"), "en": gettext("English")}
    found = [(gettext("Language"), named[file.language])]
    if file.volumes > 1:
        of = gettext("%(number)d of %(count)d")
        found.append(
            (gettext("Volume of the report"), of % {"number": file.volume, "count": file.volumes}),
        )
    if verdict.standing is Standing.NOT_ISSUED:
        found.append((gettext("SHA-256 of the file we issued"), file.sha256))
    else:
        found.append((gettext("Pages"), str(file.pages)))
    return found


def _change(change: Since) -> str:
    return f"{capfirst(change_in_words(change.kind, change.into))}, {_at(change.at)}"


def _at(moment: datetime) -> str:
    return str(in_words({"at": moment})["at"])
