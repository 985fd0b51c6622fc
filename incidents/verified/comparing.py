"""Whether the files inside a PDF are those of an edition, and where they are not."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from incidents.attachments import MANIFEST, SNAPSHOT, Told
from incidents.attachments.told import digests_of_incidents, digests_of_parts
from incidents.models import Report
from incidents.reports import attached
from incidents.verified.verdict import Check, Finding, Note

MOST = 20
"""Places that are named; a file that differs everywhere is told by its digest."""


def compare(told: Told, report: Report, *, open_to_all: bool) -> list[Finding]:
    """What does not agree with the edition. ``open_to_all``: the edition is given out, so that it
    may be said which of its incidents and tables differ: of one that is not, nobody is to be told
    whether a guess at its contents is right."""
    files = {each.name: each.sha256 for each in told.files}
    return [
        *_doubles(told),
        *_snapshot(told, files, report, open_to_all),
        *_manifest(told, report),
        *_listed(told, files),
        *(_written(told, files, report) if open_to_all else ()),
    ]


def notes(told: Told) -> list[Note]:
    """What was not compared."""
    if told.manifest is None:
        names = {each.name for each in told.files}
        return [Note.BEFORE_TABLES] if names == {SNAPSHOT} else []
    return [] if _same_version(told) else [Note.OTHER_VERSION]


def _doubles(told: Told) -> Iterator[Finding]:
    for name, times in Counter(each.name for each in told.files).items():
        if times > 1:
            yield Finding(Check.DOUBLE, name, str(times), "1")


def _snapshot(
    told: Told, files: Mapping[str, str], report: Report, open_to_all: bool
) -> Iterator[Finding]:
    found = files.get(SNAPSHOT)
    if found is None:
        yield Finding(Check.NO_SNAPSHOT, SNAPSHOT)
    elif found != report.digest:
        yield Finding(Check.SNAPSHOT_DIFFERS, SNAPSHOT, found, report.digest)
        if open_to_all and told.incidents is not None and told.parts is not None:
            yield from list(_where(told.incidents, told.parts, report.snapshot))[:MOST]


def _where(
    incidents: Mapping[str, str], parts: Mapping[str, str], snapshot: Mapping[str, Any]
) -> Iterator[Finding]:
    own, own_parts = digests_of_incidents(snapshot), digests_of_parts(snapshot)
    for reference in sorted(own.keys() | incidents.keys()):
        if reference not in incidents:
            yield Finding(Check.INCIDENT_MISSING, reference)
        elif reference not in own:
            yield Finding(Check.INCIDENT_ADDED, reference)
        elif own[reference] != incidents[reference]:
            yield Finding(Check.INCIDENT_DIFFERS, reference)
    for key in sorted(own_parts.keys() | parts.keys()):
        if own_parts.get(key) != parts.get(key):
            yield Finding(Check.PART_DIFFERS, key)


def _manifest(told: Told, report: Report) -> Iterator[Finding]:
    """That the manifest speaks of this edition and of its snapshot."""
    if told.manifest is None:
        names = {each.name for each in told.files}
        if names - {SNAPSHOT}:
            yield Finding(Check.NO_MANIFEST, MANIFEST)
        return
    expected = {
        "kind": report.kind,
        "period": report.period,
        "edition": report.edition,
        "at": report.snapshot["at"],
        "snapshot": report.digest,
    }
    for key, value in expected.items():
        if told.manifest.get(key) != value:
            said = str(told.manifest.get(key, ""))
            yield Finding(Check.MANIFEST_DIFFERS, key, said, str(value))


def _listed(told: Told, files: Mapping[str, str]) -> Iterator[Finding]:
    if told.manifest is None:
        return
    listed = {each.name: each.sha256 for each in told.listed}
    for name, digest in listed.items():
        if name not in files:
            yield Finding(Check.LISTED_MISSING, name)
        elif files[name] != digest:
            yield Finding(Check.LISTED_DIFFERS, name, files[name], digest)
    for name in files:
        if name not in listed and name != MANIFEST:
            yield Finding(Check.UNLISTED, name)


def _written(told: Told, files: Mapping[str, str], report: Report) -> Iterator[Finding]:
    """The tables, written again from the snapshot that we keep, by the version that wrote them."""
    if told.manifest is None or not _same_version(told):
        return
    for name, digest in attached.digests(report.snapshot).items():
        if name != SNAPSHOT and name in files and files[name] != digest:
            yield Finding(Check.WRITTEN_DIFFERS, name, files[name], digest)


def _same_version(told: Told) -> bool:
    return told.manifest is not None and told.manifest.get("made_with") == attached.version()
