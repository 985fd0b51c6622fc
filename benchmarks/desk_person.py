"""A person at the staff pages, who counts: every click, every key, every page that loads.

What is counted is what a hand does, by one rule for every way that is measured: a field is clicked
into before it is written in, unless it has the focus already; a list of choices is opened and then
chosen from (two clicks), unless it shows the choice already; a choice with search is opened, some
letters are typed, and what is found is clicked; a paste is one key. Reading and thinking are not
counted.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

KEY_S = 0.2
"""Seconds for a key, average typist: Card, Moran, Newell, *The Keystroke-Level Model*, 1980."""

CLICK_S = 1.3
"""Seconds to point at a thing (1.1) and to press and let go of the button (0.2); same source."""

LETTERS = 6
"""Letters typed into a choice with search before what is found is clicked."""


@dataclass
class Count:
    """What was done, and the seconds that the machine took for it."""

    clicks: int = 0
    keys: int = 0
    loads: int = 0
    seconds: float = 0.0
    parts: dict[str, tuple[int, int, int]] = field(default_factory=dict)

    @property
    def by_hand(self) -> float:
        """Seconds that the clicks and keys take a person, without reading or thinking."""
        return self.clicks * CLICK_S + self.keys * KEY_S


class Person:
    """One member of staff in one browser."""

    def __init__(self, context: "BrowserContext") -> None:
        self.count = Count()
        self.seen: set[str] = set()  # What the person knows to be remembered by the program.
        self.page: Page = context.new_page()
        self._watch(self.page)
        context.on("page", self._watch)

    def _watch(self, page: "Page") -> None:
        page.on("domcontentloaded", lambda _page: self._loaded())
        page.set_default_timeout(20_000)

    def _loaded(self) -> None:
        self.count.loads += 1

    @contextmanager
    def part(self, name: str) -> Iterator[None]:
        """Count what happens inside as one part of the work."""
        before = (self.count.clicks, self.count.keys, self.count.loads)
        started = time.perf_counter()
        yield
        self.count.seconds += time.perf_counter() - started
        now = (self.count.clicks, self.count.keys, self.count.loads)
        known = self.count.parts.get(name, (0, 0, 0))
        spent = (n - b + k for n, b, k in zip(now, before, known, strict=True))
        self.count.parts[name] = tuple(spent)  # type: ignore[assignment]

    def click(self, what: str, *, page: Any = None, shift: bool = False) -> None:
        """Click on a thing; wait for the page that follows, unless it is in another window."""
        on = page or self.page
        on.click(what, modifiers=["Shift"] if shift else [])
        self.count.clicks += 1
        if page is None:
            on.wait_for_load_state()

    def write(self, where: str, text: str, *, page: Any = None) -> None:
        """Write in a field, in the place of what stands there."""
        if not text:
            return
        on = page or self.page
        field = on.locator(where)
        if not field.evaluate("field => field === document.activeElement"):
            self.count.clicks += 1
        field.fill(text)
        self.count.keys += len(text)

    def paste(self, where: str, text: str) -> None:
        """Paste into a field, clicked into unless it has the focus."""
        if not self.page.locator(where).evaluate("field => field === document.activeElement"):
            self.click(where)
        self.page.fill(where, text)
        self.count.keys += 1

    def choose(self, where: str, value: str, *, page: Any = None) -> None:
        """Choose from a list, unless it shows that already."""
        chooser = (page or self.page).locator(where)
        if chooser.input_value() == value:
            return
        chooser.select_option(value)
        self.count.clicks += 2

    def tick(self, where: str) -> None:
        """Tick a box or choose a button, unless it is."""
        if not self.page.is_checked(where):
            self.page.locator(where).check()
            self.count.clicks += 1

    def look_up(self, where: str, name: str) -> None:
        """Find a record by the first letters of its name in a choice with search."""
        page = self.page
        page.click(f"{where} + .select2 .select2-selection")
        page.keyboard.type(name[:LETTERS])
        found = page.locator(".select2-results__option[role=option]", has_text=name).first
        found.wait_for()
        found.click()
        self.count.clicks += 2
        self.count.keys += len(name[:LETTERS])

    def key(self, name: str) -> None:
        self.page.keyboard.press(name)
        self.count.keys += 1
        self.page.wait_for_load_state()

    def save_picture(self, path: Path) -> None:
        """Every window as it stands, whole; the first under this name."""
        for number, page in enumerate(self.page.context.pages):
            name = path if not number else path.with_stem(f"{path.stem}-{number}")
            page.screenshot(path=str(name), full_page=True)
