"""The key figures of the summary: as a table of the report, and counted again."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Func
from django.utils.translation import gettext

from incidents.codes import LegalStatus, Stance
from incidents.reconciled.facts import INCIDENTS, Facts
from incidents.reconciled.lists import Lists
from incidents.reconciled.recount import COUNT, NOT_HELD, Numbers, Recount, Wanted
from incidents.reports.exhibit import Column, Exhibit, Row, both
from incidents.reports.late import late_arrivals
from incidents.reports.material import Material

Record = dict[str, Any]
SUMMARY = "summary"
FOLLOWED = tuple(status.value for status in LegalStatus if status is not LegalStatus.NONE)
LISTED = ("incidents", "platforms", "parties", "followed-up", "late")
"""Figures that the lists hold; accusing roles are in none of them."""


def figures(material: Material) -> Exhibit:
    """The numbers that the summary's figures and sentences say beside those of the tables."""
    totals, answered = material.totals, material.answered
    late = late_arrivals(material.snapshot, material.snapshot["incidents"])
    said = (
        ("incidents", lambda: gettext("Incidents"), totals.total),
        ("platforms", lambda: gettext("Platforms"), len(totals.platform.rows)),
        ("parties", lambda: gettext("Incidents that involve a party"), totals.party.covered),
        ("accusations", lambda: gettext("Recorded accusations"), answered.accusations),
        ("answered", lambda: gettext("accusations with a recorded answer"), answered.answered),
        (
            "retracted",
            lambda: gettext("Accusations taken back"),
            answered.retracted,
        ),
        ("followed-up", lambda: gettext("Incidents followed up in law"), totals.followed_up),
        ("late", lambda: gettext("Late arrivals"), len(late)),
    )
    return Exhibit(
        code=SUMMARY,
        chapter=SUMMARY,
        title=both(lambda: gettext("In brief")),
        head=both(lambda: gettext("Key figure")),
        columns=(Column(COUNT, both(lambda: gettext("Number"))),),
        rows=tuple(Row(code, both(words), (number,)) for code, words, number in said),
        total=(),
        total_label={},
    )


def _by_lists(lists: Lists, wanted: Wanted) -> Numbers:
    named = lists.found().annotate(named=Func("platforms", function="unnest"))
    parties = [("party", slug) for slug in lists.parties]
    found = {
        "incidents": lists.total,
        "platforms": named.values("named").distinct().count(),
        "parties": lists.count(*parties) if parties else 0,
        "followed-up": lists.count(*(("status", code) for code in FOLLOWED)),
        "late": lists.found().filter(latest__lt=lists.scope.first_day).count(),
    }
    return {(row, COUNT): found.get(row, NOT_HELD) for row in wanted.rows}


def _from_files(facts: Facts) -> Numbers:
    rows, first = facts.of(INCIDENTS), facts.files.lists.scope.first_day.isoformat()
    accusing = [r for t in ("involvements", "claims") for r in facts.of(t) if r["accusation"]]
    parties = (r for r in facts.of("involvements") if r["actor"] in facts.parties)
    found = {
        "incidents": len(rows),
        "platforms": len({code for row in rows for code in row["platforms"]}),
        "parties": len({row["reference"] for row in parties}),
        "accusations": len({row["id"] for row in accusing}),
        "answered": len({r["id"] for r in accusing if r["answered"] or r["answered_by"]}),
        "retracted": len(set(_retracted(facts.of("claims")))),
        "followed-up": sum(bool({*row["legal_statuses"]} & {*FOLLOWED}) for row in rows),
        "late": sum(bool(row["facts_latest"]) and row["facts_latest"] < first for row in rows),
    }
    return {(row, COUNT): number for row, number in found.items()}


def _retracted(claims: Iterable[Record]) -> Iterator[str]:
    """Accusing claims that a claim of the same voice takes back, in the same incident."""
    known = {(row["reference"], row["id"]): row for row in claims}
    for (reference, key), row in known.items():
        answers = (known.get((reference, each)) for each in row["answered_by"])
        back = (each for each in answers if each and each["stance"] == Stance.RETRACTS)
        if row["accusation"] and any(_of_one_voice(row, each) for each in back):
            yield key


def _of_one_voice(one: Record, other: Record) -> bool:
    """The same speaker, by address or else by label, or somebody for whom both speak."""
    shared = {*one["on_behalf_of"]} & {*other["on_behalf_of"]} - {""}
    return bool(shared or _voice(one) & _voice(other))


def _voice(row: Record) -> set[tuple[str, str]]:
    if row["speaker_actor"]:
        return {("slug", row["speaker_actor"])}
    labels = ((code, row[f"speaker_label_{code}"]) for code in ("fr", "en"))
    return {(code, words) for code, words in labels if words}


FIGURES = {SUMMARY: Recount(_by_lists, _from_files)}
"""By the code of the summary's own table."""
