"""Wherever an accusation is shown, what answers it is shown: in every answer of the whole site.

Two ways. The source: no module reads the claims of a document past ``incidents.exchange``. The
outputs: an incident whose accusations, denials and retractions each hold a word of their own is
published, and a visitor reads every route there is, in both languages and every format.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from incidents import codes, models
from incidents.actions import report
from incidents.coverage import of_month
from incidents.dates import Month
from incidents.reports.render import report_html
from tests.factories import (
    AT,
    ActorFactory,
    CitationFactory,
    ClaimAnswerFactory,
    ClaimFactory,
    IncidentFactory,
    InvolvementFactory,
    ReplyFactory,
    SourceMediaFactory,
    TranscriptFactory,
    UserFactory,
    ended,
)
from tests.house.crawler import Crawl, crawl, declared
from tests.house.tree import ROOT, python_files
from tests.once import made_once
from tests.views.published import listed

ARRANGED = ("incidents/exchange/", "incidents/projection/")
"""What arranges claims, and what writes them into the document."""

LOOKS_THROUGH = {
    "incidents/documents/records.py": "every citation and every actor of it, for addresses",
    "incidents/documents/changed.py": "who is named in it, after a merger of actors",
    "incidents/derived.py": "documents of earlier schemas in the shape of today",
    "incidents/imports/document_checks.py": "whether a document that comes in holds together",
    "incidents/neutrality.py": "words of staff that judge, for a warning to staff",
    "incidents/publication.py": "whether anything accuses: then two approvals are needed",
    "incidents/listing/rows.py": "counts and codes",
    "incidents/listing/claims.py": "codes by which lists are filtered",
    "incidents/listing/texts.py": "the words that the search looks through",
    "incidents/actions/readiness.py": "what is missing before publication, told to staff",
    "incidents/admin/incident_work.py": "their number and the addresses of their forms",
    "incidents/reports/tables.py": "counts by proposition and stance",
    "incidents/reports/glossary.py": "which codes the report has to explain",
}
"""Modules that read claims and show none, each with its reason."""


def reads_claims(source: str) -> bool:
    """Whether Python takes the claims out of a document: ``[...]["claims"]`` or ``.get("claims")``.

    ``content["claims"]`` of a card is a number; a card names itself ``card``.
    """
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Subscript(value=ast.Name(id=name), slice=ast.Constant(value="claims")):
                if name not in {"card", "counted"}:
                    return True
            case ast.Subscript(slice=ast.Constant(value="claims")):
                return True
            case ast.Call(func=ast.Attribute(attr="get"), args=[ast.Constant(value="claims"), *_]):
                return True
    return False


def test_no_module_reads_claims_past_the_exchange() -> None:
    readers = {
        str(file.relative_to(ROOT))
        for place in ("incidents", "tracker")
        for file in python_files(place)
        if reads_claims(file.read_text(encoding="utf-8"))
    }
    others = {name for name in readers if not name.startswith(ARRANGED)}

    assert others - set(LOOKS_THROUGH) == set()
    assert {name for name in LOOKS_THROUGH if (ROOT / name).exists()} - others == set()


def test_no_template_reads_claims_past_the_exchange() -> None:
    reads = re.compile(r"(document|content|snapshot)\.claims\b")
    files = [file for file in (ROOT / "templates").rglob("*.html") if "admin" not in file.parts]

    assert [str(f) for f in files if reads.search(f.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize(
    ("source", "reads"),
    [
        ('document["claims"]', True),
        ('entry["content"]["claims"]', True),
        ('content.get("claims", [])', True),
        ('card["claims"] + 1', False),
        ('{"claims": 3}', False),
        ("incident.claims.all()", False),
    ],
)
def test_reading_claims_is_seen(source: str, reads: bool) -> None:
    assert reads_claims(source) is reads


@dataclass
class Told:
    """What was published: words of each accusation, with the words of what answers it."""

    owed: dict[str, list[str]] = field(default_factory=dict)
    source_words: set[str] = field(default_factory=set)
    publication: models.Publication | None = None


def one_sided(text: str, owed: Mapping[str, list[str]]) -> list[str]:
    """Words of answers that a text lacks although it has the word of what they answer."""
    return [
        f"{accusation} without {answer}"
        for accusation, answers in owed.items()
        if accusation in text
        for answer in answers
        if answer not in text
    ]


@pytest.fixture(scope="module")
def told(django_db_setup: None, django_db_blocker: Any) -> Iterator[Told]:
    with made_once(django_db_blocker):
        made = tell()
        ended()
        yield made


@pytest.fixture(scope="module")
def seen(told: Told, django_db_blocker: Any) -> Crawl:
    """What a visitor reads of it."""
    with django_db_blocker.unblock():
        return crawl(STARTS)


def tell() -> Told:
    """An accusing role, an accusation of the same actor, their denial, its retraction, a
    counter-accusation and the denial of that; each has a word in our summary, and one in the quote.
    The retraction answers the accusation only and has to stand beside the role all the same. Two
    sources: who accuses is not quoted from where it is denied."""
    incident = IncidentFactory(reference="INC-2026-0001")
    accused, other = ActorFactory(slug="mise-en-cause"), ActorFactory(slug="autre-camp")
    names = ("accuses", "denies", "retracts", "counters", "rebuts")
    first, second = (
        SourceMediaFactory(public_extent="full", public_extent_ground="Accord.") for _ in range(2)
    )
    source_of = dict.fromkeys(names, first) | dict.fromkeys(("denies", "rebuts"), second)
    for source in (first, second):
        TranscriptFactory(source=source, texts=[f"parole{name}" for name in ("role", *names)])
    role = InvolvementFactory(
        incident=incident,
        actor=accused,
        role=codes.Role.ALLEGED_AUTHOR,
        note_fr="resumerole",
        note_en="resumerole",
    )
    quote(source_of["accuses"], "role", involvement=role)
    said = {name: spoken(incident, name) for name in names}
    for name, claim in said.items():
        quote(source_of[name], name, claim=claim)
    said["accuses"].about.add(accused)
    said["counters"].about.add(other)
    said["denies"].on_behalf_of.add(accused)
    answer(said["denies"], "denies", claim=said["accuses"])
    answer(said["denies"], "denies", claim=None, involvement=role)
    answer(said["retracts"], "comments", claim=said["accuses"])
    answer(said["counters"], "counters", claim=said["accuses"])
    answer(said["rebuts"], "denies", claim=said["counters"])
    answered = {
        "role": ["denies", "retracts", "rightrole", "rightwhole"],
        "accuses": ["denies", "retracts", "counters", "rightaccuses", "rightwhole"],
        "counters": ["rebuts", "rightwhole"],
    }
    for name, to in (
        ("rightrole", {"involvement": role}),
        ("rightaccuses", {"claim": said["accuses"]}),
        ("rightwhole", {}),
    ):
        decided = {"decision": "accepted", "decided_by": UserFactory(), "decided_at": AT}
        ReplyFactory(incident=incident, text=f"resume{name}", **to, **decided)
    told = Told(publication=listed(incident))
    for top, below in answered.items():
        for kind in ("resume", "parole"):
            told.owed[f"{kind}{top}"] = [f"resume{name}" for name in below]
        told.source_words.add(f"parole{top}")
    return told


def spoken(incident: models.Incident, name: str) -> models.Claim:
    stances = {"denies": "denies", "rebuts": "denies", "retracts": "retracts"}
    claim: models.Claim = ClaimFactory(
        incidents=[incident],
        proposition=codes.Proposition.AUTHORSHIP,
        stance=stances.get(name, "asserts"),
        speaker_label_fr=f"voix de {name}",
        summary_fr=f"resume{name}",
        summary_en=f"resume{name}",
    )
    return claim


def quote(source: models.SourceMedia, name: str, **owner: object) -> None:
    """Cite the passage of a source that says it."""
    segment = models.Segment.objects.get(transcript__source=source, text=f"parole{name}")
    CitationFactory(
        **({"claim": None} | owner),
        source=source,
        first_segment=segment,
        last_segment=segment,
        quote=segment.text,
    )


def answer(by: models.Claim, kind: str, **to: object) -> None:
    ClaimAnswerFactory(answer=by, kind=kind, **to)


STARTS = [
    *("/", "/fr/", "/en/", "/fr/feed.atom", "/en/feed.atom", "/robots.txt"),
    "/sitemap.xml",
    *("/.well-known/security.txt", "/health/live", "/health/ready", "/health/jobs"),
    *("/api/v1/", "/api/v1/incidents/", "/api/v1/vocabularies/stance/"),
    *("/api/v1/changes/", "/fr/corrections/", "/en/corrections/"),
    *("/fr/incidents/INC-2026-0001/compare/", "/en/incidents/INC-2026-0001/compare/"),
    *("/fr/incidents/?q=resumedenies", "/en/incidents/?q=paroledenies"),
    *("/api/v1/incidents/?q=resumedenies", "/fr/statistics/", "/en/statistics/"),
]
"""A search repeats the visitor's own words, so that none asks for the word of an accusation."""
RAW = re.compile(r"^/(fr|en|api/v1)/sources/")
"""Pages of a source and its text as WebVTT hold what somebody said in the order of that recording,
not our account of it; each cited line leads to its place on the incident's page. There only our own
words are looked for."""


