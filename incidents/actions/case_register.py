"""Registers and sources of a case file."""

from datetime import datetime, time
from typing import Any

from django.utils import timezone

from incidents.actions import record, source, transcript
from incidents.actions.address import check_web_address
from incidents.actions.case_keys import Keys, Team, segment_at
from incidents.codes import ActorKind, MadeBy, PublicExtent, SourceKind, SpeakerRole
from incidents.imports.case_file import Case, CaseError, fact_date
from incidents.imports.case_tables import Table
from incidents.input_error import gettext_noop
from incidents.models import (
    Actor,
    ActorAlias,
    Affiliation,
    Election,
    ElectionRound,
    PrivateIdentity,
    SourceMedia,
)


def load_register(case: Case, keys: Keys, team: Team) -> None:
    """Actors, affiliations, elections. An actor whose slug is there already is used as it is."""
    for row in case.rows("actor"):
        keys.actors[row["key"]] = _known_actor(row) or _actor(row, keys, team)
    for row in case.rows("affiliation"):
        _affiliation(row, keys, team)
    for row in case.rows("election"):
        keys.elections[row["key"]] = _election(row, keys, team)


def load_sources(case: Case, keys: Keys, team: Team) -> None:
    """Sources, their pages and the speakers in them. A page that is there already is refused:
    the case was loaded before. A submission's rows have their ``transcript`` with them, as
    ``source.add_transcript`` takes it."""
    for row in case.rows("source"):
        loaded = _page(case, row, keys, team) if "file" in row else _text_source(row, keys, team)
        keys.sources[row["key"]] = loaded
        if "transcript" in row:
            source.add_transcript(source=loaded, by=team.author, **row["transcript"])
        for speaker in row.get("speaker", []):
            _speaker(loaded, speaker, keys, team)


def _known_actor(row: Table) -> Actor | None:
    if row.get("private") or row["kind"] == ActorKind.UNIDENTIFIED:
        return None
    known = Actor.objects.filter(slug=row["key"]).first()
    return known.final if known else None


def _actor(row: Table, keys: Keys, team: Team) -> Actor:
    private = row.get("private", False)
    hidden = private or row["kind"] == ActorKind.UNIDENTIFIED
    actor = Actor(
        kind=row["kind"],
        slug=None if hidden else row["key"],
        name_fr=row.get("name_fr", ""),
        name_en=row.get("name_en", ""),
        short_name=row.get("short_name", ""),
        country=keys.jurisdiction(row["country"]) if "country" in row else None,
        wikidata_id=row.get("wikidata", ""),
        party_facts_id=str(row.get("party_facts_id", "")),
        is_private=private,
        public_label_fr=row.get("public_label_fr", ""),
        public_label_en=row.get("public_label_en", ""),
    )
    record.save(record=actor, by=team.author)
    for name in row.get("aliases", []):
        ActorAlias.objects.create(actor=actor, name=name)
    if "identity" in row:
        record.save(record=PrivateIdentity(actor=actor, **row["identity"]), by=team.legal)
    return actor


def _affiliation(row: Table, keys: Keys, team: Team) -> None:
    ends: dict[str, Any] = {
        "member": keys.actor(row["person"]),
        "body": keys.actor(row["body"]),
        "role": row["role"],
        "from_on": row.get("from"),
        "to_on": row.get("to"),
    }
    if not Affiliation.objects.filter(**ends).exists():
        record.save(record=Affiliation(**ends), by=team.author)


def _election(row: Table, keys: Keys, team: Team) -> Election:
    known = Election.objects.filter(slug=row["key"]).first()
    if known is not None:
        return known
    election = Election(
        slug=row["key"],
        name_fr=row["name_fr"],
        name_en=row.get("name_en", ""),
        jurisdiction=keys.jurisdiction(row["jurisdiction"]),
        kind=row["kind"],
    )
    record.save(record=election, by=team.author)
    for each in row.get("round", []):
        ElectionRound.objects.create(election=election, **each)
    return election


def _page(case: Case, row: Table, keys: Keys, team: Team) -> SourceMedia:
    imported = source.import_source(
        content=case.content(row["file"]),
        by=team.author,
        url=row.get("url", ""),
        captured_on=row.get("captured_on"),
        language=row.get("language"),
        made_by=MadeBy(row["made_by"]) if "made_by" in row else None,
        tool=row.get("tool", ""),
        tool_version=row.get("tool_version", ""),
        kind=SourceKind(row.get("kind", SourceKind.VIDEO)),
        publisher=keys.actor(row["publisher"]) if "publisher" in row else None,
        title=row.get("title", ""),
        public_extent=PublicExtent(row.get("public_extent", PublicExtent.CITED)),
        public_extent_ground=row.get("public_extent_ground", ""),
    )
    if not imported.created:
        raise CaseError(
            gettext_noop("%(file)s: this page is there already, as source %(source)s"),
            file=row["file"],
            source=imported.source.public_id,
        )
    if row.get("archived_url"):
        imported.source.archived_url = row["archived_url"]
        record.save(record=imported.source, by=team.author)
    return imported.source


def _text_source(row: Table, keys: Keys, team: Team) -> SourceMedia:
    for name in ("url", "archived_url"):
        check_web_address(row.get(name, ""))
    published = fact_date(row.get("published"))
    captured = row.get("captured_on")
    made = SourceMedia(
        kind=row.get("kind", SourceKind.ARTICLE),
        title=row.get("title", ""),
        publisher=keys.actor(row["publisher"]) if "publisher" in row else None,
        url=row.get("url", ""),
        archived_url=row.get("archived_url", ""),
        description=row.get("description", ""),
        category=row.get("category", ""),
        language=row.get("language", "fr"),
        captured_at=timezone.make_aware(datetime.combine(captured, time(12))) if captured else None,
        earliest=published.earliest,
        latest=published.latest,
        precision=published.precision,
        public_extent=row.get("public_extent", PublicExtent.CITED),
        public_extent_ground=row.get("public_extent_ground", ""),
    )
    record.save(record=made, by=team.author)
    return made


def _speaker(loaded: SourceMedia, row: Table, keys: Keys, team: Team) -> None:
    kept = loaded.transcripts.first()
    if kept is None:
        raise CaseError(gettext_noop("source “%(source)s” has no transcript"), source=str(loaded))
    positions = list(row.get("positions", []))
    for each in row.get("ranges", []):
        first, _, last = each.partition("-")
        positions.append(
            (
                segment_at(loaded, first, last=False).position,
                segment_at(loaded, last or first, last=True).position,
            )
        )
    transcript.assign_speaker(
        transcript=kept,
        label=row["label"],
        role=SpeakerRole(row["role"]) if "role" in row else None,
        actor=keys.actor(row["actor"]) if "actor" in row else None,
        positions=positions,
        by=team.author,
    )
