"""The page, the form and the list of procedures: where each stands, and what is asked of it."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from incidents.admin.procedure_standing import page as standing_page
from incidents.models import Procedure
from tests.admin.pages import form_values
from tests.factories import (
    ActorFactory,
    AppearanceFactory,
    IncidentFactory,
    LegalBasisFactory,
    PlatformFactory,
    ProcedureEventFactory,
    ProcedureFactory,
)

pytestmark = pytest.mark.django_db

LIST = "/admin/incidents/procedure/"


def at(procedure: Procedure) -> str:
    return f"{LIST}{procedure.pk}/change/"


def on(day: date) -> dict[str, Any]:
    return {"earliest": day, "latest": day, "precision": "day"}


def listed(client: Client, query: str) -> set[int]:
    return {row.pk for row in client.get(f"{LIST}?{query}").context["cl"].result_list}


def test_each_person_has_their_standing_and_its_words(editor: Client) -> None:
    procedure = ProcedureFactory(track="penal")
    one, two = (ActorFactory(kind="person", name_fr=name) for name in ("Alba", "Brun"))
    ProcedureEventFactory(
        procedure=procedure, kind="formal_investigation", respondent=one, **on(date(2026, 5, 3))
    )
    ProcedureEventFactory(procedure=procedure, kind="assisted_witness", respondent=two)

    rows = editor.get(at(procedure)).context["standing"]["standings"]

    assert [(row.person, row.what, row.when) for row in rows] == [
        ("Alba", "in progress", "3 May 2026"),
        ("Brun", "in progress", "date unknown"),
    ]
    assert "presumed innocent" in rows[0].more


def test_everybody_else_has_a_standing_too(editor: Client) -> None:
    one, other = (ActorFactory(kind="person", name_fr=name) for name in ("Alba", "Brun"))
    procedure = ProcedureFactory(track="penal")
    procedure.respondents.set([one, other])
    ProcedureEventFactory(procedure=procedure, kind="judicial_investigation")
    ProcedureEventFactory(procedure=procedure, order=1, kind="no_case", respondent=one)

    standing = editor.get(at(procedure)).context["standing"]

    assert standing["status"] == "in progress"
    assert [(row.person, row.what) for row in standing["standings"]] == [
        ("Alba", "decided"),
        ("Everybody else", "in progress"),
    ]


def test_a_term_has_its_nature_and_its_source(editor: Client) -> None:
    procedure = ProcedureFactory(track="penal")
    ProcedureEventFactory(procedure=procedure, kind="convicted", **on(date(2026, 5, 3)))

    page = editor.get(at(procedure)).content.decode()

    assert "possible until 13 May 2026" in page
    assert "CPP art. 498" in page
    assert "nobody is named: it now stands for everybody" in page


@pytest.mark.parametrize(
    ("language", "named"),
    [
        ("en", "Reg. (EU) 2022/2065, art. 20(1)"),
        ("fr", "règlement (UE) 2022/2065, art. 20, §\N{NO-BREAK SPACE}1"),
    ],
)
def test_the_source_of_a_term_is_named_in_the_readers_language(language: str, named: str) -> None:
    procedure = ProcedureFactory(track="platform", platform=PlatformFactory())
    ProcedureEventFactory(procedure=procedure, kind="sent", **on(date(2026, 5, 1)))
    ProcedureEventFactory(procedure=procedure, kind="decision", **on(date(2026, 5, 3)))

    with translation.override(language):
        (term,) = standing_page(Procedure.objects.get())["terms"]

    assert term.more == named


def test_what_is_to_be_followed_up_is_on_the_page(editor: Client) -> None:
    procedure = ProcedureFactory(track="penal")
    person = ActorFactory(kind="person", name_fr="Alba")
    ProcedureEventFactory(procedure=procedure, kind="formal_investigation", respondent=person)

    (row,) = editor.get(at(procedure)).context["standing"]["due"]

    assert (row.person, row.what) == ("Alba", "formal investigation without a known outcome")


@pytest.mark.parametrize(
    ("facts", "law", "said"),
    [
        (
            {"earliest": "2024-04-01", "latest": "2024-04-30", "precision": "month"},
            {"in_force_from": "2024-05-23"},
            "CP art. 226-8 (version from Act no. 2024-449) is in force from 23 May 2024; the facts "
            "of “Facts”: April 2024.",
        ),
        (
            on(date(2024, 6, 1)),
            {"in_force_to": "2024-05-22"},
            "was in force until 22 May 2024; the facts of “Facts”: 1 June 2024.",
        ),
        (
            {"earliest": "2024-05-01", "latest": "2024-05-31", "precision": "month"},
            {"in_force_from": "2024-05-23"},
            "is in force from 23 May 2024, which is among the days that the facts of “Facts” may "
            "be of: May 2024.",
        ),
    ],
    ids=["not yet", "no longer", "perhaps"],
)
def test_law_that_was_not_in_force_is_said_on_saving_and_on_the_page(
    editor: Client, facts: Any, law: Any, said: str
) -> None:
    incident = IncidentFactory(title_fr="Facts", title_en="Facts", **facts)
    procedure = ProcedureFactory(track="penal", incidents=[incident])
    title = "Montage (version from Act no. 2024-449)"
    basis = LegalBasisFactory(short="CP art. 226-8", title_en=title, **law)

    values = form_values(editor, at(procedure)) | {"bases": [basis.pk]}
    answer = editor.post(at(procedure), values, follow=True)

    assert any(said in str(message) for message in answer.context["messages"])
    assert said in editor.get(at(procedure)).content.decode()


def test_a_basis_in_force_is_no_matter(editor: Client) -> None:
    procedure = ProcedureFactory(incidents=[IncidentFactory(**on(date(2024, 6, 1)))])
    procedure.bases.set([LegalBasisFactory(in_force_from="2024-05-23")])

    assert editor.get(at(procedure)).context["warnings"] == []


def test_a_notice_has_its_platform_and_appearances_of_its_incidents(editor: Client) -> None:
    incident = IncidentFactory()
    seen, elsewhere = AppearanceFactory(incident=incident), AppearanceFactory()
    procedure = ProcedureFactory(track="platform", incidents=[incident])
    values = form_values(editor, at(procedure)) | {"platform": PlatformFactory().pk}

    refused = editor.post(at(procedure), values | {"appearances": [elsewhere.pk]})
    editor.post(at(procedure), values | {"appearances": [seen.pk]})

    assert refused.status_code == 200
    procedure.refresh_from_db()
    assert list(procedure.appearances.all()) == [seen]
    assert procedure.platform is not None


def test_another_track_has_neither(editor: Client) -> None:
    procedure = ProcedureFactory(track="penal")
    values = form_values(editor, at(procedure)) | {"platform": PlatformFactory().pk}

    page = editor.post(at(procedure), values).content.decode()

    assert "Only a procedure on track “platform notice” has this." in page


def test_a_notice_that_was_sent_keeps_its_platform(editor: Client) -> None:
    procedure = ProcedureFactory(track="platform", platform=PlatformFactory())
    ProcedureEventFactory(procedure=procedure, kind="sent")
    values = form_values(editor, at(procedure)) | {"platform": ""}

    assert "say to which platform" in editor.post(at(procedure), values).content.decode()


def test_nor_does_it_become_something_else(editor: Client) -> None:
    procedure = ProcedureFactory(track="platform", platform=PlatformFactory())
    ProcedureEventFactory(procedure=procedure, kind="sent")
    values = form_values(editor, at(procedure)) | {"platform": "", "track": "penal"}

    assert "this stays a platform notice" in editor.post(at(procedure), values).content.decode()


@pytest.mark.parametrize("track", ["platform", "penal"])
def test_channel_and_decisions_are_asked_of_a_notice_only(editor: Client, track: str) -> None:
    procedure = ProcedureFactory(track=track)

    page = editor.get(f"{LIST}{procedure.pk}/event/")

    asked = {"channel", "decisions", "outcome"} & set(page.context["form"].fields)
    assert asked == ({"channel", "decisions"} if track == "platform" else {"outcome"})


def test_a_code_stands_beside_its_label(editor: Client) -> None:
    procedure = ProcedureFactory(track="platform")

    page = editor.get(f"{LIST}{procedure.pk}/event/").content.decode()

    assert "content labelled <code>DECISION_<wbr>VISIBILITY_<wbr>CONTENT_<wbr>LABELLED" in page


def test_an_outcome_is_chosen_or_written(editor: Client) -> None:
    procedure = ProcedureFactory(track="penal")
    ProcedureEventFactory(procedure=procedure, kind="complaint")
    address = f"{LIST}{procedure.pk}/event/"
    values = form_values(editor, address) | {"kind": "closed_without_action"}

    both = {"outcome": "no_offence", "outcome_words": "In other words"}
    refused = editor.post(address, values | both)
    editor.post(address, values | {"outcome_words": "In other words"})

    assert "not both" in refused.content.decode()
    assert procedure.events.get(kind="closed_without_action").outcome == "In other words"


def test_whom_an_event_names_is_told_to_be_a_respondent_now(editor: Client) -> None:
    procedure = ProcedureFactory(track="penal")
    person = ActorFactory(kind="person", name_fr="Alba", name_en="Alba")
    address = f"{LIST}{procedure.pk}/event/"
    values = form_values(editor, address) | {"kind": "complaint", "respondent": person.pk}

    said = [str(m) for m in editor.post(address, values, follow=True).context["messages"]]

    assert said == ["Event added.", "Alba is a respondent of the procedure from now on."]


def test_the_list_is_filtered_by_status_track_and_platform(editor: Client) -> None:
    clipo = PlatformFactory(code="clipo")
    empty, notice, filed = (
        ProcedureFactory(track="penal"),
        ProcedureFactory(track="platform", platform=clipo),
        ProcedureFactory(track="penal"),
    )
    ProcedureEventFactory(procedure=notice, kind="decision")
    ProcedureEventFactory(procedure=filed, kind="complaint")

    assert listed(editor, "status=none") == {empty.pk}
    assert listed(editor, "status=filed") == {filed.pk}
    assert listed(editor, "track__exact=penal") == {empty.pk, filed.pk}
    assert listed(editor, f"platform__id__exact={clipo.pk}") == {notice.pk}
    assert listed(editor, "status=nonsense") == set()


def test_a_procedure_is_found_by_its_incident_beside_a_filter(editor: Client) -> None:
    poster, other = (
        ProcedureFactory(incidents=[IncidentFactory(title_fr=title)])
        for title in ("Une fausse affiche", "Un faux appel")
    )
    for procedure in (poster, other):
        ProcedureEventFactory(procedure=procedure, kind="announced")

    assert listed(editor, "q=affiche&status=announced") == {poster.pk}
    assert listed(editor, "q=affiche&status=filed") == set()


def test_the_list_is_filtered_by_what_is_late_or_soon(editor: Client) -> None:
    today = timezone.localdate()
    review = ProcedureFactory(track="penal", review_on=today)
    ProcedureEventFactory(procedure=review, kind="announced")
    late = ProcedureFactory(track="electoral")
    ProcedureEventFactory(procedure=late, kind="challenge_filed", **on(today - timedelta(days=120)))
    soon = ProcedureFactory(track="penal")
    ProcedureEventFactory(procedure=soon, kind="convicted", **on(today - timedelta(days=5)))
    unused = ProcedureFactory(track="penal")
    ProcedureEventFactory(procedure=unused, kind="convicted", **on(today - timedelta(days=50)))

    assert listed(editor, "due=review") == {review.pk}
    assert listed(editor, "due=late") == {late.pk}
    assert listed(editor, "due=soon") == {soon.pk}


def test_the_list_is_sorted_by_deadline_and_by_since(editor: Client) -> None:
    first, second = ProcedureFactory(track="penal"), ProcedureFactory(track="penal")
    ProcedureEventFactory(procedure=second, kind="convicted", **on(date(2026, 5, 3)))
    ProcedureEventFactory(procedure=first, kind="convicted", **on(date(2026, 4, 3)))
    columns = editor.get(LIST).context["cl"].list_display

    for name in ("since", "deadline"):
        rows = editor.get(f"{LIST}?o={columns.index(name)}").context["cl"].result_list
        assert [row.pk for row in rows] == [first.pk, second.pk]


def test_the_list_and_the_page_cost_the_same_for_many(editor: Client) -> None:
    procedure = ProcedureFactory(track="platform", platform=PlatformFactory())

    def fill() -> None:
        more = ProcedureFactory(track="platform", platform=PlatformFactory())
        ProcedureEventFactory(procedure=more, kind="sent")
        person = ActorFactory(kind="person")
        ProcedureEventFactory(procedure=procedure, kind="sent", respondent=person)
        procedure.respondents.add(person, ActorFactory(kind="person"))
        AppearanceFactory(incident=procedure.incidents.first())
        procedure.bases.add(LegalBasisFactory())

    def cost(address: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert editor.get(address).status_code == 200
        return len(captured)

    fill()
    addresses = (f"{LIST}?status=filed&due=soon", LIST, at(procedure))
    for address in addresses:
        cost(address)
    few = [cost(address) for address in addresses]
    for _each in range(3):
        fill()

    assert [cost(address) for address in addresses] == few
