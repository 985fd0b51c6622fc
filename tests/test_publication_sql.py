"""What ``incidents/publication.py`` says holds in the database, whoever writes: plain SQL here."""

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from typing import Any

import pgtrigger
import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from incidents import canonical
from incidents.codes import ActorKind, ApprovalKind, LegalStatus, Role, State
from incidents.models import Approval, Incident, Publication
from incidents.projection import document
from incidents.publication import MOVES, TRANSITIONS, Move, approvals_needed
from tests.factories import (
    AT,
    ApprovalFactory,
    ClaimFactory,
    IncidentFactory,
    InvolvementFactory,
    PublicationFactory,
    TermFactory,
    UserFactory,
    WithdrawalFactory,
    walk,
)

pytestmark = pytest.mark.django_db

EDITORIAL, LEGAL = ApprovalKind.EDITORIAL, ApprovalKind.LEGAL
OPEN_TO_APPROVAL = {t.source for t in TRANSITIONS if t.move is Move.APPROVE}


def sql(statement: str, *values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []


@contextmanager
def undone() -> Iterator[None]:
    """A savepoint that is given up."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def holds(*statements: tuple[Any, ...]) -> str:
    """Run statements and end the transaction, all in a savepoint: what the database objects, or
    nothing."""
    try:
        with undone():
            for statement, *values in statements:
                sql(statement, *values)
            sql("SET CONSTRAINTS ALL IMMEDIATE")
    except IntegrityError as error:
        return str(error).splitlines()[0]
    finally:
        sql("SET CONSTRAINTS ALL DEFERRED")
    return ""


# The same rule twice: a content's approvals, its digest, the table of moves.

NAMED = some.fixed_dictionaries(
    {
        "kind": some.sampled_from([ActorKind.PERSON.value, ActorKind.PARTY.value]),
        "slug": some.sampled_from([None, "", "un-nom"]),
    }
)
PLACES = some.none() | NAMED
ACTORS = some.lists(NAMED, max_size=2)
CONTENTS = some.fixed_dictionaries(
    {
        "involvements": some.lists(
            some.fixed_dictionaries(
                {
                    "role": some.sampled_from([role.value for role in Role]),
                    "actor": NAMED,
                }
            ),
            max_size=2,
        ),
        "claims": some.lists(
            some.fixed_dictionaries(
                {
                    "speaker": some.fixed_dictionaries({"actor": PLACES}),
                    "relayed_by": PLACES,
                    "on_behalf_of": ACTORS,
                    "about": ACTORS,
                    "accusation": some.sampled_from([False, False, True]),
                }
            ),
            max_size=2,
        ),
        "procedures": some.lists(
            some.fixed_dictionaries(
                {
                    "status": some.sampled_from(
                        [None, *(status.value for status in LegalStatus), "decided"]
                    ),
                    "authority": PLACES,
                    "complainants": ACTORS,
                    "respondents": ACTORS,
                    "events": some.lists(
                        some.fixed_dictionaries({"respondent": PLACES}), max_size=1
                    ),
                }
            ),
            max_size=2,
        ),
        "sources": some.lists(
            some.fixed_dictionaries(
                {
                    "publisher": PLACES,
                    "transcript": some.none()
                    | some.fixed_dictionaries(
                        {
                            "speakers": some.lists(
                                some.fixed_dictionaries({"actor": PLACES}), max_size=1
                            )
                        }
                    ),
                }
            ),
            max_size=2,
        ),
        "replies": some.lists(some.just({"text": "Je réponds."}), max_size=1),
    }
)
JSON = some.recursive(
    some.none()
    | some.booleans()
    | some.integers(-(2**63), 2**63)
    | some.text(some.characters(codec="utf-8", exclude_characters="\0")),
    lambda inner: (
        some.lists(inner, max_size=4)
        | some.dictionaries(
            some.text(some.characters(codec="utf-8", exclude_characters="\0"), max_size=6),
            inner,
            max_size=4,
        )
    ),
    max_leaves=20,
)
FEW = settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@FEW
@given(some.lists(CONTENTS, min_size=8, max_size=24))
def test_the_database_asks_for_the_same_approvals(db: Any, contents: list[Any]) -> None:
    rows = sql(
        "SELECT vigie_approvals_needed(each) FROM unnest(%s::jsonb[]) WITH ORDINALITY AS a(each, n)"
        " ORDER BY n",
        [json.dumps(content) for content in contents],
    )

    assert [set(row[0]) for row in rows] == [set(approvals_needed(each)) for each in contents]


@FEW
@given(some.lists(JSON, min_size=4, max_size=16))
def test_the_database_computes_the_same_digest(db: Any, contents: list[Any]) -> None:
    rows = sql(
        "SELECT vigie_digest(each) FROM unnest(%s::jsonb[]) WITH ORDINALITY AS a(each, n)"
        " ORDER BY n",
        [json.dumps(content) for content in contents],
    )

    assert [row[0] for row in rows] == [canonical.digest(each) for each in contents]


def test_the_database_knows_the_same_table() -> None:
    known = {
        (State(source), State(target))
        for source, target in product(State, State)
        if sql("SELECT vigie_may_move(%s, %s)", source, target)[0][0]
    }

    assert known == MOVES
    assert len(known) == 11


# Every state, every target, every combination of approvals, by plain SQL.

GIVEN = [(), (EDITORIAL,), (LEGAL,), (EDITORIAL, LEGAL)]
NOTICE = {"kind": "development", "class": None, "notice": {"fr": "Avis.", "en": ""}}
"""What `Bench.publish` says of a next Publication, as approvers agree to it."""


class Bench:
    """One incident as every cell of the matrix finds it, and statements as an intruder would write
    them: everything that belongs to the target, but the approvals."""

    def __init__(self, *, accuses: bool) -> None:
        self.incident: Incident = IncidentFactory(reference="INC-2026-0001", summary_fr="Un fait.")
        if accuses:
            InvolvementFactory(incident=self.incident, role=Role.PROMOTED)
        self.content = document(self.incident)
        self.needed = sorted(approvals_needed(self.content))
        self.people = [UserFactory() for _kind in ApprovalKind]
        self.other = IncidentFactory()
        self.term = TermFactory(scheme="correction_class", code="privacy")
        self.key = self.incident.pk

    def go(self, state: State) -> None:
        """There, by lawful moves; what has been public is edited since, and approved no more."""
        if state in (State.PUBLISHED, State.WITHDRAWN):
            PublicationFactory(incident=self.incident, content=self.content | {"schema": 0})
            if state is State.WITHDRAWN:
                Publication.objects.update(ended_at=AT)
                WithdrawalFactory(incident=self.incident, reason_class=self.term)
            Incident.objects.filter(pk=self.key).update(version=2)
            self.incident.version = 2
        elif state is State.MERGED:
            for statement, *values in self.merge():
                sql(statement, *values)
            self.incident.state = state
        else:
            walk(self.incident, state)

    def approve(self, kinds: tuple[ApprovalKind, ...]) -> None:
        writer = UserFactory() if self.incident.publications.exists() else None
        for kind, person in zip(kinds, self.people, strict=False):
            ApprovalFactory(
                notice_digest=canonical.digest(NOTICE) if writer else "",
                notice_by=writer,
                incident=self.incident,
                digest=canonical.digest(self.content),
                kind=kind,
                kinds_needed=self.needed,
                approved_by=person,
            )

    def merge(self) -> list[tuple[Any, ...]]:
        return [
            (
                "INSERT INTO incidents_merger"
                " (kind, incident_id, old, new, content, reason, merged_at, merged_by_id)"
                " VALUES ('incident', %s, '', '', '{}', 'x', now(), %s)",
                *(self.key, self.people[0].pk),
            ),
            (
                "UPDATE incidents_incident SET state = 'merged', merged_into_id = %s WHERE id = %s",
                *(self.other.pk, self.key),
            ),
        ]

    def publish(self) -> list[tuple[Any, ...]]:
        content = json.dumps(self.content)
        number = 1 + Publication.objects.filter(incident=self.incident).count()
        return [
            (
                "INSERT INTO incidents_publication (incident_id, reference, number, kind, content,"
                " digest, published_at, first_published_at, published_by_id, notice_fr, notice_en,"
                " silence_override) VALUES"
                " (%s, 'INC-2026-0001', %s, %s, %s, %s, now(), now(), %s, 'Avis.', '', '')",
                *(self.key, number, "first" if number == 1 else "development", content),
                *(canonical.digest(self.content), self.people[0].pk),
            ),
        ]

    def end(self) -> tuple[Any, ...]:
        return (
            "UPDATE incidents_publication SET ended_at = now()"
            " WHERE incident_id = %s AND ended_at IS NULL",
            self.key,
        )

    def withdraw(self) -> list[tuple[Any, ...]]:
        return [
            (
                "INSERT INTO incidents_withdrawal (incident_id, reference, first_published_at,"
                " withdrawn_at, withdrawn_by_id, reason_class_id, internal_reason)"
                " VALUES (%s, 'INC-2026-0001', now(), now(), %s, %s, 'x')",
                *(self.key, self.people[0].pk, self.term.pk),
            )
        ]

    def statements(self, target: State) -> list[tuple[Any, ...]]:
        moved = ("UPDATE incidents_incident SET state = %s WHERE id = %s", target, self.key)
        match target:
            case State.PUBLISHED:
                return [self.end(), *self.publish(), moved]
            case State.WITHDRAWN:
                return [self.end(), *self.withdraw(), moved]
            case State.MERGED:
                return [self.end(), *self.merge()]
            case _:
                return [moved]


def expected(source: State, target: State, approved: bool) -> bool:
    """The pure table, with the approvals that it cannot know."""
    lawful = {(t.source, t.target) for t in TRANSITIONS}
    if target in (State.APPROVED, State.PUBLISHED):
        return (source, target) in lawful and approved
    return (source, target) in lawful


@pytest.mark.parametrize("accuses", [False, True])
def test_every_state_target_and_approval_by_plain_sql(
    accuses: bool, record_property: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    bench, wrong, counted = Bench(accuses=accuses), {}, Counter[bool]()
    for source, kinds in product(State, GIVEN):
        with undone():
            bench.incident.refresh_from_db()
            bench.go(source)
            if source in OPEN_TO_APPROVAL:
                bench.approve(kinds)
            approved = source in OPEN_TO_APPROVAL and set(bench.needed) <= set(kinds)
            for target in set(State) - ({source} - {State.PUBLISHED, State.APPROVED}):
                objection = holds(*bench.statements(target))
                wanted = expected(source, target, approved)
                counted[wanted] += 1
                if wanted != (objection == ""):
                    wrong[source, target, kinds] = objection or "let through"
    with capsys.disabled():
        print(f" {sum(counted.values())} cells, {counted[True]} allowed, {len(wrong)} wrong")

    assert wrong == {}


def test_no_state_is_reached_by_its_name_alone() -> None:
    """Without Publication, Withdrawal or merger; approved to begin with."""
    bench = Bench(accuses=False)
    reached = set()
    for source, target in product(State, State):
        with undone():
            bench.incident.refresh_from_db()
            bench.go(source)
            if source in OPEN_TO_APPROVAL:
                bench.approve((EDITORIAL,))
            moved = ("UPDATE incidents_incident SET state = %s WHERE id = %s", target, bench.key)
            if source is not target and holds(moved) == "":
                reached.add((source, target))

    demanding = {State.PUBLISHED, State.WITHDRAWN, State.MERGED}
    assert reached == {(s, t) for s, t in MOVES if t not in demanding}


@pytest.mark.parametrize("state", set(State) - {State.DRAFT})
def test_an_incident_begins_as_draft(state: State) -> None:
    made = IncidentFactory.build(state=state, jurisdiction=IncidentFactory().jurisdiction)

    with pytest.raises(IntegrityError, match=f"begins as draft, not as {state}"):
        Incident.objects.bulk_create([made])


# Approvals: by whom, of what, for how long.


@pytest.fixture
def bench() -> Bench:
    made = Bench(accuses=True)
    made.incident.state = State.DRAFT
    author, editor = UserFactory(), UserFactory()
    Incident.objects.filter(pk=made.key).update(version=2, updated_by=editor)
    made.incident = Incident.objects.get(pk=made.key)
    walk(made.incident, State.IN_REVIEW)
    made.people.append(author)
    return made


def insert(bench: Bench, **changed: Any) -> tuple[Any, ...]:
    """An approval in plain SQL."""
    row = {
        "incident_id": bench.key,
        "kind": "editorial",
        "digest": canonical.digest(bench.content),
        "version": bench.incident.version,
        "kinds_needed": ["editorial", "legal"],
        "notice_digest": "",
        "approved_by_id": bench.people[0].pk,
        "approved_at": AT,
        "author_id": bench.incident.created_by_id,
        "last_editor_id": bench.incident.updated_by_id,
    } | changed
    marks = ", ".join(["%s"] * len(row))
    return f"INSERT INTO incidents_approval ({', '.join(row)}) VALUES ({marks})", *row.values()


def test_an_approval_in_plain_sql_is_taken_when_it_is_true(bench: Bench) -> None:
    assert holds(insert(bench)) == ""


def test_the_last_editor_does_not_approve_by_hiding_who_edited(bench: Bench) -> None:
    editor = bench.incident.updated_by_id
    assert editor is not None

    own = holds(insert(bench, approved_by_id=editor))
    forged = [
        holds(insert(bench, approved_by_id=editor, last_editor_id=other))
        for other in (None, bench.people[1].pk)
    ]

    assert "approver_is_not_the_last_editor" in own
    assert all("names the author and the last editor" in said for said in forged)


def test_nor_does_the_author(bench: Bench) -> None:
    author = UserFactory()
    incident = IncidentFactory(created_by=author, state=State.IN_REVIEW)
    bench.key, bench.incident = incident.pk, incident

    assert "approver_is_not_the_author" in holds(insert(bench, approved_by_id=author.pk))
    assert "names the author" in holds(
        insert(bench, approved_by_id=author.pk, author_id=bench.people[0].pk)
    )
    assert "the author of an incident never changes" in holds(
        ("UPDATE incidents_incident SET created_by_id = NULL WHERE id = %s", incident.pk)
    )


def test_who_edited_last_is_not_rewritten_without_a_next_version(bench: Bench) -> None:
    other = bench.people[0].pk

    said = holds(
        ("UPDATE incidents_incident SET updated_by_id = %s WHERE id = %s", other, bench.key)
    )

    assert "makes its next version" in said


def test_the_version_never_goes_back_to_one_that_was_approved(bench: Bench) -> None:
    said = holds(("UPDATE incidents_incident SET version = 1 WHERE id = %s", bench.key))

    assert "never goes back" in said


@pytest.mark.parametrize("version", [1, 3])
def test_an_approval_is_of_the_version_that_stands(bench: Bench, version: int) -> None:
    assert "of the version that stands" in holds(insert(bench, version=version))


@pytest.mark.parametrize("state", State)
def test_approvals_are_given_where_the_table_has_them(state: State) -> None:
    bench = Bench(accuses=False)
    with undone():
        bench.go(state)

        said = holds(insert(bench, kinds_needed=["editorial"]))

    assert (said == "") == (state in OPEN_TO_APPROVAL), said


@pytest.mark.parametrize("change", ["digest = repeat('0', 64)", "version = 9", "kind = 'legal'"])
def test_an_approval_is_not_rewritten_whatever_pgtrigger_is_told(bench: Bench, change: str) -> None:
    bench.approve((EDITORIAL,))

    with pgtrigger.ignore():
        said = holds((f"UPDATE incidents_approval SET {change}",))

    assert "the rows of incidents_approval are never changed" in said


@pytest.mark.parametrize("change", ["title_fr = 'Autre'", "verdict = 'disputed'", "spread = 3"])
def test_an_approved_incident_is_not_edited_in_place(bench: Bench, change: str) -> None:
    bench.approve((EDITORIAL, LEGAL))
    walk(bench.incident, State.APPROVED)
    edit = f"UPDATE incidents_incident SET {change}"

    assert "goes back to draft" in holds((f"{edit} WHERE id = %s", bench.key))
    assert holds((f"{edit}, state = 'draft' WHERE id = %s", bench.key)) == ""


def test_nor_is_its_version_raised_while_it_stays_approved(bench: Bench) -> None:
    bench.approve((EDITORIAL, LEGAL))
    walk(bench.incident, State.APPROVED)

    said = holds(("UPDATE incidents_incident SET version = 3 WHERE id = %s", bench.key))

    assert "without the approvals that its content needs" in said


@pytest.mark.parametrize(
    "change",
    [
        "INSERT INTO incidents_claim_incidents (claim_id, incident_id) SELECT id, %s"
        " FROM incidents_claim",
        "UPDATE incidents_involvement SET role = 'alleged_author' WHERE incident_id = %s",
        "DELETE FROM incidents_involvement WHERE incident_id = %s",
        "UPDATE incidents_incident SET title_fr = 'Autre', version = 3, state = 'draft'"
        " WHERE id = %s",
    ],
)
def test_what_is_published_after_an_edit_in_sql_is_what_was_approved_or_nothing(
    bench: Bench, change: str
) -> None:
    """The content that stands is not what was approved, so that publishing it is refused."""
    ClaimFactory(incidents=[])
    bench.approve((EDITORIAL, LEGAL))
    walk(bench.incident, State.APPROVED)
    assert holds(*bench.statements(State.PUBLISHED)) == ""

    sql(change, bench.key)
    bench.content = document(Incident.objects.get(pk=bench.key))

    assert holds(*bench.statements(State.PUBLISHED)) != ""


# Publications: of an approved content, and of nothing else.


@pytest.fixture
def approved(bench: Bench) -> Bench:
    bench.approve((EDITORIAL, LEGAL))
    walk(bench.incident, State.APPROVED)
    return bench


def test_a_publication_does_not_carry_another_content_under_an_approved_digest(
    approved: Bench,
) -> None:
    statement = list(approved.publish()[0])
    statement[4] = json.dumps(approved.content | {"title": {"fr": "Un mensonge", "en": ""}})

    assert "the digest of a publication is that of its content" in holds(tuple(statement))


def test_a_legal_approval_is_asked_of_the_content_whatever_the_approval_says(bench: Bench) -> None:
    sql(*insert(bench, kinds_needed=["editorial"]))
    walk(bench.incident, State.APPROVED)

    said = holds(*bench.statements(State.PUBLISHED))

    assert "missing for this content: legal approval" in said


QUOTED = {
    "claims": [{"summary": "Une voix dit.", "citations": [{"quote": "Non.", "redacted": False}]}],
    "sources": [
        {
            "id": "a",
            "redacted": [],
            "transcript": {"speakers": [{"label": "Alba", "ranges": [[0, 4], [8, 9]]}]},
        }
    ],
}


def altered(*path: Any, to: Any) -> dict[str, Any]:
    """The same document with another value in one place."""
    content = json.loads(json.dumps(QUOTED))
    place = content
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = to
    return content


SPEAKERS = ("sources", 0, "transcript", "speakers")


@pytest.mark.parametrize(
    ("after", "only_less"),
    [
        (altered("claims", 0, "citations", 0, to={"quote": "", "redacted": True}), True),
        (altered(*SPEAKERS, to=[]), True),
        (altered(*SPEAKERS, 0, "ranges", to=[[1, 2]]), True),
        (altered("sources", 0, "redacted", to=[{"transcript": "x", "ranges": [[0, 1]]}]), True),
        (altered("claims", 0, "citations", 0, "quote", to="Oui."), False),
        (altered("claims", 0, "summary", to=""), False),
        (altered("claims", to=[]), False),
        (altered(*SPEAKERS, 0, "ranges", to=[[3, 6]]), False),
        (altered(*SPEAKERS, 0, "label", to="Bero"), False),
        (altered("title", to="Un autre"), False),
    ],
)
def test_taking_words_out_is_told_from_putting_words_in(
    after: dict[str, Any], only_less: bool
) -> None:
    before, later = json.dumps(QUOTED), json.dumps(after)

    assert sql("SELECT vigie_only_takes_out(%s, %s)", before, later) == [(only_less,)]
    assert sql("SELECT vigie_only_takes_out(%s, %s)", before, before) == [(True,)]


@pytest.mark.parametrize(
    ("code", "change", "taken"),
    [("privacy", {"quote": ""}, True), ("factual", {"quote": ""}, False), ("privacy", {}, False)],
)
def test_only_what_protects_a_person_and_takes_something_out_needs_no_approval(
    code: str, change: dict[str, str], taken: bool
) -> None:
    """Or its notice, which nobody approved either, could say anything."""
    made = PublicationFactory(content=document(IncidentFactory()) | {"said": {"quote": "Non."}})
    term = TermFactory(scheme="correction_class", code=code)
    later = made.content | {"said": made.content["said"] | change}

    said = holds(
        ("UPDATE incidents_publication SET ended_at = now() WHERE id = %s", made.pk),
        (
            "INSERT INTO incidents_publication (incident_id, reference, number, kind, content,"
            " digest, published_at, first_published_at, published_by_id, correction_class_id,"
            " notice_fr, notice_en, silence_override) VALUES (%s, %s, 2, 'correction', %s, %s,"
            " now(), now(), %s, %s, 'Un avis.', '', '')",
            *(made.incident_id, made.reference, json.dumps(later), canonical.digest(later)),
            *(made.published_by_id, term.pk),
        ),
    )

    assert (said == "") == taken, said


def test_an_ended_publication_does_not_come_back() -> None:
    withdrawn = WithdrawalFactory()

    for moment in ("NULL", "now()"):
        change = f"UPDATE incidents_publication SET ended_at = {moment} WHERE incident_id = %s"
        assert "ends once" in holds((change, withdrawn.incident_id))


def test_a_published_incident_keeps_a_current_publication() -> None:
    made = PublicationFactory()

    said = holds(("UPDATE incidents_publication SET ended_at = now() WHERE id = %s", made.pk))

    assert "published, without a current publication" in said


def test_a_withdrawal_stands_for_a_withdrawn_incident_only(approved: Bench) -> None:
    assert "no such publication or withdrawal" in holds(*approved.withdraw())


def test_a_publication_rests_on_approvals_of_its_own_content() -> None:
    made, other = PublicationFactory(), ApprovalFactory()

    said = holds(
        (
            "INSERT INTO incidents_publication_approvals (publication_id, approval_id)"
            " VALUES (%s, %s)",
            *(made.pk, other.pk),
        )
    )

    assert "approvals of its own content" in said


def test_a_reference_and_a_merge_are_for_good() -> None:
    merged = IncidentFactory(state=State.MERGED)
    public = PublicationFactory().incident

    for value in ("NULL", "'INC-2020-0001'"):
        change = f"UPDATE incidents_incident SET reference = {value} WHERE id = %s"
        assert "reference of an incident never changes" in holds((change, public.pk))
    change = "UPDATE incidents_incident SET merged_into_id = NULL WHERE id = %s"
    assert "never undone" in holds((change, merged.pk))
    assert Approval.objects.filter(incident=public).exists()
