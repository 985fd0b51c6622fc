"""What is told of the files inside a PDF: names, sizes, digests, and what manifest and snapshot say
of themselves. Their contents stay where they were read, so that little comes back.

Names and values are claims of whoever made the file: bounded, and without characters that a
terminal would obey.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Self

from incidents import canonical
from incidents.attachments.reading import Attached

SNAPSHOT = "snapshot.json"
MANIFEST = "manifest.json"

LONGEST = 200
LONGEST_REFERENCE = 40
MOST_INCIDENTS = 5000
WORDS = ("kind", "period", "language", "at", "snapshot", "site_url")
NUMBERS = ("schema", "edition", "volume", "volumes")
MARKS = ("unfinished", "demo", "preview")
Claims = dict[str, Any]


@dataclass(frozen=True)
class ToldFile:
    """One attachment."""

    name: str
    size: int
    sha256: str
    description: str


@dataclass(frozen=True)
class Told:
    """``manifest`` and ``snapshot`` are None where there is none that can be read as JSON.
    ``listed``: name, size and digest of each file as the manifest has them. ``incidents``: digests
    of what the snapshot holds of each, by reference; ``parts``: of its other parts, by name."""

    files: tuple[ToldFile, ...]
    manifest: Claims | None = None
    snapshot: Claims | None = None
    listed: tuple[ToldFile, ...] = ()
    incidents: Mapping[str, str] | None = None
    parts: Mapping[str, str] | None = None

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> Self:
        """What ``as_json`` gave, in the other process."""
        files, listed = (tuple(ToldFile(**each) for each in told[k]) for k in ("files", "listed"))
        return cls(**{**told, "files": files, "listed": listed})


def tell(attached: Iterable[Attached]) -> Told:
    """All that is told. A file that stands twice under one name is told twice."""
    found = list(attached)
    documents = {each.name: each.content for each in reversed(found)}
    manifest = _object(documents.get(MANIFEST))
    snapshot = _object(documents.get(SNAPSHOT))
    return Told(
        files=tuple(_told(each) for each in found),
        manifest=_claims(manifest),
        snapshot=_claims(snapshot),
        listed=tuple(_listed(manifest)),
        incidents=digests_of_incidents(snapshot) if snapshot else None,
        parts=digests_of_parts(snapshot) if snapshot else None,
    )


def digests_of_incidents(snapshot: Mapping[str, Any]) -> dict[str, str]:
    """Of each incident of a snapshot, by reference."""
    rows = snapshot.get("incidents")
    found: dict[str, str] = {}
    for each in rows[:MOST_INCIDENTS] if isinstance(rows, list) else []:
        reference = each.get("reference") if isinstance(each, dict) else None
        if isinstance(reference, str) and len(reference) <= LONGEST_REFERENCE:
            found[clean(reference)] = canonical.digest(each)
    return found


def digests_of_parts(snapshot: Mapping[str, Any]) -> dict[str, str]:
    """Of everything in a snapshot but its incidents, by key."""
    keys = sorted(key for key in snapshot if key != "incidents")
    return {clean(key): canonical.digest(snapshot[key]) for key in keys[:LONGEST]}


def clean(text: str) -> str:
    """Bounded, in one line, with a replacement for what no eye can see."""
    cut = text if len(text) <= LONGEST else text[:LONGEST] + "…"
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in cut)


def _told(each: Attached) -> ToldFile:
    digest = hashlib.sha256(each.content).hexdigest()
    return ToldFile(clean(each.name), len(each.content), digest, clean(each.description))


def _object(content: bytes | None) -> dict[str, Any] | None:
    """A JSON object that has a canonical form; None for anything else."""
    try:
        found = json.loads(content or b"")
        canonical.digest(found)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _claims(found: Mapping[str, Any] | None) -> Claims | None:
    """The values that can be shown and compared; a value of another kind is left out."""
    if found is None:
        return None
    made: Claims = {k: clean(found[k]) for k in WORDS if isinstance(found.get(k), str)}
    made |= {k: found[k] for k in NUMBERS if _is_number(found.get(k))}
    made |= {k: found[k] for k in MARKS if isinstance(found.get(k), bool)}
    end = found.get("audit")
    if isinstance(end, dict) and _is_number(end.get("count")) and isinstance(end.get("hash"), str):
        made["audit"] = {"count": end["count"], "hash": clean(end["hash"])}
    writer = found.get("made_with")
    if isinstance(writer, dict) and isinstance(writer.get("vigie"), str):
        made["made_with"] = clean(writer["vigie"])
    return made


def _is_number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**53


def _listed(manifest: Mapping[str, Any] | None) -> Iterable[ToldFile]:
    rows = manifest.get("files") if manifest else None
    for each in rows[:LONGEST] if isinstance(rows, list) else []:
        if (
            isinstance(each, dict)
            and isinstance(each.get("name"), str)
            and isinstance(each.get("sha256"), str)
            and _is_number(each.get("size"))
        ):
            yield ToldFile(clean(each["name"]), each["size"], clean(each["sha256"]), "")
