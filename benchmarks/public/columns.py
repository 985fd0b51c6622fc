"""The tables that every peer loads: their columns and files. One file for each process that made
incidents; together they hold each row once."""

from pathlib import Path

COLUMNS = {
    "platform": ("id", "code", "name"),
    "technique": ("id", "code", "name"),
    "party": ("id", "slug", "name"),
    "incident": (
        *("id", "reference", "title_fr", "title_en", "summary", "first_published_at"),
        *("happened_on", "platform_id", "technique_id", "party_id", "role", "verdict"),
        *("status", "country", "election", "views"),
    ),
    "claim": (
        *("id", "incident_id", "speaker", "proposition", "stance", "said_on", "summary", "quote"),
    ),
    "legal_step": ("id", "incident_id", "track", "authority", "kind", "happened_on", "note"),
    "source": ("id", "incident_id", "title", "publisher", "url", "published_on"),
    "passage": (
        *("id", "source_id", "incident_id", "position", "start_ms", "end_ms", "speaker"),
        *("cited", "text"),
    ),
}
"""Tables in the order in which foreign keys let them be filled."""


def files_of(folder: Path, table: str) -> list[Path]:
    """All files of a table."""
    return sorted(folder.glob(f"{table}.*.csv"))
