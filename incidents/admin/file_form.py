"""A file of any known format, pasted or uploaded, and what it does not tell itself."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from incidents.actions.language import check_language
from incidents.admin.content_form import ContentForm
from incidents.admin.record_form import say
from incidents.codes import MadeBy
from incidents.input_error import InputError
from incidents.labels import choices, in_words
from incidents.transcripts import formats
from incidents.transcripts.records import LanguageNotChosen, Problem, Refused

SHOWN_REMARKS = 100
READING = ("format", "language", "lenient", "made_by", "tool", "tool_version")
"""Fields that go with the file from the preview to the saving."""


class FileForm(ContentForm):
    """The file, and how to read it."""

    format = forms.ChoiceField(
        label=_("Format"),
        required=False,
        help_text=_("Only if it is not recognised, or not as what it is."),
    )
    language = forms.CharField(
        label=_("Language"),
        required=False,
        max_length=12,
        help_text=_("ISO 639 code, e.g. fr. Empty: what the file says."),
    )
    made_by = forms.ChoiceField(
        label=_("Made by"),
        required=False,
        help_text=_("Who made the transcript. What a machine was unsure of is marked as such."),
    )
    tool = forms.CharField(
        label=_("Tool"), required=False, max_length=80, help_text=_("For a machine, e.g. Whisper.")
    )
    tool_version = forms.CharField(
        label=_("Version of the tool"),
        required=False,
        max_length=40,
        help_text=_("As the tool names it, e.g. large-v3."),
    )
    lenient = forms.BooleanField(
        label=_("Keep what is sound"),
        required=False,
        help_text=_("Where lines cannot be read, keep the others instead of refusing the file."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = _(
            "A saved page, subtitles (WebVTT, SubRip, TTML, SBV, LRC), YouTube captions, the "
            "output of speech recognition; up to 20 MB."
        )
        by_content: list[tuple[Any, Any]] = [("", _("recognised by its content"))]
        by_format: list[tuple[Any, Any]] = [
            ("", _("a machine for its own formats, or else the publisher"))
        ]
        self.fields["format"].choices = by_content + [(name, name) for name in formats.names()]  # type: ignore[attr-defined]
        self.fields["made_by"].choices = by_format + list(choices(MadeBy))  # type: ignore[attr-defined]

    def reading(self) -> dict[str, Any]:
        """How to read the file, as the actions take it."""
        data = self.cleaned_data
        return {
            "format_name": data["format"] or None,
            "language": data["language"] or None,
            "lenient": data["lenient"],
        }

    def origin(self) -> dict[str, Any]:
        """Who made it, as the actions take it."""
        data = self.cleaned_data
        return {
            "made_by": MadeBy(data["made_by"]) if data["made_by"] else None,
            "tool": data["tool"],
            "tool_version": data["tool_version"],
        }

    def refuse(self, error: InputError) -> list[dict[str, Any]]:
        """Say why it could not be read; the lines that could not are given back."""
        if isinstance(error, Refused):
            self.add_error(
                None, gettext("The file has lines that cannot be read. Nothing was saved.")
            )
            return [remark(problem) for problem in error.problems[:SHOWN_REMARKS]]
        if isinstance(error, LanguageNotChosen):
            self._offer(str(error.params["languages"]).split(", "))
            self.add_error("language", say(error))
        else:
            self.add_error(None, say(error))
        return []

    def _offer(self, languages: list[str]) -> None:
        """A choice of the languages that the file holds, in place of the field."""
        self.fields["language"].widget = forms.Select(choices=[(code, code) for code in languages])

    def clean_language(self) -> str:
        code: str = self.cleaned_data["language"].strip()
        try:
            if code:
                check_language(code)
        except InputError as error:
            raise forms.ValidationError(say(error)) from error
        return code


def remark(problem: Problem) -> dict[str, Any]:
    """A problem or warning in the reader's language, with its place."""
    return {
        "line": problem.line,
        "message": gettext(problem.template) % in_words(problem.params),
        "excerpt": problem.excerpt,
    }
