"""A register of any documents, published as rows without what staff would do for it: a report
looks at nothing else. And documents put together at random, in today's shape."""

from collections.abc import Iterable
from datetime import datetime
from random import Random
from typing import Any

from incidents import codes, listing
from incidents.appearances import Seen
from incidents.canonical import digest
from incidents.claims import readings
from incidents.codes import ACCUSING_ROLES, AppearanceEventKind
from incidents.dates import read_fact
from incidents.derived import SCHEMA, as_current, of_appearance
from incidents.models import Publication
from tests.factories import IncidentFactory, UserFactory
from tests.forged import forging
from tests.reports import follow_ups, snapshots
from tests.reports.snapshots import MAYOR, NOBODY, PLATFORMS, PRIVATE, on, party, two

Record = dict[str, Any]
DAYS = [f"2026-09-{day:02d}" for day in range(1, 30)] + ["2026-10-03", "2026-10-20", ""]
STEPS = {
    "platform": ["sent", "receipt", "decision", "no_action", "internal_complaint"],
    "penal": ["announced", "complaint", "investigation", "closed", "formal_investigation"],
    "regulator": ["referral", "receipt", "inquiry", "closed"],
    "undetermined": ["considered", "announced"],
}
HIDDEN = snapshots.actor(None, "party", "un parti sans page", "a party without a page")
DECISIONS = ["DECISION_VISIBILITY_CONTENT_REMOVED", "DECISION_ACCOUNT_SUSPENDED"]


def published(documents: Iterable[Record], *, at: datetime) -> list[Publication]:
    """The first version of an incident for each document, listed."""
    person, made = UserFactory(), []
    for number, content in enumerate(documents, 1):
        reference = f"INC-2026-{number:04d}"
        incident = IncidentFactory(reference=reference, state=codes.State.DRAFT)
        with forging():
            row = Publication.objects.create(
                incident=incident,
                reference=reference,
                number=1,
                kind=codes.PublicationKind.FIRST,
                content=content,
                digest=digest(content),
                published_at=at,
                first_published_at=at,
                published_by=person,
            )
        made.append(row)
    listing.rebuild()
    return made


def any_document(random: Random, place: int, shared: list[Record]) -> Record:
    """A document; some of its procedures are those of others (``shared``), word for word."""
    found = as_current(snapshots.document(place))
    key = f"k{place:03d}"
    found |= {
        "schema": SCHEMA,
        "facts_date": random.choice([on("2026-09-03"), on("2026-08-30", "2026-09-02", "between")]),
        "synthetic_level": random.choice([*codes.SyntheticLevel]).value,
        "verdict": found["verdict"] | {"code": random.choice([*codes.Verdict]).value},
        "techniques": random.sample(
            [snapshots.term(*each) for each in snapshots.TECHNIQUES], random.randint(0, 3)
        ),
        "claims": _claims(random, key),
        "appearances": [_appearance(random, f"{key}a{n}") for n in range(random.randint(0, 3))],
        "incident_citations": [],
    }
    if random.random() < 0.2:
        found["facts_date"] = {"earliest": None, "latest": None, "precision": "unknown"}
    if random.random() < 0.5:
        found["election"] = None
    if random.random() < 0.3:
        found["jurisdiction"] = {"code": "XW", "name": two("Autre pays", "Other country")}
    found["involvements"] = _involvements(random, key, found["claims"])
    found["procedures"] = _procedures(random, key, found["appearances"], shared)
    return found


def _claims(random: Random, key: str) -> list[Record]:
    made: list[Record] = []
    for number in range(random.randint(0, 6)):
        stance = random.choice([*codes.Stance])
        proposition = random.choice([*codes.Proposition])
        kinds = []
        claim = snapshots.claim(
            f"{key}c{number}",
            proposition.value,
            stance.value,
            assessed_on=None,
            speaker=_speaker(random),
            about=[_whom(random) for _n in range(random.randint(0, 2))],
            on_behalf_of=[_whom(random) for _n in range(random.randint(0, 1))],
        )
        for other in random.sample(made, min(len(made), random.randint(0, 2))):
            kinds.append(random.choice([*codes.AnswerKind]))
            claim["answers"].append({"claim": other["id"], "kind": kinds[-1].value})
            other["answered_by"].append(claim["id"])
        held = readings(proposition, stance, kinds, about_own_side=False)
        accuses = codes.Reading.ACCUSATION in held
        claim |= {"reading": [each.value for each in held], "accusation": accuses}
        made.append(claim)
    return made


def _speaker(random: Random) -> Record:
    actor = random.choice([None, MAYOR, party(random.randint(0, 2))])
    label = two("", "") if actor else random.choice([two("une voix", "a voice"), two("", "")])
    return {"actor": actor, "label": label}


def _whom(random: Random) -> Record:
    return random.choice([MAYOR, PRIVATE, NOBODY, HIDDEN, *(party(n) for n in range(3))])


def _involvements(random: Random, key: str, claims: list[Record]) -> list[Record]:
    found = []
    for number in range(random.randint(0, 4)):
        role = random.choice([*codes.Role])
        answers = random.sample(claims, min(len(claims), random.randint(0, 1)))
        for each in answers:
            each["answers"].append({"involvement": f"{key}v{number}", "kind": "denies"})
        found.append(
            {
                "id": f"{key}v{number}",
                "role": role.value,
                "actor": _whom(random),
                "target_kind": None,
                "accusation": role in ACCUSING_ROLES,
                "note": two("", ""),
                "citations": [],
                "answered_by": [each["id"] for each in answers],
            }
        )
    return found


def _appearance(random: Random, key: str) -> Record:
    code, french, english = random.choice(PLATFORMS)
    events = []
    for _number in range(random.randint(0, 4)):
        day = random.choice(DAYS)
        dated = on(day) if day else on("2026-09-02", "2026-09-20", "between")
        kind = random.choice([*AppearanceEventKind]).value
        events.append({"kind": kind, "date": dated, "note": two("", ""), "citations": []})
    seen = [Seen(AppearanceEventKind(e["kind"]), read_fact(e["date"])) for e in events]
    made = snapshots.appearances(key, 0, "k000s1")[0]
    return made | {
        "id": key,
        "platform": {"code": code, "name": two(french, english)},
        "events": events,
        "observations": [],
        "state": of_appearance(seen),
    }


def _procedures(random: Random, key: str, seen: list[Record], shared: list[Record]) -> list[Record]:
    found = []
    for number in range(random.randint(0, 3)):
        track = random.choice([*STEPS])
        kinds = [random.choice(STEPS[track]) for _n in range(random.randint(1, 4))]
        steps: Any = sorted(((k, random.choice(DAYS), None) for k in kinds), key=lambda s: s[1])
        more: Record = {"review_on": random.choice([None, "2026-09-15", "2026-10-15"])}
        if track == "platform":
            code, french, english = random.choice(PLATFORMS)
            more["platform"] = random.choice([None, {"code": code, "name": two(french, english)}])
            more["appearances"] = [each["id"] for each in seen[:1]]
        made = follow_ups.current(f"{key}p{number}", track, steps, **more)
        for event in made["events"]:
            if event["kind"] == "decision":
                event["decisions"] = random.sample(DECISIONS, random.randint(0, 2))
        found.append(made)
    if shared and random.random() < 0.3:
        found.append(random.choice(shared))
    shared += [each for each in found if not each["appearances"]][:1]
    return found
