"""Pages and files of our own writing, for the tests of this folder."""

from incidents.transcripts import formats
from incidents.transcripts.records import ParsedPage, ParsedTranscript, Segment

PAGE = """• l’année dernière
Des comptes anonymes imitent la maire de Valmont. L'Alliance des rives dément tout lien.

Category

🗞
News
Transcription
00:00 Bonsoir, madame Aubrac.
00:03 Qui parle sur cette vidéo ?
00:08 Ce n'est pas moi.

Recommandations
2:15
Une autre vidéo
"""


def read(text: str, *, lenient: bool = False, format_name: str | None = None) -> ParsedPage:
    """Parse a text as the product does, from its UTF-8 bytes."""
    return formats.parse(text.encode(), lenient=lenient, format_name=format_name)


def transcript(text: str, *, lenient: bool = False) -> ParsedTranscript:
    """The transcript of a text that has one."""
    found = read(text, lenient=lenient).transcript
    assert found is not None
    return found


def cues(text: str, *, lenient: bool = False) -> list[tuple[int, str]]:
    """Start in milliseconds and text of each segment."""
    segments: tuple[Segment, ...] = transcript(text, lenient=lenient).segments
    return [(segment.start_ms, segment.text) for segment in segments]
