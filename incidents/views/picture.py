"""The picture that goes with a link to the site: its mark and its name, never any content."""

from functools import cache

import resvg_py
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.views.decorators.http import condition, require_safe

from incidents.canonical import digest
from incidents.reports.glyphs import FACES, font_file, printable

WIDTH, HEIGHT = 1200, 630
"""What the readers of Open Graph data show uncut."""
LONGEST = 15
"""A longer name of the site is written smaller."""


def _etag(request: HttpRequest) -> str:
    return f'"{digest([settings.SITE_NAME, get_language()])[:20]}"'


@require_safe
@condition(etag_func=_etag)
def picture(request: HttpRequest) -> HttpResponse:
    """A PNG, since most of those readers show no SVG; one per site and language."""
    return HttpResponse(drawn(settings.SITE_NAME, get_language() or ""), content_type="image/png")


@cache
def drawn(name: str, language: str) -> bytes:
    """The picture with the name of a site; drawn once, in the words of the active language, with
    our own font: those of the system differ from host to host."""
    shown = printable(name)
    context = {"name": shown, "size": 132 if len(shown) <= LONGEST else 132 * LONGEST // len(shown)}
    return resvg_py.svg_to_bytes(
        svg_string=render_to_string("public/picture.svg", context),
        skip_system_fonts=True,
        font_files=[str(font_file(face)) for face in FACES.values()],
        font_family="Source Sans Pro",
        width=WIDTH,
        height=HEIGHT,
    )
