"""What accuses somebody, as notes: accusation and answers in one text, never apart."""

from collections.abc import Iterator

from incidents.exchange import Statement, exchange
from incidents.stix.nodes import Node, Record, Site, node, text_of


def notes(site: Site, document: Record, incident: Node, language: str) -> Iterator[Node]:
    """A note for each record that accuses."""
    for statement in exchange(document).accusations:
        said = _claim if statement.is_claim else _involvement
        lines = [said(statement.record, language), *_answers(statement, language)]
        yield _note(site, incident, statement.id, lines)


def _note(site: Site, incident: Node, own: str, lines: list[str]) -> Node:
    made = node(
        site,
        "note",
        f"{incident['id']}/{own}",
        abstract="What is said, and what is answered. The site does not say who is right.",
        content="\n".join(lines),
        object_refs=[incident["id"]],
    )
    return made | {name: incident[name] for name in ("created", "modified", "lang")}


def _claim(claim: Record, language: str) -> str:
    speaker = claim["speaker"]
    name = speaker["actor"]["name"] if speaker["actor"] else speaker["label"]
    readings = ", ".join(claim["reading"])
    return f"{readings} - {text_of(name, language)}: {text_of(claim['summary'], language)}"


def _involvement(involvement: Record, language: str) -> str:
    name = text_of(involvement["actor"]["name"], language)
    note = text_of(involvement["note"], language)
    return f"{involvement['role']} - {name}" + (f": {note}" if note else "")


def _answers(statement: Statement, language: str) -> Iterator[str]:
    """The claims that answer, the rights of reply, or that there is none."""
    if not statement.answered:
        yield "no answer is on record"
    for beside in statement.thread():
        yield f"answered by: {_claim(beside.statement.record, language)}"
    for reply in statement.beside:
        yield f"right of reply: {reply['text']}"
