"""The first page of the staff: what waits for this person, what is overdue, what changed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Prefetch
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise

from incidents.actions.subscription import numbers
from incidents.admin.counted import SHOWN, Counted, counted
from incidents.admin.desk_lists import LISTS, DeskList
from incidents.admin.desk_planned import Planned, planned
from incidents.admin.desk_reports import unclosed
from incidents.codes import FollowUpKind, ImportState, ProposalState, Track
from incidents.labels import label
from incidents.models import (
    Actor,
    ErasureRequest,
    Import,
    IncidentMove,
    Procedure,
    ProposedActor,
    Publication,
    Reply,
)
from incidents.procedures import FollowUp, follow_ups


@dataclass(frozen=True)
class Section:
    """One list of incidents, as it was asked for."""

    name: str
    heading: str | Promise
    nothing: str | Promise
    why: bool
    reviewed: bool
    found: Counted


@dataclass(frozen=True)
class Task:
    """One procedure of the follow-up list, with each reason why it is on it."""

    procedure: Procedure
    items: list["TaskItem"]


@dataclass(frozen=True)
class TaskItem:
    """One reason in words: what, about whom, and the day that goes with it: since when somebody
    should look, until when a term runs, since when it stands open."""

    words: str
    respondent: Actor | None
    review_on: date | None
    due_on: date | None
    since: date | None
    overdue: bool


@dataclass(frozen=True)
class FirstPage:
    """Everything on the first page; None where this person may not see it."""

    sections: list[Section]
    tasks: Counted | None
    replies: Counted | None
    now: datetime
    publications: Counted | None
    planned: Planned | None
    unclosed: tuple[Counted, ...] | None
    erasures: Counted | None
    followers: dict[str, int] | None
    names: Counted | None
    imports: Counted | None


def first_page(user: Any) -> FirstPage:
    """A fixed number of queries for one person, however much waits."""
    lists = [each for each in LISTS if each.is_for(user)]
    return FirstPage(
        sections=[_section(each, user) for each in lists],
        tasks=_tasks() if user.has_perm("incidents.view_procedure") else None,
        replies=_replies() if user.has_perm("incidents.decide_reply") else None,
        now=timezone.now(),
        publications=_publications() if user.has_perm("incidents.view_publication") else None,
        planned=planned(user),
        unclosed=unclosed(user),
        erasures=_erasures() if user.has_perm("incidents.view_erasure_person") else None,
        followers=numbers() if user.has_perm("incidents.publish_incident") else None,
        names=_names() if user.has_perm("incidents.change_proposedactor") else None,
        imports=_imports(user) if user.has_perm("incidents.add_import") else None,
    )


def _section(each: DeskList, user: Any) -> Section:
    rows = each.find(user).select_related("updated_by").order_by("-updated_at", "-pk")
    if each.why:
        refusals = IncidentMove.objects.refusing().select_related("moved_by")
        rows = rows.prefetch_related(Prefetch("moves", refusals, to_attr="refusals"))
    url = f"{reverse('admin:incidents_incident_changelist')}?desk={each.name}"
    return Section(
        each.name, each.heading, each.nothing, each.why, each.reviewed, counted(rows, url)
    )


def _tasks() -> Counted:
    """The follow-up list: SQL finds, counts and orders, the pure layer says why."""
    today = timezone.localdate()
    rows: Any = Procedure.objects.first_to_follow_up(today, SHOWN).prefetch_related(
        "events__respondent__merged_into", "respondents", "incidents", "bases"
    )
    found = list(rows)
    tasks = [Task(row, list(_items(row, today))) for row in found]
    url = f"{reverse('admin:incidents_procedure_changelist')}?follow_up=due"
    return Counted(tasks, found[0].in_all if found else 0, url)


def _items(procedure: Procedure, today: date) -> Iterator[TaskItem]:
    steps = procedure.steps()
    facts = [of.earliest for of in procedure.incidents.all() if of.earliest is not None]
    people = {
        str(event.respondent.final.pk): event.respondent.final
        for event in procedure.events.all()
        if event.respondent is not None
    }
    for item in follow_ups(
        Track(procedure.track),
        steps,
        review_on=procedure.review_on,
        bases=[basis.code for basis in procedure.bases.all()],
        facts_from=min(facts, default=None),
        others=procedure.has_others(steps),
    ):
        if item.is_listed(today):
            yield TaskItem(
                words=_words(item),
                respondent=people.get(item.respondent or ""),
                review_on=item.due_on if item.clock is None else None,
                due_on=item.due_on if item.clock is not None else None,
                since=item.since,
                overdue=item.is_overdue(today),
            )


def _words(item: FollowUp) -> str:
    """A term is called by its own name."""
    if item.kind is FollowUpKind.CLOCK and item.clock is not None and item.nature is not None:
        return f"{label(item.clock)} – {label(item.nature)}"
    return label(item.kind)


def _replies() -> Counted:
    """Requests for a right of reply whose clock runs, the first due first."""
    rows = Reply.objects.waiting().select_related("incident").order_by("due_at", "pk")
    return counted(rows, f"{reverse('admin:incidents_reply_changelist')}?waiting=yes")


def _erasures() -> Counted:
    """Requests of persons that nobody has answered, or carried out; the oldest first."""
    url = f"{reverse('admin:incidents_erasurerequest_changelist')}?standing=open"
    return counted(ErasureRequest.objects.open().order_by("received_on", "pk"), url)


def _names() -> Counted:
    """Names that imports used and nobody decided on, those used most first."""
    rows = ProposedActor.objects.filter(state=ProposalState.OPEN).annotate(times=Count("uses"))
    url = reverse("admin:incidents_proposedactor_changelist")
    return counted(rows.order_by("-times", "name", "pk"), url)


def _imports(user: Any) -> Counted:
    """Files that this person had checked, and that wait to be carried out or discarded."""
    rows = Import.objects.filter(state=ImportState.STAGED, staged_by=user.pk)
    url = f"{reverse('admin:incidents_import_changelist')}?state__exact={ImportState.STAGED}"
    return counted(rows.defer("mapping", "warnings").order_by("-pk"), url)


def _publications() -> Counted:
    """What became public last, without the documents themselves."""
    rows = Publication.objects.select_related("incident", "published_by").defer("content")
    url = reverse("admin:incidents_publication_changelist")
    return counted(rows.order_by("-published_at", "-pk"), url)
