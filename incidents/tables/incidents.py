"""The flat table: a row an incident, everything that is its own."""

from collections.abc import Iterator

from incidents.tables.columns import LANGUAGES, SEVERAL, Column, Table, columns_of, dictionary, said

OF_DOCUMENT = (
    *("original_language", "translation_outdated", "title", "summary", "facts_date"),
    *("jurisdiction", "synthetic_level", "presented_as", "techniques", "media", "ratings"),
    *("goals", "persona", "verdict", "spread", "sensitivity"),
)
"""Fields of the document that are the incident's own."""
RENAMED = {
    "facts_date_earliest": "facts_earliest",
    "facts_date_latest": "facts_latest",
    "facts_date_precision": "facts_precision",
    "jurisdiction": "country",
    "verdict_code": "verdict",
}
"""The names that the table of the list has always had."""


def _identity() -> Iterator[Column]:
    """Which version of which incident it is."""
    yield Column(
        "reference", "text", said("Référence de l’incident.", "Reference of the incident.")
    )
    for language, (fr, en) in LANGUAGES.items():
        yield Column(
            f"address_{language}",
            "text",
            said(f"Adresse de sa page {fr}.", f"Address of its page {en}."),
        )
    yield Column(
        "number", "number", said("Rang de la version publiée.", "Number of the published version.")
    )
    yield Column(
        "digest",
        "text",
        said("Empreinte du document publié.", "Digest of the published document."),
        unit="SHA-256",
    )
    yield Column(
        "first_published_at",
        "moment",
        said("Première publication (UTC).", "First published (UTC)."),
    )
    yield Column(
        "updated_at", "moment", said("Dernière publication (UTC).", "Last published (UTC).")
    )


def _of_document() -> Iterator[Column]:
    """What the document itself says."""
    unwanted = [f.name for f in dictionary()["document"].fields if f.name not in OF_DOCUMENT]
    for column in columns_of("document", without=unwanted):
        name = RENAMED.get(column.name, column.name)
        yield Column(name, column.type, column.meaning, column.codes, column.unit)


def _of_records() -> Iterator[Column]:
    """What follows from its records."""
    yield Column("election", "text", said("Élection concernée.", "Election concerned."))
    yield Column(
        "platforms", SEVERAL, said("Plateformes où il a été vu.", "Platforms where it was seen.")
    )
    yield Column(
        "propositions",
        SEVERAL,
        said("Sur quoi portent les déclarations.", "What its claims are about."),
        codes="proposition",
    )
    yield from _involved()
    yield Column(
        "legal_statuses",
        SEVERAL,
        said(
            "Où en sont les suites juridiques, au jour du fichier.",
            "Where the legal follow-ups stand, as of the day of the file.",
        ),
        codes="legal_status",
    )
    yield Column("claims", "number", said("Nombre de déclarations.", "Number of claims."))
    yield Column("denials", "number", said("Nombre de démentis.", "Number of denials."))


def _involved() -> Iterator[Column]:
    for language, (fr, en) in LANGUAGES.items():
        yield Column(
            f"involved_{language}",
            SEVERAL,
            said(
                f"Qui est montré ou visé, avec son rôle, {fr} ; les rôles qui accusent sont dans "
                "la table involvements, avec les réponses.",
                f"Who is shown or targeted, with the role, {en}; roles that accuse are in "
                "the table involvements, with their answers.",
            ),
        )


INCIDENTS = Table(
    "incidents",
    said("Un incident par ligne.", "An incident a row."),
    (*_identity(), *_of_document(), *_of_records()),
    ("reference",),
)
