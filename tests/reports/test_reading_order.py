"""The order in which ``pdftotext`` reads a report is the order of the page it was made from: every
heading and everything that somebody says, one after the other."""

import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest

from incidents.reports.render import render, report_html
from tests.reports.snapshots import snapshot

pytestmark = [
    pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed"),
    # WeasyPrint 70 opens its colour profile and leaves closing it to the interpreter.
    pytest.mark.filterwarnings("ignore:unclosed file .*sRGB2014:ResourceWarning"),
]

HEADINGS = frozenset(("h1", "h2", "h3", "h4"))
CLASSES = frozenset(("in-words", "when", "speaker", "reservation", "abstract", "no-answer"))
ENOUGH = 45
"""So many characters of a text are looked for: where a page ends, its foot stands in between."""


class Texts(HTMLParser):
    """The headings and what is said, in the order of the page, without the cover."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.open: list[str] = []
        self.wanted = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("br", "img", "meta", "link"):
            return
        self.open.append(tag)
        classes = set((dict(attrs).get("class") or "").split())
        if not self.wanted and (tag in HEADINGS or classes & CLASSES):
            self.wanted = len(self.open)
            self.found.append("")

    def handle_endtag(self, tag: str) -> None:
        if self.wanted == len(self.open):
            self.wanted = 0
        self.open.pop()

    def handle_data(self, data: str) -> None:
        if self.wanted:
            self.found[-1] += data


def squeezed(text: str) -> str:
    """Without blanks and hyphens, in lower case: as a line may end anywhere."""
    return re.sub(r"[\s\-\u00ad\u2010]+", "", text).lower()


def test_text_is_read_in_the_order_of_the_page(tmp_path: Path) -> None:
    frozen = snapshot(incidents=2)
    file = tmp_path / "report.pdf"
    file.write_bytes(render(frozen, "fr")[0].pdf)
    command = ["pdftotext", "-enc", "UTF-8", "-raw", str(file), "-"]
    read = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    text, place = squeezed(read), 0
    page = Texts()
    page.feed(report_html(frozen, "fr"))
    wanted = [squeezed(each)[:ENOUGH] for each in page.found if each.strip()]
    assert len(wanted) > 60
    for each in wanted:
        found = text.find(each, place)
        assert found >= 0, f"“{each}” is not read after “{text[max(0, place - 60) : place]}”"
        place = found + len(each)
