"""What the workbench asks the server for: only what is seen, only for who may, refused in words."""

import json
from html import unescape
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from incidents.actions.voices import seen_now
from incidents.admin.workbench import MAX_ROWS
from incidents.models import Citation, ProcedureEvent, Redaction, Segment, Speaker, Transcript
from tests.admin.conftest import SignIn
from tests.admin.pages import form_values
from tests.audit.stored import chained
from tests.factories import (
    AT,
    ActorFactory,
    AppearanceFactory,
    CitationFactory,
    ClaimFactory,
    IncidentFactory,
    InvolvementFactory,
    ProcedureEventFactory,
    ProcedureFactory,
    SourceMediaFactory,
    SpeakerFactory,
    TranscriptFactory,
)
from tracker.accounts.roles import Role

TEXTS = [
    "Le phare est allumé.",
    "Qui l’a éteint hier ?",
    "Ce n’est pas nous.",
    "La marée\u202e monte.",
    "Bonsoir.",
]
READS = {
    "segments": {"from": "0"},
    "find": {"q": "phare"},
    "at": {"time": "00:04"},
    "cited": {},
}
WRITES = {
    "assign": {"first": "0", "last": "1", "label": "Gardien", "role": "host"},
    "accept": {"label": "ANNA"},
    "correct": {"position": "0", "text": "La lune est pleine.", "reason": "Réécoutée."},
    "redact": {"first": "0", "last": "1", "reason": "Un nom.", "sure": "on"},
}


@pytest.fixture
def transcript(db: Any) -> Transcript:
    source = SourceMediaFactory(url="https://www.youtube.com/watch?v=phare123456")
    made: Transcript = TranscriptFactory(source=source, size=len(TEXTS))
    Segment.objects.bulk_create(
        Segment(
            transcript=made,
            position=n,
            start_ms=n * 4000,
            end_ms=n * 4000 + 3500 if n else None,
            text=text,
            confidence=0.41 if n == 1 else 0.9,
            proposed_speaker="ANNA" if n in (2, 4) else "",
        )
        for n, text in enumerate(TEXTS)
    )
    return made


def address(transcript: Transcript, name: str) -> str:
    return f"/admin/incidents/transcript/{transcript.pk}/{name}/"


def cite(transcript: Transcript, first: int, last: int, **fields: Any) -> Citation:
    ends = {
        "first_segment": transcript.segments.get(position=first),
        "last_segment": transcript.segments.get(position=last),
    }
    made: Citation = CitationFactory(source=transcript.source, **ends, **fields)
    return made


def rows(client: Client, transcript: Transcript, first: int = 0, count: int = 5) -> list[Any]:
    values = {"from": str(first), "count": str(count)}
    found: list[Any] = client.get(address(transcript, "segments"), values).json()["rows"]
    return found


def test_a_row_holds_all_that_is_shown(editor: Client, transcript: Transcript) -> None:
    SpeakerFactory(transcript=transcript, label="Gardien")
    editor.post(address(transcript, "assign"), WRITES["assign"])
    claim = ClaimFactory(summary_fr="Il nie.", summary_en="He denies.")
    cite(transcript, 1, 2, claim=claim)
    cite(transcript, 2, 2, claim=None, incident=IncidentFactory(title_en="Fog"), supports="what")
    transcript.redactions.create(
        first_position=3,
        last_position=4,
        reason="Un nom.",
        redacted_by=editor.user,  # type: ignore[attr-defined]
    )

    zero, one, two, three, _four = rows(editor, transcript)

    assert (zero["time"], zero["end"], zero["who"], zero["low"]) == ("00:00", "", "Gardien", None)
    assert zero["moment"] == "https://www.youtube.com/watch?v=phare123456&t=0s"
    assert (one["end"], one["low"], one["proposed"]) == ("00:07", 41, "")
    assert [(c["kind"], c["name"]) for c in one["cites"]] == [("Claim", "He denies.")]
    assert [c["kind"] for c in two["cites"]] == ["Claim", "Incident"]
    assert one["cites"][0]["url"] == f"/admin/incidents/claim/{claim.pk}/change/"
    assert (two["who"], two["proposed"], two["redacted"]) == ("", "ANNA", False)
    assert three["text"] == [["La marée", False], ["U+202E", True], [" monte.", False]]
    assert (three["raw"], three["redacted"]) == (TEXTS[3], True)


