"""`import_incidents`: a file comes in as drafts, or its problems are said and nothing is saved."""

import json
import os
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from incidents import models
from incidents.actions import importing
from incidents.codes import ImportStage
from incidents.imports import mapping as mappings
from incidents.management.bar import Bar
from incidents.tables import INCIDENTS
from tests import factories as make
from tests.commands.running import Ran, run
from tests.factories import ended
from tests.imports.files import MAPPING, ROW, rows, table
from tests.once import made_once
from tracker.accounts.roles import Role

pytestmark = pytest.mark.django_db

LIKE_AIID = (
    "_id,incident_id,date,reports,Alleged deployer of AI system,Alleged developer of AI system,"
    "Alleged harmed or nearly harmed parties,description,title\n"
    'ObjectId(0a),12,2026-04-03,[7],"[""studio-brume""]","[""studio-brume"",""atelier-nord""]",'
    '"[""electrices""]",Une voix clonée.,Voix clonée\n'
)


@pytest.fixture(scope="module", autouse=True)
def registers(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with made_once(django_db_blocker):
        for code in ("XV", "ZZ"):
            make.JurisdictionFactory(code=code)
        ended()
        yield


def take_in(tmp_path: Path, content: str | bytes, *options: object) -> Ran:
    file = tmp_path / "essai.csv"
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return run("import_incidents", file, *options)


def test_a_file_with_known_headings_needs_no_mapping(tmp_path: Path) -> None:
    ran = take_in(tmp_path, table(*rows(2)))

    batch = models.Import.objects.get()
    assert (ran.status, ran.err) == (0, "")
    assert f"import {batch.pk}, essai.csv: 2 create, 0 matched" in ran.out
    assert (batch.dataset, models.Incident.objects.count()) == ("essai", 2)


def test_the_headings_of_our_own_table_need_no_mapping_either() -> None:
    found = mappings.shipped_for([*INCIDENTS.names])

    assert found is not None and found.name == "vigie"
    assert mappings.shipped_for(["id", "title_fr", "jurisdiction"]) is None


def test_documents_are_known_by_the_name_of_their_file(tmp_path: Path) -> None:
    file = tmp_path / "documents.ndjson"
    file.write_text('{"a": 1}\n')

    ran = run("import_incidents", file)

    assert ran.status == 1
    assert ran.err.startswith("line 1: no column becomes a title")  # and not: no row of CSV


def test_the_same_file_again_changes_nothing(tmp_path: Path) -> None:
    take_in(tmp_path, table(*rows(2)))

    assert "2 matched" in take_in(tmp_path, table(*rows(2))).out
    assert models.Incident.objects.count() == 2


def test_a_problem_is_a_line_and_the_status_is_one(tmp_path: Path) -> None:
    ran = take_in(tmp_path, table(rows(1)[0], "2,Titre,,03/04/2026,XV", "3,Titre"))

    assert ran.status == 1
    assert ran.err.splitlines() == [
        "line 3, column 4 (facts_on): “03/04/2026” may be read in two ways: let the mapping say "
        "day-first or month-first",
        "line 4, column 3: the row is short: 2 cells, the heading has 5",
        "2 records with problems: nothing was taken in",
    ]
    assert not models.Import.objects.exists()
    assert not models.Incident.objects.exists()


def test_a_record_says_all_that_is_wrong_with_it_at_once(tmp_path: Path) -> None:
    ran = take_in(tmp_path, table("2,,,2026-13-01,", "3,Titre,,,Nowhere"))

    assert ran.err.splitlines() == [
        "line 2, column 4 (facts_on): “2026-13-01” is not a day of the calendar",
        "line 2: the record has no title",
        "line 2: the record has no jurisdiction",
        "line 3, column 5 (jurisdiction): “Nowhere” is not in the register (jurisdiction)",
        "2 records with problems: nothing was taken in",
    ]


def test_options_say_what_the_file_does_not(tmp_path: Path) -> None:
    heading = "Identifiant;Titre;Date"
    editor = make.UserFactory(roles=[Role.EDITOR])
    options = ("--set", "jurisdiction=XV", "--dates", "day-first", "--dataset", "jeu")

    ran = take_in(tmp_path, f"{heading}\n1;Vidéo;03/04/2026\n", *options, "--by", editor.username)

    made = models.Incident.objects.get()
    assert (ran.status, made.created_by, str(made.earliest)) == (0, editor, "2026-04-03")
    assert made.imported.dataset == "jeu"


def test_a_dry_run_saves_nothing_and_says_what_would_be(tmp_path: Path) -> None:
    ran = take_in(tmp_path, table(*rows(3)), "--dry-run", "--json")

    shown = json.loads(ran.out)
    assert shown["import"] is None
    assert shown["counts"]["create"] == 3
    assert not models.Import.objects.exists()


def test_json_has_the_problems(tmp_path: Path) -> None:
    ran = take_in(tmp_path, table("1,,,,XV"), "--json")

    (problem,) = json.loads(ran.out)["problems"]
    assert (ran.status, problem["line"], problem["message"]) == (1, 2, "the record has no title")


def test_a_mapping_is_a_file_or_kept_under_a_name(tmp_path: Path) -> None:
    importing.keep_mapping(name="maison", mapping=MAPPING.but(constants={"spread": "2"}), by=None)
    file = tmp_path / "m.toml"
    file.write_text(
        'dataset = "jeu"\n[[columns]]\nheader = "title_fr"\nto = "title"\n[constants]\n'
        'jurisdiction = "XV"\n'
    )

    assert take_in(tmp_path, table(*rows(1)), "--mapping", "maison").status == 0
    assert models.Incident.objects.get().spread == 2
    ran = take_in(tmp_path, table(*rows(1)), "--mapping", file)
    assert "note: line 1, column 1 (id): the column is not read" in ran.out
    assert models.Incident.objects.count() == 2


def test_the_ai_incident_database_comes_in_by_the_shipped_mapping(tmp_path: Path) -> None:
    studio = make.ActorFactory(slug="studio-brume", name_fr="Studio Brume")

    ran = take_in(tmp_path, LIKE_AIID, "--format", "aiid")

    made = models.Incident.objects.get()
    assert (ran.status, made.title_en, made.jurisdiction_id) == (0, "Voix clonée", "ZZ")
    tie = made.involvements.get()
    assert (tie.actor, tie.role) == (studio, "alleged_author")
    assert tie.citations.get().source.url == "https://incidentdatabase.ai/cite/12"
    proposed = models.ProposedInvolvement.objects.order_by("pk")
    assert [(p.proposal.name, p.role) for p in proposed] == [
        ("atelier-nord", "alleged_author"),
        ("electrices", "targeted"),
    ]


@pytest.mark.long
def test_the_real_file_comes_in_whole_and_once(shared_samples: Path) -> None:
    file = shared_samples / "incidents/aiid_incidents.csv"

    assert "989 create" in run("import_incidents", file, "--format", "aiid").out
    assert "989 matched" in run("import_incidents", file, "--format", "aiid").out
    assert models.Incident.objects.count() == 989


def test_an_import_is_undone(tmp_path: Path) -> None:
    take_in(tmp_path, table(*rows(2)))
    batch = models.Import.objects.get()

    ran = run("import_incidents", "--undo", batch.pk, "--reason", "mauvais fichier")

    assert (ran.status, ran.out) == (0, f"import {batch.pk} undone: 2 drafts taken away\n")
    assert not models.Incident.objects.exists()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--mapping", "nulle-part"), "there is no mapping “nulle-part”"),
        (("--mapping", "nulle-part.toml"), "cannot read the mapping"),
        (("--set", "jurisdiction"), "write FIELD=VALUE"),
        (("--set", "state=published"), "is set by people, never by an import"),
        (("--set", "spread=much"), "constant spread: “much” is not a whole number"),
        (("--by", "personne"), "there is no user “personne”"),
        (("--undo", "7"), "name a file to take in, or an import to undo"),
    ],
)
def test_what_cannot_be_done_is_said(tmp_path: Path, options: tuple[str, ...], said: str) -> None:
    ran = take_in(tmp_path, table(*rows(1)), *options)

    assert ran.status == 1
    assert said in ran.err
    assert not models.Import.objects.exists()


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert "No such file" in run("import_incidents", tmp_path / "x.csv").err
    assert run("import_incidents").status == 1
    assert "there is no import 7" in run("import_incidents", "--undo", 7).err


