"""Merging: everything moves, what is doubled is joined, and what may not be one stays two."""

from typing import Any

import pytest
from django.apps import apps
from django.db import models as orm

from incidents import codes, listing, models
from incidents.actions import publication, record
from incidents.actions.approval import missing_approvals
from incidents.actions.merge import counts, merge_actors, merge_incidents
from incidents.actions.merge_columns import TREATMENTS, Treatment, columns
from incidents.actions.merge_moves import JOINS
from incidents.actions.merge_rows import MergeRefused
from incidents.actions.move import MoveRefused
from incidents.actions.permission import NotAllowed
from incidents.codes import ActorKind, Role, State
from incidents.projection import document
from tests import factories as made
from tests import scenes
from tests.scenes import Scene, Team
from tracker.accounts.models import User
from tracker.accounts.roles import Role as StaffRole

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> User:
    user: User = made.UserFactory(roles=[StaffRole.EDITOR])
    return user


def merge(loser: Any, winner: Any, by: User, **more: Any) -> models.Merger:
    act: Any = merge_actors if isinstance(loser, models.Actor) else merge_incidents
    found: models.Merger = act(**({"loser": loser, "winner": winner, "by": by} | REASON | more))
    return found


REASON = {"reason": "Le même, deux fois."}


def everywhere(actor: models.Actor) -> None:
    """Put an actor into every place where one can stand."""
    other: models.Actor = made.ActorFactory()
    made.InvolvementFactory(actor=actor)
    made.SourceMediaFactory(publisher=actor)
    made.SpeakerFactory(actor=actor)
    said = made.ClaimFactory(speaker=actor, speaker_label_fr="", relayed_by=actor)
    said.on_behalf_of.add(actor)
    said.about.add(actor)
    pursued = made.ProcedureFactory(authority=actor)
    pursued.complainants.add(actor)
    pursued.respondents.add(actor)
    made.ProcedureEventFactory(procedure=pursued, respondent=actor)
    made.ActorAliasFactory(actor=actor, name="Un autre nom")
    made.AffiliationFactory(member=actor, body=other)
    made.AffiliationFactory(member=other, body=actor)
    made.ActorFactory(merged_into=actor)
    made.ReplyFactory(actor=actor)
    made.ErasureRequestFactory().actors.add(actor)
    made.ProposedActorFactory(state="matched", actor=actor)


def left(record: Any) -> set[str]:
    """Columns in which something still points to a record, but for what is history."""
    return {
        str(column)
        for column in columns(type(record))
        if column.treatment is not Treatment.KEPT and column.rows(record).exists()
    }


def test_after_a_merge_nothing_points_to_the_loser_but_what_never_changes(editor: User) -> None:
    lost, kept = made.ActorFactory(), made.ActorFactory()
    everywhere(lost)
    before = left(lost)

    merge(lost, kept, editor)

    assert left(lost) == set()
    assert left(kept) >= before
    event = models.ProcedureEvent.objects.get(respondent=lost)
    assert event.step.respondent == str(kept.pk)


def test_the_scene_of_that_test_leaves_no_column_out() -> None:
    lost = made.ActorFactory()
    everywhere(lost)

    assert left(lost) == {
        str(column)
        for column in columns(models.Actor)
        if column.treatment is not Treatment.KEPT and str(column) != "PrivateIdentity.actor"
    }


def test_so_it_does_where_both_stood_already(editor: User) -> None:
    lost, kept = made.ActorFactory(), made.ActorFactory()
    everywhere(lost)
    everywhere(kept)
    for claim in models.Claim.objects.all():
        claim.about.set([lost, kept])

    merge(lost, kept, editor)

    assert left(lost) == set()
    assert {a for c in models.Claim.objects.all() for a in c.about.all()} == {kept}


ACTOR_COLUMNS = """
Actor.merged_into ActorAlias.actor Affiliation.body Affiliation.member Claim.relayed_by
Claim.speaker Claim_about.actor Claim_on_behalf_of.actor Involvement.actor Merger.actor
PrivateIdentity.actor Procedure.authority ProcedureEvent.respondent Procedure_complainants.actor
Procedure_respondents.actor SourceMedia.publisher Speaker.actor Reply.actor
ErasureRequest_actors.actor SubmittedActor.actor ProposedActor.actor
"""
INCIDENT_COLUMNS = """
Appearance.incident Approval.incident Citation.incident Claim_incidents.incident
Incident.merged_into Incident_goals.incident Incident_media.incident Incident_ratings.incident
Incident_tags.incident Incident_techniques.incident Involvement.incident Merger.incident
Procedure_incidents.incident Publication.incident Withdrawal.incident
ErasureRequest_incidents.incident IncidentMove.incident Notice.incident PlannedPublication.incident
ProposedWithdrawal.incident Reply.incident Submission.incident ImportLine.incident
ImportedRow.incident ProposedInvolvement.incident
"""


