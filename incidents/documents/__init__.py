"""Questions to the public document of one incident. Pure; the shape is ``projection``'s."""

from incidents.documents.changed import redacted, renamed
from incidents.documents.law import (
    follow_ups,
    is_late,
    is_listed,
    legal_statuses,
    legal_statuses_on,
    review_due_on,
)
from incidents.documents.records import Document, actors, citations, denials, texts
from incidents.documents.ties import slugs, ties, voices
from incidents.documents.words import (
    LINES_ON_A_PAGE,
    Version,
    is_all_public,
    public_passages,
    public_places,
    public_ranges,
    second_in_page,
    speaker_at,
    speaker_ranges,
)

__all__ = [
    "LINES_ON_A_PAGE",
    "Document",
    "Version",
    "actors",
    "citations",
    "denials",
    "follow_ups",
    "is_all_public",
    "is_late",
    "is_listed",
    "legal_statuses",
    "legal_statuses_on",
    "public_passages",
    "public_places",
    "public_ranges",
    "redacted",
    "renamed",
    "review_due_on",
    "second_in_page",
    "slugs",
    "speaker_at",
    "speaker_ranges",
    "texts",
    "ties",
    "voices",
]
