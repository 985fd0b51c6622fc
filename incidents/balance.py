"""What published incidents tie names to: by kept tallies where nothing is filtered, else by
counting the rows of the filter. A tally tells how often something is recorded, never that it is
true."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count, F, Func

from incidents.codes import ActorKind, Tie
from incidents.filters import Rows
from incidents.models import ListedActor, ListedIncident, ListedTally

Bilingual = dict[str, str]


@dataclass(frozen=True)
class Line:
    """One party, and how many incidents each of its ties has; a tie without any is left out."""

    slug: str
    name: Bilingual
    ties: Mapping[str, int]

    def has(self, *ties: str) -> bool:
        """Whether any of these ties has an incident."""
        return any(self.ties.get(tie) for tie in ties)


def of_name(name: str) -> dict[str, int]:
    """Incidents per tie of one name; one query whatever there is."""
    found = ListedTally.objects.filter(name=name)
    return dict(found.values_list("tie", "incidents"))


def of_names(tie: Tie, names: Iterable[str] | None = None) -> dict[str, int]:
    """Incidents per name of one tie, of these names or of every one that has it."""
    found = ListedTally.objects.filter(tie=tie)
    if names is not None:
        found = found.filter(name__in=list(names))
    return dict(found.order_by("name").values_list("name", "incidents"))


def of_parties(rows: Rows, *, everything: bool) -> list[Line]:
    """Every party that an incident of ``rows`` names, with its ties, in the order of slugs;
    ``everything``: the rows are all there are, and what is kept is read."""
    names = dict(_parties())
    return _lines(names, _kept(names) if everything else _counted(rows, "ties", names))


def roles_of_parties(rows: Rows) -> list[Line]:
    """Every party that an incident of ``rows`` involves, with its roles and no other tie."""
    names = dict(_parties())
    return _lines(names, _counted(rows, "party_roles", names))


def _lines(names: Mapping[str, Bilingual], found: Iterable[tuple[str, str, int]]) -> list[Line]:
    counts: dict[str, dict[str, int]] = {}
    for tie, slug, number in found:
        counts.setdefault(slug, {})[tie] = number
    return [Line(slug, names[slug], counts[slug]) for slug in sorted(counts)]


def _parties() -> Iterable[tuple[str, Bilingual]]:
    found = ListedActor.objects.filter(kind=ActorKind.PARTY)
    return ((actor.slug, actor.content["name"]) for actor in found)


def _kept(names: Iterable[str]) -> Iterable[tuple[str, str, int]]:
    found = ListedTally.objects.filter(name__in=list(names))
    places = {Tie.PLATFORM, Tie.NOTIFIED, Tie.ELECTION}
    return found.exclude(tie__in=places).values_list("tie", "name", "incidents")


def _counted(
    rows: Rows, column: str, names: Mapping[str, Bilingual]
) -> Iterable[tuple[str, str, int]]:
    """Rows per pair of tie and name in an array column; of the names only these."""
    each = rows.order_by().annotate(each=Func(F(column), function="unnest"))
    for pair, number in each.values_list("each").annotate(number=Count("pk")):
        tie, _colon, slug = pair.partition(":")
        if slug in names:
            yield tie, slug, number


def newest(tie: str, name: str) -> Rows:
    """The incidents that one tie ties to a name."""
    return ListedIncident.objects.filter(ties__contains=[f"{tie}:{name}"])
