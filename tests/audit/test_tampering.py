"""Ten kinds of tampering with the stored audit, by somebody who owns its tables.

Each at random places before the last head that is held outside, as it falls and again with every
hash and every stored head made anew. The suite takes one place of each, ``long`` a hundred.
"""

from random import Random

import pytest
from django.db import transaction

from incidents import recorded
from incidents.actions import audit
from incidents.audit import FIRST, Entry, Head, head_digest
from incidents.stored_audit import check, entries, heads, still
from tests.audit.chains import TEN, head, relinked
from tests.audit.stored import chained, overwrite
from tests.factories import AT, TagFactory, UserFactory

pytestmark = pytest.mark.django_db

SIZE = 24


def written(size: int) -> list[Entry]:
    """What the triggers wrote of these changes, by two persons and nobody."""
    people = [None, UserFactory(), UserFactory()]
    for number in range(size):
        with recorded.context(by=people[number % 3], door="page x"):
            TagFactory()
    chained()
    return list(entries())


def new_heads(tampered: list[Entry], stored: list[Head]) -> list[Head]:
    """The stored heads as a careful forger leaves them: of what is there now."""
    made, previous = [], FIRST
    for old in stored:
        if old.count <= len(tampered):
            made.append(head(tampered, old.count, previous))
            previous = head_digest(made[-1])
    return made


def tamper(kind: str, rng: Random, relink: bool) -> tuple[int, int]:
    """Tamper once, undo it; how many findings there were with the outside head, and without."""
    intact, stored = list(entries()), heads()
    outside = stored[-1]
    place = rng.randrange(outside.count)
    tampered = TEN[kind](list(intact), rng, place)
    with transaction.atomic():
        if relink:
            tampered = relinked(tampered)
            overwrite(tampered, new_heads(tampered, stored))
        else:
            overwrite(tampered, stored)
        found = check([outside]).found, check().found
        transaction.set_rollback(True)
    return found


def with_heads(rng: Random) -> None:
    """A chain with two heads, and some entries after the last one."""
    for size in (SIZE // 2, SIZE // 3, rng.randint(0, 4)):
        written(size)
        if size > 4:
            audit.anchor(at=AT)


def tampered_with(kind: str, relink: bool, rounds: int) -> list[tuple[int, int]]:
    rng = Random(f"{kind} {relink} {rounds}")
    with_heads(rng)
    with still():
        assert check(heads()).findings == []
    found = [tamper(kind, rng, relink) for _round in range(rounds)]
    with still():
        assert check(heads()).findings == []
    return found


RELINKED = pytest.mark.parametrize("relink", [False, True], ids=["as it falls", "relinked"])


@RELINKED
@pytest.mark.parametrize("kind", sorted(TEN))
def test_it_is_found(kind: str, relink: bool) -> None:
    assert all(outside for outside, _alone in tampered_with(kind, relink, 1))


@pytest.mark.long
@RELINKED
@pytest.mark.parametrize("kind", sorted(TEN))
def test_it_is_found_at_a_hundred_places(kind: str, relink: bool) -> None:
    found = tampered_with(kind, relink, 100)
    alone = sum(bool(without) for _outside, without in found)
    print(f"{kind}: {len(found)} of {len(found)} found; {alone} without a head held outside")

    assert all(outside for outside, _alone in found)