@pytest.mark.parametrize(
    ("model", "known"), [(models.Actor, ACTOR_COLUMNS), (models.Incident, INCIDENT_COLUMNS)]
)
def test_somebody_thought_of_every_relation(model: Any, known: str) -> None:
    """A new relation to one of the two is written down here, and has its treatment."""
    assert {str(column) for column in columns(model)} == set(known.split())


def test_what_is_moved_by_itself_has_no_rule_that_two_rows_could_break() -> None:
    for model in (models.Actor, models.Incident):
        for column in columns(model):
            plain = column.treatment is Treatment.MOVED and not column.model._meta.auto_created
            rules = [
                rule
                for rule in column.model._meta.constraints
                if isinstance(rule, orm.UniqueConstraint) and column.name in rule.fields
            ]
            assert not (plain and rules), column


def test_the_treatments_are_of_columns_there_are() -> None:
    known = {str(c) for model in (models.Actor, models.Incident) for c in columns(model)}

    assert set(TREATMENTS) - known == set()


def test_every_column_that_is_joined_has_its_way_to_be() -> None:
    joined = {name.partition(".")[0] for name, t in TREATMENTS.items() if t is Treatment.JOINED}

    assert {model.__name__ for model in JOINS} == joined


def test_names_of_the_loser_are_aliases_of_the_winner_each_once(editor: User) -> None:
    lost = made.ActorFactory(name_fr="Horizon", name_en="Skyline", short_name="HV")
    kept = made.ActorFactory(name_fr="Horizon vert", short_name="hv")
    made.ActorAliasFactory(actor=lost, name="Les Verts")
    made.ActorAliasFactory(actor=kept, name="les verts")

    merge(lost, kept, editor)

    assert {alias.name for alias in kept.aliases.all()} == {"Horizon", "Skyline", "les verts"}


def test_ids_and_country_are_taken_where_the_winner_has_none(editor: User) -> None:
    lost = made.ActorFactory(
        wikidata_id="Q12", party_facts_id="7", country=made.JurisdictionFactory()
    )
    kept = made.ActorFactory(wikidata_id="Q12")

    merge(lost, kept, editor)

    kept.refresh_from_db()
    assert (kept.wikidata_id, kept.party_facts_id, kept.country_id) == ("Q12", "7", "XV")
    assert kept.version == 2


def test_two_involvements_in_one_role_become_one_and_nothing_is_lost(editor: User) -> None:
    incident = made.IncidentFactory(state=State.APPROVED)
    lost = made.InvolvementFactory(incident=incident, role=Role.PROMOTED, note_fr="Une note.")
    kept = made.InvolvementFactory(incident=incident, role=Role.PROMOTED)
    source = made.SourceMediaFactory()
    for involvement in (lost, kept):
        made.CitationFactory(claim=None, involvement=involvement, source=source, quote="Pareil.")
    made.CitationFactory(claim=None, involvement=lost, quote="Autre.")
    denial, both = made.ClaimFactory(stance="denies"), made.ClaimFactory(stance="denies")
    for answer, to in ((denial, lost), (both, lost), (both, kept)):
        made.ClaimAnswerFactory(answer=answer, claim=None, involvement=to)

    merge(lost.actor, kept.actor, editor)

    (remaining,) = incident.involvements.all()
    assert remaining.pk == kept.pk
    assert (remaining.note_fr, remaining.version) == ("Une note.", 2)
    assert sorted(c.quote for c in remaining.citations.all()) == ["Autre.", "Pareil."]
    assert {a.answer for a in remaining.answered_by.all()} == {denial, both}
    incident.refresh_from_db()
    assert (incident.state, incident.version) == (State.DRAFT, 2)
    assert incident.updated_by == editor