def test_stopped_by_hand_it_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_given: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("incidents.actions.importing.propose", stop)

    ran = take_in(tmp_path, table(*rows(2)))

    assert (ran.status, ran.err) == (130, "stopped: nothing was taken in")
    assert not models.Import.objects.exists()
    assert not models.Incident.objects.exists()


def test_a_reporter_may_not(tmp_path: Path) -> None:
    reporter = make.UserFactory(roles=[Role.REPORTER])

    ran = take_in(tmp_path, table(ROW.format(1)), "--by", reporter.username)

    assert "may not do this" in ran.err
    assert not models.Incident.objects.exists()


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True

    def write(self, text: str, ending: str = "\n") -> int:
        return super().write(text + ending)


@pytest.mark.parametrize(("stream", "drawn"), [(Terminal(), True), (StringIO(), False)])
def test_a_bar_is_drawn_where_somebody_looks(stream: Any, drawn: bool) -> None:
    with Bar(stream) as bar:
        bar(ImportStage.READING, 1000, 0)
        bar(ImportStage.WRITING, 1000, 2000)

    assert ("[###############...............] 1,000/2,000" in stream.getvalue()) is drawn


def test_a_file_whose_name_is_no_text_is_taken_in(tmp_path: Path) -> None:
    file = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.csv"))
    file.write_bytes(table(*rows(1)))

    ran = run("import_incidents", file, "--dataset", "essai")

    assert (ran.status, models.Import.objects.get().file_name) == (0, "caf\ufffd.csv")
