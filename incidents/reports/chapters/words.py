"""Vocabulary and glossary: the codes and the descriptive terms in use."""

from typing import Any

from incidents.reports.descriptive import Scheme, terms_in_use
from incidents.reports.follow_up import follow_up_list
from incidents.reports.glossary import Section, glossary
from incidents.reports.material import Material


def words(material: Material) -> dict[str, Any]:
    """Both are left out of a report without annexes."""
    if not material.annexes:
        return {"glossary": [], "terms": []}
    listed = follow_up_list(material.procedures, material.today)
    found: list[Section] = glossary(material.incidents, material.totals, listed)
    terms: list[Scheme] = terms_in_use(material.snapshot)
    return {"glossary": found, "terms": terms}
