"""What every STIX object is made of: ids that never change, moments, references outward."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

Node = dict[str, Any]
Record = dict[str, Any]

SPEC = "2.1"
BEGINNING = "2026-01-01T00:00:00.000Z"
"""When what has no date of its own was made: the vocabularies, names, countries."""
OBSERVABLES = UUID("00abedb4-aa42-466c-9c01-fed23315a9b7")
"""The namespace that STIX gives for ids of cyber-observable objects (2.9)."""


@dataclass(frozen=True)
class Site:
    """Who publishes: its name and address, from which ids follow."""

    name: str
    address: str

    @property
    def identity(self) -> str:
        """The id of the site itself."""
        return self.id("identity", "site")

    def id(self, kind: str, key: str) -> str:
        """The id of one object."""
        return f"{kind}--{uuid5(uuid5(NAMESPACE_URL, self.address + '/'), f'{kind}/{key}')}"


def node(site: Site, kind: str, key: str, **members: Any) -> Node:
    """A domain object or relationship by the site; what is not known is left out."""
    made: Node = {
        "type": kind,
        "spec_version": SPEC,
        "id": site.id(kind, key),
        "created_by_ref": site.identity,
        "created": BEGINNING,
        "modified": BEGINNING,
    }
    return made | {name: value for name, value in members.items() if value not in ("", None, [])}


def moment(at: datetime) -> str:
    """A moment as STIX writes it."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{at.microsecond // 1000:03d}Z"


def related(site: Site, source: str, target: str, said: str) -> Node:
    """That two objects have to do with each other, and how, in words."""
    return node(
        site,
        "relationship",
        f"{source}/{target}/{said}",
        relationship_type="related-to",
        description=said,
        source_ref=source,
        target_ref=target,
    )


def text_of(value: Record, language: str) -> str:
    """A text in a language, or in the one that has it."""
    return str(value.get(language) or value.get("fr") or value.get("en") or "")
