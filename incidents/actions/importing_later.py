"""An import carried out or undone by the worker, in the name of whoever asked for it. What stopped
it is kept with the import, in that person's language; nobody waits to be told otherwise."""

from django.contrib.auth import get_user_model

from incidents.actions import importing
from incidents.codes import ImportState
from incidents.input_error import InputError
from incidents.labels import said
from incidents.models import Import
from incidents.models.base import Person
from incidents.recorded import recorded


def carry_out(*, batch: int, by: int) -> None:
    """An import that is no longer waiting was carried out by somebody else: nothing is to be done.

    What nobody foresaw leaves it waiting, so that it can be asked for again."""
    found, person = Import.objects.get(pk=batch), _person(by)
    if found.state != ImportState.STAGED:
        return
    try:
        importing.carry_out(batch=found, by=person)
    except InputError as error:
        if _is(found, ImportState.STAGED):
            importing.fail(batch=found, by=person, failure=_said(error, person))


def undo(*, batch: int, by: int, reason: str) -> None:
    """One that somebody else undid meanwhile is undone."""
    found, person = Import.objects.get(pk=batch), _person(by)
    if found.state != ImportState.CARRIED_OUT:
        return
    try:
        importing.undo(batch=found, by=person, reason=reason)
    except InputError as error:
        if _is(found, ImportState.CARRIED_OUT):
            note_refusal(batch=found, by=person, failure=_said(error, person))


@recorded
def note_refusal(*, batch: Import, by: Person, failure: str) -> None:
    """Why an import was not undone, until it is."""
    batch.failure = failure
    batch.save(update_fields=["failure"])


def _is(batch: Import, state: ImportState) -> bool:
    return Import.objects.filter(pk=batch.pk, state=state).exists()


def _person(key: int) -> Person:
    return get_user_model()._default_manager.get(pk=key)


def _said(error: InputError, person: Person) -> str:
    return said(error, getattr(person, "language", "") or "fr")
