"""Quick entry: one save for a record with its citation and ties; nothing typed is lost."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from incidents import models
from tests.admin.conftest import SignIn
from tests.admin.pages import form_values
from tests.factories import (
    ActorFactory,
    AffiliationFactory,
    AppearanceFactory,
    CitationFactory,
    ClaimFactory,
    ElectionFactory,
    IncidentFactory,
    InvolvementFactory,
    JurisdictionFactory,
    PlatformFactory,
    ProcedureFactory,
    SpeakerFactory,
    TranscriptFactory,
    UserFactory,
)
from tracker.accounts.roles import Role

pytestmark = pytest.mark.django_db

TEXTS = ["Qui anime ces profils ?", "Le Cercle n'y est pour rien.", "Nous verrons."]


@pytest.fixture
def transcript() -> models.Transcript:
    made: models.Transcript = TranscriptFactory(texts=TEXTS)
    made.segments.update(speaker=SpeakerFactory(transcript=made, label="Porte-parole", actor=None))
    return made


@pytest.fixture
def incident(transcript: models.Transcript) -> models.Incident:
    made: models.Incident = IncidentFactory(title_fr="Des profils au port")
    CitationFactory(claim=None, incident=made, supports="what", source=transcript.source)
    return made


def address(incident: models.Incident, kind: str, query: str = "") -> str:
    return f"/admin/incidents/incident/{incident.pk}/quick/{kind}/{query}"


def send(client: Client, where: str, **values: Any) -> Any:
    """The form of the page as it stands, with these values."""
    return client.post(where, form_values(client, where) | values)


def test_an_involvement_with_a_new_actor_and_its_passage_in_one_save(
    editor: Client, incident: models.Incident
) -> None:
    values = {"role": "promoted", "new_kind": "party", "new_name_fr": "Cercle des digues"}
    response = send(
        editor, address(incident, "involvement"), **values, first="1", last="1", then="claim"
    )

    made = models.Involvement.objects.get()
    citation = made.citations.get()
    assert response.status_code == 302
    assert "/quick/claim/?source=" in response["Location"]
    assert str(made.actor) == "Cercle des digues"
    assert citation.first_segment is not None
    assert citation.first_segment.position == 1


def test_a_claim_with_sides_answers_and_the_voice_of_its_passage(
    editor: Client, incident: models.Incident, transcript: models.Transcript
) -> None:
    involvement = InvolvementFactory(incident=incident, role="promoted")
    other = IncidentFactory()
    CitationFactory(claim=None, incident=other, supports="what", source=transcript.source)

    response = send(
        editor,
        address(incident, "claim", "?first=1&last=1"),
        proposition="authorship",
        stance="denies",
        summary_fr="Le Cercle nie.",
        about=[str(involvement.actor_id)],
        on_behalf_of=[str(involvement.actor_id)],
        answers=[f"involvement:{involvement.pk}"],
        also=[str(other.pk)],
        then="page",
    )

    claim = models.Claim.objects.get()
    assert response["Location"] == f"/admin/incidents/incident/{incident.pk}/change/"
    assert set(claim.incidents.all()) == {incident, other}
    assert claim.speaker_label_fr == "Porte-parole"
    assert claim.citations.get().quote == TEXTS[1]
    assert (claim.answers.get().kind, claim.answers.get().involvement) == ("denies", involvement)


def test_an_appearance_and_a_procedure(editor: Client, incident: models.Incident) -> None:
    platform = PlatformFactory()
    actor = InvolvementFactory(incident=incident).actor
    send(
        editor,
        address(incident, "appearance"),
        platform=str(platform.pk),
        kind="account",
        earliest="2026-09-07",
        measure="views",
        value="1200",
        as_of="2026-09-08",
    )
    send(
        editor,
        address(incident, "procedure"),
        track="penal",
        kind="considered",
        earliest="2026-09-09",
        review_on="2026-10-01",
        complainants=[str(actor.pk)],
        first="2",
        last="2",
    )

    seen = models.Appearance.objects.get()
    procedure = models.Procedure.objects.get()
    assert (seen.events.get().precision, seen.observations.get().value) == ("day", 1200)
    assert list(procedure.complainants.all()) == [actor]
    assert procedure.events.get().citations.count() == 1


def test_a_platform_notice_is_sent_in_one_save(editor: Client, incident: models.Incident) -> None:
    seen = AppearanceFactory(incident=incident)
    where = address(incident, "procedure")
    proposed = form_values(editor, where)

    send(editor, where, track="platform", kind="sent", earliest="2026-09-09", channel="article_16")

    procedure = models.Procedure.objects.get()
    assert (proposed["platform"], proposed["appearances"]) == (str(seen.platform_id), str(seen.pk))
    assert procedure.platform == seen.platform
    assert list(procedure.appearances.all()) == [seen]
    assert procedure.events.get().channel == "article_16"


def test_what_a_notice_has_is_used_for_a_notice_only(
    editor: Client, incident: models.Incident
) -> None:
    AppearanceFactory(incident=incident)

    values = {"track": "penal", "kind": "considered", "channel": "email"}
    response = send(editor, address(incident, "procedure"), **values)

    procedure = models.Procedure.objects.get()
    assert response.status_code == 302
    assert (procedure.platform, procedure.events.get().channel) == (None, "")
    assert not procedure.appearances.exists()


def test_of_several_platforms_none_is_proposed_and_one_is_asked_for(
    editor: Client, incident: models.Incident
) -> None:
    AppearanceFactory(incident=incident)
    AppearanceFactory(incident=incident, platform=PlatformFactory())
    where = address(incident, "procedure")

    proposed = form_values(editor, where)
    response = send(editor, where, track="platform", kind="sent")

    assert not proposed.get("platform")
    assert "appearances" not in proposed
    assert "platform" in response.context["form"].errors
    assert not models.Procedure.objects.exists()


def test_the_first_event_is_chosen_under_the_tracks_that_it_may_begin(
    editor: Client, incident: models.Incident
) -> None:
    form = editor.get(address(incident, "procedure")).context["form"]

    groups = {name: [kind for kind, _label in kinds] for name, kinds in form.fields["kind"].choices}
    every = [kind for kinds in groups.values() for kind in kinds]
    assert groups["On every track"] == ["considered", "announced"]
    assert groups["Platform notice"] == ["drafted", "sent"]
    assert len(every) == len(set(every))


@pytest.mark.parametrize("kind", ["begin", "involvement", "appearance", "claim", "procedure"])
def test_a_typed_quote_stays_after_a_refusal_and_the_summary_leads_to_it(
    editor: Client, incident: models.Incident, transcript: models.Transcript, kind: str
) -> None:
    JurisdictionFactory(code="FR")
    typed = "Ces mots ne sont nulle part."
    where = address(incident, kind, "?first=1&last=1")
    values: dict[str, str] = {
        "begin": {"title_fr": "Un titre"},
        "involvement": {"role": "promoted", "new_kind": "party", "new_name_fr": "Cercle"},
        "appearance": {"platform": str(PlatformFactory().pk), "kind": "account"},
        "claim": {"proposition": "impact", "stance": "asserts", "summary_fr": "A"},
        "procedure": {"track": "penal", "kind": "considered"},
    }[kind]
    if kind == "begin":
        where = f"/admin/incidents/sourcemedia/{transcript.source_id}/begin/?first=1&last=1"

    response = send(editor, where, **values, quote=typed)
    page = response.content.decode()

    assert response.context["form"]["quote"].value() == typed
    assert "quote" in response.context["form"].errors
    assert 'href="#id_quote"' in page
    assert f"{typed}</textarea>" in page
    assert "data-sent" in page


def test_a_quote_that_is_not_there_keeps_what_was_typed_and_shows_the_nearest(
    editor: Client, incident: models.Incident
) -> None:
    response = send(
        editor,
        address(incident, "involvement"),
        role="promoted",
        new_kind="party",
        new_name_fr="Cercle des digues",
        quote="Le Cercle n'y est pour tout.",
    )

    page = response.content.decode()
    taken = editor.post(
        address(incident, "involvement"),
        {"role": "promoted", "quote": "Le Cercle n'y est pour tout.", "use_nearest": "1"},
    )

    assert response.status_code == 200
    assert taken.context["form"]["quote"].value() == TEXTS[1]
    assert not models.Actor.objects.filter(name_fr="Cercle des digues").exists()
    assert 'value="Cercle des digues"' in page
    assert "Le Cercle n&#x27;y est pour rien." in page


@pytest.mark.parametrize(
    ("kind", "values", "said"),
    [
        ("involvement", {"role": "promoted"}, "one of the two"),
        ("involvement", {"role": "no-such", "new_name_fr": "X"}, "not one of the available"),
        ("claim", {"proposition": "impact", "stance": "asserts"}, "in your own words"),
        ("claim", {"proposition": "impact", "stance": "asserts", "summary_fr": "A"}, "who speaks"),
        ("appearance", {"measure": "views"}, "its value and its day"),
        ("procedure", {"track": "merits", "kind": "report"}, "without a reason"),
        ("procedure", {"track": "penal", "kind": "considered", "earliest": "2999-01-01"}, "future"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_saved(
    editor: Client, incident: models.Incident, kind: str, values: dict[str, str], said: str
) -> None:
    response = send(editor, address(incident, kind), **values)

    assert response.status_code == 200
    assert said in response.content.decode()
    assert not models.Actor.objects.filter(name_fr="X").exists()
    assert not models.Procedure.objects.exists()
    assert not models.Claim.objects.exists()


def test_who_is_known_from_a_procedure_only_is_offered(
    editor: Client, incident: models.Incident
) -> None:
    accused, accuser = ActorFactory(), ActorFactory()
    pursuit = ProcedureFactory(incidents=[incident])
    pursuit.respondents.add(accused)
    pursuit.complainants.add(accuser)

    form = editor.get(address(incident, "claim")).context["form"]

    assert list(form.fields["about"].queryset) == [accused, accuser]


def test_an_error_of_boxes_is_tied_to_their_group(
    editor: Client, incident: models.Incident
) -> None:
    page = send(editor, address(incident, "involvement"), role="").content.decode()

    assert 'aria-describedby="id_role_error"' in page
    assert '<ul class="errorlist" id="id_role_error">' in page
    assert not re.search(r"<fieldset[^>]*aria-invalid", page)


def test_a_new_incident_from_a_source_takes_over_what_the_source_tells(
    editor: Client, transcript: models.Transcript
) -> None:
    JurisdictionFactory(code="FR")
    models.SourceMedia.objects.update(title="Un entretien", language="fr")
    where = f"/admin/incidents/sourcemedia/{transcript.source_id}/begin/?first=0&last=1"

    values = form_values(editor, where)
    response = editor.post(where, values | {"then": "another"})

    made = models.Incident.objects.get()
    assert values["title_fr"] == made.title_fr == "Un entretien"
    assert made.citations.get().supports == "what"
    assert response["Location"].startswith(where.split("?")[0])


def test_no_election_is_chosen_unseen(sign_in: SignIn, transcript: models.Transcript) -> None:
    client = sign_in(Role.EDITOR)
    last = IncidentFactory(election=ElectionFactory(), created_by=client.user)  # type: ignore[attr-defined]

    values = form_values(client, f"/admin/incidents/sourcemedia/{transcript.source_id}/begin/")

    assert values["jurisdiction"] == last.jurisdiction_id
    assert not values.get("election")


@pytest.mark.parametrize("kind", ["begin", "involvement", "claim", "procedure"])
def test_words_that_judge_are_warned_of_as_after_any_save(
    editor: Client, incident: models.Incident, transcript: models.Transcript, kind: str
) -> None:
    JurisdictionFactory(code="FR")
    said = "On tient le coupable."
    where = address(incident, kind)
    values = {
        "begin": {"title_fr": "Un titre", "summary_fr": said},
        "involvement": {
            "role": "promoted",
            "new_kind": "party",
            "new_name_fr": "Cercle",
            "note_fr": said,
        },
        "claim": {
            "proposition": "impact",
            "stance": "asserts",
            "summary_fr": said,
            "speaker_label_fr": "Une voix",
        },
        "procedure": {"track": "penal", "kind": "considered", "note_fr": said},
    }[kind]
    if kind == "begin":
        where = f"/admin/incidents/sourcemedia/{transcript.source_id}/begin/"

    response = send(editor, where, **values)
    page = editor.get(response["Location"]).content.decode()

    assert "A word here may judge a person" in page
    assert said in page


def test_the_workbench_leads_to_the_incident_worked_on_last(
    editor: Client, incident: models.Incident, transcript: models.Transcript
) -> None:
    bench = f"/admin/incidents/transcript/{transcript.pk}"

    log = editor.get(f"{bench}/log/?first=1&last=2")
    begin = editor.get(f"{bench}/incident/?first=1&last=2")

    assert f"/incident/{incident.pk}/quick/claim/?source=" in log["Location"]
    assert "first=1&last=2" in log["Location"]
    assert f"/sourcemedia/{transcript.source_id}/begin/" in begin["Location"]


def test_who_may_not_edit_the_incident_adds_nothing(sign_in: SignIn) -> None:
    incident = IncidentFactory(created_by=UserFactory())
    assert sign_in(Role.AUDITOR).get(address(incident, "claim")).status_code == 403
    assert sign_in(Role.REPORTER).get(address(incident, "claim")).status_code == 403
    assert sign_in(Role.EDITOR).get(address(incident, "verdict")).status_code == 404


def test_a_likely_duplicate_is_asked_about_once(editor: Client, incident: models.Incident) -> None:
    known = ActorFactory(name_fr="Cercle des digues", slug="le-cercle")
    where = address(incident, "involvement")
    values = {"role": "promoted", "new_kind": "party", "new_name_fr": "Le cercle des digue"}

    asked = send(editor, where, **values)
    page = asked.content.decode()
    seen = f"actor-{known.pk}"
    saved = send(editor, where, **values, likely_seen=seen)

    assert f"/admin/incidents/actor/{known.pk}/change/" in page
    assert f'value="{seen}"' in page
    assert "Save all the same" in page
    assert saved.status_code == 302


@pytest.mark.parametrize("where", ["incident", "actor"])
def test_the_usual_forms_ask_too(editor: Client, where: str) -> None:
    if where == "incident":
        IncidentFactory(title_fr="Des profils au port")
        values = {"title_fr": "Des profils au port", "jurisdiction": JurisdictionFactory().pk}
    else:
        ActorFactory(name_fr="Cercle des digues", slug="cercle")
        values = {"kind": "party", "name_fr": "Cercle des digues !", "slug": "autre"}
    form = f"/admin/incidents/{where}/add/"

    first = editor.post(form, form_values(editor, form) | values)
    model = models.Incident if where == "incident" else models.Actor
    before = model.objects.count()
    seen = first.context["adminform"].form.data["likely_seen"]
    second = editor.post(form, form_values(editor, form) | values | {"likely_seen": seen})

    assert "Perhaps this is here already" in first.content.decode()
    assert second.status_code == 302
    assert model.objects.count() == before + 1


def test_the_endpoint_asks_for_permission_and_bears_hostile_input(
    editor: Client, sign_in: SignIn
) -> None:
    where = "/admin/incidents/incident/likely"
    hostile = {"title_fr": "x" * 70_000, "name_fr": "%\0_", "platform": "a", "earliest": "\0"}
    AppearanceFactory(url="https://v.example/1")

    assert sign_in().get(f"{where}/incident/").status_code == 403
    assert editor.get(f"{where}/nothing/").status_code == 404
    for kind in ("incident", "actor", "appearance"):
        assert editor.get(f"{where}/{kind}/", hostile).json() == {"likely": [], "seen": ""}
    found = editor.get(f"{where}/appearance/", {"url": "https://v.example/1"}).json()
    assert [one["why"] for one in found["likely"]] == ["same address"]


def test_affiliations_are_proposed_on_the_page_and_lead_to_the_quick_form(
    editor: Client, incident: models.Incident
) -> None:
    person = InvolvementFactory(incident=incident).actor
    tie = AffiliationFactory(member=person, from_on=None, to_on=None)

    page = editor.get(f"/admin/incidents/incident/{incident.pk}/change/").content.decode()
    link = address(incident, "involvement", f"?actor={tie.body_id}")
    values = form_values(editor, link)

    assert link in page
    assert values["actor"] == str(tie.body_id)


def test_each_obstacle_leads_to_where_it_is_mended(
    editor: Client, incident: models.Incident
) -> None:
    claim = ClaimFactory(incidents=[incident])
    models.Incident.objects.update(summary_fr="")
    place = f"/admin/incidents/incident/{incident.pk}/change/"

    page = editor.get(place).content.decode()

    assert f'href="{place}#id_summary_fr"' in page
    assert f'href="/admin/incidents/claim/{claim.pk}/change/?of={incident.pk}"' in page
    order = [page.index(f'id="{name}"') for name in ("step-facts", "appearances-group")]
    order += [page.index(f'id="{name}"') for name in ("involvements-group", "claims")]
    order += [page.index(f'id="{name}"') for name in ("procedures", "sources", "ready")]
    assert order == sorted(order)


@pytest.mark.parametrize("many", [30, pytest.param(300, marks=pytest.mark.long)])
def test_many_claims_cost_what_three_cost(
    editor: Client, incident: models.Incident, many: int
) -> None:
    def cost() -> list[int]:
        """Of its page, and of the page for one claim more."""
        found = []
        for where in (
            f"/admin/incidents/incident/{incident.pk}/change/",
            address(incident, "claim"),
        ):
            with CaptureQueriesContext(connection) as captured:
                assert editor.get(where).status_code == 200
            found.append(len(captured))
        return found

    involvement = InvolvementFactory(incident=incident, role="promoted")
    made = [ClaimFactory(incidents=[incident]) for _n in range(3)]
    models.ClaimAnswer.objects.create(answer=made[0], involvement=involvement, kind="denies")
    cost()
    three = cost()
    for number in range(many - len(made)):
        made.append(ClaimFactory(incidents=[incident]))
        models.ClaimAnswer.objects.create(answer=made[-1], claim=made[number % 3], kind="comments")

    assert cost() == three
