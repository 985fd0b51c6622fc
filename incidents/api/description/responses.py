"""What an operation can answer: its document, and every problem that can occur at its address."""

import json
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings

from incidents.api.description.answers import every_record, required_of, said
from incidents.api.description.operations import Operation, table
from incidents.api.description.types import Schema, component, reference, schema_of
from incidents.api.endpoint import Endpoint
from incidents.api.problem_kinds import KINDS, ProblemKind
from incidents.api.problems import MEDIA_TYPE

DEMO = "http://127.0.0.1:8000"
"""Where the demo is served that the examples were asked of."""
EXAMPLES = Path(__file__).with_name("examples")
ALWAYS = ("X-Request-ID", "RateLimit", "RateLimit-Policy")
ANNOUNCED = ("Deprecation", "Sunset")
READING = ("bad-parameters",)
LIMITED = ("too-many-requests",)
STORED = ("conflict", "unavailable", "took-too-long")
KEYED = ("key-needed", "scope-missing")
RECORDS = {"bad-parameters": "bad_parameters", "invalid-submission": "invalid_submission"}
"""Problems that tell more than every problem does, and what."""
HEADERS = {
    "key-needed": ("WWW-Authenticate",),
    "scope-missing": ("WWW-Authenticate",),
    "read-only": ("Retry-After",),
    "too-many-requests": ("Retry-After",),
    "unavailable": ("Retry-After",),
    "took-too-long": ("Retry-After",),
}
OF_CODE = {kind.code: kind for kind in KINDS}


def responses(operation: Operation, endpoint: Endpoint) -> dict[str, Schema]:
    """By status, in their order."""
    found = {str(status): _answer(operation, endpoint) for status in operation.statuses}
    if operation.moves:
        schema = schema_of(operation.moves)
        found["301"] = _response("301", schema, "application/json", ("Location",))
    for status in operation.empty:
        headers = _headers((*ALWAYS, "Content-Range"))
        found[str(status)] = {"description": _words(str(status)), "headers": headers}
    if operation.conditional:
        found["304"] = {"description": _words("304"), "headers": _headers((*ALWAYS, "ETag"))}
    by_status: dict[int, list[ProblemKind]] = defaultdict(list)
    for code in problem_codes(operation):
        by_status[OF_CODE[code].status].append(OF_CODE[code])
    found |= {str(int(s)): _problems(operation, kinds) for s, kinds in by_status.items()}
    return dict(sorted(found.items()))


def problem_codes(operation: Operation) -> list[str]:
    """Every kind of problem that the operation can answer, each once."""
    codes = list(READING if operation.method == "get" else ())
    codes += list(KEYED if operation.needs_key else ())
    codes += ["not-found"] if "{" in operation.path else []
    codes += ["withdrawn"] if operation.withdrawn else []
    codes += [*LIMITED, *(STORED if operation.asks_database else ()), *operation.problems]
    return list(dict.fromkeys(codes))


def answer_schema(operation: Operation, endpoint: Endpoint) -> Schema:
    """The schema of an answer: a type, or "PAGE of TYPE"."""
    around, _of, rows = operation.answer.rpartition("page of ")
    if not _of:
        return _perhaps_part(schema_of(operation.answer), endpoint)
    items = {"type": "array", "items": _perhaps_part(schema_of(rows), endpoint)}
    results = {"required": ["results"], "properties": {"results": items}}
    return {"allOf": [reference(component(f"{around}page")), results]}


def _perhaps_part(schema: Schema, endpoint: Endpoint) -> Schema:
    """The whole, or where ``fields`` can be asked for, what lacks some of its fields or of their
    parts."""
    name = schema.get("$ref", "").rpartition("/")[2]
    if not endpoint.fields or not name:
        return schema
    lacks: list[Schema] = [{"not": {"required": _needed(name)}}]
    for each in every_record()[name].fields:
        needed = _needed(component(each.type.split()[0]))
        if endpoint.fields.get(each.name) and needed:
            part = {"type": "object", "not": {"required": needed}}
            lacks.append({"required": [each.name], "properties": {each.name: part}})
    return {"anyOf": [schema, {"type": "object", "description": _words("part"), "anyOf": lacks}]}


def _needed(name: str) -> list[str]:
    """The fields that a record always has; none of what is no record."""
    record = every_record().get(name)
    return required_of(record) if record else []


def example_of(operation: Operation) -> Any:
    """What the demo answers, as it was kept; None where nothing was."""
    file = EXAMPLES / f"{operation.id}.json"
    if not file.exists():
        return None
    return json.loads(file.read_text(encoding="utf-8").replace(DEMO, settings.SITE_URL))


def _answer(operation: Operation, endpoint: Endpoint) -> Schema:
    names = [*ALWAYS, *(["ETag"] if operation.conditional else []), *operation.answer_headers]
    names += ["Link"] if endpoint.paged else []
    content: Schema = {"schema": answer_schema(operation, endpoint)}
    example = example_of(operation)
    if example is not None:
        content["examples"] = {"demo": {"value": example}}
    return {
        "description": said(operation.summary),
        "headers": _headers((*names, *ANNOUNCED)),
        "content": {media_type: content for media_type in operation.media_types},
    }


def _problems(operation: Operation, kinds: Sequence[ProblemKind]) -> Schema:
    """One status: each kind of problem that has it, told apart by ``type``."""
    names = dict.fromkeys(_record_of(operation, kind) for kind in kinds)
    schemas = [reference(component(name)) for name in names]
    headers = dict.fromkeys(name for kind in kinds for name in HEADERS.get(kind.code, ()))
    return {
        "description": "\n\n".join(f"`{k.code}`: {k.title}. {k.help}" for k in kinds),
        "headers": _headers((*ALWAYS, *headers)),
        "content": {
            MEDIA_TYPE: {"schema": schemas[0] if len(schemas) == 1 else {"anyOf": schemas}}
        },
        "x-problems": [kind.code for kind in kinds],
    }


def _record_of(operation: Operation, kind: ProblemKind) -> str:
    if kind.code == "withdrawn" and operation.withdrawn:
        return operation.withdrawn
    return RECORDS.get(kind.code, "problem")


def _response(words: str, schema: Schema, media_type: str, headers: tuple[str, ...]) -> Schema:
    return {
        "description": _words(words),
        "headers": _headers((*ALWAYS, *headers)),
        "content": {media_type: {"schema": schema}},
    }


def _headers(names: Sequence[str]) -> Schema:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}


def _words(name: str) -> str:
    return said(table().words[name])
