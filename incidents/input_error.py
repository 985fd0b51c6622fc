"""The root of what can be wrong with something a person handed in; pure.

An error keeps its English template and its values apart, so that the Django layer can say the same
sentence in the reader's language: ``gettext(error.template) % error.params``.
"""

from datetime import datetime


def gettext_noop(message: str) -> str:
    """Mark a template for the message catalogues without translating it here."""
    return message


class Words(str):
    """A value that is a sentence, or a part of one, in English: readers get its translation."""

    __slots__ = ()


class InputError(ValueError):
    """Input that cannot be accepted; the message names the value and, where known, the place."""

    def __init__(self, template: str, **params: object) -> None:
        self.template = template
        self.params = params
        super().__init__(template % {name: _plain(value) for name, value in params.items()})


def _plain(value: object) -> object:
    """A list of errors as one sentence, a moment to the minute (as a day, in ISO form: what readers
    see, the Django layer words), of words in both languages the English ones; anything else as it
    is."""
    if isinstance(value, dict):
        return value["en"] or value["fr"]
    if isinstance(value, datetime):
        return value.isoformat(timespec="minutes")
    return "; ".join(map(str, value)) if isinstance(value, list) else value
