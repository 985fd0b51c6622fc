"""The shipped terms: every code that the product promises, and each of them complete."""

import re
from collections import Counter
from collections.abc import Iterator

import pytest

from incidents.codes import Scheme
from incidents.vocabulary.reader import read_vocabularies
from incidents.vocabulary.records import Bilingual

SHIPPED = read_vocabularies()

PROMISED = {
    Scheme.TECHNIQUE: "face_swap lip_sync voice_clone reenactment fully_synthetic_person "
    "synthetic_image text_to_video out_of_context edited_or_cropped spliced_or_speed_changed "
    "staged unknown",
    Scheme.RATING: "decontextualized edited_or_cropped original satire_or_parody staged "
    "transformed",
    Scheme.MEDIA: "video image audio live text account advert other",
    Scheme.DISCLOSURE: "creator_label platform_label watermark c2pa satire_in_profile none unknown",
    Scheme.TARGET_KIND: "politician public_figure journalist private_person government_entity "
    "company ngo marginalized_group unclear party candidate election_administration "
    "relative_of_politician",
    Scheme.GOAL: "satire entertainment harm_to_reputation political_interference "
    "false_information education activism boost_of_reputation emotional_harm "
    "diversion_or_flooding violence human_rights property sexual_violence other_harm "
    "not_identifiable fraud audience_farming experiment",
    Scheme.PERSONA: "authentic fabricated impersonated parody",
    Scheme.CORRECTION_CLASS: "typo clarification factual attribution legal privacy",
}
SCHEMA_ORG_RATINGS = {
    "DecontextualizedContent",
    "EditedOrCroppedContent",
    "OriginalMediaContent",
    "SatireOrParodyContent",
    "StagedContent",
    "TransformedContent",
}


def bilingual_texts() -> Iterator[tuple[str, Bilingual]]:
    """Every text in two languages that the files hold, with the place it stands in."""
    for term in SHIPPED.terms:
        yield f"{term.scheme} {term.code} label", term.label
        yield f"{term.scheme} {term.code} definition", term.definition
    for platform in SHIPPED.platforms:
        yield f"platform {platform.code}", platform.name
    for basis in SHIPPED.legal_bases:
        yield f"basis {basis.code} title", basis.title
        yield f"basis {basis.code} note", basis.note
    for authority in SHIPPED.authorities:
        yield f"authority {authority.slug} name", authority.name
        yield f"authority {authority.slug} note", authority.note
    for jurisdiction in SHIPPED.jurisdictions:
        yield f"jurisdiction {jurisdiction.code}", jurisdiction.name


@pytest.mark.parametrize("scheme", Scheme)
def test_scheme_has_exactly_the_promised_codes(scheme: Scheme) -> None:
    codes = [term.code for term in SHIPPED.terms if term.scheme == scheme]
    assert sorted(codes) == sorted(PROMISED[scheme].split())


def test_every_text_exists_in_both_languages() -> None:
    missing = [place for place, text in bilingual_texts() if not (text.fr and text.en)]
    assert missing == []


def test_labels_of_a_scheme_differ() -> None:
    labels = Counter(
        (term.scheme, language, label)
        for term in SHIPPED.terms
        for language, label in (("fr", term.label.fr), ("en", term.label.en))
    )
    assert [place for place, times in labels.items() if times > 1] == []


def test_definitions_are_translated_sentences() -> None:
    wrong = [
        (term.scheme, term.code)
        for term in SHIPPED.terms
        if term.definition.fr == term.definition.en
        or not (term.definition.fr.endswith(".") and term.definition.en.endswith("."))
    ]
    assert wrong == []


def test_every_row_names_its_source() -> None:
    sources = [
        *(term.source for term in SHIPPED.terms),
        *(platform.source for platform in SHIPPED.platforms),
        *(basis.source for basis in SHIPPED.legal_bases),
        *(authority.source for authority in SHIPPED.authorities),
        *(jurisdiction.source for jurisdiction in SHIPPED.jurisdictions),
    ]
    assert all(sources)


def test_ratings_name_their_schema_org_value() -> None:
    sources = {term.source for term in SHIPPED.terms if term.scheme == Scheme.RATING}
    assert sources == {f"schema.org {value}" for value in SCHEMA_ORG_RATINGS}


def test_french_is_set_with_its_own_spaces_and_apostrophes() -> None:
    """No plain space before a high mark or inside guillemets, no typewriter apostrophe."""
    plain = re.compile(r"[ \w][;!?»]|« | :|'", flags=re.ASCII)
    wrong = [(place, text.fr) for place, text in bilingual_texts() if plain.search(text.fr)]
    assert wrong == []


def test_english_is_set_without_french_spaces() -> None:
    french = re.compile("[\u00a0\u202f'«»]")
    wrong = [(place, text.en) for place, text in bilingual_texts() if french.search(text.en)]
    assert wrong == []
