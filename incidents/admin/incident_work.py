"""The work on one incident, step by step: what is recorded, what is missing and where to mend it.

Everything is read from the public document that the panel computes anyway, with one query for the
keys of each kind of record: how much is recorded changes nothing.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from incidents import documents
from incidents.actions.obstacle import Obstacle, Step
from incidents.admin.record_form import say
from incidents.codes import AnswerKind, LegalStatus, Proposition, Reading, Stance
from incidents.documents import Document
from incidents.exchange import exchange
from incidents.exchange_tree import Node, nodes
from incidents.labels import label
from incidents.models import Appearance, Claim, Incident, Involvement, Procedure, SourceMedia

MOST_ROWS = 1_000
"""Lines of the exchange on one page; a claim stands in it as often as it answers,
its own answers once."""

NAMES: dict[Step, str | Promise] = {
    Step.FACTS: pgettext_lazy("step", "Facts"),
    Step.APPEARANCES: pgettext_lazy("step", "Appearances"),
    Step.PEOPLE: pgettext_lazy("step", "People and parties"),
    Step.CLAIMS: pgettext_lazy("step", "Claims"),
    Step.PROCEDURES: pgettext_lazy("step", "Procedures"),
    Step.SOURCES: pgettext_lazy("step", "Sources"),
}
PLACES = {
    Step.FACTS: "step-facts",
    Step.APPEARANCES: "appearances-group",
    Step.PEOPLE: "involvements-group",
    Step.CLAIMS: "claims",
    Step.PROCEDURES: "procedures",
    Step.SOURCES: "sources",
}
"""The anchors of the steps on the incident's page."""


@dataclass(frozen=True)
class Missing:
    """One obstacle in words, and the address of the place where it is mended."""

    step: Step
    words: str
    url: str


@dataclass(frozen=True)
class Stage:
    """One step: how much is recorded, and what is missing."""

    step: Step
    name: Any
    url: str
    count: int | None
    missing: list[Missing]


@dataclass(frozen=True)
class Line:
    """One line of the exchange: an involvement that is answered, or a claim; ``depth`` 0 is the
    top, ``kind`` how it answers what stands above it; ``elsewhere``: the answers to it stand below
    its other line."""

    depth: int
    kind: str
    words: dict[str, str]
    role: str
    url: str
    speaker: dict[str, str]
    says: str
    readings: list[str]
    cited: bool
    owed: bool
    elsewhere: bool


@dataclass(frozen=True)
class Work:
    """All that the page leads through, in order."""

    stages: list[Stage]
    lines: list[Line]
    more: bool
    procedures: list[Procedure]
    sources: list[tuple[SourceMedia, int]]
    missing: list[Missing] = field(default_factory=list)


class _Addresses:
    """Pages of the records of one incident, by public id."""

    def __init__(self, incident: Incident, document: Document) -> None:
        self.page = reverse("admin:incidents_incident_change", args=[incident.pk])
        self.of = f"?of={incident.pk}"
        claims = [claim["id"] for claim in document["claims"]]
        self.known = {
            **self._keys("claim", Claim.objects.filter(public_id__in=claims)),
            **self._keys("involvement", Involvement.objects.filter(incident=incident)),
            **self._keys("appearance", Appearance.objects.filter(incident=incident)),
        }

    def add(self, procedures: Iterable[Procedure]) -> None:
        self.known |= {p.public_id: ("procedure", p.pk) for p in procedures}

    def record(self, public_id: str) -> str:
        """The form of a record, which leads back here."""
        kind, pk = self.known[public_id]
        return f"{reverse(f'admin:incidents_{kind}_change', args=[pk])}{self.of}"

    def place(self, obstacle: Obstacle) -> str:
        """Where an obstacle is mended: the record, the field, or the step of the page."""
        if obstacle.about in self.known:
            return self.record(obstacle.about)
        anchor = f"id_{obstacle.about}" if obstacle.about else PLACES[obstacle.step]
        return f"{self.page}#{anchor}"

    @staticmethod
    def _keys(kind: str, rows: QuerySet[Any]) -> dict[str, tuple[str, int]]:
        return {key: (kind, pk) for key, pk in rows.values_list("public_id", "pk")}


def work(incident: Incident, document: Document, obstacles: Iterable[Obstacle]) -> Work:
    """What the page shows of an incident; six queries, however much is recorded."""
    addresses = _Addresses(incident, document)
    procedures = list(incident.procedures.with_standing().select_related("authority"))
    addresses.add(procedures)
    missing = [Missing(o.step, say(o), addresses.place(o)) for o in obstacles]
    lines = list(islice(_lines(document, addresses), MOST_ROWS + 1))
    return Work(
        stages=list(_stages(document, len(procedures), missing, addresses.page)),
        lines=lines[:MOST_ROWS],
        more=len(lines) > MOST_ROWS,
        procedures=procedures,
        sources=_sources(document),
        missing=missing,
    )


def _stages(
    document: Document, procedures: int, missing: list[Missing], page: str
) -> Iterator[Stage]:
    counts: dict[Step, int | None] = {
        Step.FACTS: None,
        Step.APPEARANCES: len(document["appearances"]),
        Step.PEOPLE: len(document["involvements"]),
        Step.CLAIMS: len(document["claims"]),
        Step.PROCEDURES: procedures,
        Step.SOURCES: len(document["sources"]),
    }
    for step in Step:
        lacks = [m for m in missing if m.step is step]
        yield Stage(step, NAMES[step], f"{page}#{PLACES[step]}", counts[step], lacks)


def _sources(document: Document) -> list[tuple[SourceMedia, int]]:
    """Each source cited, with how often, the most cited first."""
    counted = Counter(cited.citation["source"] for cited in documents.citations(document))
    found = SourceMedia.objects.filter(public_id__in=counted).defer("description")
    return sorted(
        ((source, counted[source.public_id]) for source in found),
        key=lambda pair: (-pair[1], pair[0].pk),
    )


def _lines(document: Document, addresses: _Addresses) -> Iterator[Line]:
    depth = 0
    for node in nodes(exchange(document), deepest=None):
        yield _line(node, addresses, depth)
        depth += node.opens - node.closes


def _line(node: Node, addresses: _Addresses, depth: int) -> Line:
    statement, record = node.statement, node.statement.record
    common: dict[str, Any] = {
        "depth": depth,
        "kind": label(AnswerKind(node.answers)) if node.answers else "",
        "elsewhere": node.elsewhere,
        "url": addresses.record(statement.id),
        "cited": bool(record["citations"]),
        "owed": node.unanswered,
    }
    if not statement.is_claim:
        return Line(
            words=record["actor"]["name"],
            role=record["role"],
            speaker={},
            says="",
            readings=[],
            **common,
        )
    speaker = record["speaker"]
    says = (label(Stance(record["stance"])), label(Proposition(record["proposition"])))
    return Line(
        words=record["summary"],
        role="",
        speaker=speaker["actor"]["name"] if speaker["actor"] else speaker["label"],
        says=", ".join(says),
        readings=[label(Reading(reading)) for reading in statement.readings],
        **common,
    )


def status_words(procedure: Any) -> str:
    """The status of a procedure read with its standing; none before its first event."""
    return label(LegalStatus(procedure.status or LegalStatus.NONE))
