"""Words of staff that judge a person, as a warning: on the incident's page, before a move, after a
save. Nothing is refused for them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from incidents.documents import Document
from incidents.models import Claim, Incident
from incidents.neutrality import LoadedWord, finding_is_final, loaded_words, loaded_words_in
from incidents.projection import document

PLACES: dict[str, str | Promise] = {
    "title": _("title"),
    "summary": _("summary"),
    "verdict": _("basis of the verdict"),
    "involvement": _("note of an involvement"),
    "appearance": _("note of an appearance"),
    "claim": _("claim, in our own words"),
    "procedure": _("note of a procedure"),
}

LANGUAGES: dict[str, str | Promise] = {"fr": _("French"), "en": _("English")}

FIELDS = {
    Incident: {"title": "title", "summary": "summary", "verdict": "verdict_basis"},
    Claim: {"claim": "summary"},
}
"""The texts that a form saves: the place, and the field without its language."""


@dataclass(frozen=True)
class Warned:
    """One loaded word, its place and language as a reader knows them."""

    place: str
    language: str
    code: str
    word: str
    around: str


def warned(content: Document) -> list[Warned]:
    """The loaded words of a public document."""
    return _in_words(loaded_words(content))


class WarnsOfLoadedWords:
    """For the admin of a record with texts of our own: says after a save what a reader may take for
    a judgment, unless a final conviction is recorded in every incident that shows it."""

    def save_related(self, request: HttpRequest, form: Any, *args: Any) -> None:
        super().save_related(request, form, *args)  # type: ignore[misc]
        found = _words_of(form.instance)
        if found and not _all_decided(form.instance):
            said = gettext("A word here may judge a person: %(words)s. It was saved all the same.")
            one = gettext("%(place)s (%(language)s): “%(around)s”")
            messages.warning(request, said % {"words": "; ".join(one % vars(e) for e in found)})


def _words_of(record: Incident | Claim) -> list[Warned]:
    return _in_words(
        word
        for place, field in FIELDS[type(record)].items()
        for word in loaded_words_in(
            place, {code: getattr(record, f"{field}_{code}") for code in LANGUAGES}
        )
    )


def _all_decided(record: Incident | Claim) -> bool:
    incidents: Sequence[Incident]
    incidents = [record] if isinstance(record, Incident) else list(record.incidents.all())
    return bool(incidents) and all(finding_is_final(document(each)) for each in incidents)


def _in_words(found: Iterable[LoadedWord]) -> list[Warned]:
    return [
        Warned(
            str(PLACES[each.place]),
            str(LANGUAGES[each.language]),
            each.language,
            each.word,
            each.around,
        )
        for each in found
    ]
