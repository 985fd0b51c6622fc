"""How the pages of closing a period say what is closed, and where that stands."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import template
from django.utils.text import capfirst
from django.utils.translation import gettext

from incidents.codes import RunState, RunStep
from incidents.coverage import Coverage
from incidents.labels import in_words, label
from incidents.models.incident import LANGUAGES
from incidents.report_jobs import Standing

register = template.Library()
TENTHS = 10


@register.filter("coverage_words")
def coverage_words(coverage: Coverage) -> str:
    """ "October 2026 (FR)": what a report is about."""
    return str(in_words({"of": coverage})["of"])


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
        values["what"] = gettext(values["what"])
    if "language" in values:
        values["language"] = dict(LANGUAGES).get(values["language"], values["language"])
    return gettext(line["said"]) % values if values else gettext(line["said"])


@register.filter("log_moment")
def log_moment(line: Mapping[str, Any]) -> datetime:
    """When it was said."""
    return datetime.fromisoformat(line["at"])
