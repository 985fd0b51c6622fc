"""The report says what is redacted, doubtful or replaced, and links to the second it quotes."""

from html import unescape
from typing import Any

import page
import pytest

from incidents.documents import citations
from incidents.reports.dossier import dossiers
from incidents.reports.render import render, report_html
from tests.reports.snapshots import SEGMENTS, snapshot

VIDEO = "https://youtu.be/abc"
DENIED = SEGMENTS[2][2]


def doubtful() -> dict[str, Any]:
    """One incident whose third line is redacted and whose first two a machine doubted; every
    citation has a newer version that differs."""
    frozen = snapshot(incidents=1)
    content = frozen["incidents"][0]["content"]
    content["sources"][0]["url"] = VIDEO
    content["sources"][0]["transcript"] |= {
        "made_by": "machine",
        "tool": "Whisper",
        "tool_version": "large-v3",
    }
    for cited in citations(content):
        citation = cited.citation
        if citation["first"] is None:
            continue
        redacted = citation["first"] == 2
        citation |= {
            "redacted": redacted,
            "quote": "" if redacted else citation["quote"],
            "made_by": "machine",
            "low_confidence": citation["first"] < 2,
            "newer": {"version": 2, "differs": True},
            "moment_url": f"{VIDEO}?t={citation['start_ms'] // 1000}s",
        }
    for lines in frozen["transcript_extracts"].values():
        for line in lines:
            redacted = line["position"] == 2
            line |= {"redacted": redacted, "low_confidence": line["position"] < 2}
            if redacted:
                line |= {"text": "", "speaker": ""}
    return frozen


def plain(html: str) -> str:
    return " ".join(unescape(html).split())


def test_what_is_redacted_is_said_and_its_words_are_nowhere() -> None:
    html = plain(report_html(doubtful(), "en"))

    assert DENIED in plain(report_html(snapshot(incidents=1), "en"))
    assert DENIED not in html
    assert "[quote redacted]" in html
    assert "[passage redacted]" in html


def test_machine_text_that_is_doubtful_is_marked_in_words() -> None:
    html = plain(report_html(doubtful(), "en"))

    assert "transcript made by: machine, Whisper large-v3" in html
    assert "Machine transcription, low confidence" in html
    assert "(machine transcription, low confidence)" in html


def test_a_newer_version_that_differs_is_named() -> None:
    html = plain(report_html(doubtful(), "en"))

    assert "Version 2 of the transcript, newer than the one quoted, says something else" in html


def test_quotes_and_passages_lead_to_the_second_at_the_publishers() -> None:
    frozen = doubtful()
    passages = dossiers(frozen, "en")[0].sources["k000s1"].passages

    assert [p.moment for p in passages if p.start_ms == 13000] == [f"{VIDEO}?t=13s"]
    assert f'href="{VIDEO}?t=13s"' in report_html(frozen, "en")


def test_a_snapshot_from_before_says_nothing_of_all_that() -> None:
    html = report_html(snapshot(incidents=1), "en")

    for words in ("redacted", "low confidence", "newer than the one quoted", "at the publisher"):
        assert words not in html


@pytest.mark.filterwarnings("ignore:unclosed file .*sRGB2014:ResourceWarning")
def test_it_stays_an_accessible_archive_file() -> None:
    pdf = render(doubtful(), "fr")[0].pdf

    for profile in (page.ValidationProfile.PDF_A_3A, page.ValidationProfile.PDF_UA_1):
        report = page.validate_pdf_bytes(pdf, profile=profile)
        assert [failure.message for failure in report.failures] == []
