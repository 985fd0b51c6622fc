"""A snapshot of October 2026 in today's shape with everything that can be said of procedures:
notices to platforms, persons apart, a provision that came too late, a procedure over two incidents,
an unusual step, terms; and a place whose label was taken off again. All of it invented."""

from datetime import date
from typing import Any

from incidents.appearances import Seen
from incidents.codes import AppearanceEventKind, Precision, Track
from incidents.dates import FactDate
from incidents.derived import as_current, of_appearance, of_procedure
from incidents.procedures import Event, EventKind, has_others
from tests.reports.snapshots import PRIVATE, PROSECUTOR, actor, on, procedure, snapshot, two

Record = dict[str, Any]
Steps = list[tuple[str, str, Record | None]]

ALBA = actor("alba-corte", "person", "Alba Corte", "Alba Corte")
BERO = actor("bero-dun", "person", "Bero Dun", "Bero Dun")
TIKTOK = {"code": "tiktok", "name": two("TikTok", "TikTok")}
FACEBOOK = {"code": "facebook", "name": two("Facebook", "Facebook")}
REASONS = {
    "uuid": "11111111-2222-4333-8444-555555555555",
    "permalink": "https://reasons.example/statement/1",
    "ground": "DECISION_GROUND_INCOMPATIBLE_CONTENT",
    "category": "STATEMENT_CATEGORY_NEGATIVE_EFFECTS_ON_CIVIC_DISCOURSE_OR_ELECTIONS",
    "content_types": ["CONTENT_TYPE_VIDEO"],
    "source_type": "SOURCE_ARTICLE_16",
    "automated_detection": False,
    "automated_decision": "AUTOMATED_DECISION_NOT_AUTOMATED",
    "territories": ["FR"],
    "content_on": "2026-10-02",
    "applies_from": "2026-10-12",
}
TOO_LATE = {
    "code": "XV-30",
    "short": "C. pén. (fictif) art. 30",
    "title": two("Montage trompeur", "Deceptive montage"),
    "in_force_from": "2026-10-20",
    "in_force_to": None,
    "in_force_at_facts": False,
}
"""In force after the facts, which were between 28 September and 4 October 2026, or on 2 October."""


def current(key: str, track: str, steps: Steps, **more: Any) -> Record:
    """A procedure in today's shape: its steps (kind, ISO day or "", person) and what follows."""
    record = procedure(key, track, "", [(kind, day or "2026-10-01") for kind, day, _who in steps])
    for event, (_kind, day, person) in zip(record["events"], steps, strict=True):
        event |= {"respondent": person, "channel": "", "decisions": []}
        event |= {"statement_of_reasons": None}
        if not day:
            event["date"] = on("2026-10-01", "2026-10-31", "month")
    people = {who["name"]["fr"] if who else None: who for _kind, _day, who in steps}
    record |= {"platform": None, "appearances": []} | more
    review_on = record["review_on"]
    taken = [_step(event) for event in record["events"]]
    against = [who["name"]["fr"] for who in record["respondents"]]
    return record | of_procedure(
        Track(track),
        taken,
        people,
        review_on=date.fromisoformat(review_on) if review_on else None,
        bases=[basis["code"] for basis in record["bases"]],
        facts_from=date(2026, 9, 28),
        others=has_others(taken, against, against_x=record["against_x"]),
    )


def notice(key: str, platform: Record, steps: Steps, **more: Any) -> Record:
    """A notice to a platform under article 16."""
    record = current(key, "platform", steps, platform=platform, complainants=[], **more)
    record["events"][0]["channel"] = "article_16"
    return record


def decided() -> Record:
    """A notice that was received after two days and decided after ten, with reasons."""
    steps: Steps = [("sent", "2026-10-02", None), ("receipt", "2026-10-04", None)]
    record = notice("n1", TIKTOK, [*steps, ("decision", "2026-10-12", None)])
    removed, labelled = "DECISION_VISIBILITY_CONTENT_REMOVED", "DECISION_ACCOUNT_SUSPENDED"
    record["events"][2] |= {"decisions": [removed, labelled], "statement_of_reasons": REASONS}
    return record


def persons_apart() -> Record:
    """One person under formal investigation, another acquitted; the law came after the facts; the
    acquittal came outside the usual course."""
    steps: Steps = [
        ("complaint", "2026-10-03", None),
        ("judicial_investigation", "2026-10-06", None),
        ("formal_investigation", "2026-10-12", ALBA),
        ("acquitted", "2026-10-28", BERO),
    ]
    record = current("p1", "penal", steps, authority=PROSECUTOR, bases=[TOO_LATE])
    record["events"][3]["outside_table_reason"] = two(
        "Le jugement est connu par la presse ; le renvoi ne l'est pas.",
        "The judgment is known from the press; the committal is not.",
    )
    return record


def announced() -> Record:
    """Announced, reviewed on 20 October, and nothing known to have followed."""
    steps: Steps = [("announced", "2026-10-03", None)]
    return current("p2", "undetermined", steps, review_on="2026-10-20", respondents=[PRIVATE])


def late() -> Record:
    """Before a body outside the courts whose ninety days have gone by; another term runs."""
    steps: Steps = [("sent", "2026-06-01", None), ("no_action", "2026-06-09", None)]
    return notice("n2", FACEBOOK, [*steps, ("out_of_court", "2026-07-20", None)])


def rich() -> Record:
    """Three incidents; the announcement is one of all, with the notices and persons of the first,
    and a notice without answer, one answered on an unknown day, one drafted of the second."""
    frozen = snapshot(incidents=3)
    found = [
        [decided(), persons_apart(), announced(), late()],
        [
            announced(),
            notice("n3", TIKTOK, [("sent", "2026-10-05", None)]),
            notice("n4", TIKTOK, [("sent", "2026-10-05", None), ("decision", "", None)]),
            notice("n5", TIKTOK, [("drafted", "2026-10-05", None)]),
        ],
        [announced()],
    ]
    for incident, procedures in zip(frozen["incidents"], found, strict=True):
        content = as_current(incident["content"] | {"procedures": []})
        incident["content"] = content | {"schema": 3, "procedures": procedures}
    _label(frozen["incidents"][0]["content"]["appearances"][0])
    return frozen


def _label(appearance: Record) -> None:
    """Seen, labelled, the label taken off; no removal is known."""
    steps = [("seen", "2026-10-02"), ("labelled", "2026-10-05"), ("label_removed", "2026-10-08")]
    events: list[Record] = [
        {"kind": kind, "date": on(day), "note": two("", ""), "citations": []} for kind, day in steps
    ]
    seen = [Seen(AppearanceEventKind(e["kind"]), _fact_date(e["date"])) for e in events]
    appearance |= {"events": events, "state": of_appearance(seen)}


def _step(event: Record) -> Event:
    person = event["respondent"]
    name = person["name"]["fr"] if person else None
    return Event(EventKind(event["kind"]), name, _fact_date(event["date"]))


def _fact_date(found: Record) -> FactDate:
    first, last = (date.fromisoformat(found[end]) for end in ("earliest", "latest"))
    return FactDate(first, last, Precision(found["precision"]))
