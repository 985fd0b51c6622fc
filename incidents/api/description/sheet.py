"""The description as its page shows it: operations in groups, what each takes and answers."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from shlex import quote
from typing import Any

from django.conf import settings
from django.urls import reverse

from incidents.api.description.operations import table
from incidents.api.description.types import Schema, component
from incidents.data_dictionary import records

MOST_LINES = 60
"""So many lines of an example are shown; the description has all of it."""
FEW = 4
"""Parameters that are shared with another list are told once, where they are more than these."""
COMMON = "listIncidents"


@dataclass(frozen=True)
class ParameterSheet:
    """One parameter. ``listed`` are its values in a list, where that is long."""

    name: str
    where: str
    about: str
    kind: str
    listed: str
    values: Sequence[str]
    required: bool
    several: bool


@dataclass(frozen=True)
class AnswerSheet:
    """What is answered under one status."""

    status: str
    about: str
    component: str

    @property
    def place(self) -> str:
        """Where the record is described: those of documents in the data dictionary."""
        for record in records():
            if component(record.name) == self.component:
                return f"{reverse('public:data_dictionary')}#{record.name}"
        return f"#{self.component}"


@dataclass(frozen=True)
class OperationSheet:
    """One operation; ``example`` is the beginning of what the demo answered. ``shared`` are the
    parameters that the list of incidents has, too; ``problems`` statuses with codes. What holds for
    every address, headers and 304 among it, is not told again."""

    id: str
    method: str
    path: str
    summary: str
    about: str
    parameters: Sequence[ParameterSheet]
    shared: Sequence[str]
    answers: Sequence[AnswerSheet]
    problems: Sequence[tuple[str, str]]
    curl: str
    body: str
    needs_key: bool
    example: str
    is_cut: bool


@dataclass(frozen=True)
class GroupSheet:
    """Operations that stand together."""

    name: str
    title: str
    about: str
    operations: Sequence[OperationSheet]


def groups(document: Schema) -> list[GroupSheet]:
    """All of them, in the order of the description."""
    by_tag: dict[str, list[OperationSheet]] = {tag["name"]: [] for tag in document["tags"]}
    common = _common(document)
    for path, method, operation in _operations(document):
        by_tag[operation["tags"][0]].append(_operation(path, method, operation, common))
    return [
        GroupSheet(tag["name"], tag["x-title"], tag["description"], by_tag[tag["name"]])
        for tag in document["tags"]
    ]


def _operations(document: Schema) -> Iterator[tuple[str, str, Schema]]:
    """In the order of the table."""
    by_id = {
        operation["operationId"]: (path, method, operation)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    }
    yield from (by_id[each.id] for each in table().operations)


def _common(document: Schema) -> Sequence[Schema]:
    """The parameters of the list that the others share most with."""
    found = (each for _p, _m, each in _operations(document) if each["operationId"] == COMMON)
    return [each for each in next(found)["parameters"] if each["in"] == "query"]


def _operation(
    path: str, method: str, operation: Schema, common: Sequence[Schema]
) -> OperationSheet:
    lines = example_lines(operation)
    told = [each for each in operation["parameters"] if _is_own(each)]
    shared = [e["name"] for e in told if e in common and operation["operationId"] != COMMON]
    few = shared if len(shared) > FEW else []
    return OperationSheet(
        operation["operationId"],
        method.upper(),
        path,
        operation["summary"],
        operation["description"],
        [_parameter(each) for each in told if each["name"] not in few],
        few,
        list(_answers(operation["responses"])),
        list(_problems(operation["responses"])),
        curl(path, method, operation),
        _body(operation),
        "security" in operation,
        "\n".join(lines[:MOST_LINES]),
        len(lines) > MOST_LINES,
    )


def _parameter(parameter: Schema) -> ParameterSheet:
    schema = parameter["schema"]
    one = schema.get("items", schema)
    about, _gap, listed = parameter["description"].partition("\n\n* ")
    return ParameterSheet(
        parameter["name"],
        parameter["in"],
        about,
        one.get("format", ""),
        f"* {listed}" if listed else "",
        one.get("enum", ()) if not listed else (),
        parameter.get("required", False),
        parameter.get("explode", False),
    )


def _answers(responses: Schema) -> Iterator[AnswerSheet]:
    for status, response in responses.items():
        if "x-problems" in response or status == "304":
            continue
        content: Schema = next(iter(response.get("content", {}).values()), {})
        yield AnswerSheet(
            status,
            response["description"],
            _component(content.get("schema", {})),
        )


def _problems(responses: Schema) -> Iterator[tuple[str, str]]:
    for status, response in responses.items():
        yield from ((status, code) for code in response.get("x-problems", ()))


def _component(schema: Schema) -> str:
    """The record that an answer is, or is a list of; "" for what is none."""
    if "allOf" in schema:
        schema = schema["allOf"][1]["properties"]["results"]["items"]
    schema = schema.get("items", schema)
    schema = schema.get("anyOf", [schema])[0]
    return str(schema.get("$ref", "")).rpartition("/")[2]


def example_lines(operation: Schema) -> list[str]:
    """The example of an answer, in lines."""
    for response in operation["responses"].values():
        for content in response.get("content", {}).values():
            for example in content.get("examples", {}).values():
                value = example["value"]
                text = value if isinstance(value, str) else _json(value)
                return text.splitlines()
    return []


def curl(path: str, method: str, operation: Schema) -> str:
    """How the example is asked for, a header a line."""
    found = next(o for o in table().operations if o.id == operation["operationId"])
    root = path.removesuffix(found.path)
    given = found.example is not None
    address = f"{settings.SITE_URL}{root}{found.example}" if given else _filled(path, found.id)
    lines = [f"curl {quote(address)}"]
    if found.needs_key:
        lines.append("-H 'Authorization: Bearer vigie_…'")
    for name in found.headers:
        lines.append(f"-H '{name}: {table().parameters[name].example}'")
    if found.body:
        lines.append("-H 'Content-Type: application/json' -d @draft.json")
    return " \\\n  ".join(lines)


def _is_own(parameter: Schema) -> bool:
    """Whether a parameter is of this operation: headers that every one takes are told apart."""
    return bool(parameter["in"] != "header" or parameter.get("required"))


def _body(operation: Schema) -> str:
    """The example of what is sent."""
    content = operation.get("requestBody", {}).get("content", {})
    media: Schema = next(iter(content.values()), {})
    examples: Schema = media.get("examples", {})
    return next((_json(each["value"]) for each in examples.values()), "")


def _filled(path: str, operation: str) -> str:
    for name, parameter in table().parameters.items():
        own = name.removeprefix(f"{operation}.")
        path = path.replace(f"{{{own}}}", parameter.example or own)
    return settings.SITE_URL + path


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)
