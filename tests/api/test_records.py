"""Lists and details of claims, procedures, appearances and sources."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from incidents import codes, listing
from incidents.models import Claim, Incident, ListedClaim, Procedure, Publication, SourceMedia
from tests import factories
from tests.api.asking import BASE, SITE, ids, read, results, walk
from tests.factories import (
    AT,
    ActorFactory,
    ClaimFactory,
    IncidentFactory,
    MergerFactory,
    WithdrawalFactory,
)
from tests.once import made_once
from tests.redactions import redact
from tests.views.published import PARTY, correct, listed, publish

pytestmark = pytest.mark.django_db
CLAIMS = f"{BASE}/claims/"


@pytest.fixture(scope="module", autouse=True)
def scene(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """One incident of every kind of record: its reference."""
    with made_once(django_db_blocker):
        made = publish()
        factories.ended()
        yield made.reference


@pytest.fixture
def published(scene: str) -> Publication:
    """Its Publication."""
    return Publication.objects.get(reference=scene)


def said(publication: Publication, **wanted: Any) -> str:
    """The id of the one claim of a document that has these values."""
    (found,) = [
        each["id"]
        for each in publication.content["claims"]
        if all(each[name] == value for name, value in wanted.items())
    ]
    return str(found)


def shared(*incidents: Any, **fields: Any) -> Claim:
    """A claim of several incidents, which are published in their order, a day apart."""
    claim = ClaimFactory(incidents=list(incidents), **fields)
    for day, incident in enumerate(incidents, 1):
        listed(incident, at=AT + timedelta(days=day))
    return claim


def test_a_claim_is_that_of_the_document_with_what_answers_it(
    client: Client, published: Publication
) -> None:
    accused = said(published, accusation=True)
    denied = said(published, stance="denies")

    item = read(client, f"{CLAIMS}{accused}/")

    record = next(each for each in published.content["claims"] if each["id"] == accused)
    assert record == {name: item[name] for name in record}
    assert item["url"] == f"{SITE}{CLAIMS}{accused}/"
    assert item["page"]["en"] == f"{SITE}/en/incidents/INC-2026-0001/#claim-{accused}"
    assert item["incidents"] == [
        {"reference": "INC-2026-0001", "url": f"{SITE}{BASE}/incidents/INC-2026-0001/"}
    ]
    (answer,) = item["beside"]["answers"]
    assert (answer["kind"], answer["to"], answer["claim"]["id"]) == ("denies", accused, denied)
    assert item in results(client, CLAIMS)


def test_nobody_reads_an_accusation_without_its_answers(
    client: Client, published: Publication
) -> None:
    found = results(client, f"{CLAIMS}?fields=id,summary.fr")

    by_id = {each["id"]: each for each in found}
    accused = by_id[said(published, accusation=True)]
    assert set(accused) == {"id", "accusation", "summary", "answered_by", "beside"}
    assert list(accused["summary"]) == ["fr"]
    assert len(accused["beside"]["answers"]) == 1
    assert list(by_id[said(published, stance="denies")]) == ["id", "summary"]


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("stance=denies", 1),
        ("stance=denies&stance=asserts", 2),
        ("stance=doubts", 0),
        ("proposition=authorship", 2),
        ("proposition=impact", 0),
        ("accusation=true", 1),
        ("accusation=false", 1),
        ("accusation=true&stance=denies", 0),
        ("speaker=nobody", 0),
        ("platform=tiktok", 2),
        (f"party={PARTY}&role=promoted", 2),
        ("verdict=disputed", 0),
        ("verdict=verified_fake&accusation=true", 1),
        ("q=aurore&stance=denies", 1),
    ],
)
def test_claims_are_found_by_their_own_filters_and_by_those_of_incidents(
    client: Client, query: str, number: int
) -> None:
    assert len(results(client, f"{CLAIMS}?{query}")) == number


def test_a_merged_speaker_is_asked_for_by_the_old_address(client: Client) -> None:
    speaker = ActorFactory(slug="porte-parole")
    claim = shared(IncidentFactory(reference="INC-2026-0002"), speaker=speaker, speaker_label_fr="")
    MergerFactory(old="ancienne", new="porte-parole")

    assert ids(client, f"{CLAIMS}?speaker=ancienne") == [claim.public_id]
    assert len(results(client, f"{BASE}/claims/?speaker=porte-parole")) == 1


def test_a_claim_of_two_incidents_is_given_once_as_the_newest_document_has_it(
    client: Client,
) -> None:
    two = [IncidentFactory(reference=f"INC-2026-000{n}") for n in (2, 3)]
    claim = shared(*two, summary_fr="Avant.")
    two[0].verdict = codes.Verdict.DISPUTED
    two[0].save()
    Claim.objects.filter(pk=claim.pk).update(summary_fr="Après.")
    newest = Publication.objects.get(reference="INC-2026-0002")
    newest.incident.refresh_from_db()
    correct(newest, notice="Le résumé.")

    item = read(client, f"{CLAIMS}{claim.public_id}/")
    everything = ids(client, CLAIMS)
    of_one = results(client, f"{CLAIMS}?verdict=disputed")

    assert item["summary"]["fr"] == "Après."
    assert [each["reference"] for each in item["incidents"]] == ["INC-2026-0002", "INC-2026-0003"]
    assert everything.count(claim.public_id) == 1
    assert of_one == [item]


@pytest.mark.parametrize("order", ["newest", "updated"])
def test_pages_lead_through_the_list_and_back(client: Client, order: str) -> None:
    two = [IncidentFactory(reference=f"INC-2026-000{n}") for n in (2, 3)]
    shared(*two)
    for incident in two:
        ClaimFactory(incidents=[incident])
        correct(Publication.objects.get(incident=incident), notice="Un de plus.")
    whole = ids(client, f"{CLAIMS}?order={order}")

    found = walk(client, f"{CLAIMS}?order={order}&page_size=2")
    last = read(client, f"{CLAIMS}?order={order}&page_size=3")
    onward = read(client, last["next"])

    assert [each["id"] for each in found] == whole
    assert len(whole) == len(set(whole)) == 5
    assert read(client, onward["previous"])["results"] == last["results"]
    assert onward["next"] is None
    assert last["previous"] is None


def test_few_records_of_many_incidents_are_found_by_looking_further(
    client: Client, published: Publication, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where too many incidents have what the filter wants, and few of them are looked at first."""
    monkeypatch.setattr("incidents.record_lists.RARE", 0)
    monkeypatch.setattr("incidents.keyset.FEW", 0)
    for number in range(2, 8):
        listed(IncidentFactory(reference=f"INC-2026-{number:04d}"), at=AT + timedelta(days=number))

    assert ids(client, f"{CLAIMS}?stance=denies&page_size=1") == [said(published, stance="denies")]
    assert ids(client, f"{CLAIMS}?stance=doubts") == []


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("procedures/?track=penal", 1),
        ("procedures/?track=platform", 0),
        ("procedures/?status=announced", 1),
        ("procedures/?platform=tiktok", 0),
        ("procedures/?status=announced&verdict=disputed", 0),
        ("appearances/?platform=tiktok&now=removed", 1),
        ("appearances/?now=up", 0),
        ("sources/?kind=video", 1),
        ("sources/?kind=article", 0),
        ("sources/?language=fr&platform=tiktok", 1),
        ("sources/?publisher=nobody", 0),
    ],
)
def test_other_records_have_filters_of_their_own(client: Client, query: str, number: int) -> None:
    assert len(results(client, f"{BASE}/{query}")) == number


