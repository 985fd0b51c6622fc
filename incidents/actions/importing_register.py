"""What an import is compared with: the codes of the registers, and who bears which name."""

import hashlib
from collections.abc import Iterable

from incidents.actions.address import check_web_address
from incidents.codes import ProposalState
from incidents.imports.draft import Known
from incidents.models import (
    Actor,
    ActorAlias,
    Election,
    Jurisdiction,
    LegalBasis,
    Platform,
    ProposedActor,
    Term,
)
from incidents.transcripts.folding import words


def known() -> Known:
    """The codes as they are now."""
    codes: dict[str, set[str]] = {
        "jurisdiction": set(Jurisdiction.objects.values_list("code", flat=True)),
        "election": set(Election.objects.values_list("slug", flat=True)),
        "platform": set(Platform.objects.values_list("code", flat=True)),
        "basis": set(LegalBasis.objects.values_list("code", flat=True)),
    }
    for scheme, code in Term.objects.values_list("scheme", "code"):
        codes.setdefault(scheme, set()).add(code)
    return Known(codes, check_web_address)


def folded(name: str) -> str:
    """A name as names are compared: words without accents and case, in their order. A name of
    other signs only is compared as it is."""
    return " ".join(words(name)) or name.strip()


def key_of(name: str) -> str:
    """What stays of a name that is dismissed."""
    return hashlib.sha256(folded(name).encode()).hexdigest()


class Names:
    """Who bears which name: actors with a page, by their slug and by every name and alias; an actor
    that was merged stands for the one it is now. Private persons are never found by a name."""

    def __init__(self) -> None:
        self._by_slug: dict[str, int] = {}
        self._by_name: dict[str, set[int]] = {}
        rows = Actor.objects.filter(slug__isnull=False, is_private=False).values_list(
            "pk", "merged_into_id", "slug", "kind", "name_fr", "name_en", "short_name"
        )
        final: dict[int, int] = {}
        self._kinds: dict[int, str] = {}
        for pk, merged, slug, kind, *names in rows.iterator():
            assert slug is not None
            final[pk] = merged or pk
            if not merged:
                self._kinds[pk] = kind
            self._by_slug[slug] = final[pk]
            self._add(final[pk], [slug, *names])
        for pk, name in ActorAlias.objects.values_list("actor_id", "name").iterator():
            if pk in final:
                self._add(final[pk], [name])
        self._decided = _decided()

    def _add(self, pk: int, names: Iterable[str]) -> None:
        for name in names:
            if name:
                self._by_name.setdefault(folded(name), set()).add(pk)

    def find(
        self, name: str, *, slug: str | None = None, others: Iterable[str] = (), kind: str = ""
    ) -> int | None:
        """The one actor who bears the slug, or else the name, or else one of the others; None where
        nobody does, or several. Of a ``kind`` where one is given: nobody is a party by their name.
        """
        if slug and slug in self._by_slug:
            return self._by_slug[slug]
        for each in (name, *others):
            bearing = self._by_name.get(folded(each), ())
            found = [pk for pk in bearing if not kind or self._kinds.get(pk, kind) == kind]
            if len(found) == 1:
                return next(iter(found))
        return self._decided.get(key_of(name))

    def bears_several(self, name: str) -> bool:
        """Whether more than one actor bears it."""
        return len(self._by_name.get(folded(name), ())) > 1

    def is_dismissed(self, name: str) -> bool:
        """Whether staff said that nobody is to be recorded under it."""
        key = key_of(name)
        return key in self._decided and self._decided[key] is None


def _decided() -> dict[str, int | None]:
    """What staff decided on proposed names: an actor, or None."""
    rows = ProposedActor.objects.exclude(state=ProposalState.OPEN).values_list(
        "key", "actor__merged_into_id", "actor_id"
    )
    return {key: merged or pk for key, merged, pk in rows}
