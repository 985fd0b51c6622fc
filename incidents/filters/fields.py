"""How single values of an address are read, and what is said where they cannot be."""

import re
from datetime import date
from typing import Any

import django_filters
from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from incidents import search

YEAR = "(19|20)[0-9]{2}"


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
