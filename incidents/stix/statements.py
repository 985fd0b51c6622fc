"""What accuses somebody, as notes: accusation and answers in one text, never apart."""

from collections.abc import Iterator

from incidents.stix.nodes import Node, Record, Site, node, text_of


def notes(site: Site, document: Record, incident: Node, language: str) -> Iterator[Node]:
    """A note for each record that accuses."""
    for part, said in (("claims", _claim), ("involvements", _involvement)):
        for record in document[part]:
            if record["accusation"]:
                yield _note(
                    site,
                    incident,
                    record,
                    [said(record, language), *_answers(document, record, language)],
                )


def _note(site: Site, incident: Node, record: Record, lines: list[str]) -> Node:
    made = node(
        site,
        "note",
        f"{incident['id']}/{record['id']}",
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


def _answers(document: Record, record: Record, language: str) -> Iterator[str]:
    """The claims that answer, the rights of reply, or that there is none."""
    found = False
    for claim in document["claims"]:
        if claim["id"] in record["answered_by"]:
            found = True
            yield f"answered by: {_claim(claim, language)}"
    for reply in document["replies"]:
        if record["id"] in (reply["claim"], reply["involvement"]):
            found = True
            yield f"right of reply: {reply['text']}"
    if not found:
        yield "no answer is on record"
