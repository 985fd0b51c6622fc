"""What a column is, and how columns follow from a field of the data dictionary."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import Any

from incidents.data_dictionary import Bilingual, Field, Record, records

Read = Callable[[Any], Any]
LANGUAGES = {"fr": ("en français", "in French"), "en": ("en anglais", "in English")}
SEVERAL = "list"


def _itself(value: Any) -> Any:
    return value


@dataclass(frozen=True)
class Column:
    """One column. `type` is text, number, yes_no, day, moment or list (several values in one cell);
    `codes` the list of the codebook that its values come from; `read` takes a value out of a
    record."""

    name: str
    type: str
    meaning: Bilingual
    codes: str = ""
    unit: str = ""
    read: Read = _itself


@dataclass(frozen=True)
class Table:
    """One kind of record. `key` are the columns that tell its rows apart; `refers` names, by
    column, the table and column that it points to."""

    name: str
    meaning: Bilingual
    columns: Sequence[Column]
    key: Sequence[str]
    refers: Sequence[tuple[str, str, str]] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The heading."""
        return tuple(column.name for column in self.columns)


@cache
def dictionary() -> dict[str, Record]:
    """The records of the data dictionary by name."""
    return {record.name: record for record in records()}


def said(fr: str, en: str) -> Bilingual:
    """Words in both languages."""
    return {"fr": fr, "en": en}


def columns_of(name: str, *, prefix: str = "", without: Sequence[str] = ()) -> list[Column]:
    """The columns of a record of the dictionary. A list of records is a table of its own and has
    none here; a record within it is spread over columns that begin with its name."""
    found = []
    for field in dictionary()[name].fields:
        if field.name not in without:
            found += [_within(each, field.name) for each in _columns(field, prefix + field.name)]
    return found


def _within(column: Column, name: str) -> Column:
    """The same column of the record that holds the field ``name``."""
    read = column.read
    if read is _itself:
        return replace(column, read=lambda record: record.get(name) if record else None)
    return replace(column, read=lambda record: read(record.get(name) if record else None))


def _columns(field: Field, name: str) -> Iterator[Column]:
    """The columns of one field; each reads the field's value."""
    kind = field.type.removesuffix(", optional").removesuffix(" or null").removesuffix(" or empty")
    of_list = kind.startswith("list of ")
    one = kind.removeprefix("list of ")
    column = Column(name, SEVERAL if of_list else one, field.meaning, field.codes, field.unit)
    if one.startswith(("code ", "term ")) or field.record in {"term", "named"}:
        yield replace(column, type=SEVERAL if of_list else "text", read=_code(of_list))
    elif field.record == "actor":
        yield from _of_actor(column, of_list)
    elif one == "texts" and not of_list:
        yield from _both(column)
    elif field.record and not of_list:
        for inner in columns_of(field.record, prefix=f"{name}_"):
            yield replace(inner, meaning=_joined(field.meaning, inner.meaning))
    elif not field.record and not one.startswith("list of "):
        yield column


def _code(of_list: bool) -> Read:
    def one(value: Any) -> Any:
        return value["code"] if isinstance(value, dict) else value

    return (lambda values: [one(each) for each in values or ()]) if of_list else one


def _both(column: Column) -> Iterator[Column]:
    for language, (fr, en) in LANGUAGES.items():
        yield replace(
            column,
            name=f"{column.name}_{language}",
            type="text",
            meaning=said(
                f"{_bare(column.meaning['fr'])}, {fr}.", f"{_bare(column.meaning['en'])}, {en}."
            ),
            read=partial(_in_language, language),
        )


def _of_actor(column: Column, of_list: bool) -> Iterator[Column]:
    """Its name in addresses, which a private person has not, and its name or label."""

    fr, en = _bare(column.meaning["fr"]), _bare(column.meaning["en"])
    meaning = said(f"{fr} : nom dans les adresses.", f"{en}: name in addresses.")
    yield replace(
        column, type=column.type if of_list else "text", meaning=meaning, read=_each(_slug, of_list)
    )
    for language, (in_fr, in_en) in LANGUAGES.items():
        yield replace(
            column,
            name=f"{column.name}_name_{language}",
            type=column.type if of_list else "text",
            meaning=said(f"{fr} : nom ou étiquette, {in_fr}.", f"{en}: name or label, {in_en}."),
            read=_each(partial(_named, language), of_list),
        )


def _in_language(language: str, texts: Any) -> Any:
    return (texts or {}).get(language, "")


def _slug(actor: Any) -> Any:
    return (actor["slug"] or "") if actor else ""


def _named(language: str, actor: Any) -> Any:
    return actor["name"][language] if actor else ""


def _each(read: Read, of_list: bool) -> Read:
    return (lambda values: [read(each) for each in values or ()]) if of_list else read


def _joined(outer: Bilingual, inner: Bilingual) -> Bilingual:
    return said(
        f"{_bare(outer['fr'])} : {inner['fr'][:1].lower()}{inner['fr'][1:]}",
        f"{_bare(outer['en'])}: {inner['en'][:1].lower()}{inner['en'][1:]}",
    )


def _bare(sentence: str) -> str:
    return sentence.removesuffix(".")
