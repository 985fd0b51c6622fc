"""A child that ends with the launcher, even when the launcher is killed and cannot say so.

The launcher holds the writing end of a pipe and never writes. When it is gone, the system closes
that end, and whoever reads the other one knows.
"""

import os
import threading
from collections.abc import Callable

VARIABLE = "VIGIE_LIFELINE"


class Lifeline:
    """The launcher's end. Give `fd` and `environment` to the child."""

    def __init__(self) -> None:
        self.fd, self._held = os.pipe()

    @property
    def environment(self) -> dict[str, str]:
        """The variable that tells the child which file descriptor to watch."""
        return {VARIABLE: str(self.fd)}


def watch(when_cut: Callable[[], None]) -> None:
    """Call `when_cut` from a thread once the launcher is gone; nothing where there is none."""
    number = os.environ.pop(VARIABLE, "")
    if number:
        arguments = (int(number), when_cut)
        threading.Thread(target=_wait, args=arguments, daemon=True).start()


def _wait(fd: int, when_cut: Callable[[], None]) -> None:
    os.read(fd, 1)
    when_cut()
