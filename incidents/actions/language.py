"""Codes of languages, as people and files give them."""

import re

from incidents.input_error import InputError, gettext_noop

LONGEST = 12
_CODE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", re.ASCII)


class LanguageError(InputError):
    """Something that is not the code of a language."""


def is_language(code: str) -> bool:
    """Whether it looks like ``fr`` or ``en-GB`` and fits where it is kept."""
    return len(code) <= LONGEST and _CODE.fullmatch(code) is not None


def check_language(code: str) -> None:
    """Raise LanguageError, naming what was given."""
    if not is_language(code):
        raise LanguageError(
            gettext_noop("language “%(language)s” is not a code such as fr or en-GB"),
            language=code[:40],
        )
