"""A name in any column of any model that holds words is found and erased, or stands here with the
reason why it cannot be there or must stay."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.fields import ArrayField
from django.db import DatabaseError, DataError, connection, models, transaction
from factory import SubFactory

from incidents.actions import erasure
from incidents.actions.erasing import carry_out
from incidents.actions.erasure_search import PlaceKind, fingerprint, search, texts_of
from incidents.codes import ErasureGround, ErasureState, ReplyDecision
from incidents.listing import DERIVED
from incidents.models import (
    AuditCheck,
    AuditEntry,
    AuditHead,
    AuditPayload,
    AuditStamp,
    ErasureRequest,
    Mode,
    Reply,
    Report,
    Subscription,
)
from incidents.names import Names
from tests.factories import AT, ErasureRequestFactory, TermFactory, UserFactory
from tests.house.test_models import factories, import_factories
from tracker.accounts.roles import Role

NAME = "Zoé d’Arpentigny"
SLUG = "zoe-d-arpentigny"
LABEL = "une personne privée"

APART: dict[type[models.Model], str] = {
    AuditEntry: "hashes and names of ours; its payloads are searched, and erased by the database",
    AuditPayload: "searched entry by entry (test_erasure.py)",
    AuditHead: "hashes",
    AuditCheck: "places in the chain, and hashes",
    AuditStamp: "settings of the operator",
    Mode: "said by the operator to everybody",
    ErasureRequest: "forgets by itself (test_erasure.py)",
    Subscription: "its holder deletes it with one click, and staff cannot look into it",
    **{model: "derived from Publications, written anew" for model in DERIVED},
}
CANNOT_HOLD = {
    "ApiKey.prefix",
    "Actor.party_facts_id",
    "Actor.wikidata_id",
    "Jurisdiction.code",
    "Report.jurisdiction",
    "SourceMedia.language",
    "StatementOfReasons.territories",
    *("Import.file_digest", "ProposedActor.key"),
    "SubmittedActor.party_facts_id",
    "SubmittedActor.wikidata_id",
    "Transcript.language",
}
"""Codes and short columns: those that the database, with all triggers aside, lets hold no name."""

WITH_WORDS: dict[type[models.Model], dict[str, Any]] = {
    Reply: {
        "decision": ReplyDecision.REFUSED,
        "decided_at": AT,
        "decided_by": SubFactory(UserFactory),
        "refusal_reason": "Non.",
    }
}
"""Rows of which more columns hold words than of the minimum."""

pytestmark = pytest.mark.django_db


def searched() -> list[type[models.Model]]:
    ours: list[type[models.Model]] = [*apps.get_app_config("incidents").get_models(), LogEntry]
    return [model for model in ours if model not in APART and texts_of(model)]


def made(model: type[models.Model]) -> models.Model:
    """The minimum row of a model."""
    if model is LogEntry:
        kind = ContentType.objects.get_for_model(Report)
        return LogEntry.objects.create(
            user=UserFactory(), content_type=kind, object_id="1", action_flag=CHANGE
        )
    import_factories()
    factory = next(each for each in factories() if each._meta.model is model)
    row: models.Model = factory(**WITH_WORDS.get(model, {}))
    return row


def holding(field: models.Field[Any, Any], value: Any) -> Any:
    """The name in the form in which such a column could have it."""
    if isinstance(field, ArrayField):
        return [NAME]
    if isinstance(field, models.JSONField):
        return (value if isinstance(value, dict) else {}) | {"note": f"Selon {NAME}."}
    if isinstance(field, models.SlugField):
        return SLUG
    if field.name == "new":
        return f"{SLUG}-2"  # into another than the old one
    if isinstance(field, models.URLField):
        return f"https://exemple.test/{SLUG}"
    return NAME


def check_fits(field: models.Field[Any, Any], value: Any) -> None:
    """An array is cut to the length of its column without a word."""
    inner = field.base_field if isinstance(field, ArrayField) else field
    if isinstance(value, list) and inner.max_length and inner.max_length < len(NAME):
        raise DataError(f"{field.name} holds {inner.max_length} characters")


def put_everywhere() -> tuple[set[tuple[str, Any, str]], set[str]]:
    """The name in every column, with all triggers aside: which hold it, and which cannot."""
    rows = [(model, made(model)) for model in searched()]
    holds: set[tuple[str, Any, str]] = set()
    refused: set[str] = set()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET session_replication_role = replica")
        for model, row in rows:
            for field in texts_of(model):
                value = holding(field, getattr(row, field.attname))
                try:
                    check_fits(field, value)
                    with transaction.atomic():
                        model._base_manager.filter(pk=row.pk).update(**{field.attname: value})
                except DatabaseError:
                    refused.add(f"{model.__name__}.{field.attname}")
                else:
                    holds.add((model.__name__, row.pk, field.attname))
        cursor.execute("RESET session_replication_role")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    return holds, refused


def test_a_name_in_any_column_of_any_model_is_found_and_erased() -> None:
    TermFactory(scheme="correction_class", code="privacy")
    holds, refused = put_everywhere()
    request = ErasureRequestFactory(values=[NAME])
    erasure.decide(
        request=request,
        state=ErasureState.GRANTED,
        ground=ErasureGround.OBJECTION,
        reasons="Sans rôle public.",
        by=UserFactory(roles=[Role.LEGAL_REVIEWER]),
    )

    found = search(Names([NAME]))
    told = {(place.model.__name__, place.key, place.column) for place in found}
    assert holds - told == set()
    assert refused == CANNOT_HOLD

    carry_out(request=request, seen=fingerprint(found), by=UserFactory(roles=[Role.PUBLISHER]))

    left = erasure.places(request)
    assert {place.kind for place in left} == {PlaceKind.REPORT}
    assert {place.model for place in left} == {Report}
    print(f"{len(holds)} columns of {len({each[0] for each in holds})} models")


def test_what_is_apart_has_a_reason_and_everything_else_a_model() -> None:
    ours = set(apps.get_app_config("incidents").get_models())

    assert APART.keys() <= ours
