"""A document or a flat object per line; whatever else stands there is refused by line and place."""

import json
from io import BytesIO
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from incidents.actions.address import check_web_address
from incidents.imports import ndjson
from incidents.imports.draft import Draft, Known
from incidents.imports.mapping import Mapping
from tests.imports import files

KNOWN = Known({"jurisdiction": {"XV"}, "platform": {"tiktok"}}, check_web_address)
MAPPING = Mapping.from_data(files.MAPPING.as_data() | {"dataset": "Vigie"})
LEAST: dict[str, Any] = {
    "title": {"fr": "Titre", "en": ""},
    "original_language": "fr",
    "jurisdiction": {"code": "XV"},
    "synthetic_level": "deepfake",
    "presented_as": "authentic",
    "verdict": {"code": "unknown"},
    "involvements": [],
}


def read(content: bytes) -> list[Draft]:
    file = BytesIO(content)
    text = ndjson.examined(file)
    return list(ndjson.drafts(file, text, MAPPING, KNOWN))


def said(content: bytes) -> list[tuple[int, str, str]]:
    return [(p.line, p.name, p.said) for draft in read(content) for p in draft.problems]


def test_the_least_document_is_a_draft() -> None:
    (draft,) = read(files.ndjson({"reference": "INC-1", "content": LEAST}))

    assert draft.problems == []
    assert (draft.external_id, draft.title) == ("INC-1", "Titre")


def test_a_bare_document_is_known_by_its_content() -> None:
    one, other = read(files.ndjson(LEAST, LEAST | {"spread": 2}))

    assert one.external_id.startswith("sha256:")
    assert one.external_id != other.external_id


@pytest.mark.parametrize(
    ("beside", "name"),
    [
        ({"reference": "INC\0-1"}, "/reference"),
        ({"reference": "INC\ud800-1"}, "/reference"),
        ({"page": {"fr": "https://brume.example/\0"}}, "/page/fr"),
        ({"page": {"fr": "https://brume.example/\ud800"}}, "/page/fr"),
        ({"page": {"fr": "javascript:alert(1)"}}, "/page/fr"),
    ],
)
def test_what_stands_beside_a_document_is_checked_as_well(
    beside: dict[str, Any], name: str
) -> None:
    """The address becomes a link in the administration."""
    (draft,) = read(json.dumps(beside | {"content": LEAST}).encode())

    assert [problem.name for problem in draft.problems] == [name]
    assert draft.address == ""
    assert "\0" not in draft.external_id


@pytest.mark.parametrize(
    "address", ["javascript:alert({id})", f"https://brume.example/{'x' * 990}{{id}}"]
)
def test_an_address_made_by_the_mapping_is_checked_like_one_of_a_cell(address: str) -> None:
    mapping = Mapping.from_data(MAPPING.as_data() | {"address": address})
    content = files.ndjson({"id": "1" * 20, "title_fr": "Titre", "jurisdiction": "XV"})
    text = ndjson.examined(BytesIO(content))

    (draft,) = ndjson.drafts(BytesIO(content), text, mapping, KNOWN)

    assert [problem.line for problem in draft.problems] == [1]
    assert draft.sources == []


def test_a_language_that_is_no_text_is_a_problem_of_the_document() -> None:
    content = LEAST | {"original_language": ["fr"]}

    (draft,) = read(files.ndjson({"page": {"fr": "https://brume.example/"}, "content": content}))

    assert draft.address == ""


def test_flat_objects_are_read_as_the_rows_of_a_table() -> None:
    content = files.ndjson(
        {"id": "1", "title_fr": "=1+1", "jurisdiction": "XV", "summary_fr": None}
    )

    (draft,) = read(content)

    assert draft.problems == []
    assert draft.incident["title_fr"] == "=1+1"


def claim(**given: Any) -> dict[str, Any]:
    least = {
        "id": "c",
        "proposition": "authorship",
        "stance": "asserts",
        "speaker": {"label": {"fr": "Quelqu’un"}},
        "summary": {"fr": "Il affirme."},
        "directness": "direct",
        "reliability": "",
        "credibility": "",
        "likelihood": "",
    }
    return LEAST | {"claims": [least | given]}


