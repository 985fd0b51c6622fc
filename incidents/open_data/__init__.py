"""What leaves as files: which incidents, which kinds, which formats; read, and written a piece at a
time, so that its size costs no memory and a slow reader holds no connection."""

from incidents.open_data.asked import Asked, asked_of
from incidents.open_data.kinds import KINDS, Format, file_name, pieces

__all__ = ["KINDS", "Asked", "Format", "asked_of", "file_name", "pieces"]
