"""What the public document says of a citation and its source."""

from __future__ import annotations

import json

import pytest

from incidents import documents
from incidents.models import (
    Incident,
    Transcript,
)
from incidents.projection import document
from tests import factories as made
from tests import scenes

pytestmark = pytest.mark.django_db


def test_a_citation_ends_where_the_next_segment_begins() -> None:
    transcript = made.TranscriptFactory(texts=["un", "deux", "trois"])
    first, second, third = transcript.segments.order_by("position")
    incident = made.IncidentFactory()
    for start, end in ((first, second), (third, third)):
        made.CitationFactory(
            claim=None,
            incident=incident,
            supports="what",
            source=transcript.source,
            first_segment=start,
            last_segment=end,
        )

    shown = [(c["start_ms"], c["end_ms"]) for c in document(incident)["incident_citations"]]

    assert shown == [(0, 8_000), (8_000, None)]


def test_a_source_is_in_the_document_once_however_often_it_is_cited() -> None:
    scene = scenes.exchange(scenes.team())

    content = document(scene.incident)

    assert len(list(documents.citations(content))) == 5
    assert [source["id"] for source in content["sources"]] == [scene.source.public_id]


@pytest.mark.parametrize(
    ("texts", "differs"),
    [
        (["Un mot.", "La suite."], False),
        (["un  MOT", "La suite."], False),
        (["Un autre mot.", "La suite."], True),
    ],
)
def test_a_citation_says_when_a_newer_version_differs_there(
    texts: list[str], differs: bool
) -> None:
    older = made.TranscriptFactory(texts=["Un mot.", "La suite."])
    incident = cite_first(older)
    before = document(incident)["incident_citations"][0]["newer"]
    made.TranscriptFactory(source=older.source, number=2, reason="Relue.", texts=texts)

    shown = document(Incident.objects.get(pk=incident.pk))

    assert before is None
    assert shown["incident_citations"][0]["newer"] == {"version": 2, "differs": differs}
    assert "autre" not in json.dumps(shown, ensure_ascii=False)


def cite_first(transcript: Transcript) -> Incident:
    first = transcript.segments.get(position=0)
    incident: Incident = made.IncidentFactory()
    made.CitationFactory(
        claim=None,
        incident=incident,
        supports="what",
        source=transcript.source,
        first_segment=first,
        last_segment=first,
    )
    return incident


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://youtu.be/abc", "https://youtu.be/abc?t=0s"),
        ("https://www.tiktok.com/@horizon/video/7", None),
    ],
)
def test_a_citation_leads_to_its_second_where_the_publisher_lets_it(
    url: str, expected: str | None
) -> None:
    source = made.SourceMediaFactory(url=url)
    incident = cite_first(made.TranscriptFactory(source=source, texts=["Un mot."]))

    assert document(incident)["incident_citations"][0]["moment_url"] == expected
