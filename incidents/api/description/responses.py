"""What an operation can answer: its document, and every problem that can occur at its address."""

import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings

from incidents.api.description.answers import said
from incidents.api.description.operations import Operation, Problem, table
from incidents.api.description.types import Schema, component, reference, schema_of
from incidents.api.problems import MEDIA_TYPE

DEMO = "http://127.0.0.1:8000"
"""Where the demo is served that the examples were asked of."""
EXAMPLES = Path(__file__).with_name("examples")
PAGES = {"page of ": "Page", "counted page of ": "CountedPage"}
"""Lists, by how their answer is written, with the component of what surrounds them."""
ALWAYS = ("X-Request-ID",)


def responses(operation: Operation) -> dict[str, Schema]:
    """By status, in their order."""
    found = {str(operation.status): _answer(operation)}
    if operation.moves:
        found["301"] = _response("301", schema_of("moved"), "application/json", ("Location",))
    if operation.conditional:
        found["304"] = {"description": _words("304"), "headers": _headers(("ETag",))}
    by_status: dict[int, list[Problem]] = defaultdict(list)
    for code in problem_codes(operation):
        by_status[table().problems[code].status].append(table().problems[code])
    found |= {str(status): _problems(problems) for status, problems in by_status.items()}
    return dict(sorted(found.items()))


def problem_codes(operation: Operation) -> Iterator[str]:
    """Every type of problem that the operation can answer, each once."""
    codes = ["bad-parameters"] if operation.method == "get" else []
    codes += ["not-found"] if "{" in operation.path else []
    codes += ["too-many-requests"] if operation.limited else []
    codes += ["saved-at-once", "unavailable"] if operation.asks_database else []
    yield from dict.fromkeys([*codes, *operation.problems])


def answer_schema(answer: str) -> Schema:
    """The schema of an answer: a type, or a page of a list of it."""
    for words, around in PAGES.items():
        if answer.startswith(words):
            rows = {"type": "array", "items": schema_of(answer.removeprefix(words))}
            results = {"required": ["results"], "properties": {"results": rows}}
            return {"allOf": [reference(around), results]}
    return schema_of(answer)


def example_of(operation: Operation) -> Any:
    """What the demo answers, as it was kept; None where nothing was."""
    file = EXAMPLES / f"{operation.id}.json"
    if not file.exists():
        return None
    return json.loads(file.read_text(encoding="utf-8").replace(DEMO, settings.SITE_URL))


def _answer(operation: Operation) -> Schema:
    names = ["ETag"] if operation.conditional else []
    names += ["Link"] if "cursor" in operation.parameters else []
    content: Schema = {"schema": answer_schema(operation.answer)}
    example = example_of(operation)
    if example is not None:
        content["examples"] = {"demo": {"value": example}}
    return {
        "description": said(operation.summary),
        "headers": _headers((*ALWAYS, *names)),
        "content": {media_type: content for media_type in operation.media_types},
    }


def _problems(problems: list[Problem]) -> Schema:
    """One status: each type of problem that has it, told apart by ``type``."""
    schemas = [reference(component(each.record)) for each in problems]
    unique = [each for n, each in enumerate(schemas) if each not in schemas[:n]]
    headers = [name for each in problems for name in each.headers]
    words = "\n\n".join(f"`{each.code}`: {said(each.about)}" for each in problems)
    schema = unique[0] if len(unique) == 1 else {"anyOf": unique}
    return {
        "description": words,
        "headers": _headers((*ALWAYS, *dict.fromkeys(headers))),
        "content": {MEDIA_TYPE: {"schema": schema}},
        "x-problems": [each.code for each in problems],
    }


def _response(words: str, schema: Schema, media_type: str, headers: tuple[str, ...]) -> Schema:
    return {
        "description": _words(words),
        "headers": _headers((*ALWAYS, *headers)),
        "content": {media_type: {"schema": schema}},
    }


def _headers(names: tuple[str, ...]) -> Schema:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}


def _words(name: str) -> str:
    return said(table().words[name])
