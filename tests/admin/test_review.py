"""The page of review: what changed since, word by word; accusations beside their answers; answers
to exactly the content that was read."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from incidents.actions import publication, record
from incidents.admin import review_compare
from incidents.admin.review_names import NAMES, PARTS, UNNAMED
from incidents.canonical import digest
from incidents.codes import ApprovalKind, State
from incidents.compared import Mark
from incidents.documents import Document
from incidents.models import Incident, ReviewedContent
from incidents.projection import document
from tests import scenes
from tests.admin.conftest import SignIn
from tests.factories import (
    CitationFactory,
    ClaimAnswerFactory,
    ClaimFactory,
    IncidentFactory,
    InvolvementFactory,
    ProcedureEventFactory,
    ProcedureFactory,
    PublicationFactory,
)
from tests.scenes import Scene, Team
from tests.test_projection import everything  # noqa: F401 - a fixture
from tracker.accounts.roles import Role

pytestmark = pytest.mark.django_db


def read(client: Client, incident: Incident) -> str:
    answer = client.get(f"/admin/incidents/incident/{incident.pk}/review/")
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def signed_in(user: Any) -> Client:
    client = Client()
    user.language = "en"
    user.save()
    client.force_login(user)
    return client


def parts(incident: Incident) -> dict[str, review_compare.Part]:
    content = document(incident)
    before = review_compare.basis(incident, digest(content))
    compared = review_compare.compare(before.content if before else None, content)
    return {part.name: part for part in compared}


def test_of_what_was_never_approved_all_is_new(staff: Team, in_review: Scene) -> None:
    scene = in_review

    page = read(signed_in(staff.editor), scene.incident)

    assert "It was never approved nor published before" in page
    found = parts(scene.incident)
    assert [row.mark for row in found["claims"].changed] == [Mark.ADDED] * 3
    assert not any(part.same for part in found.values())


def test_changed_words_are_marked_and_the_rest_is_as_before(staff: Team, in_review: Scene) -> None:
    scene = in_review
    scenes.approve(scene.incident, staff)
    claim = scene.denial
    claim.refresh_from_db()
    claim.summary_fr = f"{claim.summary_fr} hier soir"
    record.save(record=claim, by=staff.author)
    incident = scenes.edited(scene.incident, staff, "Des comptes pour Horizon bleu")
    publication.submit(incident=incident, by=staff.author)

    page = read(signed_in(staff.editor), incident)

    assert "Compared with what was approved on" in page
    assert "Des comptes pour Horizon <del>vert</del>" in page
    assert "Des comptes pour Horizon <ins>bleu</ins>" in page
    assert re.search(r"<ins>[^<]*hier soir</ins>", page)
    found = parts(incident)
    assert [row.mark for row in found["claims"].changed] == [Mark.CHANGED]
    assert len(found["claims"].same) == 2
    assert [field.name for field in found["facts"].changed[0].fields] == ["Title (FR)"]


def test_records_that_came_and_went_are_named(staff: Team, scene: Scene) -> None:
    gone = InvolvementFactory(incident=scene.incident, role="depicted", actor__name_fr="Brun Cadet")
    scenes.publish(scene.incident, staff)
    gone.delete()
    InvolvementFactory(incident=scene.incident, role="depicted", actor__name_fr="Alba Ferrand")
    incident = scenes.edited(scene.incident, staff)

    page = read(signed_in(staff.editor), incident)

    assert "Compared with what was published on" in page
    marks = {row.heading: row.mark for row in parts(incident)["involvements"].changed}
    assert [mark for name, mark in marks.items() if "Alba Ferrand" in name] == [Mark.ADDED]
    assert [mark for name, mark in marks.items() if "Brun Cadet" in name] == [Mark.REMOVED]


def test_an_accusation_stands_beside_its_answers_and_its_source_at_the_second(
    staff: Team, in_review: Scene
) -> None:
    scene = in_review
    scene.source.refresh_from_db()
    scene.source.url = "https://www.youtube.com/watch?v=abc"
    record.save(record=scene.source, by=staff.author)

    page = read(signed_in(staff.legal), scene.incident)

    (accusation,) = [
        row for row in parts(scene.incident)["claims"].changed if row.accusation and row.answers
    ]
    assert len(accusation.answers) == 2
    transcript = scene.source.transcripts.get()
    assert [link.url for link in accusation.links] == ["https://www.youtube.com/watch?v=abc&t=0s"]
    link = f"/admin/incidents/transcript/{transcript.pk}/change/?at=0#p0"
    assert accusation.links[0].transcript_url == link
    assert link in page
    assert page.count("An accusation. What is answered:") == 3
    assert "no answer is recorded" in page


def test_the_newer_of_approved_and_published_is_compared(staff: Team) -> None:
    incident = scenes.simple(staff)
    scenes.publish(incident, staff)
    second = scenes.edited(incident, staff, "Un deuxième titre")
    scenes.announce(second, staff)
    scenes.approve(second, staff)
    third = scenes.edited(second, staff, "Un troisième titre")

    found = review_compare.basis(third, digest(document(third)))

    assert found is not None
    assert (found.content["title"]["fr"], found.published) == ("Un deuxième titre", False)


def test_a_content_that_was_erased_gives_way_to_what_was_published(staff: Team) -> None:
    incident = scenes.simple(staff)
    scenes.publish(incident, staff)
    second = scenes.edited(incident, staff, "Un deuxième titre")
    scenes.announce(second, staff)
    scenes.approve(second, staff)
    third = scenes.edited(second, staff, "Un troisième titre")
    ReviewedContent.objects.update(content=None)

    found = review_compare.basis(third, digest(document(third)))

    assert found is not None
    assert (found.content["title"]["fr"], found.published) == ("Un faux direct", True)


def test_what_one_reviewer_just_approved_is_still_compared_with_what_was_before(
    staff: Team, in_review: Scene
) -> None:
    scene = in_review
    publication.approve(incident=scene.incident, kind=ApprovalKind.EDITORIAL, by=staff.editor)

    assert review_compare.basis(scene.incident, digest(document(scene.incident))) is None


@pytest.mark.parametrize("role", ["editor", "legal"])
def test_an_answer_is_sent_with_the_digest_that_was_read(
    staff: Team, role: str, in_review: Scene
) -> None:
    scene = in_review
    client = signed_in(getattr(staff, role))
    page = read(client, scene.incident)
    (sent,) = set(re.findall(r'name="digest" value="(\w{64})"', page))
    kind = "editorial" if role == "editor" else "legal"
    address = f"/admin/incidents/incident/{scene.incident.pk}/approve_{kind}/"
    assert f'action="{address}"' in page

    answer = client.post(address, {"digest": sent})

    assert answer.status_code == 302
    assert [a.kind for a in scene.incident.approvals.all()] == [kind]


def test_an_answer_to_another_content_is_refused_and_its_words_stay(
    staff: Team, in_review: Scene
) -> None:
    scene = in_review
    client = signed_in(staff.editor)
    (sent,) = set(re.findall(r'name="digest" value="(\w{64})"', read(client, scene.incident)))
    scenes.edited(scene.incident, staff)

    answer = client.post(
        f"/admin/incidents/incident/{scene.incident.pk}/request_changes/",
        {"digest": sent, "reason": "La date manque."},
    )

    page = answer.content.decode()
    assert "The content changed after you opened this page" in page
    assert "La date manque." in page
    assert Incident.objects.get(pk=scene.incident.pk).state == State.IN_REVIEW


def test_changes_are_requested_from_the_page(staff: Team, in_review: Scene) -> None:
    scene = in_review
    client = signed_in(staff.editor)
    (sent,) = set(re.findall(r'name="digest" value="(\w{64})"', read(client, scene.incident)))

    client.post(
        f"/admin/incidents/incident/{scene.incident.pk}/request_changes/",
        {"digest": sent, "reason": "La date manque."},
    )

    assert "La date manque." in read(client, scene.incident)


def test_its_author_reads_it_and_approves_nothing(staff: Team) -> None:
    own = staff._replace(author=staff.editor)
    incident = scenes.simple(own)
    publication.submit(incident=incident, by=staff.editor)

    page = read(signed_in(staff.editor), incident)

    assert "somebody else approves it" in page
    assert "/approve_editorial/" not in page


def test_who_may_not_see_incidents_is_refused(sign_in: SignIn) -> None:
    incident = IncidentFactory()
    address = f"/admin/incidents/incident/{incident.pk}/review/"

    assert sign_in(Role.ADMINISTRATOR).get(address).status_code == 403
    assert sign_in(Role.AUDITOR).get(address).status_code == 200
    assert sign_in(Role.EDITOR).post(address).status_code == 405


def keys(value: Any) -> set[str]:
    """Every key of a document but the languages, and those of parts with a form of their own."""
    if isinstance(value, list):
        return set().union(*map(keys, value))
    if not isinstance(value, dict):
        return set()
    if {"quote", "source"} <= value.keys() or {"earliest", "latest"} <= value.keys():
        return set()
    if value.keys() - {"aliases"} in ({"slug", "kind", "short_name", "name"}, {"fr", "en"}):
        return set()
    return set(value) | set().union(*map(keys, value.values()))


def test_every_key_of_a_document_has_a_name(everything: Incident) -> None:  # noqa: F811
    found = keys(document(everything))

    assert found - set(NAMES) - UNNAMED - set(PARTS) == set()


def test_every_field_that_differs_is_shown(everything: Incident) -> None:  # noqa: F811
    """Whatever leaf of a document is another, some field of some row says so."""
    content = document(everything)
    words = [path for path in leaves(content) if not TECHNICAL.intersection(path[-2:])]
    assert len(words) > 50
    unseen = []
    for path in words:
        other = changed(content, path)
        if not any(part.changed for part in review_compare.compare(content, other)):
            unseen.append(path)

    assert unseen == []


TECHNICAL = {
    *("id", "schema", "answered_by", "slug", "digest", "first", "last", "transcript", "version"),
    *("moment_url", "lang", "made_by", "short_name", "differs", "code", "precision", "earliest"),
    *("latest", "source", "start_ms", "end_ms", "kind", "redacted", "low_confidence", "newer"),
}


def leaves(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    if isinstance(value, dict):
        return [leaf for key, part in value.items() for leaf in leaves(part, (*path, key))]
    if isinstance(value, list):
        return [leaf for i, part in enumerate(value) for leaf in leaves(part, (*path, i))]
    return [path] if isinstance(value, str) and value and "-" not in value else []


def changed(content: Document, path: tuple[Any, ...]) -> Document:
    if isinstance(content, dict):
        return {k: changed(v, path[1:]) if k == path[0] else v for k, v in content.items()}
    if isinstance(content, list):
        return [changed(v, path[1:]) if i == path[0] else v for i, v in enumerate(content)]
    return content + "x"


def claims(incident: Incident, number: int) -> None:
    for _each in range(number):
        claim = ClaimFactory(incidents=[incident])
        ClaimAnswerFactory(claim=claim, answer=ClaimFactory(incidents=[incident]))


def queries(client: Client, incident: Incident) -> int:
    with CaptureQueriesContext(connection) as captured:
        read(client, incident)
    return len(captured)


def filled() -> Incident:
    made: Incident = PublicationFactory().incident
    claims(made, 1)
    CitationFactory(claim=made.claims.first())
    procedure = ProcedureFactory(incidents=[made])
    ProcedureEventFactory(procedure=procedure)
    return made


def test_three_claims_cost_what_thirty_cost(sign_in: SignIn) -> None:
    client, incident = sign_in(Role.EDITOR), filled()
    read(client, incident)
    few = queries(client, incident)
    claims(incident, 15)

    assert queries(client, incident) == few
    assert few <= 75


@pytest.mark.long
def test_three_claims_cost_what_three_hundred_cost(sign_in: SignIn) -> None:
    client, incident = sign_in(Role.EDITOR), filled()
    read(client, incident)
    few = queries(client, incident)
    claims(incident, 150)

    assert queries(client, incident) == few
