"""To the public, what is hidden and what is missing are the same, byte for byte: every address of
the URLconf, every filter, every method."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest
import time_machine
from django.test import Client

from incidents import models as records
from incidents.actions import merge, publication
from incidents.codes import State
from incidents.filters import IncidentFilter
from tests import scenes
from tests.factories import (
    AT,
    ActorFactory,
    AppearanceFactory,
    ElectionFactory,
    InvolvementFactory,
    PlatformFactory,
    PrivateIdentityFactory,
    SourceMediaFactory,
    TranscriptFactory,
    ended,
)
from tests.house.crawler import body_of, declared
from tests.once import fresh, made_once
from tests.views import published

pytestmark = pytest.mark.django_db

METHODS = ("GET", "HEAD", "POST", "OPTIONS")
FORGERY = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')
"""Another one in each answer."""
PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")
Hidden = dict[str, set[str]]


@pytest.fixture(scope="module")
def public(django_db_setup: None, django_db_blocker: Any) -> Iterator[records.Publication]:
    """So that no list is empty; with terms and a platform, which are public by themselves."""
    with made_once(django_db_blocker):
        PlatformFactory(code="muette")
        made = published.publish()
        ended()
        yield made


@pytest.fixture(scope="module")
def hidden(public: records.Publication, django_db_blocker: Any) -> Iterator[Hidden]:
    with made_once(django_db_blocker):
        made = hide(fresh(public))
        ended()
        yield made


def hide(public: records.Publication) -> Hidden:
    """By the name of a route's parameter, what would be its value if it were public."""
    staff = scenes.team()
    made = {state: scenes.simple(staff) for state in State if state is not State.PUBLISHED}
    draft = scenes.exchange(staff)
    for state in (State.IN_REVIEW, State.APPROVED, State.REJECTED):
        publication.submit(incident=made[state], by=staff.author)
    scenes.approve(made[State.APPROVED], staff)
    publication.reject(incident=made[State.REJECTED], by=staff.editor, reason="Hors sujet.")
    merge.merge_incidents(
        loser=made[State.MERGED], winner=public.incident, by=staff.editor, reason="Le même."
    )
    unheard = ActorFactory(slug="jamais-paru")
    merge.merge_actors(
        loser=unheard,
        winner=records.Actor.objects.get(slug=published.PARTY),
        by=staff.publisher,
        reason="Le même.",
    )
    uncited = TranscriptFactory(texts=["Un mot."]).source
    election = ElectionFactory(slug="scrutin-tu")
    records.Incident.objects.filter(pk=draft.incident.pk).update(election=election)
    seen = AppearanceFactory(incident=draft.incident, platform=PlatformFactory(code="muette"))
    private = PrivateIdentityFactory(name="Nom Tenu Secret").actor
    InvolvementFactory(incident=draft.incident, actor=private)
    return {
        "reference": {str(each.uuid) for each in (*made.values(), draft.incident)}
        | {draft.accusation.public_id, draft.promoted.public_id},
        "public_id": {draft.source.public_id, uncited.public_id, SourceMediaFactory().public_id}
        | {draft.procedure.public_id, seen.public_id},
        "slug": {draft.party.slug, unheard.slug, election.slug, ActorFactory().slug}
        | {"nom-tenu-secret"},
        "code": {"muette"},
    }


NOT_RECORDS = {
    "language": ["fr", "en"],
    "period": ["2026-09"],
    "number": ["1"],
    "end": ["bib"],
    "edition": ["1"],
    "volume": ["2"],
    "year": ["2026"],
    "count": ["1"],
    "authority": ["ailleurs"],
    "section": ["ailleurs"],
    "token": ["nul"],
    "chart": ["platform"],
    "form": ["svg"],
    "vocabulary": ["technique"],
    "kind": ["claims"],
    "day": ["2026-11-26"],
}
"""Parameters that name no record that could be hidden by itself: versions stand below their
incident; a file is of a kind; a dump of a day; an issued report, a head of the audit and its stamps
are public."""


def missing(given: str) -> str:
    """What nothing is called, as long and of the same make."""
    return re.sub(r"[0-9]", "0", re.sub(r"[a-z]", "q", given))