@pytest.mark.parametrize("field", ["note_fr", "target_kind"])
def test_two_involvements_that_differ_are_for_people_to_settle(editor: User, field: str) -> None:
    values: Any = ["Une", "L’autre"]
    if field == "target_kind":
        values = [made.TermFactory(scheme=codes.Scheme.TARGET_KIND) for _n in range(2)]
    incident = made.IncidentFactory()
    lost, kept = (made.InvolvementFactory(incident=incident, **{field: value}) for value in values)

    with pytest.raises(MergeRefused, match="make them say the same first"):
        merge(lost.actor, kept.actor, editor)

    assert incident.involvements.count() == 2
    assert not models.Merger.objects.exists()


def test_a_claim_that_answers_both_in_two_ways_is_for_people_to_settle(editor: User) -> None:
    incident = made.IncidentFactory()
    lost, kept = (made.InvolvementFactory(incident=incident) for _n in range(2))
    claim = made.ClaimFactory()
    for involvement, kind in ((lost, "denies"), (kept, "comments")):
        made.ClaimAnswerFactory(answer=claim, claim=None, involvement=involvement, kind=kind)

    with pytest.raises(MergeRefused, match="in two ways"):
        merge(lost.actor, kept.actor, editor)


def test_a_merge_that_only_renames_makes_no_new_version_of_an_incident(editor: User) -> None:
    involvement = made.InvolvementFactory(incident__state=State.APPROVED)

    merge(involvement.actor, made.ActorFactory(), editor)

    involvement.refresh_from_db()
    assert (involvement.incident.state, involvement.incident.version) == (State.APPROVED, 1)
    assert involvement.version == 2, "whoever has the row open is told"


def test_an_approval_counts_only_for_the_document_it_was_given_to(
    staff: Team, scene: Scene
) -> None:
    publication.submit(incident=scene.incident, by=staff.author)
    scenes.approve(scene.incident, staff)

    merge(scene.party, made.ActorFactory(), staff.editor)

    scene.incident.refresh_from_db()
    assert scene.incident.state == State.APPROVED
    assert len(missing_approvals(scene.incident, document(scene.incident))) == 2
    with pytest.raises(MoveRefused, match="missing for this content"):
        publication.publish(incident=scene.incident, by=staff.publisher)


def test_giving_a_name_to_somebody_unidentified_edits_the_incident(editor: User) -> None:
    nobody = made.ActorFactory(kind=ActorKind.UNIDENTIFIED, slug=None, name_fr="Un compte")
    involvement = made.InvolvementFactory(actor=nobody, incident__state=State.APPROVED)
    claim = made.ClaimFactory()
    claim.about.add(nobody)
    kept = made.ActorFactory()

    merge(nobody, kept, editor)

    for incident in (involvement.incident, claim.incidents.get()):
        incident.refresh_from_db()
        assert (incident.state, incident.version) == (State.DRAFT, 2)
    assert not kept.aliases.exists(), "a description is no name"


def test_a_merge_is_one_step_long_however_often(editor: User) -> None:
    first, second, third = (made.ActorFactory() for _n in range(3))

    merge(first, second, editor)
    merge(models.Actor.objects.get(pk=second.pk), third, editor)

    first.refresh_from_db()
    assert first.merged_into == third
    assert first.final == third


def test_private_identities_are_joined_by_who_may_know_them(staff: Team) -> None:
    lost, kept = made.PrivateIdentityFactory(), made.PrivateIdentityFactory(aliases=["Un alias"])
    models.PrivateIdentity.objects.filter(pk=lost.pk).update(handles=["@elle"])

    with pytest.raises(NotAllowed, match="change_privateidentity"):
        merge(lost.actor, kept.actor, staff.editor)
    merge(lost.actor, kept.actor, staff.legal)

    (identity,) = models.PrivateIdentity.objects.all()
    assert identity.actor == kept.actor
    assert identity.aliases == ["Un alias", lost.name]
    assert identity.handles == ["@elle"]


def test_the_only_identity_moves(staff: Team) -> None:
    lost, kept = made.PrivateIdentityFactory(), made.PrivateActorFactory()

    merge(lost.actor, kept, staff.legal)

    assert models.PrivateIdentity.objects.get().actor == kept


def test_the_same_affiliation_stands_once(editor: User) -> None:
    first = made.AffiliationFactory()
    second = made.AffiliationFactory(body=first.body)
    ended = made.AffiliationFactory(
        member=second.member, body=first.body, to_on=made.DAY, from_on=made.DAY
    )

    merge(second.member, first.member, editor)

    assert set(first.member.affiliations.all()) == {first, ended}


