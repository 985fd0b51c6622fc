"""Words of staff that judge a person, as a warning: on the incident's page, before a move, after a
save. Nothing is refused for them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from incidents.documents import Document
from incidents.models import Claim, Incident, Involvement, ProcedureEvent
from incidents.neutrality import (
    NOTHING_DECIDED,
    LoadedWord,
    decided,
    finally_convicted,
    loaded_words,
    loaded_words_in,
)
from incidents.projection import document

PLACES: dict[str, str | Promise] = {
    "title": _("title"),
    "summary": _("summary"),
    "verdict": _("basis of the verdict"),
    "involvement": _("note of an involvement"),
    "appearance": _("note of an appearance"),
    "reading": _("reason for a headline reading"),
    "claim": _("claim, in our own words"),
    "speaker": _("label of a speaker"),
    "procedure": _("note of a procedure"),
    "step": _("reason for a step outside the table"),
    "label": _("public label of somebody not named"),
}

LANGUAGES: dict[str, str | Promise] = {"fr": _("French"), "en": _("English")}

Warns = Incident | Claim | Involvement | ProcedureEvent

FIELDS: dict[type[Warns], dict[str, str]] = {
    Incident: {"title": "title", "summary": "summary", "verdict": "verdict_basis"},
    Claim: {"claim": "summary", "speaker": "speaker_label"},
    Involvement: {"involvement": "note"},
    ProcedureEvent: {"procedure": "note"},
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
    a judgment, unless in every incident that shows it a final conviction lets it say so."""

    def save_related(self, request: HttpRequest, form: Any, *args: Any) -> None:
        super().save_related(request, form, *args)  # type: ignore[misc]
        warn(request, form.instance)


def warn(request: HttpRequest, record: Warns) -> None:
    """The message of a save, where one is due; without a loaded word no document is made."""
    if not _words_of(record, []):
        return
    contents = [document(each) for each in _incidents_of(record)]
    if found := _words_of(record, contents):
        said = gettext("A word here may judge a person: %(words)s. It was saved all the same.")
        one = gettext("%(place)s (%(language)s): “%(around)s”")
        words = said % {"words": "; ".join(one % vars(e) for e in found)}
        messages.warning(request, " ".join([words, *convictions(contents)]))


def convictions(contents: Iterable[Document]) -> list[str]:
    """A sentence for each final conviction that documents record, with the name as they have it."""
    said = gettext(
        "A final conviction of %(name)s is recorded: only a sentence that names them, and nobody "
        "else, may say so."
    )
    people = (actor["name"] for content in contents for actor in finally_convicted(content))
    return list(dict.fromkeys(said % {"name": _name(each)} for each in people))


def _name(name: dict[str, str]) -> str:
    return name.get(get_language() or "") or next((each for each in name.values() if each), "")


def _incidents_of(record: Warns) -> Sequence[Incident]:
    match record:
        case Incident():
            return [record]
        case Involvement():
            return [record.incident]
        case ProcedureEvent():
            return list(record.procedure.incidents.all())
        case _:
            return list(record.incidents.all())


def _words_of(record: Warns, contents: Sequence[Document]) -> list[Warned]:
    """The loaded words of its texts that one of its incidents, or none at all, does not let say."""
    known = [decided(content) for content in contents] or [NOTHING_DECIDED]
    found = [
        word
        for place, field in FIELDS[type(record)].items()
        for each in known
        for word in loaded_words_in(
            place, {code: getattr(record, f"{field}_{code}") for code in LANGUAGES}, each
        )
    ]
    return _in_words(dict.fromkeys(found))


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
