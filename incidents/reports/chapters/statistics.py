"""The chapters of numbers: statistics, the balance sheet of parties, what platforms did."""

from typing import Any

from incidents.reports.material import Material
from incidents.reports.printed import Printed, printed


def statistics(material: Material) -> dict[str, Any]:
    """Every numbered table, in the chapter it belongs to."""
    found: dict[str, list[Printed]] = {}
    for exhibit in material.exhibits.values():
        found.setdefault(exhibit.chapter, []).append(printed(exhibit))
    return {
        "statistics": found.get("statistics", []),
        "balance": found.get("balance", []),
        "responses": found.get("responses", []),
        "group_table": found.get("follow-up", []),
        "change_table": found.get("changes", []),
        "every_table": [each for chapter in found.values() for each in chapter],
    }
