"""Taking passages of a transcript out of the public, for good."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.utils import timezone

from incidents import documents, listing
from incidents.actions.permission import check_may
from incidents.actions.redaction_rows import passages, same_words
from incidents.actions.taking_out import Notice, publish_without
from incidents.documents import Document, Version
from incidents.input_error import InputError, Words, gettext_noop
from incidents.models import (
    Incident,
    Publication,
    Redaction,
    Report,
    SourceMedia,
    Transcript,
)
from incidents.models.base import Person
from incidents.passages import Range, intersection
from incidents.recorded import recorded

NOTICE = Notice(
    fr="Des paroles d’une source citée ici ne sont plus montrées au public.",
    en="Words of a source cited here are no longer shown to the public.",
)
LONGEST_REASON = 300


class RedactionRefused(InputError):
    """Passages that cannot be redacted as asked."""


@dataclass(frozen=True)
class Redacted:
    """What a redaction did, or would do: one row per range and version, the Publications made, and
    the issued reports (frozen: their bytes stay) in which a cited passage of it stands."""

    redactions: tuple[Redaction, ...]
    publications: tuple[Publication, ...]
    reports: tuple[Report, ...]


@dataclass(frozen=True)
class Consequences:
    """What a redaction would do: references of the incidents that get a notice, issued reports.

    `unplaced` counts the quotes of the source that have no passage, so that no redaction finds
    them: somebody must look.
    """

    passages: int
    versions: int
    references: tuple[str, ...]
    reports: tuple[Report, ...]
    unplaced: int


@recorded
def redact(*, transcript: Transcript, first: int, last: int, reason: str, by: Person) -> Redacted:
    """Hide passages (first and last position, counted from 0) from the public, irreversibly.

    The same words in every other version of the source are hidden with them, now and in versions
    to come. It holds at once in whatever is public; each incident whose public document showed
    something of them gets its next Publication, a correction with a neutral notice. That needs no
    approval: it takes away and adds nothing. Raises NotAllowed, RedactionRefused.
    """
    check_may(by, "add_redaction")
    listing.one_at_a_time()
    source = SourceMedia.objects.select_for_update().get(pk=transcript.source_id)
    _check(transcript, first, last, reason)
    places = _places(transcript, (first, last))
    rows = Redaction.objects.bulk_create(
        Redaction(
            transcript=version,
            first_position=begin,
            last_position=end,
            reason=reason.strip(),
            redacted_by=by,
        )
        for version, ranges in places.items()
        for begin, end in ranges
    )
    hidden = _hidden(places)
    incidents = Incident.objects.filter(publications__in=list(_showing(source))).order_by("pk")
    at, made = timezone.now(), []
    for incident in incidents.select_for_update(of=("self",)):
        current = incident.publications.current().first()
        if current is not None and _shows(current, hidden):
            content = documents.redacted(current.content, _all_hidden(source))
            taken = publish_without(incident, current, content, notice=NOTICE, by=by, at=at)
            made.append(taken)
    listing.redact(source.public_id)
    return Redacted(tuple(rows), tuple(made), tuple(_reports(hidden)))


def consequences(*, transcript: Transcript, first: int, last: int) -> Consequences:
    """What ``redact`` would do; writes nothing. Raises RedactionRefused for an unknown range."""
    _check_range(transcript, first, last)
    source = transcript.source
    places = _places(transcript, (first, last))
    hidden = _hidden(places)
    touched = sorted(each.reference for each in _showing(source) if _shows(each, hidden))
    reports = tuple(_reports(hidden))
    unplaced = source.citations.filter(first_segment=None).exclude(quote="").count()
    return Consequences(last - first + 1, len(places), tuple(touched), reports, unplaced)


def _check(transcript: Transcript, first: int, last: int, reason: str) -> None:
    _check_range(transcript, first, last)
    if not reason.strip():
        raise RedactionRefused(gettext_noop("a redaction needs its reason"))
    if len(reason.strip()) > LONGEST_REASON:
        raise RedactionRefused(
            gettext_noop("%(field)s of %(length)d characters; at most %(limit)d are kept"),
            field=Words("reason"),
            length=len(reason.strip()),
            limit=LONGEST_REASON,
        )


def _check_range(transcript: Transcript, first: int, last: int) -> None:
    if not 0 <= first <= last < transcript.size:
        raise RedactionRefused(
            gettext_noop("segments %(first)d to %(last)d are not in this transcript of %(size)d"),
            first=first,
            last=last,
            size=transcript.size,
        )
    known = Redaction.objects.ranges([transcript]).get(transcript.pk, [])
    if intersection([(first, last)], known) == [(first, last)]:
        raise RedactionRefused(gettext_noop("these passages are redacted already"))


def _places(transcript: Transcript, chosen: Range) -> dict[Transcript, list[Range]]:
    """The chosen range, and where its words are in the other versions of the source."""
    found = {transcript: [chosen]}
    others = Transcript.objects.filter(source=transcript.source_id).exclude(pk=transcript.pk)
    theirs = passages(transcript) if others else []
    for other in others.order_by("number"):
        if places := same_words(theirs, passages(other), chosen):
            found[other] = places
    return found


def _hidden(places: Mapping[Transcript, list[Range]]) -> dict[Version, list[Range]]:
    return {
        (version.source.public_id, version.digest): ranges for version, ranges in places.items()
    }


def _all_hidden(source: SourceMedia) -> dict[Version, list[Range]]:
    """Everything of a source that is redacted, by version."""
    versions = {version.pk: version for version in source.transcripts.all()}
    ranges = Redaction.objects.ranges(versions)
    return {(source.public_id, versions[pk].digest): places for pk, places in ranges.items()}


def _showing(source: SourceMedia) -> Iterable[Publication]:
    return Publication.objects.current().filter(listed__sources__contains=[source.public_id])


def _shows(publication: Publication, hidden: Mapping[Version, list[Range]]) -> bool:
    """Whether it makes one of these passages public."""
    shown = documents.public_passages(publication.content)
    return any(intersection(ranges, hidden.get(version, ())) for version, ranges in shown.items())


def _reports(hidden: Mapping[Version, list[Range]]) -> Iterator[Report]:
    """Issued reports in which one of these passages is cited."""
    for report in Report.objects.order_by("first_day", "edition"):
        cited = (
            citation
            for incident in report.snapshot.get("incidents", ())
            for _kind, _anchor, citation in documents.citations(incident["content"])
            if citation["transcript"]
        )
        if any(
            intersection([(each["first"], each["last"])], hidden.get(_version(each), ()))
            for each in cited
        ):
            yield report


def _version(citation: Document) -> Version:
    return citation["source"], citation["transcript"]
