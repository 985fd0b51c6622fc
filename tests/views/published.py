"""Published incidents for the tests of pages: real rows, projected, published and listed."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from incidents import codes, listing, models
from incidents.canonical import digest
from incidents.procedures import EventKind
from incidents.projection import document
from tests.factories import (
    AT,
    ActorFactory,
    AppearanceEventFactory,
    AppearanceFactory,
    CitationFactory,
    ClaimAnswerFactory,
    ClaimFactory,
    ElectionFactory,
    IncidentFactory,
    InvolvementFactory,
    ObservationFactory,
    PlatformFactory,
    PrivateActorFactory,
    ProcedureEventFactory,
    ProcedureFactory,
    PublicationFactory,
    SourceMediaFactory,
    SpeakerFactory,
    TermFactory,
    TranscriptFactory,
    UserFactory,
)

TEXTS = (
    "Ces comptes font campagne pour l’Alliance Aurore.",
    "Qui est derrière ?",
    "Nous ne sommes pas derrière ces comptes.",
    "<script>alert(1)</script> et \N{RIGHT-TO-LEFT OVERRIDE}retourné",
    "Nous porterons plainte.",
    "Merci.",
    "Bonsoir.",
)
PARTY = "alliance-aurore"
ACCUSED = "Ces comptes font campagne pour l’Alliance Aurore."
DENIED = "Nous ne sommes pas derrière ces comptes."


def publish(*, at: datetime = AT, **fields: Any) -> models.Publication:
    """One incident with every kind of record, published at `at`; `fields` are the incident's."""
    incident = _incident(**fields)
    source, segments = _source()
    _appearance(incident, source)
    _exchange(incident, source, segments)
    _procedure(incident, source, segments)
    CitationFactory(
        claim=None,
        incident=incident,
        supports=codes.Supports.WHAT,
        source=source,
        first_segment=segments[0],
        last_segment=segments[1],
    )
    return listed(incident, at=at)


def listed(incident: models.Incident, *, at: datetime = AT) -> models.Publication:
    """Publish an incident as it stands and list it."""
    publication = PublicationFactory(
        incident=incident, reference=incident.reference, published_at=at
    )
    listing.add(publication)
    return publication


def correct(
    publication: models.Publication, *, notice: str, code: str = "factual"
) -> models.Publication:
    """The next Publication of the same incident, a correction of a class a day later."""
    with transaction.atomic():
        return _correct(publication, notice, code)


def _correct(publication: models.Publication, notice: str, code: str) -> models.Publication:
    listing.remove(publication)
    at = publication.published_at + timedelta(days=1)
    models.Publication.objects.filter(pk=publication.pk).update(ended_at=at)
    content = document(publication.incident)
    made = PublicationFactory(
        incident=publication.incident,
        reference=publication.reference,
        number=publication.number + 1,
        kind=codes.PublicationKind.CORRECTION,
        content=content,
        digest=digest(content),
        published_at=at,
        first_published_at=publication.first_published_at,
        published_by=UserFactory(),
        correction_class=TermFactory(scheme=codes.Scheme.CORRECTION_CLASS, code=code),
        notice_fr=notice,
    )
    listing.add(made)
    return made


def _incident(**fields: Any) -> models.Incident:
    number = models.Incident.objects.count() + 1
    given = {
        "title_fr": f"Un faux visage {number}",
        "title_en": f"A false face {number}",
        "summary_fr": "Des vidéos imitent une candidate.",
        "reference": f"INC-2026-{number:04d}",
        "verdict": codes.Verdict.VERIFIED_FAKE,
        "earliest": date(2026, 9, 9),
        "latest": date(2026, 9, 15),
        "precision": codes.Precision.BETWEEN,
        "election": models.Election.objects.first() or ElectionFactory(slug="xv-2026"),
        "sensitivity": [codes.Sensitivity.PRIVATE_PERSON],
    }
    incident = IncidentFactory(**(given | fields))
    incident.techniques.add(TermFactory(code="face_swap", label_fr="échange de visage"))
    return incident


def _source() -> tuple[models.SourceMedia, list[models.Segment]]:
    source = SourceMediaFactory(
        url="https://sextant.example.org/videos/1",
        language="fr",
        description="Des comptes anonymes.",
    )
    transcript = TranscriptFactory(source=source, texts=TEXTS)
    segments = list(transcript.segments.order_by("position"))
    speaker = SpeakerFactory(transcript=transcript, label="Présentatrice")
    models.Segment.objects.filter(pk__in=[s.pk for s in segments[:2]]).update(speaker=speaker)
    return source, segments


def _actor(slug: str, **fields: Any) -> models.Actor:
    return models.Actor.objects.filter(slug=slug).first() or ActorFactory(slug=slug, **fields)


def _appearance(incident: models.Incident, source: models.SourceMedia) -> None:
    appearance = AppearanceFactory(
        incident=incident,
        platform=PlatformFactory(code="tiktok", name_fr="TikTok", name_en="TikTok"),
        account="@aurore.demain",
    )
    removed = AppearanceEventFactory(appearance=appearance, kind=codes.AppearanceEventKind.REMOVED)
    CitationFactory(claim=None, appearance_event=removed, source=source)
    for value in (120_000, 1_340_000):
        seen = ObservationFactory(appearance=appearance, value=value)
        CitationFactory(claim=None, observation=seen, source=source)


def _exchange(
    incident: models.Incident, source: models.SourceMedia, segments: list[models.Segment]
) -> None:
    party = _actor(PARTY, name_fr="Alliance Aurore", name_en="Aurora Alliance")
    InvolvementFactory(incident=incident, actor=PrivateActorFactory())
    promoted = InvolvementFactory(incident=incident, actor=party, role=codes.Role.PROMOTED)
    accuses = ClaimFactory(
        incidents=[incident],
        proposition=codes.Proposition.AUTHORSHIP,
        summary_fr="La présentatrice attribue les comptes à l’Alliance.",
    )
    accuses.about.add(party)
    denies = ClaimFactory(
        incidents=[incident],
        proposition=codes.Proposition.AUTHORSHIP,
        stance=codes.Stance.DENIES,
        speaker_label_fr="la porte-parole",
        summary_fr="L’Alliance dit n’y être pour rien.",
    )
    denies.on_behalf_of.add(party)
    ClaimAnswerFactory(answer=denies, claim=accuses)
    ClaimAnswerFactory(answer=denies, claim=None, involvement=promoted)
    for owner, segment, quote in (
        ({"involvement": promoted, "claim": None}, segments[0], ACCUSED),
        ({"claim": accuses}, segments[0], ACCUSED),
        ({"claim": denies}, segments[2], DENIED),
    ):
        CitationFactory(
            source=source, first_segment=segment, last_segment=segment, quote=quote, **owner
        )


def _procedure(
    incident: models.Incident, source: models.SourceMedia, segments: list[models.Segment]
) -> None:
    procedure = ProcedureFactory(
        incidents=[incident], track=codes.Track.PENAL, review_on=date(2026, 10, 1)
    )
    event = ProcedureEventFactory(procedure=procedure, kind=EventKind.ANNOUNCED)
    CitationFactory(
        claim=None,
        procedure_event=event,
        source=source,
        first_segment=segments[4],
        last_segment=segments[4],
        quote="Nous porterons plainte.",
    )
