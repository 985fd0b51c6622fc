"""Rows that a merge joins: two that say the same become one, and nothing of either is lost."""

from collections.abc import Iterable
from typing import Any

from django.db import models

from incidents.actions.merge_columns import next_version
from incidents.codes import Role
from incidents.input_error import InputError, Words, gettext_noop
from incidents.models import (
    Affiliation,
    Appearance,
    Citation,
    ClaimAnswer,
    Involvement,
    Observation,
    Procedure,
)
from incidents.models.base import Person

SAME_CITATION = ("source_id", "first_segment_id", "last_segment_id", "quote", "note", "supports")
SAME_PLACE = (
    *("platform_id", "kind", "account", "account_masked", "url", "archived_url", "disclosure_id"),
)
SAID_ONCE = {
    "target_kind_id": Words("kind of target"),
    "note_fr": Words("note (French)"),
    "note_en": Words("note (English)"),
}
SAME_TIE = ("member_id", "body_id", "role", "from_on", "to_on")


class MergeRefused(InputError):
    """Two records that cannot become one as they stand."""


def involvements(rows: Iterable[Involvement], into: dict[str, Any], by: Person) -> set[int]:
    """Give involvements another actor or incident; where one is there in that role, join the two.
    Gives the incidents in which two were joined."""
    joined = set()
    for row in rows:
        place = {"incident_id": row.incident_id, "actor_id": row.actor_id, "role": row.role} | into
        twin = Involvement.objects.filter(**place).exclude(pk=row.pk).first()
        if twin is None:
            _update(row, by, **into)
            continue
        _take(twin, row, by)
        citations(row.citations.all(), {"involvement_id": twin.pk}, by)
        _answers(row, twin)
        row.replies.update(involvement=twin, **next_version(by))
        row.delete()
        joined.add(twin.incident_id)
    return joined


def citations(rows: Iterable[Citation], into: dict[str, Any], by: Person) -> None:
    """Give citations another owner, but for those that it has word for word."""
    for row in rows:
        same = {name: getattr(row, name) for name in SAME_CITATION}
        if Citation.objects.filter(**same, **into).exists():
            row.delete()
        else:
            _update(row, by, **into)


def appearances(rows: Iterable[Appearance], into: dict[str, Any], by: Person) -> None:
    """Give appearances another incident; two of one account or address, the same in everything,
    are joined with their events, readings and notices."""
    for row in rows:
        same = {name: getattr(row, name) for name in SAME_PLACE}
        known = row.account or row.url
        twin = Appearance.objects.filter(**same, **into).first() if known else None
        if twin is None:
            _update(row, by, **into)
            continue
        row.events.update(appearance=twin, **next_version(by))
        _readings(row, twin, by)
        for procedure in Procedure.objects.filter(appearances=row):
            procedure.appearances.add(twin)
        row.delete()


def affiliations(rows: Iterable[Affiliation], into: dict[str, Any], by: Person) -> None:
    """Give affiliations another member or body, but for those that are there to the day."""
    for row in rows:
        same = {name: getattr(row, name) for name in SAME_TIE} | into
        if Affiliation.objects.filter(**same).exclude(pk=row.pk).exists():
            row.delete()
        else:
            _update(row, by, **into)


def _answers(row: Involvement, twin: Involvement) -> None:
    """What answers the one answers the other. A claim that answers both differently is for people
    to settle first."""
    for answer in row.answered_by.all():
        there = ClaimAnswer.objects.filter(answer=answer.answer_id, involvement=twin).first()
        if there is None:
            ClaimAnswer.objects.filter(pk=answer.pk).update(involvement=twin)
        elif there.kind == answer.kind:
            answer.delete()
        else:
            raise MergeRefused(
                gettext_noop(
                    "the claim “%(claim)s” answers both involvements in “%(incident)s”, in two "
                    "ways: make it answer them alike first"
                ),
                claim=str(answer.answer),
                incident=str(twin.incident),
            )


def _readings(row: Appearance, twin: Appearance, by: Person) -> None:
    """Readings of both stay; of two headline ones of a measure, the winner's is it. The reason of
    the other stays with it."""
    headlines = twin.observations.filter(is_headline=True).values("measure")
    row.observations.filter(measure__in=headlines).update(is_headline=False)
    Observation.objects.filter(appearance=row).update(appearance=twin, **next_version(by))


def _take(twin: Involvement, row: Involvement, by: Person) -> None:
    """What the winner's row leaves empty is taken from the other; two that differ are refused."""
    taken = {}
    for name, words in SAID_ONCE.items():
        ours, theirs = getattr(twin, name), getattr(row, name)
        if theirs and ours and ours != theirs:
            raise MergeRefused(
                gettext_noop(
                    "both have the role “%(role)s” in “%(incident)s” and differ in “%(field)s”: "
                    "make them say the same first"
                ),
                role=Role(twin.role),
                incident=str(twin.incident),
                field=words,
            )
        if theirs and not ours:
            taken[name] = theirs
    _update(twin, by, **taken)


def _update(row: models.Model, by: Person, **changes: Any) -> None:
    type(row)._base_manager.filter(pk=row.pk).update(**changes, **next_version(by))
