"""The tables of registers: actors, elections, platforms, terms; and the log of changes."""

from collections.abc import Iterator
from typing import Any

from incidents.tables.columns import LANGUAGES, Column, Table, columns_of, said

CODE = Column(
    "code",
    "text",
    said("Son code ; il ne change jamais de sens.", "Its code; it never changes its meaning."),
)
SOURCE = Column("source", "text", said("D’où il vient.", "Where it comes from."))
KIND = Column("kind", "text", said("Nature.", "Kind."))


def _texts(name: str, fr: str, en: str) -> Iterator[Column]:
    for language, (in_fr, in_en) in LANGUAGES.items():
        yield Column(f"{name}_{language}", "text", said(f"{fr}, {in_fr}.", f"{en}, {in_en}."))


ACTORS = Table(
    "actors",
    said("Les acteurs que nomment les incidents.", "The actors that incidents name."),
    tuple(columns_of("actor")),
    ("slug",),
)
ELECTIONS = Table(
    "elections",
    said("Les élections que touchent les incidents.", "The elections that incidents touch."),
    tuple(columns_of("election")),
    ("slug",),
)
PLATFORMS = Table(
    "platforms",
    said("Les plateformes.", "The platforms."),
    (
        CODE,
        *_texts("name", "Nom", "Name"),
        KIND,
        Column("operator", "text", said("Exploitant.", "Operator.")),
        Column(
            "vlop_since",
            "day",
            said(
                "Très grande plateforme depuis (règlement (UE) 2022/2065).",
                "Very large platform since (Regulation (EU) 2022/2065).",
            ),
        ),
    ),
    ("code",),
)
TERMS = Table(
    "terms",
    said("Les termes des vocabulaires.", "The terms of the vocabularies."),
    (
        Column("scheme", "text", said("Vocabulaire.", "Vocabulary.")),
        CODE,
        *_texts("label", "Libellé", "Label"),
        *_texts("definition", "Définition", "Definition"),
        SOURCE,
        Column("valid_from", "day", said("Employé depuis.", "Used from.")),
        Column("valid_to", "day", said("Employé jusqu’au.", "Used until.")),
        Column("replaced_by", "text", said("Terme qui le remplace.", "Term that replaces it.")),
    ),
    ("scheme", "code"),
)
CHANGES = Table(
    "changes",
    said(
        "Ce qui a changé après publication : corrections, développements, droits de réponse, "
        "retraits, fusions.",
        "What changed after publication: corrections, developments, rights of reply, withdrawals, "
        "mergers.",
    ),
    (
        Column("reference", "text", said("Référence de l’incident.", "Reference of the incident.")),
        Column("kind", "text", said("Nature du changement.", "Kind of change.")),
        Column("at", "moment", said("Quand (UTC).", "When (UTC).")),
        Column("number", "number", said("Version publiée alors.", "Version published then.")),
        Column(
            "class",
            "text",
            said("Classe du motif.", "Class of the reason."),
            codes="correction_class",
        ),
        *_texts(
            "notice",
            "Avis public, vide s’il n’est plus donné",
            "Public notice, empty where it is given no more",
        ),
        Column(
            "merged_into",
            "text",
            said("Référence de l’incident qui reste.", "Reference of the incident that remains."),
        ),
    ),
    ("reference", "at", "kind"),
)
REGISTERS = (ACTORS, ELECTIONS, PLATFORMS, TERMS, CHANGES)


def register_row(table: Table, record: dict[str, Any]) -> dict[str, Any]:
    """A row of actors or elections from its record in documents."""
    return {column.name: column.read(record) for column in table.columns}
