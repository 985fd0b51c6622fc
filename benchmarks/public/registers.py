"""What made-up incidents refer to: platforms, techniques, countries and elections of the database,
and parties, people and authorities that stand in documents only."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from benchmarks.public import lexicon
from incidents import models
from incidents.codes import ActorKind, ElectionKind, Scheme
from incidents.documents import Document

PLATFORMS, TECHNIQUES, GOALS, ELECTIONS = 12, 10, 6, 12
COUNTRIES = ("FR", "BE", "CH", "CA", "SN", "CI", "LU", "MA", "TN", "CD")


@dataclass(frozen=True)
class Registers:
    """Each entry as a document has it, the most frequent first."""

    platforms: list[Document]
    techniques: list[Document]
    goals: list[Document]
    countries: list[Document]
    elections: list[Document]
    parties: list[Document]
    authorities: list[Document]
    media: list[Document]


def registers() -> Registers:
    """From the shipped vocabularies; the elections must have been made."""
    countries = {j.code: j for j in models.Jurisdiction.objects.filter(code__in=COUNTRIES)}
    return Registers(
        platforms=[_named(p) for p in models.Platform.objects.order_by("pk")[:PLATFORMS]],
        techniques=_terms(Scheme.TECHNIQUE, TECHNIQUES),
        goals=_terms(Scheme.GOAL, GOALS),
        countries=[_named(countries[code]) for code in COUNTRIES],
        elections=[_election(e) for e in models.Election.objects.order_by("slug")],
        parties=[actor(name, ActorKind.PARTY) for name in lexicon.PARTIES],
        authorities=[actor(f"Parquet de {p}", ActorKind.AUTHORITY) for p in lexicon.PLACES],
        media=[actor(name, ActorKind.MEDIA) for name in lexicon.MEDIA],
    )


def add_elections() -> None:
    """Three a year from 2023 on, each of one round."""
    place = models.Jurisdiction.objects.get(code=COUNTRIES[0])
    for number in range(ELECTIONS):
        year, month = 2023 + number // 3, 3 + 4 * (number % 3)
        election = models.Election.objects.create(
            slug=f"scrutin-{year}-{month:02}",
            name_fr=f"Scrutin de {year}-{month:02}",
            name_en=f"Vote of {year}-{month:02}",
            jurisdiction=place,
            kind=ElectionKind.OTHER,
        )
        models.ElectionRound.objects.create(election=election, on=date(year, month, 12))


def actor(name: str, kind: ActorKind) -> Document:
    """A public actor in a document."""
    return {
        "slug": slug_of(name),
        "kind": kind.value,
        "short_name": "",
        "name": {"fr": name, "en": name},
    }


def person(name: str) -> Document:
    """A person of public life; names that differ by their accents only are told apart."""
    marks = sum(ord(letter) for letter in name if ord(letter) > 127)
    found = actor(name, ActorKind.PERSON)
    return found | {"slug": f"{found['slug']}-{marks}" if marks else found["slug"]}


def slug_of(name: str) -> str:
    """The name in small letters without accents, for an address."""
    plain = unicodedata.normalize("NFKD", name.lower()).encode("ascii", "ignore").decode()
    return "-".join("".join(c if c.isalnum() else " " for c in plain).split())


def _terms(scheme: Scheme, count: int) -> list[Document]:
    found: Iterable[models.Term] = models.Term.objects.filter(scheme=scheme)
    ordered = sorted(found, key=lambda term: (term.position, term.code))[:count]
    return [{"code": t.code, "label": {"fr": t.label_fr, "en": t.label_en}} for t in ordered]


def _named(row: models.Platform | models.Jurisdiction) -> Document:
    return {"code": row.code, "name": {"fr": row.name_fr, "en": row.name_en}}


def _election(election: models.Election) -> Document:
    return {
        "slug": election.slug,
        "kind": election.kind,
        "name": {"fr": election.name_fr, "en": election.name_en},
        "rounds": [
            {
                "number": r.number,
                "on": r.on.isoformat(),
                "territory": r.territory,
                "lists_from": None,
                "lists_to": None,
                "silence_from": None,
                "silence_to": None,
            }
            for r in election.rounds.order_by("on", "number", "territory")
        ],
    }
