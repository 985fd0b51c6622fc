"""The feed of issued reports."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Enclosure
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from incidents import issued
from incidents.codes import ReportKind
from incidents.feeds.atom import MOST, Entry, written
from incidents.filters.refusal import refused
from incidents.issued import Edition
from incidents.labels import label
from incidents.templatetags.wording import heading

PDF = "application/pdf"


@require_safe
def reports_feed(request: HttpRequest) -> HttpResponse:
    """The editions that were issued or withdrawn last, each under the one id that it keeps, of one
    ``kind`` or of all."""
    asked = request.GET.get("kind", "")
    if asked and asked not in set(ReportKind):
        return refused([f"kind: {', '.join(ReportKind)}"])
    kind = ReportKind(asked) if asked else None
    query = f"?kind={kind.value}" if kind else ""
    return written(
        title=heading(label(kind)) if kind else _("reports"),
        page=reverse("public:reports") + query,
        feed=reverse("public:reports_feed") + query,
        entries=map(_entry, issued.newest(MOST, kind)),
    )


def _entry(edition: Edition) -> Entry:
    number = _("Edition %(number)d") % {"number": edition.edition}
    return Entry(
        title=f"{edition.title} – {number}",
        page=edition.path,
        said="\n\n".join(_said(edition)),
        at=edition.issued_at,
        updated=edition.gone.at if edition.gone else None,
        mark=edition.mark,
        files=[] if edition.gone else _enclosures(edition),
    )


def _said(edition: Edition) -> Iterator[str]:
    """Its summary; of a withdrawn one the class of the reason. The digests of both stay."""
    if edition.gone:
        yield _("Withdrawn. Class of reason: %(reason)s.") % {"reason": edition.gone.reason}
    for title, text in edition.summary:
        yield _("%(label)s: %(value)s") % {"label": title, "value": text}
    yield _("SHA-256 of its data: %(digest)s") % {"digest": edition.digest}
    for file in edition.own_files:
        yield f"{file.name}: SHA-256 {file.digest}"


def _enclosures(edition: Edition) -> list[Enclosure]:
    """Each PDF, those in the feed's language first."""
    return [Enclosure(each.url, str(each.size), PDF) for each in edition.own_files]
