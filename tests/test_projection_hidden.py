"""What a record holds and the public document does not."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from incidents import codes, documents
from incidents.models import (
    Procedure,
    SourceMedia,
)
from incidents.procedures import EventKind
from incidents.projection import document
from incidents.publication import approvals_needed
from tests import factories as made
from tests import scenes
from tests.once import fresh, made_once

pytestmark = pytest.mark.django_db


def test_a_masked_account_is_not_in_the_document() -> None:
    seen = made.AppearanceFactory(account="@aurore.demain", account_masked=True)

    content = document(seen.incident)

    assert "aurore" not in json.dumps(content)
    assert content["appearances"][0]["account_masked"] is True


def test_neither_is_the_archived_address_of_a_masked_account() -> None:
    """An archive's address holds the account's."""
    archived = "https://archive.example/tiktok.example/@aurore.demain/7"
    seen = made.AppearanceFactory(account="@aurore.demain", archived_url=archived)
    before = document(seen.incident)["appearances"][0]["archived_url"]
    type(seen).objects.filter(pk=seen.pk).update(account_masked=True)

    content = document(seen.incident)

    assert before == archived
    assert content["appearances"][0]["archived_url"] == ""
    assert "aurore" not in json.dumps(content)


def test_a_private_actor_is_shown_by_its_label_alone() -> None:
    identity = made.PrivateIdentityFactory(name="Nadège Orvault", handles=["@orvault"])
    involved = made.InvolvementFactory(actor=identity.actor)

    shown = document(involved.incident)["involvements"][0]["actor"]

    assert shown == {
        "slug": None,
        "kind": "person",
        "short_name": "",
        "name": {"fr": "une personne privée", "en": "une personne privée"},
    }


def test_an_internal_event_is_not_in_the_document() -> None:
    pursuit = made.ProcedureFactory()
    made.ProcedureEventFactory(procedure=pursuit, kind=EventKind.CONSIDERED)
    made.ProcedureEventFactory(procedure=pursuit, kind=EventKind.ANNOUNCED, is_public=False)

    shown = document(pursuit.incidents.get())["procedures"][0]

    assert [event["kind"] for event in shown["events"]] == ["considered"]
    assert shown["status"] == "considered"


def test_who_is_named_by_no_public_event_is_everybody_else() -> None:
    named, unnamed = made.ActorFactory(), made.ActorFactory()
    pursuit = made.ProcedureFactory(track="penal")
    pursuit.respondents.set([named, unnamed])
    steps: list[tuple[EventKind, Any, bool]] = [
        (EventKind.JUDICIAL_INVESTIGATION, None, True),
        (EventKind.NO_CASE, named, True),
        (EventKind.NO_CASE, unnamed, False),
    ]
    for kind, person, public in steps:
        made.ProcedureEventFactory(
            procedure=pursuit, kind=kind, respondent=person, is_public=public
        )

    shown = document(pursuit.incidents.get())["procedures"][0]

    told = [(each["respondent"], each["status"]) for each in shown["statuses"]]
    assert [(who and who["slug"], status) for who, status in told] == [
        (named.slug, "decided"),
        (None, "in_progress"),
    ]
    assert shown["status"] == "in_progress"


def internal(pursuit: Procedure) -> None:
    made.ProcedureEventFactory(procedure=pursuit, is_public=False)


def hidden_by_a_correction(pursuit: Procedure) -> None:
    wrong = made.ProcedureEventFactory(procedure=pursuit)
    made.ProcedureEventFactory(
        procedure=pursuit, supersedes=wrong, order=wrong.order, is_public=False
    )


def without_events(pursuit: Procedure) -> None:
    """A procedure that was only prepared."""


@pytest.mark.parametrize("events", [internal, hidden_by_a_correction, without_events])
def test_a_procedure_without_a_public_event_is_nowhere_in_the_document(
    events: Callable[[Procedure], None],
) -> None:
    person = made.ActorFactory(kind=codes.ActorKind.PERSON, slug="zita-secrete", name_fr="Zita")
    pursuit = made.ProcedureFactory(authority=person, authority_reference="RG 26/00042")
    pursuit.complainants.add(person)
    pursuit.respondents.add(person)
    events(pursuit)

    content = document(pursuit.incidents.get())

    assert content["procedures"] == []
    assert approvals_needed(content) == {codes.ApprovalKind.EDITORIAL}
    for word in ("Zita", "zita", "26/00042", pursuit.public_id):
        assert word not in json.dumps(content)


def test_a_superseded_event_is_not_in_the_document() -> None:
    pursuit = made.ProcedureFactory()
    wrong = made.ProcedureEventFactory(procedure=pursuit, kind=EventKind.COMPLAINT)
    made.ProcedureEventFactory(
        procedure=pursuit, kind=EventKind.ANNOUNCED, supersedes=wrong, order=wrong.order
    )

    shown = document(pursuit.incidents.get())["procedures"][0]

    assert [event["kind"] for event in shown["events"]] == ["announced"]


def test_nothing_of_another_incident_is_in_the_document() -> None:
    here, there = made.IncidentFactory(), made.IncidentFactory(title_fr="Ailleurs")
    shared = made.ClaimFactory(incidents=[here, there])
    made.ClaimFactory(incidents=[there], summary_fr="Dit ailleurs seulement.")
    elsewhere = made.InvolvementFactory(incident=there)
    made.ClaimAnswerFactory(answer=shared, claim=None, involvement=elsewhere)

    content = document(here)

    assert [claim["id"] for claim in content["claims"]] == [shared.public_id]
    assert content["claims"][0]["answers"] == []
    assert "illeurs" not in json.dumps(content)


@pytest.mark.parametrize("kind", ["claim", "involvement"])
def test_countering_something_only_in_a_draft_is_not_said(kind: str) -> None:
    """The reading would give the draft away, and nobody could see what is countered."""
    draft = made.IncidentFactory()
    said = made.ClaimFactory(proposition=codes.Proposition.AUTHORSHIP)
    targets = {
        "claim": made.ClaimFactory(incidents=[draft]),
        "involvement": made.InvolvementFactory(incident=draft, role=codes.Role.PROMOTED),
    }
    made.ClaimAnswerFactory(
        answer=said, kind=codes.AnswerKind.COUNTERS, **({"claim": None} | {kind: targets[kind]})
    )

    here = document(said.incidents.get())["claims"]
    there = {claim["id"]: claim for claim in document(draft)["claims"]}

    assert [(claim["reading"], claim["answers"]) for claim in here] == [(["accusation"], [])]
    assert there[said.public_id]["reading"] == ["accusation", "counter_accusation"]


@pytest.fixture(scope="module")
def three_voices(django_db_setup: None, django_db_blocker: Any) -> Iterator[scenes.Scene]:
    with made_once(django_db_blocker):
        staff = scenes.team()
        scene = scenes.exchange(staff, page=f"{scenes.PAGE}00:26 Merci à tous.\n00:30 Bonsoir.\n")
        scenes.voice(scene, staff, "Xavière", (2, 4))
        scenes.voice(scene, staff, "Zélie", (0, 1), (5, 5))
        scenes.voice(scene, staff, "Yvon", (6, 6), actor=made.ActorFactory(slug="yvon-tu"))
        made.ended()
        yield scene


@pytest.fixture
def spoken(three_voices: scenes.Scene, db: None) -> scenes.Scene:
    """Three voices: of one every word is cited; one is cited in part and heard around what is
    cited; of one nothing is near."""
    return fresh(three_voices)


@pytest.mark.parametrize(
    ("extent", "expected"),
    [
        ("full", {"Xavière": [[2, 4]], "Zélie": [[0, 1], [5, 5]], "Yvon": [[6, 6]]}),
        ("cited", {"Xavière": [[2, 4]], "Zélie": [[0, 1], [5, 5]]}),
        ("none", {}),
    ],
)
def test_a_voice_is_named_where_its_words_are_public_and_nowhere_else(
    spoken: scenes.Scene, extent: str, expected: dict[str, list[list[int]]]
) -> None:
    extend(spoken, extent)

    content = document(spoken.incident)

    speakers = content["sources"][0]["transcript"]["speakers"]
    assert {speaker["label"]: speaker["ranges"] for speaker in speakers} == expected
    assert ("yvon-tu" in json.dumps(content)) is (extent == "full")


def extend(scene: scenes.Scene, extent: str) -> None:
    SourceMedia.objects.filter(pk=scene.source.pk).update(
        public_extent=extent, public_extent_ground="Avec l’accord de l’éditeur."
    )


def test_a_voice_of_a_newer_transcript_that_nothing_cites_is_not_named(
    spoken: scenes.Scene,
) -> None:
    """What is cited are places of the older one: the same positions hold other words now."""
    newer = made.TranscriptFactory(
        source=spoken.source, number=2, reason="Relue.", texts=["Un", "Deux"]
    )
    newer.segments.update(speaker=made.SpeakerFactory(transcript=newer, label="Wilhelmine"))

    shown = document(spoken.incident)["sources"][0]["transcript"]

    assert (shown["version"], shown["speakers"]) == (2, [])


@pytest.mark.parametrize("extent", ["none", "cited"])
def test_of_a_source_without_public_text_neither_quote_nor_description_is_shown(
    spoken: scenes.Scene, extent: str
) -> None:
    extend(spoken, extent)

    content = document(spoken.incident)

    quotes = [cited.citation["quote"] for cited in documents.citations(content)]
    assert quotes
    assert all(quotes) if extent == "cited" else set(quotes) == {""}
    (source,) = content["sources"]
    assert bool(source["description"]) is (extent == "cited")
    assert all(cited.citation["start_ms"] is not None for cited in documents.citations(content))
