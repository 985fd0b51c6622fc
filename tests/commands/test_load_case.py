"""`load_case`: all or nothing, and every mistake in a case file is named."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from incidents.models import Actor, Incident, Publication, SourceMedia
from tests.commands.running import Ran, run
from tests.factories import UserFactory, ended
from tests.once import made_once

pytestmark = pytest.mark.django_db

DATA = Path(__file__).resolve().parents[1] / "data"
CASE = DATA / "cases" / "sextant.toml"
PAGE = DATA / "pages" / "sextant.txt"
ROLES = {"reporter": "reporter", "editor": "editor", "legal": "legal_reviewer"}


@pytest.fixture(scope="module")
def team(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Vocabularies, and one account per role under the names the command expects."""
    with made_once(django_db_blocker):
        call_command("load_vocabularies", verbosity=0)
        for name, role in {**ROLES, "publisher": "publisher"}.items():
            UserFactory(username=name, roles=[role])
        ended()
        yield


def load(tmp_path: Path, old: str = "", new: str = "", *options: object) -> Ran:
    """The command on the case with one thing replaced."""
    text = CASE.read_text("utf-8")
    assert old in text
    file = tmp_path / "case.toml"
    file.write_text(text.replace(old, new, 1) if old else text, "utf-8")
    return run("load_case", file, *(options or ("--page", PAGE)))


def kept() -> list[int]:
    return [m.objects.count() for m in (Actor, SourceMedia, Incident, Publication)]


@pytest.mark.usefixtures("team")
def test_it_says_what_became_of_every_source_and_incident(tmp_path: Path) -> None:
    ran = load(tmp_path)

    source = SourceMedia.objects.get()
    assert ran.out.splitlines() == [
        f"source page: {source.public_id}",
        "incident profils: INC-2026-0001 (published)",
        "incident affiches: INC-2026-0002 (published)",
    ]


@pytest.mark.usefixtures("team")
def test_who_wrote_it_did_not_approve_it(tmp_path: Path) -> None:
    load(tmp_path)

    both = Publication.objects.all()
    assert len(both) == 2
    for publication in both:
        approvals = {a.kind: a.approved_by.username for a in publication.approvals.all()}
        assert approvals == {"editorial": "editor", "legal": "legal"}
        assert str(publication.incident.created_by) == "reporter"
        assert publication.published_by.username == "publisher"


@pytest.mark.usefixtures("team")
@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('title_fr = "Des profils', 'titel_fr = "Des profils', "incident profils: titel_fr"),
        ("[[procedure]]", "[[procedures]]", "unknown: procedures"),
        ("[case]", "[case", "case.toml is not TOML"),
        ('actor = "ondine-farelle"', 'actor = "ondine"', "no actor has the key “ondine”"),
        ('platform = "tiktok"', 'platform = "tictoc"', "no platform has the key “tictoc”"),
        ('techniques = ["face_swap"]', 'techniques = ["swap"]', "“('technique', 'swap')”"),
        ('from = "00:43"', 'from = "00:44"', "no segment that starts at 00:44"),
        ("jamais ouvert ces profils", "jamais fermé ces profils", "at 00:14: “"),
        ('involvement = "profils-cercle"', 'involvement = "x"', "no involvement has the key “x”"),
        ('proposition = "impact"', 'proposition = "effect"', "case.toml, claims"),
        ('jurisdiction = "XV"', 'jurisdiction = "QZ"', "no jurisdiction has the key “QZ”"),
        ('country = "XV"', 'country = "QZ"', "no jurisdiction has the key “QZ”"),
        ("facts = { precision", 'facts = "soon"  # {', "case.toml, incidents: "),
        ('verdict = "unknown"', "verdict = 1", "case.toml, incidents: "),
        ('title_fr = "Des profils', f'title_fr = "{"x" * 300}', "case.toml, incidents: "),
        ('incidents = ["profils"]\n', "\n", "case.toml, claims: 'incidents' is missing"),
        ('cite = [{ source = "page", from = "00:43" }]', "", "cites no source"),
    ],
)
def test_a_mistake_is_named_and_nothing_is_kept(
    tmp_path: Path, old: str, new: str, message: str
) -> None:
    before = kept()

    ran = load(tmp_path, old, new)

    assert (ran.status, ran.out) == (1, "")
    assert message in ran.err
    assert kept() == before


@pytest.mark.usefixtures("team")
def test_a_page_that_is_not_given_or_not_there_is_told(tmp_path: Path) -> None:
    without = load(tmp_path, "", "", "--editor", "editor")
    missing = load(tmp_path, "", "", "--page", tmp_path / "none.txt")

    assert (without.status, missing.status) == (1, 1)
    assert "a source stands for a page to be given with --page" in without.err
    assert "No such file or directory" in missing.err


def test_a_team_that_is_not_there_is_named(tmp_path: Path) -> None:
    ran = load(tmp_path, "", "", "--page", PAGE, "--author", "nobody")

    assert (ran.status, ran.err) == (1, "no user has the name “nobody”")


@pytest.mark.usefixtures("team")
def test_one_person_cannot_write_and_approve(tmp_path: Path) -> None:
    ran = load(tmp_path, "", "", "--page", PAGE, "--editor", "reporter")

    assert ran.status == 1
    assert "reporter may not do this" in ran.err
    assert kept()[1:] == [0, 0, 0]


def test_a_missing_case_file_is_told(tmp_path: Path) -> None:
    for name in ROLES:
        UserFactory(username=name)
    UserFactory(username="publisher")

    ran = run("load_case", tmp_path / "none.toml")

    assert ran.status == 1
    assert "none.toml: No such file or directory" in ran.err
