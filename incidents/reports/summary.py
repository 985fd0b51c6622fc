"""The one-page summary: sentences and figures, every number computed from the snapshot."""

from dataclasses import dataclass

from django.utils.translation import gettext, ngettext

from incidents.codes import LegalStatus, Verdict
from incidents.labels import label
from incidents.labels.changes import changes_counted
from incidents.reports.answered import Answered, in_words
from incidents.reports.changed import CHANGES
from incidents.reports.frozen import Snapshot, incidents_of
from incidents.reports.late import late_arrivals
from incidents.reports.leading import leading, nobody_leads
from incidents.reports.period import scope
from incidents.reports.tables import Table, Tables
from incidents.reports.wording import listed, number, plain

TABLES: tuple[tuple[str, ...], ...] = (
    ("verdicts",),
    ("platforms", "techniques"),
    ("party-roles",),
    (),
    ("legal-statuses", "procedures"),
    ("changes",),
)
"""The tables that the numbers of each of the ``sentences`` are in; accusations are in none."""


@dataclass(frozen=True)
class Figure:
    """A number set large, with what it counts."""

    value: str
    caption: str


def figures(totals: Tables, answered: Answered) -> list[Figure]:
    """The four numbers at the head of the summary."""
    return [
        Figure(
            number(totals.total),
            ngettext("incident first published", "incidents first published", totals.total),
        ),
        Figure(
            number(len(totals.platform.rows)),
            ngettext("platform concerned", "platforms concerned", len(totals.platform.rows)),
        ),
        Figure(
            f"{number(answered.answered)}/{number(answered.accusations)}",
            gettext("accusations with a recorded answer"),
        ),
        Figure(
            number(totals.followed_up),
            ngettext(
                "incident with a legal follow-up",
                "incidents with a legal follow-up",
                totals.followed_up,
            ),
        ),
    ]


def sentences(
    snapshot: Snapshot, totals: Tables, answered: Answered, period: str
) -> list[tuple[str, str]]:
    """Heading and text of each paragraph; a period without incidents says so and little more."""
    limits = [said] if (said := scope(snapshot)) else []
    if not totals.total:
        nothing = " ".join([*limits, _nothing(period)])
        return [(gettext("Incidents"), nothing), (gettext("Changes"), _changes(snapshot))]
    incidents = [*limits, _incidents(totals, period), *_late(snapshot)]
    return [
        (gettext("Incidents"), " ".join(incidents)),
        (gettext("Where and how"), _where(totals)),
        (gettext("Parties"), _parties(totals)),
        (gettext("Accusations and answers"), in_words(answered)),
        (gettext("Legal follow-up"), _legal(totals)),
        (gettext("Changes"), _changes(snapshot)),
    ]


def _nothing(period: str) -> str:
    return gettext(
        "No incident was first published in the period (%(period)s). That is a fact about this "
        "register, not about the world: what nobody reported or documented is not in it."
    ) % {"period": period}


def _incidents(totals: Tables, period: str) -> str:
    first = ngettext(
        "%(count)s incident was first published in the period (%(period)s).",
        "%(count)s incidents were first published in the period (%(period)s).",
        totals.total,
    ) % {"count": number(totals.total), "period": period}
    verdicts = [
        f"{label(Verdict(row.code))} ({number(row.incidents)})" for row in totals.verdict.rows
    ]
    second = gettext("On the content itself, the verdicts are: %(verdicts)s.")
    return f"{first} {second % {'verdicts': listed(verdicts)}}"


def _late(snapshot: Snapshot) -> list[str]:
    count = len(late_arrivals(snapshot, incidents_of(snapshot)))
    if not count:
        return []
    said = ngettext(
        "%(count)s of them concerns facts that lie wholly before the period.",
        "%(count)s of them concern facts that lie wholly before the period.",
        count,
    )
    return [said % {"count": number(count)}]


def _where(totals: Tables) -> str:
    parts = []
    if totals.platform.rows:
        parts.append(_platforms(totals.platform))
    if totals.technique.rows:
        parts.append(_techniques(totals.technique))
    return " ".join(parts) or gettext("Neither platform nor technique is recorded.")


def _platforms(table: Table) -> str:
    said = {"count": number(len(table.rows)), "each": number(table.rows[0].incidents)}
    if nobody_leads(_named(table)):
        return (
            gettext("The content was seen on %(count)s platforms, equally often (%(each)s).") % said
        )
    return ngettext(
        "The content was seen on %(count)s platform: %(first)s.",
        "The content was seen on %(count)s platforms, most often %(first)s.",
        len(table.rows),
    ) % (said | {"first": leading(_named(table))})


def _techniques(table: Table) -> str:
    if nobody_leads(_named(table)):
        return gettext("%(count)s techniques are recorded, equally often (%(each)s).") % {
            "count": number(len(table.rows)),
            "each": number(table.rows[0].incidents),
        }
    return ngettext(
        "One technique is recorded: %(first)s.",
        "The techniques recorded most often: %(first)s.",
        len(table.rows),
    ) % {"first": leading(_named(table))}


def _parties(totals: Tables) -> str:
    if not totals.party.rows:
        return gettext("No incident of the period involves a party explicitly.")
    first = ngettext(
        "%(count)s incident of %(total)s involves a party explicitly.",
        "%(count)s incidents of %(total)s involve a party explicitly.",
        totals.party.covered,
    ) % {"count": number(totals.party.covered), "total": number(totals.total)}
    second = gettext(
        "To be involved is to appear in an incident, be it as its target: it is no finding of "
        "responsibility."
    )
    return f"{first} {second}"


def _legal(totals: Tables) -> str:
    count = totals.followed_up
    if not count:
        return gettext("No legal follow-up is recorded.")
    first = ngettext(
        "%(count)s incident of %(total)s has a legal or quasi-legal follow-up.",
        "%(count)s incidents of %(total)s have a legal or quasi-legal follow-up.",
        count,
    ) % {"count": number(count), "total": number(totals.total)}
    statuses = [
        f"{label(LegalStatus(row.code))} ({number(row.incidents)})"
        for row in totals.legal_status.rows
        if row.code != LegalStatus.NONE
    ]
    second = gettext("Statuses, of which one incident can have several: %(statuses)s.") % {
        "statuses": listed(statuses)
    }
    return f"{first} {second}"


def _changes(snapshot: Snapshot) -> str:
    kinds = [change["kind"] for change in snapshot["changes"]]
    if not kinds:
        return gettext(
            "No correction, development, right of reply, withdrawal or merger in the period."
        )
    counts = [(kind, kinds.count(kind)) for kind in CHANGES]
    parts = [changes_counted(kind, count, number(count)) for kind, count in counts if count]
    return gettext("Published in the period: %(changes)s.") % {"changes": listed(parts)}


def _named(table: Table) -> list[tuple[str, int]]:
    return [(plain(row.name), row.incidents) for row in table.rows]
