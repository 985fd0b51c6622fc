"""The benchmarks' copies are incidents like others: listed, open, with their sources."""

import os
from datetime import date
from random import Random

import pytest
from django.test import Client

from benchmarks import page
from benchmarks.fill import add_copies
from benchmarks.procedures import add_procedures
from benchmarks.requests import operations
from incidents.canonical import digest
from incidents.models import ListedIncident, Procedure, ProcedureEvent, Publication
from tests.views.published import publish

pytestmark = pytest.mark.django_db


def test_copies_can_be_listed_opened_and_searched(client: Client) -> None:
    publish()

    add_copies(3)

    assert client.get("/api/v1/incidents/?q=visage").json()["count"] == 4
    for operation in operations():
        for path in operation.paths:
            assert client.get(path).status_code == 200, path


def test_a_copy_has_its_own_reference_dates_and_sources() -> None:
    original = publish()

    add_copies(2)

    copies = list(Publication.objects.exclude(pk=original.pk).order_by("reference"))
    sources = {p.content["sources"][0]["id"] for p in [original, *copies]}
    assert [copy.reference for copy in copies] == ["INC-2020-000001", "INC-2020-000002"]
    assert len(sources) == 3
    assert len({p.first_published_at for p in [original, *copies]}) == 3
    for copy in copies:
        assert copy.digest == digest(copy.content)
        listed = ListedIncident.objects.get(publication=copy)
        assert listed.sources == [source["id"] for source in copy.content["sources"]]
        cited = copy.content["claims"][0]["citations"][0]["source"]
        assert cited in listed.sources


@pytest.mark.parametrize(("load", "marked"), [(0.4, False), (2.0, False), (2.1, True)])
def test_a_run_on_a_busy_machine_says_so(
    monkeypatch: pytest.MonkeyPatch, load: float, marked: bool
) -> None:
    monkeypatch.setattr(os, "getloadavg", lambda: (load, 0.0, 0.0))
    monkeypatch.setattr(os, "cpu_count", lambda: 2)

    written = page.text(3, [], 0.1, [])

    assert f"Load of the machine at the end: {load:.1f}." in written
    assert ("**Measured on a busy machine" in written) is marked


def test_many_procedures_can_be_made_up() -> None:
    add_procedures(80, date(2026, 11, 26), Random(1))

    assert Procedure.objects.count() == 80
    assert Procedure.objects.to_follow_up(date(2026, 11, 26)).exists()
    assert ProcedureEvent.objects.exclude(supersedes=None).count() == 4
    assert not ProcedureEvent.objects.filter(latest__gt=date(2026, 11, 26)).exists()
