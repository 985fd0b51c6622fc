"""Every sentence of the interface, found without gettext.

`python -m tests.house.messages` prints what the French catalogue lacks, as entries to fill in.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from babel.messages.catalog import Catalog
from babel.messages.catalog import Message as Entry
from babel.messages.pofile import read_po

from tests.house.tree import ROOT, mail_templates, python_files, templates

CATALOGUE = ROOT / "locale" / "fr" / "LC_MESSAGES" / "django.po"

SHAPES = {
    "gettext": ("singular",),
    "ngettext": ("singular", "plural"),
    "pgettext": ("context", "singular"),
    "npgettext": ("context", "singular", "plural"),
}
"""The arguments that matter of each of Django's functions, in order."""

LITERAL = r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
IN_TEMPLATE = re.compile(
    rf"(?<![\w.])(_|n?p?gettext)\(\s*({LITERAL})(?:\s*,\s*({LITERAL}))?(?:\s*,\s*({LITERAL}))?",
    re.S,
)
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


class Message(NamedTuple):
    """One thing to translate; `plural` and `context` are "" where there is none."""

    singular: str
    plural: str = ""
    context: str = ""


def shape(function: str) -> tuple[str, ...] | None:
    """The arguments of `_`, `gettext_lazy`, `ngettext`, ...; None for any other name."""
    name = "gettext" if function == "_" else function
    return SHAPES.get(name.removesuffix("_lazy").removesuffix("_noop"))


def in_python(source: str) -> Iterator[Message]:
    """Messages of a Python file: calls of Django's functions with constant strings."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        names = shape(name)
        if names is None or len(node.args) < len(names):
            continue
        constants = (n.value for n in node.args[: len(names)] if isinstance(n, ast.Constant))
        values = [value for value in constants if isinstance(value, str)]
        if len(values) == len(names):
            yield Message(**dict(zip(names, values, strict=True)))


def in_template(source: str) -> Iterator[Message]:
    """Messages of a template, through Django's own reading of its tags."""
    from django.utils.translation.template import templatize

    for match in IN_TEMPLATE.finditer(templatize(source)):
        names = shape(match[1]) or ()
        values = [ast.literal_eval(literal) for literal in match.groups()[1:] if literal]
        yield Message(**dict(zip(names, values, strict=False)))


@cache
def said() -> dict[Message, Path]:
    """Every message of the product with the first file that says it."""
    found: dict[Message, Path] = {}
    for place in ("incidents", "tracker"):
        for file in python_files(place):
            for message in in_python(file.read_text(encoding="utf-8")):
                found.setdefault(message, file)
    for file in (*templates(), *mail_templates()):
        for message in in_template(file.read_text(encoding="utf-8")):
            found.setdefault(message, file)
    return found


def catalogue() -> Catalog:
    """The French catalogue; an empty one where the file does not exist yet."""
    if not CATALOGUE.exists():
        return Catalog(locale="fr")
    with CATALOGUE.open("rb") as stream:
        return read_po(stream, locale="fr", abort_invalid=True)


def strings(entry: Entry) -> list[str]:
    """The translations of an entry: one, or one for each plural form."""
    return [entry.string] if isinstance(entry.string, str) else list(entry.string or ())


def problem(message: Message, french: Catalog) -> str:
    """What is wrong with the translation of a message, or ""."""
    entry = french.get(message.singular, message.context or None)
    if entry is None:
        return "missing"
    if entry.fuzzy:
        return "fuzzy"
    if not strings(entry) or not all(strings(entry)):
        return "empty"
    if bool(message.plural) != isinstance(entry.id, list | tuple):
        return "plural on one side only"
    wanted = set(PLACEHOLDER.findall(message.plural or message.singular))
    kept = set(PLACEHOLDER.findall(strings(entry)[-1]))
    return "" if wanted == kept else f"placeholders {sorted(wanted ^ kept)} differ"


def problems() -> dict[Message, str]:
    """Every message whose French is missing or wrong, with the reason and the file."""
    french = catalogue()
    found = {m: (problem(m, french), file) for m, file in said().items()}
    return {m: f"{why} ({file.relative_to(ROOT)})" for m, (why, file) in found.items() if why}


def quoted(text: str) -> str:
    """A string as a catalogue writes it."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def as_entry(message: Message, why: str) -> str:
    """A message as an entry to fill in."""
    lines = [f"#. {why}"]
    if message.context:
        lines.append(f"msgctxt {quoted(message.context)}")
    lines.append(f"msgid {quoted(message.singular)}")
    if message.plural:
        lines += [f"msgid_plural {quoted(message.plural)}", 'msgstr[0] ""', 'msgstr[1] ""']
    else:
        lines.append('msgstr ""')
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    from django.conf import settings

    if not settings.configured:
        settings.configure(USE_I18N=False)
    print("\n".join(as_entry(message, why) for message, why in problems().items()))
