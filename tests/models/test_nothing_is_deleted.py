"""What was public stays: not by a cascade, not in plain SQL, not with django-pgtrigger told to look
away. What never was can still be taken back."""

from collections.abc import Iterator
from typing import Any

import pgtrigger
import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError

from incidents import models
from incidents.models.publication import is_in_a_publication
from incidents.procedures import EventKind
from tests import factories as make
from tests.factories import ended
from tests.once import made_once
from tests.redactions import redact
from tests.views import published

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def public(django_db_setup: None, django_db_blocker: Any) -> Iterator[models.Publication]:
    """One incident with every kind of record, corrected: its first Publication has ended."""
    with made_once(django_db_blocker):
        first = published.publish()
        made = published.correct(first, notice="Une précision.")
        redact(models.Transcript.objects.get(), 2, 2)
        ended()
        yield made


def refusal(statement: str, *values: Any) -> str:
    """What the database says of a statement at its very end; nothing is left of it."""
    try:
        with pgtrigger.ignore(), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values)
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            transaction.set_rollback(True)
    except IntegrityError as error:
        return str(error).splitlines()[0]
    finally:
        connection.cursor().execute("SET CONSTRAINTS ALL DEFERRED")
    return ""


KEPT = {
    "incident": "the rows of incidents_incident are never deleted",
    "publication": "the rows of incidents_publication are never deleted",
    "publication_approvals": "the rows of incidents_publication_approvals are never deleted",
    "approval": "the rows of incidents_approval are never deleted",
    "procedureevent": "the rows of incidents_procedureevent are never deleted",
    "redaction": "the rows of incidents_redaction are never deleted",
    "sourcemedia": "was published: it stays",
    "transcript": "was published: it stays",
    "segment": "was published: it stays",
    "storedfile": "was published: it stays",
    "actor": "was published: it stays",
    "election": "was published: it stays",
}


@pytest.mark.parametrize("table", KEPT)
def test_what_is_public_is_not_deleted_in_plain_sql(public: models.Publication, table: str) -> None:
    assert KEPT[table] in refusal(f"DELETE FROM incidents_{table}")


@pytest.mark.parametrize(
    ("table", "factory"),
    [
        ("withdrawal", make.WithdrawalFactory),
        ("merger", make.MergerFactory),
        ("report", make.ReportFactory),
        ("reportfile", make.ReportFileFactory),
        ("statementofreasons", make.StatementOfReasonsFactory),
        ("referencecounter", make.ReferenceCounterFactory),
    ],
)
def test_nor_is_what_is_kept_of_it(table: str, factory: Any) -> None:
    factory()

    assert f"rows of incidents_{table} are never" in refusal(f"DELETE FROM incidents_{table}")


def test_nor_by_way_of_the_orm_and_its_cascades(public: models.Publication) -> None:
    with pytest.raises(ProtectedError):
        public.incident.delete()
    for row in (
        models.SourceMedia.objects.first(),
        models.Election.objects.first(),
        models.Actor.objects.get(slug=published.PARTY),
    ):
        assert row
        with pytest.raises((ProtectedError, IntegrityError)), transaction.atomic():
            row.delete()


def test_nor_after_the_live_rows_were_taken_out(public: models.Publication) -> None:
    """An edit may take parts out of the live record; the Publication still refers to the rest."""
    incident = public.incident
    models.ClaimAnswer.objects.all().delete()
    for part in ("involvements", "claims", "citations", "appearances"):
        getattr(incident, part).all().delete()
    models.Citation.objects.all().delete()
    incident.procedures.clear()
    models.Incident.objects.update(election=None)

    assert not models.Involvement.objects.exists()
    for table in ("sourcemedia", "transcript", "segment", "election", "actor", "incident"):
        assert KEPT[table] in refusal(f"DELETE FROM incidents_{table}"), table


def test_nor_after_its_withdrawal(public: models.Publication) -> None:
    models.Publication.objects.filter(pk=public.pk).update(ended_at=public.published_at)
    make.WithdrawalFactory(incident=public.incident)

    for table in ("sourcemedia", "transcript", "election", "incident"):
        assert KEPT[table] in refusal(f"DELETE FROM incidents_{table}"), table


@pytest.mark.parametrize(
    "change",
    [
        "incidents_sourcemedia SET public_id = 'zzzzzzzzzz'",
        "incidents_actor SET slug = 'ailleurs' WHERE slug = 'alliance-aurore'",
        "incidents_election SET slug = 'ailleurs'",
    ],
)
def test_nor_under_another_address(public: models.Publication, change: str) -> None:
    assert "was published: it stays" in refusal(f"UPDATE {change}")


def test_numbers_are_not_given_twice() -> None:
    make.ReferenceCounterFactory(last=3)

    assert "never changed" in refusal("UPDATE incidents_referencecounter SET last = 2")
    assert refusal("UPDATE incidents_referencecounter SET last = 4") == ""


def test_a_draft_and_what_only_it_uses_can_be_taken_back(public: models.Publication) -> None:
    draft = make.IncidentFactory(election=make.ElectionFactory())
    involvement = make.InvolvementFactory(incident=draft)
    transcript = make.TranscriptFactory(texts=["Un mot."])
    claim = make.ClaimFactory(incidents=[draft])
    citation = make.CitationFactory(claim=claim, source=transcript.source)

    for row in (citation, claim, draft, transcript, transcript.source, transcript.original):
        row.delete()
    for row in (involvement.actor, draft.election):
        row.delete()

    assert models.Incident.objects.get() == public.incident


def test_what_was_named_in_public_is_asked_of_every_publication(
    public: models.Publication,
) -> None:
    transcript = models.Transcript.objects.get()
    known = {
        "source": transcript.source.public_id,
        "transcript": transcript.digest,
        "actor": published.PARTY,
        "election": "xv-2026",
    }

    assert {place: is_in_a_publication(place, given) for place, given in known.items()} == (
        dict.fromkeys(known, True)
    )
    assert not any(is_in_a_publication(place, "ailleurs") for place in (*known, "file"))
    assert not is_in_a_publication("actor", "xv-2026")
    assert not is_in_a_publication("election", published.PARTY)


def test_an_event_is_only_added() -> None:
    event = make.ProcedureEventFactory(kind=EventKind.CONSIDERED)

    said = refusal("UPDATE incidents_procedureevent SET note_fr = 'Autre' WHERE id = %s", event.pk)

    assert "changed by a granted erasure only" in said
