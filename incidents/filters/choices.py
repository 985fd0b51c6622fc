"""What the database gives to choose from: each code or address with its words, in their order."""

from collections.abc import Callable, Iterable
from typing import Any

from django.utils.translation import get_language

from incidents.codes import Scheme
from incidents.facet_sets import Sets, current
from incidents.models import Jurisdiction, ListedActor, ListedElection, Platform, Term
from incidents.models.vocabulary import in_active_language

Choices = list[tuple[str, Any]]
_kept: dict[tuple[str, str], tuple[str, Choices]] = {}
"""By filter and language, with the snapshot under which they were read."""


def as_kept(name: str, snapshot: str | None, read: Callable[[], Choices]) -> Choices:
    """A filter's choices as this process keeps them while the database is unchanged, or as they are
    read now."""
    if snapshot is None:
        return read()
    key = (name, get_language() or "")
    found = _kept.get(key)
    if found is None or found[0] != snapshot:
        found = _kept[key] = (snapshot, read())
    return found[1]


def platforms() -> Choices:
    """Every platform of the register."""
    return _sorted(
        (p.code, in_active_language(p.name_fr, p.name_en)) for p in Platform.objects.all()
    )


def parties(sets: Sets | None = None) -> Choices:
    """Parties involved in a published incident; one that is only spoken of is not among them."""
    involved = (sets or current()).values("party")
    listed = ListedActor.objects.filter(slug__in=list(involved))
    names = ((a.slug, a.content["name"]) for a in listed)
    return _sorted((slug, in_active_language(name["fr"], name["en"])) for slug, name in names)


def techniques() -> Choices:
    """Every technique of the vocabulary."""
    return _terms(Scheme.TECHNIQUE)


def goals() -> Choices:
    """Every goal of the vocabulary."""
    return _terms(Scheme.GOAL)


def _terms(scheme: Scheme) -> Choices:
    terms = Term.objects.filter(scheme=scheme)
    return [(t.code, in_active_language(t.label_fr, t.label_en)) for t in terms]


def countries(sets: Sets | None = None) -> Choices:
    """Jurisdictions that a published incident concerns."""
    used = (sets or current()).values("country")
    found = Jurisdiction.objects.filter(code__in=list(used))
    return _sorted((j.code, in_active_language(j.name_fr, j.name_en)) for j in found)


def elections() -> Choices:
    """Elections that a published incident touches."""
    names = ((e.slug, e.content["name"]) for e in ListedElection.objects.all())
    return _sorted((slug, in_active_language(name["fr"], name["en"])) for slug, name in names)


def _sorted(found: Iterable[tuple[str, str]]) -> Choices:
    return sorted(found, key=lambda pair: pair[1].casefold())
