"""Which fields of which models our own code reads while something runs."""

import sys
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import models

from incidents import projection, public_relations

OURS = str(Path(projection.__file__).parents[1])


@contextmanager
def traced_reads() -> Iterator[set[str]]:
    """ "Model.field" of each attribute read from a file of the app; Django's own reads, such as the
    keys by which it fetches relations, are not among them."""
    seen: set[str] = set()

    def linked(owner: type[models.Model], names: Sequence[str], keys: Collection[int]) -> Any:
        seen.update(f"{owner.__name__}.{name}" for name in names)
        return relations(owner, names, keys)

    relations = public_relations.linked

    def read(self: models.Model, name: str) -> Any:
        if not name.startswith("_") and sys._getframe(1).f_code.co_filename.startswith(OURS):
            seen.add(f"{type(self).__name__}.{name}")
        return object.__getattribute__(self, name)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(models.Model, "__getattribute__", read, raising=False)
        patch.setattr(public_relations, "linked", linked)
        yield seen


def as_fields(reads: set[str], model: type[models.Model]) -> set[str]:
    """The reads of one model that are fields of it, under the names of the fields."""
    found = set()
    for field in (*model._meta.concrete_fields, *model._meta.many_to_many):
        if {f"{model.__name__}.{n}" for n in (field.name, getattr(field, "attname", ""))} & reads:
            found.add(f"{model.__name__}.{field.name}")
    return found
