"""The incident's page: rows, checklist, and the moves that state and role allow."""

from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

import pytest
from django.test import Client
from django.utils.html import strip_tags

from incidents.admin.incident_work import MOST_ROWS
from incidents.codes import Scheme, State
from incidents.models import (
    Approval,
    Citation,
    Claim,
    ClaimAnswer,
    Incident,
    Involvement,
    Publication,
    Withdrawal,
)
from tests.admin.conftest import SignIn
from tests.admin.pages import form_values
from tests.factories import (
    ActorFactory,
    CitationFactory,
    ClaimAnswerFactory,
    ClaimFactory,
    IncidentFactory,
    InvolvementFactory,
    JurisdictionFactory,
    SourceMediaFactory,
    TermFactory,
    TranscriptFactory,
    UserFactory,
    incident_in,
)
from tracker.accounts.roles import Role


def at(incident: Incident, move: str = "change") -> str:
    return f"/admin/incidents/incident/{incident.pk}/{move}/"


@pytest.fixture
def draft(db: Any) -> Incident:
    """Somebody else's draft, complete."""
    author = UserFactory()
    return IncidentFactory(
        title_fr="Un incident", summary_fr="Des faits.", created_by=author, updated_by=author
    )


def do(client: Client, incident: Incident, move: str, **values: Any) -> Any:
    """Open the page of a move, fill it in and send it."""
    return client.post(at(incident, move), form_values(client, at(incident, move)) | values)


def test_an_incident_with_its_rows_is_made_in_one_form(editor: Client) -> None:
    JurisdictionFactory(code="FR")
    actor = ActorFactory()
    source = TranscriptFactory(texts=["Bonjour.", "Voici les faits."]).source
    technique = TermFactory()
    add = "/admin/incidents/incident/add/"
    values = form_values(editor, add) | {
        "title_fr": "Un faux discours",
        "summary_fr": "Une vidéo.",
        "earliest": "2026-04-09",
        "precision": "month",
        "techniques": [technique.pk],
        "sensitivity": ["sexual", "minors"],
        "involvements-TOTAL_FORMS": "1",
        "involvements-0-actor": actor.pk,
        "involvements-0-role": "depicted",
        "citations-TOTAL_FORMS": "1",
        "citations-0-supports": "what",
        "citations-0-source": source.pk,
        "citations-0-quote": "voici les FAITS",
    }

    assert editor.post(add, values).status_code == 302

    incident = Incident.objects.get()
    citation = Citation.objects.get()
    assert (str(incident.earliest), str(incident.latest)) == ("2026-04-01", "2026-04-30")
    assert incident.sensitivity == ["sexual", "minors"]
    assert list(incident.techniques.all()) == [technique]
    assert Involvement.objects.get().created_by == editor.user  # type: ignore[attr-defined]
    assert (citation.incident, citation.supports) == (incident, "what")
    assert citation.first_segment is not None
    assert citation.first_segment.position == 1


def test_a_quote_that_is_not_in_the_source_is_refused_on_its_row(
    editor: Client, draft: Incident
) -> None:
    source = TranscriptFactory(texts=["Voici les faits."]).source
    values = form_values(editor, at(draft)) | {
        "citations-TOTAL_FORMS": "1",
        "citations-0-supports": "what",
        "citations-0-source": source.pk,
        "citations-0-quote": "voici des rumeurs",
    }

    page = editor.post(at(draft), values).content.decode()

    assert "“voici des rumeurs” is not in the transcript" in page
    assert not Citation.objects.exists()


def test_a_row_that_is_taken_out_makes_a_new_version(editor: Client, draft: Incident) -> None:
    citation = CitationFactory(claim=None, incident=draft, supports="what")

    editor.post(at(draft), form_values(editor, at(draft)) | {"citations-0-DELETE": "on"})

    draft.refresh_from_db()
    assert not Citation.objects.filter(pk=citation.pk).exists()
    assert draft.version == 2


def test_the_checklist_says_what_is_missing(editor: Client, draft: Incident) -> None:
    ClaimFactory(incidents=[draft], summary_fr="Une affirmation sans source")

    page = editor.get(at(draft)).content.decode()

    assert "“Une affirmation sans source” cites no source" in page
    assert "Editorial approval" in page


def test_it_is_ready_once_every_approval_is_there(sign_in: SignIn, draft: Incident) -> None:
    editor, publisher = sign_in(Role.EDITOR), sign_in(Role.PUBLISHER)
    CitationFactory(claim=None, incident=draft, supports="what")
    tick = '<span aria-hidden="true">✓</span> Ready to publish?'

    complete = editor.get(at(draft)).content.decode()
    Incident.objects.update(summary_fr="")
    lacking = editor.get(at(draft)).content.decode()
    Incident.objects.update(summary_fr="Des faits.")
    do(editor, draft, "submit")
    do(editor, draft, "approve_editorial")
    approved = editor.get(at(draft)).content.decode()
    do(publisher, draft, "publish")
    public = editor.get(at(draft)).content.decode()

    assert "Nothing is missing in the record. 1 approval to come." in complete
    assert "1 thing is missing. 1 approval to come." in lacking
    assert [tick in page for page in (complete, lacking, approved, public)] == [
        False,
        False,
        True,
        True,
    ]
    assert "Nothing stands against it." in approved
    assert "Nothing stands against it." in public


