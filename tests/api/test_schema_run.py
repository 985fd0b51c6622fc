"""Whatever the description allows is answered as it says, and what it forbids is refused."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, connections

from incidents.api.description.operations import table
from tests.api.partners import secret_of, vocabulary
from tests.api.schema_run import SEED, Tally, configuration, load, prepare, run
from tests.factories import WithdrawalFactory, ended
from tests.once import made_once
from tests.views.published import correct, publish

EXAMPLES = 2
"""Of each operation, such as may be asked, and as many that may not."""

pytestmark = pytest.mark.django_db

Application = Callable[[dict[str, Any], Any], Iterable[bytes]]


@pytest.fixture(scope="module", autouse=True)
def scene(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """An incident with a correction, one that was withdrawn, and what partners' drafts need."""
    with made_once(django_db_blocker):
        vocabulary()
        correct(publish(), notice="Corrigé.")
        WithdrawalFactory()
        ended()
        yield


@pytest.fixture
def here() -> Iterator[Application]:
    """The site as the engine's own thread asks it, one at a time: it reads this test's rows, over a
    connection that stays open, as under Django's own client."""
    connection = connections["default"]
    connection.inc_thread_sharing()

    site = get_wsgi_application()

    def asked(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        connections["default"] = connection
        return site(environ, start)

    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield asked
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)
    connection.dec_thread_sharing()


@pytest.mark.parametrize("phase", [pytest.param("coverage", marks=pytest.mark.long), "fuzzing"])
def test_every_answer_is_described(
    here: Application, monkeypatch: pytest.MonkeyPatch, phase: str
) -> None:
    prepare(monkeypatch.setattr)
    _key, secret = secret_of()
    schema = load(here, configuration(SEED, EXAMPLES, (phase,), secret), secret)
    tally = Tally()

    for _found in run(schema, tally):
        pass

    assert [*tally.findings.items(), *tally.errors] == []
    assert tally.asked >= len(table().operations)
    assert {200, 400, 401, 404, 422} <= set(tally.statuses)
