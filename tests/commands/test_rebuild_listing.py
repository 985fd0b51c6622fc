"""`rebuild_listing`: what lists show follows from the Publications, and a difference is told."""

import pytest

from incidents import listing
from incidents.models import ListedIncident, ListedSource
from tests.commands.running import run
from tests.views.published import publish

pytestmark = pytest.mark.django_db


def test_nothing_published_is_nothing_listed() -> None:
    assert run("rebuild_listing") == (0, "0 incidents; as before.\n", "")


def test_lists_in_use_are_what_a_rebuild_makes() -> None:
    publish()
    publish()

    assert run("rebuild_listing", "--check") == (0, "2 incidents; as before.\n", "")


def test_a_difference_is_told_and_checking_changes_nothing() -> None:
    publish()
    ListedIncident.objects.update(verdict="disputed")
    changed = list(listing.rows())

    ran = run("rebuild_listing", "--check")

    assert ran == (1, "", "The public lists differ from the Publications.")
    assert list(listing.rows()) == changed


@pytest.mark.parametrize("lost", [ListedIncident, ListedSource])
def test_a_rebuild_mends_it(lost: type[ListedIncident] | type[ListedSource]) -> None:
    publish()
    before = list(listing.rows())
    lost.objects.all().delete()

    ran = run("rebuild_listing")

    assert ran == (0, "1 incidents; rebuilt, with changes.\n", "")
    assert list(listing.rows()) == before
