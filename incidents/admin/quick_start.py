"""What a quick form starts from: the source, its transcript, the passages, the last choices."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.http import urlencode

from incidents.actions.showing import CITING
from incidents.admin.asked import whole_number
from incidents.admin.carried import MAX_PASSAGES
from incidents.codes import Precision
from incidents.input_error import InputError
from incidents.models import Incident, SourceMedia, Transcript
from incidents.transcripts.quotes import MissingQuote, NearestPassage, find_quote

SOURCES = 20
"""Sources of an incident that are offered; any other is searched for."""


@dataclass(frozen=True)
class Start:
    """``at``: the position to begin reading at. ``initial``: the passages chosen, and their
    words."""

    source: SourceMedia | None = None
    transcript: Transcript | None = None
    at: int = 0
    initial: dict[str, Any] = field(default_factory=dict)

    @property
    def given(self) -> dict[str, Any]:
        """The arguments of a form that cites."""
        return {"source": self.source, "transcript": self.transcript}

    def address(self, path: str, form: Any = None) -> str:
        """The same source, and the place reached in it, on another page."""
        values: dict[str, int] = {}
        if self.source is not None:
            values["source"] = self.source.pk
        if self.transcript is not None:
            values |= {"transcript": self.transcript.pk, "at": self.at}
        return f"{path}?{urlencode(values)}" if values else path

    def nearest(self, form: Any) -> NearestPassage | None:
        """What comes nearest to a quote that was refused."""
        return self.closest(form) if "quote" in form.errors else None

    def closest(self, form: Any) -> NearestPassage | None:
        """What comes nearest to the quote of a checked form, in its passages or in all."""
        quote = form.data.get("quote", "")
        if self.transcript is None or not quote.strip():
            return None
        first, last = getattr(form, "passages", (None, None))
        passages = self.transcript.segments.order_by("position")
        if first is not None and last is not None:
            passages = passages.filter(position__range=(first.position, last.position))
        try:
            found = find_quote(list(passages[:MAX_PASSAGES]), quote)
        except InputError:
            return None
        return found.nearest if isinstance(found, MissingQuote) else None


def of_incident(request: HttpRequest, incident: Incident) -> Start:
    """The source that the address names; else the one cited last in this incident."""
    asked = whole_number(request.GET.get("source"))
    if asked is not None:
        return of_source(request, get_object_or_404(SourceMedia, pk=asked))
    sources = sources_of(incident)
    return of_source(request, sources[0]) if sources else Start()


def of_source(request: HttpRequest, source: SourceMedia) -> Start:
    """With the version and the passages that the address names."""
    transcripts = source.transcripts.defer("raw_cues", "problems", "warnings")
    asked = whole_number(request.GET.get("transcript"))
    transcript = (transcripts.filter(pk=asked).first() if asked else None) or transcripts.first()
    if transcript is None:
        return Start(source)
    values = request.POST if request.method == "POST" else request.GET
    first, last = whole_number(values.get("first")), whole_number(values.get("last"))
    first, last = first if first is not None else last, last if last is not None else first
    at = last if last is not None else whole_number(request.GET.get("at")) or 0
    initial: dict[str, Any] = {}
    if first is not None and last is not None and first <= last < transcript.size:
        chosen = transcript.segments.filter(position__range=(first, last)).order_by("position")
        words = chosen.values_list("text", flat=True)[:MAX_PASSAGES]
        initial = {"first": first, "last": last, "quote": " ".join(filter(None, words))}
    return Start(source, transcript, min(at, transcript.size), initial)


def initial(request: HttpRequest, kind: str, start: Start, incident: Incident) -> dict[str, Any]:
    """What is known before anything is typed."""
    known: dict[str, Any] = dict(start.initial)
    if (actor := whole_number(request.GET.get("actor"))) is not None:
        known["actor"] = actor
    if kind == "claim":
        known |= _of_claim(start, incident, request.user)
    return known


def _of_claim(start: Start, incident: Incident, user: Any) -> dict[str, Any]:
    """When it was said and who relays it, from the source; without voices to go by, the speaker of
    the person's last claim here."""
    source, known = start.source, {}
    if source is not None:
        known = proposed_days(source) | {"relayed_by": source.publisher_id}
    if start.transcript is None:
        last = incident.claims.filter(created_by=user.pk).order_by("-pk").first()
        if last is not None:
            names = ("speaker_label_fr", "speaker_label_en")
            known |= {"speaker": last.speaker_id, **{n: getattr(last, n) for n in names}}
    return known


def proposed_days(source: SourceMedia) -> dict[str, Any]:
    """When the source was published; of one day only the first is written, the other follows."""
    if source.earliest is None:
        return {}
    days: dict[str, Any] = {"earliest": source.earliest, "precision": source.precision}
    return days if source.precision == Precision.DAY else days | {"latest": source.latest}


def sources_of(incident: Incident) -> list[SourceMedia]:
    """Sources that this incident cites anywhere, the newest first; one query."""
    found = Q(citations__claim__incidents=incident) | Q(citations__incident=incident)
    found |= Q(citations__involvement__incident=incident)
    found |= Q(citations__procedure_event__procedure__incidents=incident)
    newest = SourceMedia.objects.filter(found).order_by("-pk").distinct()
    return list(newest.only("pk", "title", "description", "kind", "language")[:SOURCES])


def last_incident(transcript: Transcript) -> Incident | None:
    """The one worked on last of those that cite this source in any of their records."""
    wanted = Q(claims__citations__source=transcript.source_id)
    for path in CITING:
        wanted |= Q(**{f"{path}__source": transcript.source_id})
    citing = Incident.objects.open().filter(pk__in=Incident.objects.filter(wanted).values("pk"))
    return citing.order_by("-updated_at", "-pk").first()


def transcript_or_404(pk: int) -> Transcript:
    found: Transcript = get_object_or_404(Transcript.objects.only("source"), pk=pk)
    return found
