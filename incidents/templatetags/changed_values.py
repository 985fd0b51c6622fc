"""Values of records that changed, in words as a reader knows them, each text under its language."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from incidents.templatetags import wording

Cut = Callable[[str], str]


def nothing(beside: str = "") -> SafeString:
    """That there is no value, in the page's language; ``beside`` is that of the other values."""
    return _in(get_language() or "", gettext("(nothing)"), beside)


def _in(language: str, text: str, around: str = "") -> SafeString:
    """A text under its language, where that is not the one ``around`` it: the page's, if none is
    given."""
    if not language or language == (around or get_language()):
        return wording.visible(text)
    return format_html('<span lang="{}">{}</span>', language, wording.visible(text))


def joined(between: str, found: Iterable[str]) -> SafeString:
    """Those that say something."""
    return format_html_join(between, "{}", ((each,) for each in found if each))


def _whole(text: str) -> str:
    return text


def named(record: Mapping[str, Any], cut: Cut = _whole) -> SafeString:
    """A record in a few words, by what it has; texts of any length are cut."""
    found = next((words for key, words in NAMES if record.get(key)), None)
    return found(record, cut) if found else wording.visible(str(record.get("id", "")))


def _involvement(record: Mapping[str, Any], _cut: Cut) -> SafeString:
    name, role = record["actor"]["name"], record["role"]
    return joined(", ", (wording.passage(name), wording.label(role, "role")))


def _statement(record: Mapping[str, Any], cut: Cut) -> SafeString:
    return wording.passage({language: cut(text) for language, text in record["summary"].items()})


def _appearance(record: Mapping[str, Any], _cut: Cut) -> SafeString:
    account = wording.visible(record["account"] or "")
    return joined(" – ", (wording.passage(record["platform"]["name"]), account))


def _source(record: Mapping[str, Any], cut: Cut) -> SafeString:
    own = record["title"] or record["description"]
    return _in(record["language"] if own else "", cut(wording.source_name(record)))


NAMES: tuple[tuple[str, Callable[[Mapping[str, Any], Cut], SafeString]], ...] = (
    ("role", _involvement),
    ("summary", _statement),
    ("track", lambda record, _cut: joined("", [wording.label(record["track"], "track")])),
    ("requested_on", lambda record, cut: _in(record["language"], cut(record["text"]))),
    ("platform", _appearance),
    ("public_extent", _source),
)


def worded(value: Any) -> SafeString:
    """A value of a field that holds no code."""
    match value:
        case bool():
            return joined("", [gettext("yes") if value else gettext("no")])
        case list():
            return joined("; ", map(worded, value)) or nothing()
        case Mapping():
            return _of_mapping(value)
        case _:
            return wording.visible(str(value))


def _of_mapping(value: Mapping[str, Any]) -> SafeString:
    """A date, a term, an actor, a voice, a citation, an event, a reading, a provision."""
    if "precision" in value:
        return joined("", [wording.in_words(value)])
    if "quote" in value:
        return _in(value["lang"], value["quote"]) if value["quote"] else worded(value["note"])
    if "measure" in value:
        return joined(" ", (wording.label(value["measure"], "measure"), str(value["value"])))
    if "date" in value:
        kind = "event" if "order" in value else "appearance_event"
        note = wording.passage(value["note"])
        return joined(
            ", ", (wording.label(value["kind"], kind), wording.in_words(value["date"]), note)
        )
    if value.get("actor"):
        return wording.passage(value["actor"]["name"])
    for key in ("label", "name", "short"):
        if value.get(key):
            return worded(value[key])
    return wording.passage(value)
