"""The bytes of a stored file, a piece at a time."""

from collections.abc import Iterator

from django.db.models import BinaryField, F, Func, Value

from incidents.models import StoredFile

PIECE = 1 << 20
"""Bytes. PostgreSQL keeps what is large in slices and reads those that a piece needs; what it has
compressed it unpacks as far as the piece reaches. PDFs are compressed already and kept as they
come."""


def in_pieces(digest: str, first: int, last: int) -> Iterator[bytes]:
    """From the first to the last position, counted from 0; a query each, and no transaction between
    them: a reader who is slow holds nothing, and the row never changes."""
    while first <= last:
        length = min(PIECE, last - first + 1)
        piece = Func(
            F("content"),
            Value(first + 1),
            Value(length),
            function="substring",
            output_field=BinaryField(),
        )
        found = StoredFile.objects.filter(pk=digest).values_list(piece, flat=True)
        yield bytes(found[0])
        first += length
