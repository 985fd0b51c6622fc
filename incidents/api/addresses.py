"""Permanent addresses of what the API gives: from SITE_URL, never from the request."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation

LANGUAGES = ("fr", "en")


def absolute(name: str, *args: str, language: str = "") -> str:
    """The permanent address of something."""
    if not language:
        return settings.SITE_URL + reverse(name, args=args)
    with translation.override(language):
        return settings.SITE_URL + reverse(name, args=args)


def pages_of(name: str, *args: str, anchor: str = "") -> dict[str, str]:
    """The permanent address of a page, by language."""
    place = f"#{anchor}" if anchor else ""
    return {code: absolute(name, *args, language=code) + place for code in LANGUAGES}
