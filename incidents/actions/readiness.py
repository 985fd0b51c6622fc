"""What stops an incident from being published, each with the record it is about."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from django.db.models import Q, QuerySet

from incidents import documents
from incidents.actions.obstacle import Obstacle, Step
from incidents.actions.private_names import in_public_words
from incidents.codes import (
    ActorKind,
    AppearanceEventKind,
    LegalStatus,
    Measure,
    Role,
    SubmittedActorState,
    Track,
)
from incidents.documents import Document
from incidents.input_error import gettext_noop
from incidents.models import Actor, ElectionRound, Incident, SubmittedActor
from incidents.procedures import AWAITS_REVIEW, NEEDS_NO_SOURCE, PER_PERSON, EventKind

POLITICAL = frozenset({ActorKind.PARTY, ActorKind.PERSON})


def obstacles(incident: Incident, document: Document) -> list[Obstacle]:
    """Every reason, not only the first. Empty: ready."""
    return [
        *_missing_texts(document),
        *_without_source(document),
        *_unsourced_claims(document),
        *_unsourced_involvements(document),
        *_unsourced_events(document),
        *_nameless_decisions(document),
        *_unsourced_sightings(document),
        *_unreviewed(document),
        *_same_labels(incident),
        *_undecided(incident),
        *in_public_words(incident, document),
    ]


def in_silence(incident: Incident, document: Document, at: datetime) -> ElectionRound | None:
    """The round whose silence period holds publication at ``at``: of the incident's election, or of
    any election of its jurisdiction when the document names a party or a person. Of several the one
    that ends last."""
    silent = silences(incident, document).filter(silence_from__lte=at, silence_to__gt=at)
    return silent.order_by("-silence_to", "pk").first()


def silences(incident: Incident, document: Document) -> QuerySet[ElectionRound]:
    """The rounds with a silence period that concerns this incident."""
    concerned = Q(election=incident.election_id)
    if any(actor["kind"] in POLITICAL and actor["slug"] for actor in documents.actors(document)):
        concerned |= Q(election__jurisdiction=incident.jurisdiction_id)
    return ElectionRound.objects.filter(concerned, silence_to__isnull=False)


def _same_labels(incident: Incident) -> Iterator[Obstacle]:
    """Two private persons of one incident need two labels, or nobody can tell who is who."""
    taking_part = (
        Q(involvements__incident=incident)
        | Q(claims__incidents=incident)
        | Q(claims_made_for__incidents=incident)
        | Q(claims_about__incidents=incident)
        | Q(procedures_brought__incidents=incident)
        | Q(procedures_faced__incidents=incident)
    )
    private = Actor.objects.filter(taking_part, is_private=True).distinct()
    for label, count in Counter(private.values_list("public_label_fr", flat=True)).items():
        if count > 1:
            yield Obstacle(
                gettext_noop("%(count)d private persons bear the same public label “%(label)s”"),
                step=Step.PEOPLE,
                count=count,
                label=label,
            )


def _undecided(incident: Incident) -> Iterator[Obstacle]:
    """Whom a partner named, and nobody has decided who that is."""
    sent = Q(submission__incident=incident) | Q(submission__incident__merged_into=incident)
    for named in SubmittedActor.objects.filter(sent, state=SubmittedActorState.OPEN):
        yield Obstacle(
            gettext_noop("who “%(actor)s” is, named by a partner, is not decided"),
            step=Step.PEOPLE,
            actor=str(named),
        )


def _missing_texts(document: Document) -> Iterator[Obstacle]:
    language = document["original_language"]
    for field, template in (
        ("title", gettext_noop("the title is missing in the original language (%(language)s)")),
        ("summary", gettext_noop("the summary is missing in the original language (%(language)s)")),
    ):
        if not document[field][language].strip():
            about = f"{field}_{language}"
            yield Obstacle(template, step=Step.FACTS, about=about, language=language)


def _without_source(document: Document) -> Iterator[Obstacle]:
    if not document["sources"]:
        yield Obstacle(gettext_noop("nothing in it cites a source"), step=Step.SOURCES)


def _unreviewed(document: Document) -> Iterator[Obstacle]:
    """Words of legal action are followed up: without a date nobody would look again."""
    for procedure in document["procedures"]:
        if LegalStatus(procedure["status"]) in AWAITS_REVIEW and not procedure["review_on"]:
            yield Obstacle(
                gettext_noop("a procedure on track “%(track)s” has no date of next review"),
                step=Step.PROCEDURES,
                about=procedure["id"],
                track=Track(procedure["track"]),
            )


def _unsourced_claims(document: Document) -> Iterator[Obstacle]:
    for claim in document["claims"]:
        if not claim["citations"]:
            yield Obstacle(
                gettext_noop("claim “%(claim)s” cites no source"),
                step=Step.CLAIMS,
                about=claim["id"],
                claim=_text(claim["summary"]),
            )


def _unsourced_involvements(document: Document) -> Iterator[Obstacle]:
    """An alleged or promoted involvement cites a source, or a claim accuses that actor."""
    accused = [
        actor for claim in document["claims"] if claim["accusation"] for actor in claim["about"]
    ]
    for involvement in document["involvements"]:
        if not involvement["accusation"] or involvement["citations"]:
            continue
        if involvement["actor"] not in accused:
            yield Obstacle(
                gettext_noop(
                    "involvement “%(actor)s – %(role)s” cites neither a claim nor a source"
                ),
                step=Step.PEOPLE,
                about=involvement["id"],
                actor=_text(involvement["actor"]["name"]),
                role=Role(involvement["role"]),
            )


def _unsourced_events(document: Document) -> Iterator[Obstacle]:
    for procedure in document["procedures"]:
        for event in procedure["events"]:
            if EventKind(event["kind"]) not in NEEDS_NO_SOURCE and not event["citations"]:
                yield Obstacle(
                    gettext_noop("event %(order)s (%(kind)s) of a procedure cites no source"),
                    step=Step.PROCEDURES,
                    about=procedure["id"],
                    order=event["order"],
                    kind=EventKind(event["kind"]),
                )


def _nameless_decisions(document: Document) -> Iterator[Obstacle]:
    """What the law decides about one person stands for everybody where it names nobody: of several
    respondents that would say of each what was decided about one."""
    for procedure in document["procedures"]:
        if len(procedure["respondents"]) < 2:
            continue
        for event in procedure["events"]:
            if EventKind(event["kind"]) in PER_PERSON and event["respondent"] is None:
                yield Obstacle(
                    gettext_noop(
                        "event %(order)s (%(kind)s) of a procedure is about one person: say which "
                        "of its %(count)d respondents"
                    ),
                    step=Step.PROCEDURES,
                    about=procedure["id"],
                    order=event["order"],
                    kind=EventKind(event["kind"]),
                    count=len(procedure["respondents"]),
                )


def _unsourced_sightings(document: Document) -> Iterator[Obstacle]:
    """What happened to an appearance, and how far it reached, somebody has said: name them."""
    for appearance in document["appearances"]:
        where = _text(appearance["platform"]["name"])
        for event in appearance["events"]:
            if not event["citations"]:
                yield Obstacle(
                    gettext_noop("“%(event)s” of an appearance on %(where)s cites no source"),
                    step=Step.APPEARANCES,
                    about=appearance["id"],
                    event=AppearanceEventKind(event["kind"]),
                    where=where,
                )
        for reading in appearance["observations"]:
            if not reading["citations"]:
                yield Obstacle(
                    gettext_noop("a reading (%(measure)s, %(value)s) on %(where)s cites no source"),
                    step=Step.APPEARANCES,
                    about=appearance["id"],
                    measure=Measure(reading["measure"]),
                    value=reading["value"],
                    where=where,
                )


def _text(text: dict[str, str]) -> str:
    return (text["fr"] or text["en"])[:80]
