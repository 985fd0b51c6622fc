"""A report that lists or exports contradict is stopped, and the number is named; what moved on
since the cut-off is counted from its frozen document, and named."""

from collections.abc import Iterator
from copy import deepcopy
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from django.utils.translation import gettext

from incidents import codes
from incidents.actions import citation, procedure, publication, record
from incidents.actions.merge import merge_actors, merge_incidents
from incidents.actions.report import build, close
from incidents.coverage import of_month
from incidents.dates import DatePrecision, FactDate, Month
from incidents.exports import as_json as AS_JSON
from incidents.labels import in_words
from incidents.models import (
    Incident,
    ListedAppearance,
    ListedClaim,
    ListedIncident,
    ListedProcedure,
    Procedure,
    Publication,
    Report,
)
from incidents.open_data.flat import FROM as FLAT
from incidents.procedures import EventKind
from incidents.reconciled import (
    RECOUNTS,
    ListsBehind,
    Recounted,
    Since,
    TakenBack,
    Unreconciled,
    reconcile,
)
from incidents.reports import exhibits as of_report
from tests import scenes
from tests.commands.running import run
from tests.factories import (
    AT,
    ActorFactory,
    PlatformFactory,
    SourceMediaFactory,
    TermFactory,
    ended,
)
from tests.once import fresh, made_once
from tests.redactions import redact
from tests.reports.snapshots import snapshot as any_snapshot
from tests.scenes import Scene, Team

pytestmark = pytest.mark.django_db
SEPTEMBER, OCTOBER = (of_month(Month(2026, number)) for number in (9, 10))
AFTER = datetime(2026, 10, 2, 12, tzinfo=UTC)
FIRST, SECOND, THIRD = (f"INC-2026-000{number}" for number in (1, 2, 3))
Snapshot = dict[str, Any]


class Made:
    """Three incidents of September: two exchanges under one notice to a platform, a simple one."""

    def __init__(self) -> None:
        self.staff: Team = scenes.team()
        self.first: Scene = scenes.exchange(self.staff)
        page = scenes.PAGE.replace("Actualités", "Politique")
        self.second: Scene = scenes.exchange(self.staff, page=page)
        self.third: Incident = scenes.simple(self.staff)
        _notice(self.staff, [self.first.incident, self.second.incident])
        for incident in (self.first.incident, self.second.incident, self.third):
            scenes.publish(Incident.objects.get(pk=incident.pk), self.staff)

    def incident(self, number: int) -> Incident:
        """The incident as it is now."""
        return Incident.objects.get(reference=f"INC-2026-000{number}")


def _notice(staff: Team, incidents: list[Incident]) -> None:
    made = Procedure(track=codes.Track.PLATFORM, platform=PlatformFactory(code="tiktok"))
    record.save(record=made, by=staff.author)
    made.incidents.set(incidents)
    for kind, day in ((EventKind.SENT, 3), (EventKind.RECEIPT, 5)):
        on = FactDate(date(2026, 9, day), date(2026, 9, day), DatePrecision.DAY)
        event = procedure.add_event(procedure=made, kind=kind, by=staff.author, fact_date=on)
        citation.cite(owner=event, source=SourceMediaFactory(), by=staff.author)


@pytest.fixture(scope="module")
def once(django_db_setup: None, django_db_blocker: Any) -> Iterator[Made]:
    with made_once(django_db_blocker):
        made = Made()
        ended()
        yield made


@pytest.fixture
def made(once: Made, db: None) -> Made:
    return fresh(once)


@pytest.fixture
def september(made: Made) -> Snapshot:
    return build(SEPTEMBER, at=AFTER)


def disagreements(frozen: Snapshot) -> dict[str, tuple[str, str | None, str]]:
    """By code, what report, lists and exports say."""
    with pytest.raises(Unreconciled) as caught:
        reconcile(frozen)
    found = [each.params for each in caught.value.disagreements]
    return {
        str(p["code"]): (str(p["report"]), p.get("lists"), str(p["exports"]))  # type: ignore[misc]
        for p in found
        if "code" in p
    }