def pair(**fields: Any) -> tuple[models.Actor, models.Actor]:
    return made.ActorFactory(**fields), made.ActorFactory()


def itself() -> tuple[models.Actor, models.Actor]:
    actor = made.ActorFactory()
    return actor, actor


def a_loser_again() -> tuple[models.Actor, models.Actor]:
    return made.ActorFactory(merged_into=made.ActorFactory()), made.ActorFactory()


def into_a_loser() -> tuple[models.Actor, models.Actor]:
    return made.ActorFactory(), made.ActorFactory(merged_into=made.ActorFactory())


def its_own_member() -> tuple[models.Actor, models.Actor]:
    tie = made.AffiliationFactory(member__kind=ActorKind.PARTY)
    return tie.member, tie.body


def its_own_body() -> tuple[models.Actor, models.Actor]:
    tie = made.AffiliationFactory(member__kind=ActorKind.PARTY)
    return tie.body, tie.member


def public_into_private() -> tuple[models.Actor, models.Actor]:
    return made.ActorFactory(kind=ActorKind.PERSON), made.PrivateActorFactory()


def private_into_public() -> tuple[models.Actor, models.Actor]:
    return made.PrivateActorFactory(), made.ActorFactory(kind=ActorKind.PERSON)


def named_into_nobody() -> tuple[models.Actor, models.Actor]:
    return made.ActorFactory(), made.ActorFactory(kind=ActorKind.UNIDENTIFIED, slug=None)


def two_in_wikidata() -> tuple[models.Actor, models.Actor]:
    return made.ActorFactory(wikidata_id="Q1"), made.ActorFactory(wikidata_id="Q2")


REFUSED = [
    (itself, "cannot be merged into itself"),
    (a_loser_again, "is merged already, into"),
    (into_a_loser, "is merged already, into"),
    (its_own_member, "its own member"),
    (its_own_body, "its own member"),
    (public_into_private, "never merged"),
    (private_into_public, "never merged"),
    (named_into_nobody, r"\(party\) cannot become .* \(unidentified\)"),
    (lambda: pair(kind=ActorKind.PERSON), r"\(person\) cannot become .* \(party\)"),
    (two_in_wikidata, "Wikidata id Q1 and Q2"),
]


@pytest.mark.parametrize(("two", "why"), REFUSED)
def test_what_cannot_be_one_is_refused_and_nothing_changes(two: Any, why: str, staff: Team) -> None:
    lost, kept = two()
    before = list(models.Actor.objects.order_by("pk").values())

    with pytest.raises(MergeRefused, match=why):
        merge(lost, kept, staff.legal)

    assert list(models.Actor.objects.order_by("pk").values()) == before
    assert not models.Merger.objects.exists()


@pytest.mark.parametrize("reason", ["", "  \n"])
@pytest.mark.parametrize("factory", [made.ActorFactory, made.IncidentFactory])
def test_a_merge_needs_its_reason(reason: str, factory: Any, editor: User) -> None:
    with pytest.raises(MergeRefused, match="needs its reason"):
        merge(factory(), factory(), editor, reason=reason)


@pytest.mark.parametrize("role", list(StaffRole))
def test_who_may_merge(role: StaffRole) -> None:
    by: User = made.UserFactory(roles=[role])
    allowed = {
        models.Actor: {StaffRole.EDITOR, StaffRole.LEGAL_REVIEWER, StaffRole.PUBLISHER},
        models.Incident: {StaffRole.EDITOR, StaffRole.PUBLISHER},
    }
    for factory in (made.ActorFactory, made.IncidentFactory):
        lost, kept = factory(), factory()
        if role in allowed[type(lost)]:
            merge(lost, kept, by)
        else:
            with pytest.raises(NotAllowed, match="permission “merge_"):
                merge(lost, kept, by)


def test_a_merged_actor_is_nobodys_to_edit(editor: User) -> None:
    lost = made.ActorFactory()
    merge(lost, made.ActorFactory(), editor)
    fresh = models.Actor.objects.get(pk=lost.pk)
    fresh.name_fr = "Un autre nom"

    with pytest.raises(record.MergedAlready, match="is merged into"):
        record.save(record=fresh, by=editor)


