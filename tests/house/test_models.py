"""Every model has a factory, and every model that staff edit has a place in the admin."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import models
from factory.django import DjangoModelFactory

from tests.house.tree import ROOT, python_files

OURS = ("incidents", "accounts")

DERIVED = "written only by listing, from a Publication"
NOT_EDITED = {
    "ListedIncident": DERIVED,
    "ListedActor": DERIVED,
    "ListedClaim": DERIVED,
    "ListedElection": DERIVED,
    "ListedSource": DERIVED,
    "ListedSourceUse": DERIVED,
    "ListedSegment": DERIVED,
    "ListedText": DERIVED,
    "ListedWord": DERIVED,
    "ListedProcedure": DERIVED,
    "ListedFollowUp": DERIVED,
    "ListedFacet": DERIVED,
    "ListedAppearance": DERIVED,
    "ListedDetail": DERIVED,
    "ListedTally": DERIVED,
    "ImportLine": "a record of a file under way: shown by the pages of imports",
    "ImportProgress": "how far an import is, overwritten",
    "ImportedRow": "made by an import, never changed",
    "ImportedSource": "made by an import, never changed",
    "ProposedInvolvement": "made by an import, goes as its name is decided",
    "Mode": "set by a command (manage.py mode)",
    "Merger": "made by merging, never changed",
    "StatementOfReasons": "taken in by an action, never changed",
    "ReferenceCounter": "one row a year, written only when a reference is minted",
    "StoredFile": "bytes taken in by an action, never changed",
    "Subscription": "written by its holder alone; staff see numbers (manage.py send_digests)",
    "Transcript": "immutable: taken in with its source, shown there",
    "Segment": "immutable: a part of its transcript",
    "Redaction": "made on the page of its transcript, never changed",
    "Jurisdiction": "ISO codes, loaded from a file of the project",
    "Approval": "given by a button of the incident",
    "IncidentMove": "written by a move of the incident",
    "ReviewedContent": "kept when it is approved, never changed",
    "PlannedPublication": "planned and ended on the incident's page",
    "Publication": "made by publishing",
    "Notice": "written on a page of its incident",
    "ProposedWithdrawal": "made by a move of its incident",
    "Withdrawal": "made by withdrawing",
    "ReportWithdrawal": "made on the page of its period",
    "Report": "made by closing a period",
    "ReportFile": "made by closing a period",
    "PlannedReport": "planned and cancelled on the page of its period",
    "ReportRun": "written as a period is closed",
    "SignInCount": "counts of failed sign-ins, written by the sign-in pages",
    "ApiKey": "made and revoked on pages of its own; never changed",
    "ApiKeyUse": "written as a key is used",
    "Submission": "received by the API",
    "SubmissionMessage": "written on the page of its submission, or with a move",
    "SubmittedActor": "decided on a page of its submission",
    "AuditEntry": "written by triggers of the database",
    "AuditPayload": "written by triggers of the database",
    "AuditCheck": "made by a job, never changed",
    "AuditHead": "made by anchor_audit",
    "AuditStamp": "made by anchor_audit",
}
"""Models that no form writes, and why."""


def our_models() -> list[type[models.Model]]:
    return [model for label in OURS for model in apps.get_app_config(label).get_models()]


def import_factories() -> None:
    for file in python_files("tests"):
        if file.stem == "factories" or file.parent.name == "factories":
            importlib.import_module(".".join(file.relative_to(ROOT).with_suffix("").parts))


def factories(kind: Any = DjangoModelFactory) -> Iterator[Any]:
    """Every factory, however deep it stands; factory-boy has no types for its options."""
    for child in kind.__subclasses__():
        yield child
        yield from factories(child)


def made_by_factories() -> set[type[models.Model]]:
    import_factories()
    found = (factory._meta.model for factory in factories())
    return {model for model in found if model is not None}


def in_admin() -> set[type[models.Model]]:
    """Models with an admin of their own, or rows inside another's form."""
    registered = set(admin.site._registry)
    inside = {line.model for page in admin.site._registry.values() for line in page.inlines}
    return registered | inside


@pytest.mark.parametrize("model", our_models(), ids=lambda m: m.__name__)
def test_a_model_has_a_factory(model: type[models.Model]) -> None:
    assert model in made_by_factories()


@pytest.mark.parametrize("model", our_models(), ids=lambda m: m.__name__)
def test_a_model_that_staff_edit_is_in_the_admin(model: type[models.Model]) -> None:
    if model.__name__ not in NOT_EDITED:
        assert model in in_admin()


def test_the_exceptions_are_models() -> None:
    names = {model.__name__ for model in our_models()}

    assert NOT_EDITED.keys() - names == set()


@pytest.mark.parametrize("model", our_models(), ids=lambda m: m.__name__)
def test_a_constraint_has_a_sentence_for_a_name(model: type[models.Model]) -> None:
    names = [constraint.name for constraint in model._meta.constraints]

    assert [name for name in names if name.count("_") < 2] == []
