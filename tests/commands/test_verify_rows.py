"""``verify_audit --rows``: a row that was changed while triggers were off is found, and where."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection

from incidents.models import Incident, Publication, Segment
from tests import scenes
from tests.audit.stored import chained
from tests.commands.running import Ran, run
from tests.factories import ClaimFactory, TagFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nothing_unrecorded")]


@contextmanager
def triggers_aside() -> Iterator[None]:
    chained()
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        yield
        cursor.execute("SET session_replication_role = origin")


def verified(*options: str) -> Ran:
    chained()
    return run("verify_audit", "--rows", *options)


@pytest.fixture
def scene() -> scenes.Scene:
    """Something of nearly everything, changed since, with its voices given and taken."""
    staff = scenes.team()
    scene = scenes.exchange(staff)
    scenes.voice(scene, staff, "La présentatrice", (0, 1))
    scenes.voice(scene, staff, "Une voix", (1, 2))
    scenes.publish(scene.incident, staff)
    scenes.retitled(scene.incident, staff)
    TagFactory().delete()
    return scene


def test_rows_that_nobody_altered_are_intact(scene: scenes.Scene) -> None:
    with connection.cursor() as cursor:  # a moment is the same in another zone
        cursor.execute("SET LOCAL TIME ZONE 'Asia/Tokyo'")
        scene.source.save()
        cursor.execute("SET LOCAL TIME ZONE 'UTC'")

    ran = verified()

    assert (ran.status, ran.out.splitlines()[-1]) == (0, "intact"), ran.out
    assert "rows of incidents_incident compared (" in ran.err


def test_what_was_changed_with_triggers_off_is_found_and_where(scene: scenes.Scene) -> None:
    incident = Incident.objects.get(pk=scene.incident.pk)
    published = Publication.objects.current().get()
    passage = Segment.objects.earliest("pk")
    spoken = Segment.objects.filter(speaker__isnull=False).latest("pk")
    gone = ClaimFactory()
    with triggers_aside(), connection.cursor() as cursor:
        Incident.objects.filter(pk=incident.pk).update(title_fr="Autre", internal_note="")
        cursor.execute("UPDATE incidents_publication SET content = content || '{\"id\": 1}'")
        Segment.objects.filter(pk=passage.pk).update(text="Autre chose.")
        Segment.objects.filter(pk=spoken.pk).update(speaker=None)
        cursor.execute("DELETE FROM incidents_claim WHERE id = %s", [gone.pk])

    ran = verified()

    assert ran.status == 1
    found = {line.split(" (entry ")[0] for line in ran.out.splitlines() if "(entry " in line}
    transcript = passage.transcript_id
    assert found >= {
        f"incidents_incident {incident.pk} title_fr: not what the audit says",
        f"incidents_publication {published.pk} content: not what the audit says",
        f"incidents_segment {transcript} passages: not what the audit says",
        f"incidents_segment {transcript} speaker_id of passage {spoken.position}:"
        " not what the audit says",
        f"incidents_claim {gone.pk}: the row is gone, and no entry says so",
    }
    assert "Autre" not in ran.out
    assert "altered: " in ran.err


def test_a_row_that_is_back_is_found_and_without_the_option_no_row_is_read() -> None:
    tag = TagFactory()
    key = tag.pk
    tag.delete()
    with triggers_aside():
        TagFactory(pk=key)

    assert run("verify_audit").status == 0
    ran = verified()

    assert ran.status == 1
    assert f"incidents_tag {key}: the row is there, and its last entry deleted it" in ran.out
