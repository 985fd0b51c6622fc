"""Incidents, claims and procedures of a case file."""

from datetime import datetime, time
from typing import Any

from django.utils import timezone

from incidents.actions import citation, claim, procedure, record
from incidents.actions.address import check_web_address
from incidents.actions.case_keys import Keys, Team, of, passages
from incidents.actions.citation import Owner
from incidents.actions.statement import import_statement
from incidents.imports.case_file import Case, fact_date
from incidents.imports.case_tables import Table
from incidents.models import (
    Appearance,
    AppearanceEvent,
    Claim,
    Incident,
    Involvement,
    LegalBasis,
    Observation,
    Procedure,
    ProcedureEvent,
)
from incidents.procedures import EventKind

TERMS = {"techniques": "technique", "media": "media", "ratings": "rating", "goals": "goal"}
PLAIN = [
    "title_fr",
    "title_en",
    "original_language",
    "synthetic_level",
    "presented_as",
    "verdict",
    "verdict_on",
    "spread",
    "sensitivity",
    "internal_note",
]
TEXTS = ("summary_fr", "summary_en", "verdict_basis_fr", "verdict_basis_en")


def load_incidents(case: Case, keys: Keys, team: Team) -> None:
    """Incidents with involvements, appearances and citations, as drafts."""
    for row in case.rows("incident"):
        incident = _incident(row, keys, team)
        keys.incidents[row["key"]] = incident
        for each in row.get("involvement", []):
            keys.involvements[each["key"]] = _involvement(incident, each, keys, team)
        for each in row.get("appearance", []):
            keys.appearances[each["key"]] = _appearance(incident, each, keys, team)
        _cite(incident, row, keys, team)


def load_claims(case: Case, keys: Keys, team: Team) -> None:
    """Claims first, then what answers what: an answer may stand before what it answers."""
    for row in case.rows("claim"):
        keys.claims[row["key"]] = _claim(row, keys, team)
    for row in case.rows("claim"):
        for answer in row.get("answers", []):
            to = (
                of(keys.claims, answer["claim"], "claim")
                if "claim" in answer
                else of(keys.involvements, answer["involvement"], "involvement")
            )
            claim.answer(answer=keys.claims[row["key"]], to=to, kind=answer["kind"], by=team.author)


def load_procedures(case: Case, keys: Keys, team: Team) -> None:
    """Procedures and their events, in the order of the file."""
    for row in case.rows("procedure"):
        made = Procedure(
            track=row["track"],
            against_x=row.get("against_x", False),
            authority=keys.actor(row["authority"]) if "authority" in row else None,
            authority_reference=row.get("authority_reference", ""),
            platform=keys.platform(row["platform"]) if "platform" in row else None,
            review_on=row.get("review_on"),
        )
        record.save(record=made, by=team.author)
        made.incidents.set(of(keys.incidents, key, "incident") for key in row["incidents"])
        bases = {basis.code: basis for basis in LegalBasis.objects.all()}
        made.bases.set(of(bases, code, "legal basis") for code in row.get("bases", []))
        made.complainants.set(keys.actors_of(row, "complainants"))
        made.respondents.set(keys.actors_of(row, "respondents"))
        made.appearances.set(
            of(keys.appearances, key, "appearance") for key in row.get("appearances", [])
        )
        for event in row.get("event", []):
            _event(made, event, case, keys, team)


def _incident(row: Table, keys: Keys, team: Team) -> Incident:
    facts = fact_date(row.get("facts"))
    election = row.get("election")
    incident = Incident(
        **{name: row[name] for name in PLAIN if name in row},
        **{name: row[name].strip() for name in TEXTS if name in row},
        jurisdiction=keys.jurisdiction(row["jurisdiction"]),
        election=of(keys.elections, election, "election") if election else None,
        persona=keys.optional_term("persona", row.get("persona")),
        earliest=facts.earliest,
        latest=facts.latest,
        precision=facts.precision,
    )
    record.save(record=incident, by=team.author)
    for name, scheme in TERMS.items():
        getattr(incident, name).set(keys.term(scheme, code) for code in row.get(name, []))
    if row.get("translation_outdated"):
        Incident.objects.filter(pk=incident.pk).update(translated_digest="")
    return incident


