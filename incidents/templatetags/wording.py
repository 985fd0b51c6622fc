"""How values of a public document become words on a page.

Every text that came from outside passes through `visible`: control and bidirectional marks are
shown as what they are, and markup is escaped, never interpreted.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

from django import template
from django.utils import timezone
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator, capfirst
from django.utils.translation import get_language, gettext, gettext_lazy

from incidents import codes, dates, labels, timecode
from incidents.labels import dsa
from incidents.procedures import EventKind
from incidents.reports.wording import hour as hour_in_words
from incidents.reports.wording import unbroken
from incidents.search import Marks

register = template.Library()

ENUMS: dict[str, type[StrEnum]] = {
    "actor_kind": codes.ActorKind,
    "answer": codes.AnswerKind,
    "appearance": codes.AppearanceKind,
    "availability": codes.Availability,
    "change_log": codes.ChangeLog,
    "channel": codes.Channel,
    "clock": codes.ClockCode,
    "clock_nature": codes.ClockNature,
    "decision": codes.Decision,
    "follow_up": codes.FollowUpKind,
    "labelling": codes.Labelling,
    "stage": codes.Stage,
    "appearance_event": codes.AppearanceEventKind,
    "credibility": codes.Credibility,
    "directness": codes.Directness,
    "election_kind": codes.ElectionKind,
    "event": EventKind,
    "legal_status": codes.LegalStatus,
    "likelihood": codes.Likelihood,
    "made_by": codes.MadeBy,
    "measure": codes.Measure,
    "platform_kind": codes.PlatformKind,
    "presented_as": codes.PresentedAs,
    "proposition": codes.Proposition,
    "publication_kind": codes.PublicationKind,
    "reading": codes.Reading,
    "reliability": codes.Reliability,
    "role": codes.Role,
    "scheme": codes.Scheme,
    "sensitivity": codes.Sensitivity,
    "source_kind": codes.SourceKind,
    "speaker_role": codes.SpeakerRole,
    "stance": codes.Stance,
    "supports": codes.Supports,
    "synthetic_level": codes.SyntheticLevel,
    "track": codes.Track,
    "verdict": codes.Verdict,
}
"""Names by which templates ask for the label of a code: `{{ code|label:"stance" }}`."""

MARKS = {0x061C, 0x200B, 0x200E, 0x200F, 0x2028, 0x2029, 0xFEFF}
MARKS |= set(range(0x202A, 0x202F)) | set(range(0x2066, 0x206A)) | {0xFFFE, 0xFFFF}
"""Invisible characters that can turn the order of a text round or hide in it; the last two are
none, and no feed that has them can be read."""


def is_mark(character: str) -> bool:
    """Whether a character is a control or bidirectional mark; line ends and tabs are not."""
    code = ord(character)
    if character in "\n\t\r":
        return False
    return code < 0x20 or 0x7F <= code < 0xA0 or code in MARKS


@register.filter
def visible(text: str) -> SafeString:
    """The text escaped, each control or bidirectional mark shown by its code point."""
    if not any(is_mark(character) for character in text):
        return conditional_escape(text)
    pieces = [
        format_html('<span class="ctl">U+{}</span>', f"{ord(c):04X}") if is_mark(c) else c
        for c in text
    ]
    return format_html_join("", "{}", ((piece,) for piece in pieces))


@register.filter
def text(value: Mapping[str, str] | str | None) -> str:
    """A bilingual value as plain text: the page's language, else the other one.

    For titles and attributes, where no language can be marked; elsewhere use `passage`.
    """
    if not isinstance(value, Mapping):
        value = {"": value or ""}
    found = value.get(get_language() or "", "") or next((t for t in value.values() if t), "")
    return "".join(f"[U+{ord(c):04X}]" if is_mark(c) else c for c in found)


@register.filter
def tongue(value: Mapping[str, str]) -> str:
    """The language of the text that `text` gives."""
    active = get_language() or ""
    return active if value.get(active) else next((key for key, t in value.items() if t), active)


@register.filter
def in_quotes(value: Mapping[str, str]) -> str:
    """A title between the quotation marks of its own language."""
    if tongue(value) == "fr":
        return f"«\N{NO-BREAK SPACE}{text(value)}\N{NO-BREAK SPACE}»"
    return f"“{text(value)}”"


@register.filter
def pieces(found: Iterable[tuple[str, bool]]) -> SafeString:
    """A text in pieces, escaped; what was searched for is marked."""
    return format_html_join(
        "",
        "{}",
        ((format_html("<mark>{}</mark>", visible(t)) if m else visible(t),) for t, m in found),
    )


@register.filter
def passage(value: Mapping[str, str] | None, marks: Marks | None = None) -> SafeString:
    """A bilingual value in a page: where only the other language has it, marked and said so.
    ``marks`` are what was searched for."""
    if not value:
        return mark_safe("")
    active = get_language() or ""

    def shown(text: str) -> SafeString:
        return pieces(marks.pieces(unbroken(text))) if marks else visible(unbroken(text))

    if value.get(active):
        return shown(value[active])
    for language, found in value.items():
        if found:
            return format_html(
                '<span lang="{}">{}</span> <span class="foreign-note">({})</span>',
                language,
                shown(found),
                gettext("not translated"),
            )
    return mark_safe("")


@register.filter
def speaker(claim: Mapping[str, Any]) -> SafeString:
    """Who speaks in a claim: the actor's name, or what an unnamed voice is called by."""
    voice = claim["speaker"]
    return passage(voice["actor"]["name"] if voice["actor"] else voice["label"])