def addresses(route: str, given: str) -> Iterator[str]:
    """A route with a value in place of its record, in both languages where it has any."""
    filled = [route]
    for name in PARAMETER.findall(route):
        values = NOT_RECORDS.get(name, [given])
        shape = rf"<(?:\w+:)?{name}>"
        filled = [re.sub(shape, value, each, count=1) for each in filled for value in values]
    for each in filled:
        yield from [f"/{each}"] if each.startswith("api/") else [f"/fr/{each}", f"/en/{each}"]


def answer(client: Client, method: str, address: str, given: str) -> tuple[Any, ...]:
    """Status, headers but the request's id and the body's digest, and body; what was asked for is
    left out of them."""
    response = client.generic(method, address)
    apart = {"X-Request-ID", "ETag"}
    headers = {name: value for name, value in response.headers.items() if name not in apart}
    body = FORGERY.sub("", body_of(response))
    text = repr((response.status_code, sorted(headers.items()), body))
    return response.status_code, text.replace(given, "ASKED").replace(given.upper(), "ASKED")


@pytest.mark.parametrize("every", [False, pytest.param(True, marks=pytest.mark.long)])
def test_each_hidden_record_answers_as_one_that_is_missing(
    hidden: Hidden, client: Client, capsys: pytest.CaptureFixture[str], every: bool
) -> None:
    """Each is read; the other methods are asked of the first of each route, or of every one."""
    routes = {route for route in declared() if PARAMETER.search(route)}
    names = {name for route in routes for name in PARAMETER.findall(route)}
    assert names - NOT_RECORDS.keys() == hidden.keys(), (
        "a parameter whose hidden values nobody made"
    )
    differing, compared, statuses = [], 0, set()

    for route in sorted(routes):
        (name,) = set(PARAMETER.findall(route)) - NOT_RECORDS.keys() or {None}
        for number, given in enumerate(sorted(hidden.get(name, ()) if name else ())):
            methods = METHODS if every or number == 0 else METHODS[:1]
            pairs = zip(addresses(route, given), addresses(route, missing(given)), strict=True)
            for (here, there), method in product(pairs, methods):
                status, found = answer(client, method, here, given)
                _status, other = answer(client, method, there, missing(given))
                compared += 1
                statuses.add((method, status))
                if found != other:
                    differing.append((method, here, found, other))

    with capsys.disabled():
        print(f" {len(routes)} routes, {compared} pairs compared, {len(differing)} differ")
    assert differing == []
    # Who has no key learns nothing of submissions; of another's, test_submissions.py.
    assert {status for method, status in statuses if method in ("GET", "HEAD")} == {404, 401}


@time_machine.travel(AT, tick=False)
def test_no_filter_knows_what_is_hidden(hidden: Hidden, client: Client) -> None:
    # A platform's own name is public: it stands in the form.
    words = sorted(set().union(*(hidden[name] for name in hidden.keys() - {"code"})))[::3]
    doors = ("/fr/incidents/", "/api/v1/incidents/", "/fr/statistics/", "/en/feed.atom")
    differing = []

    for name, door in product(IncidentFilter.get_filters(), doors):
        for given in words if name in ("q", "party", "election", "platform") else words[:1]:
            found = answer(client, "GET", f"{door}?{name}={given}", given)
            other = answer(client, "GET", f"{door}?{name}={missing(given)}", missing(given))
            if found != other:
                differing.append((door, name, given, found, other))

    assert differing == []


def plain_pages(client: Client) -> dict[str, tuple[Any, ...]]:
    """Every address without a record in it."""
    routes = [route for route in sorted(declared()) if not PARAMETER.search(route)]
    plain = [route for route in routes if re.fullmatch(r"(?!health)[\w./-]*", route)]
    found = {}
    for route in plain:
        for address in (f"/{route}", f"/fr/{route}", f"/en/{route}"):
            found[address] = answer(client, "GET", address, "\0")
    return found


@time_machine.travel(AT, tick=False)
def test_no_list_feed_or_count_changes_by_what_is_hidden(
    public: records.Publication, client: Client
) -> None:
    before = plain_pages(client)

    hide(fresh(public))

    after = plain_pages(client)
    differing = {
        where: (before[where], after[where]) for where in before if before[where] != after[where]
    }
    assert differing == {}
    assert sum(status == 200 for status, _text in before.values()) > 15
