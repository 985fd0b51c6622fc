"""How the pages of an import say where it stands."""

from typing import Any

from django import template
from django.utils.text import capfirst
from django.utils.translation import gettext

from incidents.codes import ImportFormat, ImportStage, ImportState
from incidents.import_jobs import Standing
from incidents.labels import label

register = template.Library()
TENTHS = 10


@register.filter("import_format")
def import_format(code: str) -> str:
    """The format of a file in words."""
    return label(ImportFormat(code))


@register.filter("encoding_name")
def encoding_name(codec: str) -> str:
    """An encoding as people write it."""
    return {"utf-8-sig": "UTF-8", "cp1252": "Windows-1252"}.get(codec, codec.upper())


@register.filter("ending")
def ending(batch: Any) -> str:
    """What became of it first: only what was carried out is undone."""
    return label(ImportState.CARRIED_OUT if batch.undone_at else ImportState(batch.state))


@register.filter("under_way")
def under_way(work: Standing) -> str:
    """What is being done, and how much of it is done."""
    if not work.running:
        return gettext("Waits for the worker.")
    if work.progress is None:
        return gettext("The worker is at it.")
    stage = capfirst(label(ImportStage(work.progress.stage)))
    if not work.progress.of:
        return f"{stage}…"
    return gettext("%(stage)s: %(done)d of %(of)d") % {
        "stage": stage,
        "done": work.progress.done,
        "of": work.progress.of,
    }


@register.filter("milestone")
def milestone(work: Standing) -> str:
    """The same, no oftener than at each tenth: what is read out to who cannot see the bar."""
    if not work.running or work.progress is None or not work.progress.of:
        return under_way(work)
    stage = capfirst(label(ImportStage(work.progress.stage)))
    percent = TENTHS * work.progress.done // work.progress.of * (100 // TENTHS)
    return gettext("%(stage)s: %(percent)d %%") % {"stage": stage, "percent": percent}


@register.filter("place")
def place(said: Any) -> str:
    """In which column of its line something is wrong; nothing where it is about the whole line."""
    if not said.column:
        return f"{said.name}:" if said.name else ""
    named = f" ({said.name})" if said.name else ""
    return gettext("Column %(number)d%(named)s:") % {"number": said.column, "named": named}
