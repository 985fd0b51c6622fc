"""``python -m tests.reports.watched FOLDER``: renders a snapshot while every file that Python opens
and every use of a socket is noted.

Reads ``snapshot.json`` in the folder; writes ``report.pdf``, ``seen.json`` (the files opened and
the events of sockets while it rendered) and ``log.txt`` (what was refused).
"""

import json
import logging
import sys
from pathlib import Path
from typing import Any

import django

SEEN: dict[str, list[str]] = {"open": [], "socket": []}


def note(event: str, args: tuple[Any, ...]) -> None:
    """An audit hook."""
    if event == "open" and isinstance(args[0], str | bytes):
        name = args[0].decode() if isinstance(args[0], bytes) else args[0]
        SEEN["open"].append(name)
    if event.startswith(("socket.", "urllib.", "http.", "ftplib.", "subprocess.", "os.system")):
        SEEN["socket"].append(f"{event} {args!r}")


def main(folder: Path) -> None:
    """The report in English."""
    django.setup()
    from incidents.reports.pdf import check_can_render
    from incidents.reports.render import render

    check_can_render()
    logging.getLogger("weasyprint").addHandler(logging.FileHandler(folder / "log.txt"))
    frozen = json.loads((folder / "snapshot.json").read_text("utf-8"))
    sys.addaudithook(note)
    (made,) = render(frozen, "en")
    seen = {key: sorted(set(names)) for key, names in SEEN.items()}
    (folder / "report.pdf").write_bytes(made.pdf)
    (folder / "seen.json").write_text(json.dumps(seen), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
