"""What lists say of an edition without reading its snapshot: kept beside it when it is issued."""

from typing import Any

from django.utils import translation

from incidents.reports import wording
from incidents.reports.answered import accusations
from incidents.reports.dossier import dossiers
from incidents.reports.frozen import Snapshot
from incidents.reports.period import period_in_words
from incidents.reports.summary import sentences
from incidents.reports.tables import tables

Words = list[list[str]]


def in_lists(snapshot: Snapshot) -> dict[str, Any]:
    """The summary's headings and paragraphs per language, the name of the part that the report is
    about (None for everything), and how many incidents and changes it holds."""
    part = snapshot.get("jurisdiction") or snapshot.get("election")
    return {
        **{language: _sentences(snapshot, language) for language in wording.LANGUAGES},
        "about": part["name"] if part else None,
        "incidents": len(snapshot["incidents"]),
        "changes": len(snapshot["changes"]),
    }


def _sentences(snapshot: Snapshot, language: str) -> Words:
    with translation.override(language):
        answered = accusations(dossiers(snapshot, language))
        period = period_in_words(snapshot)
        return [list(each) for each in sentences(snapshot, tables(snapshot), answered, period)]
