"""`publish_due`: by hand what the worker does each minute; a refusal is told and fails."""

from datetime import timedelta

import pytest
from django.db import connection

from incidents.actions import clock
from incidents.models import AuditEntry
from tests import scenes
from tests.actions.test_planned import due, make_approved, silent
from tests.commands.running import run
from tests.factories import ElectionFactory, PrivateIdentityFactory

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


def test_nothing_due_nothing_said() -> None:
    assert run("publish_due") == (0, "", "")


def test_what_was_due_is_said_one_a_line_and_a_refusal_fails() -> None:
    staff, now = scenes.team(), clock.now()
    election = ElectionFactory()
    silent(election, now - HOUR, now + 2 * HOUR)
    due(make_approved(staff, title_fr="Un discours"), staff)
    due(make_approved(staff, election=election, title_fr="Un chant"), staff)
    due(make_approved(staff), staff)
    PrivateIdentityFactory(name="Faux Direct")

    ran = run("publish_due")

    said = ran.out.splitlines()
    assert ["published as INC-" in said[0], "held until" in said[1]] == [True, True]
    assert "refused: not ready" in said[2]
    assert (ran.status, ran.err) == (1, "1 refused")


def test_the_audit_knows_the_command_by_which_it_came() -> None:
    staff = scenes.team()
    due(make_approved(staff), staff)

    run("publish_due")

    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    entry = AuditEntry.objects.get(table_name="incidents_publication")
    assert (entry.person, entry.way) == (staff.publisher.pk, "manage.py publish_due")
