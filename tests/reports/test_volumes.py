"""Reports in volumes: which incident stands where, and what leads from one volume to another."""

import io
import re
import shutil
import subprocess
from functools import cache
from pathlib import Path

import page
import pytest
from pypdf import PdfReader

from incidents.reports import volumes
from incidents.reports.elsewhere import Elsewhere, linked
from incidents.reports.frozen import digest
from incidents.reports.render import Volume, render, report_html
from incidents.reports.volumes import in_stages, parts, weight
from tests.reports.snapshots import snapshot

pytestmark = [
    # WeasyPrint 70 opens its colour profile and leaves closing it to the interpreter.
    pytest.mark.filterwarnings("ignore:unclosed file .*sRGB2014:ResourceWarning"),
]

PROFILES = (page.ValidationProfile.PDF_A_3A, page.ValidationProfile.PDF_UA_1)


@pytest.fixture
def light(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two incidents of the tests are a volume."""
    monkeypatch.setattr(volumes, "MOST", 2)


@cache
def six_volumes() -> tuple[Volume, ...]:
    """Three incidents in volumes of two, and each long chapter in its own; made once."""
    return render(snapshot(incidents=3), "en")


@pytest.fixture
def made(light: None) -> tuple[Volume, ...]:
    return six_volumes()


@cache
def text_of(volume: Volume) -> list[str]:
    """The text of each page, runs of white space as one blank."""
    sheets = PdfReader(io.BytesIO(volume.pdf)).pages
    return [" ".join(sheet.extract_text().split()) for sheet in sheets]


def links_of(volume: Volume) -> set[str]:
    """The addresses outside the file."""
    return {
        str(annotation.get_object()["/A"]["/URI"])
        for sheet in PdfReader(io.BytesIO(volume.pdf)).pages
        for annotation in sheet.get("/Annots", [])
        if "/URI" in annotation.get_object().get("/A", {})
    }


def test_a_report_within_the_bound_is_one_volume() -> None:
    (whole,) = parts(snapshot(incidents=6))
    assert whole.is_alone
    assert whole.leads
    assert len(whole.references) == 6


def test_a_report_without_incidents_is_one_volume() -> None:
    (whole,) = parts(snapshot(incidents=0))
    assert whole.references == ()


def test_beyond_it_volume_1_leads_and_the_others_hold_each_incident_once() -> None:
    frozen = snapshot(incidents=250)
    first, *others = parts(frozen)
    assert [each.number for each in others] == list(range(2, first.of + 1))
    others, long = others[:-3], others[-3:]
    assert [each.references for each in (first, *long)] == [()] * 4
    assert [each.chapter for each in (first, *others)] == [""] * (1 + len(others))
    assert [each.chapter for each in long] == ["news", "follow-up", "index"]
    assert first.chapters == ()
    held = [reference for each in others for reference in each.references]
    assert held == sorted(each["reference"] for each in frozen["incidents"])
    assert max(len(each.references) for each in others) <= volumes.MOST


def test_no_volume_is_heavier_than_the_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    frozen = snapshot(incidents=12)
    weights = {each["reference"]: weight(each, frozen) for each in frozen["incidents"]}
    monkeypatch.setattr(volumes, "HEAVIEST", 3 * max(weights.values()))
    _first, *others = parts(frozen)
    found = [sum(weights[reference] for reference in each.references) for each in others]
    assert len(others) > 3
    assert max(found) <= volumes.HEAVIEST


def test_without_annexes_no_volume_is_an_index(light: None) -> None:
    found = parts(snapshot(incidents=3, annexes=False))
    assert [each.chapter for each in found] == ["", "", "", "news", "follow-up"]


def test_without_procedures_no_volume_is_of_them(light: None) -> None:
    frozen = snapshot(incidents=3)
    for each in frozen["incidents"]:
        each["content"]["procedures"] = []
    assert [each.chapter for each in parts(frozen)] == ["", "", "", "news", "index"]


def test_each_is_laid_out_after_those_whose_pages_it_says(light: None) -> None:
    stages = in_stages(parts(snapshot(incidents=3)))
    assert [[part.number for part in stage] for stage in stages] == [[2, 3], [5], [1], [4, 6]]


def test_an_incident_over_the_bound_has_a_volume_of_its_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    frozen = snapshot(incidents=3)
    monkeypatch.setattr(volumes, "HEAVIEST", 60_000)
    frozen["incidents"][1]["content"]["summary"]["fr"] = "Long. " * 20_000
    assert parts(frozen)[0].chapters == volumes.LONG
    assert [each.references for each in parts(frozen)] == [
        (),
        ("INC-2026-0001",),
        ("INC-2026-0002",),
        ("INC-2026-0003",),
    ]


def test_cited_lines_weigh_too() -> None:
    frozen = snapshot(incidents=1)
    (incident,) = frozen["incidents"]
    before = weight(incident, frozen)
    (lines,) = frozen["transcript_extracts"].values()
    lines[0]["text"] *= 10
    assert weight(incident, frozen) > before


def test_the_order_of_the_snapshot_decides_nothing(light: None) -> None:
    frozen = snapshot(incidents=5)
    turned = frozen | {"incidents": frozen["incidents"][::-1]}
    assert parts(frozen) == parts(turned)


def test_every_volume_says_which_it_is_and_bears_the_same_digest(
    made: tuple[Volume, ...],
) -> None:
    seal = digest(snapshot(incidents=3))
    covers = ["1 of 6", "2 of 6: INC-2026-0001 to INC-2026-0002", "3 of 6: INC-2026-0003"]
    covers += ["4 of 6: What is new", "5 of 6: Legal follow-up", "6 of 6: Index"]
    for volume, said in zip(made, covers, strict=True):
        first, *others = text_of(volume)
        assert said in first
        assert seal[:8] in first
        assert all(f"volume {volume.number} of 6" in sheet for sheet in others)
        title = PdfReader(io.BytesIO(volume.pdf)).metadata
        assert title is not None
        assert f"volume {volume.number} of 6" in str(title.title)


def test_lists_say_on_which_page_of_which_volume_an_incident_stands(
    made: tuple[Volume, ...],
) -> None:
    lists = [" ".join(text_of(volume)) for volume in made[3:]]
    for volume, references in ((made[1], ("0001", "0002")), (made[2], ("0003",))):
        titles = ["False accounts in", "A telephone call imitates", "A doctored video of"]
        for reference in references:
            title = titles[int(reference) - 1]
            sheets = text_of(volume)
            number = next(place for place in range(3, 20) if title in sheets[place - 1])
            for text in lists:
                assert f"vol. {volume.number}, p. {number}" in text


def test_contents_say_in_which_volume_a_long_chapter_is(made: tuple[Volume, ...]) -> None:
    contents = text_of(made[0])[1]
    for title, place in (
        ("What is new", "vol. 4"),
        ("Legal follow-up", "vol. 5, p. 2"),
        ("Changed", "vol. 4"),
        ("Index", "vol. 6"),
    ):
        assert re.search(rf"{title}[ .]+{place}", contents), title


def test_what_is_new_says_on_which_page_of_volume_1_a_change_stands(
    made: tuple[Volume, ...],
) -> None:
    shared, news = text_of(made[0]), " ".join(text_of(made[3]))
    (number,) = (
        n
        for n, sheet in enumerate(shared, start=1)
        if "corrections" in sheet.lower() and "Late arrivals" in sheet and n > 3
    )
    assert f"vol. 1, p. {number}" in news


def test_links_between_volumes_lead_to_permanent_pages(made: tuple[Volume, ...]) -> None:
    for number in (1, 2, 3):
        address = f"https://vigie.example/en/incidents/INC-2026-000{number}/"
        for volume in made[3:]:
            assert address in links_of(volume)


def test_the_pages_of_incidents_are_in_their_volumes_alone(made: tuple[Volume, ...]) -> None:
    leading, second, third, news, followed, index = (" ".join(text_of(each)) for each in made)
    assert "Exchange of claims" not in leading
    assert "Method" in leading
    for other in (news, followed, index):
        assert "Exchange of claims" not in other
    assert "First published" in news
    assert "presumed innocent" in followed
    assert "Alliance of the Shores" in index
    assert "Exchange of claims" in second
    assert "Exchange of claims" in third
    assert "Glossary" not in third.replace("changes, method, glossary", "")


@pytest.mark.parametrize("profile", PROFILES, ids=str)
def test_every_volume_is_pdf_a_3a_and_pdf_ua_1(
    made: tuple[Volume, ...], profile: page.ValidationProfile
) -> None:
    for volume in made:
        report = page.validate_pdf_bytes(volume.pdf, profile=profile)
        assert [failure.message for failure in report.failures] == []


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf is not installed")
def test_qpdf_finds_nothing_in_any_volume(made: tuple[Volume, ...], tmp_path: Path) -> None:
    for volume in made:
        file = tmp_path / f"{volume.number}.pdf"
        file.write_bytes(volume.pdf)
        checked = subprocess.run(["qpdf", "--check", file], capture_output=True, text=True)
        assert "No syntax or stream encoding errors" in checked.stdout


THERE = {"inc-2026-0007": Elsewhere("https://vigie.example/en/incidents/INC-2026-0007/", 3, 45)}


def test_a_link_within_the_volume_stays() -> None:
    html = '<a href="#method">m</a><section id="method"></section>'
    assert linked(html, THERE) == html


@pytest.mark.parametrize("anchor", ["inc-2026-0007", "inc-2026-0007-exchange"])
def test_a_link_to_another_volume_says_volume_and_page(anchor: str) -> None:
    html = linked(f'<a class="page-of" href="#{anchor}">x</a>', THERE)
    assert html == (
        '<a class="page-of" href="https://vigie.example/en/incidents/INC-2026-0007/" '
        'data-place="vol. 3, p. 45">x</a>'
    )


def test_the_page_is_left_out_where_it_is_not_known() -> None:
    there = {"inc-2026-0007": Elsewhere("https://vigie.example/", 3, None)}
    assert 'data-place="vol. 3"' in linked('<a href="#inc-2026-0007">x</a>', there)


def test_a_link_to_a_chapter_of_volume_1_leads_nowhere() -> None:
    assert linked('<a href="#glossary">x</a>', THERE) == '<a data-place="vol. 1">x</a>'


def test_a_chapter_that_is_laid_out_already_is_given_its_page() -> None:
    there = {"changes": Elsewhere("", 1, 31)}
    assert linked('<a href="#changes">x</a>', there) == '<a data-place="vol. 1, p. 31">x</a>'


def test_an_address_cannot_leave_its_attribute() -> None:
    there = {"inc-2026-0007": Elsewhere('https://x/"><script>', 3, 1)}
    assert "<script>" not in linked('<a href="#inc-2026-0007">x</a>', there)


def test_text_that_looks_like_a_link_is_text() -> None:
    frozen = snapshot(incidents=1)
    frozen["incidents"][0]["content"]["title"]["en"] = '<a href="#inc-2026-0009"> id="method"'
    html = report_html(frozen, "en")
    assert re.search(r'href="#inc-2026-0009"', html) is None
    assert 'id="method"&' not in html