def recounted(frozen: Snapshot) -> list[Recounted]:
    return list(reconcile(frozen).recounted)


def test_what_stands_agrees(september: Snapshot) -> None:
    made = reconcile(september)

    assert (made.incidents, made.recounted) == (3, ())
    assert made.numbers > made.by_lists > 60
    template, values = made.line
    assert template % values == (
        f"{made.numbers} numbers agree with the exports, {made.by_lists} of them also with the "
        "public lists; counted from their frozen documents: –"
    )


def test_a_period_in_which_nothing_was_published_agrees(made: Made) -> None:
    assert reconcile(build(OCTOBER, at=AFTER)).incidents == 0


def test_every_table_of_a_report_is_counted_again() -> None:
    """Whoever adds a table says how its numbers are counted by somebody else."""
    found = any_snapshot(incidents=6)
    country = {"code": "XW", "name": {"fr": "Autre", "en": "Other"}}
    other = found["incidents"][0]["content"]
    other |= {"jurisdiction": country, "election": {"slug": "autre", "name": country["name"]}}
    assert {each.code for each in of_report.exhibits(found)} <= set(RECOUNTS)


def test_falsified_rows_of_lists_are_found_and_named(september: Snapshot) -> None:
    """What the flat file takes from the same rows disagrees with them; the records do not."""
    key = Publication.objects.get(reference=FIRST).pk
    rows = ListedIncident.objects.filter(pk=key)
    rows.update(verdict="disputed", platforms=[], party_roles=[], ties=[], legal_statuses=[])
    ListedClaim.objects.filter(listed=key).update(stance="doubts")
    ListedAppearance.objects.filter(listed=key).update(now="up")
    ListedProcedure.objects.filter(platform="tiktok").update(received=False)

    found = disagreements(september)

    assert found | FALSIFIED == found
    assert set(found) > set(FALSIFIED)


FALSIFIED = {
    "verdicts/unknown/incidents": ("3", "2", "2"),
    "verdicts/disputed/incidents": ("0", "1", "1"),
    "platforms/tiktok/incidents": ("2", "1", "1"),
    "legal-statuses/announced/incidents": ("2", "1", "1"),
    "party-roles/horizon-vert/promoted": ("2", "1", "2"),
    "balance/horizon-vert/accused": ("2", "1", "2"),
    "stances/denies/incidents": ("2", "1", "2"),
    "appearances/tiktok/unknown": ("2", "1", "2"),
    "notices/tiktok/received": ("1", "0", "1"),
    "notices/*/unanswered": ("0", "1", "0"),
}
"""What report, lists and exports say."""


def test_an_incident_that_only_one_side_has_is_named(september: Snapshot) -> None:
    without = september | {"incidents": september["incidents"][:2]}
    with pytest.raises(Unreconciled, match=f"{THIRD} is in the public lists and not in the report"):
        reconcile(without)

    ListedIncident.objects.filter(reference=THIRD).delete()
    with pytest.raises(Unreconciled, match=f"{THIRD} is in the report and not in the public lists"):
        reconcile(september)


def test_a_changed_snapshot_is_not_what_was_published(september: Snapshot) -> None:
    other = deepcopy(september)
    first, second, third = other["incidents"]
    first["content"]["appearances"] = []
    second["digest"] = "0" * 64
    third["published_at"] = "2026-09-15T10:00:00+00:00"

    with pytest.raises(Unreconciled) as caught:
        reconcile(other)

    for reference in (FIRST, SECOND, THIRD):
        assert f"{reference} is in the report otherwise than it was published" in str(caught.value)
    assert "Platforms, TikTok (platforms/tiktok/incidents): 1 in the report, 2" in str(caught.value)


