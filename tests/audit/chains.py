"""Chains made in memory, and ten ways of tampering with one."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

from incidents.audit import FIRST, Entry, Head, commitment, entry_hash, merkle_root
from incidents.stored_audit import moment

Tampering = Callable[[list[Entry], Random, int], list[Entry]]


def chain(size: int, payload: str = '{"after": {"n": %d}}') -> list[Entry]:
    """An intact chain."""
    made: list[Entry] = []
    for number in range(1, size + 1):
        text, salt = payload % number, secrets.token_hex(32)
        entry = Entry(
            sequence=number,
            previous="",
            at=f"2026-11-26T08:{number // 60:02d}:{number % 60:02d}.000000Z",
            person=number % 3 or None,
            way=f"page {number}",
            role="app",
            table="incidents_tag",
            row=str(number),
            operation="insert",
            commitment=commitment(salt, text),
            hash="",
            salt=salt,
            payload=text,
        )
        made.append(entry)
    return relinked(made)


def relinked(entries: Sequence[Entry]) -> list[Entry]:
    """The same contents as a chain without a flaw: what one who knows the rules would leave."""
    made: list[Entry] = []
    previous = FIRST
    for number, entry in enumerate(entries, start=1):
        promise = commitment(entry.salt or "", entry.payload or "")
        entry = replace(entry, sequence=number, previous=previous, commitment=promise)
        entry = replace(entry, hash=entry_hash(entry))
        made.append(entry)
        previous = entry.hash
    return made


def head(entries: Sequence[Entry], count: int, previous: str = FIRST) -> Head:
    """The head of the first ``count`` entries."""
    root = merkle_root(entry.hash for entry in entries[:count])
    return Head(count, entries[count - 1].hash, root, entries[count - 1].at, previous)


def edit(entries: list[Entry], rng: Random, place: int) -> list[Entry]:
    """Another payload in one entry."""
    entries[place] = replace(entries[place], payload='{"after": {"name": "nothing happened"}}')
    return entries


def delete(entries: list[Entry], rng: Random, place: int) -> list[Entry]:
    """One entry gone."""
    return entries[:place] + entries[place + 1 :]


def insert(entries: list[Entry], rng: Random, place: int) -> list[Entry]:
    """One entry that never was; those behind it move by one."""
    made = replace(entries[place], salt="0" * 64, payload='{"after": {"name": "never was"}}')
    found = [*entries[:place], made, *entries[place:]]
    return [replace(entry, sequence=number) for number, entry in enumerate(found, start=1)]


def reorder(entries: list[Entry], rng: Random, place: int) -> list[Entry]:
    """One entry moved to another place."""
    other = rng.choice([n for n in range(len(entries)) if n != place])
    moved = entries.pop(place)
    entries.insert(other, moved)
    return [replace(entry, sequence=number) for number, entry in enumerate(entries, start=1)]


def cut_tail(entries: list[Entry], rng: Random, place: int) -> list[Entry]:
    """Everything from here on gone."""
    return entries[:place]


def wipe(entries: list[Entry], rng: Random, place: int) -> list[Entry]:
    """Everything gone."""
    return []


def full_rewrite(entries: list[Entry], rng: Random, place: int) -> list[Entry]:
    """Other payload, other actor, and every hash made anew."""
    return relinked(change_actor(edit(entries, rng, place), rng, place))


def backdate(entries: list[Entry], rng: Random, place: int) -> list[Entry]:
    """An entry older than it is: by an hour, or by a microsecond."""
    by = rng.choice([timedelta(microseconds=1), timedelta(hours=1), timedelta(days=400)])
    older = moment(datetime.fromisoformat(entries[place].at) - by)
    entries[place] = replace(entries[place], at=older)
    return entries


def swap(entries: list[Entry], rng: Random, place: int) -> list[Entry]:
    """Two entries in each other's place, each under the other's number."""
    other = rng.choice([n for n in range(len(entries)) if n != place])
    one, two = entries[place], entries[other]
    entries[place] = replace(two, sequence=one.sequence)
    entries[other] = replace(one, sequence=two.sequence)
    return entries


def change_actor(entries: list[Entry], rng: Random, place: int) -> list[Entry]:
    """Somebody else's doing."""
    entries[place] = replace(entries[place], person=(entries[place].person or 0) + 1)
    return entries


TEN: dict[str, Tampering] = {
    each.__name__: each
    for each in (
        *(edit, delete, insert, reorder, cut_tail, wipe, full_rewrite, backdate, swap),
        change_actor,
    )
}
