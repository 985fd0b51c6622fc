"""What a column of a file may become, in words: the choices of the page of the columns."""

from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from incidents.codes import Role
from incidents.imports.mapping_faults import As, Dates
from incidents.labels import label
from incidents.models import Incident

Choices = list[tuple[str, Any]]

GROUPS: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (_("In the dataset"), ("id", "address")),
    (
        _("What happened"),
        (
            *("title", "title_fr", "title_en", "summary", "summary_fr", "summary_en"),
            *("original_language", "translation_outdated", "internal_note"),
        ),
    ),
    (
        _("When and where"),
        (
            *("facts_on", "facts_earliest", "facts_latest", "facts_precision"),
            *("jurisdiction", "election"),
        ),
    ),
    (
        _("The content"),
        ("synthetic_level", "presented_as", "persona", "techniques", "media", "ratings", "goals"),
    ),
    (
        _("Verdict and reach"),
        (
            *("verdict", "verdict_on", "verdict_basis_fr", "verdict_basis_en"),
            *("spread", "sensitivity"),
        ),
    ),
    (_("Actors"), ("involved", *(f"involved.{role.value}" for role in Role))),
    (_("Sources"), ("source_address", "source_title")),
)
"""In the order of the incident's form."""

OWN: dict[str, Any] = {
    "id": _("id of the record"),
    "address": _("address of the record"),
    "title": _("title, in the language of the file"),
    "summary": _("summary, in the language of the file"),
    "translation_outdated": _("whether the translation is out of date"),
    "facts_on": _("date of the facts: day, month or year"),
    "facts_earliest": _("date of the facts: earliest day"),
    "facts_latest": _("date of the facts: latest day"),
    "facts_precision": _("date of the facts: precision"),
    "involved": _("role and name (“depicted: Name”)"),
    "source_address": _("address of a source"),
    "source_title": _("title of a source"),
}
"""Fields that are called otherwise than in the incident's form, or are not in it."""

READ_AS = (
    (As.TEXT, _("one value")),
    (As.PARTED, _("several, with ; between them")),
    (As.JSON, _("several, as a list in brackets (JSON)")),
)
DATES = (
    (Dates.ISO, _("as 2026-04-03 only")),
    (Dates.DAY_FIRST, _("03/04/2026 is 3 April")),
    (Dates.MONTH_FIRST, _("03/04/2026 is 4 March")),
)


def called(target: str) -> str:
    """The name of a field that an import can set."""
    if target in OWN:
        return str(OWN[target])
    kind, _dot, role = target.partition(".")
    if role and kind == "involved":
        return gettext("name of an actor: %(role)s") % {"role": label(Role(role))}
    field: Any = Incident._meta.get_field(target)
    return str(field.verbose_name)


def becomes(nothing: Any) -> Choices:
    """All that a column may become, in groups; ``nothing`` says what an empty answer means."""
    groups = [
        (str(heading), [(name, capfirst(called(name))) for name in names])
        for heading, names in GROUPS
    ]
    return [("", nothing), *groups]
