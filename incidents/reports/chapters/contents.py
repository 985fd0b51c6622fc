"""The table of contents: chapters with what stands in them, then figures and tables."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext

from incidents.reports import wording


@dataclass(frozen=True)
class Heading:
    """A line of the contents: where it leads, its words and their language, a number or reference
    before them."""

    anchor: str
    title: str
    before: str = ""
    language: str = ""
    below: list["Heading"] = field(default_factory=list)


def contents(context: Mapping[str, Any]) -> dict[str, Any]:
    """From the context of all chapters: only what is printed is listed."""
    return {
        "contents": list(_chapters(context)),
        "figure_list": [
            Heading(each.figure_anchor, each.title, each.figure)
            for each in context["every_table"]
            if each.figure
        ],
        "table_list": [
            Heading(each.anchor, each.title, each.number) for each in context["every_table"]
        ],
    }


def _chapters(context: Mapping[str, Any]) -> Iterator[Heading]:
    yield Heading("summary", gettext("In brief"))
    yield Heading("news", gettext("What is new"), below=list(_news(context)))
    if context["incidents"]:
        yield Heading("incidents", gettext("Incidents"), below=list(_incidents(context)))
        yield Heading("totals", gettext("Statistics"))
    if context["balance"]:
        yield Heading("balance", gettext("Balance sheet of the parties"))
    if context["responses"]:
        yield Heading("responses", gettext("How platforms responded"))
    if context["groups"]:
        yield Heading("follow-up", gettext("Legal follow-up"), below=list(_groups(context)))
    yield Heading("changes", gettext("Corrections, withdrawals, late arrivals"))
    yield Heading("method", gettext("Method"))
    if context["glossary"]:
        yield Heading("glossary", gettext("Vocabulary and glossary"))
    yield Heading("verify", gettext("How to verify this report"))
    if context["index"]:
        yield Heading("index", gettext("Index"))


def _news(context: Mapping[str, Any]) -> Iterator[Heading]:
    yield Heading("news-published", gettext("First published"))
    yield Heading("news-changed", gettext("Changed"))
    if context["incidents"]:
        yield Heading("news-decided", gettext("Decided in procedures"))
        yield Heading("news-announced", gettext("Considered or announced"))


def _incidents(context: Mapping[str, Any]) -> Iterator[Heading]:
    for incident in context["incidents"]:
        title = incident.document["title"]
        yield Heading(
            incident.anchor, wording.plain(title), incident.reference, wording.tongue(title)
        )


def _groups(context: Mapping[str, Any]) -> Iterator[Heading]:
    for group in context["groups"]:
        yield Heading(f"follow-up-{group.code}", group.title)
