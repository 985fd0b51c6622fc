"""Why an import is not carried out, or not undone."""

from incidents.input_error import InputError


class ImportRefused(InputError):
    """An import that cannot be carried out, or not be undone."""