@pytest.mark.parametrize("kind", ["procedures", "appearances", "sources"])
def test_each_record_has_an_address_and_a_page(
    client: Client, published: Publication, kind: str
) -> None:
    (item,) = results(client, f"{BASE}/{kind}/")

    assert read(client, item["url"]) == item
    address, _hash, anchor = item["page"]["fr"].removeprefix(SITE).partition("#")
    assert f'id="{anchor or "main"}"' in client.get(address).content.decode()
    (record,) = published.content[kind]
    if kind != "sources":
        assert all(item[name] == value for name, value in record.items())
    assert item["incidents"][0]["reference"] == published.reference


def test_a_source_leads_to_its_passages_those_redacted_without_words(
    client: Client, published: Publication
) -> None:
    source = SourceMedia.objects.get(citations__incident=published.incident)
    redact(source.transcripts.get(), 2, 2)
    (item,) = results(client, f"{BASE}/sources/")

    (transcript,) = results(client, item["transcripts"])
    passages = walk(client, transcript["segments"] + "&page_size=2")

    assert transcript["newest"] is True
    assert transcript["public_segments"] == len(passages)
    assert [each["position"] for each in passages] == sorted(each["position"] for each in passages)
    hidden = passages[2]
    assert (hidden["redacted"], hidden["text"], hidden["speaker"]) == (True, "", "")
    assert passages[0]["text"] and passages[0]["cited_by"][0]["reference"] == published.reference
    assert results(client, item["segments"]) == passages
    assert results(client, item["segments"] + "?fields=text")[0].keys() == {"text", "cited_by"}
    assert results(client, f"{item['segments']}?transcript={'0' * 64}") == []


