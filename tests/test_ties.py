"""How documents tie names to incidents, and how many incidents each name has."""

import copy
from datetime import timedelta

import pytest

from incidents import balance, documents, listing
from incidents.codes import Role, Tie
from incidents.models import ListedActor, ListedAppearance, ListedIncident, ListedTally, Publication
from tests.factories import AT, InvolvementFactory, PlatformFactory, ProcedureFactory
from tests.views.published import PARTY, correct, publish
from tests.views.sample import DOCUMENT


def of(slug: str) -> set[str]:
    return {str(tie) for tie, name in documents.ties(DOCUMENT) if name == slug}


def test_a_party_that_is_accused_has_its_role_its_answer_and_its_own_words() -> None:
    assert of("alliance-aurore") == {
        *("named", "involved", "promoted", "about", "accused", "answered", "says", "denies")
    }


def test_one_that_is_accused_and_answers_nothing_has_no_answer() -> None:
    assert of("pacte-des-rives") == {"named", "about", "accused"}


def test_who_accuses_and_who_is_only_named() -> None:
    assert of("ilda-marvane") == {"named", "involved", "depicted", "says", "accuses"}
    assert of("canal-sextant") == {"named", "other"}


def test_who_has_no_address_has_no_tie() -> None:
    assert all(slug for _tie, slug in documents.ties(DOCUMENT))


def test_a_reply_to_the_incident_is_an_answer() -> None:
    document = copy.deepcopy(DOCUMENT)
    document["replies"] = [{"id": "r1", "claim": None, "involvement": None, "by": None}]

    assert (Tie.ANSWERED, "pacte-des-rives") in documents.ties(document)


def kept() -> dict[tuple[str, str], int]:
    rows = ListedTally.objects.values_list("tie", "name", "incidents")
    return {(tie, name): number for tie, name, number in rows}


@pytest.mark.django_db
def test_tallies_follow_publishing_correcting_and_withdrawing(published: Publication) -> None:
    publish(at=AT + timedelta(days=1))
    InvolvementFactory(incident=published.incident, actor__slug="nouveau-venu", role=Role.TARGETED)
    corrected = correct(published, notice="Un rôle de plus.")

    both = kept()
    assert {both[tie, PARTY] for tie in ("named", "promoted", "accused", "answered")} == {2}
    assert (both["targeted", "nouveau-venu"], both["platform", "tiktok"]) == (1, 2)
    assert both["election", "xv-2026"] == 2

    listing.rebuild()
    assert kept() == both

    listing.remove(corrected)

    one = kept()
    assert ("targeted", "nouveau-venu") not in one
    assert one["named", PARTY] == one["platform", "tiktok"] == 1
    assert ListedAppearance.objects.values_list("platform", "now").get() == ("tiktok", "removed")


@pytest.mark.django_db
def test_a_notice_ties_an_incident_to_its_platform_once(published: Publication) -> None:
    other = PlatformFactory(code="telegram")
    for _number in range(2):
        ProcedureFactory(incidents=[published.incident], track="platform", platform=other)

    assert "telegram" not in {name for _tie, name in kept()}


@pytest.mark.usefixtures("published")
@pytest.mark.django_db
def test_party_by_role_is_the_list_of_that_filter() -> None:
    second = publish(at=AT + timedelta(days=1))

    everything = balance.of_parties(ListedIncident.objects.all(), everything=True)
    counted = balance.of_parties(ListedIncident.objects.all(), everything=False)
    one = balance.of_parties(ListedIncident.objects.filter(pk=second.pk), everything=False)

    assert everything == counted
    (line,) = everything
    asked = ListedIncident.objects.filter(party_roles__overlap=[f"promoted:{PARTY}"])
    assert line.ties["promoted"] == asked.count() == 2
    assert one[0].ties["promoted"] == 1
    assert ListedActor.objects.get(slug=PARTY).sort_en == "aurora alliance"
