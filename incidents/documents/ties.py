"""How a document ties each actor to its incident: by a role, by what it says or is said of it."""

from collections.abc import Iterator

from incidents.codes import Reading, Tie
from incidents.documents.records import Document, actors
from incidents.exchange import Exchange, Statement, exchange

SIGNS = {
    Reading.ACCUSATION: Tie.ACCUSES,
    Reading.COUNTER_ACCUSATION: Tie.ACCUSES,
    Reading.DENIAL: Tie.DENIES,
}


def ties(document: Document) -> set[tuple[str, str]]:
    """Each tie with the address of the actor that has it; private and unidentified actors have no
    address and no tie. A role is its own tie."""
    found = {(tie, slug) for tie, slug in _ties(exchange(document)) if slug}
    named = {actor["slug"] for actor in actors(document) if actor["slug"]}
    tied = {slug for _tie, slug in found}
    found |= {(Tie.NAMED.value, slug) for slug in named}
    return found | {(Tie.OTHER.value, slug) for slug in named - tied}


def voices(claim: Document) -> set[str]:
    """Whose words a claim is: its speaker, and those it is said on behalf of."""
    speaker = claim["speaker"]["actor"]
    return slugs(claim, "on_behalf_of") | ({speaker["slug"]} if speaker else set())


def slugs(claim: Document, part: str) -> set[str]:
    """The addresses of the actors in one part of a claim; None for one that has none."""
    return {actor["slug"] for actor in claim[part]}


def _ties(talk: Exchange) -> Iterator[tuple[str, str]]:
    for involved in talk.involvements:
        slug = involved.record["actor"]["slug"]
        yield from ((tie, slug) for tie in (involved.record["role"], Tie.INVOLVED.value))
        yield from _accused(involved, {slug})
    for claim in talk.claims:
        record = dict(claim.record)
        about = slugs(record, "about")
        yield from ((Tie.ABOUT.value, slug) for slug in about)
        yield from _accused(claim, about)
        for slug in voices(record):
            yield Tie.SAYS.value, slug
            yield from ((SIGNS[sign].value, slug) for sign in record["reading"] if sign in SIGNS)


def _accused(statement: Statement, whom: set[str]) -> Iterator[tuple[str, str]]:
    if not statement.accusation:
        return
    for slug in whom:
        yield Tie.ACCUSED.value, slug
        if statement.answered:
            yield Tie.ANSWERED.value, slug
