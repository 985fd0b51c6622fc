"""Issued reports as they are read: editions with their files, what an edition holds, bytes of a
file. No snapshot is loaded: what a page needs of one, the database takes out of it."""

from incidents.issued.editions import (
    Edition,
    File,
    Gone,
    Period,
    issued_after,
    last_issued,
    latest,
    newest,
    of_period,
    of_year,
    years,
)
from incidents.issued.held import Held, held
from incidents.issued.pieces import pieces

__all__ = [
    "Edition",
    "File",
    "Gone",
    "Held",
    "Period",
    "held",
    "issued_after",
    "last_issued",
    "latest",
    "newest",
    "of_period",
    "of_year",
    "pieces",
    "years",
]
