"""Passages chosen in a transcript, on their way to a claim, an event or a citation."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

from incidents.actions import claim as claims
from incidents.admin.passages import PassageForm
from incidents.input_error import InputError
from incidents.models import Segment, Speaker, Transcript
from incidents.transcripts.confidence import is_low
from incidents.transcripts.quotes import (
    MAX_QUOTE_CHARS,
    MissingQuote,
    NearestPassage,
    find_quote,
)

MAX_PASSAGES = 200
"""A quote of more would be no quote: at most this many are put together."""

USE_NEAREST = "use_nearest"
"""The button that takes the nearest passage for the quote."""


@dataclass(frozen=True)
class Carried:
    """From one passage to another, both included, of one transcript."""

    transcript: Transcript
    first: Segment
    last: Segment

    @cached_property
    def passages(self) -> list[Segment]:
        between = self.transcript.segments.filter(
            position__range=(self.first.position, self.last.position)
        )
        return list(between.select_related("speaker").order_by("position")[:MAX_PASSAGES])

    @cached_property
    def voices(self) -> list[Speaker | None]:
        return claims.voices(self.first, self.last)

    @property
    def quote(self) -> str:
        """All that is said in them: to be shortened by the person who cites."""
        return " ".join(segment.text for segment in self.passages if segment.text)[:MAX_QUOTE_CHARS]

    @property
    def cut(self) -> bool:
        """More was chosen than is put together."""
        return self.last.position - self.first.position >= MAX_PASSAGES

    @property
    def low(self) -> bool:
        """A machine was not sure of some of it."""
        return any(is_low(segment.confidence) for segment in self.passages)

    @property
    def query(self) -> str:
        """The same passages in an address that does not name their transcript."""
        return urlencode({"first": self.first.position, "last": self.last.position})

    @property
    def back(self) -> str:
        """The transcript, at the first of them."""
        return page_of(self.transcript, self.first.position)

    def nearest(self, quote: str) -> NearestPassage | None:
        """What comes nearest to a quote that is not in them."""
        try:
            found = find_quote(self.passages, quote)
        except InputError:
            return None
        return found.nearest if isinstance(found, MissingQuote) else None

    def taken(self, data: Any) -> Any:
        """What was sent, its quote replaced by the nearest passage."""
        nearest = self.nearest(data.get("quote", ""))
        copied = data.copy()
        if nearest is not None:
            copied["quote"] = nearest.passage
        return copied


def read(request: HttpRequest, transcript: Transcript) -> Carried | None:
    """The passages named in the address; where they are none, says why, and gives None."""
    chosen = PassageForm(request.GET, transcript=transcript)
    if chosen.is_valid():
        return Carried(transcript, *chosen.passages)
    for problem in (error for errors in chosen.errors.values() for error in errors):
        messages.error(request, str(problem))
    return None


def page_of(transcript: Transcript, position: int = 0) -> str:
    """The address of a transcript's workbench, at a passage."""
    address = reverse("admin:incidents_transcript_change", args=[transcript.pk])
    return f"{address}?at={position}#p{position}" if position else address
