"""What every public page shares: how it is rendered, and the day it is read on."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone


def show(
    request: HttpRequest, template: str, section: str = "", *, status: int = 200, **context: Any
) -> HttpResponse:
    """The page of a template below `public/`; `section` is the entry of the menu it belongs to."""
    return render(request, f"public/{template}", {"section": section, **context}, status=status)


def today() -> date:
    """Today in Paris: what is "nothing known to have followed" depends on it."""
    return timezone.localdate()
