"""HTML to PDF: one file that is PDF/A-3a and PDF/UA-1, the same bytes for the same input.

The only file that knows WeasyPrint. It is imported when a report is rendered, not before: where
Pango is missing the site works, and the report says what to install.
"""

import base64
import re
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from incidents.reports.glyphs import font_file
from incidents.reports.numbered import misnumbered
from incidents.reports.typeset import typeset

PANGO = "libpango-1.0-0 libpangoft2-1.0-0"
STYLE_SHEET = Path(__file__).resolve().parents[2] / "static" / "vigie" / "report.css"
BASE = "report:///"
FONTS = BASE + "fonts/"
RETURNED = b"\r\nendstream"
TRIES = 5
LISTS_APART = ".lists { break-before: page }"
"""Where the lists of figures and tables fit on the page of the contents, or do not, depending on
the numbers in them."""

NOTES = frozenset(
    ("footnote-call", "footnote-marker", "note-call", "note-marker", "note-callback", "marker")
)
"""Pseudo-elements that the report does not have: its lists bear no marks, its notes are none."""

UA_SCHEMA = b"""
<rdf:Description xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" rdf:about="">
<pdfuaid:part>1</pdfuaid:part></rdf:Description>
<rdf:Description xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#" rdf:about="">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 to which the file conforms</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
"""


class ReportUnavailable(Exception):
    """The report cannot be rendered on this machine; the message says what to install, or what
    became of the process that did it."""


@dataclass(frozen=True)
class Attached:
    """A file inside the PDF. ``created`` stands for both of its dates; ``relationship``: how it
    stands to the document (ISO 32000-2, AFRelationship)."""

    name: str
    description: str
    content: bytes
    created: datetime
    relationship: str = "Data"


@dataclass(frozen=True)
class Written:
    """A PDF, its number of pages, and by anchor the page on which it stands."""

    pdf: bytes
    pages: int
    places: dict[str, int]


def check_can_render() -> None:
    """Raise ReportUnavailable with the line to type where Pango is missing."""
    _weasyprint()


def write_pdf(html: str, *, identifier: bytes, attachments: list[Attached]) -> Written:
    """Lay out and write.

    The page may fetch ``data:`` and the report's own fonts, nothing else.
    """
    weasyprint = _weasyprint()
    fetcher = _fetcher()
    fonts = _fonts()
    style = weasyprint.CSS(
        string=STYLE_SHEET.read_text(encoding="utf-8"),
        base_url=BASE,
        url_fetcher=fetcher,
        font_config=fonts,
    )
    page = _source(weasyprint)(string=typeset(html), base_url=BASE, url_fetcher=fetcher)
    options = {"pdf_variant": "pdf/a-3a", "pdf_tags": True, "pdf_identifier": identifier}
    apart = weasyprint.CSS(string=LISTS_APART)
    for styles in ([style], [style, apart]):
        document = page.render(font_config=fonts, stylesheets=styles, **options)
        places = _places(document)
        if not misnumbered(_boxes(document), places):
            written = _written(document, weasyprint, attachments, options)
            return Written(written, len(document.pages), places)
    raise ReportUnavailable("the page numbers of the report do not agree with its pages")


def _places(document: Any) -> dict[str, int]:
    places: dict[str, int] = {}
    for number, sheet in enumerate(document.pages, start=1):
        for anchor in sheet.anchors:  # what runs over several pages is in each of them
            places.setdefault(anchor, number)
    return places


def _boxes(document: Any) -> Iterator[Any]:
    for sheet in document.pages:
        yield from sheet._page_box.descendants()


def _written(
    document: Any, weasyprint: Any, attachments: list[Attached], options: dict[str, Any]
) -> bytes:
    """The file. Its last streams are made only as it is written: where one of them ends in return
    (``_ends_in_return``), once in a hundred files, it is written again with a spare object."""
    for spare in range(TRIES):
        written: bytes = document.write_pdf(
            finisher=partial(_finish, spare=spare),
            attachments=[_attachment(weasyprint, attached) for attached in attachments],
            **options,
        )
        if RETURNED not in written:
            break
    return written


def data_address(svg: bytes) -> str:
    """The picture as an address that needs no fetching."""
    return "data:image/svg+xml;base64," + base64.b64encode(svg).decode("ascii")


def _weasyprint() -> Any:
    try:
        import weasyprint
    except OSError as error:
        raise ReportUnavailable(
            f"The report needs Pango, which is not on this machine: apt-get install {PANGO}"
        ) from error
    return weasyprint


def _source(weasyprint: Any) -> Any:
    """HTML under WeasyPrint's own style sheet without its rules for notes and markers: they match
    every element, and their styles, which the report never shows, take a quarter of its memory."""

    class Source(weasyprint.HTML):
        def _ua_stylesheets(self, forms: bool = False) -> list[Any]:
            return [_without_notes(each) for each in super()._ua_stylesheets(forms)]

    return Source


def _without_notes(sheet: Any) -> Any:
    kept = copy(sheet)
    kept.matcher = copy(sheet.matcher)
    kept.matcher.other_selectors = [
        entry for entry in sheet.matcher.other_selectors if entry[3] not in NOTES
    ]
    return kept


def _fonts() -> Any:
    from weasyprint.text.fonts import FontConfiguration

    return FontConfiguration()


def _fetcher() -> Any:
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class OwnFilesOnly(URLFetcher):
        """Fetches ``data:`` and the report's fonts by name; refuses every other address."""

        def __init__(self) -> None:
            super().__init__(allowed_protocols=["data"], allow_redirects=False)

        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
            if url.startswith(FONTS):
                content = font_file(url.removeprefix(FONTS)).read_bytes()
                return URLFetcherResponse(url, content, {"Content-Type": "font/ttf"})
            return super().fetch(url, headers)

    return OwnFilesOnly()


def _attachment(weasyprint: Any, attached: Attached) -> Any:
    return weasyprint.Attachment(
        string=attached.content,
        name=attached.name,
        description=attached.description,
        created=attached.created,
        modified=attached.created,
        relationship=attached.relationship,
    )


def _finish(_document: Any, pdf: Any, *, spare: int = 0) -> None:
    _mark_as_ua(pdf)
    for number in range(spare):
        pdf.add_object(type(pdf.catalog)({"Spare": number}))
    for written in pdf.objects:
        if getattr(written, "compress", False) and _ends_in_return(written.data):
            written.compress = False


def _ends_in_return(data: bytes) -> bool:
    """Whether the last byte of a stream is CR: with the line feed before ``endstream`` a checker
    may take both for one end of line and find the stream a byte too short."""
    return data.endswith(RETURNED)


def _mark_as_ua(pdf: Any) -> None:
    """Add the PDF/UA identification, and the schema that lets PDF/A accept it, to the metadata."""
    number = int(re.match(rb"(\d+)", pdf.catalog["Metadata"])[1])  # type: ignore[index]
    metadata = pdf.objects[number]
    metadata.compress = False
    before, closing, after = metadata.stream[0].partition(b"</rdf:RDF>")
    metadata.stream[0] = before + UA_SCHEMA + closing + after
