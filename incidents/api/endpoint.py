"""What each address of the API answers to: declared once, read by the views, the strict reading of
parameters, and the API's description."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django_filters import FilterSet

from incidents.filters.fields import takes_several

CURSOR, ORDER, SIZE, FIELDS, EXPAND = "cursor", "order", "page_size", "fields", "expand"
Names = Mapping[str, Sequence[str]]
"""Names of fields, each with those of its parts that can be asked for as ``name.part``."""


@dataclass(frozen=True)
class Parameter:
    """One parameter. ``values``: all that it may have, where they are fixed; ``several``: it may be
    given more than once, and any of its values will do."""

    name: str
    says: str | Promise
    values: Sequence[str] = ()
    several: bool = False


@dataclass(frozen=True)
class Endpoint:
    """One address: what it gives, and the parameters it takes.

    ``item``: the name of what one item of it is, or it gives. ``filters``: its FilterSets, of which
    an earlier one has the say over a name that two have. ``place``: reads a cursor in an order, and
    raises CursorError. Without ``orders`` the order is its own; without ``place`` it is no list in
    pages.
    """

    name: str
    item: str
    fields: Names = field(default_factory=dict)
    expands: Mapping[str, str | Promise] = field(default_factory=dict)
    orders: Sequence[str] = ()
    filters: Sequence[type[FilterSet]] = ()
    more: Sequence[Parameter] = ()
    place: Callable[[str, str], Any] | None = None
    size: int = 25
    most: int = 100

    @property
    def paged(self) -> bool:
        """Whether it is a list in pages."""
        return self.place is not None

    @cached_property
    def parameters(self) -> Sequence[Parameter]:
        """All that it takes, in the order in which they are described."""
        return (*self._filters(), *self.more, *self._shape(), *self._pages())

    @property
    def field_names(self) -> list[str]:
        """Every value that ``fields`` may have."""
        parts = {f: [f"{f}.{part}" for part in parts] for f, parts in self.fields.items()}
        return [name for f, named in parts.items() for name in (f, *named)]

    def _filters(self) -> list[Parameter]:
        found: dict[str, Parameter] = {}
        for filterset in self.filters:
            for name, each in filterset.get_filters().items():
                given = each.extra.get("choices", ())
                values = () if callable(given) else tuple(str(code) for code, _label in given)
                found.setdefault(
                    name, Parameter(name, each.label or name, values, takes_several(each))
                )
        return list(found.values())

    def _shape(self) -> list[Parameter]:
        found = []
        if self.fields:
            says = _("Names of fields, separated by commas: nothing else is given")
            found.append(Parameter(FIELDS, says, self.field_names))
        if self.expands:
            says = _("What is given along, names separated by commas")
            found.append(Parameter(EXPAND, says, tuple(self.expands)))
        return found

    def _pages(self) -> list[Parameter]:
        found = []
        if self.orders:
            found.append(Parameter(ORDER, _("Order of the list"), self.orders))
        if self.paged:
            says = _("How many items a page has")
            found.append(Parameter(SIZE, says))
            found.append(Parameter(CURSOR, _("Page, from “next” or “previous”")))
        return found
