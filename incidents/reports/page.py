"""What the templates of the report get: each chapter's part, from one reading of the snapshot."""

from typing import Any

from incidents.reports.chapters.brief import brief
from incidents.reports.chapters.changes import changes
from incidents.reports.chapters.contents import contents
from incidents.reports.chapters.cover import cover
from incidents.reports.chapters.follow_up import legal
from incidents.reports.chapters.index import index
from incidents.reports.chapters.news import news
from incidents.reports.chapters.statistics import statistics
from incidents.reports.chapters.words import words
from incidents.reports.frozen import Snapshot
from incidents.reports.material import Material, gather

CHAPTERS = (cover, brief, news, statistics, legal, changes, words, index)


def page(snapshot: Snapshot, language: str) -> dict[str, Any]:
    """The context of the templates, in the active language."""
    material = gather(snapshot, language)
    context = _common(material)
    for chapter in CHAPTERS:
        context |= chapter(material)
    return context | contents(context)


def _common(material: Material) -> dict[str, Any]:
    return {
        "snapshot": material.snapshot,
        "language": material.language,
        "annexes": material.annexes,
        "incidents": material.incidents,
    }
