"""Imports: checked whole, carried out whole, the same again changes nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from incidents import codes, models
from incidents.actions import importing
from incidents.actions.importing_refused import ImportRefused
from incidents.actions.permission import NotAllowed
from incidents.cells import defused
from incidents.codes import ImportFormat, ImportState
from incidents.imports.mapping import Mapping
from incidents.imports.mapping_faults import MappingError
from incidents.projection import document, original_text_digest
from tests import factories as make
from tests.factories import ended
from tests.imports.files import COLUMNS, MAPPING, carry_out, problems, rows, stage, table
from tests.once import made_once
from tracker.accounts.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def registers(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with made_once(django_db_blocker):
        make.JurisdictionFactory(code="XV")
        make.TermFactory(scheme=codes.Scheme.TECHNIQUE, code="face_swap")
        make.ElectionFactory(slug="val-clair-2026")
        ended()
        yield


WIDE = Mapping.from_data(
    {
        "dataset": "essai",
        "address": "https://sextant.example.org/{id}",
        "columns": [
            *COLUMNS,
            *(
                {"header": name, "to": name}
                for name in ("techniques", "election", "involved", "spread")
            ),
        ],
    }
)
WIDE_HEADING = "id,title_fr,summary_fr,facts_on,jurisdiction,techniques,election,involved,spread"


def test_a_row_becomes_a_draft_with_its_provenance() -> None:
    horizon = make.ActorFactory(name_fr="Horizon vert", slug="horizon-vert")
    row = "7,Titre,Résumé,2026-04,XV,face_swap,val-clair-2026,depicted: horizon VERT,3"
    editor = make.UserFactory(roles=[Role.EDITOR])

    batch = carry_out(table(row, heading=WIDE_HEADING), WIDE, by=editor)

    made = models.Incident.objects.get()
    assert (made.state, made.version, made.created_by) == (codes.State.DRAFT, 1, editor)
    assert made.translated_digest == original_text_digest(made)
    shown = document(made)
    assert shown["facts_date"]["precision"] == "month"
    assert [each["code"] for each in shown["techniques"]] == ["face_swap"]
    assert shown["election"]["slug"] == "val-clair-2026"
    assert shown["involvements"][0]["actor"]["slug"] == horizon.slug
    assert shown["involvements"][0]["citations"][0]["source"] == shown["sources"][0]["id"]
    assert shown["sources"][0]["url"] == "https://sextant.example.org/7"
    assert shown["incident_citations"][0]["supports"] == "what"
    came = models.ImportedRow.objects.get()
    assert (came.external_id, came.line, came.incident, came.batch) == ("7", 2, made, batch)
    assert (batch.state, batch.counts) == (ImportState.CARRIED_OUT, {"create": 1})
    assert len(batch.provenance) == 64


def test_each_row_has_its_entry_in_the_audit_with_person_and_door() -> None:
    editor = make.UserFactory(roles=[Role.EDITOR])
    ended()
    before = models.AuditEntry.objects.count()

    carry_out(table(*rows(3)), by=editor)

    ended()
    entries = models.AuditEntry.objects.order_by("sequence")[before:]
    told = [each for each in entries if each.table_name == "incidents_incident"]
    assert [(each.person, each.way) for each in told] == [(editor.pk, "importing.carry_out")] * 3
    assert all(each.person == editor.pk for each in entries)


def state() -> dict[str, int]:
    """How many rows of everything an import could touch."""
    tables = (models.Incident, models.SourceMedia, models.Citation, models.Involvement)
    more = (models.Actor, models.ProposedActor, models.ProposedInvolvement, models.ImportedRow)
    return {model.__name__: model.objects.count() for model in (*tables, *more)}


BAD = {
    "a short row": ("2,Titre,Résumé,2026-04-03", (3, 5, "", "the row is short")),
    "a long row": ("2,Titre,Résumé,2026-04-03,XV,x", (3, 6, "", "the row is long")),
    "an unclosed quote": ('2,"Titre,Résumé,2026-04-03,XV', (3, 0, "", "a quote that opens")),
    "a huge cell": (f"2,Titre,{'x' * 200_000},2026-04-03,XV", (3, 0, "", "a cell has more")),
    "an ambiguous date": (
        "2,Titre,Résumé,03/04/2026,XV",
        (3, 4, "facts_on", "“03/04/2026” may be read in two ways"),
    ),
    "an unknown code": ("2,Titre,Résumé,2026-04-03,QQ", (3, 5, "jurisdiction", "“QQ” is not in")),
    "no title": ("2,,Résumé,2026-04-03,XV", (3, 0, "", "the record has no title")),
    "a long title": (f"2,{'x' * 201},,,XV", (3, 2, "title_fr", "201 characters, at most 200")),
    "a NUL": ("2,Ti\0tre,Résumé,2026-04-03,XV", (3, 0, "", "a NUL at position 5")),
    "the same id": ("1,Autre,Résumé,2026-04-03,XV", (3, 0, "", "the id “1” stands in line 2")),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_row_refuses_the_file_and_nothing_is_half_saved(kind: str) -> None:
    bad, (line, column, name, said) = BAD[kind]
    before = state()

    batch = stage(
        table(rows(1)[0], bad, rows(3)[2]) if "quote" not in kind else table(rows(1)[0], bad)
    )

    found = problems(batch)
    assert [each[:3] for each in found] == [(line, column, name)]
    assert found[0][3].startswith(said)
    with pytest.raises(ImportRefused, match="1 records have problems"):
        importing.carry_out(batch=batch, by=None)
    assert state() == before


def test_a_column_that_would_set_the_state_is_refused_by_name() -> None:
    heading = "id,title_fr,summary_fr,facts_on,jurisdiction,State,approved_by"
    content = table("1,T,,,XV,published,moi", heading=heading)

    found = problems(stage(content))

    assert [each[:3] for each in found] == [(1, 6, "State"), (1, 7, "approved_by")]
    left_out = Mapping.from_data(MAPPING.as_data() | {"ignore": ["State", "approved_by"]})
    assert problems(stage(content, left_out)) == []


def test_windows_letters_come_in_with_a_warning() -> None:
    batch = carry_out(table("1,Vidéo,,,XV").decode().encode("cp1252"))

    assert models.Incident.objects.get().title_fr == "Vidéo"
    assert (batch.encoding, len(batch.warnings)) == ("cp1252", 1)


def test_the_same_file_again_changes_nothing() -> None:
    carry_out(table(*rows(3)))
    before = state()
    stamps = list(models.Incident.objects.values_list("pk", "updated_at", "version"))

    again = stage(table(*rows(3)))

    assert again.counts == {"matched": 3, "proposed": 0}
    assert importing.carry_out(batch=again, by=None).counts == {"matched": 3}
    assert state() == before
    assert list(models.Incident.objects.values_list("pk", "updated_at", "version")) == stamps


def test_what_changed_is_reported_and_not_overwritten() -> None:
    carry_out(table(*rows(2)))
    changed = rows(2)[1].replace("truquée", "montée")

    batch = stage(table(rows(2)[0], changed, rows(3)[2]))

    assert batch.counts == {"matched": 1, "changed": 1, "create": 1, "proposed": 0}
    assert str(batch.lines.get(outcome="changed").incident) == "Faux discours 2"
    importing.carry_out(batch=batch, by=None)
    assert not models.Incident.objects.filter(summary_fr__contains="montée").exists()
    assert [each.line for each in batch.lines.all()] == [3]


def test_a_row_repeated_in_a_file_is_skipped() -> None:
    assert stage(table(*rows(2), rows(1)[0])).counts["skipped"] == 1


def test_without_an_id_the_content_is_the_id() -> None:
    columns = [each for each in COLUMNS if each["to"] != "id"]
    mapping = Mapping.from_data({"dataset": "essai", "columns": columns})
    content = table("T,,,XV", "U,,,XV", heading="title_fr,summary_fr,facts_on,jurisdiction")
    carry_out(content, mapping)

    assert stage(content, mapping).counts["matched"] == 2


def test_an_incident_of_this_register_is_not_made_again(settings: Any) -> None:
    ours = make.IncidentFactory(reference="INC-2026-0007", state=codes.State.DRAFT)
    mapping = Mapping.from_data(
        MAPPING.as_data() | {"address": settings.SITE_URL + "/fr/incidents/{id}/"}
    )

    batch = stage(table("INC-2026-0007,T,,,XV"), mapping)

    assert (batch.counts["matched"], batch.lines.get().incident) == (1, ours)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(min_size=1, max_size=60).filter(lambda text: text.strip()))
def test_hostile_words_come_in_as_words(title: str) -> None:
    """Formulas, markup, marks of direction: kept to the letter, and nothing is run."""
    title = "".join(c for c in title if c not in '\0"' and not "\ud800" <= c <= "\udfff")
    if not title.strip():
        return
    models.ImportLine.objects.all().delete()

    batch = stage(table(f'1,"{defused(title)}",,,XV'))

    assert problems(batch) == []
    assert batch.lines.get().values["incident"][0]["title_fr"] == title


@pytest.mark.parametrize(
    "title", ["=1+1", "'=1+1", "<script>alert(1)</script>", "\u202eegasse", "@x", "x\u2028"]
)
def test_a_hostile_title_is_kept_to_the_letter(title: str) -> None:
    carry_out(table(f'1,"a {defused(title)}",,,XV', f'2,"{defused(title)}",,,XV'))

    titles = models.Incident.objects.order_by("pk").values_list("title_fr", flat=True)
    assert list(titles) == [f"a {title}" if defused(title) == title else f"a '{title}", title]


def test_only_who_may_import_does() -> None:
    reporter = make.UserFactory(roles=[Role.REPORTER])
    batch = stage(table(*rows(1)))

    with pytest.raises(NotAllowed):
        stage(table(*rows(1)), by=reporter)
    for act in (importing.carry_out, importing.undo, importing.discard):
        with pytest.raises(NotAllowed):
            act(batch=batch, by=reporter)


def test_a_dataset_has_a_name() -> None:
    with pytest.raises(MappingError, match="the dataset"):
        stage(table(*rows(1)), Mapping.from_data({"columns": COLUMNS}))


def test_nothing_is_carried_out_twice() -> None:
    batch = stage(table(*rows(1)))
    importing.carry_out(batch=batch, by=None)

    with pytest.raises(ImportRefused, match="no longer waiting"):
        importing.carry_out(batch=batch, by=None)
    with pytest.raises(ImportRefused, match="no longer waiting"):
        importing.discard(batch=batch, by=None)


def test_what_nobody_wants_is_forgotten() -> None:
    batch = importing.discard(batch=stage(table(*rows(2))), by=None)

    assert (batch.state, models.ImportLine.objects.count()) == (ImportState.DISCARDED, 0)


def test_three_hundred_rows_cost_the_statements_of_three(
    django_assert_max_num_queries: Any,
) -> None:
    for count in (3, 300):
        with django_assert_max_num_queries(75):
            carry_out(
                table(*rows(count)), Mapping.from_data(MAPPING.as_data() | {"dataset": str(count)})
            )


def test_a_mapping_is_kept_by_name() -> None:
    kept = importing.keep_mapping(name=" Essai ", mapping=MAPPING, by=None)
    again = importing.keep_mapping(name="Essai", mapping=WIDE, by=None)

    assert (kept.pk, again.version) == (again.pk, 2)
    assert Mapping.from_data(again.content).columns == WIDE.columns
    for name in ("", "aiid", "x" * 81):
        with pytest.raises(MappingError, match="a name of its own"):
            importing.keep_mapping(name=name, mapping=MAPPING, by=None)


def test_the_file_stays_open_and_any_seekable_file_will_do() -> None:
    file = BytesIO(table(*rows(1)))

    importing.stage(file=file, name="x", format=ImportFormat.CSV, mapping=MAPPING, by=None)

    assert not file.closed


HOSTILE: dict[str, Any] = {
    "a NUL": {"synthetic_level": "a\0b"},
    "half a character": {"synthetic_level": "\ud800"},
    "half a character in a name": {"involvements": [{"\ud800": "\ud800", "role": "\0"}]},
    "a number without end": {"spread": float("inf")},
    "a text where a record belongs": {"title": "a\0b"},
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_problem_is_kept_whatever_it_repeats_of_the_file(kind: str) -> None:
    """JSON holds what the database does not: the check ended in a traceback, and told nothing."""
    content = json.dumps({"content": HOSTILE[kind]}).replace("Infinity", "1e999").encode()

    batch = stage(content, format=ImportFormat.NDJSON)

    assert batch.counts["refused"] == 1
    assert problems(batch)


def test_a_heading_that_no_database_keeps_is_a_problem_that_is_kept() -> None:
    batch = stage(json.dumps({"id": "1", "\0\ud800": "x"}).encode(), format=ImportFormat.NDJSON)

    assert problems(batch)


@pytest.mark.parametrize("half", ["\0", "\ud800"])
def test_what_no_database_holds_is_refused_wherever_it_stands(half: str) -> None:
    row = {"title_fr": "Titre", "jurisdiction": "XV"}
    whole = {"title": {"fr": "Titre"}, "involvements": []}
    objects = (
        {**row, f"a{half}": half},
        {"content": {**whole, "jurisdiction": {"code": half}}},
        {"reference": half, "page": {"fr": half}, "content": whole},
    )
    content = "".join(json.dumps(each) + "\n" for each in objects).encode()

    batch = stage(content, format=ImportFormat.NDJSON)

    assert batch.counts[codes.LineOutcome.REFUSED] == 3
    assert {name for _line, _column, name, _said in problems(batch)} >= {
        "a\ufffd",
        "/jurisdiction/code",
        "/reference",
        "/page/fr",
    }
