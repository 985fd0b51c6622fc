"""Realistic incidents, made and published through the actions as staff would do it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from incidents import codes, models
from incidents.actions import citation, claim, notice, procedure, publication, record
from incidents.actions.approval import missing_approvals
from incidents.actions.source import import_source
from incidents.actions.transcript import assign_speaker
from incidents.canonical import digest
from incidents.dates import FactDate
from incidents.procedures import EventKind
from incidents.projection import document
from tests.factories import (
    AT,
    ActorFactory,
    JurisdictionFactory,
    PlatformFactory,
    SourceMediaFactory,
    UserFactory,
)
from tracker.accounts.models import User
from tracker.accounts.roles import Role

PAGE = """• l’année dernière
Des comptes anonymes prêtent de faux discours à une candidate. Le parti Horizon vert dément.

Catégorie

🗞
Actualités
Transcription
00:00 Des comptes vantent le parti Horizon vert.
00:04 Qui les a créés ?
00:09 Nous n'y sommes pour rien, c'est une vidéo truquée.
00:15 L'autre camp, lui, en fabrique tous les jours.
00:21 Porterez-vous plainte ? Nous verrons.
"""
ACCUSED = "Des comptes vantent le parti Horizon vert."
DENIED = "Nous n'y sommes pour rien"
COUNTERED = "L'autre camp, lui, en fabrique tous les jours."
LAWSUIT = "Porterez-vous plainte ? Nous verrons."


class Team(NamedTuple):
    """One person per step: none of them may stand in for another."""

    author: User
    editor: User
    legal: User
    publisher: User


@dataclass
class Scene:
    """A draft with an accusation, its denial, a counter-accusation and an announced lawsuit."""

    incident: models.Incident
    source: models.SourceMedia
    party: models.Actor
    promoted: models.Involvement
    accusation: models.Claim
    denial: models.Claim
    counter: models.Claim
    procedure: models.Procedure


def team() -> Team:
    """Four accounts with one role each."""
    roles = (Role.REPORTER, Role.EDITOR, Role.LEGAL_REVIEWER, Role.PUBLISHER)
    return Team(*(UserFactory(roles=[role]) for role in roles))


def draft(staff: Team, **fields: Any) -> models.Incident:
    """A draft that names nobody and cites nothing."""
    given = {"title_fr": "Un faux direct", "summary_fr": "Un direct truqué circule."}
    incident = models.Incident(**(given | {"jurisdiction": JurisdictionFactory()} | fields))
    record.save(record=incident, by=staff.author)
    return incident


def simple(staff: Team, **fields: Any) -> models.Incident:
    """A draft that names nobody and cites an article: one approval is enough."""
    incident = draft(staff, **fields)
    citation.cite(
        owner=incident,
        source=SourceMediaFactory(),
        supports=codes.Supports.WHAT,
        by=staff.author,
    )
    incident.refresh_from_db()
    return incident


def exchange(staff: Team, *, page: str = PAGE, **fields: Any) -> Scene:
    """A draft around one page; `fields` are the incident's."""
    incident = draft(staff, title_fr="Des comptes pour Horizon vert", **fields)
    source = import_source(
        content=page.encode(), by=staff.author, captured_on=date(2026, 9, 10)
    ).source
    party = models.Actor.objects.filter(slug="horizon-vert").first() or ActorFactory(
        slug="horizon-vert", name_fr="Horizon vert", name_en="Green Horizon"
    )
    promoted = models.Involvement(incident=incident, actor=party, role=codes.Role.PROMOTED)
    record.save(record=promoted, by=staff.author)
    citation.cite(owner=promoted, source=source, quote=ACCUSED, by=staff.author)
    seen = models.Appearance(
        incident=incident,
        platform=PlatformFactory(code="tiktok", name_fr="TikTok", name_en="TikTok"),
        kind=codes.AppearanceKind.ACCOUNT,
    )
    record.save(record=seen, by=staff.author)
    accusation = said(staff, incident, source, ACCUSED, about=[party])
    denial = said(staff, incident, source, DENIED, stance="denies", on_behalf_of=[party])
    counter = said(staff, incident, source, COUNTERED, on_behalf_of=[party], about=[ActorFactory()])
    for answer, to, kind in (
        (denial, accusation, "denies"),
        (denial, promoted, "denies"),
        (counter, accusation, "counters"),
    ):
        claim.answer(answer=answer, to=to, kind=kind, by=staff.author)
    pursuit = announced(staff, incident, source)
    incident.refresh_from_db()
    return Scene(incident, source, party, promoted, accusation, denial, counter, pursuit)


