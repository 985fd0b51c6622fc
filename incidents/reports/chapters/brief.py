"""In brief: one page of figures and sentences, each with the tables that its numbers are in."""

from dataclasses import dataclass
from typing import Any

from incidents.reports.material import Material
from incidents.reports.period import period_in_words
from incidents.reports.summary import TABLES, figures, sentences
from incidents.reports.wording import number


@dataclass(frozen=True)
class Paragraph:
    """A heading, what is said, and the numbers of the tables that it is taken from."""

    heading: str
    text: str
    tables: list[str]


def brief(material: Material) -> dict[str, Any]:
    """The figures where there is anything to count, and the paragraphs."""
    said = sentences(
        material.snapshot, material.totals, material.answered, period_in_words(material.snapshot)
    )
    empty = not material.totals.total
    sources = ((), TABLES[-1]) if empty else TABLES
    return {
        "figures": [] if empty else figures(material.totals, material.answered),
        "sentences": [
            Paragraph(heading, text, _numbers(material, codes))
            for (heading, text), codes in zip(said, sources, strict=True)
        ],
    }


def _numbers(material: Material, codes: tuple[str, ...]) -> list[str]:
    return [number(material.exhibits[code].number) for code in codes if code in material.exhibits]