def test_a_count_of_the_report_that_is_wrong_is_found(
    september: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a mistake in counting would have it: one table leaves a platform out."""
    monkeypatch.setattr("incidents.reports.tables.platforms_of", lambda _document: {})
    found = disagreements(september)
    assert found["platforms/tiktok/incidents"] == ("0", "2", "2")
    assert found["summary/platforms/incidents"] == ("0", "1", "1")


def test_a_wrong_writer_of_the_flat_file_is_found(
    september: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(FLAT, "techniques", "listed.platforms")
    monkeypatch.setitem(FLAT, "verdict", "'disputed'")

    assert disagreements(september) == {
        "techniques/tiktok/incidents": ("0", "0", "2"),
        "verdicts/disputed/incidents": ("0", "0", "3"),
        "verdicts/unknown/incidents": ("3", "3", "0"),
    }


def test_a_wrong_writer_of_records_is_found(
    september: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def without_the_last(records: Any) -> Iterator[str]:
        yield from list(written(records))[:-1]

    written = AS_JSON.lines
    monkeypatch.setattr(AS_JSON, "lines", without_the_last)
    found = disagreements(september)
    assert found["summary/accusations/incidents"][0] == "6"
    assert {"roles/promoted/incidents", "stances/asserts/incidents"} & set(found)


def test_words_in_both_languages(september: Snapshot) -> None:
    ListedIncident.objects.filter(reference=FIRST).update(verdict="disputed")
    with pytest.raises(Unreconciled) as caught:
        reconcile(september)
    assert (
        "Verdicts on the content, Not yet assessed (verdicts/unknown/incidents): 3 in the report"
        in str(caught.value)
    )
    with translation.override("fr"):
        in_french = gettext(caught.value.template) % in_words(caught.value.params)
    assert in_french.startswith("rien n’est publié, désaccords : ")
    assert "(verdicts/unknown/incidents) : 3 dans le rapport" in in_french


def test_nothing_is_issued_while_something_disagrees(made: Made) -> None:
    ListedIncident.objects.filter(reference=FIRST).update(verdict="disputed")
    with pytest.raises(Unreconciled):
        close(SEPTEMBER, by=made.staff.publisher, at=AFTER)
    assert not Report.objects.exists()


def test_a_preview_warns_and_is_written(
    made: Made, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("incidents.management.commands.report.render", lambda *_given: ())
    asked = ("report", "build", "2026-09", "--output", tmp_path / "report.pdf")
    assert "numbers agree with the exports" in run(*asked).err

    ListedIncident.objects.filter(reference=FIRST).update(verdict="disputed")
    warned = run(*asked)
    assert (warned.status, warned.out) == (0, "")
    assert "warning: nothing is issued, disagreements: 2. Verdicts on the content" in warned.err


def test_a_table_that_nothing_counts_again_stops_it(
    september: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(RECOUNTS, "techniques")
    assert reconcile(september)
    monkeypatch.delitem(RECOUNTS, "platforms")
    with pytest.raises(Unreconciled, match=r"Platforms .platforms.: nothing counts its numbers"):
        reconcile(september)


def test_a_redacted_edition_is_counted_as_it_is(made: Made, september: Snapshot) -> None:
    """It holds less than was published; withdrawn incidents are not in it."""
    other = deepcopy(september)
    other["incidents"][1]["content"]["title"]["fr"] = "█"
    other["incidents"][0]["content"]["appearances"] = []

    assert recounted(other | {"replaces": {"edition": 1}}) == [
        Recounted(FIRST, Since.REDACTED),
        Recounted(SECOND, Since.REDACTED),
    ]


def test_stale_lists_stop_it_with_their_own_words(september: Snapshot) -> None:
    ListedIncident.objects.filter(reference=FIRST).update(rules=1)
    with pytest.raises(ListsBehind, match="rebuild_listing"):
        reconcile(september)


def test_corrected_after_the_cut_off(made: Made, september: Snapshot) -> None:
    """The lists have the newest of its versions; the report is still about the first."""
    scenes.retitled(made.incident(1), made.staff, at=AFTER)
    incident = made.incident(1)
    incident.verdict = codes.Verdict.DISPUTED
    record.save(record=incident, by=made.staff.author)
    scenes.correct(made.incident(1), made.staff, at=AFTER + timedelta(days=1))

    assert ListedIncident.objects.filter(verdict="disputed").count() == 1
    assert recounted(september) == [Recounted(FIRST, Since.CORRECTED)]
    assert build(SEPTEMBER, at=AFTER + timedelta(days=9)) == september


def test_corrected_before_the_cut_off_is_what_stands(made: Made) -> None:
    scenes.retitled(made.incident(3), made.staff, at=AT + timedelta(days=1))
    assert reconcile(build(SEPTEMBER, at=AFTER)).recounted == ()


def withdraw(made: Made, number: int) -> None:
    reason = TermFactory(scheme=codes.Scheme.CORRECTION_CLASS, code="privacy")
    publication.withdraw(
        incident=made.incident(number),
        by=made.staff.publisher,
        reason_class=reason,
        reason="Une demande.",
        at=AFTER,
    )


def test_withdrawn_after_the_cut_off(made: Made, september: Snapshot) -> None:
    withdraw(made, 3)

    assert reconcile(build(SEPTEMBER, at=AFTER)).incidents == 2
    with pytest.raises(TakenBack, match=f"{THIRD}. Freeze it anew") as caught:
        reconcile(september)
    assert caught.value.references == (THIRD,)


def test_a_change_of_what_was_withdrawn_since_is_taken_back(made: Made) -> None:
    scenes.retitled(made.incident(3), made.staff, at=AFTER)
    later = build(OCTOBER, at=AFTER + timedelta(days=40))
    assert reconcile(later).incidents == 0
    withdraw(made, 3)
    with pytest.raises(TakenBack, match=THIRD):
        reconcile(later)


def test_redacted_after_it_was_frozen(made: Made, september: Snapshot) -> None:
    redact(made.first.source.transcripts.get(), 0, 0)
    with pytest.raises(TakenBack, match=FIRST):
        reconcile(september)
    assert reconcile(build(SEPTEMBER, at=AFTER)).recounted == ()


def test_an_incident_merged_after_the_cut_off(made: Made, september: Snapshot) -> None:
    merge_incidents(
        loser=made.incident(3),
        winner=made.incident(1),
        by=made.staff.publisher,
        reason="Le même fait.",
        at=AFTER,
    )
    assert recounted(september) == [Recounted(THIRD, Since.MERGED)]
    assert reconcile(build(SEPTEMBER, at=AFTER)).incidents == 2


def test_an_actor_merged_after_the_cut_off(made: Made, september: Snapshot) -> None:
    winner = ActorFactory(slug="alliance-verte", name_fr="Alliance verte")
    merge_actors(
        loser=made.first.party,
        winner=winner,
        by=made.staff.publisher,
        reason="Un seul parti.",
        at=AFTER,
    )
    assert recounted(september) == [Recounted(each, Since.RENAMED) for each in (FIRST, SECOND)]
    assert reconcile(build(SEPTEMBER, at=AFTER)).recounted == ()


def test_a_preview_leaves_out_what_came_after_its_moment(made: Made) -> None:
    preview = build(SEPTEMBER, at=AT + timedelta(days=2))
    scenes.publish(scenes.simple(made.staff), made.staff, at=AT + timedelta(days=3))
    scenes.retitled(made.incident(3), made.staff, at=AT + timedelta(days=4))
    assert recounted(preview) == [Recounted(THIRD, Since.CORRECTED)]


def test_what_came_late_stops_it(made: Made, september: Snapshot) -> None:
    """Published at a moment of the period, and after the report was frozen."""
    scenes.publish(scenes.simple(made.staff), made.staff, at=AT + timedelta(days=1))
    with pytest.raises(Unreconciled, match="INC-2026-0004 is in the public lists"):
        reconcile(september)


def queries(frozen: Snapshot) -> int:
    with CaptureQueriesContext(connection) as captured:
        reconcile(frozen)
    return len(captured)


def test_one_more_costs_nothing_more(made: Made) -> None:
    few = queries(build(SEPTEMBER, at=AFTER))
    page = scenes.PAGE.replace("Actualités", "Une autre rubrique")
    scene = scenes.exchange(made.staff, page=page)
    scene.counter.about.clear()
    scenes.publish(scene.incident, made.staff)
    assert queries(build(SEPTEMBER, at=AFTER)) == few