def test_every_kind_of_record_that_cites_has_its_page(
    editor: Client, transcript: Transcript
) -> None:
    appearance = AppearanceFactory()
    owners: list[dict[str, Any]] = [
        {"claim": ClaimFactory()},
        {"procedure_event": ProcedureEventFactory()},
        {"appearance_event": appearance.events.create(kind="seen")},
        {"observation": appearance.observations.create(measure="views", value=7, as_of=AT)},
        {"involvement": InvolvementFactory()},
        {"incident": IncidentFactory(), "supports": "what"},
    ]
    for owner in owners:
        cite(transcript, 0, 0, **({"claim": None} | owner))

    found = rows(editor, transcript, 0, 1)[0]["cites"]

    assert len(found) == 6
    assert [editor.get(citation["url"]).status_code for citation in found] == [200] * 6


def test_three_rows_cost_what_one_costs(
    editor: Client,
    transcript: Transcript,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    SpeakerFactory(transcript=transcript, label="Gardien")
    editor.post(address(transcript, "assign"), WRITES["assign"])
    cite(transcript, 0, 0)
    for position in (1, 2, 2):
        cite(transcript, position, position, claim=ClaimFactory())

    rows(editor, transcript, 0, 1)  # a session is noted as seen once a minute
    for count in (1, 3):
        # Session and account, the permissions of person and group, the transcript, its rows,
        # what cites them, what is redacted.
        with django_assert_num_queries(8):
            rows(editor, transcript, 0, count)


def test_the_list_of_citations_costs_the_same_for_one_and_three(
    editor: Client,
    transcript: Transcript,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    cite(transcript, 0, 0, quote="le phare")
    editor.get(address(transcript, "cited"))  # a session is noted as seen once a minute
    with django_assert_num_queries(8):
        editor.get(address(transcript, "cited"))
    for position in (1, 2):
        cite(transcript, position, position, claim=ClaimFactory(), quote="nous")
    with django_assert_num_queries(8):
        found = editor.get(address(transcript, "cited")).json()["cited"]

    assert [(c["time"], c["check"]) for c in found] == [
        ("00:00", "found"),
        ("00:04", "missing"),
        ("00:08", "found"),
    ]


def test_a_citation_says_that_a_newer_version_differs(
    editor: Client, transcript: Transcript
) -> None:
    cite(transcript, 0, 0, quote="Le phare est allumé")
    answer = editor.post(address(transcript, "correct"), WRITES["correct"]).json()

    newer = editor.get(address(transcript, "cited")).json()["cited"][0]["newer"]

    assert (newer["version"], newer["text"]) == (2, "La lune est pleine.")
    assert Transcript.objects.get(pk=answer["transcript"]).number == 2


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"from": "-1"},
        {"from": "5"},
        {"from": "x"},
        {"from": "²"},
        {"from": "9" * 5000},
        {"from": "0", "count": "0"},
        {"from": "0", "count": str(MAX_ROWS + 1)},
        {"from": "0\0"},
    ],
)
def test_a_wrong_number_is_refused_in_words(
    values: dict[str, str], editor: Client, transcript: Transcript
) -> None:
    response = editor.get(address(transcript, "segments"), values)

    assert response.status_code == 400
    assert "is not a whole number from" in response.json()["error"]


@pytest.mark.parametrize(
    ("name", "values", "said"),
    [
        ("assign", {"first": "2", "last": "1"}, "from 2 to 4"),
        ("assign", {"first": "0", "last": "5"}, "from 0 to 4"),
        ("assign", {"first": "0", "last": "0", "speaker": "0"}, "whole number"),
        ("assign", {"first": "0", "last": "0", "label": "A", "role": "king"}, "choose the role"),
        ("assign", {"first": "0", "last": "0", "label": " ", "role": "host"}, "needs a label"),
        ("assign", {"first": "0", "last": "0", "label": "A" * 121, "role": "host"}, "at most 120"),
        (
            "assign",
            {"first": "0", "last": "0", "label": "A", "role": "host", "actor": "99999"},
            "no such actor",
        ),
        ("accept", {"first": "0", "last": "1"}, "no name is proposed"),
        ("accept", {"label": "PAUL"}, "no passage is proposed for “PAUL”"),
        ("accept", {"label": "-"}, "name the voice"),
        ("redact", {"first": "0", "last": "0", "reason": "x"}, "cannot be undone"),
        ("redact", {"first": "0", "last": "0", "reason": " ", "sure": "on"}, "reason"),
        ("correct", {"position": "5", "text": "x", "reason": "x"}, "from 0 to 4"),
        ("correct", {"position": "0", "text": TEXTS[0], "reason": "x"}, "already reads so"),
        ("correct", {"position": "0", "text": "x", "reason": ""}, "reason"),
    ],
)
def test_what_is_refused_changes_nothing(
    name: str, values: dict[str, str], said: str, editor: Client, transcript: Transcript
) -> None:
    response = editor.post(address(transcript, name), values)

    assert response.status_code == 400
    assert said in response.json()["error"]
    assert not Speaker.objects.exists()
    assert not Redaction.objects.exists()
    assert Transcript.objects.count() == 1


