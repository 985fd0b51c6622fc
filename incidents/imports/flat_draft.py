"""The values of one row, put together as a draft."""

from collections.abc import Iterator, Set
from typing import Any
from urllib.parse import quote

from incidents.canonical import digest
from incidents.codes import SourceKind, Supports
from incidents.dates import FactDate
from incidents.imports.draft import Draft, Known, Part
from incidents.imports.mapping import Mapping
from incidents.imports.values import ValueRefused, fact_of
from incidents.input_error import gettext_noop

COLUMNS = (
    *("title_fr", "title_en", "summary_fr", "summary_en", "jurisdiction", "election", "persona"),
    *("synthetic_level", "presented_as", "verdict", "verdict_basis_fr", "verdict_basis_en"),
    *("spread", "sensitivity", "internal_note"),
)
RELATIONS = ("techniques", "media", "ratings", "goals")
TITLES = frozenset({"title", "title_fr", "title_en"})
MOST_SPREAD = 6


def wanting(values: dict[str, Any], refused: Set[str]) -> Iterator[ValueRefused]:
    """What every record needs and this one lacks. A field whose cell was refused is not missing:
    its own problem says what is wrong."""
    given = refused | {name for name, value in values.items() if value}
    if not given & TITLES:
        yield ValueRefused(gettext_noop("the record has no title"))
    if "jurisdiction" not in given:
        yield ValueRefused(gettext_noop("the record has no jurisdiction"))


def compose(draft: Draft, values: dict[str, Any], mapping: Mapping, known: Known) -> None:
    """Fill the draft. Raises InputError where values do not go together."""
    language = values.get("original_language", mapping.language)
    for name in ("title", "summary"):
        if values.get(name):
            values.setdefault(f"{name}_{mapping.language}", values[name])
    incident: Part = {name: values[name] for name in COLUMNS if name in values}
    draft.incident = incident
    incident["original_language"] = language
    draft.external_id = values.get("id", "")
    draft.is_outdated = values.get("translation_outdated", "").startswith("t")
    incident |= _dated(values)
    _check(incident)
    if "verdict_on" in values:
        incident["verdict_on"] = values["verdict_on"].isoformat()
    draft.terms = {name: values[name] for name in RELATIONS if values.get(name)}
    draft.involved = list(dict.fromkeys(values.get("involved", ())))
    draft.address = values.get("address") or _address(mapping, draft.external_id, known)
    _cite(draft, values, mapping)
    draft.external_id = draft.external_id or f"sha256:{digest(_said(draft))}"


def _dated(values: dict[str, Any]) -> Part:
    on: FactDate = values.get("facts_on") or fact_of(
        values.get("facts_earliest"), values.get("facts_latest"), values.get("facts_precision", "")
    )
    if on.earliest is None or on.latest is None:
        return {}
    return {
        "earliest": on.earliest.isoformat(),
        "latest": on.latest.isoformat(),
        "precision": on.precision.value,
    }


def _check(incident: Part) -> None:
    spread = incident.get("spread")
    if spread is not None and not 1 <= spread <= MOST_SPREAD:
        raise ValueRefused(
            gettext_noop("spread %(spread)s: the Breakout scale goes from 1 to 6"), spread=spread
        )


def _address(mapping: Mapping, external_id: str, known: Known) -> str:
    """As the mapping says it; checked as one that a cell holds, for readers are sent there."""
    if not mapping.address or not external_id:
        return ""
    found = mapping.address.replace("{id}", quote(external_id, safe=""))
    known.check_address(found)
    return found


def _cite(draft: Draft, values: dict[str, Any], mapping: Mapping) -> None:
    """The record's own page, and the sources that it names, each cited for what happened."""
    addresses = values.get("source_address", [])
    titles = values.get("source_title", "") if len(addresses) == 1 else ""
    if draft.address:
        said = f"{mapping.dataset} {draft.external_id}: {draft.title}"[:300]
        draft.sources.append(_source(draft.address, said, SourceKind.REPORT, mapping))
    for url in addresses:
        if url != draft.address:
            draft.sources.append(_source(url, titles, SourceKind.ARTICLE, mapping))
    draft.citations = [
        {"source": source["key"], "supports": Supports.WHAT.value} for source in draft.sources
    ]


def _source(url: str, title: str, kind: SourceKind, mapping: Mapping) -> Part:
    return {
        "key": f"url:{url}",
        "url": url,
        "title": title,
        "kind": kind.value,
        "language": mapping.language,
    }


def _said(draft: Draft) -> list[Any]:
    return [draft.incident, draft.terms, [list(each) for each in draft.involved]]
