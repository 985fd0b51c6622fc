"""The transcript's plain page: who speaks, and from passages to a claim in one step."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from incidents.admin.transcript import PAGE
from incidents.models import Citation, Claim, Segment, Speaker, Transcript
from tests.admin.conftest import SignIn
from tests.admin.pages import form_values
from tests.factories import ActorFactory, IncidentFactory, SpeakerFactory, TranscriptFactory
from tracker.accounts.roles import Role

TEXTS = [
    "Bonjour.",
    "Qui est derrière ces comptes ?",
    "Je ne sais pas,",
    "ce n'est pas nous.",
    "Merci.",
]


@pytest.fixture
def transcript(db: Any) -> Transcript:
    return TranscriptFactory(texts=TEXTS)


def page(transcript: Transcript) -> str:
    return f"/admin/incidents/transcript/{transcript.pk}/change/?plain=1"


def claim_page(transcript: Transcript, query: str) -> str:
    return f"/admin/incidents/transcript/{transcript.pk}/claim/?{query}"


def test_it_lists_every_passage_with_its_second(editor: Client, transcript: Transcript) -> None:
    shown = editor.get(page(transcript)).content.decode()

    for text in ("Bonjour.", "00:04", "00:16"):
        assert text in shown


def test_a_long_transcript_loads_only_what_it_shows(
    editor: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    long = TranscriptFactory(texts=[f"phrase {n}" for n in range(PAGE * 3 + 5)])

    with django_assert_max_num_queries(20):
        last = editor.get(page(long) + "&page=4").context["page"]

    assert [segment.position for segment in last] == list(range(PAGE * 3, PAGE * 3 + 5))


def test_a_range_is_given_to_a_voice(editor: Client, transcript: Transcript) -> None:
    actor = ActorFactory()
    values = {"first": "2", "last": "3", "label": "Invité", "role": "interviewee"}

    response = editor.post(page(transcript), values | {"actor": actor.pk})

    speaker = Speaker.objects.get()
    assert response.status_code == 302
    assert (speaker.label, speaker.role, speaker.actor) == ("Invité", "interviewee", actor)
    spoken = Segment.objects.filter(speaker=speaker).values_list("position", flat=True)
    assert sorted(spoken) == [2, 3]


def test_times_reach_where_no_button_is(editor: Client, transcript: Transcript) -> None:
    values = {"from_time": "00:08", "to_time": "00:14", "label": "Invité", "role": "interviewee"}

    editor.post(page(transcript), values)

    assert Segment.objects.filter(speaker__isnull=False).count() == 2


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"label": "A", "role": "host"}, "Choose passages"),
        ({"first": "3", "last": "1", "label": "A", "role": "host"}, "before the first"),
        (
            {"first": "99", "label": "A", "role": "host"},
            "Passage 100 is not in this transcript of 5",
        ),
        ({"from_time": "02:71", "label": "A", "role": "host"}, "02:71"),
        ({"first": "1", "label": "", "role": "host"}, "required"),
    ],
)
def test_what_is_wrong_is_said(
    values: dict[str, str], said: str, editor: Client, transcript: Transcript
) -> None:
    response = editor.post(page(transcript), values)

    assert said in response.content.decode()
    assert not Speaker.objects.exists()


def test_a_reader_assigns_no_voice(sign_in: SignIn, transcript: Transcript) -> None:
    reader = sign_in(Role.AUDITOR)

    assert "Make a claim" not in reader.get(page(transcript)).content.decode()
    assert reader.post(page(transcript), {"first": "0", "label": "A"}).status_code == 403
    assert reader.get(claim_page(transcript, "first=0")).status_code == 403


def test_quote_seconds_speaker_and_publisher_come_along(
    editor: Client, transcript: Transcript
) -> None:
    publisher = ActorFactory(kind="media")
    transcript.source.publisher = publisher
    transcript.source.save()
    voice = SpeakerFactory(transcript=transcript, label="Porte-parole")
    Segment.objects.filter(position__in=(2, 3)).update(speaker=voice)

    address = claim_page(transcript, "first=2&last=3")
    values = form_values(editor, address)

    assert values["quote"] == "Je ne sais pas, ce n'est pas nous."
    assert values["speaker_label_fr"] == "Porte-parole"
    assert values["relayed_by"] == str(publisher.pk)
    assert "00:08" in editor.get(address).content.decode()


def two_voices(transcript: Transcript) -> None:
    """The question is the journalist's, the answer the guest's."""
    asks = SpeakerFactory(transcript=transcript, label="Journaliste", actor=ActorFactory())
    answers = SpeakerFactory(transcript=transcript, label="Invité", actor=ActorFactory())
    transcript.segments.filter(position=1).update(speaker=asks)
    transcript.segments.filter(position__in=(2, 3)).update(speaker=answers)


def test_over_several_voices_nobody_is_taken_for_the_speaker(
    editor: Client, transcript: Transcript
) -> None:
    two_voices(transcript)
    address = claim_page(transcript, f"first=1&last=3&incident={IncidentFactory().pk}")

    shown = editor.get(address).content.decode()
    values = form_values(editor, address)

    assert "This quote runs over several voices:" in shown
    assert "Journaliste" in shown and "Invité" in shown
    assert not values.get("speaker") and not values["speaker_label_fr"]

    chosen = {"proposition": "authorship", "stance": "denies", "summary_fr": "Il nie."}
    refused = editor.post(address, values | chosen).content.decode()
    assert "Say who speaks" in refused
    assert not Claim.objects.exists()

    cut = chosen | {"quote": "ce n'est pas nous", "speaker_label_fr": "Invité"}
    assert editor.post(address, values | cut).status_code == 302
    assert Claim.objects.get().speaker_label_fr == "Invité"


def test_one_voice_gives_no_warning(editor: Client, transcript: Transcript) -> None:
    two_voices(transcript)

    shown = editor.get(claim_page(transcript, "first=2&last=3")).content.decode()

    assert "several voices" not in shown


def test_the_way_to_a_claim_keeps_the_token_out_of_the_address(
    editor: Client, transcript: Transcript
) -> None:
    assert 'formmethod="get"' not in editor.get(page(transcript)).content.decode()

    sent = {"csrfmiddlewaretoken": "x", "first": "1", "last": "3", "make": "claim", "label": ""}
    response = editor.post(page(transcript), sent)

    assert response["Location"] == claim_page(transcript, "first=1&last=3")


def test_without_passages_no_claim_is_begun(editor: Client, transcript: Transcript) -> None:
    shown = editor.post(page(transcript), {"make": "claim"}).content.decode()

    assert "Choose passages: the first and the last, or their times." in shown


def test_one_passage_and_several_are_counted(editor: Client, transcript: Transcript) -> None:
    said = {"label": "Invité", "role": "interviewee"}

    one = editor.post(page(transcript), said | {"first": "1"}, follow=True).content.decode()
    two = editor.post(page(transcript), said | {"first": "2", "last": "3"}, follow=True)

    assert "1 passage now spoken by" in one
    assert "2 passages now spoken by" in two.content.decode()


def test_saving_makes_the_claim_and_its_citation(editor: Client, transcript: Transcript) -> None:
    incident = IncidentFactory()
    address = claim_page(transcript, f"first=2&last=3&incident={incident.pk}")
    values = form_values(editor, address) | {
        "proposition": "authorship",
        "stance": "denies",
        "summary_fr": "La voix nie être derrière les comptes.",
        "speaker_label_fr": "une voix",
        "quote": "ce n’est pas NOUS",
    }

    response = editor.post(address, values)

    claim = Claim.objects.get()
    citation = Citation.objects.get()
    assert response["Location"] == f"/admin/incidents/claim/{claim.pk}/change/"
    assert list(claim.incidents.all()) == [incident]
    assert claim.created_by == editor.user  # type: ignore[attr-defined]
    assert citation.claim == claim
    assert citation.first_segment is not None and citation.last_segment is not None
    assert (citation.first_segment.position, citation.last_segment.position) == (2, 3)


def test_a_quote_that_was_not_said_is_refused_with_the_nearest_passage(
    editor: Client, transcript: Transcript
) -> None:
    incident = IncidentFactory()
    address = claim_page(transcript, f"first=2&last=3&incident={incident.pk}")
    values = form_values(editor, address) | {
        "proposition": "authorship",
        "stance": "denies",
        "summary_fr": "Résumé.",
        "speaker_label_fr": "une voix",
        "quote": "ce n'est sûrement pas nous",
    }

    shown = editor.post(address, values).content.decode()

    assert "not in the transcript; at 00:08: “Je ne sais pas" in shown
    assert "sûrement pas nous</textarea>" in shown
    assert not Claim.objects.exists()
    assert not Citation.objects.exists()


def test_a_claim_needs_passages_an_incident_and_a_speaker(
    editor: Client, transcript: Transcript
) -> None:
    assert editor.get(claim_page(transcript, "")).status_code == 302
    address = claim_page(transcript, "first=1&last=1")

    page = editor.post(address, form_values(editor, address)).content.decode()

    assert "Say who speaks" in page
    assert page.count("This field is required.") >= 3
    assert not Claim.objects.exists()
