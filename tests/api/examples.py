"""The examples of the API's description: answers of the demo, kept as files.

``make examples`` writes them anew; ``tests/commands/test_load_demo.py`` asks the demo again and
compares. Ids and digests differ from one loading of the demo to the next: compared is which of them
are the same.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from typing import Any

import django
import time_machine

DAY = "2026-11-26"
"""The day on which the demo is asked: what is overdue depends on it."""
DIGEST = re.compile(r"[0-9a-f]{64}")
ID = re.compile(r"[a-z0-9]{10}")
NAMED = frozenset({"id", "source", "claim", "involvement", "transcript"})
"""Members whose value, if it is written like one, is an id."""
NOW = re.compile(r"\d{4}-\d{2}-\d{2}T[\d:]{8}\.\d{6}\+00:00")
"""A moment of the loading: those of the demo's story are whole seconds."""


def asked() -> Iterator[tuple[str, str]]:
    """Each operation that has an example, and what is asked for it."""
    from incidents.api.description.operations import table

    for operation in table().operations:
        if operation.example is not None and operation.method == "get":
            yield operation.id, f"/api/v1/{operation.example}"


def answers() -> dict[str, Any]:
    """What the demo answers now, by operation. Raises AssertionError for one that is none."""
    from django.test import Client

    found = {}
    with time_machine.travel(f"{DAY}T10:00:00Z", tick=False):
        for name, address in asked():
            response = Client(SERVER_NAME="localhost").get(
                address, headers={"Accept-Language": "en"}
            )
            assert response.status_code == 200, (address, response.status_code)
            is_json = response.headers["Content-Type"].endswith("json")
            text = b"".join(response).decode() if response.streaming else response.text
            found[name] = json.loads(text) if is_json else text
    return found


def comparable(answer: Any) -> str:
    """The answer with its ids and digests numbered in the order in which they are read."""
    text = NOW.sub("<now>", json.dumps(answer, indent=1, sort_keys=True))
    ids = sorted(set(_ids(answer)) | set(DIGEST.findall(text)), key=text.index)
    for number, each in enumerate(ids):
        text = text.replace(each, f"<{number}>")
    return text


def _ids(value: Any, name: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _ids(inner, key)
    elif isinstance(value, list):
        for inner in value:
            yield from _ids(inner, name)
    elif isinstance(value, str) and name in NAMED and ID.fullmatch(value):
        yield value


def main() -> None:
    """Write the files."""
    os.environ |= {"VIGIE_ENV": "test", "LOG_LEVEL": "ERROR"}
    os.environ["DJANGO_SETTINGS_MODULE"] = "tracker.settings"
    django.setup()
    from incidents.api.description.responses import EXAMPLES
    from tests.api.schema_run import load_demo

    load_demo()
    EXAMPLES.mkdir(exist_ok=True)
    found = answers()
    for file in EXAMPLES.glob("*.json"):
        if file.stem not in found:
            file.unlink()
    for name, answer in found.items():
        file = EXAMPLES / f"{name}.json"
        kept = json.loads(file.read_text("utf-8")) if file.exists() else None
        if kept is None or comparable(kept) != comparable(answer):
            file.write_text(json.dumps(answer, ensure_ascii=False, indent=1) + "\n", "utf-8")
            print(f"written: {name}")


if __name__ == "__main__":
    main()
