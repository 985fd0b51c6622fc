"""The lines of each passage, for files that cannot mark who speaks; pure.

The speaker stands before the text as ``NAME: `` where another one begins, unless the text names the
same one itself. Nothing says that a known speaker ends and an unknown one begins. A passage without
text has no lines and names nobody.
"""

from collections.abc import Iterable, Iterator

from incidents.transcripts import voices
from incidents.transcripts.records import Segment


def with_speakers(segments: Iterable[Segment]) -> Iterator[tuple[Segment, list[str]]]:
    """Each passage with its lines, stripped, without blank ones; any line end of Unicode is one."""
    current: str | None = None
    for segment in segments:
        lines = [line for part in segment.text.splitlines() if (line := part.strip())]
        if lines:
            name = " ".join((segment.speaker or "").split())
            if name and name not in {current, voices.propose(lines[0])}:
                lines[0] = f"{name}: {lines[0]}"
            current = name
        yield segment, lines
