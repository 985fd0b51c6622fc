"""The heads of the audit in public: page, files, feed and data say the same."""

import hashlib
import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from incidents.models import AuditHead
from tests.commands.running import run
from tests.factories import AT, AuditHeadFactory, AuditStampFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nothing_unrecorded")]


@pytest.fixture
def head() -> AuditHead:
    return AuditStampFactory().head


def heads(number: int) -> None:
    for day in range(number):
        AuditHeadFactory(made_at=AT + timedelta(days=day))


def test_the_page_shows_the_head_and_who_stamped_it(client: Client, head: AuditHead) -> None:
    body = client.get("/en/audit/").content.decode()

    for value in (head.hash, head.merkle_root, head.digest, "horloge", "14 September 2026"):
        assert value in body
    assert "Unstamped since" not in body


def test_without_a_stamp_it_says_since_when(client: Client) -> None:
    AuditHeadFactory()

    assert "Unstamped since 14 September 2026" in client.get("/en/audit/").content.decode()


def test_the_file_of_a_head_has_its_digest(client: Client, head: AuditHead) -> None:
    answer = client.get(f"/fr/audit/{head.count}.json")

    assert hashlib.sha256(answer.content).hexdigest() == head.digest
    assert answer["Content-Type"] == "application/json"
    assert f"{head.digest[:16]}.json" in answer["Content-Disposition"]


def test_the_stamp_is_the_authoritys_answer(client: Client, head: AuditHead) -> None:
    answer = client.get(f"/fr/audit/{head.count}.horloge.tsr")

    assert (answer.content, answer["Content-Type"]) == (b"an answer", "application/timestamp-reply")


@pytest.mark.parametrize(
    "address",
    [
        *("audit/7.json", "audit/1.nobody.tsr", "audit/99999999999999999999.json"),
        *("audit/?before=x", "audit/?before=-1", "audit/?before=9999999999999999999999"),
    ],
)
def test_what_there_is_not_is_not_found(client: Client, head: AuditHead, address: str) -> None:
    assert client.get(f"/fr/{address}").status_code == 404


def test_the_feed_holds_the_bytes_that_were_hashed(client: Client, head: AuditHead) -> None:
    body = client.get("/fr/audit/feed.atom").content.decode()

    assert f"{head.count}: {head.digest}" in body
    assert f"/fr/audit/{head.count}.json" in body
    assert "vigie-audit-head-1" in body


def test_the_data_can_be_held_against_the_audit(
    client: Client, head: AuditHead, tmp_path: object
) -> None:
    body = client.get("/api/v1/audit/heads/").json()

    (row,) = body["heads"]
    assert row["digest"] == head.digest
    assert row["stamps"] == [
        {
            "authority": "horloge",
            "url": "https://horloge.example.org/tsr",
            "stamped_at": "2026-09-14T10:00:00.000000Z",
        }
    ]
    file = f"{tmp_path}/heads.json"
    with open(file, "w", encoding="utf-8") as written:
        json.dump(body, written)
    assert "1 held outside" in run("verify_audit", "--heads", file).out
    assert client.get("/api/v1/audit/heads/?nonsense=1").status_code == 400


def test_older_heads_follow(client: Client) -> None:
    heads(32)

    first = client.get("/fr/audit/").content.decode()
    second = client.get("/fr/audit/?before=3").content.decode()

    assert "?before=3" in first
    assert first.count('<li class="card">') == 30
    assert second.count('<li class="card">') == 2
    assert 'rel="next"' not in second


@pytest.mark.parametrize("address", ["/fr/audit/", "/fr/audit/feed.atom", "/api/v1/audit/heads/"])
def test_three_heads_cost_what_one_costs(client: Client, address: str) -> None:
    counted = []
    for number in (1, 2):
        heads(number)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        counted.append(len(captured))

    assert counted[0] == counted[1] <= 4
