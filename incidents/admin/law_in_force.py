"""Provisions that were not in force on the days of the facts, said in words with both dates."""

from collections.abc import Iterator

from django.utils.translation import get_language, gettext

from incidents.dates import day_wording, wording
from incidents.input_error import gettext_noop
from incidents.models import Incident, LegalBasis, Procedure
from incidents.projection import in_force_at


def law_warnings(procedure: Procedure) -> Iterator[str]:
    """One sentence for each provision and incident that do not meet, or may not."""
    bases = list(procedure.bases.all())
    for incident in procedure.incidents.all():
        for basis in bases:
            template = _template(basis, incident)
            if template:
                yield gettext(template) % _values(basis, incident)


def _template(basis: LegalBasis, incident: Incident) -> str:
    """Not in force on any day of the facts, or on some of the days that they may be of."""
    if incident.earliest is None or incident.latest is None:
        return ""
    began = basis.in_force_from and incident.earliest < basis.in_force_from
    found = in_force_at(basis, incident)
    if found is True:
        return ""
    if found is False and began:
        return gettext_noop(
            "%(basis)s is in force from %(start)s; the facts of “%(incident)s”: %(facts)s."
        )
    if found is False:
        return gettext_noop(
            "%(basis)s was in force until %(end)s; the facts of “%(incident)s”: %(facts)s."
        )
    if began:
        return gettext_noop(
            "%(basis)s is in force from %(start)s, which is among the days that the facts of "
            "“%(incident)s” may be of: %(facts)s."
        )
    return gettext_noop(
        "%(basis)s was in force until %(end)s, which is among the days that the facts of "
        "“%(incident)s” may be of: %(facts)s."
    )


def _values(basis: LegalBasis, incident: Incident) -> dict[str, str]:
    language = get_language() or "fr"
    start, end = basis.in_force_from, basis.in_force_to
    return {
        "basis": name_of(basis, language),
        "start": day_wording(start, language) if start else "",
        "end": day_wording(end, language) if end else "",
        "facts": wording(incident.fact_date, language),
        "incident": str(incident),
    }


def name_of(basis: LegalBasis, language: str) -> str:
    """The short name, with the version where the title ends in one: two versions of an article
    share their short name."""
    title = basis.title_fr if language.startswith("fr") else basis.title_en
    version = title[title.rindex("(") :] if title.endswith(")") and "(" in title else ""
    return f"{basis.short} {version}".strip()
