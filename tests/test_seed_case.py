"""From a pasted page and a case file to two public pages and a French PDF, by the commands.

Once with a page and a case of our own writing, and once with the worked example of the project
(`cases/seed.toml`), whose page is not in this repository: without it that half is skipped, loudly.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from pypdf import PdfReader

from incidents.models import Incident, Publication, Segment, SourceMedia, StoredFile
from incidents.reports.pdf import ReportUnavailable, check_can_render
from tests.commands.running import run
from tests.factories import UserFactory, ended
from tests.once import made_once

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(__file__).resolve().parent / "data"
TEAM = {
    "reporter": "reporter",
    "editor": "editor",
    "legal": "legal_reviewer",
    "publisher": "publisher",
}
pytestmark = [
    pytest.mark.django_db,
    # WeasyPrint 70 opens its colour profile and leaves closing it to the interpreter.
    pytest.mark.filterwarnings("ignore:unclosed file .*sRGB2014:ResourceWarning"),
]


@dataclass(frozen=True)
class Expected:
    """A case, its page, and what must come of it. ``exchange``: the role that accuses, the second
    in which it is said, the summary of the denial and the second in which that is said."""

    file: Path
    page: Path
    month: str
    segments: int
    claims: tuple[int, int]
    exchange: tuple[str, int, str, int]
    status: str
    seconds: tuple[str, ...]


OWN = Expected(
    file=DATA / "cases" / "sextant.toml",
    page=DATA / "pages" / "sextant.txt",
    month="2026-09",
    segments=11,
    claims=(3, 1),
    exchange=("promoted", 7, "Le Cercle des digues n’anime pas ces profils.", 14),
    status="announced",
    seconds=("00:07", "00:14", "00:26", "00:38", "00:43"),
)
SEED = Expected(
    file=ROOT / "cases" / "seed.toml",
    page=ROOT.parent / "shared" / "samples" / "seed" / "video_page.txt",
    month="2025-06",
    segments=37,
    claims=(11, 3),
    exchange=("promoted", 0, "Le Rassemblement national n’est pas derrière ces comptes.", 144),
    status="considered",
    seconds=("00:13", "01:06", "01:12", "02:05", "02:24", "02:01", "01:27"),
)


@pytest.fixture(scope="module", params=[OWN, SEED], ids=["own", "seed"])
def case(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any
) -> Iterator[Expected]:
    """The case, loaded through `load_case`."""
    expected: Expected = request.param
    if not expected.page.is_file():
        pytest.skip("SEED CASE SKIPPED: no ../shared/samples/seed/video_page.txt beside this tree")
    with made_once(django_db_blocker):
        for name, role in TEAM.items():
            UserFactory(username=name, roles=[role])
        call_command("load_vocabularies", verbosity=0)
        ran = run("load_case", expected.file, "--page", expected.page)
        assert (ran.status, ran.err) == (0, "")
        ended()
        yield expected


def published() -> list[Publication]:
    return list(Publication.objects.current().order_by("reference"))


def test_one_source_one_transcript_two_incidents(case: Expected) -> None:
    source = SourceMedia.objects.get()
    first, second = published()

    assert source.original_id == StoredFile.digest_of(case.page.read_bytes())
    assert source.publisher is None
    assert Segment.objects.count() == case.segments
    assert Segment.objects.filter(speaker__isnull=True).count() == 0
    assert set(Segment.objects.values_list("end_ms", flat=True)) == {None}
    assert Incident.objects.filter(state="published").count() == 2
    assert (len(first.content["claims"]), len(second.content["claims"])) == case.claims
    assert [p["status"] for p in first.content["procedures"]] == [case.status]
    shared = {c["id"] for c in first.content["claims"]} & {
        c["id"] for c in second.content["claims"]
    }
    assert shared


def test_the_accusation_stands_beside_its_denial_with_both_seconds(
    case: Expected, client: Client
) -> None:
    role, accused_at, denial, denied_at = case.exchange
    first = published()[0]
    source = first.content["sources"][0]["id"]
    involvement = next(
        i for i in first.content["involvements"] if i["role"] == role and i["answered_by"]
    )

    response = client.get(f"/fr/incidents/{first.reference}/")

    assert response.status_code == 200
    turns = re.split(r'<div class="turn', response.content.decode())
    (turn,) = [turn for turn in turns if f'id="involvement-{involvement["id"]}"' in turn]
    assert denial in turn
    assert f'href="/fr/sources/{source}/#t={accused_at}"' in turn
    assert f'href="/fr/sources/{source}/#t={denied_at}"' in turn


def test_both_incidents_are_listed_and_their_seconds_lead_to_the_words(
    case: Expected, client: Client
) -> None:
    listing = client.get("/fr/incidents/").content.decode()
    source = SourceMedia.objects.get().public_id
    words = client.get(f"/fr/sources/{source}/").content.decode()

    both = published()
    assert len(both) == 2
    for publication in both:
        assert f'href="/fr/incidents/{publication.reference}/"' in listing
        page = client.get(f"/fr/incidents/{publication.reference}/").content.decode()
        anchors = set(re.findall(rf'href="/fr/sources/{source}/#(t=\d+)"', page))
        assert anchors
        assert {anchor for anchor in anchors if f'id="{anchor}"' not in words} == set()


def test_the_french_pdf_holds_references_quotes_and_seconds(case: Expected, tmp_path: Path) -> None:
    try:
        check_can_render()
    except ReportUnavailable as missing:
        pytest.skip(str(missing))
    path = tmp_path / "report.pdf"

    ran = run("report", "build", case.month, "--lang", "fr", "--output", path)

    assert ran.status == 0, ran.err
    assert "2 incidents" in ran.out
    sheets = PdfReader(path).pages
    text = squeezed(" ".join(sheet.extract_text() for sheet in sheets))
    for publication in published():
        assert squeezed(publication.reference) in text
        assert squeezed(publication.content["title"]["fr"]) in text
        quotes = [c["quote"] for claim in publication.content["claims"] for c in claim["citations"]]
        assert [quote for quote in quotes if quote and squeezed(quote) not in text] == []
        for claim in publication.content["claims"]:
            assert squeezed(claim["summary"]["fr"]) in text
    assert [second for second in case.seconds if second not in text] == []


def test_loading_it_twice_is_refused_and_changes_nothing(case: Expected) -> None:
    before = [Incident.objects.count(), SourceMedia.objects.count(), Publication.objects.count()]

    ran = run("load_case", case.file, "--page", case.page)

    assert ran.status == 1
    assert "is there already" in ran.err
    assert before == [
        Incident.objects.count(),
        SourceMedia.objects.count(),
        Publication.objects.count(),
    ]


def squeezed(text: str) -> str:
    """Without white space and hyphens, which a PDF's lines change; apostrophes made plain."""
    return re.sub(r"[\s\u00ad\u202f-]+", "", text).replace("’", "'")
