"""`python3 -m tracker.launch.bootstrap run|test`: makes `.venv` and what the system must bring.

Runs on a bare Python 3.11 or newer. What is there already is left alone: a stamp in `.venv` holds
the digests of the lock files it was made from.
"""

import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from tracker.launch import system

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin/python"
STAMP = VENV / "installed.json"
LOCKS = {"run": "requirements.lock", "test": "requirements-dev.lock"}


def main(purpose: str) -> int:
    """Set up for `run` or `test`; return the exit status."""
    with (ROOT / LOCKS["run"]).open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # two set-ups at once would tear each other's files
        try:
            _provide_python(purpose)
        except subprocess.CalledProcessError as error:
            print(f"Set-up stopped: {' '.join(map(str, error.cmd))} failed, see above.")
            return 1
        except RuntimeError as error:
            print(error)
            return 1
    needs = [system.PANGO]
    if purpose == "test":
        needs += [system.CHROMIUM, system.PDF_TOOLS]
    system.provide(needs, VENV)
    return 0


def _provide_python(purpose: str) -> None:
    """Make the virtual environment and install the locked packages, unless that is done."""
    installed = _read_stamp()
    wanted = {name: _digest(name) for name in _locks_for(purpose, installed)}
    if all(installed.get(name) == digest for name, digest in wanted.items()):
        return
    if not _is_usable():
        _make_venv()
    name = list(wanted)[-1]
    print(f"==> Installing the packages of {name}", flush=True)
    began = time.monotonic()
    STAMP.unlink(missing_ok=True)
    _install(name)
    STAMP.write_text(json.dumps({"folder": str(VENV), **wanted}))
    print(f"    done in {time.monotonic() - began:.0f} s", flush=True)


def _locks_for(purpose: str, installed: "dict[str, str]") -> "list[str]":
    """Return the locks that must be in place, the widest last.

    An environment made for tests stays one: the wide lock holds everything of the narrow one.
    """
    wide = purpose == "test" or LOCKS["test"] in installed
    return [LOCKS["run"], LOCKS["test"]] if wide else [LOCKS["run"]]


def _read_stamp() -> "dict[str, str]":
    """Return what was installed; nothing where the folder was moved or its Python is gone."""
    try:
        stamp = dict(json.loads(STAMP.read_text()))
    except (OSError, ValueError):
        return {}
    return stamp if stamp.get("folder") == str(VENV) and PYTHON.exists() else {}


def _digest(name: str) -> str:
    return hashlib.sha256((ROOT / name).read_bytes()).hexdigest()


def _is_usable() -> bool:
    """Say whether `.venv` has a Python of its own, new enough, in this very place."""
    code = "import sys; print(sys.prefix); sys.exit(sys.version_info < (3, 11))"
    try:
        done = subprocess.run([PYTHON, "-c", code], capture_output=True, text=True, check=False)
    except OSError:
        return False
    return done.returncode == 0 and done.stdout.strip() == str(VENV)


def _make_venv() -> None:
    """Make `.venv`, with uv where Python itself cannot."""
    print(f"==> Making .venv with Python {sys.version.split()[0]}", flush=True)
    shutil.rmtree(VENV, ignore_errors=True)
    if not system.VENV.present() and (uv := shutil.which("uv")):
        subprocess.run([uv, "venv", "--quiet", "--python", sys.executable, VENV], check=True)
        return
    if not system.VENV.present():
        system.provide([system.VENV], VENV)
        if not _has_ensurepip():
            raise RuntimeError("Set-up stopped: this Python cannot make virtual environments.")
    subprocess.run([sys.executable, "-m", "venv", VENV], check=True)


def _has_ensurepip() -> bool:
    """Ask a new process: this one may remember that the module was missing."""
    command = [sys.executable, "-c", "import ensurepip"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def _install(lock: str) -> None:
    """Install exactly what the lock says; every file must have a digest that it lists."""
    if uv := shutil.which("uv"):
        command = [uv, "pip", "sync", "--quiet", "--python", str(PYTHON), "--require-hashes"]
        subprocess.run([*command, str(ROOT / lock)], check=True)
        return
    command = [str(PYTHON), "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    command += ["--no-input", "--require-hashes", "--no-deps", "-r", str(ROOT / lock)]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    subprocess.run(command, check=True, env=environment)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if sys.argv[1:] else "run"))
