"""The follow-up list and the notices to platforms, in public."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_nothing_yet(client: Client) -> None:
    assert client.get("/en/statistics/").status_code == 200
