"""How many accusations a report holds, and what is recorded in answer to them."""

from dataclasses import dataclass

from django.utils.translation import gettext, ngettext

from incidents.reports.dossier import Dossier
from incidents.reports.wording import number


@dataclass(frozen=True)
class Answered:
    """Distinct accusations of the report, how many of them have a recorded answer (a retraction is
    one), and how many were taken back."""

    accusations: int
    answered: int
    retracted: int = 0


def accusations(incidents: list[Dossier]) -> Answered:
    """Count accusing claims and involvements by id: one claim may concern several incidents."""
    answered: dict[str, bool] = {}
    retracted: set[str] = set()
    for incident in incidents:
        for turn in incident.accusations:
            key = turn.statement.id
            answered[key] = answered.get(key, False) or turn.answered
            if turn.statement.retracted:
                retracted.add(key)
    return Answered(len(answered), sum(answered.values()), len(retracted))


def in_words(answered: Answered) -> str:
    """How many accusations are recorded, answered, not answered, taken back."""
    if not answered.accusations:
        return gettext("No accusation is recorded.")
    first = ngettext(
        "%(count)s accusation is recorded.",
        "%(count)s accusations are recorded.",
        answered.accusations,
    ) % {"count": number(answered.accusations)}
    return " ".join([first, *_answers(answered), *_retractions(answered)])


def _answers(answered: Answered) -> list[str]:
    missing = answered.accusations - answered.answered
    if not missing:
        return [gettext("Each has at least one recorded answer.")]
    if not answered.answered:
        return [gettext("No answer is recorded to any of them.")]
    second = ngettext(
        "%(count)s of them has at least one recorded answer.",
        "%(count)s of them have at least one recorded answer.",
        answered.answered,
    ) % {"count": number(answered.answered)}
    third = ngettext(
        "For %(count)s accusation, no answer is recorded.",
        "For %(count)s accusations, no answer is recorded.",
        missing,
    ) % {"count": number(missing)}
    return [second, third]


def _retractions(answered: Answered) -> list[str]:
    if not answered.retracted:
        return []
    said = ngettext(
        "%(count)s accusation has been retracted since.",
        "%(count)s accusations have been retracted since.",
        answered.retracted,
    )
    return [said % {"count": number(answered.retracted)}]
