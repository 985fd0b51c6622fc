"""What is known of a transcript's making from its format alone."""

from typing import NamedTuple

from incidents.codes import MadeBy

MACHINES = {
    "whisper-json": "Whisper",
    "amazon-transcribe-json": "Amazon Transcribe",
    "watson-json": "IBM Watson Speech to Text",
    "kaldi-json": "Kaldi",
    "speechmatics-json": "Speechmatics",
}
"""Formats that only speech recognition writes, and whose."""

MEDIA_TYPES = {
    "vtt": "text/vtt",
    "srt": "application/x-subrip",
    "ttml": "application/ttml+xml",
    "dcinema-xml": "application/xml",
    "paragraph-xml": "application/xml",
    "youtube-srv1": "application/xml",
    "youtube-srv3": "application/xml",
}
PLAIN_TEXT = "text/plain"
JSON = "application/json"


class Origin(NamedTuple):
    """Who made a transcript, and with what."""

    made_by: MadeBy
    tool: str
    tool_version: str


def origin(format_name: str, made_by: MadeBy | None, tool: str, tool_version: str) -> Origin:
    """What was said of it; where nothing was, a machine for its own formats, else the publisher.

    A machine without a name has the one that its format tells.
    """
    machine = MACHINES.get(format_name, "")
    if made_by is None:
        made_by = MadeBy.MACHINE if machine or tool.strip() else MadeBy.PUBLISHER
    if made_by is MadeBy.MACHINE:
        tool = tool.strip() or machine
    return Origin(made_by, tool, tool_version)


def media_type(format_name: str) -> str:
    """The media type under which a file of this format is kept."""
    if format_name.endswith("json") or format_name.endswith("json3"):
        return JSON
    return MEDIA_TYPES.get(format_name, PLAIN_TEXT)
