"""The transcript workbench by keyboard alone, in Chromium."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from pytest_django.live_server_helper import LiveServer

from incidents.models import Citation, Claim, Segment, Speaker, Transcript
from tests.axe import violations
from tests.browser.bench import (
    SECRET,
    current,
    long_transcript,
    open_bench,
    press,
    rows,
    said,
    sign_in,
)
from tests.factories import (
    CitationFactory,
    IncidentFactory,
    SpeakerFactory,
    TranscriptFactory,
)
from tracker.accounts.roles import Role

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SIZE = 5_000
AT = 3_210
MOST_ROWS = 150
LEVELS = ("wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice")
"""Three chunks of fifty."""

WATCH = """
window.broken = [];
document.addEventListener('securitypolicyviolation', e => window.broken.push(
  e.violatedDirective + ' ' + e.sourceFile + ':' + e.lineNumber));
"""


@pytest.fixture
def page(chromium: "Browser", live_server: LiveServer) -> "Iterator[Page]":
    """An editor's page; what the console or the policy complains about fails the test."""
    context = chromium.new_context(
        base_url=live_server.url, viewport={"width": 1280, "height": 900}
    )
    context.add_init_script(WATCH)
    sign_in(context, live_server.url, Role.EDITOR)
    opened = context.new_page()
    complaints: list[str] = []
    # What the server refuses (400) is logged by Chromium itself, and said on the page.
    opened.on(
        "console",
        lambda line: complaints.append(line.text) if "400" not in line.text else None,
    )
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    yield opened
    broken = opened.evaluate("window.broken")
    context.close()
    assert complaints == []
    assert broken == []


@pytest.fixture
def transcript(page: "Page") -> Transcript:
    return long_transcript(SIZE, AT)


def spoken(transcript: Transcript) -> list[int]:
    """The positions that were given to a voice."""
    found = Segment.objects.filter(transcript=transcript, speaker__isnull=False)
    return sorted(found.values_list("position", flat=True))


def test_moving_and_selecting(page: "Page", transcript: Transcript) -> None:
    open_bench(page, transcript)

    press(page, "ArrowDown", "j", "j", "k")
    assert current(page) == 2
    press(page, "Shift+ArrowDown", "Shift+ArrowDown")
    said(page, "Selected: passages 3 to 5 of 5000.")
    assert page.locator(".bench__row[aria-selected=true]").count() == 3
    press(page, "Escape", "x", "ArrowDown", "ArrowDown", "Space")
    said(page, "Selected: passages 5 to 7 of 5000.")
    press(page, "End")
    page.wait_for_selector(f"#p{SIZE - 1}.bench__row--current")
    assert page.locator(f"#p{SIZE - 1}").get_attribute("aria-rowindex") == str(SIZE + 1)
    press(page, "PageUp")
    assert SIZE - 60 < current(page) < SIZE - 1
    press(page, "Home")
    page.wait_for_selector("#p0.bench__row--current")


def test_only_what_is_seen_is_in_the_page(page: "Page", transcript: Transcript) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    open_bench(page, transcript)
    seen = {rows(page)}

    for _step in range(60):
        press(page, "PageDown")
        seen.add(rows(page))
    page.wait_for_selector("#bench-list[aria-busy=false] .bench__row--current")
    assert current(page) > 300
    page.evaluate("document.getElementById('bench-list').scrollTop = 1e6")
    page.wait_for_selector("#bench-list[aria-busy=false]")
    page.wait_for_function("() => document.querySelectorAll('.bench__row').length > 50")
    seen.add(rows(page))

    assert max(seen) <= MOST_ROWS
    loaded = [url for url in asked if "/segments/" in url]
    assert len(loaded) < SIZE / 50 / 2


def test_scrolling_keeps_the_rows_in_order(page: "Page", transcript: Transcript) -> None:
    open_bench(page, transcript)
    page.mouse.move(400, 600)

    for _step in range(30):
        page.mouse.wheel(0, 700)
        page.wait_for_timeout(20)
    page.wait_for_selector("#bench-list[aria-busy=false] .bench__row")
    shown = page.evaluate("[...document.querySelectorAll('.bench__row')].map(r => +r.dataset.n)")
    at_edge = page.evaluate(
        "(() => { const list = document.getElementById('bench-list').getBoundingClientRect();"
        "return +document.elementFromPoint(list.x + 200, list.y + 200)"
        ".closest('.bench__row').dataset.n })()"
    )

    assert shown == list(range(shown[0], shown[0] + len(shown)))
    assert at_edge > 100
    assert at_edge in shown


