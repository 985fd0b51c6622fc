"""Issued reports as they are read: editions with their files, what an edition holds, bytes of a
file. No snapshot is loaded: what a page needs of one, the database takes out of it."""

from incidents.issued.edition import Edition, File, Gone, Period
from incidents.issued.editions import (
    edition_of,
    issued_after,
    last_issued,
    latest,
    newest,
    of_period,
    of_year,
    rows,
    years,
)
from incidents.issued.held import REFERENCES, Held, held
from incidents.issued.pieces import in_pieces

__all__ = [
    "REFERENCES",
    "Edition",
    "File",
    "Gone",
    "Held",
    "Period",
    "edition_of",
    "held",
    "in_pieces",
    "issued_after",
    "last_issued",
    "latest",
    "newest",
    "of_period",
    "of_year",
    "rows",
    "years",
]
