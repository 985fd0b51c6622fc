"""A case file of our own becomes public rows, all or nothing, and says where it is wrong."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

from incidents import listing, models
from incidents.actions import case
from incidents.actions.case_keys import Keys, Team
from incidents.codes import Scheme, State
from incidents.imports.case_file import CaseError, read_case
from incidents.input_error import InputError
from tests import scenes
from tests.factories import ActorFactory, JurisdictionFactory, TermFactory, ended
from tests.once import fresh, made_once

pytestmark = pytest.mark.django_db
CASES = Path(__file__).resolve().parent / "cases"
WHAT_A_CASE_MAKES = (
    models.Actor,
    models.SourceMedia,
    models.StoredFile,
    models.Incident,
    models.Claim,
    models.Procedure,
    models.Publication,
    models.Election,
)


@pytest.fixture(scope="module")
def first_team(django_db_setup: None, django_db_blocker: Any) -> Iterator[Team]:
    with made_once(django_db_blocker):
        JurisdictionFactory(code="XV")
        TermFactory(scheme=Scheme.TECHNIQUE, code="voice_clone")
        for code in ("factual", "privacy"):
            TermFactory(scheme=Scheme.CORRECTION_CLASS, code=code)
        made = Team(*scenes.team())
        ended()
        yield made


@pytest.fixture
def team(first_team: Team, db: None) -> Team:
    return fresh(first_team)


@pytest.fixture(scope="module")
def loaded(first_team: Team, django_db_blocker: Any) -> Iterator[Keys]:
    with made_once(django_db_blocker):
        made = load(fresh(first_team))
        ended()
        yield made


@pytest.fixture
def keys(loaded: Keys, db: None) -> Keys:
    """Of the case, which is loaded."""
    return fresh(loaded)


def load(team: Team, *files: Path) -> Keys:
    return case.load(
        cases=[read_case(file) for file in files or (CASES / "essai.toml",)], team=team
    )


def changed(folder: Path, old: str, new: str) -> Path:
    """The case with one thing replaced, and its page beside it."""
    copytree(CASES, folder / "cases")
    file = folder / "cases" / "essai.toml"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
    return file


def test_each_incident_is_where_its_state_says(keys: Keys) -> None:
    stored = {key: models.Incident.objects.get(pk=i.pk) for key, i in keys.incidents.items()}
    assert {key: incident.state for key, incident in stored.items()} == {
        "direct": State.PUBLISHED,
        "brouillon": State.DRAFT,
        "relecture": State.IN_REVIEW,
        "attente": State.APPROVED,
        "retrait": State.WITHDRAWN,
    }
    assert models.ListedIncident.objects.get().reference == stored["direct"].reference


def test_references_follow_the_order_of_publication_not_of_the_file(keys: Keys) -> None:
    assert keys.incidents["retrait"].reference == "INC-2026-0001"
    assert models.Withdrawal.objects.get().reference == "INC-2026-0001"
    assert models.ListedIncident.objects.get().reference == "INC-2026-0002"


def test_the_update_is_the_second_publication_with_its_notice(keys: Keys) -> None:
    first, second = keys.incidents["direct"].publications.order_by("number")
    corrected = datetime(2026, 9, 15, 7, tzinfo=UTC)
    assert (first.published_at, first.ended_at) == (datetime(2026, 9, 12, 8, tzinfo=UTC), corrected)
    assert (second.kind, second.published_at, second.notice_fr) == (
        "correction",
        corrected,
        "Le titre nommait une autre vidéo.",
    )
    assert second.content["title"]["fr"] == "Un direct fabriqué de la Ligue des phares"


def test_the_public_document_holds_what_the_case_says(keys: Keys) -> None:
    content = models.Publication.objects.current().get().content
    involved = {i["role"]: i for i in content["involvements"]}
    (denial,) = content["claims"]
    (pursuit,) = content["procedures"]
    assert involved["alleged_author"]["answered_by"] == [denial["id"]]
    assert involved["depicted"]["actor"]["name"]["fr"] == "une figurante"
    assert denial["citations"][0]["start_ms"] == 9_000
    assert (pursuit["status"], [e["kind"] for e in pursuit["events"]]) == ("filed", ["complaint"])
    assert {source["title"] for source in content["sources"]} == {
        "Un faux direct de la Ligue",
        "Un direct qui n’en était pas un",
    }
    assert content["sources"][0]["transcript"]["speakers"][0]["ranges"] == [[0, 1]]


def test_the_private_name_is_kept_apart(keys: Keys) -> None:
    assert models.PrivateIdentity.objects.get().name == "Ysaline Corbevault"
    assert "Corbevault" not in str(models.Publication.objects.current().get().content)


def test_a_key_of_an_actor_that_was_merged_is_what_remains(team: Team) -> None:
    kept = ActorFactory()
    ActorFactory(slug="ligue-des-phares", merged_into=kept)

    load(team)

    assert kept.involvements.exists()


def test_what_it_lists_is_what_a_rebuild_lists(keys: Keys) -> None:
    before = list(listing.rows())

    listing.rebuild()

    assert list(listing.rows()) == before


def test_the_same_case_again_is_refused(team: Team, keys: Keys) -> None:
    before = kept()

    with pytest.raises(CaseError, match=r"essai\.toml, sources: cases/page\.txt: this page is"):
        load(team)

    assert kept() == before


def kept() -> dict[str, int]:
    return {model.__name__: model._default_manager.count() for model in WHAT_A_CASE_MAKES}


WRONG = [
    ('actor = "ligue-des-phares"', 'actor = "ligue"', "incidents: no actor has the key “ligue”"),
    ('jurisdiction = "XV"\nkind', 'jurisdiction = "QZ"\nkind', "register: no jurisdiction has"),
    ('election = "essai-xv-2026"', 'election = "autre"', "incidents: no election has the key"),
    ('techniques = ["voice_clone"]', 'techniques = ["magie"]', "incidents: no term has the key"),
    ('role = "alleged_author"', 'role = "author"', "incidents: .*involvement_role_is_a_known_code"),
    ('kind = "party"', 'kind = "parti"', "register: .*actor_kind_is_a_known_code"),
    ('kind = "announced"', 'kind = "threatened"', "procedures: 'threatened' is not a valid"),
    ('track = "penal"', 'track = "criminal"', "procedures: "),
    ('stance = "denies"', 'stance = "deny"', "claims: .*claim_stance_is_a_known_code"),
    ('supersedes = "annonce"', 'supersedes = "autre"', "procedures: no event has the key “autre”"),
    ('involvement = "ligue"', 'involvement = "parti"', "claims: no involvement has the key"),
    ('from = "00:14"', 'from = "00:15"', "procedures: .*no segment that starts at 00:15"),
    ('from = "00:14"', 'from = "02:71"', "procedures: time 02:71 has 71 seconds"),
    ('ranges = ["00:00-00:05"]', 'ranges = ["00:00-0:5"]', "sources: time 0:5 is not written"),
    ("ce direct vient de la Ligue", "ce film vient", "incidents: quote “ce film vient” is not"),
    ('title_fr = "Une affaire à l’étude"\n', "", "incidents: .*incident_has_a_title"),
    ('jurisdiction = "XV"\nelection', "election", "incidents: 'jurisdiction' is missing"),
    ('incidents = ["direct"]\nproposition', "proposition", "claims: 'incidents' is missing"),
    ('approuvée"\nsummary_fr', 'approuvée"\nsummary_en', "moves: not ready: the summary is"),
    ('state = "in_review"', 'state = "submitted"', "moves: 'submitted' is not a valid State"),
    ("withdrawn_at = 2026-09-20T10:00:00+02:00\n", "", "moves: 'withdrawn_at' is missing"),
    ("at = 2026-09-15T09:00:00+02:00\n", "", "moves: 'at' is missing"),
    ("at = 2026-09-15T09:00:00+02:00", "at = 2026-09-15", "moves: “2026-09-15” is not a moment"),
    ("2026-09-12T10:00:00+02:00", "2026-09-12T10:00:00", "moves: “2026-09-12T10:00” is not a"),
    ("2026-09-12T10:00:00+02:00", '"hier"', "moves: “hier” is not a moment with its offset"),
    ('class = "factual"', 'class = "wrong"', "moves: no term has the key"),
    ('class = "factual"\n', "", "moves: a correction needs its class"),
    ('notice_fr = "Le titre nommait une autre vidéo."\n', "", "moves: 'notice_fr' is missing"),
    ('incident = "direct"', 'incident = "autre"', "moves: no incident has the key “autre”"),
    ("Une vidéo fabriquée", "Ysaline Corbevault", "moves: not ready: the name of a private"),
    (
        'state = "in_review"',
        'state = "rejected"',
        "moves: incident “relecture”: a case file cannot",
    ),
    ('state = "in_review"', 'state = "merged"', "moves: .*a case file cannot say “merged”"),
    ("set = { title_fr", "set = { titre_fr", "moves: an update sets what it cannot: titre_fr"),
    ("set = {", 'set = { state = "withdrawn",', "moves: an update sets what it cannot: state"),
    ("set = {", "set = { created_by = 1,", "moves: an update sets what it cannot: created_by"),
]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [*WRONG[:4], *(pytest.param(*each, marks=pytest.mark.long) for each in WRONG[4:])],
)
def test_a_mistake_names_file_step_and_value_and_keeps_nothing(
    team: Team, tmp_path: Path, old: str, new: str, message: str
) -> None:
    before = kept()

    with pytest.raises(InputError, match=rf"essai\.toml, {message}"):
        load(team, changed(tmp_path, old, new))

    assert kept() == before


@pytest.mark.parametrize(
    "name", ["actor", "source", "incident", "claim", "procedure", "update", "reply"]
)
def test_a_table_that_may_come_twice_is_written_with_two_brackets(
    tmp_path: Path, name: str
) -> None:
    """One pair of brackets reads as a table of its own, of which no row would be loaded."""
    file = tmp_path / "essai.toml"
    file.write_text(f'[{name}]\nkey = "a"\n', "utf-8")

    with pytest.raises(CaseError) as refused:
        read_case(file)

    assert str(refused.value) == f"essai.toml: unknown: [{name}] (write [[{name}]])"


def test_files_of_one_load_know_one_another(team: Team, tmp_path: Path) -> None:
    second = tmp_path / "suite.toml"
    second.write_text(
        '[[incident]]\nkey = "suite"\ntitle_fr = "Une suite"\nsummary_fr = "Un résumé."\n'
        'jurisdiction = "XV"\nstate = "published"\npublished_at = 2026-09-10T10:00:00+02:00\n'
        'cite = [{ source = "article", supports = "what" }]\n'
        '[[incident.involvement]]\nkey = "encore"\nactor = "ligue-des-phares"\nrole = "targeted"\n',
        "utf-8",
    )

    keys = load(team, CASES / "essai.toml", second)

    assert keys.incidents["suite"].reference == "INC-2026-0001"
    assert models.Actor.objects.filter(slug="ligue-des-phares").count() == 1


def test_a_mistake_in_the_second_file_keeps_nothing_of_the_first(
    team: Team, tmp_path: Path
) -> None:
    before = kept()
    second = tmp_path / "suite.toml"
    second.write_text('[[claim]]\nkey = "c"\nincidents = ["direct"]\n', "utf-8")

    with pytest.raises(CaseError, match=r"suite\.toml, claims: "):
        load(team, CASES / "essai.toml", second)

    assert kept() == before


def test_progress_is_told_step_by_step(team: Team) -> None:
    told: list[str] = []

    case.load(cases=[read_case(CASES / "essai.toml")], team=team, progress=told.append)

    assert told == ["register", "sources", "incidents", "claims", "procedures"]
