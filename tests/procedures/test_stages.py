"""Every kind of event leads to a stage, and every stage words the presumption of innocence."""

import pytest
from django.utils import translation

from incidents.codes import Stage, Track
from incidents.labels import label
from incidents.procedures import EventKind, kinds_of, stage_of
from incidents.procedures.stages import FINAL_AFTER, FINDING, ON_TRACK, STAGE_AFTER
from tests.procedures.events import event, events

PRESUMED = {
    *("filed", "investigated", "formally_investigated", "assisted_witness", "to_be_tried"),
    *("tried", "no_case", "convicted_not_final", "appealed", "time_barred"),
}
"""Stages at which a person could be thought guilty, and is presumed innocent."""


@pytest.mark.parametrize("track", Track)
def test_every_kind_of_a_track_has_a_stage(track: Track) -> None:
    assert [kind for kind in kinds_of(track) if kind not in STAGE_AFTER] == []
    assert all(kind in kinds_of(on) for on, kind in ON_TRACK)


def test_every_stage_can_be_reached() -> None:
    reached = {*STAGE_AFTER.values(), *ON_TRACK.values(), *FINAL_AFTER.values(), Stage.NONE}

    assert reached == set(Stage)


@pytest.mark.parametrize("stage", Stage)
@pytest.mark.parametrize(("language", "words"), [("fr", "présumée innocente"), ("en", "presumed")])
def test_the_presumption_is_said_where_somebody_could_be_thought_guilty(
    stage: Stage, language: str, words: str
) -> None:
    with translation.override(language):
        assert (words in label(stage)) is (stage.value in PRESUMED)


@pytest.mark.parametrize(
    ("track", "text", "stage"),
    [
        (Track.PENAL, "", "none"),
        (Track.PENAL, "announced", "words"),
        (Track.PENAL, "complaint investigation complaint_withdrawn", "investigated"),
        (Track.PENAL, "hearing convicted", "convicted_not_final"),
        (Track.PENAL, "hearing convicted final", "convicted_final"),
        (Track.PENAL, "hearing convicted appeal hearing acquitted final", "acquitted_final"),
        (Track.PENAL, "hearing convicted cassation final", "final"),
        (Track.PENAL, "hearing convicted appeal final", "final"),
        (Track.PENAL, "hearing convicted cassation final final", "final"),
        (Track.PENAL, "hearing convicted time_barred final", "final"),
        (Track.PENAL, "hearing acquitted cassation final", "final"),
        (Track.PENAL, "convicted cassation appeal convicted final", "convicted_final"),
        (Track.PENAL, "judicial_investigation no_case final", "no_case"),
        (Track.PENAL, "investigation alternative final", "alternative"),
        (Track.MERITS, "summons hearing", "claim_pending"),
        (Track.MERITS, "judgment final", "final"),
        (Track.URGENT_CIVIL, "summons hearing order", "provisional"),
        (Track.URGENT_CIVIL, "order appeal", "claim_pending"),
        (Track.ELECTORAL, "challenge_filed decision", "judged_not_final"),
        (Track.PLATFORM, "sent receipt", "notified"),
        (Track.PLATFORM, "sent decision", "platform_decided"),
        (Track.REGULATOR, "referral receipt", "referred"),
    ],
)
def test_stages_on_the_way(track: Track, text: str, stage: str) -> None:
    assert stage_of(track, events(text)).value == stage


def test_a_conviction_that_may_have_been_quashed_is_no_finding() -> None:
    assert stage_of(Track.PENAL, events("hearing convicted cassation final")) not in FINDING


def test_only_a_final_conviction_is_a_finding() -> None:
    assert {stage.value for stage in FINDING} == {"convicted_final"}
    assert stage_of(Track.PENAL, [event("convicted")]) not in FINDING
    assert set(STAGE_AFTER) == set(EventKind)