def said(
    staff: Team,
    incident: models.Incident,
    source: models.SourceMedia,
    quote: str,
    *,
    stance: str = "asserts",
    **sides: Any,
) -> models.Claim:
    """A claim of authorship by an unnamed voice, with its quote."""
    made = claim.create(
        claim=models.Claim(
            proposition=codes.Proposition.AUTHORSHIP,
            stance=stance,
            speaker_label_fr="une voix de l’émission",
            summary_fr=f"Une voix dit : {quote}",
        ),
        incidents=[incident],
        by=staff.author,
        **sides,
    )
    citation.cite(owner=made, source=source, quote=quote, by=staff.author)
    return made


def announced(
    staff: Team, incident: models.Incident, source: models.SourceMedia
) -> models.Procedure:
    """A lawsuit of which only words are known, to be reviewed on 1 November 2026."""
    pursuit = models.Procedure(track=codes.Track.PENAL, review_on=date(2026, 11, 1))
    record.save(record=pursuit, by=staff.author)
    pursuit.incidents.set([incident])
    event = procedure.add_event(
        procedure=pursuit, kind=EventKind.ANNOUNCED, by=staff.author, fact_date=FactDate.unknown()
    )
    citation.cite(owner=event, source=source, quote=LAWSUIT, by=staff.author)
    return pursuit


def voice(
    scene: Scene,
    staff: Team,
    label: str,
    *positions: tuple[int, int],
    actor: models.Actor | None = None,
) -> models.Speaker:
    """Who speaks from a first to a last position (counted from 0) of the scene's page."""
    transcript = scene.source.transcripts.get()
    speaker = assign_speaker(
        transcript=transcript, label=label, positions=positions, actor=actor, by=staff.author
    )
    scene.incident.refresh_from_db()
    return speaker


EDITORIAL = codes.ApprovalKind.EDITORIAL


def approve(incident: models.Incident, staff: Team) -> None:
    """Every approval that the content needs, each by its own person."""
    by = {"editorial": staff.editor, "legal": staff.legal}
    how: dict[str, Any] = {"incident": incident, "at": AT}
    if incident.approvals.filter(version=incident.version).exists():
        missing = [kind.value for kind in missing_approvals(incident, document(incident))]
    else:  # the editorial one is always needed, and says which others are
        given = publication.approve(**how, kind=EDITORIAL, by=staff.editor)
        missing = [kind for kind in given.kinds_needed if kind != EDITORIAL]
    for kind in missing:
        publication.approve(**how, kind=codes.ApprovalKind(kind), by=by[kind])


def announce(incident: models.Incident, staff: Team, **how: Any) -> models.Notice:
    """The notice of the next Publication, a development unless `how` says otherwise."""
    given = {"kind": codes.PublicationKind.DEVELOPMENT, "notice_fr": "Un fait nouveau."}
    return notice.propose(incident=incident, by=staff.author, **(given | how))


NOTICE = ("kind", "correction_class", "notice_fr", "notice_en")


def publish(
    incident: models.Incident, staff: Team, *, at: datetime = AT, **how: Any
) -> models.Publication:
    """From draft (or from public, with what `how` says of the notice) to public, with all
    approvals."""
    said = {key: how.pop(key) for key in NOTICE if key in how}
    if incident.state == codes.State.DRAFT:
        publication.submit(incident=incident, by=staff.author)
    else:
        notice.propose(incident=incident, by=staff.author, **said)
    approve(incident, staff)
    return publication.publish(incident=incident, by=staff.publisher, at=at, **how)


def correct(incident: models.Incident, staff: Team, **how: Any) -> models.Publication:
    """The next Publication, as a development with a notice unless `how` says otherwise."""
    given = {"kind": codes.PublicationKind.DEVELOPMENT, "notice_fr": "Un fait nouveau."}
    return publish(incident, staff, **(given | how))


def retitled(
    incident: models.Incident, staff: Team, *, at: datetime = AT, title: str = "Un autre titre"
) -> models.Publication:
    """The next Publication, a development with another title."""
    fresh = models.Incident.objects.get(pk=incident.pk)
    fresh.title_fr = title
    record.save(record=fresh, by=staff.author)
    return correct(fresh, staff, at=at)


def live_digest(incident: models.Incident) -> str:
    """Digest of the document as the live rows have it now."""
    return digest(document(models.Incident.objects.get(pk=incident.pk)))


def edited(
    incident: models.Incident, staff: Team, title: str = "Un autre titre"
) -> models.Incident:
    """The incident with a new title, saved by its author."""
    fresh = models.Incident.objects.get(pk=incident.pk)
    fresh.title_fr = title
    record.save(record=fresh, by=staff.author)
    return fresh
