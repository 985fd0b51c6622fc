"""How single values of an address are read, and what is said where they cannot be."""

import re
from datetime import date
from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from incidents import search

YEAR = "(19|20)[0-9]{2}"


def takes_several(each: django_filters.Filter) -> bool:
    """Whether it may be given more than once, any of its values being good."""
    return isinstance(each, django_filters.MultipleChoiceFilter)


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


class WrittenField(forms.MultipleChoiceField):
    """Values of a pattern, any that can be written: one that nothing public has finds nothing."""

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


class YearsField(WrittenField):
    """Years, as in 2026."""

    default_error_messages = {"invalid_choice": _("“%(value)s” is not a year: write it as 2026.")}
    pattern = YEAR


class MonthsField(WrittenField):
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


class SlugsField(WrittenField):
    """Addresses of things: one that is hidden finds what one that does not exist does."""

    default_error_messages = {
        "invalid_choice": _("“%(value)s” is no address: letters, digits and hyphens make one.")
    }
    pattern = "[A-Za-z0-9_-]{1,80}"


class AnyOf(django_filters.MultipleChoiceFilter):
    """Rows whose column has any of the chosen codes: no row comes twice."""

    def filter(self, qs: QuerySet[Any], value: list[str]) -> QuerySet[Any]:
        return qs.filter(**{f"{self.field_name}__in": value}) if value else qs


class SlugsFilter(AnyOf):
    """A filter by addresses of things."""

    field_class = SlugsField  # type: ignore[assignment]


class YesNoField(forms.TypedChoiceField):
    """``true`` or ``false``, written so."""

    default_error_messages = {"invalid_choice": _("“%(value)s” is neither “true” nor “false”.")}

    def __init__(self, **kwargs: Any) -> None:
        kwargs.pop("null_label", None)
        super().__init__(
            choices=[("true", "true"), ("false", "false")],
            coerce=lambda value: value == "true",
            empty_value=None,
            **kwargs,
        )

    def validate(self, value: Any) -> None:
        """Raises ValidationError naming the value, shortened."""
        forms.Field.validate(self, value)
        if value and not self.valid_value(value):
            params = {"value": str(value)[:40]}
            raise forms.ValidationError(
                self.error_messages["invalid_choice"], "invalid_choice", params
            )


class YesNoFilter(django_filters.Filter):
    """A filter by yes or no."""

    field_class = YesNoField
