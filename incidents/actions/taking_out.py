"""The next Publication of an incident that takes something out for good and adds nothing.

It needs no approval: what was approved stands, but for what may not be shown. It is a correction of
the class "privacy" with a neutral notice.
"""

from datetime import datetime
from typing import NamedTuple

from incidents import listing
from incidents.actions import clock
from incidents.actions.readiness import in_silence
from incidents.canonical import digest
from incidents.codes import PublicationKind, Scheme
from incidents.documents import Document
from incidents.input_error import InputError, gettext_noop
from incidents.models import Incident, Publication, Term
from incidents.models.base import Person

CORRECTION_CLASS = "privacy"


class NoSuchClass(InputError):
    """The vocabulary lacks the class of such corrections."""


class Notice(NamedTuple):
    """What the public reads of it."""

    fr: str
    en: str


def publish_without(
    incident: Incident,
    current: Publication,
    content: Document,
    *,
    notice: Notice,
    by: Person,
    at: datetime,
) -> Publication:
    """End the current one, list the next. Raises NoSuchClass."""
    at = clock.following(current, at)
    Publication.objects.filter(pk=current.pk).update(ended_at=at)
    listing.remove(current)
    publication = Publication.objects.create(
        incident=incident,
        reference=current.reference,
        number=current.number + 1,
        kind=PublicationKind.CORRECTION,
        content=content,
        digest=digest(content),
        published_at=at,
        first_published_at=current.first_published_at,
        published_by=by,
        correction_class=_privacy(),
        notice_fr=notice.fr,
        notice_en=notice.en,
        silence_override=notice.fr if in_silence(incident, content, at) else "",
    )
    listing.add(publication)
    return publication


def _privacy() -> Term:
    found = Term.objects.filter(scheme=Scheme.CORRECTION_CLASS, code=CORRECTION_CLASS).first()
    if found is None:
        raise NoSuchClass(
            gettext_noop("the vocabulary lacks the correction class “%(code)s”"),
            code=CORRECTION_CLASS,
        )
    return found