def test_from_draft_to_the_public_and_back(sign_in: SignIn, draft: Incident) -> None:
    editor, legal, publisher = map(sign_in, (Role.EDITOR, Role.LEGAL_REVIEWER, Role.PUBLISHER))
    privacy = TermFactory(scheme=Scheme.CORRECTION_CLASS, code="privacy")
    promoted = InvolvementFactory(incident=draft, role="promoted")
    CitationFactory(claim=None, involvement=promoted)

    do(editor, draft, "submit")
    do(editor, draft, "approve_editorial")
    do(legal, draft, "approve_legal")
    do(publisher, draft, "publish")

    draft.refresh_from_db()
    assert draft.state == State.PUBLISHED
    assert draft.reference
    assert Approval.objects.count() == 2
    assert Publication.objects.current().count() == 1

    editor.post(at(draft), form_values(editor, at(draft)) | {"summary_fr": "D’autres faits."})
    other = sign_in(Role.EDITOR)
    noted = {"kind": "correction", "correction_class": privacy.pk, "notice_fr": "Nous corrigeons."}
    shown = strip_tags(editor.get(at(draft, "notice")).text)  # The words that are new are marked.
    assert "D’autres faits." in shown
    editor.post(at(draft, "notice"), form_values(editor, at(draft, "notice")) | noted)
    do(other, draft, "approve_editorial")
    do(legal, draft, "approve_legal")
    do(publisher, draft, "republish")
    assert Publication.objects.current().get().number == 2

    do(publisher, draft, "withdraw", reason_class=privacy.pk, reason="Demande fondée.")
    draft.refresh_from_db()
    assert draft.state == State.WITHDRAWN
    assert Withdrawal.objects.get().internal_reason == "Demande fondée."
    assert not Publication.objects.current().exists()


def test_changes_are_requested_with_a_reason_that_the_author_reads(
    editor: Client, draft: Incident
) -> None:
    do(editor, draft, "submit")

    assert do(editor, draft, "request_changes", reason=" ").status_code == 200
    do(editor, draft, "request_changes", reason="Le titre accuse.")

    draft.refresh_from_db()
    assert draft.state == State.DRAFT
    assert "Le titre accuse." in editor.get(at(draft)).content.decode()


def test_what_is_not_ready_is_not_approved(editor: Client, draft: Incident) -> None:
    ClaimFactory(incidents=[draft])
    do(editor, draft, "submit")

    page = do(editor, draft, "approve_editorial").content.decode()

    assert "cites no source" in page
    assert not Approval.objects.exists()


def test_the_last_editor_does_not_approve(editor: Client, draft: Incident) -> None:
    CitationFactory(claim=None, incident=draft, supports="what")
    editor.post(at(draft), form_values(editor, at(draft)) | {"summary_fr": "Autre."})
    do(editor, draft, "submit")

    page = do(editor, draft, "approve_editorial").content.decode()

    assert "whoever wrote or last edited it cannot approve it" in page


def test_what_changed_while_the_page_was_open_is_not_approved(
    sign_in: SignIn, draft: Incident
) -> None:
    editor, author = sign_in(Role.EDITOR), sign_in(Role.EDITOR)
    do(editor, draft, "submit")
    open_page = form_values(editor, at(draft, "approve_editorial"))
    author.post(at(draft), form_values(author, at(draft)) | {"summary_fr": "Autre."})

    page = editor.post(at(draft, "approve_editorial"), open_page).content.decode()

    assert "The content changed after you opened this page" in page
    assert not Approval.objects.exists()


def test_a_button_only_asks(editor: Client, draft: Incident) -> None:
    editor.get(at(draft, "submit"))

    draft.refresh_from_db()
    assert draft.state == State.DRAFT


def test_a_reporter_edits_their_own_and_reads_the_others(sign_in: SignIn, draft: Incident) -> None:
    reporter = sign_in(Role.REPORTER)
    own = IncidentFactory(created_by=reporter.user)  # type: ignore[attr-defined]

    assert 'name="_save"' in reporter.get(at(own)).content.decode()
    assert 'name="_save"' not in reporter.get(at(draft)).content.decode()
    assert reporter.post(at(draft), {"title_fr": "X"}).status_code == 403
    assert reporter.get(at(draft, "submit")).status_code == 302
    do(reporter, own, "submit")
    own.refresh_from_db()
    assert own.state == State.IN_REVIEW


@pytest.mark.parametrize("state", [State.REJECTED, State.WITHDRAWN, State.MERGED])
def test_what_has_ended_is_not_edited(state: State, editor: Client) -> None:
    incident = incident_in(state)

    assert editor.post(at(incident), {"title_fr": "X"}).status_code == 403