def test_a_refusal_is_in_the_language_of_its_reader(
    sign_in: SignIn, transcript: Transcript
) -> None:
    french = sign_in(Role.EDITOR, language="fr")

    error = french.get(address(transcript, "at"), {"time": "02:71"}).json()["error"]

    assert "71 secondes" in error


def test_a_voice_of_another_transcript_is_not_taken(editor: Client, transcript: Transcript) -> None:
    other = SpeakerFactory()
    values = {"first": "0", "last": "0", "speaker": str(other.pk)}

    response = editor.post(address(transcript, "assign"), values)

    assert response.status_code == 400
    assert not transcript.segments.filter(speaker__isnull=False).exists()


def test_a_voice_is_named_and_then_known(editor: Client, transcript: Transcript) -> None:
    actor = ActorFactory()
    named = editor.post(
        address(transcript, "assign"), WRITES["assign"] | {"actor": str(actor.pk)}
    ).json()
    voice = named["voices"][0]

    again = editor.post(
        address(transcript, "assign"), {"first": "4", "last": "4", "speaker": voice["id"]}
    ).json()

    assert (voice["label"], voice["role"], voice["actor"]) == ("Gardien", "host", str(actor))
    assert again["said"] == "1 passage now spoken by “Gardien”."
    assert again["voices"][0]["count"] == 3
    assert [p["count"] for p in again["proposals"]] == [1]


def test_proposals_of_a_range_and_of_a_name(editor: Client, transcript: Transcript) -> None:
    one = editor.post(address(transcript, "accept"), {"first": "0", "last": "3"}).json()
    all_of_it = editor.post(address(transcript, "accept"), {"label": "ANNA"}).json()

    assert one["said"] == "1 passage now spoken by “ANNA”."
    assert (one["first"], one["last"]) == (0, 3)
    assert all_of_it["proposals"] == []
    assert transcript.segments.filter(speaker__label="ANNA").count() == 2


def test_redacting_says_what_it_would_do_and_does_it(
    sign_in: SignIn, transcript: Transcript
) -> None:
    publisher = sign_in(Role.PUBLISHER)
    values = {"first": "0", "last": "1"}

    before = publisher.get(address(transcript, "consequences"), values).json()
    assert before["said"] == ["2 passages will be hidden from the public, for ever."]
    assert not Redaction.objects.exists()
    done = publisher.post(address(transcript, "redact"), WRITES["redact"]).json()

    assert done["said"] == "2 passages are hidden from the public from now on."
    assert Redaction.objects.get().redacted_by == publisher.user  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("ALLUME", [0]),
        ("l'a eteint", [1]),
        ("hier ce n est", [1]),
        ("e", [0, 1, 2, 3]),
        ("nous la maree", [2]),
        ("monte bonsoir", [3]),
        ("bonsoir bonsoir", []),
        ("%", "write a word"),
        ("_", "write a word"),
        ("\0phare", [0]),
        ("pha%re", []),
    ],
)
def test_searching(asked: str, found: Any, editor: Client, transcript: Transcript) -> None:
    answer = editor.get(address(transcript, "find"), {"q": asked}).json()

    if isinstance(found, str):
        assert found in answer["error"]
    else:
        assert answer == {"positions": found, "more": False}


@pytest.mark.parametrize(
    ("time", "found"),
    [("00:04", 1), ("0:00:09", 2), ("3", 2), ("0", "from 1 to 5"), ("9:99", "99 seconds")],
)
def test_jumping(time: str, found: Any, editor: Client, transcript: Transcript) -> None:
    answer = editor.get(address(transcript, "at"), {"time": time}).json()

    assert found in answer["error"] if isinstance(found, str) else answer == {"n": found}


def test_another_transcript_s_places_are_its_own(editor: Client, transcript: Transcript) -> None:
    short = TranscriptFactory(texts=["Une phrase."])
    cite(transcript, 0, 0)

    assert editor.get(address(short, "segments"), {"from": "1"}).status_code == 400
    assert rows(editor, short)[0]["cites"] == []
    assert editor.get(address(short, "cited")).json() == {"cited": [], "more": False}


