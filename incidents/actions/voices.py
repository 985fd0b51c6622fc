"""Whether passages were given to another voice since somebody looked.

A passage has no version of its own, because its words never change. Who gave it to whom, and when,
is in the audit: what is seen is the number of the audit's last entry.
"""

import json
from collections.abc import Iterator
from typing import NamedTuple

from django.contrib.auth import get_user_model

from incidents.actions.record import ChangedMeanwhile
from incidents.input_error import gettext_noop
from incidents.models import AuditEntry, AuditOperation, Segment, SourceMedia, Transcript
from incidents.models.base import Person
from incidents.passages import Range
from incidents.stored_audit import tail


class Given(NamedTuple):
    """One passage that a person gave to a voice."""

    person: int | None
    position: int


def seen_now() -> int:
    """What whoever reads a transcript now has seen."""
    end = tail()
    return end.count if end else 0


def check_seen(
    *, transcript: Transcript, label: str, by: Person, ranges: list[Range], seen: int
) -> None:
    """Raises ChangedMeanwhile, which names who gave a passage of these ranges to which other voice
    since; nothing is lost, for nothing is written. Of two at once the second waits here."""
    SourceMedia.objects.select_for_update().get(pk=transcript.source_id)
    given = [
        each
        for each in _given(transcript, seen)
        if each.person != getattr(by, "pk", None)
        and any(first <= each.position <= last for first, last in ranges)
    ]
    places = [each.position for each in given]
    now = Segment.objects.filter(transcript=transcript, position__in=places)
    others = dict(now.exclude(speaker__label=label).values_list("position", "speaker__label"))
    for person, position in reversed(given):
        if position in others:
            raise ChangedMeanwhile(
                gettext_noop(
                    "meanwhile %(person)s gave passage %(number)d to “%(voice)s”; nothing was"
                    " changed: look, then send it again if it is right"
                ),
                person=_name(person),
                number=position + 1,
                voice=others[position] or "–",
            )


def _given(transcript: Transcript, seen: int) -> Iterator[Given]:
    entries = AuditEntry.objects.filter(
        table_name=Segment._meta.db_table,
        row_key=str(transcript.pk),
        operation=AuditOperation.UPDATE,
        sequence__gt=seen,
    ).order_by("sequence")
    for person, payload in entries.values_list("person", "payload__payload"):
        told = json.loads(payload or "{}").get("after", {})
        for position, _before, _after in told.get("speaker_ids", ()):
            yield Given(person, position)


def _name(person: int | None) -> str:
    found = get_user_model().objects.filter(pk=person).first() if person is not None else None
    return str(found) if found else "–"