def _involvement(incident: Incident, row: Table, keys: Keys, team: Team) -> Involvement:
    made = Involvement(
        incident=incident,
        actor=keys.actor(row["actor"]),
        role=row["role"],
        target_kind=keys.optional_term("target_kind", row.get("target_kind")),
        **_notes(row),
    )
    record.save(record=made, by=team.author)
    _cite(made, row, keys, team)
    return made


def _appearance(incident: Incident, row: Table, keys: Keys, team: Team) -> Appearance:
    names = ("account", "account_masked", "kind", "url", "archived_url")
    for name in ("url", "archived_url"):
        check_web_address(row.get(name, ""))
    made = Appearance(
        incident=incident,
        platform=keys.platform(row["platform"]),
        disclosure=keys.optional_term("disclosure", row.get("disclosure")),
        **{name: row[name] for name in names if name in row},
    )
    record.save(record=made, by=team.author)
    for each in row.get("event", []):
        event = AppearanceEvent(
            appearance=made, kind=each["kind"], **_dated(each, "on"), **_notes(each)
        )
        record.save(record=event, by=team.author)
        _cite(event, each, keys, team)
    for each in row.get("observation", []):
        seen = Observation(
            appearance=made,
            measure=each["measure"],
            value=each["value"],
            as_of=each["as_of"],
            is_headline=each.get("headline", False),
            headline_reason_fr=each.get("headline_reason_fr", ""),
            headline_reason_en=each.get("headline_reason_en", ""),
        )
        record.save(record=seen, by=team.author)
        _cite(seen, each, keys, team)
    return made


def _claim(row: Table, keys: Keys, team: Team) -> Claim:
    names = [
        "proposition",
        "stance",
        "speaker_label_fr",
        "speaker_label_en",
        "summary_fr",
        "summary_en",
        "directness",
        "reliability",
        "credibility",
        "likelihood",
    ]
    made = Claim(
        speaker=keys.actor(row["speaker"]) if "speaker" in row else None,
        relayed_by=keys.actor(row["relayed_by"]) if "relayed_by" in row else None,
        **{name: str(row[name]) for name in names if name in row},
        **_dated(row, "said_on"),
    )
    claim.create(
        claim=made,
        incidents=[of(keys.incidents, key, "incident") for key in row["incidents"]],
        by=team.author,
        on_behalf_of=keys.actors_of(row, "on_behalf_of"),
        about=keys.actors_of(row, "about"),
    )
    if "assessed_on" in row:
        at = timezone.make_aware(datetime.combine(row["assessed_on"], time(12)))
        Claim.objects.filter(pk=made.pk, assessed_at__isnull=False).update(assessed_at=at)
    _cite(made, row, keys, team)
    return made


def _event(made: Procedure, row: Table, case: Case, keys: Keys, team: Team) -> None:
    if "statement" in row:
        content = case.content(row["statement"])
        event = import_statement(notice=made, content=content, by=team.author).event
    else:
        event = _recorded(made, row, keys, team)
    if "key" in row:
        keys.events[row["key"]] = event
    _cite(event, row, keys, team)


def _recorded(made: Procedure, row: Table, keys: Keys, team: Team) -> ProcedureEvent:
    return procedure.add_event(
        procedure=made,
        kind=EventKind(row["kind"]),
        by=team.author,
        fact_date=fact_date(row.get("on")),
        respondent=keys.actor(row["respondent"]) if "respondent" in row else None,
        outside_table_reason_fr=row.get("reason_fr", ""),
        outside_table_reason_en=row.get("reason_en", ""),
        supersedes=of(keys.events, row["supersedes"], "event") if "supersedes" in row else None,
        outcome=row.get("outcome", ""),
        channel=row.get("channel", ""),
        decisions=row.get("decisions", []),
        is_public=row.get("public", True),
        **_notes(row),
    )


def _cite(owner: Owner, row: Table, keys: Keys, team: Team) -> None:
    for each in row.get("cite", []):
        cited = of(keys.sources, each["source"], "source")
        first, last = passages(cited, each)
        citation.cite(
            owner=owner,
            source=cited,
            by=team.author,
            quote=each.get("quote", ""),
            note=each.get("note", ""),
            supports=each.get("supports", ""),
            first=first,
            last=last,
        )


def _notes(row: Table) -> dict[str, Any]:
    return {name: row.get(name, "") for name in ("note_fr", "note_en")}


def _dated(row: Table, name: str) -> dict[str, Any]:
    on = fact_date(row.get(name))
    return {"earliest": on.earliest, "latest": on.latest, "precision": on.precision}