ALLOWED = {
    Role.REPORTER: {"assign", "accept", "correct"},
    Role.EDITOR: {"assign", "accept", "correct", "redact"},
    Role.LEGAL_REVIEWER: {"redact"},
    Role.PUBLISHER: {"redact"},
    Role.AUDITOR: set(),
}


@pytest.mark.parametrize("role", ALLOWED)
def test_each_role_does_what_it_may(role: Role, sign_in: SignIn, transcript: Transcript) -> None:
    client = sign_in(role)

    read = {
        client.get(address(transcript, name), values).status_code for name, values in READS.items()
    }
    done = {
        name
        for name, values in WRITES.items()
        if client.post(address(transcript, name), values).status_code == 200
    }
    refused = {
        client.post(address(transcript, name), WRITES[name]).status_code
        for name in WRITES.keys() - ALLOWED[role]
    }

    assert read == {200}
    assert done == ALLOWED[role]
    assert refused <= {403}


def test_who_may_not_see_transcripts_gets_nothing(sign_in: SignIn, transcript: Transcript) -> None:
    administrator = sign_in(Role.ADMINISTRATOR)

    read = [administrator.get(address(transcript, n), v).status_code for n, v in READS.items()]
    written = [administrator.post(address(transcript, n), v).status_code for n, v in WRITES.items()]
    pages = [
        administrator.get(address(transcript, name), {"first": "0"}).status_code
        for name in ("change", "claim", "event", "cite", "consequences")
    ]

    assert {*read, *written, *pages} == {403}
    assert Client().get(address(transcript, "segments")).status_code == 302


def test_methods_and_tokens(editor: Client, transcript: Transcript) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(editor.user)  # type: ignore[attr-defined]

    assert [editor.get(address(transcript, name)).status_code for name in WRITES] == [405] * 4
    assert [editor.post(address(transcript, name)).status_code for name in READS] == [405] * 4
    assert strict.post(address(transcript, "assign"), WRITES["assign"]).status_code == 403
    assert editor.get("/admin/incidents/transcript/999999/segments/").status_code == 404


def test_the_page_offers_what_its_reader_may(sign_in: SignIn, transcript: Transcript) -> None:
    shown = {
        role: sign_in(role).get(address(transcript, "change")).content.decode()
        for role in (Role.EDITOR, Role.AUDITOR)
    }

    config = unescape(shown[Role.EDITOR].split('data-config="')[1].split('"')[0])
    assert json.loads(config)["size"] == 5
    for deed in ("speaker", "claim", "redact", "correct"):
        assert f'data-do="{deed}"' in shown[Role.EDITOR]
        assert f'data-do="{deed}"' not in shown[Role.AUDITOR]


