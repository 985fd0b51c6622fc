"""The rules of the chain, against a second computation that shares nothing with the first."""

import hashlib
import json
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incidents.audit import (
    FIRST,
    FindingKind,
    Head,
    Point,
    commitment,
    entry_hash,
    head_bytes,
    head_digest,
    merkle_root,
    verify,
    verify_heads,
)
from tests.audit.chains import TEN, chain, head, relinked

HASHES = st.lists(st.binary(min_size=32, max_size=32).map(bytes.hex), max_size=70)
ROUNDS = 30


def kinds(*arguments: object) -> list[FindingKind]:
    return [finding.kind for finding in verify(*arguments)]  # type: ignore[arg-type]


def tree_of(leaves: list[str]) -> bytes:
    """RFC 9162, 2.1.1, by its definition: split at the largest power of two below the length."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return hashlib.sha256(b"\x00" + bytes.fromhex(leaves[0])).digest()
    half = 1
    while half * 2 < len(leaves):
        half *= 2
    return hashlib.sha256(b"\x01" + tree_of(leaves[:half]) + tree_of(leaves[half:])).digest()


@given(HASHES)
def test_the_merkle_root_is_that_of_the_definition(hashes: list[str]) -> None:
    assert merkle_root(hashes) == tree_of(hashes).hex()


def test_an_entry_is_hashed_as_the_documents_say() -> None:
    entry = replace(chain(3)[1], way='page "é\n', person=None)
    text = (
        f'["vigie-audit-1", "{entry.previous}", 2, "{entry.at}", null, "page \\"é\\n", "app",'
        f' "incidents_tag", "2", "insert", "{entry.commitment}"]'
    )

    assert entry_hash(entry) == hashlib.sha256(text.encode()).hexdigest()
    assert commitment("ab", "é") == hashlib.sha256("abé".encode()).hexdigest()


def test_a_head_is_one_line_of_json_that_any_tool_hashes() -> None:
    made = Head(2, "a" * 64, "b" * 64, "2026-11-26T08:00:00.000000Z")

    assert json.loads(head_bytes(made)) == {
        "tag": "vigie-audit-head-1",
        "count": 2,
        "hash": "a" * 64,
        "merkle_root": "b" * 64,
        "at": "2026-11-26T08:00:00.000000Z",
        "previous": FIRST,
    }
    assert head_digest(made) == hashlib.sha256(head_bytes(made)).hexdigest()


@given(st.integers(0, 40), st.data())
@settings(max_examples=25)
def test_a_clean_chain_is_intact_against_all_its_heads(size: int, data: st.DataObject) -> None:
    entries = chain(size)
    counts = data.draw(st.sets(st.integers(1, size))) if size else set()
    heads = [head(entries, count) for count in counts]
    points = [Point(each.count, each.hash) for each in heads]

    assert kinds(entries, [*heads, *points]) == []


@pytest.mark.parametrize("relink", [False, True], ids=["as it falls", "relinked"])
@pytest.mark.parametrize("kind", sorted(TEN))
def test_ten_kinds_of_tampering_are_found_wherever_they_are(kind: str, relink: bool) -> None:
    rng = Random(f"{kind} {relink}")
    for _round in range(ROUNDS):
        entries = chain(rng.randint(2, 25))
        held = head(entries, rng.randint(1, len(entries)))
        place = rng.randrange(held.count)
        tampered = TEN[kind](list(entries), rng, place)
        if relink:
            tampered = relinked(tampered)

        assert kinds(tampered, [held]), (kind, relink, len(entries), held.count, place)


def test_what_the_chain_alone_does_not_show() -> None:
    entries = chain(9)

    for kind in ("cut_tail", "wipe", "full_rewrite"):
        assert kinds(TEN[kind](list(entries), Random(1), 4)) == []


def test_a_second_head_of_the_same_length_does_not_hide_the_first() -> None:
    entries = chain(5)
    other = relinked(TEN["edit"](list(entries), Random(1), 2))

    assert kinds(other, [head(entries, 5), head(other, 5)]) == [FindingKind.NOT_THE_HEAD]
    assert kinds(other, [head(other, 5), head(entries, 5)]) == [FindingKind.NOT_THE_HEAD]


def test_a_wrong_merkle_root_is_found() -> None:
    entries = chain(5)

    assert kinds(entries, [replace(head(entries, 3), merkle_root="0" * 64)]) == [
        FindingKind.NOT_THE_HEAD
    ]


def test_a_head_of_nothing_that_names_a_hash_is_found() -> None:
    nothing = Head(0, FIRST, merkle_root([]), "2026-11-26T08:00:00.000000Z")

    assert kinds(chain(2), [nothing]) == []
    assert kinds(chain(2), [replace(nothing, hash="1" * 64)]) == [FindingKind.NOT_THE_HEAD]


def test_characters_that_moved_from_the_salt_into_the_payload_are_found() -> None:
    entry = chain(1)[0]
    assert entry.salt is not None
    assert entry.payload is not None
    moved = replace(entry, salt=entry.salt[:-1], payload=entry.salt[-1] + entry.payload)

    assert entry_hash(moved) == entry.hash
    assert kinds([moved]) == [FindingKind.PAYLOAD_CHANGED]


def test_a_payload_may_be_gone_only_where_an_erasure_says_so() -> None:
    entries = chain(3)
    entries[1] = replace(entries[1], salt=None, payload=None)
    half = replace(entries[1], salt="0" * 64)

    assert kinds(entries) == [FindingKind.PAYLOAD_CHANGED]
    assert kinds(entries, [], frozenset([2])) == []
    assert kinds([entries[0], half, entries[2]], [], frozenset([2])) == [
        FindingKind.PAYLOAD_CHANGED
    ]
    assert kinds(chain(3), [], frozenset([2])) == [FindingKind.ERASURE_UNDONE]


def test_a_missing_entry_at_a_head_is_named_as_that() -> None:
    entries = chain(5)
    found = list(verify([*entries[:2], *entries[3:]], [head(entries, 3)]))

    assert "the chain has no entry 3" in str(found[-1])


def test_heads_follow_one_another() -> None:
    entries = chain(6)
    first = head(entries, 2)
    second = head(entries, 4, head_digest(first))
    third = head(entries, 6, head_digest(second))

    assert list(verify_heads([first, second, third], [second])) == []
    assert [str(f) for f in verify_heads([first, third])] == [
        f"entry 6: heads_broken: names {third.previous[:12]}… as the head before, which is"
        f" {head_digest(first)[:12]}…"
    ]
    assert len(list(verify_heads([second, first]))) == 3
    assert [f.sequence for f in verify_heads([first], [first, second])] == [4]
