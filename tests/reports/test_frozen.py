"""The canonical bytes and the digest of a snapshot."""

import json

from incidents.reports.frozen import cut_off, data, digest
from tests.reports.snapshots import snapshot


def test_the_digest_ignores_the_order_of_keys_and_the_language() -> None:
    frozen = snapshot(incidents=2)
    shuffled = dict(reversed(frozen.items())) | {"language": "en"}
    assert digest(frozen) == digest(shuffled)


def test_the_digest_sees_every_other_change() -> None:
    frozen = snapshot(incidents=1)
    assert digest(frozen) != digest(frozen | {"unfinished": True})
    assert digest(frozen) != digest(snapshot(incidents=2))


def test_canonical_bytes_are_sorted_compact_utf8() -> None:
    assert data({"b": "é", "a": [1], "language": "fr"}) == '{"a":[1],"b":"é"}'.encode()
    assert json.loads(data(snapshot(incidents=1)))["incidents"][0]["number"] == 1


def test_the_cut_off_is_told_in_paris_time() -> None:
    moment = cut_off({"at": "2026-11-01T08:00:00+00:00"})
    assert moment.isoformat() == "2026-11-01T09:00:00+01:00"
