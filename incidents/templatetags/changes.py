"""What changed, in words: names of fields, and their values as a reader knows them."""

from typing import Any

from django import template
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext, pgettext_lazy

from incidents import labels
from incidents.change_log import Change
from incidents.compared import Difference
from incidents.labels.changes import change_in_words
from incidents.templatetags.changed_values import joined, named, nothing, worded
from incidents.templatetags.wording import ENUMS
from incidents.word_diff import COME, GONE, Run, Sides, sides

register = template.Library()

MOST_IN_PUBLIC = 800
"""Words of a text that are compared for every reader: a few milliseconds."""
LONGEST_NAME = 120
NOTHING = SafeString("")

PARTS: dict[str, str | Promise] = {
    "incident": pgettext_lazy("what changed", "the facts"),
    "involvements": pgettext_lazy("what changed", "who is concerned"),
    "appearances": pgettext_lazy("what changed", "where it appeared"),
    "claims": pgettext_lazy("what changed", "statement"),
    "procedures": pgettext_lazy("what changed", "legal follow-up"),
    "replies": pgettext_lazy("what changed", "right of reply"),
    "sources": pgettext_lazy("what changed", "source"),
}
FIELDS: dict[str, str | Promise] = {
    "about": pgettext_lazy("what changed", "about"),
    "account": pgettext_lazy("what changed", "account"),
    "account_masked": pgettext_lazy("what changed", "account masked"),
    "actor": pgettext_lazy("what changed", "who"),
    "against_x": pgettext_lazy("what changed", "against persons unknown"),
    "archived_url": pgettext_lazy("what changed", "archived address"),
    "authority": pgettext_lazy("what changed", "authority"),
    "authority_reference": pgettext_lazy("what changed", "reference of the authority"),
    "bases": pgettext_lazy("what changed", "legal bases"),
    "by": pgettext_lazy("what changed", "who asks"),
    "category": pgettext_lazy("what changed", "category"),
    "citations": pgettext_lazy("what changed", "sources cited"),
    "complainants": pgettext_lazy("what changed", "complainants"),
    "credibility": pgettext_lazy("what changed", "credibility of the information"),
    "description": pgettext_lazy("what changed", "description"),
    "directness": pgettext_lazy("what changed", "directness"),
    "disclosure": pgettext_lazy("what changed", "disclosure"),
    "election": pgettext_lazy("what changed", "election"),
    "events": pgettext_lazy("what changed", "events"),
    "facts_date": pgettext_lazy("what changed", "date of the facts"),
    "goals": pgettext_lazy("what changed", "goals"),
    "incident_citations": pgettext_lazy("what changed", "sources cited"),
    "jurisdiction": pgettext_lazy("what changed", "jurisdiction"),
    "kind": pgettext_lazy("what changed", "kind"),
    "language": pgettext_lazy("what changed", "language"),
    "likelihood": pgettext_lazy("what changed", "likelihood"),
    "media": pgettext_lazy("what changed", "media"),
    "name": pgettext_lazy("what changed", "name"),
    "note": pgettext_lazy("what changed", "note"),
    "observations": pgettext_lazy("what changed", "readings"),
    "on_behalf_of": pgettext_lazy("what changed", "on behalf of"),
    "original_language": pgettext_lazy("what changed", "original language"),
    "persona": pgettext_lazy("what changed", "persona"),
    "platform": pgettext_lazy("what changed", "platform"),
    "presented_as": pgettext_lazy("what changed", "presented as"),
    "proposition": pgettext_lazy("what changed", "what it is about"),
    "public_extent": pgettext_lazy("what changed", "how much of the text is public"),
    "published": pgettext_lazy("what changed", "date of publication"),
    "publisher": pgettext_lazy("what changed", "publisher"),
    "ratings": pgettext_lazy("what changed", "ratings"),
    "relayed_by": pgettext_lazy("what changed", "relayed by"),
    "reliability": pgettext_lazy("what changed", "reliability of the source"),
    "requested_on": pgettext_lazy("what changed", "asked for on"),
    "respondents": pgettext_lazy("what changed", "respondents"),
    "review_on": pgettext_lazy("what changed", "next review"),
    "role": pgettext_lazy("what changed", "role"),
    "said_on": pgettext_lazy("what changed", "said on"),
    "sensitivity": pgettext_lazy("what changed", "content notice"),
    "speaker": pgettext_lazy("what changed", "who speaks"),
    "spread": pgettext_lazy("what changed", "spread"),
    "stance": pgettext_lazy("what changed", "stance"),
    "summary": pgettext_lazy("what changed", "summary"),
    "synthetic_level": pgettext_lazy("what changed", "synthetic level"),
    "target_kind": pgettext_lazy("what changed", "kind of target"),
    "techniques": pgettext_lazy("what changed", "techniques"),
    "text": pgettext_lazy("what changed", "text"),
    "title": pgettext_lazy("what changed", "title"),
    "track": pgettext_lazy("what changed", "track"),
    "url": pgettext_lazy("what changed", "address"),
    "verdict_basis": pgettext_lazy("what changed", "basis of the verdict"),
    "verdict_code": pgettext_lazy("what changed", "verdict"),
    "verdict_on": pgettext_lazy("what changed", "date of the verdict"),
}
CODED = {
    "appearances.kind": "appearance",
    "claims.credibility": "credibility",
    "claims.directness": "directness",
    "claims.likelihood": "likelihood",
    "claims.proposition": "proposition",
    "claims.reliability": "reliability",
    "claims.stance": "stance",
    "incident.presented_as": "presented_as",
    "incident.sensitivity": "sensitivity",
    "incident.synthetic_level": "synthetic_level",
    "incident.verdict_code": "verdict",
    "involvements.role": "role",
    "procedures.track": "track",
    "sources.kind": "source_kind",
}
"""Fields that hold codes, with the name by which templates ask for their labels."""
IN_LANGUAGE_OF_RECORD = {"replies.text", "sources.title", "sources.description"}
"""Texts that exist in one language, which their record names."""


