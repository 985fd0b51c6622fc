"""What leaves for the public, and what never does."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.postgres.fields import ArrayField
from django.db import DataError, IntegrityError, connection, models, transaction
from django.test.utils import CaptureQueriesContext

from incidents import codes, disclosure
from incidents.canonical import digest
from incidents.models import (
    Claim,
    Incident,
)
from incidents.projection import document
from tests import factories as made
from tests import scenes
from tests.forged import forging
from tests.whole_incident import records, whole_incident

pytestmark = pytest.mark.django_db

SHAPED = {
    *("Actor.wikidata_id", "Actor.party_facts_id"),
    *("SubmittedActor.wikidata_id", "SubmittedActor.party_facts_id"),
    *("ApiKey.digest", "ApiKey.prefix", "Submission.digest"),
    *("Import.file_digest", "ProposedActor.key"),
}
"""Columns that take no word: a constraint keeps it out. None is in a document."""

CUT_SHORT = {"StatementOfReasons.territories"}
"""Columns in which the database keeps two letters of a token."""

PRIVATE = """
Incident.internal_note Appearance.url
PrivateIdentity.name PrivateIdentity.aliases PrivateIdentity.handles
Redaction.reason Reply.contact Reply.refusal_reason Segment.text
Transcript.reason Transcript.raw_cues
StoredFile.content SourceMedia.public_extent_ground User.username User.email
StatementOfReasons.puid StatementOfReasons.platform_name Tag.name Merger.reason
Subscription.address Subscription.query Subscription.token_hash
"""
"""Fields known to be private, so that the walk below is seen to reach them."""


def text_fields(model: type[models.Model]) -> Iterator[models.Field[Any, Any]]:
    """Every column that holds words. Codes are closed lists; a key cannot be changed."""
    words = (models.CharField, models.TextField, models.JSONField, models.BinaryField, ArrayField)
    for field in model._meta.concrete_fields:
        inner = field.base_field if isinstance(field, ArrayField) else field
        if isinstance(field, words) and not inner.choices and not field.primary_key:
            yield field


def value_of(field: models.Field[Any, Any], token: str) -> Any:
    match field:
        case ArrayField():
            return [token]
        case models.JSONField():
            return [{"message": token}]
        case models.BinaryField():
            return token.encode()
        case models.URLField():
            return f"https://{token}.example/"
        case _:
            return token


def plant() -> dict[str, str]:
    """Put a token of its own into every text column of every row; token -> "Model.field".

    Where a constraint keeps a column of one row empty, another row of the model must take it.
    """
    planted: dict[str, str] = {}
    with forging():
        for model in records():
            for field in text_fields(model):
                for pk in model._default_manager.values_list("pk", flat=True):
                    token = f"zq{len(planted):04d}"
                    try:
                        with transaction.atomic():
                            rows = model._default_manager.filter(pk=pk)
                            rows.update(**{field.name: value_of(field, token)})
                    except (IntegrityError, DataError):
                        continue
                    planted[token] = f"{model.__name__}.{field.name}"
    return planted


@pytest.fixture
def everything() -> Incident:
    """An incident with a row of every model that can hang on it."""
    return whole_incident()


def test_exactly_the_reviewed_fields_are_in_the_document(everything: Incident) -> None:
    planted = plant()
    text = json.dumps(document(Incident.objects.get(pk=everything.pk)))

    shown = {field for token, field in planted.items() if token in text}

    assert shown == (disclosure.published() & set(planted.values())) - CUT_SHORT


def test_no_column_was_left_without_a_token(everything: Incident) -> None:
    """The test above proves nothing about a column that holds no token."""
    planted = set(plant().values())

    columns = {f"{m.__name__}.{f.name}" for m in records() for f in text_fields(m)}
    assert columns - planted == SHAPED
    assert set(PRIVATE.split()) <= planted
    assert set(PRIVATE.split()).isdisjoint(disclosure.published())


def test_the_document_has_no_key_of_a_row_and_no_uuid(everything: Incident) -> None:
    assert str(everything.uuid) not in json.dumps(document(everything))


def fill(incident: Incident, number: int) -> None:
    source = made.SourceMediaFactory()
    transcript = made.TranscriptFactory(source=source, texts=["un", "deux"])
    transcript.segments.update(speaker=made.SpeakerFactory(transcript=transcript))
    ends = {name: transcript.segments.get(position=0) for name in ("first_segment", "last_segment")}
    for _n in range(number):
        involved = made.InvolvementFactory(incident=incident, role=codes.Role.PROMOTED)
        said = made.ClaimFactory(incidents=[incident], speaker=None)
        said.about.add(involved.actor)
        answer = made.ClaimFactory(incidents=[])
        made.ClaimAnswerFactory(answer=answer, claim=said)
        made.ClaimAnswerFactory(answer=answer, claim=None, involvement=involved)
        seen = made.AppearanceFactory(incident=incident)
        event = made.AppearanceEventFactory(appearance=seen)
        pursuit = made.ProcedureFactory(incidents=[incident])
        step = made.ProcedureEventFactory(procedure=pursuit, respondent=involved.actor)
        for owner in (
            {"claim": said},
            {"claim": answer},
            {"involvement": involved},
            {"appearance_event": event},
            {"observation": made.ObservationFactory(appearance=seen)},
            {"procedure_event": step},
        ):
            made.CitationFactory(**({"claim": None, "source": source} | ends | owner))


def queries_of(incident: Incident) -> int:
    fresh = Incident.objects.get(pk=incident.pk)
    with CaptureQueriesContext(connection) as captured:
        document(fresh)
    return len(captured)


def test_thirty_of_everything_cost_what_one_costs() -> None:
    one, thirty = made.IncidentFactory(), made.IncidentFactory()
    fill(one, 1)
    fill(thirty, 30)

    assert len(document(thirty)["claims"]) == 60
    assert queries_of(thirty) == queries_of(one) <= 23


def test_the_same_rows_give_the_same_digest(everything: Incident) -> None:
    again = Incident.objects.get(pk=everything.pk)

    assert digest(document(everything)) == digest(document(again))


def test_it_does_not_depend_on_what_staff_alone_see(everything: Incident) -> None:
    before = scenes.live_digest(everything)

    Incident.objects.filter(pk=everything.pk).update(
        internal_note="Une note.", version=9, state=codes.State.IN_REVIEW
    )

    assert scenes.live_digest(everything) == before


def test_a_document_reads_back_from_json_as_it_was(everything: Incident) -> None:
    content = document(everything)

    assert json.loads(json.dumps(content)) == content


def test_every_accusation_stands_beside_its_answers() -> None:
    scene = scenes.exchange(scenes.team())
    content = document(scene.incident)
    claims = {claim["id"]: claim for claim in content["claims"]}
    (promoted,) = content["involvements"]

    assert promoted["accusation"] is True
    assert promoted["answered_by"] == [scene.denial.public_id]
    accusation = claims[scene.accusation.public_id]
    assert (accusation["accusation"], accusation["reading"]) == (True, ["accusation"])
    assert accusation["answered_by"] == [scene.denial.public_id, scene.counter.public_id]
    assert claims[scene.denial.public_id]["answers"] == [
        {"claim": scene.accusation.public_id, "kind": "denies"},
        {"involvement": promoted["id"], "kind": "denies"},
    ]
    assert claims[scene.counter.public_id]["reading"] == ["accusation", "counter_accusation"]


def assert_no_answer_is_missing(content: dict[str, Any]) -> None:
    """Whatever the database knows to answer something in the document is in it and named there."""
    shown = {claim["id"]: claim for claim in content["claims"]}
    for claim in Claim.objects.filter(public_id__in=shown):
        known = {a.answer.public_id for a in claim.answered_by.all()}
        assert set(shown[claim.public_id]["answered_by"]) == known
        assert known <= set(shown)


def test_an_answer_recorded_for_another_incident_comes_along() -> None:
    accusation = made.ClaimFactory(proposition=codes.Proposition.LINK)
    denial = made.ClaimAnswerFactory(claim=accusation).answer

    content = document(accusation.incidents.get())

    assert denial.incidents.get() != accusation.incidents.get()
    assert {claim["id"] for claim in content["claims"]} == {
        accusation.public_id,
        denial.public_id,
    }
    assert_no_answer_is_missing(content)


def test_so_does_the_answer_to_that_answer() -> None:
    """A counter-accusation brought along is itself an accusation: its denial must not stay out."""
    promoted = made.InvolvementFactory(role=codes.Role.PROMOTED)
    counter = made.ClaimFactory(incidents=[], proposition=codes.Proposition.AUTHORSHIP)
    made.ClaimAnswerFactory(
        answer=counter, claim=None, involvement=promoted, kind=codes.AnswerKind.COUNTERS
    )
    denial = made.ClaimAnswerFactory(claim=counter).answer
    made.ClaimAnswerFactory(claim=denial, kind=codes.AnswerKind.COMMENTS)

    content = document(promoted.incident)

    assert len(content["claims"]) == 3
    assert denial.public_id in {claim["id"] for claim in content["claims"]}
    assert_no_answer_is_missing(content)


def test_claims_stand_in_the_order_in_which_they_were_made() -> None:
    incident = made.IncidentFactory()
    undated = made.ClaimFactory(incidents=[incident])
    days = [made.DAY.replace(day=day) for day in (9, 3)]
    late, early = (
        made.ClaimFactory(incidents=[incident], earliest=day, latest=day, precision="day")
        for day in days
    )

    shown = [claim["id"] for claim in document(incident)["claims"]]

    assert shown == [early.public_id, late.public_id, undated.public_id]


@pytest.mark.parametrize(
    ("from_", "to", "expected"),
    [
        (None, None, True),
        ("2026-09-01", "2026-09-30", True),
        ("2026-10-01", None, False),
        (None, "2026-08-31", False),
        ("2026-09-10", None, None),
        (None, "2026-09-10", None),
    ],
)
def test_whether_a_provision_was_in_force_at_the_facts(
    from_: str | None, to: str | None, expected: bool | None
) -> None:
    incident = made.IncidentFactory(
        earliest="2026-09-01", latest="2026-09-30", precision=codes.Precision.MONTH
    )
    pursuit = made.ProcedureEventFactory(procedure__incidents=[incident]).procedure
    pursuit.bases.add(made.LegalBasisFactory(in_force_from=from_, in_force_to=to))

    shown = document(Incident.objects.get(pk=incident.pk))["procedures"][0]["bases"][0]

    assert shown["in_force_at_facts"] is expected


def test_that_is_not_said_of_facts_without_a_date() -> None:
    pursuit = made.ProcedureEventFactory().procedure
    pursuit.bases.add(made.LegalBasisFactory())

    shown = document(pursuit.incidents.get())["procedures"][0]["bases"][0]

    assert shown["in_force_at_facts"] is None
