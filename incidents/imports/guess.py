"""Which column is which, by its heading: a proposal for people to look at, never the last word."""

from collections.abc import Sequence
from difflib import get_close_matches

from incidents.imports.mapping import Mapping
from incidents.imports.targets import GUARDED, TARGETS
from incidents.transcripts.folding import words

HEADINGS: dict[str, tuple[str, ...]] = {
    "id": ("id", "identifiant", "incident id", "external id", "numero", "number", "reference"),
    "address": ("address", "adresse", "url", "link", "lien"),
    "title": ("title", "titre", "name", "nom", "headline", "intitule"),
    "title_fr": ("title fr", "titre francais", "french title", "titre fr"),
    "title_en": ("title en", "titre anglais", "english title", "titre en"),
    "summary": ("summary", "resume", "description", "abstract", "descriptif", "text", "texte"),
    "summary_fr": ("summary fr", "resume francais", "description fr", "resume fr"),
    "summary_en": ("summary en", "resume anglais", "description en", "resume en"),
    "original_language": ("original language", "language", "langue", "langue d origine"),
    "facts_on": ("date", "facts on", "date des faits", "when", "quand", "event date", "jour"),
    "facts_earliest": ("facts earliest", "earliest", "premier jour", "from", "debut", "start date"),
    "facts_latest": ("facts latest", "latest", "dernier jour", "to", "fin", "end date"),
    "facts_precision": ("facts precision", "precision"),
    "jurisdiction": ("jurisdiction", "juridiction", "country", "pays", "country code"),
    "election": ("election", "scrutin"),
    "synthetic_level": ("synthetic level", "niveau de synthese", "level"),
    "presented_as": ("presented as", "presente comme"),
    "verdict": ("verdict", "rating", "conclusion"),
    "verdict_on": ("verdict on", "date du verdict", "verdict date"),
    "verdict_basis_fr": ("verdict basis fr", "fondement du verdict"),
    "verdict_basis_en": ("verdict basis en", "verdict basis"),
    "spread": ("spread", "diffusion", "breakout scale"),
    "persona": ("persona",),
    "techniques": ("techniques", "technique"),
    "media": ("media", "medias", "support"),
    "ratings": ("ratings", "media review", "mediareview"),
    "goals": ("goals", "goal", "buts", "objectifs", "but"),
    "sensitivity": ("sensitivity", "sensibilite"),
    "involved": ("involved", "implique", "impliques", "personnes impliquees"),
    "source_address": ("source address", "source", "sources", "source url", "adresse de la source"),
    "source_title": ("source title", "titre de la source"),
    "internal_note": ("internal note", "note interne", "notes", "note", "remarque"),
}
NEAR = 0.84


def guess(headers: Sequence[str]) -> Mapping:
    """A mapping of the columns whose heading is that of a field, in French or English, or nearly;
    each field of one column. Headings of what only people may set are left out by name."""
    names = {name: to for to, known in HEADINGS.items() for name in known}
    names |= {" ".join(words(to.replace("_", " "))): to for to in TARGETS}
    taken = set[str]()
    found: dict[str, str] = {}
    plain = {header: " ".join(words(header.replace("_", " "))) for header in headers}
    guarded = {header for header in headers if plain[header].replace(" ", "_") in GUARDED}
    for near in (False, True):
        for header, text in plain.items():
            if header in found or not text or header in guarded - {"reference"}:
                continue
            to = _near(text, names) if near else names.get(text)
            if to is not None and (to not in taken or TARGETS[to].many):
                found[header] = to
                taken.add(to)
    columns = [{"header": h, "to": found[h]} for h in dict.fromkeys(headers) if h in found]
    return Mapping.from_data({"columns": columns})


def _near(text: str, names: dict[str, str]) -> str | None:
    near = get_close_matches(text, names, 1, NEAR)
    return names[near[0]] if near else None
