"""What stops an incident from being published, each with the record it is about."""

from collections.abc import Iterator
from datetime import datetime

from incidents import documents
from incidents.codes import PublicExtent, Role
from incidents.documents import Document
from incidents.input_error import InputError, gettext_noop
from incidents.models import ElectionRound, Incident, PrivateIdentity, Segment
from incidents.procedures import NEEDS_NO_SOURCE, EventKind
from incidents.transcripts.folding import words


class Obstacle(InputError):
    """One reason why the incident cannot be published as it stands."""


def obstacles(incident: Incident, document: Document) -> list[Obstacle]:
    """Every reason, not only the first. Empty: ready."""
    return [
        *_missing_texts(document),
        *_unsourced_claims(document),
        *_unsourced_involvements(document),
        *_unsourced_events(document),
        *_private_names(document),
    ]


def in_silence(incident: Incident, at: datetime) -> ElectionRound | None:
    """The round of the incident's election whose silence period holds publication at ``at``."""
    if incident.election_id is None:
        return None
    return ElectionRound.objects.filter(
        election=incident.election_id, silence_from__lte=at, silence_to__gt=at
    ).first()


def _missing_texts(document: Document) -> Iterator[Obstacle]:
    language = document["original_language"]
    for field, template in (
        ("title", gettext_noop("the title is missing in the original language (%(language)s)")),
        ("summary", gettext_noop("the summary is missing in the original language (%(language)s)")),
    ):
        if not document[field][language].strip():
            yield Obstacle(template, language=language)


def _unsourced_claims(document: Document) -> Iterator[Obstacle]:
    for claim in document["claims"]:
        if not claim["citations"]:
            yield Obstacle(
                gettext_noop("claim “%(claim)s” cites no source"), claim=_text(claim["summary"])
            )


def _unsourced_involvements(document: Document) -> Iterator[Obstacle]:
    """An alleged or promoted involvement cites a source, or a claim accuses that actor."""
    accused = [
        actor for claim in document["claims"] if claim["accusation"] for actor in claim["about"]
    ]
    for involvement in document["involvements"]:
        if not involvement["accusation"] or involvement["citations"]:
            continue
        if involvement["actor"] not in accused:
            yield Obstacle(
                gettext_noop(
                    "involvement “%(actor)s – %(role)s” cites neither a claim nor a source"
                ),
                actor=_text(involvement["actor"]["name"]),
                role=Role(involvement["role"]),
            )


def _unsourced_events(document: Document) -> Iterator[Obstacle]:
    for procedure in document["procedures"]:
        for event in procedure["events"]:
            if EventKind(event["kind"]) not in NEEDS_NO_SOURCE and not event["citations"]:
                yield Obstacle(
                    gettext_noop("event %(order)s (%(kind)s) of a procedure cites no source"),
                    order=event["order"],
                    kind=EventKind(event["kind"]),
                )


def _private_names(document: Document) -> Iterator[Obstacle]:
    """Refuse while a private person's name, alias or handle occurs anywhere in the public text.

    Whole words are compared, accents and case folded; a handle without a letter or digit cannot be
    looked for. The name is not in the message: whoever reads it may not be allowed to know it.
    """
    needles = [
        (str(identity.actor), _folded(needle))
        for identity in PrivateIdentity.objects.select_related("actor")
        for needle in identity.needles()
        if words(needle)
    ]
    if not needles:
        return
    for text in (*documents.texts(document), *_passages(document)):
        folded = _folded(text)
        for label, needle in needles:
            if needle in folded:
                yield Obstacle(
                    gettext_noop("the name of a private person (“%(label)s”) is in a public text"),
                    label=label,
                )


def _folded(text: str) -> str:
    return f" {' '.join(words(text))} "


def _passages(document: Document) -> Iterator[str]:
    """Texts of the transcripts' segments that publishing would make public."""
    extents = {source["id"]: source["public_extent"] for source in document["sources"]}
    for source in document["sources"]:
        if source["public_extent"] == PublicExtent.FULL and source["transcript"]:
            yield from _segments(
                source["transcript"]["digest"], 0, source["transcript"]["segments"]
            )
    for _kind, _anchor, citation in documents.citations(document):
        if citation["transcript"] and extents[citation["source"]] != PublicExtent.NONE:
            yield from _segments(citation["transcript"], citation["first"], citation["last"])


def _segments(digest: str, first: int, last: int) -> Iterator[str]:
    found = Segment.objects.filter(transcript__digest=digest, position__range=(first, last))
    yield from found.values_list("text", flat=True)


def _text(text: dict[str, str]) -> str:
    return (text["fr"] or text["en"])[:80]