def test_only_a_draft_that_was_never_public_can_be_deleted(editor: Client) -> None:
    known = incident_in(State.WITHDRAWN)
    new = IncidentFactory()

    assert editor.post(at(known, "delete"), {"post": "yes"}).status_code == 403
    assert editor.post(at(new, "delete"), {"post": "yes"}).status_code == 302
    assert list(Incident.objects.all()) == [known]


def test_a_retired_term_stays_where_it_was_chosen_and_nowhere_else(editor: Client) -> None:
    retired = TermFactory(valid_to="2020-01-01", label_en="an old technique")
    with_it, without = IncidentFactory(), IncidentFactory()
    with_it.techniques.set([retired])

    assert "an old technique" in editor.get(at(with_it)).content.decode()
    assert "an old technique" not in editor.get(at(without)).content.decode()


def test_an_address_is_http_or_https(editor: Client) -> None:
    source = SourceMediaFactory()
    here = f"/admin/incidents/sourcemedia/{source.pk}/change/"
    for wrong in ("javascript:alert(1)", "ftp://example.org/x", "https://"):
        page = editor.post(here, form_values(editor, here) | {"url": wrong})
        assert page.status_code == 200, wrong
        assert "errorlist" in page.content.decode()


@pytest.mark.parametrize("part", ["claim", "procedure"])
def test_a_part_added_from_an_incident_has_it_and_leads_back(editor: Client, part: str) -> None:
    incident = IncidentFactory()
    link = f"/admin/incidents/{part}/add/?incidents={incident.pk}&of={incident.pk}"
    assert link.replace("&", "&amp;") in editor.get(at(incident)).content.decode()
    values = form_values(editor, link)
    assert values["incidents"] == str(incident.pk)

    said = {"proposition": "link", "stance": "denies", "summary_fr": "Il nie."}
    who = {"speaker_label_fr": "une voix", "track": "penal"}
    response = editor.post(link, values | said | who)

    assert response["Location"] == at(incident)
    made = incident.claims.get() if part == "claim" else incident.procedures.get()
    opened = f"/admin/incidents/{part}/{made.pk}/change/?of={incident.pk}"
    assert opened in editor.get(at(incident)).content.decode()
    assert editor.post(opened, form_values(editor, opened))["Location"] == at(incident)


@pytest.mark.parametrize("of", ["0", "x", "²", "9" * 30])
def test_there_is_no_way_back_to_what_is_no_incident(editor: Client, of: str) -> None:
    claim = ClaimFactory()
    address = f"/admin/incidents/claim/{claim.pk}/change/"

    response = editor.post(f"{address}?of={of}", form_values(editor, address))

    assert response["Location"].startswith("/admin/incidents/claim/")


def test_claims_and_procedures_stand_above_the_buttons(editor: Client, draft: Incident) -> None:
    shown = editor.get(at(draft)).content.decode()

    assert shown.index('id="claims"') < shown.index('class="submit-row"')


def test_english_dates_have_the_month_in_words(editor: Client, draft: Incident) -> None:
    Incident.objects.filter(pk=draft.pk).update(updated_at=datetime(2026, 11, 22, 9, 5, tzinfo=UTC))

    shown = editor.get("/admin/incidents/incident/").content.decode()

    assert "22 November 2026, 10:05" in shown


@pytest.mark.long
def test_a_line_of_1200_answers_is_read(editor: Client) -> None:
    incident = IncidentFactory()
    said = {"proposition": "authorship", "stance": "denies"}
    said |= {"speaker_label_fr": "une voix", "summary_fr": "Une parole."}
    claims = Claim.objects.bulk_create(Claim(**said) for _each in range(1200))
    incident.claims.set(claims)
    ClaimAnswer.objects.bulk_create(
        ClaimAnswer(answer=answer, claim=claim, kind="denies") for claim, answer in pairwise(claims)
    )

    page = editor.get(at(incident))

    assert page.status_code == 200
    assert page.context["desk"].work.more
    assert len(page.context["desk"].work.lines) == MOST_ROWS


def test_answers_shared_by_many_do_not_crowd_others_out(editor: Client) -> None:
    incident = IncidentFactory()
    tops = [ClaimFactory(incidents=[incident]) for _each in range(3)]
    shared = ClaimFactory(incidents=[incident])
    below = ClaimFactory(incidents=[incident])
    for top in tops:
        ClaimAnswerFactory(answer=shared, claim=top, kind="denies")
    ClaimAnswerFactory(answer=below, claim=shared, kind="comments")

    page = editor.get(at(incident))

    lines = page.context["desk"].work.lines
    assert [(line.depth, line.elsewhere) for line in lines] == [
        *((0, False), (1, False), (2, False)),
        *((0, False), (1, True)),
        *((0, False), (1, True)),
    ]
    assert page.content.decode().count("its answers are listed at its other place") == 2
