"""Write the shipped vocabularies to the database."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import connection
from django.utils import timezone

from incidents.actions.shipped_rows import Counts, Key, ShippedRows, Values
from incidents.codes import ActorKind
from incidents.input_error import InputError, gettext_noop
from incidents.models import Actor, Jurisdiction, LegalBasis, Platform, Term
from incidents.recorded import recorded
from incidents.vocabulary import records

# Two loads at once would both create the same rows: the second waits. The number is arbitrary.
LOAD_LOCK = 20261122


class SlugTakenError(InputError):
    """An authority's slug belongs to an actor that is no authority."""


@recorded
def load(*, vocabularies: records.Vocabularies, by: AbstractBaseUser | None) -> list[Counts]:
    """Make the database say what the files say, and count what that took; all of it or nothing.

    The files win over what staff changed in a shipped row. A row that the files don't name (added
    by staff, or shipped once and dropped) is left alone. ``by`` is None when the system loads.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOAD_LOCK])
    at = timezone.now()
    return [
        _load_jurisdictions(vocabularies.jurisdictions, by, at),
        _load_terms(vocabularies.terms, by, at),
        _load_platforms(vocabularies.platforms, by, at),
        _load_legal_bases(vocabularies.legal_bases, by, at),
        _load_authorities(vocabularies.authorities, by, at),
    ]


def _load_jurisdictions(
    jurisdictions: tuple[records.Jurisdiction, ...], by: AbstractBaseUser | None, at: datetime
) -> Counts:
    rows = ShippedRows(Jurisdiction.objects.all(), ("code",), by, at)
    rows.write(
        {
            "code": jurisdiction.code,
            "name_fr": jurisdiction.name.fr,
            "name_en": jurisdiction.name.en,
            "is_fictional": jurisdiction.fictional,
        }
        for jurisdiction in jurisdictions
    )
    return rows.counts("jurisdictions")


def _load_terms(
    terms: tuple[records.Term, ...], by: AbstractBaseUser | None, at: datetime
) -> Counts:
    """Two passes: a term can only point to its successor once both have a row."""
    rows = ShippedRows(Term.objects.all(), ("scheme", "code"), by, at)
    rows.write(_term_values(terms))
    rows.write(_successor(term, rows.found) for term in terms)
    return rows.counts("terms")


def _term_values(terms: tuple[records.Term, ...]) -> Iterator[Values]:
    """Positions follow the order of the file, from 1 in each scheme."""
    positions: Counter[str] = Counter()
    for term in terms:
        positions[term.scheme] += 1
        yield {
            "scheme": term.scheme.value,
            "code": term.code,
            "label_fr": term.label.fr,
            "label_en": term.label.en,
            "definition_fr": term.definition.fr,
            "definition_en": term.definition.en,
            "source": term.source,
            "position": positions[term.scheme],
            "valid_from": term.valid_from,
            "valid_to": term.valid_to,
        }


def _successor(term: records.Term, found: dict[Key, Term]) -> Values:
    scheme = term.scheme.value
    successor = found[scheme, term.replaced_by].pk if term.replaced_by else None
    return {"scheme": scheme, "code": term.code, "replaced_by_id": successor}


def _load_platforms(
    platforms: tuple[records.Platform, ...], by: AbstractBaseUser | None, at: datetime
) -> Counts:
    rows = ShippedRows(Platform.objects.all(), ("code",), by, at)
    rows.write(
        {
            "code": platform.code,
            "name_fr": platform.name.fr,
            "name_en": platform.name.en,
            "kind": platform.kind,
            "operator": platform.operator,
            "vlop_since": platform.vlop_since,
            "notice_url": platform.notice_url,
            "source": platform.source,
        }
        for platform in platforms
    )
    return rows.counts("platforms")


def _load_legal_bases(
    bases: tuple[records.LegalBasis, ...], by: AbstractBaseUser | None, at: datetime
) -> Counts:
    rows = ShippedRows(LegalBasis.objects.all(), ("code",), by, at)
    rows.write(
        {
            "code": basis.code,
            "short": basis.short,
            "jurisdiction_id": basis.jurisdiction,
            "title_fr": basis.title.fr,
            "title_en": basis.title.en,
            "tracks": list(basis.tracks),
            "in_force_from": basis.in_force_from,
            "in_force_to": basis.in_force_to,
            "url": basis.url,
            "note_fr": basis.note.fr,
            "note_en": basis.note.en,
            "source": basis.source,
        }
        for basis in bases
    )
    return rows.counts("legal bases")


def _load_authorities(
    authorities: tuple[records.Authority, ...], by: AbstractBaseUser | None, at: datetime
) -> Counts:
    slugs = [authority.slug for authority in authorities]
    rows = ShippedRows(Actor.objects.filter(slug__in=slugs), ("slug",), by, at)
    for actor in rows.found.values():
        _check_is_authority(actor)
    rows.write(
        {
            "slug": authority.slug,
            "kind": ActorKind.AUTHORITY.value,
            "name_fr": authority.name.fr,
            "name_en": authority.name.en,
            "short_name": authority.short,
            "country_id": authority.jurisdiction,
        }
        for authority in authorities
    )
    return rows.counts("authorities")


def _check_is_authority(actor: Actor) -> None:
    if actor.kind != ActorKind.AUTHORITY:
        raise SlugTakenError(
            gettext_noop("authorities.toml: %(slug)s: an actor of kind %(kind)s has this slug"),
            slug=actor.slug,
            kind=actor.kind,
        )