def test_voices_by_digit_and_by_name(page: "Page", transcript: Transcript) -> None:
    guest = SpeakerFactory(transcript=transcript, label="Invitée", role="interviewee")
    open_bench(page, transcript)

    press(page, "Shift+ArrowDown", "Shift+ArrowDown", "1")
    said(page, "3 passages now spoken by “Invitée”.")
    assert spoken(transcript) == [0, 1, 2]
    assert page.locator("#p1 .bench__who").inner_text() == "Invitée"
    assert "passages: 3" in page.locator("[data-voices]").inner_text()

    press(page, "9")
    said(page, "No voice has the number 9.")
    press(page, "j", "j", "Shift+ArrowDown", "s")
    page.keyboard.type("Animateur 1")
    page.select_option("#bench_role", "host")
    page.locator("#bench_label").press("Enter")
    said(page, "2 passages now spoken by “Animateur 1”.")

    named = Speaker.objects.exclude(pk=guest.pk).get()
    assert (named.label, named.role) == ("Animateur 1", "host")
    assert page.evaluate("document.activeElement.id") == "bench-list"
    press(page, "2")
    said(page, "1 passage now spoken by “Animateur 1”.")


def test_a_refusal_is_said_and_taken_back(page: "Page", transcript: Transcript) -> None:
    SpeakerFactory(transcript=transcript, label="Invitée")
    open_bench(page, transcript)
    Speaker.objects.all().delete()

    press(page, "1")

    said(page, "this voice does not belong to this transcript")
    assert page.locator("#p0 .bench__who").inner_text() == ""


def test_proposals_are_accepted_by_key_and_by_name(page: "Page") -> None:
    proposed = TranscriptFactory(size=9)
    Segment.objects.bulk_create(
        Segment(
            transcript=proposed,
            position=n,
            start_ms=n * 4000,
            text=f">> {'-' if n == 8 else 'ANNA'}: Phrase {n}.",
            proposed_speaker="-" if n == 8 else "ANNA",
        )
        for n in range(9)
    )
    open_bench(page, proposed)

    assert page.locator("#p0 .bench__proposed").inner_text() == "ANNA?"
    press(page, "Shift+ArrowDown", "p")
    said(page, "2 passages now spoken by “ANNA”.")
    assert spoken(proposed) == [0, 1]
    page.click("[data-accept=ANNA]")
    said(page, "6 passages now spoken by “ANNA”.")
    assert spoken(proposed) == list(range(8))
    press(page, "End", "p")
    said(page, "the mark says that somebody else speaks")


def test_searching_and_jumping(page: "Page", transcript: Transcript) -> None:
    open_bench(page, transcript)

    press(page, "/")
    page.keyboard.type("JAMAIS QUITTE sainte aurelie")
    press(page, "Enter")
    said(page, "Found: 1 of 1.")
    page.wait_for_selector(f"#p{AT}.bench__row--current")
    assert current(page) == AT
    assert page.evaluate("document.activeElement.id") == "bench-list"
    press(page, "/")
    page.locator("#bench-words").fill("ecole. phrase 4")
    press(page, "Enter")
    places = [n for n in range(SIZE) if n % 3 == 2 and str(n).startswith("4")]
    after = next(index for index, n in enumerate(places) if n >= AT)
    said(page, f"Found: {after + 1} of {len(places)}.")
    press(page, "n", "n", "N")
    said(page, f"Found: {after + 2} of {len(places)}.")
    page.wait_for_selector(f"#p{places[after + 1]}.bench__row--current")
    press(page, "g")
    page.keyboard.type("1:02:03")
    press(page, "Enter")
    page.wait_for_selector("#p930.bench__row--current")
    press(page, "g")
    page.locator("#bench-time").fill("02:71")
    press(page, "Enter")
    said(page, "02:71 has 71 seconds")


def test_a_claim_carries_quote_range_and_speaker(page: "Page", transcript: Transcript) -> None:
    incident = IncidentFactory(title_fr="Le phare")
    voice = SpeakerFactory(transcript=transcript, label="Gardien")
    Segment.objects.filter(transcript=transcript, position__in=(AT, AT + 1)).update(speaker=voice)
    open_bench(page, transcript, f"?at={AT}#p{AT}")

    press(page, "Shift+ArrowDown", "c")
    page.wait_for_url(f"**/claim/?first={AT}&last={AT + 1}")
    assert SECRET in page.input_value("#id_quote")
    assert page.input_value("#id_speaker_label_fr") == "Gardien"
    page.select_option("#id_incidents", str(incident.pk))
    page.select_option("#id_proposition", "authorship")
    page.select_option("#id_stance", "denies")
    page.fill("#id_summary_fr", "Le gardien nie.")
    page.fill("#id_quote", "le bateau a quitté Sainte-Aurélie")
    page.locator("#id_quote").press("Tab")
    page.click("input[value='Save the claim with its citation']")
    page.click("text=Use this passage")
    assert "Le bateau n’a jamais" in page.input_value("#id_quote")
    page.click("input[value='Save the claim with its citation']")
    page.wait_for_url("**/claim/*/change/")

    citation = Citation.objects.select_related("first_segment", "last_segment").get()
    assert citation.first_segment is not None and citation.last_segment is not None
    assert (citation.first_segment.position, citation.last_segment.position) == (AT, AT + 1)
    assert Claim.objects.get().speaker_label_fr == "Gardien"
    open_bench(page, transcript, f"?at={AT}#p{AT}")
    assert page.locator(f"#p{AT} .bench__mark").inner_text() == "Claim"
    assert "Le gardien nie." in page.locator("#bench-here").inner_text()


