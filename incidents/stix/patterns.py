"""Techniques as attack patterns. DISARM's numbers are given, its words are not: they are ours."""

import re
from dataclasses import dataclass

from incidents.stix.nodes import Node, Site, node

_DISARM = re.compile(r"DISARM ((?:T\d{4}(?:\.\d{3})?(?:, )?)+)")


@dataclass(frozen=True)
class Technique:
    """A term of the vocabulary: code, label, definition and where it comes from."""

    code: str
    label: str
    definition: str
    source: str


def disarm_numbers(source: str) -> list[str]:
    """The numbers of DISARM techniques in the source of a term: "DISARM T0086.002, T0087.001"."""
    return [number for found in _DISARM.findall(source) for number in found.strip(", ").split(", ")]


def attack_pattern(site: Site, technique: Technique) -> Node:
    """One technique."""
    own = [{"source_name": site.name, "external_id": technique.code}]
    disarm = [
        {"source_name": "DISARM", "external_id": number}
        for number in disarm_numbers(technique.source)
    ]
    return node(
        site,
        "attack-pattern",
        technique.code,
        name=technique.label,
        description=technique.definition,
        external_references=[*own, *disarm],
    )
