"""The form of an edited record: nobody's work is overwritten unseen, dates complete themselves."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from incidents.actions.address import check_web_address
from incidents.admin import known_choice
from incidents.admin.sentences import MOVES, SENTENCES
from incidents.codes import Precision
from incidents.dates import FactDate
from incidents.input_error import InputError
from incidents.labels import in_words
from incidents.models import Actor, Incident
from incidents.publication import Move

SEEN = "seen_version"
"""Name of the hidden field that holds the version the editor started from."""

SHOWN_LENGTH = 2_000
WORD = re.compile(r"\w+")


def say(error: InputError) -> str:
    """The sentence of an error in the reader's language, its codes and moves included."""
    moved = {
        name: str(MOVES[value]) if isinstance(value, Move) else value
        for name, value in error.params.items()
    }
    return gettext(error.template) % in_words(moved)


class SentenceForm(forms.ModelForm):
    """Says in a sentence what the database would refuse; addresses are http and https only."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unmerged_only(self)
        if self.prefix is not None:
            # In a table of rows the heading of the column is no label to a screen reader.
            for field in self.fields.values():
                inner: Any = getattr(field.widget, "widget", field.widget)
                inner.attrs.setdefault("aria-label", str(field.label or ""))

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        for name, field in self.fields.items():
            if isinstance(field, forms.URLField):
                try:
                    check_web_address(self.cleaned_data.get(name) or "")
                except InputError as error:
                    self.add_error(name, say(error))
        return cleaned

    def _update_errors(self, errors: ValidationError) -> None:
        """What the model refuses, with a sentence for people where there is one."""
        for name, found in errors.error_dict.items():
            errors.error_dict[name] = [_in_words(error) for error in found]
        super()._update_errors(errors)  # type: ignore[misc]


def unmerged_only(form: forms.BaseForm) -> None:
    """What became part of another record is no choice any more, not even in a form that was open
    before."""
    for field in form.fields.values():
        choices = getattr(field, "queryset", None)
        if choices is not None and choices.model in (Actor, Incident):
            field.queryset = choices.filter(merged_into__isnull=True)  # type: ignore[attr-defined]


def _in_words(error: ValidationError) -> ValidationError:
    """Django names the constraint in its message; that name has our sentence."""
    message = str(error.message)
    named = set(WORD.findall(message))
    sentence = next((said for name, said in SENTENCES.items() if name in named), None)
    return ValidationError(str(sentence)) if sentence is not None else error


class RecordForm(SentenceForm):
    """Refuses to save over a version that its editor has not seen.

    The second of two editors keeps everything they typed, is told who saved what in between, and
    may then save again, knowing it. ``request`` is set by the admin; it may carry the refusal of
    an action, which becomes an error of the form.
    """

    request: HttpRequest | None = None

    seen_version = forms.IntegerField(
        required=False, widget=forms.HiddenInput, label=_("version seen")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known_choice.tell(self)
        if SEEN in self.fields and self.instance.pk:
            self.initial[SEEN] = getattr(self.instance, "version", None)

    def clean(self) -> dict[str, Any] | None:
        """Dates first, then what the action said, then the version."""
        cleaned = super().clean()
        if cleaned is not None and "precision" in self.fields:
            complete_date(cleaned, self.changed_data)
        refusal = getattr(self.request, "refusal", None)
        if refusal is not None and self.prefix is None:
            self.add_error(None, say(refusal))
        if SEEN in self.fields and self.instance.pk:
            self._check_version()
        return cleaned

    def _check_version(self) -> None:
        if self.cleaned_data.get(SEEN) == self.instance.version:
            return
        self.add_error(None, _who_and_when(self.instance))
        for name in self.changed_data:
            if name != SEEN and name in self.fields:
                shown = _saved_value(self.instance, name)
                self.add_error(name, gettext("Saved meanwhile: %(value)s") % {"value": shown})
        # Seen now: saving again is a decision, no longer an accident.
        data: Any = self.data.copy()  # type: ignore[attr-defined]
        data[self.add_prefix(SEEN)] = self.instance.version
        self.data = data


def complete_date(cleaned: dict[str, Any], changed: Sequence[str] = ()) -> None:
    """Fill in what follows from the rest: one day given is that day, its month or its year.

    Where only the first day of a known day is ``changed``, the last one follows it. What
    contradicts itself is left as it is, for the model to refuse.
    """
    earliest, latest = cleaned.get("earliest"), cleaned.get("latest")
    precision = cleaned.get("precision")
    if not earliest or not precision:
        return
    if precision == Precision.DAY and "earliest" in changed and "latest" not in changed:
        latest = None
    found = _completed(earliest, latest, precision)
    if found is not None:
        cleaned["earliest"], cleaned["latest"] = found.earliest, found.latest
        cleaned["precision"] = found.precision.value


def _completed(earliest: date, latest: date | None, precision: str) -> FactDate | None:
    if latest is None:
        match precision:
            case Precision.MONTH:
                return FactDate.in_month(earliest.year, earliest.month)
            case Precision.YEAR:
                return FactDate.in_year(earliest.year)
            case Precision.DAY | Precision.UNKNOWN:
                return FactDate.on(earliest)
    elif precision == Precision.UNKNOWN and earliest <= latest:
        return FactDate.between(earliest, latest)
    return None


def _who_and_when(record: Any) -> str:
    at = date_format(timezone.localtime(record.updated_at), "DATETIME_FORMAT")
    who = record.updated_by
    return gettext(
        "%(person)s saved this record on %(at)s, after you opened it. Nothing of yours is lost: "
        "compare with what was saved, shown beside your own text, and save again."
    ) % {"person": (who.get_full_name() or who.get_username()) if who else "?", "at": at}


def _saved_value(record: Any, name: str) -> str:
    """The stored value of a field as a reader knows it; ``record`` is as it was loaded."""
    display = getattr(record, f"get_{name}_display", None)
    field = record._meta.get_field(name)
    if field.many_to_many:
        value = ", ".join(str(other) for other in getattr(record, name).all())
    elif display is not None:
        value = str(display())
    else:
        stored = in_words({name: getattr(record, name)})[name]
        value = ", ".join(stored) if isinstance(stored, list) else str(stored or "")
    return value[:SHOWN_LENGTH] or gettext("(nothing)")