def test_correcting_opens_the_new_version_at_the_same_passage(
    page: "Page", transcript: Transcript
) -> None:
    open_bench(page, transcript, "?at=7#p7")

    press(page, "t")
    page.locator("#bench-text").fill("La lune est pleine.")
    page.locator("#bench-why").fill("Réécoutée.")
    page.locator("#bench-why").press("Enter")
    page.wait_for_selector("#p7.bench__row--current:has-text('La lune est pleine.')")

    made = Transcript.objects.get(number=2)
    assert (made.reason, made.segments.get(position=7).text) == (
        "Réécoutée.",
        "La lune est pleine.",
    )


def test_redacting_asks_first(page: "Page", transcript: Transcript) -> None:
    open_bench(page, transcript)

    press(page, "Shift+ArrowDown", "r")
    page.wait_for_selector("text=2 passages will be hidden from the public, for ever.")
    page.keyboard.type("Un nom privé.")
    press(page, "Enter")
    page.wait_for_selector("text=confirm that you know it cannot be undone")
    assert not transcript.redactions.exists()
    page.check("[name=sure]")
    page.locator("#bench-reason").press("Enter")
    said(page, "2 passages are hidden from the public from now on.")

    redaction = transcript.redactions.get()
    assert (redaction.first_position, redaction.last_position) == (0, 1)
    page.wait_for_selector("#p1 .bench__mark--redacted")


def test_keys_are_not_heard_while_somebody_writes(page: "Page", transcript: Transcript) -> None:
    SpeakerFactory(transcript=transcript, label="Invitée")
    open_bench(page, transcript)

    press(page, "g")
    page.keyboard.type("1x c")
    press(page, "Escape", "?")
    assert page.locator("#bench-keys").is_visible()
    press(page, "Escape")
    assert not page.locator("#bench-keys").is_visible()

    assert page.input_value("#bench-time") == "1x c"
    assert page.evaluate("document.activeElement.id") == "bench-list"
    assert spoken(transcript) == []


def test_what_is_cited_is_listed(page: "Page", transcript: Transcript) -> None:
    segment = transcript.segments.get(position=AT)
    CitationFactory(
        source=transcript.source, first_segment=segment, last_segment=segment, quote=SECRET
    )
    open_bench(page, transcript)

    page.click("#bench-cited summary")
    page.wait_for_selector("#bench-cited q")
    assert "quote checked" in page.locator("#bench-cited").inner_text()
    page.click("#bench-cited [data-goto]")
    page.wait_for_selector(f"#p{AT}.bench__row--current")


@pytest.mark.parametrize(
    ("width", "scheme"),
    [
        (360, "dark"),
        pytest.param(1280, "light", marks=pytest.mark.long),
        pytest.param(360, "light", marks=pytest.mark.long),
        pytest.param(1280, "dark", marks=pytest.mark.long),
    ],
)
def test_axe_finds_nothing_and_the_page_fits(
    chromium: "Browser", live_server: LiveServer, width: int, scheme: str
) -> None:
    transcript = long_transcript(80, 5)
    SpeakerFactory(transcript=transcript)
    segment = transcript.segments.get(position=3)
    CitationFactory(source=transcript.source, first_segment=segment, last_segment=segment)
    context = chromium.new_context(
        bypass_csp=True,
        base_url=live_server.url,
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    sign_in(context, live_server.url, Role.EDITOR)
    page = context.new_page()
    open_bench(page, transcript)
    found = {}
    for key, what in (("Shift+ArrowDown", ""), ("?", "keys"), ("s", "speaker"), ("r", "redact")):
        page.focus("#bench-list")
        press(page, key)
        page.click("#bench-cited summary") if not what else None
        for violation in violations(page, *LEVELS):
            nodes = [n["html"][:160] for n in violation["nodes"] if "select2" not in n["html"]]
            if nodes:
                found[f"{what} {violation['id']}"] = nodes[0]
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if wide > 0:
            found[f"{what} too wide"] = str(wide)
    context.close()

    assert found == {}


@pytest.mark.long
def test_a_hundred_thousand_passages(page: "Page") -> None:
    size, at = 100_000, 87_654
    transcript = long_transcript(size, at)
    SpeakerFactory(transcript=transcript, label="Invitée")
    open_bench(page, transcript)

    press(page, "/")
    page.keyboard.type("sainte aurelie")
    press(page, "Enter")
    said(page, "Found: 1 of 1")
    page.wait_for_selector(f"#p{at}.bench__row--current")
    press(page, "Shift+ArrowDown", "1")
    said(page, "2 passages now spoken by")
    press(page, "End", "Home", "End")
    page.wait_for_selector(f"#p{size - 1}.bench__row--current")

    assert rows(page) <= MOST_ROWS
    assert spoken(transcript) == [at, at + 1]
