"""What leaves for the public, and what never does."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pgtrigger
import pytest
from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import DataError, IntegrityError, connection, models, transaction
from django.test.utils import CaptureQueriesContext

from incidents import codes, documents, listing
from incidents.canonical import digest
from incidents.models import (
    Approval,
    Claim,
    Incident,
    Procedure,
    Publication,
    ReferenceCounter,
    Report,
    ReportFile,
    SourceMedia,
    Transcript,
    Withdrawal,
)
from incidents.procedures import EventKind
from incidents.projection import document
from incidents.publication import approvals_needed
from tests import factories as made
from tests import scenes
from tests.redactions import redact
from tracker.accounts.models import User

pytestmark = pytest.mark.django_db

OUTPUTS = {
    *listing.DERIVED,
    Publication,
    Approval,
    Withdrawal,
    ReferenceCounter,
    Report,
    ReportFile,
}
"""Made from a document, never read for one."""

SHAPED = {"Actor.wikidata_id", "Actor.party_facts_id"}
"""Columns that take no word: a constraint keeps it out. None is in a document."""

PUBLIC = """
Actor.name_en Actor.name_fr Actor.public_label_en Actor.public_label_fr Actor.short_name Actor.slug
Appearance.account Appearance.archived_url Appearance.public_id
AppearanceEvent.note_en AppearanceEvent.note_fr
Citation.note Citation.quote
Claim.public_id Claim.speaker_label_en Claim.speaker_label_fr Claim.summary_en Claim.summary_fr
Election.name_en Election.name_fr Election.slug ElectionRound.territory
Incident.summary_en Incident.summary_fr Incident.title_en Incident.title_fr
Incident.verdict_basis_en Incident.verdict_basis_fr
Involvement.note_en Involvement.note_fr Involvement.public_id
Jurisdiction.name_en Jurisdiction.name_fr
LegalBasis.code LegalBasis.short LegalBasis.title_en LegalBasis.title_fr
Observation.headline_reason_en Observation.headline_reason_fr
Platform.code Platform.name_en Platform.name_fr
Procedure.authority_reference Procedure.public_id
ProcedureEvent.note_en ProcedureEvent.note_fr ProcedureEvent.outcome
ProcedureEvent.outside_table_reason_en ProcedureEvent.outside_table_reason_fr
ProcedureEvent.public_id
SourceMedia.archived_url SourceMedia.category SourceMedia.description SourceMedia.language
SourceMedia.public_id SourceMedia.title SourceMedia.url
Speaker.label
StatementOfReasons.automated_decision StatementOfReasons.category StatementOfReasons.content_types
StatementOfReasons.ground StatementOfReasons.permalink StatementOfReasons.source_type
Term.code Term.label_en Term.label_fr
Transcript.digest Transcript.format Transcript.language Transcript.tool Transcript.tool_version
"""
"""The reviewed allow-list: a field that is not here must not be in any public document."""

PRIVATE = """
Incident.internal_note Incident.review_note Appearance.url ActorAlias.name
PrivateIdentity.name PrivateIdentity.aliases PrivateIdentity.handles
Redaction.reason Segment.text Transcript.reason Transcript.raw_cues
StoredFile.content SourceMedia.public_extent_ground User.username User.email
StatementOfReasons.puid StatementOfReasons.platform_name Tag.name Merger.reason
"""
"""Fields known to be private, so that the walk below is seen to reach them."""


def records() -> list[type[models.Model]]:
    """Every model a document may draw from, and the accounts behind them."""
    ours = [m for m in apps.get_app_config("incidents").get_models() if m not in OUTPUTS]
    return [*ours, User]


def text_fields(model: type[models.Model]) -> Iterator[models.Field[Any, Any]]:
    """Every column that holds words. Codes are closed lists; a key cannot be changed."""
    words = (models.CharField, models.TextField, models.JSONField, models.BinaryField, ArrayField)
    for field in model._meta.concrete_fields:
        inner = field.base_field if isinstance(field, ArrayField) else field
        if isinstance(field, words) and not inner.choices and not field.primary_key:
            yield field


def value_of(field: models.Field[Any, Any], token: str) -> Any:
    match field:
        case ArrayField():
            return [token]
        case models.JSONField():
            return [{"message": token}]
        case models.BinaryField():
            return token.encode()
        case models.URLField():
            return f"https://{token}.example/"
        case _:
            return token


def plant() -> dict[str, str]:
    """Put a token of its own into every text column of every row; token -> "Model.field".

    Where a constraint keeps a column of one row empty, another row of the model must take it.
    """
    planted: dict[str, str] = {}
    with pgtrigger.ignore():
        for model in records():
            for field in text_fields(model):
                for pk in model._default_manager.values_list("pk", flat=True):
                    token = f"zq{len(planted):04d}"
                    try:
                        with transaction.atomic():
                            rows = model._default_manager.filter(pk=pk)
                            rows.update(**{field.name: value_of(field, token)})
                    except (IntegrityError, DataError):
                        continue
                    planted[token] = f"{model.__name__}.{field.name}"
    return planted


@pytest.fixture
def everything() -> Incident:
    """An incident with a row of every model that can hang on it."""
    person = made.ActorFactory(kind=codes.ActorKind.PERSON)
    private = made.PrivateIdentityFactory().actor
    made.ActorAliasFactory(actor=person)
    election = made.ElectionRoundFactory().election
    incident = made.IncidentFactory(
        election=election, persona=made.TermFactory(scheme=codes.Scheme.PERSONA)
    )
    for name in ("techniques", "media", "ratings", "goals"):
        getattr(incident, name).add(made.TermFactory(scheme=codes.Scheme(name.removesuffix("s"))))
    source = made.SourceMediaFactory(publisher=person, original=made.StoredFileFactory())
    transcript = made.TranscriptFactory(source=source, texts=["un", "deux", "trois", "quatre"])
    redact(transcript, 3, 3)
    voice = made.SpeakerFactory(transcript=transcript, actor=person)
    transcript.segments.update(speaker=voice)
    cited = {"source": source, "first_segment": transcript.segments.get(position=0)}
    cited |= {"last_segment": transcript.segments.get(position=1)}
    target = made.TermFactory(scheme=codes.Scheme.TARGET_KIND)
    involved = made.InvolvementFactory(incident=incident, actor=private, target_kind=target)
    seen = made.AppearanceFactory(
        incident=incident, disclosure=made.TermFactory(scheme=codes.Scheme.DISCLOSURE)
    )
    said = made.ClaimFactory(incidents=[incident])
    named = made.ClaimFactory(incidents=[incident], speaker=person, speaker_label_fr="")
    made.ClaimAnswerFactory(answer=named, claim=said)
    pursuit = made.ProcedureFactory(incidents=[incident], authority=person)
    pursuit.bases.add(made.LegalBasisFactory())
    made.StatementOfReasonsFactory(event__procedure__incidents=[incident])
    incident.tags.add(made.TagFactory())
    made.MergerFactory()
    made.AffiliationFactory(member=person, body=made.ActorFactory())
    for owner in (
        {"claim": said},
        {"procedure_event": made.ProcedureEventFactory(procedure=pursuit)},
        {"appearance_event": made.AppearanceEventFactory(appearance=seen)},
        {"observation": made.ObservationFactory(appearance=seen)},
        {"involvement": involved},
        {"incident": incident, "supports": "what"},
    ):
        made.CitationFactory(**({"claim": None} | owner | cited))
    somebody = made.UserFactory()
    for model in records():
        for name in ("created_by", "updated_by"):
            if any(field.name == name for field in model._meta.concrete_fields):
                with pgtrigger.ignore():
                    model._default_manager.update(**{name: somebody})
    fresh: Incident = Incident.objects.get(pk=incident.pk)
    return fresh


def test_exactly_the_reviewed_fields_are_in_the_document(everything: Incident) -> None:
    planted = plant()
    text = json.dumps(document(Incident.objects.get(pk=everything.pk)))

    shown = {field for token, field in planted.items() if token in text}

    assert shown == set(PUBLIC.split())


def test_no_column_was_left_without_a_token(everything: Incident) -> None:
    """The test above proves nothing about a column that holds no token."""
    planted = set(plant().values())

    columns = {f"{m.__name__}.{f.name}" for m in records() for f in text_fields(m)}
    assert columns - planted == SHAPED
    assert set(PRIVATE.split()) <= planted
    assert set(PRIVATE.split()).isdisjoint(PUBLIC.split())


def test_the_document_has_no_key_of_a_row_and_no_uuid(everything: Incident) -> None:
    assert str(everything.uuid) not in json.dumps(document(everything))


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


@pytest.fixture
def spoken() -> scenes.Scene:
    """Three voices: of one every word is cited; one is cited in part and heard around what is
    cited; of one nothing is near."""
    staff = scenes.team()
    scene = scenes.exchange(staff, page=f"{scenes.PAGE}00:26 Merci à tous.\n00:30 Bonsoir.\n")
    scenes.voice(scene, staff, "Xavière", (2, 4))
    scenes.voice(scene, staff, "Zélie", (0, 1), (5, 5))
    scenes.voice(scene, staff, "Yvon", (6, 6), actor=made.ActorFactory(slug="yvon-tu"))
    return scene


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
    assert all(quotes) if extent == "cited" else set(quotes) == {""}
    (source,) = content["sources"]
    assert bool(source["description"]) is (extent == "cited")
    assert all(cited.citation["start_ms"] is not None for cited in documents.citations(content))


def fill(incident: Incident, number: int) -> None:
    source = made.SourceMediaFactory()
    transcript = made.TranscriptFactory(source=source, texts=["un", "deux"])
    transcript.segments.update(speaker=made.SpeakerFactory(transcript=transcript))
    ends = {name: transcript.segments.get(position=0) for name in ("first_segment", "last_segment")}
    for _n in range(number):
        involved = made.InvolvementFactory(incident=incident, role=codes.Role.PROMOTED)
        said = made.ClaimFactory(incidents=[incident], speaker=None)
        said.about.add(involved.actor)
        answer = made.ClaimFactory(incidents=[])
        made.ClaimAnswerFactory(answer=answer, claim=said)
        made.ClaimAnswerFactory(answer=answer, claim=None, involvement=involved)
        seen = made.AppearanceFactory(incident=incident)
        event = made.AppearanceEventFactory(appearance=seen)
        pursuit = made.ProcedureFactory(incidents=[incident])
        step = made.ProcedureEventFactory(procedure=pursuit, respondent=involved.actor)
        for owner in (
            {"claim": said},
            {"claim": answer},
            {"involvement": involved},
            {"appearance_event": event},
            {"observation": made.ObservationFactory(appearance=seen)},
            {"procedure_event": step},
        ):
            made.CitationFactory(**({"claim": None, "source": source} | ends | owner))


def queries_of(incident: Incident) -> int:
    fresh = Incident.objects.get(pk=incident.pk)
    with CaptureQueriesContext(connection) as captured:
        document(fresh)
    return len(captured)


def test_thirty_of_everything_cost_what_one_costs() -> None:
    one, thirty = made.IncidentFactory(), made.IncidentFactory()
    fill(one, 1)
    fill(thirty, 30)

    assert len(document(thirty)["claims"]) == 60
    assert queries_of(thirty) == queries_of(one) <= 40


def test_the_same_rows_give_the_same_digest(everything: Incident) -> None:
    again = Incident.objects.get(pk=everything.pk)

    assert digest(document(everything)) == digest(document(again))


def test_it_does_not_depend_on_what_staff_alone_see(everything: Incident) -> None:
    before = scenes.live_digest(everything)

    Incident.objects.filter(pk=everything.pk).update(
        internal_note="Une note.", review_note="Une raison.", version=9, state=codes.State.APPROVED
    )

    assert scenes.live_digest(everything) == before


def test_a_document_reads_back_from_json_as_it_was(everything: Incident) -> None:
    content = document(everything)

    assert json.loads(json.dumps(content)) == content


def test_every_accusation_stands_beside_its_answers() -> None:
    scene = scenes.exchange(scenes.team())
    content = document(scene.incident)
    claims = {claim["id"]: claim for claim in content["claims"]}
    (promoted,) = content["involvements"]

    assert promoted["accusation"] is True
    assert promoted["answered_by"] == [scene.denial.public_id]
    accusation = claims[scene.accusation.public_id]
    assert (accusation["accusation"], accusation["reading"]) == (True, ["accusation"])
    assert accusation["answered_by"] == [scene.denial.public_id, scene.counter.public_id]
    assert claims[scene.denial.public_id]["answers"] == [
        {"claim": scene.accusation.public_id, "kind": "denies"},
        {"involvement": promoted["id"], "kind": "denies"},
    ]
    assert claims[scene.counter.public_id]["reading"] == ["accusation", "counter_accusation"]


def assert_no_answer_is_missing(content: dict[str, Any]) -> None:
    """Whatever the database knows to answer something in the document is in it and named there."""
    shown = {claim["id"]: claim for claim in content["claims"]}
    for claim in Claim.objects.filter(public_id__in=shown):
        known = {a.answer.public_id for a in claim.answered_by.all()}
        assert set(shown[claim.public_id]["answered_by"]) == known
        assert known <= set(shown)


def test_an_answer_recorded_for_another_incident_comes_along() -> None:
    accusation = made.ClaimFactory(proposition=codes.Proposition.LINK)
    denial = made.ClaimAnswerFactory(claim=accusation).answer

    content = document(accusation.incidents.get())

    assert denial.incidents.get() != accusation.incidents.get()
    assert {claim["id"] for claim in content["claims"]} == {
        accusation.public_id,
        denial.public_id,
    }
    assert_no_answer_is_missing(content)


def test_so_does_the_answer_to_that_answer() -> None:
    """A counter-accusation brought along is itself an accusation: its denial must not stay out."""
    promoted = made.InvolvementFactory(role=codes.Role.PROMOTED)
    counter = made.ClaimFactory(incidents=[], proposition=codes.Proposition.AUTHORSHIP)
    made.ClaimAnswerFactory(
        answer=counter, claim=None, involvement=promoted, kind=codes.AnswerKind.COUNTERS
    )
    denial = made.ClaimAnswerFactory(claim=counter).answer
    made.ClaimAnswerFactory(claim=denial, kind=codes.AnswerKind.COMMENTS)

    content = document(promoted.incident)

    assert len(content["claims"]) == 3
    assert denial.public_id in {claim["id"] for claim in content["claims"]}
    assert_no_answer_is_missing(content)


def test_claims_stand_in_the_order_in_which_they_were_made() -> None:
    incident = made.IncidentFactory()
    undated = made.ClaimFactory(incidents=[incident])
    days = [made.DAY.replace(day=day) for day in (9, 3)]
    late, early = (
        made.ClaimFactory(incidents=[incident], earliest=day, latest=day, precision="day")
        for day in days
    )

    shown = [claim["id"] for claim in document(incident)["claims"]]

    assert shown == [early.public_id, late.public_id, undated.public_id]


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
    ("from_", "to", "expected"),
    [
        (None, None, True),
        ("2026-09-01", "2026-09-30", True),
        ("2026-10-01", None, False),
        (None, "2026-08-31", False),
        ("2026-09-10", None, None),
        (None, "2026-09-10", None),
    ],
)
def test_whether_a_provision_was_in_force_at_the_facts(
    from_: str | None, to: str | None, expected: bool | None
) -> None:
    incident = made.IncidentFactory(
        earliest="2026-09-01", latest="2026-09-30", precision=codes.Precision.MONTH
    )
    pursuit = made.ProcedureEventFactory(procedure__incidents=[incident]).procedure
    pursuit.bases.add(made.LegalBasisFactory(in_force_from=from_, in_force_to=to))

    shown = document(Incident.objects.get(pk=incident.pk))["procedures"][0]["bases"][0]

    assert shown["in_force_at_facts"] is expected


def test_that_is_not_said_of_facts_without_a_date() -> None:
    pursuit = made.ProcedureEventFactory().procedure
    pursuit.bases.add(made.LegalBasisFactory())

    shown = document(pursuit.incidents.get())["procedures"][0]["bases"][0]

    assert shown["in_force_at_facts"] is None


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
