"""The form in which the columns of a table are mapped: what each becomes, what holds for all."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from incidents.admin.importing_fields import READ_AS, becomes
from incidents.admin.importing_whole import JURISDICTION, MappingForm
from incidents.admin.record_form import say
from incidents.imports.mapping import Mapping
from incidents.imports.mapping_faults import As, MappingError
from incidents.imports.tabular import Row
from incidents.imports.targets import GUARDED, TARGETS
from incidents.input_error import InputError

CONSTANTS = 4
"""Rows for what holds of every record, beside the jurisdiction; more where a mapping has more."""
SHOWN_VALUES = 3
SHOWN_LETTERS = 120


@dataclass(frozen=True)
class Shown:
    """A column of the page: its place in the file, its heading, its first values, its fields."""

    number: int
    header: str
    values: list[str]
    to: Any
    read_as: Any
    prefix: Any
    guarded: bool


class ColumnsForm(MappingForm):
    """Also which column becomes what, further constants, and the name to keep all that under."""

    address = forms.CharField(
        label=_("Address of each record"),
        required=False,
        max_length=300,
        help_text=_("If no column has it, such as https://example.org/{id}."),
    )
    keep_as = forms.CharField(
        label=_("Keep these columns as"),
        required=False,
        max_length=80,
        help_text=_("A name: a file with the same columns is then read in the same way."),
    )

    def __init__(
        self, *args: Any, base: Mapping, headers: Sequence[str], rows: Sequence[Row], **kwargs: Any
    ) -> None:
        super().__init__(*args, base=base, **kwargs)
        self.headers, self.rows = list(headers), rows
        self.initial["address"] = base.address
        choices = becomes(gettext("– left out –"))
        known = {column.header: column for column in base.columns}
        for number, header in enumerate(self.headers):
            column = known.get(header)
            self._column(number, choices, column)
        others = [(to, text) for to, text in base.constants.items() if to != JURISDICTION]
        self.constant_rows = max(CONSTANTS, len(others) + 1)
        for number in range(self.constant_rows):
            given = others[number] if number < len(others) else ("", "")
            self._constant(number, choices, *given)

    def _column(self, number: int, choices: Any, column: Any) -> None:
        to = forms.ChoiceField(choices=choices, required=False, initial=column.to if column else "")
        read_as = forms.ChoiceField(
            choices=READ_AS, required=False, initial=column.read_as.value if column else As.TEXT
        )
        prefix = forms.CharField(
            required=False,
            max_length=200,
            strip=False,
            initial=column.prefix if column else "",
            widget=forms.TextInput(attrs={"size": 12}),
        )
        place = {"number": number + 1, "header": self.headers[number][:60]}
        for name, field, words in (
            ("to", to, gettext("Column %(number)d, “%(header)s”: becomes")),
            ("as", read_as, gettext("Column %(number)d, “%(header)s”: read as")),
            ("prefix", prefix, gettext("Column %(number)d, “%(header)s”: put in front")),
        ):
            field.label = words % place
            field.widget.attrs["aria-label"] = field.label
            self.fields[f"{name}_{number}"] = field

    def _constant(self, number: int, choices: Any, to: str, text: str) -> None:
        what = forms.ChoiceField(
            choices=[("", "–"), *choices[1:]],
            required=False,
            initial=to,
            label=gettext("For every record, %(number)d: field") % {"number": number + 1},
        )
        value = forms.CharField(
            required=False,
            max_length=500,
            initial=text,
            label=gettext("For every record, %(number)d: value") % {"number": number + 1},
        )
        for name, field in (("constant", what), ("value", value)):
            field.widget.attrs["aria-label"] = field.label
            self.fields[f"{name}_{number}"] = field

    @property
    def columns(self) -> Iterator[Shown]:
        """For the page, in the order of the file."""
        values = first_values(self.headers, self.rows)
        for number, header in enumerate(self.headers):
            plain = header.strip().lower().replace(" ", "_")
            yield Shown(
                number + 1,
                header,
                values[number],
                self[f"to_{number}"],
                self[f"as_{number}"],
                self[f"prefix_{number}"],
                plain in GUARDED,
            )

    @property
    def constant_fields(self) -> Iterator[tuple[Any, Any]]:
        """For the page: which field, and its value."""
        for number in range(self.constant_rows):
            yield self[f"constant_{number}"], self[f"value_{number}"]

    def clean(self) -> dict[str, Any] | None:
        """A field of one value is one column's, or says of itself which others there are."""
        cleaned = super().clean()
        columns = defaultdict[str, list[int]](list)
        for number in range(len(self.headers)):
            if to := self.cleaned_data.get(f"to_{number}"):
                columns[to].append(number)
        for to, numbers in columns.items():
            if len(numbers) > 1 and not TARGETS[to].many:
                for number in numbers[1:]:
                    first = self.headers[numbers[0]]
                    said = gettext("“%(header)s” becomes this already.") % {"header": first[:60]}
                    self.add_error(f"to_{number}", said)
        for number in range(self.constant_rows):
            if self.cleaned_data.get(f"value_{number}") and not self.cleaned_data.get(
                f"constant_{number}"
            ):
                self.add_error(f"constant_{number}", gettext("Choose the field of this value."))
        return cleaned

    def constants(self) -> dict[str, str]:
        data = self.cleaned_data
        rows = range(self.constant_rows)
        given = {data[f"constant_{n}"]: data[f"value_{n}"].strip() for n in rows}
        chosen = {JURISDICTION: data.get(JURISDICTION) or ""}
        return {to: text for to, text in (given | chosen).items() if to and text}

    def chosen(self) -> dict[str, Any]:
        """What was chosen; columns left out are so by name."""
        data, places = self.cleaned_data, list(enumerate(self.headers))
        columns = [
            {
                "header": header,
                "to": data[f"to_{number}"],
                "as": data[f"as_{number}"] or As.TEXT.value,
                "prefix": data[f"prefix_{number}"],
            }
            for number, header in places
            if data[f"to_{number}"]
        ]
        left = [header for number, header in places if not data[f"to_{number}"]]
        given = {"address": data["address"], "columns": columns, "ignore": left}
        return super().chosen() | given


def first_values(headers: Sequence[str], rows: Iterable[Row]) -> list[list[str]]:
    """The first different values of each column, shortened."""
    found: list[list[str]] = [[] for _header in headers]
    for row in rows:
        for number, cell in enumerate(row.cells[: len(found)]):
            text = cell.strip()
            short = text if len(text) <= SHOWN_LETTERS else f"{text[:SHOWN_LETTERS]}…"
            if short and short not in found[number] and len(found[number]) < SHOWN_VALUES:
                found[number].append(short)
    return found


def in_sentences(error: MappingError) -> list[str]:
    """Everything that is wrong with a mapping, one by one."""
    wrong = error.params.get("wrong")
    if isinstance(wrong, list):
        return [say(each) for each in wrong if isinstance(each, InputError)]
    return [say(error)]
