"""The moves of a case's incidents, in the order of their dates: review, publication, updates."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from incidents.actions import notice, publication, record, reply
from incidents.actions.case_keys import Keys, Team, of
from incidents.actions.case_story import PLAIN, TEXTS
from incidents.codes import ApprovalKind, PublicationKind, ReplyChannel, State
from incidents.imports.case_file import Case, CaseError
from incidents.imports.case_tables import Table
from incidents.input_error import gettext_noop
from incidents.models import Incident, Reply

Do = Callable[[datetime], object]


@dataclass(frozen=True)
class Move:
    """Something that happens to an incident at a moment."""

    case: Case
    at: datetime
    do: Do


def moves(file: Case, keys: Keys, team: Team) -> Iterator[Move]:
    """Everything that a case says of its incidents' way to the public, incident by incident.

    Raises CaseError for a moment without its time zone.
    """
    for row in file.rows("incident"):
        incident = keys.incidents[row["key"]]
        at = _moment(row["published_at"]) if "published_at" in row else timezone.now()
        match State(row.get("state", State.DRAFT)):
            case State.IN_REVIEW:
                yield Move(file, at, _submission(incident, team))
            case State.APPROVED:
                yield Move(file, at, _approval(incident, team))
            case State.PUBLISHED | State.WITHDRAWN as state:
                yield Move(file, at, _publication(incident, row, team))
                if state is State.WITHDRAWN:
                    withdrawal = _withdrawal(incident, row, keys, team)
                    yield Move(file, _moment(row["withdrawn_at"]), withdrawal)
            case State.DRAFT:
                pass
            case State.REJECTED | State.MERGED as state:
                raise CaseError(
                    gettext_noop("incident “%(key)s”: a case file cannot say “%(state)s”"),
                    key=row["key"],
                    state=state.value,
                )
    for row in file.rows("update"):
        yield Move(
            file,
            _moment(row["at"]),
            _update(of(keys.incidents, row["incident"], "incident"), row, keys, team),
        )
    for row in file.rows("reply"):
        yield Move(file, _moment(row["at"]), case_reply(row, keys, team))


def _moment(value: object) -> datetime:
    if not isinstance(value, datetime) or value.tzinfo is None:
        raise CaseError(
            gettext_noop("“%(value)s” is not a moment with its offset, like %(example)s"),
            value=value,
            example="2026-09-01T10:00:00+02:00",
        )
    return value


def _submission(incident: Incident, team: Team) -> Do:
    return lambda at: publication.submit(incident=incident, by=team.author)


def _approval(incident: Incident, team: Team) -> Do:
    def do(at: datetime) -> None:
        publication.submit(incident=incident, by=team.author)
        _approve(incident, team, at)

    return do


def _publication(incident: Incident, row: Table, team: Team) -> Do:
    def do(at: datetime) -> None:
        publication.submit(incident=incident, by=team.author)
        _approve(incident, team, at)
        publication.publish(
            incident=incident,
            by=team.publisher,
            at=at,
            silence_override=row.get("silence_override", ""),
        )

    return do


def _withdrawal(incident: Incident, row: Table, keys: Keys, team: Team) -> Do:
    def do(at: datetime) -> None:
        publication.withdraw(
            incident=incident,
            by=team.publisher,
            at=at,
            reason_class=keys.term("correction_class", row["withdrawal_class"]),
            reason=row["withdrawal_reason"],
            confirmed_by=team.legal,
        )

    return do


def _update(incident: Incident, row: Table, keys: Keys, team: Team) -> Do:
    def do(at: datetime) -> None:
        live = Incident.objects.get(pk=incident.pk)
        unknown = sorted(set(row["set"]) - {*PLAIN, *TEXTS})
        if unknown:
            raise CaseError(
                gettext_noop("an update sets what it cannot: %(keys)s"), keys=", ".join(unknown)
            )
        for name, value in row["set"].items():
            setattr(live, name, value)
        record.save(record=live, by=team.author)
        notice.propose(
            incident=live,
            by=team.author,
            kind=PublicationKind(row["kind"]),
            correction_class=keys.optional_term("correction_class", row.get("class")),
            notice_fr=row["notice_fr"],
            notice_en=row.get("notice_en", ""),
        )
        publish_next(live, team, at)

    return do


def publish_next(incident: Incident, team: Team, at: datetime) -> None:
    """What was edited becomes public under the notice that was written for it."""
    incident.refresh_from_db()
    _approve(incident, team, at)
    publication.publish(incident=incident, by=team.publisher, at=at)


def case_reply(row: Table, keys: Keys, team: Team) -> Do:
    """A request for a right of reply and its decision: refused where a reason is given, else
    accepted and published."""
    asked = Reply(
        incident=of(keys.incidents, row["incident"], "incident"),
        claim=of(keys.claims, row["claim"], "claim") if "claim" in row else None,
        asked_by=row["asked_by"],
        actor=keys.actor(row["actor"]) if "actor" in row else None,
        received_how=row.get("received_how", ReplyChannel.EMAIL),
        requested_at=_moment(row["requested_at"]),
        text=row["text"].strip(),
        language=row.get("language", "fr"),
    )
    if "involvement" in row:
        asked.involvement = of(keys.involvements, row["involvement"], "involvement")

    def do(at: datetime) -> None:
        asked.incident = live = Incident.objects.get(pk=asked.incident_id)
        reply.save(reply=asked, by=team.publisher)
        if "refusal_reason" in row:
            reply.refuse(reply=asked, by=team.legal, reason=row["refusal_reason"], at=at)
            return
        reply.accept(reply=asked, by=team.publisher, at=at)
        notice.propose(
            incident=live,
            by=team.author,
            kind=PublicationKind.REPLY,
            notice_fr=row["notice_fr"],
            notice_en=row.get("notice_en", ""),
        )
        publish_next(live, team, at)

    return do


def _approve(incident: Incident, team: Team, at: datetime) -> None:
    """Editorial, then legal where the content needs it."""
    how: dict[str, Any] = {"incident": incident, "at": at}
    given = publication.approve(**how, kind=ApprovalKind.EDITORIAL, by=team.editor)
    if ApprovalKind.LEGAL in given.kinds_needed:
        publication.approve(**how, kind=ApprovalKind.LEGAL, by=team.legal)
