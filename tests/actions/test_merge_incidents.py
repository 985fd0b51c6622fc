"""Two incidents that are one: what hung on the one hangs on the other, and its page leads there."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from incidents import listing, models
from incidents.actions import publication, report
from incidents.actions.merge import merge_actors, merge_incidents
from incidents.actions.merge_columns import Treatment, columns
from incidents.actions.merge_rows import MergeRefused
from incidents.actions.move import MoveRefused
from incidents.actions.permission import NotAllowed
from incidents.codes import Measure, Role, Scheme, State
from incidents.coverage import of_month
from incidents.dates import Month
from incidents.input_error import InputError
from tests import factories as made
from tests import scenes
from tests.factories import AT
from tests.scenes import Team
from tracker.accounts.models import User
from tracker.accounts.roles import Role as StaffRole

pytestmark = pytest.mark.django_db
REASON = "Le même fait, saisi deux fois."
LATER = AT + timedelta(days=30)


@pytest.fixture
def staff() -> Team:
    return scenes.team()


def merge(loser: models.Incident, winner: models.Incident, by: User, **more: Any) -> models.Merger:
    return merge_incidents(**({"loser": loser, "winner": winner, "by": by} | GIVEN | more))


GIVEN: dict[str, Any] = {"reason": REASON, "at": LATER}


def published(staff: Team, **fields: Any) -> models.Incident:
    incident = scenes.simple(staff, **fields)
    scenes.publish(incident, staff)
    return incident


def test_everything_that_hangs_on_the_loser_hangs_on_the_winner(staff: Team) -> None:
    scene = scenes.exchange(staff)
    lost, kept = scene.incident, scenes.simple(staff)
    made.CitationFactory(claim=None, incident=lost, supports="what")
    lost.tags.add(made.TagFactory())

    merge(lost, kept, staff.editor)

    lost.refresh_from_db()
    kept.refresh_from_db()
    assert (lost.state, lost.merged_into) == (State.MERGED, kept)
    moved = [c for c in columns(models.Incident) if c.treatment is not Treatment.KEPT]
    assert [str(c) for c in moved if c.rows(lost).exists()] == []
    assert {scene.accusation, scene.denial, scene.counter} == set(kept.claims.all())
    assert (kept.involvements.get(), kept.procedures.get()) == (scene.promoted, scene.procedure)
    assert (kept.appearances.count(), kept.citations.count(), kept.tags.count()) == (1, 2, 1)
    assert (kept.updated_by, kept.state) == (staff.editor, State.DRAFT)


def test_the_same_again_is_not_there_twice(staff: Team) -> None:
    lost, kept = (made.IncidentFactory() for _n in range(2))
    actor, source, platform = made.ActorFactory(), made.SourceMediaFactory(), made.PlatformFactory()
    claim = made.ClaimFactory(incidents=[lost, kept])
    for incident in (lost, kept):
        made.InvolvementFactory(incident=incident, actor=actor, role=Role.DEPICTED)
        made.CitationFactory(claim=None, incident=incident, source=source, supports="what")
        seen = made.AppearanceFactory(incident=incident, platform=platform, account="@faux")
        made.AppearanceEventFactory(appearance=seen)
        made.ObservationFactory(
            appearance=seen, measure=Measure.VIEWS, is_headline=True, headline_reason_fr="La seule."
        )
    notice = made.ProcedureFactory(incidents=[lost], track="platform", platform=platform)
    notice.appearances.set(lost.appearances.all())

    merge(lost, kept, made.UserFactory(roles=[StaffRole.EDITOR]))

    assert (kept.involvements.count(), kept.citations.count()) == (1, 1)
    (seen,) = kept.appearances.all()
    assert (seen.events.count(), seen.observations.count()) == (2, 2)
    assert seen.observations.filter(is_headline=True).count() == 1
    assert list(notice.appearances.all()) == [seen]
    assert list(claim.incidents.all()) == [kept]
    assert not models.Appearance.objects.filter(incident=lost).exists()


def test_two_places_that_differ_in_anything_stay_two(staff: Team) -> None:
    first = made.AppearanceFactory(account="@faux")
    second = made.AppearanceFactory(account="@faux", platform=first.platform, account_masked=True)
    nameless = [
        made.AppearanceFactory(incident=each.incident, platform=first.platform)
        for each in (first, second)
    ]

    merge(first.incident, second.incident, staff.editor)

    assert set(second.incident.appearances.all()) == {first, second, *nameless}


def test_an_approval_of_the_winner_is_void(staff: Team) -> None:
    kept = scenes.simple(staff)
    publication.submit(incident=kept, by=staff.author)
    scenes.approve(kept, staff)

    merge(scenes.simple(staff), kept, staff.editor)

    kept.refresh_from_db()
    assert kept.state == State.DRAFT


def test_a_published_loser_leads_to_the_winner(staff: Team, client: Client) -> None:
    lost, kept, last = (published(staff, title_fr=f"Faux direct {n}") for n in range(3))

    merger = merge(lost, kept, staff.publisher)
    assert (merger.old, merger.new) == ("INC-2026-0001", "INC-2026-0002")
    merge(kept, last, staff.publisher)

    page = client.get("/en/incidents/INC-2026-0001/")
    assert (page.status_code, page["Location"]) == (301, "/en/incidents/INC-2026-0003/")
    answer = client.get("/api/v1/incidents/INC-2026-0001/")
    assert answer.status_code == 301
    assert answer["Location"].endswith("/api/v1/incidents/INC-2026-0003/")
    assert answer.json()["merged_into"] == "INC-2026-0003"
    assert "INC-2026-0001" not in client.get("/fr/feed.atom").content.decode()
    assert client.get("/api/v1/incidents/").json()["count"] == 1
    current = models.Publication.objects.current().get()
    assert current.reference == "INC-2026-0003"
    before = listing.fingerprint()
    listing.rebuild()
    assert listing.fingerprint() == before


def test_the_log_of_changes_says_what_a_merged_incident_is_part_of(
    staff: Team, client: Client
) -> None:
    lost, kept, last = (
        published(staff, title_fr=f"Faux direct {n}", title_en=f"False live {n}") for n in range(3)
    )
    merge(lost, kept, staff.publisher)
    merge(kept, last, staff.publisher)

    for language, title in (("fr", "Faux direct 2"), ("en", "False live 2")):
        assert client.get(f"/{language}/corrections/").content.decode().count(title) == 2
    built = report.build(of_month(Month.parse("2026-09")), at=LATER + timedelta(days=60))
    titles = [c["title"]["fr"] for c in built["changes"] if c["kind"] == "merger"]
    assert titles == ["Faux direct 2"] * 2
    publication.withdraw(
        incident=last,
        by=staff.publisher,
        confirmed_by=staff.legal,
        reason_class=made.TermFactory(scheme=Scheme.CORRECTION_CLASS, code="other-reason"),
        reason="Une personne l’a demandé.",
        at=LATER + timedelta(days=1),
    )
    body = client.get("/fr/corrections/").content.decode()
    assert "Faux direct" not in body
    assert "INC-2026-0001" in body


def test_a_merged_draft_is_missing_like_any_other(staff: Team, client: Client) -> None:
    lost, kept = scenes.simple(staff), published(staff)

    merger = merge(lost, kept, staff.editor)

    assert (merger.old, merger.new) == ("", "INC-2026-0001")
    missing = client.get("/fr/incidents/INC-2026-0099/")
    hidden = client.get(f"/fr/incidents/{lost.uuid}/")
    assert hidden.status_code == missing.status_code == 404


def test_old_addresses_of_actors_lead_to_the_winner(staff: Team, client: Client) -> None:
    scene = scenes.exchange(staff)
    scenes.publish(scene.incident, staff)
    second, third = made.ActorFactory(slug="second"), made.ActorFactory(slug="third")
    reason = "Le même parti."

    merge_actors(loser=scene.party, winner=second, by=staff.publisher, reason=reason)
    merge_actors(loser=second, winner=third, by=staff.publisher, reason=reason)

    for old in ("horizon-vert", "second"):
        page = client.get(f"/fr/actors/{old}/")
        assert (page.status_code, page["Location"]) == (301, "/fr/actors/third/")
    assert client.get("/fr/actors/third/").status_code == 200
    answer = client.get("/api/v1/incidents/INC-2026-0001/").json()
    assert (answer["renamed_since"], answer["redacted_since"]) == (True, False)
    assert client.get("/api/v1/incidents/?party=third").json()["count"] == 1


def test_an_old_address_of_an_actor_leads_nowhere_once_nothing_public_names_it(
    staff: Team, client: Client
) -> None:
    scene = scenes.exchange(staff)
    scenes.publish(scene.incident, staff)
    merge_actors(
        loser=scene.party, winner=made.ActorFactory(slug="second"), by=staff.publisher, reason="Si."
    )
    scene.incident.refresh_from_db()
    publication.withdraw(
        incident=scene.incident,
        by=staff.publisher,
        reason_class=made.TermFactory(scheme="correction_class", code="privacy"),
        reason="Une demande.",
    )

    assert client.get("/fr/actors/horizon-vert/").status_code == 404


@pytest.mark.parametrize("state", [State.REJECTED, State.WITHDRAWN, State.MERGED])
def test_what_has_ended_is_merged_no_more(state: State, staff: Team) -> None:
    said = "is merged already" if state is State.MERGED else "is not possible from the state"
    with pytest.raises(MergeRefused, match=said):
        merge(made.incident_in(state), made.IncidentFactory(), staff.editor)


@pytest.mark.parametrize("state", [State.REJECTED, State.WITHDRAWN, State.MERGED])
def test_nothing_is_merged_into_what_has_ended(state: State, staff: Team) -> None:
    said = "is merged already" if state is State.MERGED else "nothing is merged into"
    with pytest.raises(MergeRefused, match=said):
        merge(made.IncidentFactory(), made.incident_in(state), staff.editor)


def test_an_incident_is_not_merged_into_itself_nor_in_a_circle(staff: Team) -> None:
    first, second = made.IncidentFactory(), made.IncidentFactory()
    with pytest.raises(MergeRefused, match="into itself"):
        merge(first, first, staff.editor)
    merge(first, second, staff.editor)
    with pytest.raises(MergeRefused, match="is merged already"):
        merge(second, first, staff.editor)


def test_what_is_public_is_not_merged_into_what_is_not(staff: Team) -> None:
    with pytest.raises(MergeRefused, match="would lead nowhere"):
        merge(published(staff), scenes.simple(staff), staff.publisher)


def test_taking_a_page_out_of_the_public_is_for_publishers(staff: Team) -> None:
    lost, kept = published(staff), published(staff)
    with pytest.raises(NotAllowed, match="publish_incident"):
        merge(lost, kept, staff.editor)
    assert models.Publication.objects.current().count() == 2


def test_a_merged_incident_moves_no_more(staff: Team) -> None:
    lost = scenes.simple(staff)
    merge(lost, scenes.simple(staff), staff.editor)

    with pytest.raises(MoveRefused, match="not possible from the state"):
        publication.submit(incident=lost, by=staff.author)


def test_a_report_lists_it_among_the_changes_and_no_more_among_the_incidents(staff: Team) -> None:
    lost = published(staff, title_fr="Le doublon")
    kept = published(staff)
    merge(lost, kept, staff.publisher)

    month = report.build(of_month(Month(2026, 9)), at=LATER + timedelta(days=60))

    assert [row["reference"] for row in month["incidents"]] == ["INC-2026-0002"]
    (change,) = month["changes"]
    assert (change["kind"], change["reference"], change["into"]) == (
        *("merger", "INC-2026-0001", "INC-2026-0002"),
    )
    assert "Le doublon" not in str(month)
    assert models.ListedIncident.objects.count() == len(month["incidents"])


def together(*acts: Any) -> list[Any]:
    start = Barrier(len(acts), timeout=20)

    def run(act: Any) -> Any:
        start.wait()
        try:
            return act()
        except InputError as error:
            return str(error)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("act", [merge_actors, merge_incidents])
def test_two_merges_that_cross_are_one_merge_and_one_refusal(act: Any) -> None:
    factory: Any = made.ActorFactory if act is merge_actors else made.IncidentFactory
    first, second = factory(), factory()
    by = made.UserFactory(roles=[StaffRole.EDITOR])

    found = together(
        lambda: act(loser=first, winner=second, by=by, reason=REASON),
        lambda: act(loser=second, winner=first, by=by, reason=REASON),
    )

    assert sorted(isinstance(each, models.Merger) for each in found) == [False, True]
    assert models.Merger.objects.count() == 1