def test_nothing_new_points_to_what_was_merged(editor: User) -> None:
    lost, kept = made.ActorFactory(), made.ActorFactory()
    merge(lost, kept, editor)
    incident = made.IncidentFactory()

    with pytest.raises(record.MergedAlready, match="choose that one"):
        record.save(
            record=models.Involvement(incident=incident, actor=lost, role=Role.TARGETED), by=editor
        )
    with pytest.raises(record.MergedAlready, match="choose that one"):
        record.save(record=models.Claim(**CLAIM, speaker=lost), by=editor)

    assert not models.Involvement.objects.exists()
    assert not models.Claim.objects.exists()


CLAIM = {"proposition": "impact", "stance": "asserts", "summary_fr": "Ce que dit la voix."}


def test_a_name_that_is_public_is_a_publishers_to_change(staff: Team, public_scene: Scene) -> None:
    kept = made.ActorFactory(name_fr="Horizon vert uni", slug="horizon-vert-uni")

    with pytest.raises(NotAllowed, match="publish_incident"):
        merge(public_scene.party, kept, staff.editor)
    merger = merge(public_scene.party, kept, staff.publisher)

    assert (merger.old, merger.new) == ("horizon-vert", "horizon-vert-uni")
    assert merger.content["name"]["fr"] == "Horizon vert uni"


def test_a_private_persons_name_does_not_become_public_by_a_merge(
    staff: Team, public_scene: Scene
) -> None:
    made.PrivateIdentityFactory(name="Jeanne Untel")

    with pytest.raises(MergeRefused, match="not ready"):
        merge(
            public_scene.party, made.ActorFactory(name_fr="Amis de Jeanne Untel"), staff.publisher
        )


def test_what_is_public_shows_the_winner_at_once(staff: Team, scene: Scene) -> None:
    issued = scenes.publish(scene.incident, staff)
    second = made.ActorFactory(slug="second", name_fr="Le second")
    third = made.ActorFactory(slug="third", name_fr="Le troisième")

    merge(scene.party, second, staff.publisher)
    merge(second, third, staff.publisher)

    shown = str(listing.shown(issued))
    assert ("horizon-vert" in shown, "'second'" in shown, "'third'" in shown) == (
        *(False, False, True),
    )
    assert models.ListedIncident.objects.get().parties == ["third"]
    listed = set(models.ListedActor.objects.values_list("slug", flat=True))
    assert "third" in listed
    assert not listed & {"horizon-vert", "second"}
    before = listing.fingerprint()
    listing.rebuild()
    assert listing.fingerprint() == before


def test_a_name_that_was_never_public_leads_nowhere(staff: Team, scene: Scene) -> None:
    hidden = made.ActorFactory(slug="nom-de-brouillon")
    made.InvolvementFactory(actor=hidden)
    scenes.publish(scene.incident, staff)

    merger = merge(hidden, scene.party, staff.editor)

    assert (merger.old, merger.new) == ("", "horizon-vert")
    assert listing.address_now(codes.RecordKind.ACTOR, "nom-de-brouillon") is None


def test_a_name_of_a_publication_that_has_ended_was_public_too(
    staff: Team, public_scene: Scene
) -> None:
    other = made.ActorFactory()
    for claim in (public_scene.accusation, public_scene.counter, public_scene.denial):
        claim.about.clear()
        claim.on_behalf_of.clear()
    models.Involvement.objects.filter(pk=public_scene.promoted.pk).update(actor=other)
    record.touch(incidents=[public_scene.incident], by=staff.author)
    public_scene.incident.refresh_from_db()
    scenes.correct(public_scene.incident, staff)
    assert not models.ListedActor.objects.filter(slug="horizon-vert").exists()

    assert merge(public_scene.party, other, staff.publisher).old == "horizon-vert"


def test_what_each_has_is_counted(editor: User) -> None:
    lost, kept = made.ActorFactory(), made.ActorFactory()
    made.InvolvementFactory(actor=lost)
    made.ActorAliasFactory(actor=kept)

    assert [(str(c), a, b) for c, a, b in counts(lost, kept)] == [
        ("ActorAlias.actor", 0, 1),
        ("Involvement.actor", 1, 0),
    ]


def test_the_models_that_are_merged_are_these() -> None:
    merged = {m for m in apps.get_models() if any(f.name == "merged_into" for f in m._meta.fields)}

    assert merged == {models.Actor, models.Incident}
