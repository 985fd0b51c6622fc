"""The PDF: its text, its profiles, its bytes, and what it refuses to fetch."""

import hashlib
import io
import os
import shutil
import subprocess
import sys
from functools import cache, partial
from itertools import pairwise
from pathlib import Path
from typing import cast

import page
import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from incidents.reports.attached import attached
from incidents.reports.frozen import data, digest
from incidents.reports.pdf import ReportUnavailable, _written, check_can_render, write_pdf
from incidents.reports.render import render, report_html
from tests.reports.snapshots import hostile, snapshot

pytestmark = [
    # WeasyPrint 70 opens its colour profile and leaves closing it to the interpreter.
    pytest.mark.filterwarnings("ignore:unclosed file .*sRGB2014:ResourceWarning"),
]

ROOT = Path(__file__).resolve().parents[2]
PROFILES = (page.ValidationProfile.PDF_A_3A, page.ValidationProfile.PDF_UA_1)


@cache
def rendered(language: str) -> bytes:
    """A report of three incidents, made once for the tests that only read it."""
    return render(snapshot(incidents=3), language)[0].pdf


@cache
def text_of(pdf: bytes) -> str:
    """All text of the pages, runs of white space as one blank."""
    reader = PdfReader(io.BytesIO(pdf))
    return " ".join(" ".join(sheet.extract_text() for sheet in reader.pages).split())


REFERENCES = ["INC-2026-0001", "INC-2026-0002", "INC-2026-0003"]


@cache
def sheets_of(pdf: bytes) -> list[str]:
    """The text of each page, runs of white space as one blank."""
    return [" ".join(s.extract_text().split()) for s in PdfReader(io.BytesIO(pdf)).pages]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_one_file_is_pdf_a_3a_and_pdf_ua_1(language: str) -> None:
    for profile in PROFILES:
        report = page.validate_pdf_bytes(rendered(language), profile=profile)
        assert [failure.message for failure in report.failures] == []


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf is not installed")
def test_qpdf_finds_nothing(tmp_path: Path) -> None:
    file = tmp_path / "report.pdf"
    file.write_bytes(rendered("fr"))
    checked = subprocess.run(["qpdf", "--check", file], capture_output=True, text=True, check=True)
    assert "No syntax or stream encoding errors" in checked.stdout


@pytest.mark.skipif(shutil.which("verapdf") is None, reason="veraPDF is not installed")
@pytest.mark.parametrize("flavour", ["3a", "ua1"])
def test_verapdf_finds_nothing(flavour: str, tmp_path: Path) -> None:
    file = tmp_path / "report.pdf"
    file.write_bytes(rendered("fr"))
    command = ["verapdf", "--flavour", flavour, "--format", "text", str(file)]
    said = subprocess.run(command, capture_output=True, text=True).stdout
    assert said.startswith("PASS"), said


def test_the_text_has_numbers_names_and_references_in_reading_order() -> None:
    text = text_of(rendered("en"))
    order = [
        "October 2026",
        "Contents",
        "In brief",
        "3 incidents were first published in the period (October 2026).",
        "7 accusations are recorded.",
        "First published",
        "INC-2026-0001",
        "Exchange of claims",
        "No answer is recorded.",
        "Statistics",
        "Figure 1",
        "Table 1",
        "Distinct total 3",
        "Balance sheet of the parties",
        "with a recorded answer",
        "How platforms responded",
        "Legal follow-up",
        "Announced, and nothing known to have followed",
        "Corrections, withdrawals, late arrivals",
        "Method",
        "Vocabulary and glossary",
        "How to verify this report",
        "Index",
    ]
    places = [text.index(order[0])]
    for words in order[1:]:
        places.append(text.index(words, places[-1]))
    assert digest(snapshot(incidents=3))[:8] in text


def test_title_language_and_bookmarks_are_set() -> None:
    reader = PdfReader(io.BytesIO(rendered("en")))
    assert reader.metadata is not None
    assert reader.metadata.title == "Vigie – Monthly report, October 2026"
    assert reader.root_object["/Lang"] == "en"
    titles = [str(entry["/Title"]) for entry in reader.outline if isinstance(entry, dict)]
    assert titles[:3] == ["In brief", "What is new", "Incidents"]
    below = [e for each in reader.outline if isinstance(each, list) for e in each]
    named = [str(e["/Title"]) for e in below if isinstance(e, dict) and "INC-" in str(e["/Title"])]
    assert "INC-2026-0002 – A telephone call imitates the mayor" in named


