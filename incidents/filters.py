"""The one FilterSet of the public list; page, API, exports, feeds and report share it."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

import django_filters
from django import forms
from django.db.models import F, Func, Q, QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from incidents import search
from incidents.codes import LegalStatus, Proposition, RecordKind, Role, Scheme, Verdict
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


def parties() -> Choices:
    """Parties involved in a published incident; one that is only spoken of is not among them."""
    involved = ListedIncident.objects.order_by().annotate(
        party=Func(F("parties"), function="unnest")
    )
    listed = ListedActor.objects.filter(slug__in=involved.values("party"))
    names = ((a.slug, a.content["name"]) for a in listed)
    return _sorted((slug, in_active_language(name["fr"], name["en"])) for slug, name in names)


def techniques() -> Choices:
    """Every technique of the vocabulary."""
    terms = Term.objects.filter(scheme=Scheme.TECHNIQUE)
    return [(t.code, in_active_language(t.label_fr, t.label_en)) for t in terms]


def countries() -> Choices:
    """Jurisdictions that a published incident concerns."""
    used = ListedIncident.objects.values("jurisdiction")
    found = Jurisdiction.objects.filter(code__in=used)
    return _sorted((j.code, in_active_language(j.name_fr, j.name_en)) for j in found)


def elections() -> Choices:
    """Elections that a published incident touches."""
    names = ((e.slug, e.content["name"]) for e in ListedElection.objects.all())
    return _sorted((slug, in_active_language(name["fr"], name["en"])) for slug, name in names)


class IncidentFilter(django_filters.FilterSet):
    """Filters over published incidents. ``today`` decides what counts as "nothing followed"."""

    q = WordsFilter(label=_("Words"), method="with_words")
    platform = ArrayHasAny(label=_("Platform"), field_name="platforms", choices=platforms)
    party = django_filters.MultipleChoiceFilter(
        label=_("Party"), choices=parties, method="with_party"
    )
    role = django_filters.MultipleChoiceFilter(
        label=_("Role of the party"), choices=choices(Role), method="with_party_role"
    )
    technique = ArrayHasAny(label=_("Technique"), field_name="techniques", choices=techniques)
    proposition = ArrayHasAny(
        label=_("Claims about"), field_name="propositions", choices=choices(Proposition)
    )
    status = django_filters.MultipleChoiceFilter(
        label=_("Legal follow-up"), choices=choices(LegalStatus), method="with_status"
    )
    verdict = django_filters.MultipleChoiceFilter(label=_("Verdict"), choices=choices(Verdict))
    country = django_filters.MultipleChoiceFilter(
        label=_("Country"), field_name="jurisdiction", choices=countries
    )
    election = django_filters.MultipleChoiceFilter(label=_("Election"), choices=elections)
    facts_from = DayFilter(label=_("Facts from"), field_name="latest", lookup_expr="gte")
    facts_to = DayFilter(label=_("Facts to"), field_name="earliest", lookup_expr="lte")
    published_from = DayFilter(label=_("First published from"), method="published_since")
    published_to = DayFilter(label=_("First published to"), method="published_until")

    class Meta:
        model = ListedIncident
        form = IncidentFilterForm
        fields: tuple[str, ...] = ()

    def __init__(
        self, data: Any = None, *args: Any, today: date | None = None, **kwargs: Any
    ) -> None:
        super().__init__(_with_parties_now(data), *args, **kwargs)
        self.today = today or timezone.localdate()

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


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _sorted(found: Iterable[tuple[str, str]]) -> Choices:
    return sorted(found, key=lambda pair: pair[1].casefold())
