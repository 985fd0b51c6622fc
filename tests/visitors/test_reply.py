"""The form of the right of reply: private, bounded, about what is public; nothing is published."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from pytest_django import Settings

from incidents import jobs, models
from incidents.codes import RecordKind
from incidents.models import Incident, Publication, Reply
from tests import factories
from tests.factories import MergerFactory
from tests.once import made_once
from tests.scenes import simple, team
from tests.views.published import publish

pytestmark = pytest.mark.django_db
HERE = "/en/reply/?incident=INC-2026-0001"
HOSTILE = "<script>alert(1)</script>\n\N{RIGHT-TO-LEFT OVERRIDE}{{ 7|add:7 }} %s ' \" & ]]>"


@pytest.fixture(scope="module", autouse=True)
def scene(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with made_once(django_db_blocker):
        publish()
        Incident.objects.update(state="published")
        factories.ended()
        yield


def form(**changed: Any) -> dict[str, Any]:
    given = {
        "about": "",
        "name": "Jeanne Aurore",
        "function": "porte-parole",
        "organisation": "Alliance Aurore",
        "on_behalf_of": "l’Alliance",
        "address": "jeanne@aurore.example",
        "language": "fr",
        "text": "Nous n’y sommes pour rien.",
        "consent": "on",
        "website": "",
    }
    return given | changed


def choices(client: Client) -> list[str]:
    return re.findall(r'name="about" value="([^"]+)"', client.get(HERE).content.decode())


def test_a_reply_comes_in_undecided_with_its_term_and_a_number(client: Client) -> None:
    response = client.post(HERE, form())

    reply = Reply.objects.get()
    assert reply.asked_by == "Jeanne Aurore, porte-parole, Alliance Aurore"
    assert reply.contact.splitlines()[0] == "jeanne@aurore.example"
    assert "l’Alliance" in reply.contact
    assert (reply.decision, reply.received_how, reply.created_by) == ("", "form", None)
    assert reply.due_at - reply.requested_at == timedelta(days=3)
    assert reply in Reply.objects.waiting()
    shown = client.get(response.headers["Location"]).content.decode()
    assert reply.public_id in shown
    assert "jeanne" not in shown


def test_it_answers_an_accusation_that_the_page_shows(client: Client) -> None:
    offered = choices(client)
    claims = models.Claim.objects.filter(stance="asserts").values_list("public_id", flat=True)
    promoted = models.Involvement.objects.get(role="promoted")

    assert set(offered) == {*claims, promoted.public_id}
    client.post(HERE, form(about=claims[0]))
    client.post(HERE, form(about=promoted.public_id))

    first, second = Reply.objects.order_by("pk")
    assert first.claim is not None
    assert first.claim.public_id == claims[0]
    assert second.involvement == promoted


def test_each_accusation_is_offered_with_the_number_of_its_answers(client: Client) -> None:
    shown = client.get(HERE).content.decode()

    assert shown.count("answers recorded: 1)") == len(choices(client))


def test_what_is_gone_since_it_was_published_is_answered_as_a_whole(client: Client) -> None:
    (about, *_more) = choices(client)
    models.Claim.objects.filter(public_id=about).update(public_id="zzzzzzzzzz")
    models.Involvement.objects.filter(public_id=about).update(public_id="zzzzzzzzzz")

    client.post(HERE, form(about=about))

    reply = Reply.objects.get()
    assert (reply.claim, reply.involvement) == (None, None)
    assert about in reply.contact


def test_nothing_of_it_is_public_and_nothing_is_edited(client: Client) -> None:
    before = list(Publication.objects.values())
    version = Incident.objects.get(reference="INC-2026-0001").version
    client.post(HERE, form(text="motcanari", name="Nomcanari", organisation="", function=""))

    for path in ("incidents/INC-2026-0001/", "feed.atom", "corrections/", "reply/"):
        shown = client.get(f"/fr/{path}").content.decode()
        assert "canari" not in shown
    assert list(Publication.objects.values()) == before
    assert Incident.objects.get(reference="INC-2026-0001").version == version


def test_hostile_text_is_kept_as_it_is_and_shown_as_text(client: Client) -> None:
    client.post(HERE, form(text=HOSTILE))
    assert Reply.objects.get().text.replace("\r", "") == HOSTILE

    again = client.post(HERE, form(text=HOSTILE, consent="")).content.decode()
    assert "<script>alert(1)" not in again
    assert "&lt;script&gt;" in again


@pytest.mark.parametrize(
    "changed",
    [
        {"text": ""},
        {"text": "  \n "},
        {"text": "x" * 10_001},
        {"text": "a\0b"},
        {"name": ""},
        {"name": "x" * 70_000},
        {"function": "x" * 51},
        {"organisation": "x" * 61},
        {"address": "nowhere"},
        {"address": ""},
        {"language": "de"},
        {"about": "nonsense"},
        {"consent": ""},
        {"website": "https://spam.example"},
    ],
)
def test_what_is_missing_or_too_long_is_said_and_nothing_is_kept(
    client: Client, changed: dict[str, str]
) -> None:
    response = client.post(HERE, form(**changed))

    assert response.status_code == 400
    assert "Nothing was sent yet" in response.content.decode()
    assert Reply.objects.count() == 0


def test_the_longest_of_everything_fits(client: Client) -> None:
    longest = form(name="n" * 80, function="f" * 50, organisation="o" * 60, text="é" * 10_000)

    assert client.post(HERE, longest).status_code == 302
    assert len(Reply.objects.get().asked_by) == 194


def test_what_is_hidden_and_what_is_missing_are_answered_alike(client: Client) -> None:
    draft = simple(team())
    answers = []
    for asked in (str(draft.uuid), "00000000-0000-4000-8000-000000000000"):
        for given in (None, form()):
            here = f"/en/reply/?incident={asked}"
            response = client.post(here, given) if given else client.get(here)
            assert response.status_code == 404
            shown = response.content.decode()
            answers.append(re.sub(f'{asked}|{asked.upper()}|value="\\w+"', "", shown))

    assert answers[0] == answers[2]
    assert answers[1] == answers[3]
    assert Reply.objects.count() == 0


@pytest.mark.parametrize("asked", ["%00", "x" * 5000, "INC-2026-9999", "%0a", "<b>"])
def test_a_reference_that_nothing_has_is_no_error_of_ours(client: Client, asked: str) -> None:
    assert client.get(f"/fr/reply/?incident={asked}").status_code in {200, 404}


def test_a_merged_incident_leads_to_the_one_that_remains(client: Client) -> None:
    MergerFactory(
        kind=RecordKind.INCIDENT,
        actor=None,
        incident=factories.IncidentFactory(),
        old="INC-2025-0009",
        new="INC-2026-0001",
    )

    response = client.get("/en/reply/?incident=INC-2025-0009")

    assert response.headers["Location"] == HERE


def test_it_is_limited_per_visitor_and_a_day(client: Client, settings: Settings) -> None:
    settings.REPLIES_A_DAY = 2
    statuses = [
        client.post(HERE, form(), REMOTE_ADDR=f"192.0.2.{number}").status_code
        for number in range(3)
    ]

    assert statuses == [302, 302, 429]
    assert Reply.objects.count() == 2


def test_a_receipt_that_we_did_not_write_is_none(client: Client) -> None:
    good = client.post(HERE, form()).headers["Location"]

    for bad in ("", "?receipt=", "?receipt=x:y", "?receipt=%00", "?receipt=" + "x" * 70_000):
        assert client.get(f"/en/reply/received/{bad}").status_code == 404
    assert client.get(good[:-3] + "xyz").status_code == 404


def test_the_writer_gets_a_receipt_without_a_word_of_the_letter(client: Client) -> None:
    client.post(HERE, form(text="motcanari"))
    reply = Reply.objects.get()

    jobs.mail_receipt(reply.pk)

    (sent,) = mail.outbox
    assert sent.to == ["jeanne@aurore.example"]
    assert reply.public_id in sent.subject
    assert "motcanari" not in str(sent.message())
    assert "/fr/incidents/INC-2026-0001/" in sent.body


def test_the_audit_knows_the_door_and_nobody(client: Client) -> None:
    client.post(HERE, form())
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    entry = models.AuditEntry.objects.get(table_name="incidents_reply")
    assert (entry.person, entry.way) == (None, "page reply > letter.receive")


def test_contact_says_what_the_operator_filled_in(client: Client, settings: Settings) -> None:
    assert "has not said yet" in client.get("/en/contact/").content.decode()
    settings.CONTACT_EMAIL = "contact@vigie.example"
    settings.CONTACT_ADDRESS = "1 rue de l’Exemple | 00000 Corvenne"

    shown = client.get("/en/contact/").content.decode()

    assert "mailto:contact@vigie.example" in shown
    assert "1 rue de l’Exemple<br>00000 Corvenne" in shown
    assert "/en/reply/" in shown
