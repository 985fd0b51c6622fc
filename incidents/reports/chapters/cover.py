"""The cover, the running heads, and what the file says of itself."""

from typing import Any

from django.utils.translation import gettext

from incidents.codes import ReportKind
from incidents.labels import label
from incidents.reports import wording
from incidents.reports.frozen import Snapshot, cut_off, digest
from incidents.reports.material import Material
from incidents.reports.period import part_in_words, period_in_words


def cover(material: Material) -> dict[str, Any]:
    """Which report and edition it is, its digests, its marks."""
    snapshot = material.snapshot
    seal = digest(snapshot)
    return {
        "report_kind": label(ReportKind(snapshot["kind"])),
        "period": period_in_words(snapshot),
        "part": part_in_words(snapshot),
        "edition": snapshot["edition"],
        "cut_off": wording.moment(cut_off(snapshot)),
        "cut_off_iso": cut_off(snapshot).isoformat(),
        "cut_off_day": wording.day(material.today),
        "digest": seal,
        "digest_groups": groups(seal),
        "replaced_groups": groups(snapshot.get("replaces", {}).get("digest", "")),
        "audit": _audit(snapshot),
        "site": f"{snapshot['site_url'].rstrip('/')}/{material.language}/",
        "marks": _marks(snapshot),
    }


def groups(value: str) -> list[str]:
    """A digest in groups of eight, as it is compared by eye."""
    return [value[place : place + 8] for place in range(0, len(value), 8)]


def _audit(snapshot: Snapshot) -> dict[str, Any] | None:
    """Where the audit ended at issue; None for a preview and for reports older than the audit."""
    end = snapshot.get("audit")
    return {"count": end["count"], "groups": groups(end["hash"])} if end else None


def _marks(snapshot: Snapshot) -> list[str]:
    marks = []
    if snapshot["demo"]:
        marks.append(gettext("FICTIONAL DEMONSTRATION"))
    if snapshot["unfinished"]:
        marks.append(gettext("PREVIEW — unfinished period"))
    return marks
