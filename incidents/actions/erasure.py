"""Deciding a person's request for erasure, answering it, forgetting who asked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.functions import TransactionNow
from django.db import connection
from django.db.models import Q, QuerySet
from django.utils import timezone

from incidents import erasure
from incidents.actions.erasure_rows import Eraser
from incidents.actions.erasure_search import (
    Place,
    Progress,
    last_entry,
    search,
    search_audit,
    search_model,
    unheard,
)
from incidents.actions.permission import check_may
from incidents.actions.record import check_version
from incidents.codes import ErasureGround, ErasureState
from incidents.input_error import InputError, gettext_noop
from incidents.models import Actor, AuditEntry, ErasureRequest, PrivateIdentity, Report
from incidents.models.base import Person
from incidents.names import Names
from incidents.recorded import recorded

OF_THE_PERSON = frozenset({"person_name", "person_contact", "asked", "values"})
SHORTEST = 3


class ErasureRefused(InputError):
    """A request that cannot be decided, carried out or answered as asked."""


@recorded
def decide(
    *, request: ErasureRequest, state: ErasureState, ground: ErasureGround, reasons: str, by: Person
) -> None:
    """Grant, grant in part or refuse, on a ground of the law and with reasons; once.

    Raises NotAllowed, ErasureRefused, ChangedMeanwhile when ``request.version`` is not the stored
    one.
    """
    check_may(by, "decide_erasure")
    stored = locked(request)
    check_version(request, stored)
    if stored.state != ErasureState.RECEIVED:
        raise ErasureRefused(gettext_noop("this request is decided already"))
    if not erasure.fits(state, ground):
        raise ErasureRefused(
            gettext_noop("“%(ground)s” is no ground for “%(state)s”"), ground=ground, state=state
        )
    if not reasons.strip():
        raise ErasureRefused(gettext_noop("a decision needs its reasons"))
    if state in erasure.ERASES:
        _check_names(names_of(stored), stored)
    write(
        request,
        state=state,
        ground=ground,
        reasons=reasons.strip(),
        decided_at=timezone.now(),
        decided_by=by,
        updated_by=by,
        version=stored.version + 1,
    )


def may_search(by: Person) -> bool:
    """Everything is read for those only who decide on it or carry it out."""
    return any(by.has_perm(f"incidents.{each}") for each in ("decide_erasure", "carry_out_erasure"))


def places_for(request: ErasureRequest, *, by: Person, progress: Progress = unheard) -> list[Place]:
    """The places for somebody who may decide or carry it out. While neither is done, everything is
    read; once it is carried out, reports, of which an edition to come may hold a name; of a refused
    one nothing. Raises NotAllowed."""
    if not may_search(by):
        check_may(by, "carry_out_erasure")
    if request.done_at is not None:
        names = names_of(request)
        return list(search_model(Report, names)) if names else []
    return places(request, progress) if to_search(request) else []


def to_search(request: ErasureRequest) -> bool:
    """While it is to be decided or carried out."""
    open_to = {ErasureState.RECEIVED, *erasure.ERASES}
    return request.done_at is None and request.state in open_to


def places(request: ErasureRequest, progress: Progress = unheard) -> list[Place]:
    """Every place where the person's names stand now; reads everything, writes nothing."""
    return search(names_of(request), progress)


@recorded
def answer(*, request: ErasureRequest, answered_on: date, by: Person) -> None:
    """Note that the person has the answer. Once the erasure is carried out, too, who asked is
    forgotten. Raises NotAllowed, ErasureRefused."""
    check_may(by, "decide_erasure")
    stored = locked(request)
    if stored.state == ErasureState.RECEIVED:
        raise ErasureRefused(gettext_noop("an answer is sent once the request is decided"))
    if stored.answered_on is not None:
        raise ErasureRefused(gettext_noop("this request is answered already"))
    if not stored.received_on <= answered_on <= timezone.localdate():
        raise ErasureRefused(
            gettext_noop("%(day)s is not between receipt and today"), day=answered_on
        )
    write(request, answered_on=answered_on, updated_by=by, version=stored.version + 1)
    if stored.done_at is not None:
        eraser = Eraser(names_of(stored), stored.label_fr, stored.label_en)
        open_the_door(stored)
        forget(request, eraser)
        erase_payloads(stored, eraser.names, Read())
        close_the_door()


