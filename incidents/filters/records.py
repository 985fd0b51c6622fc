"""Filters over the records of published incidents that are lists of their own.

A list of records is that of the incidents which ``IncidentFilter`` finds; these filters look at the
records themselves. Where both have one of the same name, the record's is meant.
"""

from typing import Any, ClassVar

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from incidents import search
from incidents.codes import (
    ActorKind,
    Availability,
    LegalStatus,
    Proposition,
    ReportKind,
    SourceKind,
    Stance,
    Track,
)
from incidents.filters.choices import platforms
from incidents.filters.fields import AnyOf, SlugsFilter, YearFilter, YesNoFilter
from incidents.filters.merged import with_actors_now
from incidents.filters.periods import ending_in
from incidents.labels import choices
from incidents.models import (
    ListedActor,
    ListedAppearance,
    ListedClaim,
    ListedProcedure,
    ListedSourceUse,
    Report,
)


class RecordForm(forms.Form):
    """The filters of records together; each is read by itself."""


class RecordFilter(django_filters.FilterSet):
    """What filters over records share: the names of actors in an address are those of today."""

    ACTORS: ClassVar[tuple[str, ...]] = ()
    """Filters whose values are addresses of actors."""
    IMPLIED: ClassVar[tuple[str, ...]] = ()
    """Filters that say the same of the incident: what they find, that finds, too."""

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(with_actors_now(data, self.ACTORS), *args, **kwargs)

    @property
    def problems(self) -> dict[str, str]:
        """What cannot be read, by the filter in which it stands."""
        return {name: " ".join(map(str, said)) for name, said in self.form.errors.items()}

    @property
    def is_set(self) -> bool:
        """Whether a valid one asks for anything."""
        return any(self.form.cleaned_data[name] not in (None, "", []) for name in self.filters)


class ClaimFilter(RecordFilter):
    """Filters over claims."""

    ACTORS = ("speaker",)
    IMPLIED = ("proposition",)

    proposition = AnyOf(label=_("What the claim is about"), choices=choices(Proposition))
    stance = AnyOf(label=_("Stance"), choices=choices(Stance))
    speaker = SlugsFilter(label=_("Speaker"))
    accusation = YesNoFilter(label=_("Accusations only, or none"))

    class Meta:
        model = ListedClaim
        form = RecordForm
        fields: tuple[str, ...] = ()


class ProcedureFilter(RecordFilter):
    """Filters over legal follow-ups. ``platform``: to which a notice went."""

    track = AnyOf(label=_("Track"), choices=choices(Track))
    status = AnyOf(label=_("Status"), choices=choices(LegalStatus))
    platform = AnyOf(label=_("Platform that was notified"), choices=platforms)

    class Meta:
        model = ListedProcedure
        form = RecordForm
        fields: tuple[str, ...] = ()


class AppearanceFilter(RecordFilter):
    """Filters over the places where content was seen."""

    IMPLIED = ("platform",)

    platform = AnyOf(label=_("Platform"), choices=platforms)
    now = AnyOf(label=_("What became of it"), choices=choices(Availability))

    class Meta:
        model = ListedAppearance
        form = RecordForm
        fields: tuple[str, ...] = ()


class SourceFilter(RecordFilter):
    """Filters over sources."""

    ACTORS = ("publisher",)

    kind = AnyOf(label=_("Kind"), choices=choices(SourceKind))
    language = SlugsFilter(label=_("Language"))
    publisher = SlugsFilter(label=_("Publisher"))

    class Meta:
        model = ListedSourceUse
        form = RecordForm
        fields: tuple[str, ...] = ()


class ActorFilter(RecordFilter):
    """Filters over actors. ``q``: words of a name, of the last one at least the beginning."""

    q = django_filters.CharFilter(label=_("Words of a name"), method="with_name", max_length=100)
    kind = AnyOf(label=_("Kind"), choices=choices(ActorKind))

    class Meta:
        model = ListedActor
        form = RecordForm
        fields: tuple[str, ...] = ()

    def with_name(
        self, queryset: QuerySet[ListedActor], name: str, value: str
    ) -> QuerySet[ListedActor]:
        """Actors with these words in a name."""
        return search.naming(queryset, value)


class ReportFilter(RecordFilter):
    """Filters over issued reports."""

    kind = AnyOf(label=_("Kind"), choices=choices(ReportKind))
    year = YearFilter(label=_("Year in which the period ends"), method="ending")

    class Meta:
        model = Report
        form = RecordForm
        fields: tuple[str, ...] = ()

    def ending(self, queryset: QuerySet[Report], name: str, value: list[str]) -> QuerySet[Report]:
        """Those whose period ends in any of the years."""
        wanted = Q()
        for year in value:
            wanted |= ending_in(int(year))
        return queryset.filter(wanted)