@pytest.mark.parametrize("kind", ["claims", "procedures", "appearances", "sources"])
def test_what_only_a_withdrawn_incident_had_is_gone_with_it(
    client: Client, published: Publication, kind: str
) -> None:
    public_id = published.content[kind][0]["id"]
    end(published)
    WithdrawalFactory(incident=published.incident)

    response = client.get(f"{BASE}/{kind}/{public_id}/")

    assert response.status_code == 410
    assert response.json()["reference"] == published.reference
    assert published.content["title"]["fr"] not in response.content.decode()
    assert client.get(f"{BASE}/{others(kind)}/{public_id}/").status_code == 404
    assert results(client, f"{BASE}/{kind}/") == []


def test_what_only_a_merged_incident_had_leads_to_what_remains(
    client: Client, published: Publication
) -> None:
    procedure = published.content["procedures"][0]["id"]
    remaining = IncidentFactory(reference="INC-2026-0009")
    listed(remaining)
    with transaction.atomic():
        end(published)
        MergerFactory(
            incident=published.incident,
            actor=None,
            kind=codes.RecordKind.INCIDENT,
            old=published.reference,
            new=remaining.reference,
        )
        Incident.objects.filter(pk=published.incident_id).update(
            state=codes.State.MERGED, merged_into=remaining
        )

    response = client.get(f"{BASE}/procedures/{procedure}/")

    assert response.status_code == 301
    assert response["Location"] == f"{SITE}{BASE}/incidents/INC-2026-0009/"


def test_what_a_correction_took_out_is_nowhere(client: Client, published: Publication) -> None:
    procedure = published.content["procedures"][0]["id"]
    Procedure.objects.get(public_id=procedure).incidents.clear()
    correct(published, notice="Aucune plainte.")

    assert client.get(f"{BASE}/procedures/{procedure}/").status_code == 404


def test_what_is_hidden_is_what_is_missing(client: Client) -> None:
    draft = ClaimFactory(incidents=[IncidentFactory(reference=None)])

    hidden = client.get(f"{CLAIMS}{draft.public_id}/")
    missing = client.get(f"{CLAIMS}{'0' * 10}/")

    assert (hidden.status_code, hidden.content) == (404, missing.content)
    assert draft.public_id not in ids(client, CLAIMS)


@pytest.mark.parametrize("door", ["claims/?speaker=", "sources/?publisher=", "actors/?q="])
def test_no_filter_knows_who_is_hidden(client: Client, door: str) -> None:
    hidden = ActorFactory(slug="tenu-secret", name_fr="Tenu Secret")
    draft = IncidentFactory(reference=None)
    ClaimFactory(incidents=[draft], speaker=hidden, speaker_label_fr="")

    found = client.get(f"{BASE}/{door}tenu-secret")

    assert (found.status_code, found.json()["results"]) == (200, [])
    assert found.content == client.get(f"{BASE}/{door}jamais-vu").content
    assert client.get(f"{BASE}/actors/tenu-secret/").status_code == 404


def test_rebuilt_rows_are_those_in_use(published: Publication) -> None:
    correct(published, notice="Une précision.")
    before = listing.fingerprint()

    listing.rebuild()

    assert listing.fingerprint() == before
    assert ListedClaim.objects.count() == 2


def end(publication: Publication) -> None:
    """Take an incident out of the public."""
    listing.remove(publication)
    Publication.objects.filter(pk=publication.pk).update(ended_at=AT + timedelta(days=1))


def others(kind: str) -> str:
    return "claims" if kind != "claims" else "procedures"
