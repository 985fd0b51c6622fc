"""Values that the API knows, put beside those that the description allows: most of what is made up
at random names nothing that exists, and would only be told so."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import unquote

Read = Callable[[str], Any]
LISTS = {
    "claims/{public_id}/": "claims/",
    "procedures/{public_id}/": "procedures/",
    "appearances/{public_id}/": "appearances/",
    "sources/{public_id}/": "sources/",
    "sources/{public_id}/transcripts/": "sources/",
    "sources/{public_id}/segments/": "sources/",
}
"""By the address of one record, the list that has it."""
PAGED = {"incidents/", "claims/", "sources/", "actors/", "changes/"}
FEW = 5


def with_known_values(document: dict[str, Any], read: Read, root: str, sent: str) -> dict[str, Any]:
    """The description with what ``read`` finds in the lists, and the id of what was ``sent``. The
    one that was given stays."""
    found = json.loads(json.dumps(document))
    known = _of_every_address(read, root)
    for path, methods in found["paths"].items():
        own = dict(known)
        if path.removeprefix(root) in LISTS:
            rows = read(f"{root}{LISTS[path.removeprefix(root)]}?page_size={FEW}")["results"]
            own["public_id"] = [row["id"] for row in rows]
        elif path.startswith(f"{root}submissions/"):
            own["public_id"] = [sent]
        next_page = (
            read(f"{path}?page_size=1")["next"] if path.removeprefix(root) in PAGED else None
        )
        own["cursor"] = [unquote(next_page.rpartition("cursor=")[2])] if next_page else []
        for operation in methods.values():
            _widen(operation.get("parameters", ()), own)
    return dict(found)


def _of_every_address(read: Read, root: str) -> Mapping[str, list[Any]]:
    codes = read(f"{root}vocabularies/")
    names = {name: read(f"{root}{name}/?page_size={FEW}")["results"] for name in REGISTERS}
    changes = read(f"{root}changes/")["results"]
    reports = read(f"{root}reports/")["results"]
    incidents = read(f"{root}incidents/")["results"]
    references = [row["reference"] for row in incidents[:FEW]]
    parties = read(f"{root}actors/?kind=party")["results"]
    slugs = [row["slug"] for row in names["actors"]]
    return {
        "reference": references + [each["reference"] for each in changes][:FEW],
        "slug": slugs + [row["slug"] for row in names["elections"]],
        "code": [row["code"] for row in names["platforms"]],
        "platform": [row["code"] for row in codes["platforms"]][:FEW],
        "technique": [row["code"] for row in codes["terms"]["technique"]],
        "goal": [row["code"] for row in codes["terms"]["goal"]],
        "country": sorted({row["jurisdiction"]["code"] for row in incidents}),
        "party": [row["slug"] for row in parties],
        "election": [row["slug"] for row in names["elections"]],
        "speaker": slugs,
        "publisher": slugs,
        "language": ["fr", "en"],
        "vocabulary": [*list(codes["codes"])[:FEW], "technique", "platforms", "jurisdictions"],
        "q": ["vote", "faux", '"une phrase"', "-faux", "vid*"],
        "period": [row["period"] for row in reports] or ["2026-09"],
    }


REGISTERS = ("actors", "platforms", "elections")


def _widen(parameters: Any, known: Mapping[str, list[Any]]) -> None:
    for parameter in parameters:
        values = known.get(parameter["name"])
        if not values:
            continue
        schema = parameter["schema"]
        if schema.get("type") == "array":
            schema["items"] = {"anyOf": [{"enum": values}, schema["items"]]}
        else:
            parameter["schema"] = {"anyOf": [{"enum": values}, schema]}
