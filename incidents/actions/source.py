"""Taking in where something was learned: pages, files, their transcripts."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.utils import timezone

from incidents.actions import record, transcript
from incidents.actions.address import check_web_address
from incidents.actions.language import is_language
from incidents.actions.origin import media_type, origin
from incidents.actions.permission import check_may
from incidents.actions.stored_file import store
from incidents.codes import MadeBy, PublicExtent, SourceKind
from incidents.dates import DateError, FactDate, read_date
from incidents.input_error import InputError, Words, gettext_noop
from incidents.models import Actor, SourceMedia, StoredFile, Transcript
from incidents.models.base import Person
from incidents.recorded import recorded
from incidents.transcripts import formats
from incidents.transcripts.records import ParsedPage, ParsedTranscript, Problem

LANGUAGE = "fr"
"""Of a source whose language neither a person nor the file tells."""


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


@dataclass(frozen=True)
class Added:
    """What came of a transcript for a source. ``created`` is False when it was there already."""

    transcript: Transcript
    created: bool
    read: ReadPage


def read_page(
    content: bytes,
    *,
    captured_on: date | None = None,
    format_name: str | None = None,
    language: str | None = None,
    lenient: bool = False,
) -> ReadPage:
    """Read a page or transcript and resolve its date; writes nothing. Raises InputError."""
    page = formats.parse(content, format_name=format_name, language=language, lenient=lenient)
    if not page.date_text:
        return ReadPage(page, FactDate.unknown(), "")
    try:
        return ReadPage(page, read_date(page.date_text, captured_on or timezone.localdate()), "")
    except DateError as error:
        return ReadPage(page, FactDate.unknown(), str(error))


@recorded
def import_source(
    *,
    content: bytes,
    by: Person | None,
    url: str = "",
    captured_on: date | None = None,
    language: str | None = None,
    kind: SourceKind = SourceKind.VIDEO,
    publisher: Actor | None = None,
    title: str = "",
    public_extent: PublicExtent = PublicExtent.CITED,
    public_extent_ground: str = "",
    format_name: str | None = None,
    lenient: bool = False,
    made_by: MadeBy | None = None,
    tool: str = "",
    tool_version: str = "",
) -> Imported:
    """Keep the page's bytes under their digest, its facts as a source, its words as a transcript.

    The same bytes again give the source that is there, unchanged: their own, or the first beside
    which they are kept as a transcript. Raises InputError: nothing saved.
    """
    check_web_address(url)
    captured_at = _moment(captured_on)
    read = read_page(
        content,
        captured_on=captured_on,
        format_name=format_name,
        language=language,
        lenient=lenient,
    )
    original = store(content, media_type(read.page.format))
    known = known_source(original.digest)
    if known is not None:
        return Imported(known, known.transcripts.first(), False, read)
    source = _source_of(
        read,
        original=original,
        kind=kind,
        title=title,
        publisher=publisher,
        url=url,
        language=_language_of(read.page, language),
        captured_at=captured_at,
        public_extent=public_extent,
        public_extent_ground=public_extent_ground,
    )
    record.save(record=source, by=by)
    made = origin(read.page.format, made_by, tool, tool_version)
    words = read.page.transcript
    if words is None:
        return Imported(source, None, True, read)
    kept = transcript.add(
        source=source, parsed=words, original=original, by=by, language=language, **made._asdict()
    )
    return Imported(source, kept, True, read)


@recorded
def add_transcript(
    *,
    source: SourceMedia,
    content: bytes,
    by: Person | None,
    made_by: MadeBy | None = None,
    tool: str = "",
    tool_version: str = "",
    reason: str = "",
    language: str | None = None,
    format_name: str | None = None,
    lenient: bool = False,
) -> Added:
    """Keep a file as the next version of a source's transcript.

    The same bytes again, read to the same words, give the version that is there. Bytes that belong
    to another source are kept for this one too. Raises InputError: nothing saved.
    """
    if by is not None:
        check_may(by, "add_transcript")
    read = read_page(content, format_name=format_name, language=language, lenient=lenient)
    if read.page.transcript is None:
        raise SourceError(gettext_noop("no transcript: no line begins with a time"))
    parsed = transcript.in_language(read.page.transcript, language, source.language)
    SourceMedia.objects.select_for_update().get(pk=source.pk)
    known = same_transcript(source, content, parsed)
    if known is not None:
        return Added(known, False, read)
    made = origin(read.page.format, made_by, tool, tool_version)
    kept = transcript.add(
        source=source,
        parsed=parsed,
        original=store(content, media_type(read.page.format)),
        by=by,
        reason=reason,
        **made._asdict(),
    )
    return Added(kept, True, read)


def known_source(digest: str) -> SourceMedia | None:
    """The source that these bytes are the original of, else the first with a transcript of them."""
    sources = SourceMedia.objects.order_by("pk")
    return (
        sources.filter(original=digest).first()
        or sources.filter(transcripts__original=digest).first()
    )


def same_transcript(
    source: SourceMedia, content: bytes, parsed: ParsedTranscript
) -> Transcript | None:
    """The version of a source that was read from these bytes to these words, in this language."""
    return source.transcripts.filter(
        original=StoredFile.digest_of(content), digest=transcript.content_digest(parsed)
    ).first()


def remarks(read: ReadPage) -> list[Problem]:
    """Problems and warnings of a page, problems first."""
    return [*read.page.problems, *read.page.warnings]


def _language_of(page: ParsedPage, language: str | None) -> str:
    """The language given, else the file's where it is a code, else French."""
    named = page.transcript.language if page.transcript else None
    return language or (named if named and is_language(named) else LANGUAGE)


def _moment(day: date | None) -> datetime:
    """A day of capture as a moment: noon, Europe/Paris, or now for today's."""
    if day is None or day == timezone.localdate():
        return timezone.now()
    if day > timezone.localdate():
        raise SourceError(gettext_noop("captured on %(day)s: that day is in the future"), day=day)
    return timezone.make_aware(datetime.combine(day, time(12)))


def _source_of(read: ReadPage, **given: Any) -> SourceMedia:
    """The row of a page: what was read of it, and what was given. Raises SourceError."""
    source = SourceMedia(
        description=read.page.description,
        category=read.page.category or "",
        earliest=read.published.earliest,
        latest=read.published.latest,
        precision=read.published.precision,
        **given,
    )
    _check(source)
    return source


def _check(source: SourceMedia) -> None:
    if not is_language(source.language):
        raise SourceError(
            gettext_noop("language “%(language)s” is not a code such as fr or en-GB"),
            language=source.language[:40],
        )
    for field in source._meta.concrete_fields:
        length, limit = len(str(getattr(source, field.attname) or "")), field.max_length
        if limit is not None and length > limit:
            raise SourceError(
                gettext_noop("%(field)s of %(length)d characters; at most %(limit)d are kept"),
                field=Words(field.name),
                length=length,
                limit=limit,
            )
    if source.public_extent == PublicExtent.FULL and not source.public_extent_ground.strip():
        raise SourceError(gettext_noop("showing the full text in public needs its ground"))