def test_an_incident_begins_a_page_and_takes_two_at_most() -> None:
    found = [
        [reference for reference in REFERENCES if f"{reference} · permanent page" in sheet]
        for sheet in sheets_of(rendered("en"))
    ]
    assert [each for each in found if each] == [[reference] for reference in REFERENCES]
    begun = [found.index([reference]) for reference in REFERENCES]
    assert [after - before for before, after in pairwise(begun)] == [2, 2]


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")
def test_two_columns_are_read_as_said_then_answered(tmp_path: Path) -> None:
    (tmp_path / "report.pdf").write_bytes(rendered("en"))
    told = subprocess.run(
        ["pdftotext", tmp_path / "report.pdf", "-"], capture_output=True, text=True, check=True
    ).stdout
    words = " ".join(told[told.index("Exchange of claims") :].split())
    order = ["Role ascribed by a source", "promoted", "Answers", "the interviewee", "Accusation"]
    order += ["the journalist", "Suggests that", "Answers", "the interviewee", "Other statements"]
    place = 0
    for each in order:
        place = words.index(each, place)


def test_in_brief_is_one_page() -> None:
    reader = PdfReader(io.BytesIO(rendered("en")))
    chapters = [entry for entry in reader.outline if not isinstance(entry, list)]
    brief, news = (reader.get_destination_page_number(chapter) for chapter in chapters[:2])
    assert brief is not None
    assert news == brief + 1


def test_the_snapshot_is_attached_and_has_the_printed_digest() -> None:
    frozen = snapshot(incidents=3)
    attached = PdfReader(io.BytesIO(rendered("en"))).attachments["snapshot.json"][0]
    assert attached == data(frozen)
    assert hashlib.sha256(attached).hexdigest() == digest(frozen)


def test_every_table_and_a_manifest_are_attached_with_a_media_type_and_a_relationship() -> None:
    reader = PdfReader(io.BytesIO(rendered("en")))
    attachments = {each.name: each for each in reader.attachment_list}

    assert list(attachments) == sorted(attachments)
    assert set(attachments) == {each.name for each in attached(snapshot(incidents=3), "en")}
    assert str(attachments["snapshot.json"].associated_file_relationship) == "/Source"
    assert str(attachments["manifest.json"].associated_file_relationship) == "/Data"
    assert str(attachments["incidents.csv"].subtype) == "/text/csv"


def test_links_lead_to_permanent_pages_and_seconds() -> None:
    reader = PdfReader(io.BytesIO(rendered("en")))
    addresses = {
        str(annotation.get_object()["/A"]["/URI"])
        for sheet in reader.pages
        for annotation in sheet.get("/Annots", [])
        if "/A" in annotation.get_object()
    }
    assert "https://vigie.example/en/incidents/INC-2026-0002/" in addresses
    assert "https://vigie.example/en/sources/k000s1/#t=13" in addresses


def test_only_the_pinned_fonts_are_in_the_file() -> None:
    fonts: set[str] = set()
    for sheet in PdfReader(io.BytesIO(rendered("fr"))).pages:
        resources = cast(DictionaryObject, sheet["/Resources"])
        for font in cast(DictionaryObject, resources["/Font"]).values():
            fonts.add(str(font.get_object()["/BaseFont"]).split("+")[-1])
    assert fonts
    assert all(name.startswith("Vigie-Sans") for name in fonts)


def test_same_data_same_bytes_in_another_process_zone_and_locale_on_another_day() -> None:
    """A date of today anywhere in the file would make it another."""
    program = (
        "import time_machine; time_machine.travel('2031-05-06T07:08:09+00:00').start()\n"
        "import django; django.setup()\n"
        "import hashlib\n"
        "from incidents.reports.render import render\n"
        "from tests.reports.snapshots import snapshot\n"
        "print(hashlib.sha256(render(snapshot(incidents=3), 'fr')[0].pdf).hexdigest())\n"
        "import datetime; print(datetime.date.today())\n"
    )
    elsewhere = {
        **os.environ,
        "TZ": "Pacific/Auckland",
        "LC_ALL": "C",
        "LANG": "C",
        "PYTHONHASHSEED": "7",
    }
    other = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", program],
        cwd=ROOT,
        env=elsewhere,
        capture_output=True,
        text=True,
        check=True,
    )
    assert other.stdout.split() == [hashlib.sha256(rendered("fr")).hexdigest(), "2031-05-06"]


