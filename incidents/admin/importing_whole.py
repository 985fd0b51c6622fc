"""What holds for every record of a file that is imported: the dataset, the language, the dates."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from incidents.admin.importing_fields import DATES
from incidents.imports.mapping import Mapping
from incidents.models import Jurisdiction

JURISDICTION = "jurisdiction"


class MappingForm(forms.Form):
    """What holds for the whole file: of tables and of documents."""

    dataset = forms.CharField(
        label=_("Dataset"),
        max_length=100,
        help_text=_(
            "What the ids of the file belong to, such as the name of a database: the same id of it "
            "is never taken in twice."
        ),
    )
    language = forms.ChoiceField(
        label=_("Language of the texts"), choices=[("fr", _("French")), ("en", _("English"))]
    )
    dates = forms.ChoiceField(label=_("Dates"), choices=DATES)
    jurisdiction = forms.ChoiceField(
        label=_("Jurisdiction"),
        required=False,
        help_text=_("Where no column says it, or its cell is empty."),
    )

    def __init__(self, *args: Any, base: Mapping, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.base = base
        known = [(each.code, f"{each.code} – {each}") for each in Jurisdiction.objects.all()]
        field: Any = self.fields[JURISDICTION]
        field.choices = [("", gettext("as the file says")), *known]
        for name in ("dataset", "language"):
            self.initial[name] = getattr(base, name)
        self.initial["dates"] = base.dates.value
        self.initial[JURISDICTION] = base.constants.get(JURISDICTION, "")

    def constants(self) -> dict[str, str]:
        """What holds for every record: the other constants of the mapping stay."""
        kept = {to: text for to, text in self.base.constants.items() if to != JURISDICTION}
        chosen = self.cleaned_data.get(JURISDICTION)
        return kept | ({JURISDICTION: chosen} if chosen else {})

    def chosen(self) -> dict[str, Any]:
        """What was chosen, as a mapping has it."""
        names = ("dataset", "language", "dates", "make_registers")
        given = {name: self.cleaned_data[name] for name in names if name in self.fields}
        return given | {"constants": self.constants()}

    def named(self) -> Mapping:
        """The mapping, under the name by which it is kept; one that was changed, and is not kept,
        has none. Raises MappingError."""
        found = Mapping.from_data(self.base.as_data() | self.chosen())
        unchanged = self.base.name if _says(found) == _says(self.base) else ""
        name = self.cleaned_data.get("keep_as") or unchanged
        return Mapping.from_data(found.as_data() | {"name": name})


def _says(mapping: Mapping) -> dict[str, Any]:
    """What a mapping makes of a file, in whatever order it names its columns."""
    data = mapping.as_data()
    columns = sorted(data["columns"], key=lambda column: column["header"])
    return data | {"columns": columns, "ignore": ()}


class DocumentsForm(MappingForm):
    """Documents say by themselves what is what."""

    make_registers = forms.BooleanField(
        label=_("Make what the registers lack"),
        required=False,
        help_text=_(
            "Actors with a page and elections that the documents name are made. Otherwise actors "
            "are proposed, and what cannot do without an election is refused."
        ),
    )

    def __init__(self, *args: Any, base: Mapping, **kwargs: Any) -> None:
        super().__init__(*args, base=base, **kwargs)
        del self.fields["language"], self.fields["dates"]
        self.initial["make_registers"] = base.make_registers
