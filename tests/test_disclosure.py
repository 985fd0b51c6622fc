"""The table of what is public says what the code reads; a field that it lacks fails a check."""

from __future__ import annotations

import pytest
from django.core.checks import run_checks
from django.db import models
from django.test.utils import isolate_apps

from incidents import checks, disclosure
from incidents.models import Incident, ProcedureEvent
from incidents.models.citation import OWNERS
from incidents.projection import document
from tests import factories as made
from tests.tracing import as_fields, traced_reads
from tests.whole_incident import records, whole_incident

ONLY_DECIDES = {
    "Actor.is_private",
    "Actor.merged_into",
    *(f"Citation.{owner}" for owner in OWNERS),
    "ClaimAnswer.answer",
    "Incident.translated_digest",
    "ProcedureEvent.is_public",
    "ProcedureEvent.order",
    "ProcedureEvent.procedure",
    "ProcedureEvent.supersedes",
    "Term.position",
    "Transcript.source",
}
"""Read by the projection, and not said in a document."""


def test_every_field_is_published_or_named_as_internal() -> None:
    assert run_checks(tags=["disclosure"]) == []


@pytest.mark.django_db
def test_the_table_says_what_the_projection_reads() -> None:
    incident = whole_incident()
    Incident.objects.filter(pk=incident.pk).update(title_en="A title")
    event = ProcedureEvent.objects.filter(procedure__incidents=incident)[0]
    named = {"procedure": event.procedure, "respondent": made.ActorFactory()}
    made.ProcedureEventFactory(**named, supersedes=event)
    fresh = Incident.objects.get(pk=incident.pk)

    with traced_reads() as reads:
        document(fresh)

    read = {name for model in records() for name in as_fields(reads, model)}
    assert read - disclosure.published() == ONLY_DECIDES
    assert disclosure.published() - read == set()


@isolate_apps("incidents")
def test_a_new_field_fails_and_is_named() -> None:
    class Actor(models.Model):
        nickname = models.CharField(max_length=10)
        friends = models.ManyToManyField("self")

        class Meta:
            app_label = "incidents"

        def __str__(self) -> str:
            return self.nickname

    said = {str(error.msg) for error in checks.problems([Actor]) if error.id == "incidents.E001"}

    assert said == {
        "Actor.nickname is neither published nor named as internal.",
        "Actor.friends is neither published nor named as internal.",
    }


def test_a_field_that_is_gone_or_named_twice_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(disclosure.BESIDE, "Tag", "name colour")

    said = {str(error.msg) for error in run_checks(tags=["disclosure"])}

    assert said == {
        "Tag.colour is named in incidents/disclosure.py, and no field.",
        "Tag.name is named twice in incidents/disclosure.py.",
    }


def test_each_reason_is_a_sentence_about_something() -> None:
    for reason, names in disclosure.INTERNAL:
        assert len(reason) > 20 and names.split()
