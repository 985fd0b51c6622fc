"""The descriptive terms that a report uses, with their codes and the words of both languages.

Their definitions are those of the register's method page: staff add terms, and a report says
nothing that its snapshot does not hold.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from incidents.reports import wording
from incidents.reports.frozen import Snapshot, incidents_of

Record = dict[str, Any]

TITLES: dict[str, "str | Promise"] = {
    "techniques": _("Techniques"),
    "media": _("Media"),
    "ratings": _("MediaReview ratings"),
    "goals": _("Apparent goals"),
    "persona": _("Personas"),
    "target_kind": _("Kinds of target"),
    "disclosure": _("Disclosure of the making"),
    "class": _("Classes of change"),
}


@dataclass(frozen=True)
class Term:
    """A term by its label, that of the other language, and its code."""

    name: str
    other: str
    other_language: str
    code: str


@dataclass(frozen=True)
class Scheme:
    """One vocabulary, its terms in use in the order of their names."""

    title: str
    terms: list[Term]


def terms_in_use(snapshot: Snapshot) -> list[Scheme]:
    """The vocabularies of which at least one term is used."""
    found: dict[str, dict[str, Record]] = {scheme: {} for scheme in TITLES}
    documents = [each["content"] for each in incidents_of(snapshot)]
    for scheme, term in (*_of_documents(documents), *_of_changes(snapshot["changes"])):
        found[scheme][term["code"]] = term["label"]
    return [
        Scheme(str(capfirst(str(TITLES[scheme]))), sorted(map(_term, terms.items()), key=_name))
        for scheme, terms in found.items()
        if terms
    ]


def _of_documents(documents: Iterable[Record]) -> Iterator[tuple[str, Record]]:
    for document in documents:
        for scheme in ("techniques", "media", "ratings", "goals"):
            yield from ((scheme, term) for term in document[scheme])
        singles = [("persona", document["persona"])]
        singles += [("target_kind", each["target_kind"]) for each in document["involvements"]]
        singles += [("disclosure", each["disclosure"]) for each in document["appearances"]]
        yield from ((scheme, term) for scheme, term in singles if term)


def _of_changes(changes: Iterable[Record]) -> Iterator[tuple[str, Record]]:
    yield from (("class", change["class"]) for change in changes if change["class"])


def _term(found: tuple[str, dict[str, str]]) -> Term:
    code, label = found
    active = wording.tongue(label)
    other = "en" if active == "fr" else "fr"
    return Term(wording.plain(label), label.get(other, ""), other, code)


def _name(term: Term) -> tuple[str, str]:
    return wording.folded(term.name), term.name
