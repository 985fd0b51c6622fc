"""One visible line per step: what is done, and how long it took."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def step(title: str) -> Iterator[None]:
    """Say what begins, and what it took once it is done (seconds)."""
    began = time.monotonic()
    print(f"==> {title}", flush=True)
    yield
    took = time.monotonic() - began
    if took >= 1:
        print(f"    done in {took:.1f} s", flush=True)


def say(text: str) -> None:
    """Print a line at once, also where the output is a file."""
    print(text, flush=True)


def complain(text: str) -> None:
    """Print a line that must be seen, on standard error."""
    print(text, file=sys.stderr, flush=True)
