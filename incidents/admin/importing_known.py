"""A file that was handed in to be imported: what it is, and by which mapping it is read first."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from django.utils.translation import gettext

from incidents.admin.asked import whole_number
from incidents.admin.file_form import SHOWN_REMARKS
from incidents.admin.importing_lines import Said, said
from incidents.codes import ImportFormat
from incidents.imports import mapping as mappings
from incidents.imports import tabular
from incidents.imports.guess import guess
from incidents.imports.mapping import Mapping
from incidents.imports.mapping_faults import MappingError
from incidents.imports.problems import FileRefused, Problem
from incidents.imports.tabular import Row, Table
from incidents.models import Import, SavedMapping

LOOKED_AT = 200
"""Rows in which the first values of each column are looked for."""
KEPT, SHIPPED, AS_BEFORE, GUESSED = "kept", "shipped", "import", "guess"
DOCUMENTS = "vigie"
UTF8_MARK = b"\xef\xbb\xbf"


class UnreadableImport(Exception):
    """A file of which not even the heading can be read; ``said`` says why, place by place."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.said: list[Said] = [said(each) for each in problems[:SHOWN_REMARKS]]
        super().__init__(str(len(problems)))


@dataclass
class Taken:
    """``use`` names the mapping that the columns begin with, ``base`` is it. ``table`` is None for
    documents."""

    name: str
    content: bytes
    format: ImportFormat
    use: str
    base: Mapping
    table: Table | None = None
    rows: list[Row] = field(default_factory=list)


def taken(data: dict[str, Any], name: str) -> Taken:
    """Read the heading of a file, and choose the mapping that it begins with. Raises
    UnreadableImport."""
    content: bytes = data["content"]
    if _is_documents(content, data["format"]):
        base = mappings.shipped(DOCUMENTS)
        return Taken(name, content, ImportFormat.NDJSON, f"{SHIPPED}:{DOCUMENTS}", base)
    try:
        table = tabular.opened(BytesIO(content))
    except FileRefused as refused:
        raise UnreadableImport(refused.problems) from refused
    if wrong := [*table.text.problems, *table.problems]:
        raise UnreadableImport(wrong)
    asked = data["use"]
    if not asked and data["format"] == ImportFormat.AIID:
        asked = f"{SHIPPED}:{ImportFormat.AIID}"
    use, base = _begin(asked, table.headers)
    kind = ImportFormat.AIID if base.name == ImportFormat.AIID else ImportFormat.CSV
    rows = tabular.preview(table, LOOKED_AT)
    return Taken(name, content, kind, use, base, table, rows)


def bases() -> list[tuple[str, str]]:
    """The mappings that can be asked for by name: guessed, kept by staff, shipped."""
    kept = SavedMapping.objects.values_list("name", flat=True)
    shipped = [name for name in mappings.shipped_names() if _reads_tables(mappings.shipped(name))]
    return [
        (GUESSED, gettext("guessed from the headings")),
        *((f"{KEPT}:{name}", name) for name in kept),
        *((f"{SHIPPED}:{name}", gettext("shipped: %(name)s") % {"name": name}) for name in shipped),
    ]


def _is_documents(content: bytes, asked: str) -> bool:
    if asked:
        return asked == ImportFormat.NDJSON
    return content[:1000].removeprefix(UTF8_MARK).lstrip()[:1] == b"{"


def _begin(asked: str, headers: list[str]) -> tuple[str, Mapping]:
    """What was asked for; without a wish, or where there is no such mapping, what fits best."""
    if asked == GUESSED:
        return GUESSED, guess(headers)
    found = _named(asked)
    return (asked, found) if found is not None else _proposed(headers)


def _named(use: str) -> Mapping | None:
    """The mapping of this name; None where there is none, any more or at all."""
    kind, _colon, name = use.partition(":")
    match kind:
        case "kept":
            kept = SavedMapping.objects.filter(name=name).first()
            return _sound(kept.content) if kept else None
        case "shipped" if name in mappings.shipped_names():
            return mappings.shipped(name)
        case "import":
            before = Import.objects.filter(pk=whole_number(name) or 0).first()
            return _sound(before.mapping) if before else None
    return None


def _proposed(headers: list[str]) -> tuple[str, Mapping]:
    """Of the mappings whose columns are all in the file the one that knows most of its headings,
    those kept by staff first; else what the headings suggest."""
    known = [
        (f"{KEPT}:{each.name}", found)
        for each in SavedMapping.objects.order_by("-updated_at")
        if (found := _sound(each.content)) is not None
    ]
    known += [(f"{SHIPPED}:{name}", mappings.shipped(name)) for name in mappings.shipped_names()]
    fitting = [each for each in known if each[1].fits(headers)]
    if fitting:
        return max(fitting, key=lambda each: each[1].knows(headers))
    return GUESSED, guess(headers)


def _reads_tables(mapping: Mapping) -> bool:
    return bool(mapping.columns)


def _sound(content: dict[str, Any]) -> Mapping | None:
    """A mapping that was kept before what it names was taken out of the program is none."""
    try:
        return Mapping.from_data(content)
    except MappingError:
        return None
