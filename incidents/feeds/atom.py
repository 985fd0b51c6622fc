"""How a feed is written: valid Atom (RFC 4287), with addresses that no request's Host can bend."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.utils.feedgenerator import Atom1Feed, Enclosure
from django.utils.html import escape, linebreaks
from django.utils.translation import get_language, gettext

from incidents.templatetags.wording import text

MOST = 50
"""Entries of a feed: who was away longer reads the list."""
NEVER = datetime(1970, 1, 1, tzinfo=UTC)
"""When a feed that never had an entry was last changed: a moment of asking would be a change."""


@dataclass(frozen=True)
class Entry:
    """One entry. ``page``: the path of what it tells of; ``mark``: sets its id apart from that of
    others with the same page; ``files`` come with it."""

    title: str
    page: str
    said: str
    at: datetime
    updated: datetime | None = None
    mark: str = ""
    files: Sequence[Enclosure] = ()

    @property
    def address(self) -> str:
        """Where it leads."""
        return settings.SITE_URL + self.page + (f"#{self.mark}" if self.mark else "")

    @property
    def changed_at(self) -> datetime:
        """When it was last changed."""
        return self.updated or self.at


class Atom(Atom1Feed):
    """A feed that says when its newest entry was changed, also where it has none."""

    def latest_post_date(self) -> datetime:
        """The moment it was given."""
        found: datetime = self.feed["changed_at"]
        return found


def written(
    *,
    title: str,
    page: str,
    feed: str,
    entries: Iterable[Entry],
    status: int = 200,
) -> HttpResponse:
    """The answer: ``page`` and ``feed`` are paths, both with the query that matters and no more.

    Titles are plain text, in which invisible marks are shown by their code points; what an entry
    says is plain text too, escaped for readers, who take it for HTML.
    """
    found = list(entries)
    here = settings.SITE_URL + feed
    atom = Atom(
        title=text(gettext("%(label)s: %(value)s") % {"label": settings.SITE_NAME, "value": title}),
        link=settings.SITE_URL + page,
        description="",
        language=get_language(),
        feed_url=here,
        feed_guid=here,
        author_name=settings.SITE_NAME,
        author_link=f"{settings.SITE_URL}/",
        changed_at=max((each.changed_at for each in found), default=NEVER),
    )
    for each in found:
        atom.add_item(**_item(each))
    response = HttpResponse(content_type=atom.content_type, status=status)
    atom.write(response, "utf-8")
    return response


def _item(entry: Entry) -> dict[str, Any]:
    return {
        "title": text(entry.title),
        "link": entry.address,
        "unique_id": entry.address,
        "description": linebreaks(escape(text(entry.said))),
        "pubdate": entry.at,
        "updateddate": entry.changed_at,
        "enclosures": list(entry.files),
    }
