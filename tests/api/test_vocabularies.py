"""Codes with their labels, for whoever reads documents or filters."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from incidents.codes import Scheme, Verdict
from tests.factories import JurisdictionFactory, PlatformFactory, TermFactory

pytestmark = pytest.mark.django_db

ADDRESS = "/api/v1/vocabularies/"


def test_codes_terms_platforms_and_jurisdictions(client: Client) -> None:
    TermFactory(code="face_swap", label_fr="échange de visage", label_en="face swap")
    PlatformFactory(code="tiktok", name_fr="TikTok", name_en="TikTok")
    JurisdictionFactory()

    body = client.get(ADDRESS).json()

    assert [row["code"] for row in body["codes"]["verdict"]] == [code.value for code in Verdict]
    assert set(body["terms"]) == {scheme.value for scheme in Scheme}
    assert body["terms"]["technique"][0]["label"] == {"fr": "échange de visage", "en": "face swap"}
    assert body["platforms"][0]["name"] == {"fr": "TikTok", "en": "TikTok"}
    assert [row["code"] for row in body["jurisdictions"]] == ["XV"]


def test_ten_terms_cost_what_one_costs(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(10):
        replaced = TermFactory(code=f"old_{number}")
        replaced.replaced_by = TermFactory(code=f"new_{number}")
        replaced.save()

    with django_assert_num_queries(3):
        body = client.get(ADDRESS).json()

    rows = {row["code"]: row["replaced_by"] for row in body["terms"]["technique"]}
    assert rows["old_3"] == "new_3"


def test_it_takes_no_parameter(client: Client) -> None:
    response = client.get(f"{ADDRESS}?scheme=technique")

    assert response.status_code == 400
    assert response.json()["errors"][0]["parameter"] == "scheme"
