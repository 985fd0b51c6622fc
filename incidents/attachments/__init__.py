"""Files inside a PDF, read back from one that anybody may have made: pure (no Django).

``read_apart`` is what others call: it reads in a process of its own, which has few rights and
little time. ``reading`` and ``told`` are what that process does.
"""

from incidents.attachments.apart import read_apart
from incidents.attachments.told import MANIFEST, SNAPSHOT, Told, ToldFile
from incidents.attachments.unread import Unread, UnreadError

__all__ = ["MANIFEST", "SNAPSHOT", "Told", "ToldFile", "Unread", "UnreadError", "read_apart"]
