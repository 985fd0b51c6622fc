"""Claims: sources, answers, and sentences for what cannot be."""

import pytest
from django.test import Client

from incidents.models import Citation, Claim, ClaimAnswer
from incidents.timecode import display
from tests.admin.conftest import SignIn
from tests.admin.pages import form_values
from tests.factories import (
    ActorFactory,
    ClaimAnswerFactory,
    ClaimFactory,
    IncidentFactory,
    InvolvementFactory,
    TranscriptFactory,
    UserFactory,
)
from tracker.accounts.roles import Role


def at(claim: Claim) -> str:
    return f"/admin/incidents/claim/{claim.pk}/change/"


def test_a_citation_by_its_seconds(editor: Client) -> None:
    claim = ClaimFactory()
    source = TranscriptFactory(texts=["Un.", "Deux.", "Trois."]).source
    row = {
        "citations-TOTAL_FORMS": "1",
        "citations-0-source": source.pk,
        "citations-0-from_time": "00:04",
        "citations-0-to_time": "00:08",
    }

    editor.post(at(claim), form_values(editor, at(claim)) | row)

    citation = Citation.objects.get()
    assert citation.first_segment is not None and citation.last_segment is not None
    assert (citation.first_segment.position, citation.last_segment.position) == (1, 2)
    shown = editor.get(at(claim)).content.decode()
    assert "00:04" in shown and "00:08" in shown


@pytest.mark.parametrize("end", ["from_time", "to_time"])
def test_a_time_after_the_end_is_refused_with_the_last_second(editor: Client, end: str) -> None:
    claim = ClaimFactory()
    transcript = TranscriptFactory(texts=["Un.", "Deux.", "Trois."])
    last = display(max(s.end_ms or s.start_ms for s in transcript.segments.all()))
    row = {
        "citations-TOTAL_FORMS": "1",
        "citations-0-source": transcript.source.pk,
        "citations-0-from_time": "00:00",
        f"citations-0-{end}": "09:00",
    }

    page = editor.post(at(claim), form_values(editor, at(claim)) | row).content.decode()

    assert f"there is no passage at 09:00: the transcript ends at {last}" in page
    assert not Citation.objects.exists()


def test_the_last_second_itself_is_cited(editor: Client) -> None:
    claim = ClaimFactory()
    transcript = TranscriptFactory(texts=["Un.", "Deux."])
    last = display(max(s.end_ms or s.start_ms for s in transcript.segments.all()))
    row = {
        "citations-TOTAL_FORMS": "1",
        "citations-0-source": transcript.source.pk,
        "citations-0-from_time": last,
    }

    editor.post(at(claim), form_values(editor, at(claim)) | row)

    segment = Citation.objects.get().first_segment
    assert segment is not None
    assert segment.text == "Deux."


def test_an_answer_to_a_claim_and_to_an_involvement(editor: Client) -> None:
    claim, accused, involvement = ClaimFactory(), ClaimFactory(), InvolvementFactory()
    rows = {
        "answers-TOTAL_FORMS": "2",
        "answers-0-kind": "denies",
        "answers-0-claim": accused.pk,
        "answers-1-kind": "comments",
        "answers-1-involvement": involvement.pk,
    }

    editor.post(at(claim), form_values(editor, at(claim)) | rows)

    made = ClaimAnswer.objects.filter(answer=claim).values_list("claim", "involvement")
    assert set(made) == {(accused.pk, None), (None, involvement.pk)}
    accused_incident = accused.incidents.get()
    assert accused_incident.version > 1


def test_an_answer_to_nothing_or_to_both_is_refused(editor: Client) -> None:
    claim, other, involvement = ClaimFactory(), ClaimFactory(), InvolvementFactory()
    one = {"answers-TOTAL_FORMS": "1", "answers-0-kind": "denies"}
    both = {"answers-0-claim": other.pk, "answers-0-involvement": involvement.pk}

    for row in (one, one | both):
        page = editor.post(at(claim), form_values(editor, at(claim)) | row).content.decode()
        assert "An answer is to one claim or to one involvement" in page
    assert not ClaimAnswer.objects.exists()


def test_a_loop_of_answers_comes_back_as_an_error_of_the_form(editor: Client) -> None:
    known = ClaimAnswerFactory()
    claim = known.claim
    row = {
        "answers-TOTAL_FORMS": "1",
        "answers-0-kind": "counters",
        "answers-0-claim": known.answer.pk,
        "summary_fr": "Changé en même temps.",
    }

    page = editor.post(at(claim), form_values(editor, at(claim)) | row)

    assert page.status_code == 200
    assert "answers this claim already" in page.content.decode()
    assert ClaimAnswer.objects.count() == 1
    claim.refresh_from_db()
    assert claim.summary_fr != "Changé en même temps."


def test_one_speaker_and_only_one(editor: Client) -> None:
    claim = ClaimFactory()
    values = form_values(editor, at(claim))

    for wrong in ({"speaker_label_fr": ""}, {"speaker": ActorFactory().pk}):
        page = editor.post(at(claim), values | wrong).content.decode()
        assert "Say who speaks: choose a speaker, or describe an unnamed one." in page


def test_the_sentence_is_french_for_the_french(sign_in: SignIn) -> None:
    client = sign_in(Role.EDITOR, language="fr")
    claim = ClaimFactory()

    values = form_values(client, at(claim)) | {"speaker_label_fr": ""}
    page = client.post(at(claim), values).content.decode()

    assert "claim_has_a_speaker_or_a_label_for_one" not in page


def test_a_claim_moved_to_another_incident_touches_both(editor: Client) -> None:
    claim, new = ClaimFactory(), IncidentFactory()
    old = claim.incidents.get()

    editor.post(at(claim), form_values(editor, at(claim)) | {"incidents": [new.pk]})

    old.refresh_from_db()
    new.refresh_from_db()
    assert list(claim.incidents.all()) == [new]
    assert old.version > 1
    assert new.version > 1


def test_an_edit_of_a_claim_voids_the_approval_of_its_incident(editor: Client) -> None:
    incident = IncidentFactory(state="approved")
    claim = ClaimFactory(incidents=[incident])

    editor.post(at(claim), form_values(editor, at(claim)) | {"summary_fr": "Autrement dit."})

    incident.refresh_from_db()
    assert incident.state == "draft"


def test_a_reporter_does_not_edit_claims_of_others(sign_in: SignIn) -> None:
    reporter = sign_in(Role.REPORTER)
    own = IncidentFactory(created_by=reporter.user)  # type: ignore[attr-defined]
    mine, foreign = (
        ClaimFactory(incidents=[own]),
        ClaimFactory(incidents=[IncidentFactory(created_by=UserFactory())]),
    )

    assert reporter.post(at(foreign), {}).status_code == 403
    assert reporter.post(at(mine), form_values(reporter, at(mine))).status_code == 302
