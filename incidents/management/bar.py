"""A progress bar for commands, on standard error and only where somebody looks at it."""

from types import TracebackType
from typing import Any, Self

from incidents.codes import ImportStage
from incidents.labels import label

WIDTH = 30


class Bar:
    """Call it with stage, done and of; it draws over its own line, and ends it."""

    def __init__(self, stream: Any) -> None:
        self._stream, self._drawn = stream, False

    def __enter__(self) -> Self:
        return self

    def __call__(self, stage: ImportStage, done: int, of: int) -> None:
        if not self._stream.isatty():
            return
        full = WIDTH * done // of if of else 0
        shown = f"{done:,}/{of:,}" if of else f"{done:,}"
        text = f"\r{label(stage):<22} [{'#' * full}{'.' * (WIDTH - full)}] {shown}\033[K"
        self._stream.write(text, ending="")
        self._stream.flush()
        self._drawn = True

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        if self._drawn:
            self._stream.write("")