WRONG: dict[str, tuple[Any, str, str]] = {
    "no title": (LEAST | {"title": {}}, "/title", "the record has no title"),
    "a list": (LEAST | {"title": []}, "/title", "“[]” is no object"),
    "language": (LEAST | {"original_language": "de"}, "/original_language", "neither fr nor en"),
    "code": (LEAST | {"verdict": {"code": "guilty"}}, "/verdict/code", "“guilty” is none of"),
    "country": (LEAST | {"jurisdiction": {"code": "QQ"}}, "/jurisdiction/code", "“QQ” is not in"),
    "date": (LEAST | {"facts_date": {"earliest": "x"}}, "/facts_date", "is not a date"),
    "spread": (LEAST | {"spread": 7}, "/spread", "is not a whole number from 1 to 6"),
    "address": (
        LEAST | {"sources": [{"id": "s", "kind": "video", "public_extent": "cited", "url": "x:y"}]},
        "/sources/0/url",
        "is not an http or https address",
    ),
    "source": (
        LEAST | {"incident_citations": [{"source": "s", "supports": "what"}]},
        "/incident_citations/0/source",
        "source “s” is not in the document",
    ),
    "speaker": (claim(speaker={}), "/claims/0/speaker", "a claim has a speaker, or a label"),
    "answer": (
        claim(answers=[{"claim": "z", "kind": "denies"}]),
        "/claims/0/answers/0",
        "it answers no other record",
    ),
    "circle": (
        LEAST
        | {
            "claims": [
                one | {"id": own, "answers": [{"claim": other, "kind": "denies"}]}
                for own, other in ("ab", "bc", "cb")
                for one in claim()["claims"]
            ]
        },
        "/claims/1/answers",
        "answers itself, by way of others",
    ),
    "assessed": (claim(reliability="A"), "/claims/0/assessed_on", "assessed on a day"),
    "NUL": (LEAST | {"summary": {"fr": "\0"}}, "/summary/fr", "holds a NUL or half"),
    "half a pair": (LEAST | {"summary": {"fr": "\ud800"}}, "/summary/fr", "holds a NUL or half"),
}


@pytest.mark.parametrize("kind", WRONG)
def test_what_is_wrong_with_a_document_is_said_by_its_place(kind: str) -> None:
    document, place, sentence = WRONG[kind]
    content = json.dumps({"reference": "INC-1", "content": document}).encode()

    found = said(content)

    assert [(line, name) for line, name, _said in found][:1] == [(1, place)]
    assert {said for *_place, said in found} == {found[0][2]}
    assert sentence in found[0][2]


@pytest.mark.parametrize("line", [b"{", b"[]", b'{"a": NaN}', b'{"content": 1}', b"[" * 90_000])
def test_what_is_no_document_is_said_and_the_next_is_read(line: bytes) -> None:
    drafts = read(line + b"\n" + files.ndjson({"reference": "INC-2", "content": LEAST}))

    assert [bool(draft.problems) for draft in drafts] == [True, False]
    assert drafts[1].line == 2


def test_members_that_are_not_read_are_told_once_for_each_heading() -> None:
    row = {"id": "1", "title_fr": "T", "jurisdiction": "XV", "mood": "x"}

    drafts = read(files.ndjson(row, row | {"id": "2"}, row | {"id": "3", "tone": "y"}))

    assert [[w.name for w in each.warnings] for each in drafts] == [["mood"], [], ["mood", "tone"]]
    assert not any(each.problems for each in drafts)


def test_a_column_that_would_set_the_state_is_refused_in_objects_too() -> None:
    content = files.ndjson({"id": "1", "title_fr": "T", "jurisdiction": "XV", "state": "published"})

    assert [name for _line, name, _said in said(content)] == ["state"]


ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*LEAST, "id"]), inner)
    ),
    max_leaves=12,
)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.sampled_from([*LEAST, "claims", "sources", "procedures"]), ANY))
def test_no_json_is_more_than_refused(document: dict[str, Any]) -> None:
    content = json.dumps({"content": LEAST | document}).encode()

    assert all(isinstance(draft, Draft) for draft in read(content))
