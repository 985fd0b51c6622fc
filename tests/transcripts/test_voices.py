"""Proposed speakers: every mark, and what only looks like one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.transcripts.records import ANOTHER_VOICE
from incidents.transcripts.voices import propose
from tests.transcripts.pages import transcript


@pytest.mark.parametrize(
    ("text", "label"),
    [
        (">> ANNE ROY: Bonsoir.", "ANNE ROY"),
        (">>ANNE: Bonsoir.", "ANNE"),
        (">> Anne Roy: Bonsoir.", "Anne Roy"),
        (">>> ANNE: Bonsoir.", "ANNE"),
        (">> A: Bonsoir.", "A"),
        ("  >> ANNE:\nBonsoir.", "ANNE"),
        ("ANNE: Bonsoir.", "ANNE"),
        ("ANNE-MARIE D’ARGENT: Bonsoir.", "ANNE-MARIE D’ARGENT"),
        ("ÉLODIE Œ.: Bonsoir.", "ÉLODIE Œ."),
        ("VOIX 2: Bonsoir.", "VOIX 2"),
        ("ANNE : Bonsoir.", "ANNE"),
        ("ANNE\u00a0: Bonsoir.", "ANNE"),
        ("ANNE\u202f: Bonsoir.", "ANNE"),
        ("ANNE\u202fROY\u202f: Bonsoir.", "ANNE\u202fROY"),
        ("Anne\u202fRoy\u202f: Bonsoir.", "Anne\u202fRoy"),
        ("АННА: Bonsoir.", "АННА"),
        ("Marie Durand : Bonsoir.", "Marie Durand"),
        ("Jean de La Tour d'Aval : Bonsoir.", "Jean de La Tour d'Aval"),
        ("Intervenant 1\u00a0: Bonsoir.", "Intervenant 1"),
        ("- ANNE: Bonsoir.", "ANNE"),
        ("– Anne : Bonsoir.", "Anne"),
    ],
)
def test_a_name_is_proposed(text: str, label: str) -> None:
    assert propose(text) == label


@pytest.mark.parametrize(
    "text",
    [
        ">> Bonsoir.",
        ">>> Bonsoir.",
        "- Bonsoir.",
        "-Bonsoir.",
        "– Bonsoir.",
        "— Bonsoir.",
        "\u00a0- Oui.\n- Non.",
        "- Note: rien.",
        ">> il dit : oui",
        "- 5 degrés",
    ],
)
def test_a_mark_without_a_name_is_another_voice(text: str) -> None:
    assert propose(text) == ANOTHER_VOICE


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Bonsoir.",
        "-5 degrés",
        "–20 % : c'est peu",
        "−5 degrés",
        "Note: rien.",
        "Anne Roy: Bonsoir.",
        "10:30",
        "10:30 : on part",
        "ANNE:30",
        "HTTPS://exemple.fr",
        "A: un, B: deux",
        "Il dit : oui",
        "La liste du jour : un",
        "L'heure : midi",
        "l'heure : midi",
        "« ANNE : oui »",
        "» dit-il : oui",
        "> Bonsoir.",
        "-> Bonsoir.",
        "--> Bonsoir.",
        "-- Bonsoir.",
        "...- Bonsoir.",
        "- ",
        ">>",
        "ANNE:",
        "ANNE\n: Bonsoir.",
        "Примечание: нет",
        "Un Deux Trois Quatre Cinq Six Sept : huit",
    ],
)
def test_what_only_looks_like_a_mark_is_none(text: str) -> None:
    assert propose(text) is None


def test_the_text_keeps_its_mark_and_a_marked_speaker_is_not_doubted() -> None:
    written = (
        "WEBVTT\n\n00:00.000 --> 00:01.000\nANNE: Oui.\n\n00:01.000 --> 00:02.000\n<v Jo>- Non."
    )
    first, second = transcript(written).segments
    assert (first.speaker, first.proposed_speaker, first.text) == (None, "ANNE", "ANNE: Oui.")
    assert (second.speaker, second.proposed_speaker, second.text) == ("Jo", None, "- Non.")


@given(st.text(st.sampled_from(">-–— :\u00a0\nAÉaé1.'’") | st.characters(), max_size=80))
def test_a_label_stands_in_the_text_before_a_colon(text: str) -> None:
    label = propose(text)
    if label not in {None, ANOTHER_VOICE}:
        assert label == label.strip() != ""
        assert label in text.split(":")[0]
        assert "\n" not in label
