"""What a text asks the database: each group of words as one expression of full-text search."""

from dataclasses import dataclass

from django.db import connection

from incidents.input_error import gettext_noop
from incidents.search.reading import Asked, QueryError, Reading, read

EXPRESSIONS = """
SELECT (CASE WHEN begins THEN vigie_begun(words) ELSE vigie_asked(words) END)::text,
    NOT begins AND vigie_is_common(words)
FROM unnest(%s::text[], %s::boolean[]) WITH ORDINALITY AS each(words, begins, place)
ORDER BY place
"""


@dataclass(frozen=True)
class Term:
    """One thing to be found: any of ``asked``; ``expression`` is that in words of the database."""

    asked: tuple[Asked, ...]
    expression: str


@dataclass(frozen=True)
class Query:
    """A text that can be asked. ``common`` are words that every text has: they are left out."""

    text: str
    terms: tuple[Term, ...]
    excluded: Term | None
    common: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.text

    @property
    def asked(self) -> tuple[Asked, ...]:
        """All that may be found, in the order of the text."""
        return tuple(each for term in self.terms for each in term.asked)


def parse(text: str) -> Query:
    """What a person's text asks for; one query. Raises QueryError where it cannot be asked, or
    asks for nothing but words that are too common."""
    reading = read(text)
    known = _expressions(reading)
    terms = [term for each in reading.terms if (term := _term(each, known))]
    excluded = _term(reading.excluded, known)
    common = tuple(each.text for each, expression in known.items() if not expression)
    if not terms and excluded is None:
        raise QueryError(
            gettext_noop("“%(text)s” is too common to be searched for: add a word that says more."),
            text=text.strip()[:80],
        )
    return Query(text, tuple(terms), excluded, common)


def _expressions(reading: Reading) -> dict[Asked, str]:
    """By group of words its expression, "" where it is too common; one query."""
    asked = [*(each for term in reading.terms for each in term), *reading.excluded]
    groups = list(dict.fromkeys(asked))
    with connection.cursor() as cursor:
        cursor.execute(EXPRESSIONS, [[g.text for g in groups], [g.begins for g in groups]])
        found = cursor.fetchall()
    return {
        group: "" if common else expression
        for group, (expression, common) in zip(groups, found, strict=True)
    }


def _term(asked: tuple[Asked, ...], known: dict[Asked, str]) -> Term | None:
    kept = tuple(each for each in dict.fromkeys(asked) if known[each])
    return Term(kept, " | ".join(f"({known[each]})" for each in kept)) if kept else None