def test_a_demo_and_a_preview_say_so_on_every_page() -> None:
    pdf = render(snapshot(incidents=1, demo=True, unfinished=True), "en")[0].pdf
    for sheet in PdfReader(io.BytesIO(pdf)).pages:
        words = " ".join(sheet.extract_text().split())
        assert "FICTIONAL DEMONSTRATION" in words
        assert "PREVIEW — unfinished period" in words


def test_an_issued_report_bears_no_mark() -> None:
    text = text_of(rendered("en"))
    assert "FICTIONAL" not in text
    assert "PREVIEW" not in text


def test_a_month_without_incidents_is_a_short_honest_report() -> None:
    pdf = render(snapshot(incidents=0, changes=[]), "en")[0].pdf
    reader = PdfReader(io.BytesIO(pdf))
    text = text_of(pdf)
    assert len(reader.pages) <= 5
    assert "No incident was first published in the period (October 2026)." in text
    assert "No correction, development, right of reply, withdrawal or merger in" in text
    assert "Statistics" not in text
    for profile in PROFILES:
        assert page.validate_pdf_bytes(pdf, profile=profile).is_compliant


def test_long_words_stay_on_the_page() -> None:
    frozen = snapshot(incidents=1)
    frozen["incidents"][0]["content"]["title"] = {"fr": "w" * 400, "en": ""}
    pdf = render(frozen | {"site_name": "w" * 200}, "fr")[0].pdf
    assert "".join(text_of(pdf).split()).count("w" * 400) >= 3


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/hostname",
        "http://127.0.0.1:9/x.png",
        "https://example.org/x.png",
        "ftp://example.org/x",
        "report:///fonts/../../../../etc/passwd",
        "report:///fonts/LICENSE.txt",
        "//example.org/x.png",
    ],
)
def test_nothing_but_own_fonts_and_data_is_fetched(
    address: str, caplog: pytest.LogCaptureFixture
) -> None:
    html = f'<html lang="en"><title>t</title><p>text</p><img src="{address}" alt="a">'
    write_pdf(html, identifier=b"0", attachments=[])
    (failed,) = [r.getMessage() for r in caplog.records if "Failed to load image" in r.getMessage()]
    reasons = ("disallowed protocol", "is not a face", "Not an absolute URI")
    assert any(reason in failed for reason in reasons)


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="language 'de' is not one of fr, en"):
        render(snapshot(incidents=0), "de")


def test_the_page_has_only_printable_characters() -> None:
    html = report_html(hostile(snapshot(incidents=1), "\x00\x1b"), "fr")
    assert "\x00" not in html
    assert "[U+0000 U+001B]" in html


def test_progress_is_told() -> None:
    told: list[str] = []
    render(snapshot(incidents=0), "fr", progress=told.append)
    assert told == ["arranging the snapshot", "laying out the pages", "done"]


class NoPango:
    """Stands where the import of WeasyPrint looks for Pango on a machine that lacks it."""

    def find_spec(self, name: str, *_: object) -> None:
        """What WeasyPrint's own import raises there."""
        if name == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")


def test_without_pango_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "weasyprint", raising=False)
    monkeypatch.setattr(sys, "meta_path", [NoPango(), *sys.meta_path])
    with pytest.raises(ReportUnavailable, match="apt-get install libpango"):
        check_can_render()


class Document:
    """Stands for a laid out document whose file has a last stream that ends in return, until a
    third object is in it."""

    def __init__(self) -> None:
        self.spares: list[int] = []

    def write_pdf(self, *, finisher: partial[None], attachments: list[object]) -> bytes:
        self.spares.append(finisher.keywords["spare"])
        return b"x\n" if len(self.spares) == 3 else b"x\r\nendstream"


def test_a_file_whose_last_stream_ends_in_return_is_written_again() -> None:
    document = Document()
    assert _written(document, None, [], {}) == b"x\n"
    assert document.spares == [0, 1, 2]