@register.filter
def what_changed(difference: Difference) -> str:
    """The field or record in words: "Title (fr)", "Statement: summary (en)"."""
    words = str(FIELDS[difference.field] if difference.field else PARTS[difference.part])
    if difference.field and difference.part != "incident":
        part = str(PARTS[difference.part])
        words = gettext("%(part)s: %(field)s") % {"part": part, "field": words}
    return capfirst(f"{words} ({difference.language})" if difference.language else words)


@register.filter
def old_and_new(difference: Difference) -> Sides:
    """Both values in words; of two texts, which words went and which came."""
    old, new = _said(difference, difference.old), _said(difference, difference.new)
    texts = isinstance(difference.old, str) and isinstance(difference.new, str)
    if texts and difference.old and difference.new and difference.name not in CODED:
        return sides(difference.old, difference.new, most=MOST_IN_PUBLIC)
    return Sides([Run(GONE, old)], [Run(COME, new)])


@register.filter
def tongue_of_texts(difference: Difference) -> str:
    """The language of both values where it is known to be one: of a text that exists per language,
    or that is in its record's; "" elsewhere, where each value marks its own."""
    if difference.record and difference.name in IN_LANGUAGE_OF_RECORD:
        return str(difference.record["language"])
    return difference.language


@register.filter
def record_name(difference: Difference) -> SafeString:
    """What the record is called that a field belongs to, cut where that is long."""
    record = difference.record if difference.field else None
    return named(record, lambda text: Truncator(text).chars(LONGEST_NAME)) if record else NOTHING


@register.filter
def kind_of_change(change: Change) -> str:
    """Correction, development, right of reply, withdrawal, merge."""
    return change_in_words(change.kind, change.into)


def _said(difference: Difference, value: Any) -> SafeString:
    if value is None or value in ("", []):
        return nothing(tongue_of_texts(difference))
    if not difference.field:
        return named(value)
    kind = CODED.get(difference.name)
    if kind is None:
        return worded(value)
    values = value if isinstance(value, list) else [value]
    return joined("; ", (labels.label(ENUMS[kind](each)) for each in values))
