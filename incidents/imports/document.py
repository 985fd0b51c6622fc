"""One published document becomes one draft: its records as they were recorded."""

from typing import Any

from incidents.imports.document_checks import check
from incidents.imports.document_shape import DOCUMENT
from incidents.imports.draft import Draft, Known, Part
from incidents.imports.problems import Problem
from incidents.imports.shape import Notes
from incidents.input_error import gettext_noop

PARTS = ("involvements", "appearances", "claims", "procedures")
TERMS = ("techniques", "media", "ratings", "goals")
CITED = {"source": "source", "quote": "quote", "note": "note"}


def draft_of(
    document: dict[str, Any], line: int, known: Known, *, make_registers: bool, dataset: str
) -> Draft:
    """With every problem of the document, by JSON pointer, and what of it cannot be carried."""
    notes = Notes(known)
    read = DOCUMENT(document, "", notes)
    draft = Draft(line)
    if not notes.found:
        check(read, notes, make_registers=make_registers)
    draft.problems = [Problem.of(error, line, name=place) for place, error in notes.found]
    if not draft.problems:
        _fill(draft, read, dataset)
        _say_what_is_lost(draft, document, read)
    return draft


def _fill(draft: Draft, read: Part, dataset: str) -> None:
    draft.incident = {
        "original_language": read["original_language"],
        "jurisdiction": read["jurisdiction"],
        "synthetic_level": read["synthetic_level"],
        "presented_as": read["presented_as"],
        "verdict": read["verdict"]["code"],
        "verdict_on": read["verdict"]["on"],
        "spread": read["spread"],
        "sensitivity": read["sensitivity"],
        **in_both("title", read["title"]),
        **in_both("summary", read["summary"]),
        **in_both("verdict_basis", read["verdict"]["basis"]),
        **read["facts_date"],
    }
    if read["persona"]:
        draft.incident["persona"] = read["persona"]
    if read["election"]:
        draft.incident["election"] = read["election"]["slug"]
        draft.election = read["election"]
    draft.is_outdated = read["translation_outdated"]
    draft.terms = {name: read[name] for name in TERMS if read[name]}
    draft.sources = [_source(each, dataset) for each in read["sources"]]
    draft.citations = [cited(c) | {"supports": c["supports"]} for c in read["incident_citations"]]
    draft.parts = {name: read[name] for name in PARTS}


def in_both(name: str, words: dict[str, str]) -> Part:
    """A bilingual field as its two columns."""
    return {f"{name}_fr": words["fr"], f"{name}_en": words["en"]}


def cited(citation: Part) -> Part:
    """A citation as its columns, its source by key; which seconds it quoted stays behind with the
    transcript."""
    quoted = {"quote": citation["quote"], "note": citation["note"]}
    return {"source": f"id:{citation['source']}", **quoted}


def _source(source: Part, dataset: str) -> Part:
    names = ("kind", "title", "language", "url", "archived_url", "description", "category")
    row = {name: source[name] for name in (*names, "captured_at", "public_extent")}
    ground = f"published by {dataset}"[:300] if source["public_extent"] == "full" else ""
    row |= {"public_extent_ground": ground, **source["published"]}
    return {"key": f"id:{source['id']}", "publisher": source["publisher"], **row}


def _say_what_is_lost(draft: Draft, document: dict[str, Any], read: Part) -> None:
    for source in read["sources"]:
        if source["transcript"]:
            draft.warn(
                gettext_noop(
                    "source %(source)s: a document has no passages of a transcript, so citations "
                    "keep their quotes and not their seconds: take the transcript in with its "
                    "source"
                ),
                source=source["id"],
            )
    for procedure in read["procedures"]:
        for event in procedure["events"]:
            said = event["statement_of_reasons"]
            if said and not said["uuid"]:
                event["statement_of_reasons"] = None
                draft.warn(
                    gettext_noop(
                        "a statement of reasons without a UUID stays behind: by which id the "
                        "platform knows it is not public"
                    )
                )
    if document.get("replies"):
        draft.warn(
            gettext_noop(
                "%(count)d rights of reply stay behind: each was a request of a person to the "
                "register that published it"
            ),
            count=len(document["replies"]),
        )
