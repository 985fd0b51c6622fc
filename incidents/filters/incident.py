"""The FilterSet over published incidents, and the form in which its fields stand together."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import cache, cached_property, partial
from typing import Any, ClassVar

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from incidents import search, snapshots
from incidents.codes import LegalStatus, Proposition, Role, Verdict
from incidents.facet_sets import Sets, current
from incidents.filters.choices import (
    Choices,
    as_kept,
    countries,
    elections,
    goals,
    parties,
    platforms,
    techniques,
)
from incidents.filters.fields import DayFilter, MonthFilter, WordsFilter, YearFilter
from incidents.filters.merged import with_actors_now
from incidents.filters.periods import bounds, midnight
from incidents.labels import choices, in_words
from incidents.models import ListedIncident

Rows = QuerySet[ListedIncident]


class IncidentFilterForm(forms.Form):
    """The filters together: no period may end before it begins."""

    def clean(self) -> dict[str, Any]:
        """Put an error on the end of a period that is before its beginning."""
        given = super().clean() or self.cleaned_data
        for period in ("facts", "published"):
            first, last = given.get(f"{period}_from"), given.get(f"{period}_to")
            if first and last and last < first:
                self.add_error(f"{period}_to", _reversed(first, last))
        return given


def _reversed(first: date, last: date) -> forms.ValidationError:
    return forms.ValidationError(
        _("The period ends (%(last)s) before it begins (%(first)s)."),
        code="reversed",
        params=in_words({"first": first, "last": last}),
    )


class ArrayHasAny(django_filters.MultipleChoiceFilter):
    """Rows whose array of codes holds any of the chosen ones."""

    def filter(self, qs: Rows, value: list[str]) -> Rows:
        return qs.filter(**{f"{self.field_name}__overlap": value}) if value else qs


class IncidentFilter(django_filters.FilterSet):
    """Filters over published incidents. ``today`` decides what counts as "nothing followed"."""

    q = WordsFilter(label=_("Words"), method="with_words")
    platform = ArrayHasAny(label=_("Platform"), field_name="platforms")
    party = django_filters.MultipleChoiceFilter(label=_("Party"), method="with_party")
    role = django_filters.MultipleChoiceFilter(
        label=_("Role of the party"), choices=choices(Role), method="with_party_role"
    )
    technique = ArrayHasAny(label=_("Technique"), field_name="techniques")
    proposition = ArrayHasAny(
        label=_("Claims about"), field_name="propositions", choices=choices(Proposition)
    )
    goal = ArrayHasAny(label=_("Goal"), field_name="goals")
    status = django_filters.MultipleChoiceFilter(
        label=_("Legal follow-up"), choices=choices(LegalStatus), method="with_status"
    )
    verdict = django_filters.MultipleChoiceFilter(label=_("Verdict"), choices=choices(Verdict))
    country = django_filters.MultipleChoiceFilter(
        label=_("Country"), field_name="jurisdiction", choices=countries
    )
    election = django_filters.MultipleChoiceFilter(label=_("Election"))
    year = YearFilter(label=_("Year"), method="published_in")
    month = MonthFilter(label=_("Month"), method="published_in")
    facts_from = DayFilter(label=_("Facts from"), field_name="latest", lookup_expr="gte")
    facts_to = DayFilter(label=_("Facts to"), field_name="earliest", lookup_expr="lte")
    published_from = DayFilter(label=_("First published from"), method="published_since")
    published_to = DayFilter(label=_("First published to"), method="published_until")

    CHOICES: ClassVar[dict[str, Callable[["IncidentFilter"], Choices]]] = {
        "platform": lambda _self: platforms(),
        "party": lambda self: parties(self.sets),
        "technique": lambda _self: techniques(),
        "goal": lambda _self: goals(),
        "country": lambda self: countries(self.sets),
        "election": lambda _self: elections(),
    }
    """Those that come from the database."""

    class Meta:
        model = ListedIncident
        form = IncidentFilterForm
        fields: tuple[str, ...] = ()

    def __init__(
        self, data: Any = None, *args: Any, today: date | None = None, **kwargs: Any
    ) -> None:
        super().__init__(with_actors_now(data, ["party"]), *args, **kwargs)
        self.today = today or timezone.localdate()

    @cached_property
    def sets(self) -> Sets:
        """The sets of incidents that choices and counts follow from, read once, and after the
        snapshot: what is kept under it may be newer, never older."""
        self._snapshot  # noqa: B018
        return current()

    @property
    def form(self) -> Any:
        """The form. Choices that come from the database are asked for once, where needed."""
        if not hasattr(self, "_form"):
            for name, field in super().form.fields.items():
                if name in self.CHOICES:
                    field.choices = cache(partial(self._choices, name))
        return super().form

    @cached_property
    def _snapshot(self) -> str | None:
        """Under which choices are kept."""
        return snapshots.now()

    def _choices(self, name: str) -> Choices:
        """Choices that come from the database, as this process keeps them while it is unchanged."""
        return as_kept(name, self._snapshot, partial(self.CHOICES[name], self))

    def asked(self, name: str) -> list[str]:
        """The values of one parameter of the address, a merged party as the one that remains."""
        return self.data.getlist(name) if isinstance(self.data, QueryDict) else []

    @property
    def problems(self) -> dict[str, str]:
        """What cannot be read, by the filter in which it stands."""
        return {name: " ".join(map(str, said)) for name, said in self.form.errors.items()}

    @property
    def query(self) -> search.Query | None:
        """What the words of a valid address ask for, if any."""
        return self.form.cleaned_data.get("q") or None

    def with_words(self, queryset: Rows, name: str, value: search.Query) -> Rows:
        """Incidents that the search finds."""
        return queryset.filter(search.matching(value))

    def with_party(self, queryset: Rows, name: str, value: list[str]) -> Rows:
        """Any of the parties, in any of the roles asked for: explicit involvements only."""
        roles = self.form.cleaned_data.get("role") or []
        if not value:
            return queryset
        if not roles:
            return queryset.filter(parties__overlap=value)
        wanted = [f"{role}:{party}" for role in roles for party in value]
        return queryset.filter(party_roles__overlap=wanted)

    def with_party_role(self, queryset: Rows, name: str, value: list[str]) -> Rows:
        """Any party in any of the roles; together with parties, ``with_party`` does it."""
        if not value or self.form.cleaned_data.get("party"):
            return queryset
        return queryset.filter(party_roles__overlap=[f"{role}:*" for role in value])

    def with_status(self, queryset: Rows, name: str, value: list[str]) -> Rows:
        """Any of the statuses; "nothing followed" by its review date, as of ``today``."""
        if not value:
            return queryset
        wanted = Q(legal_statuses__overlap=value)
        if LegalStatus.NOTHING_FOLLOWED in value:
            wanted |= Q(review_due_on__lte=self.today)
        return queryset.filter(wanted)

    def published_in(self, queryset: Rows, name: str, value: list[str]) -> Rows:
        """First published in any of the years or months (Europe/Paris)."""
        wanted = Q()
        for period in value:
            first, after = bounds(period)
            wanted |= Q(first_published_at__gte=first, first_published_at__lt=after)
        return queryset.filter(wanted)

    def published_since(self, queryset: Rows, name: str, value: date) -> Rows:
        """First published on this day or later (Europe/Paris)."""
        return queryset.filter(first_published_at__gte=midnight(value))

    def published_until(self, queryset: Rows, name: str, value: date) -> Rows:
        """First published on this day or before (Europe/Paris)."""
        if value == date.max:
            return queryset
        return queryset.filter(first_published_at__lt=midnight(value + timedelta(days=1)))