@register.filter
def label(code: str, kind: str) -> str:
    """The label of a behavioural code in the page's language, lower case."""
    return labels.label(ENUMS[kind](code))


@register.filter
def outcome(code: str) -> SafeString:
    """The label of an outcome, or what staff wrote where it is no code."""
    return visible(labels.outcome_label(code))


@register.filter
def heading(words: str) -> str:
    """The same words with a capital, to stand at the beginning of a line."""
    return capfirst(str(words))


@register.filter
def in_words(fact: Mapping[str, Any] | None) -> str:
    """A fact date in words, with its precision: "between 9 and 15 April 2026"."""
    if not fact:
        return ""
    earliest, latest = (
        date.fromisoformat(fact[side]) if fact[side] else None for side in ("earliest", "latest")
    )
    known = dates.FactDate(earliest, latest, dates.DatePrecision(fact["precision"]))
    return dates.wording(known, get_language() or "fr")


@register.filter
def day(moment: date | datetime | str | None) -> str:
    """A day in words; of a moment, the day it was in Paris. Texts are read as ISO 8601."""
    if not moment:
        return ""
    if isinstance(moment, str):
        moment = datetime.fromisoformat(moment) if "T" in moment else date.fromisoformat(moment)
    if isinstance(moment, datetime):
        moment = timezone.localtime(moment).date()
    return dates.day_wording(moment, get_language() or "fr")


@register.filter
def day_and_hour(at: datetime) -> str:
    """A moment in Paris: 13 June 2026, 20:00."""
    return f"{day(at)}, {hour_in_words(at)}"


@register.filter
def hour(at: datetime) -> str:
    """The hour of a moment in Paris."""
    return hour_in_words(at)


@register.filter
def clock(milliseconds: int | None) -> str:
    """A place in a recording as MM:SS; nothing where it is unknown."""
    return "" if milliseconds is None else timecode.display(milliseconds)


@register.filter
def whole_second(milliseconds: int) -> int:
    """The second of a place in a recording, as addresses name it."""
    return milliseconds // timecode.MS_PER_SECOND


@register.filter
def is_web_address(url: str) -> bool:
    """Whether an address may become a link: http and https only."""
    return url.startswith(("https://", "http://"))


@register.filter
def host(url: str) -> str:
    """The host of an address, to name a link by."""
    return urlsplit(url).hostname or url


@register.filter
def grouped(number: int) -> SafeString:
    """A whole number with its thousands set apart, the way the page's language does."""
    separator = "\N{NARROW NO-BREAK SPACE}" if get_language() == "fr" else ","
    return mark_safe(f"{number:,}".replace(",", separator))


@register.filter
def source_name(source: Mapping[str, Any]) -> str:
    """What to call a source: its title, else the beginning of its description, else its kind."""
    named = source["title"] or Truncator(source["description"]).chars(80)
    return text(named) or heading(label(source["kind"], "source_kind"))


CITING_PARTS = {
    "incident": gettext_lazy("facts"),
    "involvement": gettext_lazy("who is concerned"),
    "appearance": gettext_lazy("where it appeared"),
    "claim": gettext_lazy("statement"),
    "procedure": gettext_lazy("legal step"),
}
"""Parts of an incident's page that a citation can belong to."""


@register.filter
def citing_part(kind: str) -> str:
    """The part of an incident's page that cites a passage."""
    return str(CITING_PARTS[kind])


@register.filter
def clock_source(code: str) -> str:
    """The provision that sets a term, in the page's language."""
    return labels.clock_source(codes.ClockCode(code))


@register.filter
def clock_actor(code: str) -> str:
    """Who must act within a term, or may, in the page's language."""
    return labels.clock_actor(codes.ClockCode(code))


@register.filter
def statement_word(code: str) -> SafeString:
    """A code of a statement of reasons in words; one that has none stays as it is."""
    return visible(dsa.statement_word(code))


@register.filter
def coded(code: str) -> SafeString:
    """The same with the code itself beside it, small."""
    return with_code(dsa.statement_word(code), code) if code in dsa.WORDS else visible(code)


def with_code(words: str, code: str) -> SafeString:
    """The label with its code beside it, which a line may break."""
    parts = ((part,) for part in code.split("_"))
    broken = format_html_join(mark_safe("_<wbr>"), "{}", parts)
    return format_html("<span>{} <code>{}</code></span>", words, broken)
