"""What the system must bring, installed through apt where that is allowed.

Nothing is asked: where apt is not allowed or fails, the exact line is printed and set-up goes on.
"""

import ctypes
import os
import shutil
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

RETRY_AFTER = 3600.0  # seconds; without a network every start would otherwise wait for apt
APT = ["apt-get", "-o", "DPkg::Lock::Timeout=60", "-o", "Acquire::Retries=1"]
APT += ["-o", "Acquire::http::Timeout=20", "-o", "Acquire::https::Timeout=20"]


@dataclass(frozen=True)
class Need:
    """Something the system lacks or has: for what, from which packages, and how to tell."""

    purpose: str
    packages: tuple[str, ...]
    without: str
    present: Callable[[], bool]


def _loads(*names: str) -> bool:
    """Say whether the shared libraries can be loaded."""
    try:
        for name in names:
            ctypes.CDLL(name)
    except OSError:
        return False
    return True


def _on_path(*names: str) -> bool:
    return all(shutil.which(name) for name in names)


PANGO = Need(
    "the PDF of the report",
    ("libpango-1.0-0", "libpangoft2-1.0-0"),
    "The site works; the report says what is missing.",
    lambda: _loads("libpango-1.0.so.0", "libpangoft2-1.0.so.0"),
)
CHROMIUM = Need(
    "the browser tests",
    ("chromium",),
    "THE BROWSER TESTS WILL BE SKIPPED.",
    lambda: any(map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))),
)
PDF_TOOLS = Need(
    "the checks of the PDF",
    ("poppler-utils", "qpdf"),
    "THE TESTS THAT NEED THEM WILL BE SKIPPED.",
    lambda: _on_path("pdftotext", "pdftoppm", "qpdf"),
)
VENV = Need(
    "the virtual environment (.venv)",
    ("python3-venv",),
    "Nothing can be installed without it.",
    lambda: _loads_module("ensurepip"),
)


def _loads_module(name: str) -> bool:
    try:
        __import__(name)
    except ImportError:
        return False
    return True


def provide(needs: list[Need], stamps: Path) -> None:
    """Install what is lacking where we may; else say what to type and what goes without."""
    for need in needs:
        if need.present() or _install(need, stamps):
            continue
        print(f"    Missing for {need.purpose}. {need.without} To install it:", flush=True)
        print(f"        {line(need)}", flush=True)


def line(need: Need) -> str:
    """Return what a person would type."""
    sudo = "" if os.geteuid() == 0 else "sudo "
    return f"{sudo}apt-get update && {sudo}apt-get install -y {' '.join(need.packages)}"


def _install(need: Need, stamps: Path) -> bool:
    """Try apt once, unless it failed within the hour; say whether the need is met."""
    prefix = _allowed()
    failed = stamps / f".failed-{need.packages[0]}"
    if prefix is None or _is_recent(failed):
        return False
    print(f"==> Installing {' '.join(need.packages)} for {need.purpose}", flush=True)
    command = [*prefix, *APT, "install", "-y", "--no-install-recommends", *need.packages]
    if not _runs(command):
        _runs([*prefix, *APT, "update"])
        _runs(command)
    if need.present():
        failed.unlink(missing_ok=True)
        return True
    if stamps.is_dir():
        failed.touch()
    return False


def _allowed() -> "list[str] | None":
    """Return how to run apt: as root, through a sudo that asks nothing, or not at all (None)."""
    environment = ["env", "DEBIAN_FRONTEND=noninteractive"]
    if shutil.which("apt-get") is None:
        return None
    if os.geteuid() == 0:
        return environment
    if shutil.which("sudo") and _runs(["sudo", "-n", "true"]):
        return ["sudo", "-n", *environment]
    return None


def _is_recent(path: Path) -> bool:
    return path.exists() and time.time() - path.stat().st_mtime < RETRY_AFTER


def _runs(command: list[str]) -> bool:
    """Run quietly; say whether it succeeded."""
    try:
        done = subprocess.run(
            command,
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    except OSError:
        return False
    return done.returncode == 0
