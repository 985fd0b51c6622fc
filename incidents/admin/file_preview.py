"""What a page shows of a file that was read and not saved yet."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from incidents.actions import source as sources
from incidents.actions.origin import origin
from incidents.actions.transcript import check_origin
from incidents.admin.file_form import SHOWN_REMARKS, FileForm, remark
from incidents.labels import label
from incidents.transcripts.confidence import is_low
from incidents.transcripts.records import ParsedTranscript, Segment

SHOWN_SEGMENTS = 300


class Row(NamedTuple):
    """One passage of the preview; `doubtful` is how sure a machine was, in per cent, where that is
    little."""

    segment: Segment
    doubtful: int | None


def preview(
    form: FileForm, read: sources.ReadPage, names: tuple[str, ...], *, language: str
) -> dict[str, Any]:
    """The context of ``sourcemedia/reading.html``: what was read, and the hidden fields to save it.

    `language` is said of a file that does not tell its own. Raises InputError for an origin that
    could not be saved.
    """
    data, transcript = form.cleaned_data, read.page.transcript
    made = None
    if transcript is not None:
        made = origin(read.page.format, **form.origin())
        check_origin(**made._asdict())
    return {
        "read": read,
        "transcript": transcript,
        "made": made,
        "made_by": label(made.made_by) if made else "",
        "words_language": data["language"] or (transcript and transcript.language) or language,
        "rows": list(_rows(transcript)),
        "doubtful": _doubtful(transcript),
        "remarks": [remark(problem) for problem in sources.remarks(read)[:SHOWN_REMARKS]],
        "kept": form.keep(),
        "answers": form.answers(names),
    }


def _rows(transcript: ParsedTranscript | None) -> Iterator[Row]:
    for segment in transcript.segments[:SHOWN_SEGMENTS] if transcript else ():
        low = is_low(segment.confidence)
        yield Row(segment, round(100 * (segment.confidence or 0)) if low else None)


def _doubtful(transcript: ParsedTranscript | None) -> int:
    return sum(is_low(each.confidence) for each in transcript.segments) if transcript else 0
