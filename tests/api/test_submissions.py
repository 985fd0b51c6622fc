"""Partners send drafts: once, whole, never public, and only they read what became of them."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from incidents import models
from incidents.actions import submission_sources
from incidents.api import submissions
from incidents.codes import State
from tests.api.partners import ADDRESS, example, read, secret_of, send, vocabulary
from tests.factories import IncidentFactory, SubmissionMessageFactory
from tests.once import made_once

pytestmark = pytest.mark.django_db
SECRETS: dict[str, str] = {}
VOICE = "00:05 Non, ce n'est pas sa voix."


@pytest.fixture(scope="module", autouse=True)
def scene(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with made_once(django_db_blocker):
        vocabulary()
        SECRETS["mine"] = secret_of()[1]
        SECRETS["theirs"] = secret_of("Une autre")[1]
        yield


def test_a_submission_becomes_a_draft_with_all_that_was_sent(client: Client) -> None:
    response = send(client, SECRETS["mine"], example())

    assert response.status_code == 201, response.json()
    row = models.Submission.objects.get()
    assert response.json()["id"] == row.public_id
    assert response["Location"].endswith(f"/api/v1/submissions/{row.public_id}/")
    assert response["Cache-Control"] == "no-store, private"
    incident = models.Incident.objects.get()
    assert (row.incident, incident.state, incident.reference) == (incident, State.DRAFT, None)
    assert incident.created_by == row.key.account
    (claim,) = models.Claim.objects.all()
    assert [each.kind for each in claim.answers.all()] == ["comments"]
    (cited,) = claim.citations.all()
    assert cited.first_segment is not None and cited.first_segment.start_ms == 5000
    (named,) = row.actors.all()
    assert (named.state, named.name_fr) == ("open", "Odile Vallon")
    assert not models.Actor.objects.filter(name_fr__contains="Vallon").exists()
    assert client.get("/api/v1/incidents/").json()["count"] == 0
    assert "fausse voix" not in client.get("/fr/incidents/").content.decode()


def test_the_status_address_is_for_the_partner_alone(client: Client) -> None:
    sent = send(client, SECRETS["mine"], example())
    address = sent.json()["url"].partition("8000")[2]

    mine, theirs = (read(client, SECRETS[name], address) for name in ("mine", "theirs"))

    assert mine.status_code == 200, mine.content
    assert mine.json()["state"] == "received"
    assert theirs.status_code == 404
    assert read(client, SECRETS["theirs"], ADDRESS).json()["results"] == []
    assert [r["id"] for r in read(client, SECRETS["mine"], ADDRESS).json()["results"]] == [
        sent.json()["id"]
    ]


def pointers(response: Any) -> set[str]:
    return {error["pointer"] for error in response.json()["errors"]}


def saved() -> list[int]:
    kinds = (models.Incident, models.SourceMedia, models.StoredFile, models.Submission)
    return [kind.objects.count() for kind in (*kinds, models.Actor, models.Claim)]


def test_every_problem_is_told_at_once_by_pointer_and_nothing_is_saved(client: Client) -> None:
    body = example(
        state="published",
        jurisdiction="XVV",
        techniques=["voice_clon", "voice_clone", 3],
        facts="2026-02-31",
        spread=9,
    )
    body["incident"]["involvement"][0]["cite"][0]["from"] = "00:07"
    body["incident"]["appearance"][0]["url"] = "javascript:alert(1)"
    body["claim"][0] |= {
        "stance": "denys",
        "reliability": "A",
        "cite": [{"source": "page", "quote": "c'est bien sa voix"}],
        "answers": [{"involvement": "voices", "kind": "comments"}],
    }
    body["claim"].append({"proposition": "link", "stance": "asserts", "speaker": "nobody/x~y"})
    body["a/b~c"] = 1

    response = send(client, SECRETS["mine"], body)

    assert response.status_code == 422
    assert response["Content-Type"] == "application/problem+json"
    assert pointers(response) == {
        "/a~1b~0c",
        "/incident/state",
        "/incident/jurisdiction",
        "/incident/techniques/0",
        "/incident/techniques/2",
        "/incident/facts",
        "/incident/spread",
        "/incident/involvement/0/cite/0/from",
        "/incident/appearance/0/url",
        "/claim/0/stance",
        "/claim/0/reliability",
        "/claim/0/cite/0/quote",
        "/claim/0/answers/0/involvement",
        "/claim/1/speaker",
        "/claim/1/summary_fr",
    }
    nearest = {e["pointer"]: e.get("nearest") for e in response.json()["errors"]}
    assert nearest["/claim/0/stance"] == "denies"
    assert nearest["/incident/techniques/0"] == "voice_clone"
    assert nearest["/claim/0/answers/0/involvement"] == "voice"
    assert saved() == [0] * 6


def test_problems_are_told_in_the_language_asked_for(client: Client) -> None:
    said = [
        send(
            client, SECRETS["mine"], example(jurisdiction="?"), **{"Accept-Language": language}
        ).json()["errors"][0]["message"]
        for language in ("fr", "en")
    ]

    assert said[1] == "“?” is no code that belongs here"
    assert said[0] != said[1]


def test_two_hundred_problems_are_two_hundred_errors_and_more_than_a_thousand_end(
    client: Client,
) -> None:
    many, more = ({**example(), **{f"m{n}": n for n in range(c)}} for c in (200, 1500))

    assert len(send(client, SECRETS["mine"], many).json()["errors"]) == 200
    assert len(send(client, SECRETS["mine"], more).json()["errors"]) == 1001


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("title_fr", "a\0b"),
        ("title_fr", "\ud800"),
        ("title_fr", 3),
        ("title_fr", None),
        ("title_fr", "x" * 201),
        ("cite", {"source": "page"}),
        ("cite", [3]),
        ("involvement", [{"actor": [], "role": {}}]),
        ("facts", {"precision": "month", "earliest": "2026-09-02", "latest": "2026-09-03"}),
        ("spread", True),
        ("sensitivity", [["minors"]]),
        ("appearance", [[]] * 101),
        ("published_at", "2026-09-12T00:00:00Z"),
        ("approval", "editorial"),
        ("reference", "INC-2026-0001"),
        ("internal_note", "hello"),
        ("election", "nowhere"),
    ],
)
def test_a_value_that_is_not_right_is_a_problem_at_its_place(
    client: Client, member: str, value: Any
) -> None:
    response = send(client, SECRETS["mine"], example(**{member: value}))

    assert response.status_code == 422
    assert any(each.startswith(f"/incident/{member}") for each in pointers(response))


@pytest.mark.parametrize(
    "text",
    [
        r'{"incident": {"synthetic_level": "\ud800"}}',
        r'{"incident": {"\ud800": 1}}',
        r'{"note": "\ud800"}',
        r'{"\ud800": 1, "\ud800": 2}',
    ],
)
def test_half_a_character_is_told_in_characters(client: Client, text: str) -> None:
    """No UTF-8 has it: an answer that repeats it could not be written."""
    response = send(client, SECRETS["mine"], text)

    assert response.status_code in {400, 422}
    assert response.json()


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (" ", 400),
        ("3", 400),
        ("{", 400),
        ('{"a": NaN}', 400),
        ('{"note": "x", "note": "y"}', 400),
        ("[" * 100_000, 400),
        ('{"incident":' * 5000 + "1" + "}" * 5000, 400),
        (b"\xff\xfe{}", 400),
        ("[]", 422),
        ("{}", 422),
        ('{"incident": {"a": ' + "[" * 300 + "]" * 300 + "}}", 422),
        (" " * (4 * 1024 * 1024) + "{}", 413),
    ],
)
def test_a_body_that_is_no_submission_is_refused(
    client: Client, body: str | bytes, status: int
) -> None:
    assert send(client, SECRETS["mine"], body).status_code == status


def test_another_type_a_missing_key_and_an_unknown_parameter_are_refused(client: Client) -> None:
    given = {"Authorization": f"Bearer {SECRETS['mine']}", "Idempotency-Key": "a"}

    as_form = client.post(ADDRESS, {"incident": "x"}, headers=given)
    packed = client.post(
        ADDRESS,
        b"{}",
        content_type="application/json",
        headers=given | {"Content-Encoding": "gzip"},
    )
    asked = client.get(f"{ADDRESS}?state=draft", headers=given)

    assert (as_form.status_code, packed.status_code, asked.status_code) == (415, 415, 400)
    assert send(client, SECRETS["mine"], example(), key=None).status_code == 400
    assert send(client, SECRETS["mine"], example(), key="é" * 3).status_code == 400
    assert send(client, SECRETS["mine"], example(), key="a" * 201).status_code == 400


def test_who_sends_no_key_is_told_how(client: Client) -> None:
    assert "Authorization: Bearer" in client.get(ADDRESS).json()["detail"]


def test_an_empty_body_lacks_its_parts_and_not_the_parts_of_those(client: Client) -> None:
    errors = send(client, SECRETS["mine"], {}).json()["errors"]

    assert {each["pointer"] for each in errors} == {"/incident", "/source"}


def test_the_same_key_and_body_give_the_same_answer_and_another_body_is_refused(
    client: Client,
) -> None:
    body = example()
    turned = dict(reversed(body.items()))

    first = send(client, SECRETS["mine"], body)
    again = send(client, SECRETS["mine"], turned)
    other = send(client, SECRETS["mine"], example(title_fr="Autre"))
    theirs = send(client, SECRETS["theirs"], body)

    assert (again.status_code, again.json()) == (201, first.json())
    assert again["Location"] == first["Location"]
    assert other.status_code == 409
    assert theirs.json()["id"] != first.json()["id"]
    assert models.Incident.objects.count() == 2


def test_a_refused_body_uses_up_no_idempotency_key(client: Client) -> None:
    assert send(client, SECRETS["mine"], example(spread=9)).status_code == 422
    assert send(client, SECRETS["mine"], example(spread=6)).status_code == 201


@pytest.mark.parametrize(
    "transcript",
    [
        {"text": "WEBVTT\n\n00:00.000 --> 00:04.000\nNon, ce n'est pas sa voix.\n"},
        {
            "segments": [
                {"start_ms": 0, "end_ms": 4000, "speaker": "A", "text": "Un message circule."},
                {"start_ms": 5000, "text": "Non, ce n'est pas sa voix."},
            ],
            "made_by": "machine",
            "tool": "Whisper",
        },
    ],
)
def test_a_transcript_comes_in_any_known_format_or_as_segments(
    client: Client, transcript: Any
) -> None:
    body = example()
    body["incident"]["involvement"][0]["cite"] = []
    body["source"][0] |= {"transcript": transcript, "speaker": [{"label": "Voix"}]}

    response = send(client, SECRETS["mine"], body)

    assert response.status_code == 201, response.json()
    kept = models.Transcript.objects.get()
    assert kept.segments.filter(text__contains="pas sa voix").count() == 1


@pytest.mark.parametrize(
    ("transcript", "pointer"),
    [
        ({}, "/source/0/transcript"),
        ({"text": "x", "segments": [{"start_ms": 0, "text": "x"}]}, "/source/0/transcript"),
        ({"text": "no time at all"}, "/source/0/transcript/text"),
        ({"text": "WEBVTT\n\n00:00.000 --> x\nA\n"}, "/source/0/transcript/text"),
        ({"text": VOICE, "format": "word"}, "/source/0/transcript/format"),
        ({"text": VOICE, "made_by": "staff"}, "/source/0/transcript/made_by"),
        ({"text": VOICE, "made_by": "machine"}, "/source/0/transcript/tool"),
        ({"segments": [{"start_ms": -1, "text": "x"}]}, "/source/0/transcript/segments/0/start_ms"),
        ({"segments": [{"start_ms": 0, "text": "x"}] * 10_001}, "/source/0/transcript/segments"),
    ],
)
def test_a_transcript_that_cannot_be_read_is_a_problem(
    client: Client, transcript: Any, pointer: str
) -> None:
    body = example()
    body["source"][0]["transcript"] = transcript

    response = send(client, SECRETS["mine"], body)

    assert response.status_code == 422
    assert pointer in pointers(response)
    assert not any("cite" in each for each in pointers(response))


def test_work_is_bounded_and_quotes_beyond_it_are_told(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(submission_sources, "MOST_COMPARED", 2_000)
    body = example()
    passages = [{"start_ms": 1000 * n, "text": "Non, ce n'est pas sa voix."} for n in range(100)]
    body["source"][0]["transcript"] = {"segments": passages}
    cite = {"source": "page", "from": "00:00", "to": "01:39", "quote": "ce n'est pas sa voix"}
    body["claim"] = [body["claim"][0] | {"key": str(n), "cite": [cite] * 10} for n in range(6)]

    found = send(client, SECRETS["mine"], body)

    assert found.status_code == 422
    assert all(each.endswith("/quote") for each in pointers(found))
    assert 35 <= len(found.json()["errors"]) <= 60


def test_rows_without_a_key_are_not_taken_for_one_another(client: Client) -> None:
    """An empty key is none, and stands for nothing several times over."""
    body = example()
    claim = body["claim"][0] | {"answers": []}
    body["claim"] = [claim | {"key": ""}, claim | {"key": ""}]
    body["claim"].append({name: value for name, value in claim.items() if name != "key"})

    assert send(client, SECRETS["mine"], body, key="without-keys").status_code == 201


def test_claims_that_answer_one_another_in_a_circle_are_refused(client: Client) -> None:
    body = example()
    first = body["claim"][0]
    first["answers"] = [{"claim": "second", "kind": "denies"}]
    body["claim"].append(
        first | {"key": "second", "answers": [{"claim": "denial", "kind": "denies"}]}
    )

    assert pointers(send(client, SECRETS["mine"], body)) == {
        "/claim/0/answers",
        "/claim/1/answers",
    }


def test_a_reading_of_many_costs_what_one_costs_and_has_pages(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(submissions, "PAGE_SIZE", 2)
    key = models.ApiKey.objects.get(partner__name="Rédaction")

    def asked() -> tuple[Any, int]:
        with CaptureQueriesContext(connection) as caught:
            return read(client, SECRETS["mine"], ADDRESS), len(caught)

    def sent() -> None:
        message = SubmissionMessageFactory(submission__incident=IncidentFactory(), **mine)
        assert message.submission.partner == key.partner

    mine = {"submission__key": key, "submission__partner": key.partner}
    sent()
    asked()
    one = asked()[1]
    sent()
    assert asked()[1] == one
    sent()
    first = asked()[0]
    rest = read(client, SECRETS["mine"], first.json()["next"].partition("8000")[2])

    assert [len(page.json()["results"]) for page in (first, rest)] == [2, 1]
    assert rest.json()["next"] is None
    assert first.json()["next"] in first["Link"]
    assert read(client, SECRETS["theirs"], first.json()["next"]).status_code == 400


@pytest.mark.parametrize("cursor", ["%00", "a%00b", "nobodys", "a" * 9000])
def test_a_cursor_that_nobody_gave_is_refused(client: Client, cursor: str) -> None:
    assert read(client, SECRETS["mine"], f"{ADDRESS}?cursor={cursor}").status_code == 400
