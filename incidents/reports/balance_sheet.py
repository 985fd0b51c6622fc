"""What is recorded of each party in the incidents of a report, the answers beside the accusations.

The same headings as on the public statistics page. Distinct incidents, like every table.
"""

from incidents.codes import BALANCE, ActorKind
from incidents.documents import Document, actors, ties
from incidents.reports.frozen import Snapshot, incidents_of
from incidents.reports.tables import Bilingual, Table, by_key

HEADINGS = frozenset(heading.value for heading in BALANCE)


def ties_of(document: Document) -> dict[str, tuple[Bilingual, set[str]]]:
    """Each party with the headings that it has in an incident; one that is only named has none."""
    names = {
        actor["slug"]: actor["name"]
        for actor in actors(document)
        if actor["slug"] and actor["kind"] == ActorKind.PARTY
    }
    found: dict[str, tuple[Bilingual, set[str]]] = {}
    for tie, slug in ties(document):
        if slug in names and tie in HEADINGS:
            found.setdefault(slug, (names[slug], set()))[1].add(str(tie))
    return found


def balance_sheet(snapshot: Snapshot) -> Table:
    """Parties under the headings, in the order of their codes."""
    return by_key((each["content"] for each in incidents_of(snapshot)), ties_of)