def actors_of(request: ErasureRequest) -> QuerySet[Actor]:
    """The person among the actors, and what was merged into it."""
    chosen = request.actors.values("pk")
    return Actor.objects.filter(Q(pk__in=chosen) | Q(merged_into__in=chosen)).order_by("pk")


def names_of(request: ErasureRequest) -> Names:
    """What is looked for: what the request lists, and all names of the actors that are the person,
    of records merged into them, and of their kept identities."""
    actors = actors_of(request)
    texts = list(request.values)
    for actor in actors.prefetch_related("aliases"):
        texts += [actor.name_fr, actor.name_en, actor.slug or ""]
        texts += [alias.name for alias in actor.aliases.all()]
    for identity in PrivateIdentity.objects.filter(actor__in=actors):
        texts += identity.needles()
    return Names(texts)


def forget(request: ErasureRequest, eraser: Eraser) -> None:
    """Who asked, where the answer went, what was looked for; names go from the reasons, too."""
    own = Names([*eraser.names.texts, request.person_name, request.person_contact])
    reasons = Eraser(own, eraser.fr, eraser.en).text(request.reasons)
    write(
        request,
        person_name="",
        person_contact="",
        asked="",
        values=[],
        reasons=reasons,
        forgotten_at=TransactionNow(),
    )


@dataclass(frozen=True)
class Read:
    """What was read of the audit: up to which entry, and which of these hold a name."""

    last: int = 0
    holding: frozenset[int] = frozenset()


def erase_payloads(
    request: ErasureRequest, names: Names, read: Read, progress: Progress = unheard
) -> set[int]:
    """Payloads that hold a name, or what the request says of the person, are erased by the
    database; which entries.

    Before this transaction's own entries can be erased they have to be in the chain, and from then
    on nobody else's can be added until it ends: so all that is there is read before that, and after
    it only what came meanwhile.
    """
    now = last_entry()
    holding = read.holding | _sequences(names, read.last)
    progress("erasing payloads; until this is done, others wait")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        holding |= _sequences(names, now)
        if ErasureRequest.objects.filter(pk=request.pk, forgotten_at__isnull=False).exists():
            holding |= set(_own_entries(request))
        cursor.execute("SELECT vigie_erase_payloads(%s::bigint[])", [sorted(holding)])
    return set(holding)


def _sequences(names: Names, after: int) -> set[int]:
    return {place.key for place in search_audit(names, after)}


def _own_entries(request: ErasureRequest) -> Iterable[int]:
    entries = AuditEntry.objects.filter(
        table_name=ErasureRequest._meta.db_table, row_key=str(request.pk)
    )
    for sequence, payload in entries.values_list("sequence", "payload__payload"):
        if payload is not None and any(f'"{name}"' in payload for name in OF_THE_PERSON):
            yield sequence


def _check_names(names: Names, request: ErasureRequest) -> None:
    short = [text for text in names.texts if sum(map(str.isalnum, text)) < SHORTEST]
    if short:
        raise ErasureRefused(
            gettext_noop("“%(text)s” stands in too many words to be looked for"), text=short[0]
        )
    if not names and not request.actors.exists():
        raise ErasureRefused(gettext_noop("nothing to look for: name the values or the actors"))


def locked(request: ErasureRequest) -> ErasureRequest:
    """The stored row, held until the transaction ends."""
    return ErasureRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)


def write(request: ErasureRequest, **fields: Any) -> None:
    """Columns of the request, past its form, which edits none of them."""
    ErasureRequest.objects.filter(pk=request.pk).update(updated_at=timezone.now(), **fields)
    request.refresh_from_db()


def open_the_door(request: ErasureRequest) -> None:
    """Triggers let words of protected rows go in the name of this request, in this transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('vigie.erasure', %s, true)", [str(request.pk)])


def close_the_door() -> None:
    """From here on, nothing more goes."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('vigie.erasure', '', true)")
