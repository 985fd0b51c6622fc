"""Two editors on one form: the second is told, sees the difference, and loses nothing."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier
from typing import Any, NamedTuple

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import connections
from django.db.models import F
from django.test import Client

from incidents.actions import record as records
from incidents.admin.base import RecordAdmin
from incidents.admin.record_form import RecordForm
from incidents.admin.rows import AddedRows
from incidents.models import (
    Actor,
    Incident,
    Involvement,
    Notice,
    SavedMapping,
    Segment,
    Speaker,
    Tag,
)
from incidents.models.base import Edited
from tests import factories
from tests.admin.conftest import SignIn
from tests.admin.pages import form_values
from tests.factories import (
    ActorFactory,
    AppearanceFactory,
    ClaimFactory,
    ElectionFactory,
    IncidentFactory,
    InvolvementFactory,
    JurisdictionFactory,
    LegalBasisFactory,
    PlatformFactory,
    SourceMediaFactory,
    TagFactory,
    TranscriptFactory,
    UserFactory,
)
from tracker.accounts.roles import Role


@pytest.fixture
def first(sign_in: SignIn) -> Client:
    return sign_in(Role.EDITOR, first_name="Ada", last_name="Un")


@pytest.fixture
def second(sign_in: SignIn) -> Client:
    return sign_in(Role.EDITOR, first_name="Basile", last_name="Deux")


def address(record: object) -> str:
    name = type(record)._meta.model_name  # type: ignore[attr-defined]
    return f"/admin/incidents/{name}/{record.pk}/change/"  # type: ignore[attr-defined]


def test_the_second_editor_is_told_and_keeps_what_they_typed(first: Client, second: Client) -> None:
    incident = IncidentFactory(title_fr="Titre", summary_fr="Au début.")
    here = address(incident)
    ones, twos = form_values(first, here), form_values(second, here)
    assert first.post(here, ones | {"summary_fr": "Résumé d’Ada."}).status_code == 302

    told = second.post(here, twos | {"summary_fr": "Résumé de Basile."})

    page = told.content.decode()
    assert told.status_code == 200
    assert "Ada Un saved this record on" in page
    assert "Saved meanwhile: Résumé d’Ada." in page
    assert "Résumé de Basile.</textarea>" in page
    incident.refresh_from_db()
    assert incident.summary_fr == "Résumé d’Ada."
    assert incident.version == 2


def test_having_seen_the_difference_they_may_save(first: Client, second: Client) -> None:
    incident = IncidentFactory(summary_fr="Au début.")
    here = address(incident)
    twos = form_values(second, here) | {"summary_fr": "Résumé de Basile."}
    first.post(here, form_values(first, here) | {"summary_fr": "Résumé d’Ada."})
    told = second.post(here, twos)
    seen = told.context["adminform"].form["seen_version"].value()

    assert second.post(here, twos | {"seen_version": seen}).status_code == 302

    incident.refresh_from_db()
    assert (incident.summary_fr, incident.version) == ("Résumé de Basile.", 3)
    assert incident.updated_by == second.user  # type: ignore[attr-defined]


def test_a_form_without_its_version_saves_nothing(first: Client) -> None:
    incident = IncidentFactory(summary_fr="Au début.")
    values = form_values(first, address(incident)) | {"summary_fr": "Autre."}
    del values["seen_version"]

    assert first.post(address(incident), values).status_code == 200

    assert Incident.objects.get(pk=incident.pk).summary_fr == "Au début."


def test_a_row_inside_the_form_is_guarded_too(first: Client, second: Client) -> None:
    row = InvolvementFactory(note_fr="Au début.")
    here = address(row.incident)
    twos = form_values(second, here) | {"involvements-0-note_fr": "Note de Basile."}
    own = address(row)
    first.post(own, form_values(first, own) | {"note_fr": "Note d’Ada."})

    told = second.post(here, twos)

    assert "Saved meanwhile: Note d’Ada." in told.content.decode()
    assert Involvement.objects.get().note_fr == "Note d’Ada."


def test_a_register_is_guarded_too(first: Client, second: Client) -> None:
    actor = ActorFactory(short_name="A")
    here = address(actor)
    twos = form_values(second, here) | {"short_name": "C"}
    first.post(here, form_values(first, here) | {"short_name": "B"})

    assert second.post(here, twos).status_code == 200

    assert Actor.objects.get().short_name == "B"


def test_saving_without_a_change_makes_no_version(first: Client) -> None:
    incident = IncidentFactory()

    first.post(address(incident), form_values(first, address(incident)))

    incident.refresh_from_db()
    assert incident.version == 1


def test_a_new_record_knows_who_made_it(first: Client) -> None:
    JurisdictionFactory(code="FR", is_fictional=False)
    values = form_values(first, "/admin/incidents/incident/add/")

    response = first.post("/admin/incidents/incident/add/", values | {"title_fr": "Nouveau"})

    made = Incident.objects.get()
    assert response.status_code == 302
    assert made.created_by == made.updated_by == first.user  # type: ignore[attr-defined]
    assert (made.version, made.state, made.jurisdiction_id) == (1, "draft", "FR")


class Race(NamedTuple):
    """One record that two editors have open: the record, its page, the text that each changes."""

    record: Any
    here: str
    text: str
    values: dict[str, Any]
    prefix: str = ""

    def stored(self) -> str:
        self.record.refresh_from_db()
        return str(getattr(self.record, self.text))

    def seen_now(self) -> dict[str, Any]:
        """The versions that a form which is opened now has seen."""
        found = {f"{self.prefix}seen_version": self.record.version}
        if self.prefix:
            self.record.incident.refresh_from_db()
            found["seen_version"] = self.record.incident.version
        return found


def race_of(client: Client, record: Any, text: str) -> Race:
    here = address(record)
    return Race(record, here, text, form_values(client, here))


def races(client: Client) -> list[Race]:
    """One of each kind of page: content, part, row inside a form, register."""
    row = InvolvementFactory(note_fr="Au début.")
    inside = address(row.incident)
    return [
        race_of(client, IncidentFactory(), "summary_fr"),
        race_of(client, InvolvementFactory(), "note_fr"),
        Race(row, inside, "note_fr", form_values(client, inside), "involvements-0-"),
        race_of(client, ActorFactory(), "short_name"),
        race_of(client, ClaimFactory(), "summary_fr"),
        race_of(client, SourceMediaFactory(), "title"),
        race_of(client, ElectionFactory(), "name_fr"),
        race_of(client, AppearanceFactory(), "account"),
        race_of(client, PlatformFactory(), "name_fr"),
        race_of(client, LegalBasisFactory(), "short"),
    ]


@pytest.mark.parametrize(
    "rounds", [1, pytest.param(5, marks=pytest.mark.long)], ids=["ten", "fifty"]
)
def test_of_many_races_all_are_told_and_none_is_lost(
    rounds: int, first: Client, second: Client
) -> None:
    told = lost = 0
    for race in races(first):
        for number in range(rounds):
            ones, twos = f"Un {number}", f"Deux {number}"
            sent, text = race.values | race.seen_now(), race.prefix + race.text
            won = first.post(race.here, sent | {text: ones})
            late = second.post(race.here, sent | {text: twos})
            assert won.status_code == 302, (race.here, won.context["errors"])
            told += late.status_code == 200 and twos in late.text and ones in late.text
            lost += race.stored() != ones

    print(f"{told + lost} races: {told} told, {lost} lost")
    assert (told, lost) == (10 * rounds, 0)


REGISTERED = [
    model
    for model, page in admin.site._registry.items()
    if issubclass(model, Edited) and isinstance(page, RecordAdmin)
]
MADE_BY_ACTIONS = {SavedMapping, Speaker}
"""Edited records that no form changes: their admin only shows them."""


@pytest.mark.django_db
@pytest.mark.parametrize("model", REGISTERED, ids=lambda m: m.__name__)
def test_every_edited_record_is_guarded(model: type[Edited], client: Client) -> None:
    record: Any = getattr(factories, f"{model.__name__}Factory")()
    client.force_login(UserFactory(is_superuser=True, language="en"))
    stale = form_values(client, address(record))
    model._base_manager.filter(pk=record.pk).update(version=F("version") + 1)

    told = client.post(address(record), stale)

    assert told.status_code == 200
    assert "saved this record on" in told.text
    assert model._base_manager.get(pk=record.pk).version == record.version + 1


def guarded(row: type[Any]) -> bool:
    """Rows with a version each, or such as are added and taken out, never changed."""
    return issubclass(row.form, RecordForm) or issubclass(row, AddedRows)


ELSEWHERE = {Notice}
"""Written on a page of the incident, which hands over the version that was read (test_after)."""


def test_no_edited_record_is_edited_elsewhere() -> None:
    pages = {model for model in admin.site._registry if issubclass(model, Edited)}
    rows = {
        (row.model, row)
        for page in admin.site._registry.values()
        for row in page.inlines
        if issubclass(row.model, Edited)
    }
    edited = {m for m in apps.get_app_config("incidents").get_models() if issubclass(m, Edited)}

    assert pages - set(REGISTERED) == MADE_BY_ACTIONS
    assert [row for _model, row in rows if not guarded(row)] == []
    assert edited - pages - {model for model, _row in rows} == ELSEWHERE


@pytest.mark.parametrize("model", REGISTERED, ids=lambda m: m.__name__)
@pytest.mark.django_db
def test_the_action_that_saves_is_guarded(model: type[Edited]) -> None:
    record: Any = getattr(factories, f"{model.__name__}Factory")()
    one, two = (model._base_manager.get(pk=record.pk) for _editor in range(2))
    records.save(record=one, by=None)

    with pytest.raises(records.ChangedMeanwhile):
        records.save(record=two, by=None)


def test_a_tag_is_not_renamed_unseen(first: Client, second: Client) -> None:
    here = address(TagFactory(name="avant"))
    stale = form_values(second, here)
    first.post(here, form_values(first, here) | {"name": "ada"})

    told = second.post(here, stale | {"name": "basile"})

    assert "Saved meanwhile: ada" in told.text and "basile" in told.text
    assert Tag.objects.get().name == "ada"
    seen = told.context["adminform"].form["seen_name"].value()
    assert second.post(here, stale | {"name": "basile", "seen_name": seen}).status_code == 302


def test_a_word_of_the_workbench_is_corrected_on_the_version_that_was_read(
    first: Client, second: Client
) -> None:
    transcript = TranscriptFactory(texts=["un", "deux"])
    here = f"/admin/incidents/transcript/{transcript.pk}/correct/"
    given = {"position": "0", "reason": "Relu."}

    one = first.post(here, given | {"text": "ada"})
    two = second.post(here, given | {"text": "basile"})

    assert (one.status_code, two.status_code) == (200, 400)
    assert "newer than version 1" in two.json()["error"]
    assert set(Segment.objects.filter(position=0).values_list("text", flat=True)) == {"un", "ada"}


def at_once(*posts: Callable[[], Any]) -> list[Any]:
    """Requests of several editors in the same moment, each over a connection of its own."""
    start = Barrier(len(posts))

    def post(ask: Callable[[], Any]) -> Any:
        try:
            start.wait(timeout=30)
            return ask()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(posts)) as threads:
        return list(threads.map(post, posts))


def race_for_real(number: int, first: Client, second: Client) -> tuple[int, int]:
    """Told and lost of one race: of two that save at once, one wins; the other reads both texts (a
    form), or that nothing was saved and they may try again (409)."""
    race = race_of(first, IncidentFactory(summary_fr="Au début."), "summary_fr")
    texts = [f"Un {number}", f"Deux {number}"]
    clients = (first, second)
    answers = at_once(
        *(
            partial(client.post, race.here, race.values | {race.text: text})
            for client, text in zip(clients, texts, strict=True)
        )
    )
    statuses = [answer.status_code for answer in answers]
    stored = race.stored()
    won = [text for text, status in zip(texts, statuses, strict=True) if status == 302]
    told = sum(status in (200, 409) for status in statuses)
    return told, int(won != [stored])


@pytest.mark.django_db(transaction=True)
def test_real_races_over_two_connections(sign_in: SignIn) -> None:
    clients = sign_in(Role.EDITOR), sign_in(Role.EDITOR)

    found = [race_for_real(number, *clients) for number in range(3)]

    assert found == [(1, 0)] * 3


@pytest.mark.long
@pytest.mark.django_db(transaction=True)
def test_fifty_real_races_over_two_connections(sign_in: SignIn) -> None:
    clients = sign_in(Role.EDITOR), sign_in(Role.EDITOR)

    found = [race_for_real(number, *clients) for number in range(50)]

    told, lost = (sum(each) for each in zip(*found, strict=True))
    print(f"{len(found)} races at once: {told} told, {lost} lost")
    assert (told, lost) == (50, 0)
