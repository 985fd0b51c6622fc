"""Volumes laid out in processes of their own, as many at once as the settings allow.

The same bytes as in this process. Whatever becomes of such a process is a ReportUnavailable in
words, and nothing of it is left behind.
"""

import json
import os
import selectors
import signal
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import astuple, dataclass, field
from pathlib import Path
from subprocess import PIPE, Popen
from typing import IO, Any

from django.conf import settings

from incidents.reports import render as here
from incidents.reports.frozen import Snapshot, data
from incidents.reports.pdf import ReportUnavailable
from incidents.reports.render import Progress, Volume
from incidents.reports.volumes import Part, in_stages, parts

ROOT = Path(__file__).resolve().parents[3]
LONGEST_S = 900
"""Seconds for one volume, on a machine that does much else."""
SNAPSHOT = "snapshot.json"
KEPT = (
    *("PATH", "HOME", "XDG_CACHE_HOME", "LD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH"),
    *("FONTCONFIG_FILE", "FONTCONFIG_PATH"),
)
FIXED = {
    "LANG": "C.UTF-8",
    "LC_ALL": "C.UTF-8",
    "TZ": "UTC",
    "PYTHONHASHSEED": "0",
    "PYTHONDONTWRITEBYTECODE": "1",
    "PYTHONWARNINGS": "ignore",
}


def render(
    snapshot: Snapshot, language: str, progress: Progress | None = None
) -> tuple[Volume, ...]:
    """As ``incidents.reports.render.render``, by ``REPORT_PROCESSES`` processes at once; in this
    one where that is 0. ``progress`` is told by the thread that asks.

    Raises ReportUnavailable: where Pango is missing, where the disk is full, where such a process
    was ended or took too long.
    """
    if not settings.REPORT_PROCESSES:
        return here.render(snapshot, language, progress)
    here.check_language(language)
    tell = progress or (lambda _step: None)
    tell("arranging the snapshot")
    try:
        with tempfile.TemporaryDirectory(prefix="vigie-report-") as name:
            made = tuple(_volumes(snapshot, language, Path(name), tell))
    except OSError as error:
        raise ReportUnavailable(
            f"{error.strerror} ({error.filename or 'temporary file'})"
        ) from error
    tell("done")
    return made


def _volumes(snapshot: Snapshot, language: str, folder: Path, tell: Progress) -> Iterator[Volume]:
    (folder / SNAPSHOT).write_bytes(data(snapshot))
    planned = parts(snapshot)
    done: list[Job] = []
    for stage in in_stages(planned):
        jobs = [Job(folder, language, part, planned, others=tuple(done)) for part in stage]
        _all_done(jobs, tell)
        done += jobs
    for job in sorted(done, key=lambda job: job.part.number):
        yield job.volume()


@dataclass(eq=False)
class Job:
    """One volume in one process."""

    folder: Path
    language: str
    part: Part
    planned: Sequence[Part]
    others: Sequence["Job"] = ()
    process: "Popen[bytes] | None" = None
    until: float = 0
    refused: str = ""
    rest: bytes = field(default=b"")

    def name(self, ending: str) -> str:
        return f"volume-{self.part.number}.{ending}"

    def start(self) -> IO[bytes]:
        """Its standard output, to be read as it comes."""
        with (self.folder / self.name("log")).open("wb") as log:
            self.process = Popen(
                [sys.executable, "-m", "incidents.reports.press"],
                stdin=PIPE,
                stdout=PIPE,
                stderr=log,
                cwd=ROOT,
                env=_environment(self.folder),
            )
        self.until = time.monotonic() + LONGEST_S
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        with suppress(BrokenPipeError):  # it ended already: ``check`` says why
            self.process.stdin.write(json.dumps(self._asked()).encode() + b"\n")
            self.process.stdin.flush()
        return self.process.stdout

    def _asked(self) -> dict[str, Any]:
        return {
            "folder": str(self.folder),
            "snapshot": SNAPSHOT,
            "language": self.language,
            "planned": [astuple(each) for each in self.planned],
            "number": self.part.number,
            "places": {each.part.number: each.name("json") for each in self.others},
            "pdf": self.name("pdf"),
            "answer": self.name("json"),
        }

    def read(self, tell: Progress) -> bool:
        """What it said meanwhile; whether it will say more."""
        assert self.process is not None
        assert self.process.stdout is not None
        came = os.read(self.process.stdout.fileno(), 65_536)
        *lines, self.rest = (self.rest + came).split(b"\n")
        for said in map(json.loads, lines):
            if "step" in said:
                tell(said["step"])
            self.refused = said.get("refused", self.refused)
        return bool(came)

    def check(self) -> None:
        """Raise ReportUnavailable where it ended without its volume."""
        assert self.process is not None
        status = self.process.wait()
        self.end()
        if self.refused:
            raise ReportUnavailable(self.refused)
        if status < 0:
            named = signal.Signals(-status).name
            raise ReportUnavailable(
                f"the process that lays out the report was ended by signal {-status} ({named})"
            )
        if status:
            log = (self.folder / self.name("log")).read_text("utf-8", "replace").strip()
            last = log.splitlines()[-1] if log else "no reason given"
            raise ReportUnavailable(f"the process that lays out the report failed: {last}")

    def end(self) -> None:
        """Gone, whether it was done or not."""
        if self.process is not None:
            self.process.kill()
            self.process.communicate()

    def volume(self) -> Volume:
        said = json.loads((self.folder / self.name("json")).read_text("utf-8"))
        pdf = (self.folder / self.name("pdf")).read_bytes()
        return Volume(self.part.number, pdf, said["pages"])


def _environment(folder: Path) -> dict[str, str]:
    """The same everywhere, but for where programs and fonts' settings are."""
    found = {key: os.environ[key] for key in KEPT if key in os.environ}
    return found | FIXED | {"TMPDIR": str(folder)}


def _all_done(jobs: Iterable[Job], tell: Progress) -> None:
    """Each in its process, so many at once; the first that fails ends the others."""
    waiting = list(reversed(list(jobs)))
    with _watched() as running:
        while waiting or running.get_map():
            while waiting and len(running.get_map()) < settings.REPORT_PROCESSES:
                job = waiting.pop()
                running.register(job.start(), selectors.EVENT_READ, job)
            for key, _events in running.select(timeout=1):
                if not key.data.read(tell):
                    running.unregister(key.fileobj)
                    key.data.check()
            _check_late(running)


@contextmanager
def _watched() -> Iterator[selectors.BaseSelector]:
    """Those that are in it still when it is left are ended."""
    with selectors.DefaultSelector() as running:
        try:
            yield running
        finally:
            for key in list(running.get_map().values()):
                key.data.end()


def _check_late(running: selectors.BaseSelector) -> None:
    now = time.monotonic()
    for key in running.get_map().values():
        if key.data.until < now:
            raise ReportUnavailable(f"a volume took longer than {LONGEST_S} seconds to lay out")