def test_the_page_holds_no_passage_however_long(
    editor: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    long = TranscriptFactory(texts=[f"phrase {n}" for n in range(600)])

    with django_assert_max_num_queries(20):
        shown = editor.get(address(long, "change") + "?at=450").content.decode()

    assert "phrase 450" not in shown
    assert "plain=1&amp;page=3#p450" in shown


def test_an_event_is_made_from_passages(editor: Client, transcript: Transcript) -> None:
    incident = IncidentFactory(created_by=editor.user)  # type: ignore[attr-defined]
    procedure = ProcedureFactory(incidents=[incident])
    chosen = f"first=1&last=2&incident={incident.pk}"
    listed = editor.get(address(transcript, "event") + f"?{chosen}").content.decode()
    target = (
        f"/admin/incidents/procedure/{procedure.pk}/event/"
        f"?transcript={transcript.pk}&first=1&last=2"
    )
    assert target.replace("&", "&amp;") in listed

    values = form_values(editor, target) | {"kind": "considered"}
    assert values["quote"] == f"{TEXTS[1]} {TEXTS[2]}"
    missing = editor.post(target, values | {"quote": "Ce n’est sûrement pas nous"})
    assert "Use this passage" in missing.content.decode()
    assert not ProcedureEvent.objects.exists()
    editor.post(target, values | {"quote": "Ce n’est pas nous"})

    citation = ProcedureEvent.objects.get().citations.get()
    assert citation.first_segment is not None and citation.last_segment is not None
    assert (citation.first_segment.position, citation.last_segment.position) == (1, 2)


def test_no_incident_is_chosen_in_advance(editor: Client, transcript: Transcript) -> None:
    incident = IncidentFactory(created_by=editor.user)  # type: ignore[attr-defined]
    page = address(transcript, "cite") + "?first=2&last=2"

    before = editor.get(page).content.decode()
    chosen = editor.get(f"{page}&incident={incident.pk}").content.decode()

    assert before.index('<option value="">') < before.index(f'<option value="{incident.pk}">')
    assert '<option value="">' not in chosen.partition('id="quoting"')[0]
    assert f'<option value="{incident.pk}" selected>' in chosen


def test_a_record_that_exists_cites_passages(editor: Client, transcript: Transcript) -> None:
    incident = IncidentFactory(created_by=editor.user)  # type: ignore[attr-defined]
    claim = ClaimFactory(incidents=[incident])
    page = address(transcript, "cite") + f"?first=2&last=2&incident={incident.pk}"
    quote = {"quote": "Ce n’est pas nous", "note": ""}

    assert (
        "Use this passage"
        in editor.post(
            page, {"record": f"claim:{claim.pk}", "quote": "Ce n’est plus du tout nous"}
        ).content.decode()
    )
    taken = editor.post(page, {"record": "", "quote": "plus du tout nous", "use_nearest": "1"})
    assert "nous.</textarea>" in taken.content.decode()
    assert not Citation.objects.exists()
    for record in (f"claim:{claim.pk}", "incident:what"):
        done = editor.post(page, quote | {"record": record})
        assert done["Location"].endswith("?at=2#p2")
    strange = editor.post(page, quote | {"record": f"claim:{ClaimFactory().pk}"})

    assert strange.status_code == 200
    assert claim.citations.get().first_segment == transcript.segments.get(position=2)
    assert incident.citations.get().supports == "what"
    assert Citation.objects.count() == 2


def meanwhile(sign_in: SignIn, transcript: Transcript) -> tuple[Client, int]:
    """Another editor, who gave the second passage to a voice, and what was seen before that."""
    seen = seen_now()
    other = sign_in(Role.EDITOR, username="Marin")
    values = {"first": "1", "last": "1", "label": "Une voix", "role": "host", "seen": str(seen)}
    assert other.post(address(transcript, "assign"), values).status_code == 200
    chained()
    return other, seen


def test_the_second_who_says_who_speaks_is_told_and_nothing_is_lost(
    editor: Client, transcript: Transcript, sign_in: SignIn
) -> None:
    chained()
    _other, seen = meanwhile(sign_in, transcript)
    values = WRITES["assign"] | {"seen": str(seen)}

    told = editor.post(address(transcript, "assign"), values)

    assert told.status_code == 409
    assert "Marin gave passage 2 to “Une voix”" in told.json()["error"]
    assert [row["who"] for row in rows(editor, transcript)][:2] == ["", "Une voix"]
    again = values | {"seen": str(told.json()["seen"])}
    assert editor.post(address(transcript, "assign"), again).status_code == 200
    assert [row["who"] for row in rows(editor, transcript)][:2] == ["Gardien", "Gardien"]


def test_other_passages_or_the_same_voice_are_no_matter_and_ones_own_never(
    editor: Client, transcript: Transcript, sign_in: SignIn
) -> None:
    chained()
    other, seen = meanwhile(sign_in, transcript)
    sent = {"seen": str(seen), "role": "host"}
    beside = sent | {"first": "2", "last": "4", "label": "Gardien"}
    same = sent | {"first": "0", "last": "1", "label": "Une voix"}
    own = sent | {"first": "1", "last": "1", "label": "Gardien"}

    assert editor.post(address(transcript, "assign"), beside).status_code == 200
    assert editor.post(address(transcript, "assign"), same).status_code == 200
    assert other.post(address(transcript, "assign"), own).status_code == 200


def test_who_says_not_what_they_saw_has_seen_nothing(
    editor: Client, transcript: Transcript, sign_in: SignIn
) -> None:
    meanwhile(sign_in, transcript)

    assert editor.post(address(transcript, "assign"), WRITES["assign"]).status_code == 409


def test_the_plain_page_tells_the_second_too_and_keeps_what_was_typed(
    editor: Client, transcript: Transcript, sign_in: SignIn
) -> None:
    page = f"/admin/incidents/transcript/{transcript.pk}/change/?plain=1"
    shown = editor.get(page).context["form"]["seen"].value()
    meanwhile(sign_in, transcript)
    sent = WRITES["assign"] | {"seen": str(shown), "label": "Le gardien du phare"}

    told = editor.post(page, sent)

    assert told.status_code == 200
    assert "meanwhile Marin gave passage 2" in told.text and "Le gardien du phare" in told.text
    again = sent | {"seen": str(told.context["form"]["seen"].value())}
    assert editor.post(page, again).status_code == 302
