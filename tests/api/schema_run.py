"""The API asked whatever its description allows, and what it does not: by schemathesis, with all of
its checks.

``make fuzz-api COUNT=10000`` asks so often, of the demo; ``test_schema_run.py`` asks a little, in
the suite. Each failed check is a finding: a server error, a status, type or body that is not
described, something refused that should be taken, or taken that should be refused.
"""

from __future__ import annotations

import json
import os
import sys
import time
from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import django

from tests.api.known_values import with_known_values

SEED = 20260526
ROOT = "/api/v1/"
OF_SOCKETS = {"max_redirects", "verify", "cert", "proxies"}
KEY = "key"
"""The name of the security scheme."""
READS_WELL = ["2xx", "3xx", "400", "401", "403", "404", "409", "410", "422", "429"]
"""What may be answered to a question of the right form: it may still name what does not exist, a
platform or a cursor, say. A server error may not, whatever is asked."""


def configuration(seed: int, examples: int, phases: tuple[str, ...], secret: str) -> Any:
    """All checks, one worker, the same questions for the same seed; with a partner's key where one
    is needed."""
    import schemathesis

    known = ("examples", "coverage", "fuzzing", "stateful")
    return schemathesis.Config.from_dict(
        {
            "seed": seed,
            "workers": 1,
            "auth": {"openapi": {KEY: {"bearer": secret}}},
            "continue-on-failure": True,
            "generation": {"max-examples": examples, "database": "none"},
            "phases": {name: {"enabled": name in phases} for name in known},
            "checks": {"positive_data_acceptance": {"expected-statuses": READS_WELL}},
        }
    )


def prepare(put: Callable[[Any, str, Any], None] = setattr) -> None:
    """Nobody is told to come back later: what is limited has tests of its own. And a question that
    is asked again without a key is asked as the first one was: schemathesis 4.32 hands settings of
    sockets to where there is none."""
    from rest_framework.throttling import SimpleRateThrottle
    from schemathesis.transport.wsgi import WSGI_TRANSPORT

    send = WSGI_TRANSPORT.send

    def asked(case: Any, **options: Any) -> Any:
        return send(case, **{k: v for k, v in options.items() if k not in OF_SOCKETS})

    put(SimpleRateThrottle, "allow_request", lambda *_: True)
    put(WSGI_TRANSPORT, "send", asked)


def load(application: Any, config: Any, secret: str) -> Any:
    """The description that the site serves, widened by what it knows, over the site itself."""
    import schemathesis
    from werkzeug import Client

    from incidents.api.submission_docs import EXAMPLE

    client = Client(application)
    read = partial(_read, client)
    headers = {"Authorization": f"Bearer {secret}", "Idempotency-Key": "before-all-others"}
    sent = client.post(f"{ROOT}submissions/", json=EXAMPLE, headers=headers)
    assert sent.status_code == 201 and sent.json, sent.get_data()
    document = with_known_values(read(f"{ROOT}openapi.json"), read, ROOT, sent.json["id"])
    schema = schemathesis.openapi.from_dict(document, config=config)
    schema.app = application
    return schema


def _read(client: Any, address: str) -> Any:
    response = client.get(address)
    assert response.status_code == 200, (address, response.status_code)
    return json.loads(response.get_data())


@dataclass
class Tally:
    """What was asked, and what was found."""

    asked: int = 0
    statuses: Counter[int] = field(default_factory=Counter)
    findings: dict[str, str] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)

    def add(self, recorder: Any) -> None:
        """One scenario: its requests and its failed checks."""
        for interaction in recorder.interactions.values():
            self.asked += 1
            status = interaction.response.status_code if interaction.response else 0
            self.statuses[status] += 1
        for checks in recorder.checks.values():
            for check in checks:
                if check.failure_info is not None:
                    failure = check.failure_info.failure
                    name = f"{recorder.label}: {failure.title}"
                    sample = check.failure_info.code_sample
                    self.findings.setdefault(name, f"{failure.message}\n{sample}")


def run(schema: Any, tally: Tally) -> Iterator[Tally]:
    """The tally after each scenario."""
    from schemathesis.engine import events, from_schema

    for event in from_schema(schema).execute():
        if isinstance(event, events.ScenarioFinished):
            tally.add(event.recorder)
            yield tally
        elif isinstance(event, events.NonFatalError):
            tally.errors.append(f"{event.label}: {event.value}")
        elif isinstance(event, events.FatalError):
            raise event.exception


def _options() -> Namespace:
    parser = ArgumentParser(prog="python -m tests.api.schema_run", description=__doc__)
    parser.add_argument("--count", type=int, default=10_000, help="requests (10000)")
    parser.add_argument("--seed", type=int, default=SEED)
    return parser.parse_args()


def load_demo() -> None:
    """The demo, where the database is empty."""
    import tempfile
    from pathlib import Path

    from django.core.management import call_command

    from incidents.models import Incident

    call_command("migrate", verbosity=0)
    if Incident.objects.exists():
        return
    with tempfile.TemporaryDirectory() as folder:
        password = Path(folder) / "password"
        password.write_text("a password for the demo", "utf-8")
        with open(Path(folder) / "said", "w", encoding="utf-8") as said:
            call_command("load_vocabularies", stdout=said)
            call_command("sync_roles", stdout=said)
            call_command("load_demo", password_file=password, stdout=said)


def main() -> int:
    """Exit status 1 where anything was found."""
    options = _options()
    os.environ |= {"VIGIE_ENV": "test", "LOG_LEVEL": "ERROR"}
    os.environ["DJANGO_SETTINGS_MODULE"] = "tracker.settings"
    django.setup()
    from tests.api.partners import secret_of
    from tracker.wsgi import application

    print("Loading the demo ...", flush=True)
    load_demo()
    prepare()
    _made, secret = secret_of("Schema-driven run")
    tally, started, last = Tally(), time.monotonic(), 0
    for turn in range(1000):
        phases = ("examples", "coverage", "fuzzing", "stateful") if not turn else ("fuzzing",)
        config = configuration(options.seed + turn, 40, phases, secret)
        schema = load(application, config, secret)
        for found in run(schema, tally):
            if found.asked - last >= 250:
                last = found.asked
                rate = found.asked / (time.monotonic() - started)
                print(
                    f"{found.asked:6d} of {options.count} asked, {rate:.0f} a second, "
                    f"{len(found.findings)} findings",
                    flush=True,
                )
            if found.asked >= options.count:
                return report(tally, options)
    return report(tally, options)


def report(tally: Tally, options: Namespace) -> int:
    """In words."""
    print(f"Seed {options.seed}: {tally.asked} requests.")
    print("Answers:", ", ".join(f"{status}: {n}" for status, n in sorted(tally.statuses.items())))
    for name, words in tally.findings.items():
        print(f"\n== {name}\n{words}")
    for words in tally.errors:
        print(f"\n== error: {words}")
    print(f"{len(tally.findings)} findings, {len(tally.errors)} errors")
    return int(bool(tally.findings or tally.errors))


if __name__ == "__main__":
    sys.exit(main())
