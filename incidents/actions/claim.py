"""Recording who says what, and what it answers."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from incidents.actions import citation, record
from incidents.actions.showing import incidents_showing
from incidents.input_error import InputError, gettext_noop
from incidents.models import Actor, Claim, ClaimAnswer, Incident, Involvement, Segment
from incidents.models.base import Person


class ClaimError(InputError):
    """A claim or an answer that cannot be."""


@transaction.atomic
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
    record.touch(incidents=concerned, by=by)
    return claim


@transaction.atomic
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

    The speaker's actor or label comes from the segments where none is given.
    """
    if not any(fields.get(name) for name in ("speaker", "speaker_label_fr", "speaker_label_en")):
        fields |= _speaker_fields(first)
    claim = create(
        claim=Claim(**fields), incidents=incidents, by=by, about=about, on_behalf_of=on_behalf_of
    )
    citation.cite(
        owner=claim, source=first.transcript.source, by=by, quote=quote, first=first, last=last
    )
    return claim


@transaction.atomic
def answer(*, answer: Claim, to: Claim | Involvement, kind: str, by: Person) -> ClaimAnswer:
    """Record that a claim answers a claim or an involvement. Raises ClaimError on a loop, and
    where it answers the same thing already."""
    if isinstance(to, Claim):
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


def _speaker_fields(segment: Segment) -> dict[str, Any]:
    speaker = segment.speaker
    if speaker is None:
        raise ClaimError(gettext_noop("say who speaks: the segment has no speaker"))
    if speaker.actor is not None:
        return {"speaker": speaker.actor}
    return {"speaker_label_fr": speaker.label}


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
