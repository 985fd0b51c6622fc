"""Where the demo listens: HOST and PORT, checked."""

import os
import socket
from dataclasses import dataclass
from typing import Any

from tracker.launch.errors import LaunchError

ANYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}


@dataclass(frozen=True)
class Address:
    """A host and a port, and how the system names them."""

    host: str
    port: int
    family: socket.AddressFamily
    sockaddr: Any

    @property
    def local_url(self) -> str:
        """The address to open on this machine, with its final slash."""
        host = ANYWHERE.get(self.host, self.host)
        return f"http://[{host}]:{self.port}/" if ":" in host else f"http://{host}:{self.port}/"


def from_environment() -> Address:
    """Read HOST (default 127.0.0.1) and PORT (default 8000); refuse what is neither."""
    host = os.environ.get("HOST") or "127.0.0.1"
    written = os.environ.get("PORT") or "8000"
    if not (written.isascii() and written.isdecimal() and 1 <= int(written) <= 65535):
        raise LaunchError(f"PORT {written!r} is not a port: write a number from 1 to 65535.")
    try:
        found = socket.getaddrinfo(host, int(written), type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise LaunchError(f"HOST {host!r} is unknown here: write 127.0.0.1 or 0.0.0.0.") from None
    family, _, _, _, sockaddr = found[0]
    return Address(host, int(written), family, sockaddr)
