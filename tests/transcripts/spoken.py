"""Transcripts made of any passages, for the tests of the writers."""

from hypothesis import strategies as st

from incidents.transcripts.records import ParsedTranscript, Segment

DAY_MS = 86_400_000

WORDS = (
    *("00:01", "10:30", "00:00:01,000", "-->", "->", ">", "→", "2", ":30", ".5", ",250", "--"),
    *("&lt;", "&", "<i>", "</i>", "<font", "<br>", "{\\an8", "{b}", "}", "\n", "\n\n", " "),
    *("NOTE", "WEBVTT", "Transcription", "«\u00a0Non.\u00a0»", "ANNE :", ">> ", "- "),
)

texts = st.lists(
    st.sampled_from(WORDS)
    | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8),
    max_size=8,
).map("".join)
segments = st.builds(
    Segment,
    st.integers(0, DAY_MS),
    st.none() | st.integers(0, DAY_MS),
    st.none() | st.sampled_from(["ANNE", "Anne Roy", "00:01 -->", "<i>"]),
    texts,
)
transcripts = st.lists(segments, min_size=1, max_size=5).map(lambda found: spoken(*found))


def spoken(*segments: Segment) -> ParsedTranscript:
    """A transcript of these passages."""
    return ParsedTranscript("vtt", "fr", "utf-8", segments, cues=len(segments))


def cues_of(transcript: ParsedTranscript | None) -> tuple[Segment, ...]:
    """The cues as the file has them, even if they were folded."""
    assert transcript is not None
    return transcript.raw or transcript.segments
