"""Format `page-dump`: the text of a video page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.transcripts import page_dump
from incidents.transcripts.records import PartKind, Refused, UnknownFormat
from incidents.transcripts.source_text import SourceText
from tests.transcripts.pages import PAGE, cues, read, transcript

TIMED = "00:00 Un.\n00:04 Deux."


def test_a_whole_page() -> None:
    page = read(PAGE)
    assert page.format == "page-dump"
    assert page.date_text == "l’année dernière"
    assert page.description.startswith("Des comptes anonymes")
    assert page.description.endswith("dément tout lien.")
    assert page.category == "News"
    assert page.transcript is not None
    assert [(s.start_ms, s.text) for s in page.transcript.segments] == [
        (0, "Bonsoir, madame Aubrac."),
        (3_000, "Qui parle sur cette vidéo ?"),
        (8_000, "Ce n'est pas moi."),
    ]
    assert page.problems == ()


def test_every_part_of_the_page_is_accounted_for() -> None:
    assert [(p.kind, p.first_line, p.last_line, p.text) for p in read(PAGE).parts] == [
        (PartKind.DATE, 1, 1, "• l’année dernière"),
        (
            PartKind.DESCRIPTION,
            2,
            2,
            PAGE.splitlines()[1],
        ),
        (PartKind.LABEL, 4, 4, "Category"),
        (PartKind.ICON, 6, 6, "🗞"),
        (PartKind.CATEGORY, 7, 7, "News"),
        (PartKind.LABEL, 8, 8, "Transcription"),
        (PartKind.TRANSCRIPT, 9, 11, ""),
        (PartKind.FOOTER, 13, 15, "Recommandations\n2:15\nUne autre vidéo"),
    ]


@pytest.mark.parametrize(
    "labels",
    [
        "Category\n\n🗞\nNews\nTranscription\n",
        "Catégorie\n🗞\nNewsTranscription\n",
        "Catégorie\n\n🎥\n\nNews\n\nTranscript\n",
        "Catégorie :\nNews\nTranscription :\n",
        "Catégorie : News\nTranscription\n",
        "CategoryNewsTranscript\n",
        "Catégorie🗞NewsTranscription\n",
        "Category🗞\nNewsTranscription",
    ],
)
def test_labels_in_both_languages_glued_or_not(labels: str) -> None:
    page = read(f"• hier\nUne phrase.\n{labels}{TIMED}")
    assert page.category is not None
    assert page.category.strip("🗞") == "News"
    assert page.description == "Une phrase."
    assert page.transcript is not None
    assert [s.text for s in page.transcript.segments] == ["Un.", "Deux."]
    assert page.problems == ()


def test_a_category_label_glued_to_the_description() -> None:
    page = read(f"Une phrase.Catégorie\n🗞\nNewsTranscription\n{TIMED}")
    assert (page.description, page.category) == ("Une phrase.", "News")


def test_a_word_in_a_sentence_is_no_label() -> None:
    text = f"La sous-catégorie\nTranscription d'un appel.\nCategory\nTVTranscription\n{TIMED}"
    page = read(text)
    assert page.description == "La sous-catégorie\nTranscription d'un appel."
    assert page.category == "TV"


def test_chapters_in_the_description_are_not_the_transcript() -> None:
    page = read(f"Au sommaire :\n00:00 Titres\n05:00 Météo\n\nCategory\nTV\nTranscription\n{TIMED}")
    assert page.description == "Au sommaire :\n00:00 Titres\n05:00 Météo"
    assert page.transcript is not None
    assert len(page.transcript.segments) == 2


def test_a_page_without_date_without_description_without_category() -> None:
    assert read(f"Category\nNews\nTranscription\n{TIMED}").date_text is None
    assert read(f"• hier\nCategory\nNews\nTranscription\n{TIMED}").description == ""
    page = read(f"• hier\nUne phrase.\nTranscription\n{TIMED}")
    assert (page.date_text, page.description, page.category) == ("hier", "Une phrase.", None)


def test_skip_links_are_known() -> None:
    page = read(f"Passer au playerPasser au contenu principal\n  • il y a 3 mois\n{PAGE[19:]}")
    assert page.date_text == "il y a 3 mois"
    assert page.parts[0].kind == PartKind.NAVIGATION
    assert "Passer" not in page.description


def test_a_missing_transcript_heading_is_a_warning() -> None:
    page = read(f"• hier\nUne phrase.\nCategory\nNews\n{TIMED}")
    assert page.category == "News"
    assert [str(w) for w in page.warnings] == ["line 5: no heading before the first time"]


def test_a_line_between_category_and_transcript_is_kept_apart() -> None:
    page = read(f"Category\nNews\nMots-clés : mer\nTranscription\n{TIMED}")
    assert [p.text for p in page.parts if p.kind is PartKind.OTHER] == ["Mots-clés : mer"]
    assert [str(w) for w in page.warnings] == ["line 3: unknown part of the page, kept apart"]


@pytest.mark.parametrize(
    "page",
    [
        "• hier\nUne phrase.\n\nCategory\n\n🗞\nNews\n",
        "• hier\nUne phrase.\n\nCategory\n\n🗞\nNews\nTranscription\n",
        "• hier\nUne phrase.\n\nCategory\n\n🗞\nNews\n\nRecommandations\n2:15\nAutre\n",
        "• hier\nUne phrase.\nCategory\nNews\nTranscription\n\nRecommandations\n2:15\nAutre\n",
    ],
)
def test_a_page_without_transcript_keeps_the_rest(page: str) -> None:
    read_page = read(page)
    assert read_page.transcript is None
    assert (read_page.description, read_page.category) == ("Une phrase.", "News")


def test_an_untimed_transcript_is_a_problem_line_by_line() -> None:
    with pytest.raises(Refused) as refused:
        read("Category\nNews\nTranscription\nBonsoir.\nMerci.")
    assert [str(p) for p in refused.value.problems] == [
        "line 4: text before the first time",
        "line 5: text before the first time",
    ]


def test_a_footer_heading_ends_the_transcript_and_its_times_are_told() -> None:
    parsed = transcript(f"Category\nNews\nTranscription\n{TIMED}\nRecommended\n00:09 Trois.")
    assert [s.text for s in parsed.segments] == ["Un.", "Deux."]
    assert [str(w) for w in parsed.warnings] == [
        "line 7: lines with a time in the page's footer, left out: 1"
    ]


def test_text_behind_a_blank_line_is_the_footer_with_a_warning() -> None:
    page = read(f"Category\nNews\nTranscription\n{TIMED}\nencore\n\nSuivez-nous\n")
    assert page.transcript is not None
    assert page.transcript.segments[-1].text == "Deux. encore"
    assert page.parts[-1].text == "Suivez-nous"
    assert [str(w) for w in page.warnings] == [
        "line 8: text after the transcript, taken as the page's footer"
    ]


def test_a_footer_heading_glued_to_the_last_sentence() -> None:
    assert cues(f"Category\nNews\nTranscription\n{TIMED}Recommandations") == [
        (0, "Un."),
        (4_000, "Deux."),
    ]


def test_a_blank_line_within_the_transcript_ends_nothing() -> None:
    assert len(cues(f"Category\nNews\nTranscription\n00:00 Un.\n\nsuite\n\n{TIMED}")) == 3


def test_the_seconds_of_a_glued_page() -> None:
    page = "Catégorie\n🗞\nNewsTranscription00:0019h c'est l'heure\n00:3326 membres\n00:40Fin."
    assert cues(page) == [(0, "19h c'est l'heure"), (33_000, "26 membres"), (40_000, "Fin.")]


def test_a_problem_behind_a_glued_label_has_its_column() -> None:
    with pytest.raises(Refused) as refused:
        read("Category\nNewsTranscription00:71Un.\n00:02 Deux.")
    (problem,) = refused.value.problems
    assert (problem.line, problem.column, problem.excerpt) == (2, 18, "00:71Un.")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (PAGE, "page-dump"),
        (TIMED, "timed-text"),
        (f"Transcription\n{TIMED}", "timed-text"),
        (f"{TIMED}\nCategory\nNews", "timed-text"),
        (f"Titre\n{TIMED}", "timed-text"),
        (f"Titre\n\nTranscription\n{TIMED}", "page-dump"),
        ("il y a 4 mois\nUne phrase.", "page-dump"),
    ],
)
def test_the_format_is_recognised_by_content(text: str, name: str) -> None:
    assert read(text, lenient=True).format == name


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Bonjour.\n\nRien ici.", "none of 2 lines begins with a time"),
        ("1\nun --> deux\nUn.", r"line 2 has a subtitle arrow \(-->\).*“un --> deux”"),
    ],
)
def test_an_unknown_format_says_what_was_seen(text: str, message: str) -> None:
    with pytest.raises(UnknownFormat, match=message):
        read(text)


def test_an_unknown_name_lists_the_known_ones() -> None:
    with pytest.raises(UnknownFormat, match=r"known are .*page-dump, timed-text"):
        read(PAGE, format_name="shorthand")


page_lines = st.one_of(
    st.sampled_from(
        [
            "",
            "Category",
            "Catégorie",
            "🗞",
            "News",
            "NewsTranscription",
            "Transcription",
            "Phrase.Category",
            "• hier",
            "Recommandations",
            "Merci.Recommandations",
            "Passer au player",
            "00:02Deux",
            "Transcript00:01Un",
            "02:71 x",
        ]
    ),
    st.text(max_size=12).map(lambda text: text.replace("\r", " ").replace("\n", " ")),
)


@given(st.lists(page_lines, max_size=14))
def test_every_line_is_in_a_part_or_a_problem(texts: list[str]) -> None:
    page = page_dump.parse(SourceText("\n".join(texts), "utf-8"))
    assert page.page is not None
    placed = {p.line for p in page.problems}
    for part in page.page.parts:
        placed.update(range(part.first_line, part.last_line + 1))
    assert {n for n, text in enumerate(texts, 1) if text.strip()} <= placed


@given(st.lists(page_lines, max_size=14))
def test_no_visible_character_of_a_page_is_lost(texts: list[str]) -> None:
    page = page_dump.parse(SourceText("\n".join(texts), "utf-8"))
    assert page.page is not None
    if page.problems:
        return
    kept = [part.text for part in page.page.parts] + [cue.text for cue in page.cues]
    letters = sorted(char for text in kept for char in text if char.isalpha())
    assert letters == sorted(char for text in texts for char in text if char.isalpha())
