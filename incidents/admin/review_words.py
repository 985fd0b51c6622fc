"""The values of a public document in a reviewer's words: every key of it, none left out."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import get_language, gettext, pgettext

from incidents.admin.review_names import UNNAMED, codes_at, name_of
from incidents.codes import ActorKind
from incidents.documents import Document
from incidents.exchange import exchange
from incidents.labels import label, outcome_label
from incidents.models.incident import LANGUAGES as SITE_LANGUAGES
from incidents.templatetags.wording import (
    clock,
    day,
    in_quotes,
    in_words,
    source_name,
    text,
)

LANGUAGES = {"fr": "FR", "en": "EN"}
SPOKEN = dict(SITE_LANGUAGES)
DAY = re.compile(r"\d{4}-\d\d-\d\d(T.*)?")
ACTOR = {"slug", "kind", "short_name", "name"}
TERM = {"code", "label"}
PLACE = {"code", "name"}
FACT_DATE = {"earliest", "latest", "precision"}
BOTH = {"fr", "en"}

Path = tuple[str, ...]
Known = Mapping[str, str]


def fields(record: Document, part: str, known: Known) -> dict[str, str]:
    """Name and words of each field of a record; texts in two languages are two. ``known``: what the
    public ids of records and sources stand for."""
    found: dict[str, str] = {}
    for key, value in record.items():
        if key in UNNAMED:
            continue
        if isinstance(value, dict) and value.keys() == BOTH:
            for language in LANGUAGES:
                found[field_name(key, language)] = value[language]
        else:
            found[field_name(key)] = said(value, (part, key), known)
    return found


def field_name(key: str, language: str = "") -> str:
    """What a field is called: "Title (FR)" where it is a text in one of two languages."""
    return f"{name_of(key)} ({LANGUAGES[language]})" if language else name_of(key)


def said(value: Any, path: Path, known: Known) -> str:
    """One value, whatever it holds."""
    match value:
        case None | False | "":
            return ""
        case True:
            return gettext("yes")
        case str():
            return _text(value, path, known)
        case list():
            each = [said(item, path, known) for item in value]
            simple = all(
                not isinstance(one, dict) or one.keys() - {"aliases"} in (ACTOR, TERM)
                for one in value
            )
            return (", " if simple else "\n").join(filter(None, each))
        case dict():
            return _record(value, path, known)
        case _:
            return str(value)


def _text(value: str, path: Path, known: Known) -> str:
    codes = codes_at(path)
    if codes is not None and value in set(codes):
        return label(codes(value))
    if path[-1] in ("language", "original_language"):
        return str(SPOKEN.get(value, value))
    if path[-1] == "outcome":
        return outcome_label(value)
    if DAY.fullmatch(value):
        return day(value)
    return known.get(value, value)


def _record(value: Document, path: Path, known: Known) -> str:
    """A value with parts: in its own form where it has one, else part by part."""
    keys = value.keys()
    if keys == BOTH:
        return " / ".join(dict.fromkeys(value[each] for each in LANGUAGES if value[each]))
    if keys == FACT_DATE:
        return in_words(value)
    if keys - {"aliases"} == ACTOR:
        return _actor(value, path)
    if keys == TERM:
        return said(value["label"], path, known)
    if keys == PLACE:
        return said(value["name"], path, known)
    if "quote" in keys and "source" in keys:
        return _semicolon().join(_citation(value, known))
    parts = (
        (name_of(key), said(part, (*path, key), known))
        for key, part in sorted(value.items())  # a stored document has its keys in another order
        if key not in UNNAMED
    )
    colon, code = pgettext("before a value", ":"), name_of("code")  # a code is its own name
    return _semicolon().join(
        words if name == code else f"{name}{colon} {words}" for name, words in parts if words
    )


def _semicolon() -> str:
    return pgettext("between the parts of a value", "; ")


def _actor(actor: Document, path: Path) -> str:
    """Name, kind, its page where it has one and its other names: two actors of one name are two."""
    known = (label(ActorKind(actor["kind"])), actor["slug"], *actor.get("aliases", ()))
    about = ", ".join(filter(None, known))
    return f"{said(actor['name'], path, {})} ({about})"


def _citation(cited: Document, known: Known) -> Iterator[str]:
    """Source, seconds and quote, then what is doubtful about it."""
    place = "–".join(filter(None, (clock(cited["start_ms"]), clock(cited["end_ms"]))))
    yield " ".join(filter(None, (known.get(cited["source"], cited["source"]), place)))
    if cited["quote"]:
        yield in_quotes({get_language() or "": cited["quote"]})
    if cited.get("supports"):
        yield said(cited["supports"], ("supports",), known)
    if cited["redacted"]:
        yield gettext("redacted")
    if cited["low_confidence"]:
        yield gettext("the machine was not sure of these words")
    if cited["newer"] and cited["newer"]["differs"]:
        yield gettext("a newer version of the transcript reads otherwise")
    if cited["note"]:
        yield cited["note"]


def known_in(*documents: Document | None) -> dict[str, str]:
    """What public ids stand for, in any of these documents: the later ones count."""
    found: dict[str, str] = {}
    for document in filter(None, documents):
        said_in = exchange(document)
        for statement in (*said_in.involvements, *said_in.claims):
            part = "claims" if statement.is_claim else "involvements"
            found[statement.id] = heading(statement.record, part)
        for each in document["appearances"]:
            found[each["id"]] = heading(each, "appearances")
        for source in document["sources"]:
            found[source["id"]] = source_name(source)
    return found


def heading(record: Document, part: str) -> str:
    """What a record is called above its fields."""
    match part:
        case "claims":
            return text(record["summary"])
        case "involvements":
            role = said(record["role"], (part, "role"), {})
            return f"{text(record['actor']['name'])} – {role}"
        case "appearances":
            account = f" ({record['account']})" if record["account"] else ""
            return text(record["platform"]["name"]) + account
        case "replies":
            return reply_name(record)
        case "procedures":
            authority = text(record["authority"]["name"]) if record["authority"] else ""
            return " – ".join(filter(None, (said(record["track"], ("track",), {}), authority)))
        case _:
            return source_name(record)


def reply_name(reply: Document) -> str:
    """Who asked for a right of reply."""
    return text(reply["by"]["name"]) if reply["by"] else str(reply["name"])
