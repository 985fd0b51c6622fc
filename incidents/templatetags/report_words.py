"""How the pages of closing a period say what is closed, and where that stands."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import template
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from incidents.codes import RunState, RunStep
from incidents.coverage import Coverage, read
from incidents.input_error import InputError
from incidents.labels import in_words, label
from incidents.report_jobs import Standing

register = template.Library()
TENTHS = 10
LANGUAGES: dict[str, Any] = {"fr": _("French"), "en": _("English")}
RENDERING: dict[str, Any] = {
    "arranging the snapshot": _("arranging the snapshot"),
    "laying out the pages": _("laying out the pages"),
    "done": _("done"),
}
"""What ``reports.render`` tells; and this, of one that comes in volumes."""
VOLUME = re.compile(r"laying out volume ([0-9]+) of ([0-9]+)")


@register.filter("coverage_words")
def coverage_words(coverage: Coverage) -> str:
    """ "October 2026 (FR)": what a report is about."""
    return str(in_words({"of": coverage})["of"])


@register.filter("key_words")
def key_words(key: str) -> str:
    """The same for a key, without a query: the key itself where its days are those of an election,
    or where it means nothing any more."""
    try:
        written = read(key)
    except InputError:
        return key
    return key if written.span is None else coverage_words(written.covered())


@register.filter("under_way")
def under_way(work: Standing) -> str:
    """What is being done, and how much of it is done."""
    run = work.run
    if run.state != RunState.RUNNING:
        return capfirst(label(RunState(run.state)))
    return gettext("%(step)s: %(done)d %% done") % {
        "step": capfirst(label(RunStep(run.step))),
        "done": run.done,
    }


@register.filter("milestone")
def milestone(work: Standing) -> str:
    """The same, no oftener than at each tenth: what is read out to who cannot see the bar."""
    run = work.run
    if run.state != RunState.RUNNING:
        return under_way(work)
    percent = run.done // TENTHS * TENTHS
    return gettext("%(step)s: %(done)d %% done") % {
        "step": capfirst(label(RunStep(run.step))),
        "done": percent,
    }


@register.filter("log_words")
def log_words(line: Mapping[str, Any]) -> str:
    """A line of the log: its sentence is English in the code, and so is what is done; a language
    has its own name."""
    values = dict(line.get("with", {}))
    if "what" in values:
        values["what"] = _rendering(values["what"])
    if "language" in values:
        values["language"] = str(LANGUAGES.get(values["language"], values["language"]))
    return gettext(line["said"]) % values if values else gettext(line["said"])


def _rendering(what: str) -> str:
    if found := VOLUME.fullmatch(what):
        return gettext("laying out volume %(number)s of %(of)s") % {
            "number": found[1],
            "of": found[2],
        }
    return str(RENDERING.get(what, what))


@register.filter("log_moment")
def log_moment(line: Mapping[str, Any]) -> datetime:
    """When it was said."""
    return datetime.fromisoformat(line["at"])
