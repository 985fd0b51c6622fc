"""Taking in where something was learned: pages, files, their transcripts."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone

from incidents.actions import record, transcript
from incidents.actions.address import check_web_address
from incidents.codes import MadeBy, PublicExtent, SourceKind
from incidents.dates import DateError, FactDate, read_date
from incidents.input_error import InputError, gettext_noop
from incidents.models import Actor, SourceMedia, StoredFile, Transcript
from incidents.models.base import Person
from incidents.transcripts import formats
from incidents.transcripts.records import ParsedPage, Problem

PLAIN_TEXT = "text/plain"
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})?", re.ASCII)


class SourceError(InputError):
    """A source that cannot be taken in."""


@dataclass(frozen=True)
class ReadPage:
    """A page as read: nothing saved. ``published`` is unknown where the page or the day of capture
    does not tell; then ``date_problem`` says why."""

    page: ParsedPage
    published: FactDate
    date_problem: str


@dataclass(frozen=True)
class Imported:
    """What came of taking in a page. ``created`` is False when these bytes were there already."""

    source: SourceMedia
    transcript: Transcript | None
    created: bool
    read: ReadPage


def read_page(
    content: bytes,
    *,
    captured_on: date | None = None,
    format_name: str | None = None,
    lenient: bool = False,
) -> ReadPage:
    """Read a page or transcript and resolve its date; writes nothing. Raises InputError."""
    page = formats.parse(content, format_name=format_name, lenient=lenient)
    if not page.date_text:
        return ReadPage(page, FactDate.unknown(), "")
    try:
        return ReadPage(page, read_date(page.date_text, captured_on or timezone.localdate()), "")
    except DateError as error:
        return ReadPage(page, FactDate.unknown(), str(error))


@transaction.atomic
def import_source(
    *,
    content: bytes,
    by: Person | None,
    url: str = "",
    captured_on: date | None = None,
    language: str = "fr",
    kind: SourceKind = SourceKind.VIDEO,
    publisher: Actor | None = None,
    title: str = "",
    public_extent: PublicExtent = PublicExtent.CITED,
    public_extent_ground: str = "",
    format_name: str | None = None,
    lenient: bool = False,
) -> Imported:
    """Keep the page's bytes under their digest, its facts as a source, its words as a transcript.

    The same bytes again give the source that is there, unchanged. Raises InputError: nothing saved.
    """
    check_web_address(url)
    captured_at = _moment(captured_on)
    read = read_page(content, captured_on=captured_on, format_name=format_name, lenient=lenient)
    original = store(content, PLAIN_TEXT)
    known = SourceMedia.objects.select_for_update().filter(original=original).first()
    if known is not None:
        return Imported(known, known.transcripts.first(), False, read)
    source = SourceMedia(
        kind=kind,
        title=title,
        publisher=publisher,
        url=url,
        description=read.page.description,
        category=read.page.category or "",
        language=language,
        captured_at=captured_at,
        original=original,
        earliest=read.published.earliest,
        latest=read.published.latest,
        precision=read.published.precision,
        public_extent=public_extent,
        public_extent_ground=public_extent_ground,
    )
    _check(source)
    record.save(record=source, by=by)
    return Imported(source, _keep_words(source, read.page, by), True, read)


def store(content: bytes, media_type: str) -> StoredFile:
    """Keep bytes under their SHA-256; the same bytes are kept once, also by two at a time."""
    digest = StoredFile.digest_of(content)
    row = StoredFile(digest=digest, content=content, size=len(content), media_type=media_type)
    StoredFile.objects.bulk_create([row], ignore_conflicts=True)
    return StoredFile.objects.defer("content").select_for_update().get(pk=digest)


def _keep_words(source: SourceMedia, page: ParsedPage, by: Person | None) -> Transcript | None:
    """The page's transcript, under the same original as the source; None where it has none."""
    if page.transcript is None or source.original is None:
        return None
    return transcript.add(
        source=source,
        parsed=page.transcript,
        original=source.original,
        by=by,
        made_by=MadeBy.PUBLISHER,
    )


def remarks(read: ReadPage) -> list[Problem]:
    """Problems and warnings of a page, problems first."""
    return [*read.page.problems, *read.page.warnings]


def _moment(day: date | None) -> datetime:
    """A day of capture as a moment: noon, Europe/Paris, or now for today's."""
    if day is None or day == timezone.localdate():
        return timezone.now()
    if day > timezone.localdate():
        raise SourceError(
            gettext_noop("captured on %(day)s: that day is in the future"), day=day.isoformat()
        )
    return timezone.make_aware(datetime.combine(day, time(12)))


def _check(source: SourceMedia) -> None:
    if not LANGUAGE.fullmatch(source.language):
        raise SourceError(
            gettext_noop("language “%(language)s” is not a code such as fr or en-GB"),
            language=source.language[:40],
        )
    for field in source._meta.concrete_fields:
        length, limit = len(str(getattr(source, field.attname) or "")), field.max_length
        if limit is not None and length > limit:
            raise SourceError(
                gettext_noop("%(field)s of %(length)d characters; at most %(limit)d are kept"),
                field=field.name,
                length=length,
                limit=limit,
            )
    if source.public_extent == PublicExtent.FULL and not source.public_extent_ground.strip():
        raise SourceError(gettext_noop("showing the full text in public needs its ground"))
