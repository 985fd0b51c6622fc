"""Private persons are never named in public: their names are looked for in every public text."""

from collections.abc import Iterable, Iterator

from django.db.models import Q

from incidents import documents
from incidents.actions.obstacle import Obstacle, Step
from incidents.documents import Document
from incidents.input_error import gettext_noop
from incidents.models import Incident, PrivateIdentity, Segment
from incidents.names import Folded
from incidents.transcripts.folding import words


def private_names(texts: Iterable[str]) -> list[Obstacle]:
    """Refuse while a private person's name, alias or handle occurs in a public text.

    Spellings are folded (``names``); part of a name is looked for where it is recorded as an alias.
    The name is not in the message: whoever reads it may not be allowed to know it.
    """
    needles = [
        (str(identity.actor), needle)
        for identity in PrivateIdentity.objects.select_related("actor")
        for needle in identity.needles()
        if words(needle)
    ]
    if not needles:
        return []
    public = [Folded.of(text) for text in texts]
    labels = {
        label for label, needle in needles if any(text.names(Folded.of(needle)) for text in public)
    }
    return [_named(label) for label in sorted(labels)]


def in_public_words(incident: Incident, document: Document) -> list[Obstacle]:
    """Names of private persons in what publishing would make public, the passages of transcripts
    too; and masked accounts in its addresses."""
    found = private_names((*documents.texts(document), *_passages(document)))
    addresses = [text for text in documents.texts(document) if "/" in text]
    masked = incident.appearances.filter(account_masked=True).exclude(account="")
    for account in masked.values_list("account", flat=True):
        needle = Folded.of(account)
        if words(account) and any(Folded.of(text).names(needle) for text in addresses):
            said = gettext_noop("a masked account is in a public address")
            found.append(Obstacle(said, step=Step.APPEARANCES))
    return found


def _named(label: str) -> Obstacle:
    return Obstacle(
        gettext_noop("the name of a private person (“%(label)s”) is in a public text"),
        step=Step.FACTS,
        label=label,
    )


def _passages(document: Document) -> Iterator[str]:
    """Texts of the transcripts' segments that publishing would make public; one query."""
    chosen = Q(pk__in=[])
    for (source_id, digest), ranges in documents.public_passages(document).items():
        within = Q(pk__in=[])
        for each in ranges:
            within |= Q(position__range=each)
        chosen |= Q(transcript__source__public_id=source_id, transcript__digest=digest) & within
    yield from Segment.objects.filter(chosen).order_by("pk").values_list("text", flat=True)
