"""Private persons are never named in public: their names are looked for in every public text."""

from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise
from typing import Any, NamedTuple

from django.db.models import Model, Q
from django.utils.text import format_lazy

from incidents import documents
from incidents.actions.obstacle import Obstacle, Step
from incidents.documents import Document
from incidents.input_error import gettext_noop
from incidents.models import (
    Appearance,
    Claim,
    Incident,
    Involvement,
    PrivateIdentity,
    Procedure,
    Reply,
    Segment,
    SourceMedia,
)
from incidents.names import Folded
from incidents.transcripts.folding import words

SPELT_OUT = frozenset({"fr", "en", "basis"})
"""Keys of a document that are part of a field's name."""
PUBLIC_ID = "transcript__source__public_id"
PARTS: dict[str, tuple[Step, type[Model]]] = {
    "appearances": (Step.APPEARANCES, Appearance),
    "involvements": (Step.PEOPLE, Involvement),
    "claims": (Step.CLAIMS, Claim),
    "replies": (Step.CLAIMS, Reply),
    "procedures": (Step.PROCEDURES, Procedure),
    "sources": (Step.SOURCES, SourceMedia),
}
"""By the part of a document: where it is mended, and what its records are called."""
MENDED = frozenset({Appearance, Involvement, Claim, Procedure})
"""Records with a form of their own that an obstacle leads to."""


class Text(NamedTuple):
    """A public text and where it stands: in words, and as an obstacle says it."""

    text: str
    where: Any = ""
    step: Step = Step.FACTS
    about: str = ""


Readings = tuple[list[Text], ...]
"""The same words read in several ways: of a name, the first in which it stands says where."""


def private_names(texts: Iterable[str]) -> list[Obstacle]:
    """Refuse while a private person's name, alias or handle occurs in a public text.

    Spellings are folded (``names``); part of a name is looked for where it is recorded as an alias.
    The name is not in the message: whoever reads it may not be allowed to know it.
    """
    return _refused([([Text(text) for text in texts],)])


def in_public_words(incident: Incident, document: Document) -> list[Obstacle]:
    """Names of private persons in what publishing would make public, the passages of transcripts
    too, each with its place; and masked accounts in its addresses."""
    found = _refused([(list(_fields(document)),), *_passages(document)])
    addresses = [text for text in documents.texts(document) if "/" in text]
    masked = incident.appearances.filter(account_masked=True).exclude(account="")
    for account in masked.values_list("account", flat=True):
        needle = Folded.of(account)
        if words(account) and any(Folded.of(text).names(needle) for text in addresses):
            said = gettext_noop("a masked account is in a public address")
            found.append(Obstacle(said, step=Step.APPEARANCES))
    return found


def _refused(read: Iterable[Readings]) -> list[Obstacle]:
    """One obstacle for each person and place."""
    needles = [
        (str(identity.actor), Folded.of(needle))
        for identity in PrivateIdentity.objects.select_related("actor")
        for needle in identity.needles()
        if words(needle)
    ]
    if not needles:
        return []
    found: dict[tuple[str, str, str], Obstacle] = {}
    for readings in read:
        folded = [[(text, Folded.of(text.text)) for text in texts] for texts in readings]
        for label, needle in needles:
            places = ([text for text, its in texts if its.names(needle)] for texts in folded)
            for text in next(filter(None, places), []):
                found[label, str(text.where), text.about] = _named(label, text)
    return [found[key] for key in sorted(found)]


def _named(label: str, text: Text) -> Obstacle:
    said = gettext_noop("the name of a private person (“%(label)s”) is in a public text")
    if text.where:
        said = gettext_noop(
            "the name of a private person (“%(label)s”) is in a public text: %(where)s"
        )
    return Obstacle(said, step=text.step, about=text.about, label=label, where=text.where)


def _fields(document: Document) -> Iterator[Text]:
    """Every text of a document with its place: the field of the incident, or the record."""
    for key, value in document.items():
        if key not in PARTS:
            yield from _of_incident(key, value)
            continue
        step, model = PARTS[key]
        for record in value:
            where = format_lazy("{} {}", model._meta.verbose_name, record["id"])
            about = record["id"] if model in MENDED else ""
            yield from (Text(text, where, step, about) for text in documents.texts(record))


def _of_incident(name: str, value: Any) -> Iterator[Text]:
    """What is said of the incident itself, by the field of its form where it has one."""
    if isinstance(value, dict):
        for key, inner in value.items():
            longer = f"{name}_{key}" if key in SPELT_OUT else name
            yield from _of_incident(longer, inner)
        return
    field: Any = next((f for f in Incident._meta.get_fields() if f.name == name), None)
    where = getattr(field, "verbose_name", Incident._meta.verbose_name)
    about = name if field is not None else ""
    yield from (Text(text, where, Step.FACTS, about) for text in documents.texts(value))


def _passages(document: Document) -> Iterator[Readings]:
    """Passages of transcripts that publishing would make public; one query. A name may begin in one
    passage and end in a later one."""
    chosen = Q(pk__in=[])
    for (source_id, digest), ranges in documents.public_passages(document).items():
        within = Q(pk__in=[])
        for each in ranges:
            within |= Q(position__range=each)
        chosen |= Q(transcript__source__public_id=source_id, transcript__digest=digest) & within
    rows = Segment.objects.filter(chosen).order_by("transcript_id", "position")
    numbered = enumerate(rows.values_list("transcript_id", "position", "text", PUBLIC_ID))
    for _run, together in groupby(numbered, key=lambda each: (each[1][0], each[1][1] - each[0])):
        run = [row for _number, row in together]
        pairs = [_spoken(list(pair)) for pair in pairwise(run)]
        yield [_spoken([row]) for row in run], pairs, [_spoken(run)]


def _spoken(passages: list[Any]) -> Text:
    """These passages, which follow one another, as one text."""
    first, last, source = passages[0][1] + 1, passages[-1][1] + 1, passages[0][3]
    where = format_lazy(
        "{} {}, {} {}",
        SourceMedia._meta.verbose_name,
        source,
        Segment._meta.verbose_name,
        str(first) if first == last else f"{first}–{last}",
    )
    return Text(" ".join(row[2] for row in passages), where, Step.SOURCES)
