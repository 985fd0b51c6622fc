"""What happened in a period to what was public: corrections, developments, withdrawals, mergers."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.db.models import Min, Q
from django.utils import timezone

from incidents.actions.changed_texts import changed_texts
from incidents.actions.report_part import concerned
from incidents.codes import MERGER, WITHDRAWAL, PublicationKind, RecordKind
from incidents.coverage import Coverage
from incidents.documents import Document
from incidents.history import is_guarded, notice_of, readable, with_guarded
from incidents.listing import addresses_now
from incidents.models import Merger, Publication, Term, Withdrawal

STILL_ITS_OWN = Q(incident__withdrawal__isnull=True, incident__merged_into__isnull=True)


def changes(
    coverage: Coverage, first: datetime, end: datetime, cut_off: datetime
) -> Iterator[Document]:
    """Corrections, developments, withdrawals and merges of the period, in the order in which they
    came, and every withdrawal or merge of an incident first published in it, whenever it came."""
    of_it = concerned(coverage)
    made = Publication.objects.filter(
        ~Q(kind=PublicationKind.FIRST),
        of_it,
        published_at__gte=first,
        published_at__lt=cut_off,
    )
    later = with_guarded(made.filter(STILL_ITS_OWN))
    ended = Withdrawal.objects.filter(
        Q(withdrawn_at__gte=first, withdrawn_at__lt=end)
        | Q(first_published_at__gte=first, first_published_at__lt=end),
        of_it,
    )
    merged = Merger.objects.filter(of_it, kind=RecordKind.INCIDENT).exclude(old="")
    merged = merged.annotate(first_at=Min("incident__publications__first_published_at")).filter(
        Q(merged_at__gte=first, merged_at__lt=end) | Q(first_at__gte=first, first_at__lt=end)
    )
    rows = list(later.select_related("correction_class"))
    texts = changed_texts(rows)
    found = [_later(publication) | {"texts": texts[publication.pk]} for publication in rows]
    found += [gone(withdrawal) for withdrawal in ended.select_related("reason_class")]
    led = addresses_now(RecordKind.INCIDENT, [merger.old for merger in merged])
    titles = _titles(led.values(), cut_off)
    found += [_merged(merger, titles.get(led[merger.old])) for merger in merged]
    yield from sorted(found, key=lambda change: (change["published_at"], change["reference"]))


def _later(publication: Publication) -> Document:
    return {
        "reference": publication.reference,
        "kind": publication.kind,
        "published_at": iso(publication.published_at),
        "number": publication.number,
        "notice": notice_of(publication, guarded=is_guarded(publication)),
        "class": term_of(publication.correction_class),
        "title": readable_now(publication).content["title"],
    }


def gone(withdrawal: Withdrawal) -> Document:
    """What a report says of a withdrawn incident."""
    return {
        "reference": withdrawal.reference,
        "kind": WITHDRAWAL,
        "published_at": iso(withdrawal.withdrawn_at),
        "number": None,
        "notice": {"fr": "", "en": ""},
        "class": term_of(withdrawal.reason_class),
        "title": {"fr": "", "en": ""},
    }


def _titles(references: Iterable[str], cut_off: datetime) -> dict[str, Document]:
    """By reference, the title that was public at the cut-off; none of what is public no more."""
    made = Publication.objects.filter(reference__in=list(references), published_at__lt=cut_off)
    standing = with_guarded(made.filter(STILL_ITS_OWN)).order_by("number")
    return {each.reference: readable_now(each).content["title"] for each in standing}


def _merged(merger: Merger, title: Document | None) -> Document:
    """``into`` is where its page led first; the site follows what was merged again. The title is
    that of the incident in which it ended."""
    return {
        "reference": merger.old,
        "kind": MERGER,
        "into": merger.new,
        "published_at": iso(merger.merged_at),
        "number": None,
        "notice": {"fr": "", "en": ""},
        "class": None,
        "title": title or {"fr": "", "en": ""},
    }


def readable_now(publication: Publication) -> Publication:
    """Itself, or in the place of one that is shown to nobody again (``history``) the next that may
    be read: an incident that is still public has one."""
    if publication.content and not is_guarded(publication):
        return publication
    of_it = Publication.objects.filter(incident=publication.incident_id)
    return readable(of_it.filter(number__gt=publication.number)).order_by("number")[0]


def term_of(term: Term | None) -> Document | None:
    """A term of a vocabulary as a snapshot has it."""
    if term is None:
        return None
    return {"code": term.code, "label": {"fr": term.label_fr, "en": term.label_en}}


def iso(moment: Any) -> str:
    """A moment as a snapshot has it: UTC, ISO 8601."""
    text: str = moment.astimezone(timezone.get_fixed_timezone(0)).isoformat()
    return text
