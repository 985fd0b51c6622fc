"""What a text that no format recognises looks like: said in the refusal, so that one can act."""

from incidents.input_error import gettext_noop
from incidents.transcripts.records import EXCERPT_CHARS, UnknownFormat
from incidents.transcripts.source_text import SourceText


def what_is_seen(text: SourceText) -> UnknownFormat:
    """The refusal of a text whose format was not recognised."""
    for number, line in enumerate(text.lines, 1):
        if "-->" in line:
            return UnknownFormat(
                gettext_noop(
                    "line %(line)d has a subtitle arrow (-->), but not between two times:"
                    " “%(excerpt)s”"
                ),
                line=number,
                excerpt=line.strip()[:EXCERPT_CHARS],
            )
    return UnknownFormat(
        gettext_noop(
            "format not recognised: none of %(count)d lines begins with a time such as 00:12, and"
            " there is no heading “Category” or “Transcription”; the first is “%(excerpt)s”"
        ),
        count=sum(1 for line in text.lines if line.strip()),
        excerpt=next(line.strip() for line in text.lines if line.strip())[:EXCERPT_CHARS],
    )
