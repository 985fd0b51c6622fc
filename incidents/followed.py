"""What can be followed, by feed or by e-mail: a filter of the list, one incident, one actor, the
issued reports.

The state is an address's query, as on the list; ``incident``, ``actor`` and ``reports`` are
parameters of their own, because the list has no such filter. Whatever tells of news about it reads
it here, so that the feed, the form and the mail cannot mean different things.
"""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.forms import DateField
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from incidents import dates
from incidents.codes import RecordKind, ReportKind
from incidents.filters import IncidentFilter, Rows
from incidents.filters.refusal import lines
from incidents.input_error import InputError, gettext_noop
from incidents.labels import label
from incidents.listing import address_now
from incidents.models import ListedActor, ListedIncident
from incidents.models.vocabulary import in_active_language

LONGEST = 1500
"""Characters of a query that are kept with a subscription; the longest readable ones have 600."""
SHOWN = 80
INCIDENT, ACTOR, REPORTS = "incident", "actor", "reports"
NAMED = (INCIDENT, ACTOR, REPORTS)
"""Parameters that no filter of the list has."""
ALL_REPORTS = "all"


class NotFollowed(InputError):
    """Nothing public, or nothing that can be read, to follow."""


class Unreadable(NotFollowed):
    """A filter that can't be read; ``lines`` name each field and what is wrong with it."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        super().__init__("%(lines)s", lines=list(lines))


@dataclass(frozen=True)
class Followed:
    """What is followed: its one query, its words (label and value), its incidents, its page, its
    feed. ``reports``: the kinds of issued reports that are followed instead of incidents."""

    query: str
    parts: list[tuple[str, str]]
    rows: Rows
    page: str
    feed: str
    reports: Sequence[ReportKind] = ()

    @property
    def words(self) -> str:
        """The same in one line of the active language."""
        if not self.parts:
            return _("all published incidents")
        return "; ".join(
            _("%(label)s: %(value)s") % {"label": a, "value": b} for a, b in self.parts
        )


def follow(data: QueryDict, today: date | None = None) -> Followed:
    """What a query asks to follow. Raises Unreadable, or NotFollowed for what is not public."""
    for name, find in ((INCIDENT, _incident), (ACTOR, _actor), (REPORTS, _reports)):
        if name in data:
            return find(data.getlist(name)[-1])
    filterset = IncidentFilter(_given(data), queryset=ListedIncident.objects.all(), today=today)
    if not filterset.is_valid():
        raise Unreadable(lines(filterset.problems))
    query = active(filterset).urlencode()
    if len(query) > LONGEST:
        raise Unreadable([_("The filter has too many values to be followed.")])
    page, feed = (
        f"{reverse(f'public:{name}')}?{query}".removesuffix("?") for name in ("incidents", "feed")
    )
    return Followed(query, in_words(filterset), filterset.qs, page, feed)


def _given(data: QueryDict) -> QueryDict:
    """What a form sends for the fields left empty asks for nothing."""
    kept = QueryDict(mutable=True)
    for name, values in data.lists():
        kept.setlist(name, [value for value in values if value])
    return kept


def active(filterset: IncidentFilter, *, also: Iterable[str] = ()) -> QueryDict:
    """The filters of an address and nothing else: no page, no unknown parameter, no empty value, no
    value twice."""
    kept = QueryDict(mutable=True)
    for name in (*filterset.form.fields, *also):
        values = list(dict.fromkeys(value for value in filterset.asked(name) if value))
        if values:
            kept.setlist(name, values)
    return kept


def in_words(filterset: IncidentFilter) -> list[tuple[str, str]]:
    """Each value that is asked for after its field's label, in the form's order."""
    found = []
    for name, values in active(filterset).lists():
        label = str(filterset.form.fields[name].label)
        words = labels_of(filterset, name, values)
        found += [(label, words.get(value) or value[:SHOWN]) for value in values]
    return found


def label_of(filterset: IncidentFilter, name: str, value: str) -> str:
    """One value of a filter in words."""
    return labels_of(filterset, name, [value]).get(value) or value[:SHOWN]


def labels_of(filterset: IncidentFilter, name: str, values: Iterable[str]) -> dict[str, str]:
    """Values of a filter in words, for those that have any: codes by their labels, days and months
    as they are said."""
    field = filterset.form.fields[name]
    language = get_language() or "fr"
    found: dict[str, str] = {}
    if isinstance(field, DateField):
        for value in values:
            with suppress(ValidationError):
                if day := field.to_python(value):
                    found[value] = dates.day_wording(day, language)
    elif name == "month":
        for value in values:
            with suppress(ValueError):
                found[value] = dates.month_wording(date.fromisoformat(f"{value}-01"), language)
    elif hasattr(field, "choices") and values:
        found = {str(code): str(words) for code, words in field.choices}
    return found


def _incident(reference: str) -> Followed:
    rows = ListedIncident.objects.filter(reference=_known(reference, RecordKind.INCIDENT))
    row = rows.only("reference", "title_fr", "title_en").first()
    if row is None:
        raise _nothing(reference)
    title = in_active_language(row.title_fr, row.title_en)
    page = reverse("public:incident", args=[row.reference])
    part = (_("Incident"), f"{row.reference}, {title}")
    feed = reverse("public:incident_feed", args=[row.reference])
    return Followed(_query(INCIDENT, row.reference), [part], rows, page, feed)


def _actor(slug: str) -> Followed:
    now = _known(slug, RecordKind.ACTOR)
    listed = ListedActor.objects.filter(slug=now).first()
    if listed is None:
        raise _nothing(slug)
    name = listed.content["name"]
    rows = ListedIncident.objects.filter(actors__contains=[now])
    part = (_("Named in it"), in_active_language(name["fr"], name["en"]))
    page, feed = (reverse(f"public:{name}", args=[now]) for name in ("actor", "actor_feed"))
    return Followed(_query(ACTOR, now), [part], rows, page, feed)


def _reports(kind: str) -> Followed:
    """Those of one kind, or all."""
    if kind != ALL_REPORTS and kind not in set(ReportKind):
        raise _nothing(kind)
    kinds = [ReportKind(kind)] if kind != ALL_REPORTS else list(ReportKind)
    words = _("all kinds") if kind == ALL_REPORTS else label(kinds[0])
    query = "" if kind == ALL_REPORTS else f"?{urlencode({'kind': kind})}"
    page, feed = (reverse(f"public:{name}") + query for name in ("reports", "reports_feed"))
    rows = ListedIncident.objects.none()
    return Followed(_query(REPORTS, kind), [(_("Issued reports"), words)], rows, page, feed, kinds)


def follows_reports(query: str) -> bool:
    """Whether a query that is kept with a subscription follows reports."""
    return query.startswith(f"{REPORTS}=")


def _known(name: str, kind: RecordKind) -> str:
    """The name itself, or that of what it was merged into. No name holds a NUL or a line end."""
    if not name.isprintable() or len(name) > SHOWN:
        raise _nothing(name)
    return address_now(kind, name) or name


def _query(name: str, value: str) -> str:
    kept = QueryDict(mutable=True)
    kept[name] = value
    return kept.urlencode()


def _nothing(name: str) -> NotFollowed:
    return NotFollowed(gettext_noop("“%(name)s” is not public here"), name=name[:SHOWN])
