"""Recording who says what, and what it answers."""

from collections.abc import Iterable
from typing import Any

from django.db import connection

from incidents.actions import citation, record
from incidents.actions.showing import incidents_showing
from incidents.input_error import InputError, gettext_noop
from incidents.models import (
    Actor,
    Claim,
    ClaimAnswer,
    Incident,
    Involvement,
    Segment,
    Speaker,
)
from incidents.models.base import Person
from incidents.recorded import recorded

ANSWERS_LOCK = 0x7669676966
"""Key of the advisory lock under which claims answer claims."""

SPEAKER_FIELDS = ("speaker", "speaker_label_fr", "speaker_label_en")
"""Any of these says who speaks."""


class ClaimError(InputError):
    """A claim or an answer that cannot be."""


@recorded
def create(
    *,
    claim: Claim,
    incidents: Iterable[Incident],
    by: Person,
    on_behalf_of: Iterable[Actor] = (),
    about: Iterable[Actor] = (),
) -> Claim:
    """Save a new claim with its incidents (one or more), whom it speaks for and whom about."""
    concerned = list(incidents)
    if not concerned:
        raise ClaimError(gettext_noop("a claim belongs to one incident at least"))
    record.save(record=claim, by=by)
    claim.incidents.set(concerned)
    claim.on_behalf_of.set(on_behalf_of)
    claim.about.set(about)
    record.check_relations(claim)
    record.touch(incidents=concerned, by=by)
    return claim


@recorded
def draft_from_segments(
    *,
    incidents: Iterable[Incident],
    first: Segment,
    last: Segment,
    by: Person,
    quote: str = "",
    about: Iterable[Actor] = (),
    on_behalf_of: Iterable[Actor] = (),
    **fields: Any,
) -> Claim:
    """A claim that cites these segments, in one step. ``fields`` are those of Claim.

    The speaker's actor or label comes from the segments where none is given and one voice speaks
    all of them. Raises ClaimError where they have several voices, or none.
    """
    claim = create(
        claim=Claim(**spoken(fields, first, last)),
        incidents=incidents,
        by=by,
        about=about,
        on_behalf_of=on_behalf_of,
    )
    citation.cite(
        owner=claim, source=first.transcript.source, by=by, quote=quote, first=first, last=last
    )
    return claim


def spoken(fields: dict[str, Any], first: Segment, last: Segment) -> dict[str, Any]:
    """The fields of a claim, the speaker from the one voice of its passages where none is given.

    Raises ClaimError where they have several voices, or none.
    """
    if any(fields.get(name) for name in SPEAKER_FIELDS):
        return fields
    return fields | _speaker_fields(first, last)


@recorded
def answer(*, answer: Claim, to: Claim | Involvement, kind: str, by: Person) -> ClaimAnswer:
    """Record that a claim answers a claim or an involvement. Raises ClaimError on a loop, and
    where it answers the same thing already."""
    if isinstance(to, Claim):
        _one_at_a_time()
        _check_no_loop(answer, to)
        made = ClaimAnswer(answer=answer, claim=to, kind=kind)
    else:
        made = ClaimAnswer(answer=answer, involvement=to, kind=kind)
    if ClaimAnswer.objects.filter(
        answer=answer, claim=made.claim, involvement=made.involvement
    ).exists():
        raise ClaimError(gettext_noop("“%(claim)s” answers this already"), claim=str(answer))
    made.save()
    record.touch(incidents=incidents_showing(answer), by=by)
    return made


def voices(first: Segment, last: Segment) -> list[Speaker | None]:
    """Who speaks from one segment to another, both included, each once, in the order of their
    first words; None stands for the segments that nobody was given."""
    spoken = Segment.objects.filter(
        transcript=first.transcript_id, position__range=(first.position, last.position)
    )
    ids = list(dict.fromkeys(spoken.order_by("position").values_list("speaker", flat=True)))
    known = Speaker.objects.select_related("actor").in_bulk([pk for pk in ids if pk is not None])
    return [known[pk] if pk is not None else None for pk in ids]


def _speaker_fields(first: Segment, last: Segment) -> dict[str, Any]:
    match voices(first, last):
        case [Speaker(actor=Actor() as actor)]:
            return {"speaker": actor}
        case [Speaker(label=label)]:
            return {"speaker_label_fr": label}
        case [None] | []:
            raise ClaimError(gettext_noop("say who speaks: the segment has no speaker"))
        case several:
            raise _several_voices(several)


def _several_voices(found: list[Speaker | None]) -> ClaimError:
    """To put the words of one person in the mouth of another is the worst mistake there is."""
    named = ", ".join(speaker.label for speaker in found if speaker is not None)
    if None in found:
        template = gettext_noop(
            "say who speaks: the passages are of %(voices)s, and some of nobody named"
        )
    else:
        template = gettext_noop("say who speaks: the passages are of several voices, %(voices)s")
    return ClaimError(template, voices=named)


def _one_at_a_time() -> None:
    """Two answers recorded at once could close a loop that neither of them sees."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ANSWERS_LOCK])


def _check_no_loop(answer: Claim, to: Claim) -> None:
    """Follow the answers from ``to`` onwards; one query per step."""
    if answer.pk == to.pk:
        raise ClaimError(gettext_noop("a claim cannot answer itself"))
    seen: set[int] = set()
    step = {to.pk}
    while step:
        seen |= step
        if answer.pk in seen:
            raise ClaimError(gettext_noop("“%(claim)s” answers this claim already"), claim=str(to))
        following = ClaimAnswer.objects.filter(answer__in=step, claim__isnull=False)
        step = set(following.values_list("claim", flat=True)) - seen
