"""What changed after publication: of the whole site newest first, of one incident step by step.

Three logs are kept apart - corrections, developments, rights of reply - and beside them
withdrawals and merges. Everything is read from what is public: Publications, tombstones, merges.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from incidents.change_keys import LOGS, keys
from incidents.codes import MERGER, WITHDRAWAL, ChangeLog, RecordKind
from incidents.compared import Difference, compared
from incidents.cursors import place
from incidents.documents import Document
from incidents.history import first_open, is_guarded, notice_of, with_guarded
from incidents.listing import addresses_now, shown_all
from incidents.models import ListedIncident, Merger, Publication, Withdrawal

PAGE_SIZE = 25


@dataclass(frozen=True)
class Change:
    """One change. A withdrawal or a merge has no notice: nothing of the incident remains public
    under this reference. A merge has the title of the incident that its page leads to, if that is
    public. ``into`` is where the page led first; ``number`` is that of the Publication, or 0.
    ``is_guarded``: a later correction protects a person, and the notice is given no more."""

    reference: str
    kind: str
    at: datetime
    number: int = 0
    reason: dict[str, Any] | None = None
    title: dict[str, str] | None = None
    notice: dict[str, str] | None = None
    into: str = ""
    is_guarded: bool = False


@dataclass(frozen=True)
class Page:
    """Some changes, and the cursor of the page after them (empty: there is none)."""

    changes: list[Change]
    next: str


@dataclass(frozen=True)
class Step:
    """One Publication of an incident, its document as it is shown now (empty once erased), and what
    it changed of the one before. ``is_guarded``: a later correction protects a person, so that
    its words are given to nobody again."""

    publication: Publication
    document: Document
    differences: Sequence[Difference]
    is_guarded: bool = False

    @property
    def is_erased(self) -> bool:
        """Whether its content was erased at the request of a person concerned."""
        return not self.publication.content

    @property
    def notice(self) -> dict[str, str]:
        """Its public notice, empty for the first and where it is given no more."""
        return notice_of(self.publication, guarded=self.is_guarded)

    @property
    def reason(self) -> dict[str, Any] | None:
        """The class of a correction."""
        return _class(self.publication.correction_class)


def page(log: ChangeLog | None = None, *, cursor: str = "", size: int = PAGE_SIZE) -> Page:
    """The newest changes of one log or of all, or those after a cursor; six queries at most.

    Notices of incidents that are public no more are not among them, and titles are those that are
    public now. Raises CursorError for a cursor that this site never wrote.
    """
    kinds = [LOGS[each] for each in ([log] if log else ChangeLog)]
    asked = list(keys(kinds, cursor)[: size + 1])
    found = _changes(asked[:size])
    more = len(asked) > size
    return Page(found, place("after", found[-1].at, _name(found[-1])) if more else "")


def steps(reference: str) -> list[Step]:
    """Every Publication of an incident that is public, the newest first, each with what it changed;
    three queries. After a correction that protects a person no earlier words are given."""
    rows = Publication.objects.filter(reference=reference).order_by("number")
    made = list(rows.select_related("correction_class"))
    left = [each for each in made if each.content]
    contents = dict(zip((each.pk for each in left), shown_all(left), strict=True))
    guarded = first_open(made)
    found: list[Step] = []
    before: Document | None = None
    for publication in made:
        content = contents.get(publication.pk)
        differences = compared(before, content) if before and content else []
        if publication.number <= guarded:
            differences = _once([each.without_words() for each in differences])
        found.append(Step(publication, content or {}, differences, publication.number < guarded))
        before = content or before
    return found[::-1]


def changes_of(reference: str, size: int) -> list[Change]:
    """Of one public incident its Publications, the first among them, the newest first; of a
    withdrawn one the withdrawal alone; of anything else nothing. Three queries at most."""
    titles = _titles([reference])
    if titles:
        rows = _read_for_notices(reference=reference).order_by("-number")[:size]
        return [_made(each, titles[reference]) for each in rows]
    gone = Withdrawal.objects.filter(reference=reference).select_related("reason_class")
    return [_ended(each) for each in gone]


def changes_between(references: list[str], after: int, until: int) -> dict[str, list[Change]]:
    """By reference, what was published between two keys of Publications, in order; one query, or
    none for none."""
    found: dict[str, list[Change]] = {reference: [] for reference in references}
    if not references:
        return found
    made = _read_for_notices(reference__in=references, pk__gt=after, pk__lte=until)
    for each in made.order_by("pk"):
        found[each.reference].append(_made(each, None))
    return found


@dataclass(frozen=True)
class Since:
    """What changed of some incidents after a moment: how many changes of each kind, and the newest
    of them."""

    kinds: Mapping[str, int]
    changes: Sequence[Change]

    @property
    def more(self) -> int:
        """Changes that are not among the newest."""
        return sum(self.kinds.values()) - len(self.changes)


def since(references: Sequence[str], after: datetime, size: int) -> Since:
    """What happened to incidents after a moment; a withdrawn one is among them, by its tombstone.
    Six queries at most, none for none."""
    if not references:
        return Since({}, [])
    found = list(keys(list(LOGS.values()), "", references, after))
    return Since(dict(Counter(key[3] for key in found)), _changes(found[:size]))


def _once(differences: list[Difference]) -> list[Difference]:
    """Without words several changes of one field read alike."""
    return [each for n, each in enumerate(differences) if each not in differences[:n]]


def _name(change: Change) -> str:
    return f"{change.reference}~{change.number}"


def _changes(asked: Sequence[tuple[datetime, str, int, str]]) -> list[Change]:
    """The rows behind keys, in their order."""
    named = {kind: [key[1] for key in asked if key[3] == kind] for kind in (WITHDRAWAL, MERGER)}
    numbers = Q(pk__in=[])
    for _at, reference, number, kind in asked:
        if kind not in named:
            numbers |= Q(reference=reference, number=number)
    made = _read_for_notices(numbers)
    gone = Withdrawal.objects.filter(reference__in=named[WITHDRAWAL])
    merged = Merger.objects.filter(kind=RecordKind.INCIDENT, old__in=named[MERGER])
    led = addresses_now(RecordKind.INCIDENT, named[MERGER])
    titles = _titles([*(key[1] for key in asked if key[3] not in named), *led.values()])
    found = {(p.reference, p.number): _made(p, titles.get(p.reference)) for p in made}
    for ended in gone.select_related("reason_class"):
        found[ended.reference, 0] = _ended(ended)
    for each in merged:
        title = titles.get(led[each.old])
        found[each.old, 0] = Change(each.old, MERGER, each.merged_at, title=title, into=each.new)
    return [found[key[1], key[2]] for key in asked]


def _read_for_notices(*wanted: Q, **more: Any) -> QuerySet[Publication]:
    """Publications with what a change tells of them, their documents left out."""
    made = Publication.objects.filter(*wanted, **more).select_related("correction_class")
    return with_guarded(made).defer("content")


def _made(publication: Publication, title: dict[str, str] | None) -> Change:
    guarded = is_guarded(publication)
    return Change(
        reference=publication.reference,
        kind=publication.kind,
        at=publication.published_at,
        number=publication.number,
        reason=_class(publication.correction_class),
        title=title,
        notice=notice_of(publication, guarded=guarded),
        is_guarded=guarded,
    )


def _ended(gone: Withdrawal) -> Change:
    return Change(gone.reference, WITHDRAWAL, gone.withdrawn_at, reason=_class(gone.reason_class))


def _class(term: Any) -> dict[str, Any] | None:
    if term is None:
        return None
    return {"code": term.code, "label": {"fr": term.label_fr, "en": term.label_en}}


def _titles(references: list[str]) -> dict[str, dict[str, str]]:
    rows = ListedIncident.objects.filter(reference__in=references)
    return {
        reference: {"fr": fr, "en": en}
        for reference, fr, en in rows.values_list("reference", "title_fr", "title_en")
    }
