"""Two people at once: one row, one reference each, nothing given twice. Real transactions."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from incidents import listing
from incidents.actions import publication, record
from incidents.actions.publication import MoveRefused
from incidents.actions.source import import_source
from incidents.codes import PublicationKind
from incidents.input_error import InputError
from incidents.models import (
    Incident,
    ListedSegment,
    ListedSource,
    Publication,
    ReferenceCounter,
    SourceMedia,
    StoredFile,
    Transcript,
)
from tests import scenes
from tests.factories import UserFactory
from tests.scenes import PAGE, Team
from tracker.accounts.models import User
from tracker.accounts.roles import Role as StaffRole

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def staff() -> Iterator[Team]:
    yield scenes.team()


def together(*acts: Callable[[], Any]) -> list[Any]:
    """Run all at once, each on its own connection; results in order, refusals as results."""
    start = Barrier(len(acts), timeout=20)

    def run(act: Callable[[], Any]) -> Any:
        start.wait()
        try:
            return act()
        except InputError as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_the_same_page_taken_in_twice_is_one_source(staff: Team) -> None:
    def take_in() -> tuple[int, bool]:
        imported = import_source(content=PAGE.encode(), by=staff.author)
        return imported.source.pk, imported.created

    results = together(take_in, take_in, take_in)

    assert len({key for key, _created in results}) == 1
    assert sorted(created for _key, created in results) == [False, False, True]
    assert (
        SourceMedia.objects.count(),
        StoredFile.objects.count(),
        Transcript.objects.count(),
    ) == (1, 1, 1)


def test_two_incidents_published_at_once_get_two_consecutive_references(staff: Team) -> None:
    incidents = [scenes.simple(staff, title_fr=f"Faux direct {n}") for n in range(4)]
    for incident in incidents:
        publication.submit(incident=incident, by=staff.author)
        scenes.approve(incident, staff)

    made = together(
        *(
            lambda incident=incident: publication.publish(incident=incident, by=staff.publisher)
            for incident in incidents
        )
    )

    year = made[0].published_at.year
    assert sorted(p.reference for p in made) == [f"INC-{year}-{n:04d}" for n in range(1, 5)]
    assert ReferenceCounter.objects.get(year=year).last == 4


def test_one_incident_published_by_two_is_published_once(staff: Team) -> None:
    incident = scenes.simple(staff)
    publication.submit(incident=incident, by=staff.author)
    scenes.approve(incident, staff)

    def act() -> Publication:
        return publication.publish(incident=type(incident)(pk=incident.pk), by=staff.publisher)

    results = together(act, act)

    refused = [result for result in results if isinstance(result, MoveRefused)]
    assert len(refused) == 1
    assert "nothing changed since publication 1" in str(refused[0])
    assert Publication.objects.count() == 1


def about_one_source(staff: Team, number: int) -> list[Incident]:
    """Published incidents that cite one source, each with an approved correction to come. They
    share no actor: only the rows of the source are written by all."""
    source = scenes.exchange(staff).source
    made = []
    for _n in range(number):
        incident = scenes.draft(staff)
        scenes.said(staff, incident, source, scenes.ACCUSED)
        incident.refresh_from_db()
        made.append(incident)
    for incident in made:
        scenes.publish(incident, staff)
        incident.title_fr += " (corrigé)"
        record.save(record=incident, by=staff.author)
        scenes.approve(incident, staff)
    return made


def test_two_publishers_correct_incidents_of_one_source_at_once(staff: Team) -> None:
    """Both write the rows of the same source and its passages anew."""
    incidents = about_one_source(staff, 4)
    another = UserFactory(roles=[StaffRole.PUBLISHER])

    def act(incident: Incident, by: User) -> Publication:
        return publication.publish(
            incident=incident,
            by=by,
            kind=PublicationKind.DEVELOPMENT,
            notice_fr="Un fait nouveau.",
        )

    made = together(
        *(
            lambda incident=incident, by=by: act(incident, by)
            for incident, by in zip(incidents, (staff.publisher, another) * 2, strict=True)
        )
    )

    assert [(p.number, p.ended_at) for p in made] == [(2, None)] * 4
    assert set(Publication.objects.current()) == set(made)
    assert ListedSource.objects.count() == 1
    cited_by = ListedSegment.objects.get(position=0).cited_by
    assert {by["reference"] for by in cited_by} == {p.reference for p in made}
    before = listing.fingerprint()
    listing.rebuild()
    assert listing.fingerprint() == before
