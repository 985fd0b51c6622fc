"""What every public page shares: how it is rendered, and the day it is read on."""

from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation


def show(
    request: HttpRequest, template: str, section: str = "", *, status: int = 200, **context: Any
) -> HttpResponse:
    """The page of a template below `public/`; `section` is the entry of the menu it belongs to."""
    return render(request, f"public/{template}", {"section": section, **context}, status=status)


def today() -> date:
    """Today in Paris: what is "nothing known to have followed" depends on it."""
    return timezone.localdate()


def addresses(name: str, *args: Any, end: str = "") -> dict[str, str]:
    """The permanent addresses of a page, by language; ``end`` is a query or a fragment."""
    found = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found[language] = settings.SITE_URL + reverse(f"public:{name}", args=args) + end
    return found
