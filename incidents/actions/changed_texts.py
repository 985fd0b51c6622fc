"""What changes of a period said before, and what they say since: titles, summaries, verdicts.

Nothing that is shown to nobody again (``history``) is told: where either version is guarded or
erased, the notice stands alone.
"""

from collections.abc import Iterable, Sequence
from functools import reduce
from operator import or_

from django.db.models import Q

from incidents.documents import Document
from incidents.history import is_guarded, with_guarded
from incidents.models import Publication

Texts = list[Document]


def changed_texts(publications: Iterable[Publication]) -> dict[int, Texts]:
    """By the key of each Publication, its texts that differ from the one before: field, old, new.
    ``publications`` are rows of ``with_guarded``. One query for all of them."""
    found = list(publications)
    before = {(each.incident_id, each.number): each for each in _before(found)}
    return {
        each.pk: _differences(before.get((each.incident_id, each.number - 1)), each)
        for each in found
    }


def _before(publications: Sequence[Publication]) -> Iterable[Publication]:
    if not publications:
        return ()
    places = (Q(incident=each.incident_id, number=each.number - 1) for each in publications)
    return with_guarded(Publication.objects.filter(reduce(or_, places)))


def _differences(old: Publication | None, new: Publication) -> Texts:
    if old is None or not _is_readable(old) or not _is_readable(new):
        return []
    said, says = _texts(old.content), _texts(new.content)
    return [
        {"field": field, "old": said[field], "new": says[field]}
        for field in says
        if said[field] != says[field]
    ]


def _is_readable(publication: Publication) -> bool:
    return bool(publication.content) and not is_guarded(publication)


def _texts(content: Document) -> dict[str, Document]:
    return {
        "title": content["title"],
        "summary": content["summary"],
        "verdict": content["verdict"]["basis"],
    }
