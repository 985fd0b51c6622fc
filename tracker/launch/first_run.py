"""Whether the demo has been loaded, per database, and which of its months to close."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from django.utils import timezone

from incidents.models import Incident, Publication, Report


@dataclass(frozen=True)
class FirstRun:
    """The first run on one database. What is known of it is two marks in `var/`."""

    root: Path
    database_url: str

    def _mark(self, name: str) -> Path:
        """Return the mark's path. A server of our own is one database, wherever its socket is."""
        own = "postgres@/" in self.database_url
        key = "own" if own else hashlib.sha256(self.database_url.encode()).hexdigest()[:12]
        return self.root / f"var/demo-{key}.{name}"

    def is_done(self) -> bool:
        """Say whether the demo is complete in this database."""
        return self._mark("done").exists()

    def may_begin(self) -> bool:
        """Say whether the demo may be loaded: into an empty database, or to finish what began."""
        return self._mark("begun").exists() or not Incident.objects.exists()

    def begin(self) -> None:
        """Note that the demo is being loaded."""
        self._mark("begun").touch()

    def finish(self) -> None:
        """Note that the demo is complete."""
        self._mark("done").touch()


def month_to_close() -> str | None:
    """Return the last finished month (`YYYY-MM`) that has a first publication and no report yet."""
    this_month = timezone.localtime().replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    finished = Publication.objects.filter(first_published_at__lt=this_month)
    last = finished.order_by("-first_published_at").first()
    if last is None:
        return None
    month = f"{timezone.localtime(last.first_published_at):%Y-%m}"
    return None if Report.objects.filter(period=month).exists() else month
