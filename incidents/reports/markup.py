"""Template tags of the report: wording of values, labels of codes, citations."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django import template
from django.utils.encoding import iri_to_uri
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext

from incidents import codes
from incidents.exchange import Statement
from incidents.labels import dsa, outcome_label
from incidents.labels import label as label_of
from incidents.labels.changes import change_in_words
from incidents.procedures import EventKind
from incidents.reports import law_wording, wording
from incidents.timecode import display

register = template.Library()

register.filter("said", wording.said)
register.filter("plain", wording.plain)
register.filter("tongue", wording.tongue)
register.filter("fact_date", wording.fact_date)
register.filter("number", wording.number)
register.filter("clock", display)
register.filter("outcome", outcome_label)
register.filter("term", law_wording.term)
register.filter("old_law", law_wording.old_law)
register.filter("standing", law_wording.standing)
register.filter("notice", law_wording.notice)
register.filter("days", law_wording.days)
register.filter("decisions", law_wording.decisions)

WEB = ("http://", "https://")


@register.filter
def label(code: str, enum: str) -> str:
    """The label of a code: ``{{ claim.stance|label:"Stance" }}``."""
    kind: type[StrEnum] = EventKind if enum == "EventKind" else getattr(codes, enum)
    return label_of(kind(code))


@register.filter
def coded(code: str) -> SafeString:
    """A code of a statement of reasons in words, itself beside them; an unknown one as it is."""
    if code not in dsa.WORDS:
        return conditional_escape(code)
    return format_html("{} <small>{}</small>", dsa.statement_word(code), code)


@register.filter
def heading(text: str) -> str:
    """The label with a capital, as a heading or a cell of its own wants it."""
    return str(capfirst(str(text)))


@register.filter
def day(iso: str | None) -> str:
    """A calendar day in words, from its ISO form; "" for none."""
    return wording.day(date.fromisoformat(iso)) if iso else ""


@register.filter
def moment(iso: str) -> str:
    """A moment in words, from its ISO form with offset."""
    return wording.moment(datetime.fromisoformat(iso))


@register.filter
def web_address(address: str) -> str:
    """The address in ASCII if a link may lead there (http, https), else ""."""
    return str(iri_to_uri(address)) if address.lower().startswith(WEB) else ""


@register.filter
def names(actors: list[dict[str, Any]]) -> SafeString:
    """Names of actors, comma between them."""
    return SafeString(", ".join(wording.said(actor["name"]) for actor in actors))


@register.filter
def terms(found: list[dict[str, Any]]) -> SafeString:
    """Labels of vocabulary terms, comma between them, the first with a capital."""
    return SafeString(capfirst(", ".join(wording.said(term["label"]) for term in found)))


@register.filter
def concerned(procedure: dict[str, Any]) -> SafeString:
    """Before whom, on whose initiative, concerning whom."""
    parts = []
    if authority := procedure["authority"]:
        name = wording.said(authority["name"])
        reference = procedure["authority_reference"]
        parts.append(format_html("{} ({})", name, reference) if reference else name)
    if procedure["complainants"]:
        who = names(procedure["complainants"])
        parts.append(format_html("{} {}", gettext("on the initiative of"), who))
    if procedure["against_x"]:
        parts.append(conditional_escape(gettext("against persons unknown")))
    if procedure["respondents"]:
        who = names(procedure["respondents"])
        parts.append(format_html("{} {}", gettext("concerning"), who))
    return SafeString(capfirst(" · ".join(parts)))


@register.filter
def speaker(claim: dict[str, Any]) -> SafeString:
    """Who speaks: the actor, else the label given to an unnamed voice."""
    actor = claim["speaker"]["actor"]
    return wording.said(actor["name"] if actor else claim["speaker"]["label"])


@register.filter
def state(found: dict[str, Any]) -> str:
    """What became of a place where content was seen, as its events tell it."""
    parts = []
    if found["first_seen"]:
        parts.append(gettext("first seen: %(date)s") % _on(found["first_seen"]))
    if found["last_seen_alive"]:
        parts.append(gettext("last seen alive: %(date)s") % _on(found["last_seen_alive"]))
    now = label_of(codes.Availability(found["now"]))
    parts.append(gettext("state: %(state)s") % {"state": now})
    if found["label_then_removed"]:
        parts.append(gettext("a label was added, then removed"))
    else:
        parts.append(label_of(codes.Labelling(found["label"])))
    return str(capfirst(" · ".join(parts)))


def _on(found: dict[str, Any]) -> dict[str, str]:
    return {"date": wording.fact_date(found)}


@register.filter
def voice(statement: Statement) -> SafeString:
    """Who made a claim, or whom an involvement concerns."""
    record = statement.record
    return speaker(record) if statement.is_claim else wording.said(record["actor"]["name"])


@register.filter
def amounts_to(statement: Statement) -> list[str]:
    """What a claim amounts to, where its stance and its place do not say it already."""
    told = {codes.Reading.ACCUSATION, codes.Reading.DENIAL, codes.Reading.RETRACTION}
    return [
        label_of(codes.Reading(reading)) for reading in statement.readings if reading not in told
    ]


@register.filter
def assessment(claim: dict[str, Any]) -> list[str]:
    """How sure it is, each axis by itself: they are never averaged."""
    axes = [
        (gettext("reliability of the source: %(level)s"), "reliability", codes.Reliability),
        (gettext("credibility of the information: %(level)s"), "credibility", codes.Credibility),
        (gettext("likelihood: %(level)s"), "likelihood", codes.Likelihood),
    ]
    judged = [(words, kind(claim[key])) for words, key, kind in axes if claim[key]]
    return [words % {"level": label_of(level)} for words, level in judged]


@register.filter
def alone(record: dict[str, Any]) -> list[dict[str, Any]]:
    """A list of one, for tags that take a list."""
    return [record]


@register.filter
def kind_of_change(change: dict[str, Any]) -> str:
    """Correction, development, withdrawal or merge, in the active language."""
    return change_in_words(change["kind"], change.get("into", ""))
