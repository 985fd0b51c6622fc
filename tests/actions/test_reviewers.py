"""Who is asked to review: only whom the rules let approve; it is no edit, and can be undone."""

from typing import Any

import pytest

from incidents.actions import record, reviewers
from incidents.actions.assignment import LIMIT, TooMany
from incidents.actions.permission import NotAllowed
from incidents.codes import ApprovalKind, State
from incidents.input_error import InputError
from incidents.models import Incident
from tests.factories import ApprovalFactory, IncidentFactory, UserFactory, incident_in
from tests.scenes import Team
from tracker.accounts.roles import Role

pytestmark = pytest.mark.django_db

EDITORIAL, LEGAL = ApprovalKind.EDITORIAL, ApprovalKind.LEGAL


def in_review(staff: Team, **fields: Any) -> Incident:
    given = {"state": State.IN_REVIEW, "created_by": staff.author, "updated_by": staff.author}
    made: Incident = IncidentFactory(**(given | fields))
    return made


def stored(incident: Incident) -> Incident:
    return Incident.objects.get(pk=incident.pk)


@pytest.mark.parametrize("asker", ["editor", "publisher"])
def test_one_of_each_kind_is_asked_and_it_is_no_edit(staff: Team, asker: str) -> None:
    incident = in_review(staff)
    by = getattr(staff, asker)

    reviewers.ask(incidents=[incident.pk], kind=EDITORIAL, to=staff.editor, by=by)
    reviewers.ask(incidents=[incident.pk], kind=LEGAL, to=staff.legal, by=by)

    now = stored(incident)
    assert (now.editorial_reviewer, now.legal_reviewer) == (staff.editor, staff.legal)
    assert (now.version, now.updated_at) == (incident.version, incident.updated_at)


def test_it_voids_no_approval(staff: Team) -> None:
    incident = in_review(staff, state=State.APPROVED)
    ApprovalFactory(incident=incident)

    reviewers.ask(incidents=[incident.pk], kind=LEGAL, to=staff.legal, by=staff.editor)

    assert stored(incident).state == State.APPROVED


@pytest.mark.parametrize("asker", ["author", "legal"])
def test_others_may_not_ask(staff: Team, asker: str) -> None:
    incident = in_review(staff)

    with pytest.raises(NotAllowed, match="approve_editorial"):
        reviewers.ask(incidents=[incident.pk], kind=LEGAL, to=staff.legal, by=getattr(staff, asker))


@pytest.mark.parametrize("column", ["created_by", "updated_by"])
def test_neither_author_nor_last_editor_is_asked(staff: Team, column: str) -> None:
    incident = in_review(staff, **{column: staff.editor})

    with pytest.raises(NotAllowed, match="wrote it, or edited it last"):
        reviewers.ask(incidents=[incident.pk], kind=EDITORIAL, to=staff.editor, by=staff.publisher)

    assert stored(incident).editorial_reviewer is None


@pytest.mark.parametrize(
    ("kind", "who"), [(EDITORIAL, {"roles": [Role.REPORTER]}), (LEGAL, {"roles": [Role.EDITOR]})]
)
def test_nor_who_may_not_approve(staff: Team, kind: ApprovalKind, who: dict[str, Any]) -> None:
    with pytest.raises(NotAllowed, match="lack the permission"):
        reviewers.ask(
            incidents=[in_review(staff).pk], kind=kind, to=UserFactory(**who), by=staff.editor
        )


@pytest.mark.parametrize("state", [State.DRAFT, State.REJECTED, State.WITHDRAWN, State.MERGED])
def test_only_where_somebody_reviews(staff: Team, state: State) -> None:
    incident = incident_in(state)

    with pytest.raises(InputError, match=f"“{state}”"):
        reviewers.ask(incidents=[incident.pk], kind=LEGAL, to=staff.legal, by=staff.editor)


def test_one_that_will_not_do_is_refused_with_all_the_others(staff: Team) -> None:
    good, bad = in_review(staff), in_review(staff, created_by=staff.editor)

    with pytest.raises(NotAllowed):
        reviewers.ask(
            incidents=[good.pk, bad.pk], kind=EDITORIAL, to=staff.editor, by=staff.publisher
        )

    assert stored(good).editorial_reviewer is None


def test_too_many_at_once_are_refused(staff: Team) -> None:
    with pytest.raises(TooMany, match=f"at most {LIMIT}"):
        reviewers.ask(incidents=range(LIMIT + 1), kind=LEGAL, to=None, by=staff.editor)


def test_undone_each_has_who_was_asked_before_and_what_changed_meanwhile_stays(
    staff: Team,
) -> None:
    other = UserFactory(roles=[Role.LEGAL_REVIEWER])
    first, second = in_review(staff, legal_reviewer=other), in_review(staff)
    done = reviewers.ask(
        incidents=[first.pk, second.pk], kind=LEGAL, to=staff.legal, by=staff.editor
    )
    reviewers.ask(incidents=[second.pk], kind=LEGAL, to=other, by=staff.editor)

    undone = reviewers.unask(done=done, by=staff.editor)

    assert stored(first).legal_reviewer == other
    assert stored(second).legal_reviewer == other
    assert (undone.restored, undone.changed) == (1, (second,))


def test_an_edit_of_a_row_read_before_keeps_who_was_asked(staff: Team) -> None:
    incident = in_review(staff)
    reviewers.ask(incidents=[incident.pk], kind=LEGAL, to=staff.legal, by=staff.editor)

    incident.title_fr = "Un autre titre"
    record.save(record=incident, by=staff.author)

    assert stored(incident).legal_reviewer == staff.legal
