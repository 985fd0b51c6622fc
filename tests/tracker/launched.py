"""A copy of the project in a folder of its own, and its site as real processes."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any

from tests.house.tree import ROOT, project_files
from tracker import embedded_postgres, typefaces

READY_WITHIN = 120.0  # seconds
LEFT_OUT = (
    "DATABASE_URL",
    "VIGIE_ENV",
    "DJANGO_SETTINGS_MODULE",
    "SECRET_KEY",
    "HOST",
    "PYTHONPATH",
)


def as_user(user: int | None) -> dict[str, Any]:
    """The options of subprocess that make the process another user's; {} for our own."""
    return {} if user is None else {"user": user, "group": user, "extra_groups": []}


@dataclass
class Place:
    """A folder with the project in it, and the port that its site uses."""

    folder: Path
    port: int
    python: str = sys.executable
    user: int | None = None
    extra: dict[str, str] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """The site's address."""
        return f"http://127.0.0.1:{self.port}/"

    def environment(self) -> dict[str, str]:
        """The environment of a person who has set nothing."""
        kept = {name: value for name, value in os.environ.items() if name not in LEFT_OUT}
        return kept | {"PORT": str(self.port), "PYTHONUNBUFFERED": "1"} | self.extra

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """Start the site; its output is in `site.log`."""
        with (self.folder / "site.log").open("w") as log:
            return subprocess.Popen(
                [self.python, "-m", "tracker.launch", *arguments],
                cwd=self.folder,
                env=self.environment(),
                stdout=log,
                stderr=subprocess.STDOUT,
                text=True,
                **as_user(self.user),
            )

    def said(self) -> str:
        """What the site started last has said."""
        return (self.folder / "site.log").read_text()

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run Python in the folder to its end."""
        return subprocess.run(
            [self.python, *arguments],
            cwd=self.folder,
            env=self.environment(),
            capture_output=True,
            text=True,
            timeout=120,
            **as_user(self.user),
        )

    def status(self, path: str) -> int:
        """The HTTP status of a page; 0 while nobody answers."""
        return self.answer(path)[0]

    def answer(self, path: str) -> tuple[int, str]:
        """Status and body of a page; 0 and nothing while nobody answers."""
        try:
            with urllib.request.urlopen(self.url + path, timeout=30) as answer:
                return int(answer.status), answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()
        except OSError:
            return 0, ""

    @contextmanager
    def up(self, *arguments: str) -> Iterator[subprocess.Popen[str]]:
        """The site, once it answers; it is stopped afterwards."""
        process = self.start(*arguments)
        try:
            self.wait_until_ready(process)
            yield process
        finally:
            process.terminate()
            process.wait(60)

    def wait_until_ready(self, process: subprocess.Popen[str]) -> None:
        """Return once the site has said that it is ready."""
        deadline = time.monotonic() + READY_WITHIN
        while "Vigie is ready" not in self.said():
            assert process.poll() is None, self.said()
            assert time.monotonic() < deadline, self.said()
            time.sleep(0.05)


@contextmanager
def place(demo: bool = False) -> Iterator[Place]:
    """Copy the project; without `demo`, as a folder whose first run lies behind it: its typefaces
    are made."""
    folder = Path(tempfile.mkdtemp(prefix="vigie-place-"))
    folder.chmod(0o755)
    for file in project_files():
        for each in (file, Path(cache_from_source(file))):  # compiled here: not once more there
            target = folder / each.relative_to(ROOT)
            if each.exists():
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(each, target)
    if not demo:
        (folder / "var").mkdir()
        (folder / "var/demo-own.done").touch()
        made = {typefaces.made(name).parent for name in typefaces.FACES}
        for each in made:
            shutil.copytree(each, folder / each.relative_to(ROOT))
    try:
        yield Place(folder, _free_port())
    finally:
        embedded_postgres.reset(folder)
        shutil.rmtree(folder)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