@pytest.mark.django_db
def test_wherever_an_accusation_is_read_its_answers_are(told: Told, seen: Crawl) -> None:
    unfair = {}
    for address, text in seen.answers.items():
        owed = told.owed
        if RAW.match(address):
            owed = {w: those for w, those in owed.items() if w not in told.source_words}
        unfair[address] = one_sided(text, owed)
    assert {address: what for address, what in unfair.items() if what} == {}
    telling = {re.sub(r"^/(fr|en)/", "/", a) for a, t in seen.answers.items() if any_of(t, told)}
    assert {"/incidents/INC-2026-0001/", "/actors/mise-en-cause/", "/actors/autre-camp/"} < telling
    assert "/api/v1/incidents/INC-2026-0001/" in telling
    failed = [a for a, status in seen.statuses.items() if status >= 500]
    assert failed == ["/health/jobs"]  # no worker runs here


@pytest.mark.django_db
def test_the_visitor_reads_every_route_that_shows_incidents(seen: Crawl) -> None:
    without = {
        "elections/",
        "platforms/",
        "reports/",
        "submissions/",
        "audit/",
        "<int:number>",
        "nothing",
        "procedures/",
        "appearances/",
        "subscribe/",
        "dumps/",  # the same tables as the exports, packed
    }
    missing = {route for route in declared() - seen.routes if "<" in route}
    assert {route for route in missing if not any(word in route for word in without)} == set()


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_report_shows_accusations_with_their_answers(told: Told, language: str) -> None:
    month = of_month(Month.parse("2026-09"))
    page = report_html(report.build(month, at=AT + timedelta(days=60)), language)

    assert any_of(page, told)
    assert one_sided(page, told.owed) == []


def any_of(text: str, told: Told) -> bool:
    return any(word in text for word in told.owed)


def test_a_page_without_an_answer_is_found() -> None:
    owed = {"accused1": ["denied1", "retracted1"], "accused2": ["denied2"]}

    assert one_sided("accused1 denied1 retracted1", owed) == []
    assert one_sided("denied1", owed) == []
    assert one_sided("accused1 retracted1 denied2", owed) == ["accused1 without denied1"]
    assert one_sided("accused1 accused2", owed) == [
        "accused1 without denied1",
        "accused1 without retracted1",
        "accused2 without denied2",
    ]


def test_there_are_modules_to_look_at() -> None:
    assert reads_claims((Path(ROOT) / "incidents/exchange/arranged.py").read_text(encoding="utf-8"))
