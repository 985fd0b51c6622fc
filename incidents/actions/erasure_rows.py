"""Taking names out of rows: what stands in their place, and through which door.

Protected rows are changed through the door that `0015_erasure_requests` leaves to a granted
erasure; the triggers of their models, which know of none, are set aside for these statements.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import DatabaseError, models, transaction
from django.db.models import F
from django.utils.text import slugify

from incidents.actions.erasure_search import Place
from incidents.input_error import InputError, gettext_noop
from incidents.models import (
    Actor,
    Affiliation,
    PrivateIdentity,
    Publication,
    ReviewedContent,
    Segment,
    StoredFile,
)
from incidents.models.base import Edited
from incidents.names import Names

ACTOR = frozenset({"slug", "kind", "short_name", "name"})
"""The keys of an actor in a public document."""
ADDRESSES = frozenset({"url", "archived_url", "permalink"})
SLUGS = frozenset({"old", "new"})


class CannotErase(InputError):
    """A row cannot be without this value; somebody has to change it by hand first."""


def _in_order(found: list[Any]) -> list[Any]:
    """Actors as the projection lists them, private persons first by label: else the old place would
    tell where the name stood in the alphabet, and the record would differ from what is public."""
    if not all(isinstance(each, dict) and each.keys() >= ACTOR for each in found):
        return found
    private = sorted((a for a in found if a["slug"] is None), key=lambda a: str(a["name"]["fr"]))
    return private + [actor for actor in found if actor["slug"] is not None]


@dataclass(frozen=True)
class Eraser:
    """Takes these names out of a value; the labels stand where they stood."""

    names: Names
    fr: str
    en: str

    def text(self, text: str, *, english: bool = False) -> str:
        return self.names.replaced(text, (self.en or self.fr) if english else self.fr)

    def content(self, value: Any, key: str = "") -> Any:
        """A JSON value: an actor becomes a private one, an address goes, texts are replaced."""
        if isinstance(value, str):
            if key in ADDRESSES and self.names.in_text(value):
                return ""
            return self.text(value, english=key == "en")
        if isinstance(value, list):
            items = [self.content(each, key) for each in value]
            return items if items == value else _in_order(items)
        if not isinstance(value, dict):
            return value
        if value.keys() >= ACTOR and self.names.inside(value):
            name = {"fr": self.fr, "en": self.en or self.fr}
            rest = {part: each for part, each in value.items() if part != "aliases"}
            return rest | {"slug": None, "short_name": "", "name": name}
        found = {name: self.content(each, name) for name, each in value.items()}
        moment = value.get("moment_url")
        return found | {"moment_url": None} if moment and self.names.in_text(moment) else found

    def column(self, field: "models.Field[Any, Any]", value: Any, key: Any) -> Any:
        """What a column holds afterwards."""
        if field.model is ReviewedContent:
            return None  # its key is the digest of what it said
        if isinstance(field, models.JSONField):
            return self.content(value)
        if isinstance(field, ArrayField):
            return [shown for each in value if (shown := self._item(field, each))]
        if isinstance(field, models.URLField) and field.blank:
            return ""
        if isinstance(field, models.SlugField):
            return f"{slugify(self.fr)}-{key}"
        if field.name in SLUGS or field.model is PrivateIdentity:
            return ""
        shown = self.text(value, english=field.name.endswith("_en"))[: field.max_length]
        # One name over two passages: neither holds it, so both go.
        return "" if shown == value and field.model is Segment else shown

    def _item(self, field: "models.Field[Any, Any]", value: str) -> str:
        if field.model is PrivateIdentity and self.names.in_text(value):
            return ""
        return self.text(value)


def make_private(actors: Iterable[Actor], eraser: Eraser) -> None:
    """The person among the actors: no name, no page, no ties, no kept identity."""
    for actor in actors:
        label = {} if actor.is_private else _labels(eraser)
        Actor.objects.filter(pk=actor.pk).update(
            is_private=True,
            slug=None,
            name_fr="",
            name_en="",
            short_name="",
            wikidata_id="",
            party_facts_id="",
            version=F("version") + 1,
            **label,
        )
        actor.aliases.all().delete()
        PrivateIdentity.objects.filter(actor=actor).delete()
        Affiliation.objects.filter(member=actor).delete()


def _labels(eraser: Eraser) -> dict[str, str]:
    return {"public_label_fr": eraser.fr, "public_label_en": eraser.en}


def clean_rows(places: Iterable[Place], eraser: Eraser) -> None:
    """Write each row without the names. An edited record gets its next version, so that no form
    that is still open brings them back. Raises CannotErase."""
    columns: dict[tuple[type[models.Model], Any], list[str]] = defaultdict(list)
    for place in places:
        columns[place.model, place.key].append(place.column)
    for (model, key), names in columns.items():
        row = model._base_manager.filter(pk=key)
        stored = row.values(*names).first()
        if stored is None:
            continue
        new = {n: eraser.column(_field(model, n), stored[n], key) for n in names}
        if issubclass(model, Edited):
            new["version"] = F("version") + 1
        try:
            with transaction.atomic(), pgtrigger.ignore():
                row.update(**new)
        except DatabaseError as error:
            raise CannotErase(
                gettext_noop("%(row)s cannot be without this value (%(columns)s): change it first"),
                row=f"{model._meta.db_table} {key}",
                columns=", ".join(names),
            ) from error


def _field(model: type[models.Model], column: str) -> "models.Field[Any, Any]":
    return next(f for f in model._meta.concrete_fields if f.attname == column)


def empty_files(digests: Iterable[str]) -> None:
    """The bytes go; digest, size and date stay and say what was there."""
    with pgtrigger.ignore():
        StoredFile.objects.filter(pk__in=list(digests)).update(content=b"")


def empty_publications(keys: Iterable[int], eraser: Eraser) -> None:
    """The content goes whole, names in the notices are replaced; number, digest, dates stay."""
    for publication in Publication.objects.filter(pk__in=list(keys)).order_by("pk"):
        named = eraser.names.inside(publication.content)
        new = {
            "content": {} if named else publication.content,
            "notice_fr": eraser.text(publication.notice_fr),
            "notice_en": eraser.text(publication.notice_en, english=True),
            "silence_override": eraser.text(publication.silence_override),
        }
        with pgtrigger.ignore():
            Publication.objects.filter(pk=publication.pk).update(**new)
