"""The one FilterSet of the public list; page, API, exports, feeds and report share it."""

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta
from functools import cache, cached_property, partial
from typing import Any, ClassVar

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from incidents import search, snapshots
from incidents.codes import LegalStatus, Proposition, RecordKind, Role, Scheme, Verdict
from incidents.facet_sets import Sets, current
from incidents.labels import choices, in_words
from incidents.listing import addresses_now
from incidents.models import (
    Jurisdiction,
    ListedActor,
    ListedElection,
    ListedIncident,
    Platform,
    Term,
)
from incidents.models.vocabulary import in_active_language

YEAR = "(19|20)[0-9]{2}"
Rows = QuerySet[ListedIncident]
Choices = list[tuple[str, Any]]


class WordsField(forms.CharField):
    """A person's words as the query they ask; what cannot be asked is an error that says why."""

    def clean(self, value: Any) -> Any:
        """The query, or "" where nothing is asked. Raises ValidationError."""
        words = super().clean(value)
        try:
            return search.parse(words) if words else ""
        except search.QueryError as error:
            raise forms.ValidationError(
                gettext(error.template), code="unanswerable", params=error.params
            ) from error


class WordsFilter(django_filters.CharFilter):
    """A filter by a person's words; its value is a ``search.Query``."""

    field_class = WordsField


class DayField(forms.DateField):
    """A calendar day; what cannot be read is repeated in its error, shortened."""

    def to_python(self, value: Any) -> date | None:
        """The day. Raises ValidationError naming the value."""
        try:
            return super().to_python(value)
        except forms.ValidationError as error:
            raise forms.ValidationError(
                _("“%(value)s” is not a valid date: write it as 2026-10-31."),
                code="invalid",
                params={"value": str(value)[:40]},
            ) from error


class DayFilter(django_filters.DateFilter):
    """A filter by one day."""

    field_class = DayField


class PeriodsField(forms.MultipleChoiceField):
    """Years or months, any that can be written: one in which nothing was published is no error."""

    pattern = ""

    def valid_value(self, value: Any) -> bool:
        """Whether it is written as the pattern says."""
        return re.fullmatch(self.pattern, str(value), re.ASCII) is not None

    def validate(self, value: list[str]) -> None:
        """Raises ValidationError naming the first value that cannot be read, shortened."""
        forms.Field.validate(self, value)
        for each in value:
            if not self.valid_value(each):
                params = {"value": str(each)[:40]}
                raise forms.ValidationError(
                    self.error_messages["invalid_choice"], "invalid_choice", params
                )


class YearsField(PeriodsField):
    """Years, as in 2026."""

    default_error_messages = {"invalid_choice": _("“%(value)s” is not a year: write it as 2026.")}
    pattern = YEAR


class MonthsField(PeriodsField):
    """Months, as in 2026-10."""

    default_error_messages = {
        "invalid_choice": _("“%(value)s” is not a month: write it as 2026-10.")
    }
    pattern = f"{YEAR}-(0[1-9]|1[0-2])"


class YearFilter(django_filters.MultipleChoiceFilter):
    """A filter by years."""

    field_class = YearsField  # type: ignore[assignment]


class MonthFilter(django_filters.MultipleChoiceFilter):
    """A filter by months."""

    field_class = MonthsField  # type: ignore[assignment]


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


_kept: dict[tuple[str, str], tuple[str | None, Choices]] = {}
"""Choices by the field and the language, each with the snapshot under which they were read."""


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
        super().__init__(_with_parties_now(data), *args, **kwargs)
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
        snapshot = self._snapshot
        key = (name, get_language() or "")
        kept = _kept.get(key)
        if kept is None or snapshot is None or kept[0] != snapshot:
            kept = (snapshot, self.CHOICES[name](self))
            if snapshot is not None:
                _kept[key] = kept
        return kept[1]

    def asked(self, name: str) -> list[str]:
        """The values of one parameter of the address, a merged party as the one that remains."""
        return self.data.getlist(name) if isinstance(self.data, QueryDict) else []

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
            first, after = _bounds(period)
            wanted |= Q(first_published_at__gte=first, first_published_at__lt=after)
        return queryset.filter(wanted)

    def published_since(self, queryset: Rows, name: str, value: date) -> Rows:
        """First published on this day or later (Europe/Paris)."""
        return queryset.filter(first_published_at__gte=_midnight(value))

    def published_until(self, queryset: Rows, name: str, value: date) -> Rows:
        """First published on this day or before (Europe/Paris)."""
        if value == date.max:
            return queryset
        return queryset.filter(first_published_at__lt=_midnight(value + timedelta(days=1)))


def _with_parties_now(data: Any) -> Any:
    """The same address with each merged party as the one that remains: an old address asks on. One
    query where a party is asked for."""
    if not isinstance(data, QueryDict) or "party" not in data:
        return data
    asked = data.getlist("party")
    now = addresses_now(RecordKind.ACTOR, (slug for slug in asked if "\0" not in slug))
    moved = data.copy()
    moved.setlist("party", list(dict.fromkeys(now.get(slug, slug) for slug in asked)))
    return moved


def _bounds(period: str) -> tuple[datetime, datetime]:
    """The first moment of a year or month, and the first one after it."""
    year, month = int(period[:4]), int(period[5:] or 1)
    end = (year + 1, 1) if len(period) == 4 or month == 12 else (year, month + 1)
    return _midnight(date(year, month, 1)), _midnight(date(*end, 1))


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _sorted(found: Iterable[tuple[str, str]]) -> Choices:
    return sorted(found, key=lambda pair: pair[1].casefold())
