"""The process that reads a file of a stranger: the PDF comes in on standard input, one line of JSON
goes out. It has little memory and little time, opens nothing, reaches nobody, and keeps nothing."""

import json
import resource
import sys
from typing import Any

from incidents.attachments.reading import LARGEST_FILE, read
from incidents.attachments.told import tell
from incidents.attachments.unread import Unread, UnreadError

MEMORY = 512 * 1024 * 1024
CPU_S = 10
FORBIDDEN = (
    *("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.system", "os.remove"),
    *("os.rename", "os.mkdir", "os.rmdir", "os.truncate", "os.link", "os.symlink", "ctypes."),
    *("shutil.", "ftplib.", "http.", "urllib."),
)


class Forbidden(Exception):
    """Something that reading a file never needs."""


def main() -> None:
    """Answer, whatever comes in."""
    for limit, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, CPU_S),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(limit, (most, most))
    sys.addaudithook(_refuse)
    try:
        content = sys.stdin.buffer.read(LARGEST_FILE + 1)
        answer: dict[str, Any] = {"told": tell(read(content)).as_json()}
    except UnreadError as error:
        answer = {"unread": error.reason.value}
    except MemoryError:
        answer = {"unread": Unread.TOO_MUCH.value}
    sys.stdout.write(json.dumps(answer))


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    """Reading a module that is imported late is all that is still let through."""
    if event.startswith(FORBIDDEN) or (event == "open" and _writes(arguments)):
        raise Forbidden(event)


def _writes(arguments: tuple[Any, ...]) -> bool:
    mode = arguments[1] if len(arguments) > 1 else None
    return isinstance(mode, str) and not set(mode).isdisjoint("wax+")


if __name__ == "__main__":
    main()
