"""What the records of a document must be to one another, before a database refuses it without a
place."""

from collections import Counter
from typing import Any

from incidents.claims import in_circles
from incidents.codes import Track
from incidents.imports.shape import Notes
from incidents.input_error import gettext_noop
from incidents.procedures import EventKind

DECIDES = (EventKind.DECISION, EventKind.REVERSED)


def check(read: dict[str, Any], notes: Notes, *, make_registers: bool) -> None:
    """``read`` has the shape of a document."""
    if read["original_language"] not in ("fr", "en"):
        notes.wrong("/original_language", gettext_noop("neither fr nor en"))
    if not any(read["title"].values()):
        notes.wrong("/title", gettext_noop("the record has no title"))
    election = read["election"]
    if election and not make_registers and not notes.known.has("election", election["slug"]):
        notes.wrong(
            "/election/slug",
            gettext_noop("“%(value)s” is not in the register (%(register)s)"),
            value=election["slug"],
            register="election",
        )
    _check_keys(read, notes)
    _check_cited(read, notes)
    for number, claim in enumerate(read["claims"]):
        _check_claim(claim, f"/claims/{number}", notes)
    for number, procedure in enumerate(read["procedures"]):
        _check_procedure(procedure, f"/procedures/{number}", notes)
    for number, appearance in enumerate(read["appearances"]):
        _check_readings(appearance, f"/appearances/{number}/observations", notes)


def _check_keys(read: dict[str, Any], notes: Notes) -> None:
    """Each id once, and each that is named is there."""
    for name in ("involvements", "appearances", "claims", "procedures", "sources"):
        for key, count in Counter(each["id"] for each in read[name]).items():
            if count > 1:
                template = gettext_noop("the id “%(id)s” stands %(count)d times")
                notes.wrong(f"/{name}", template, id=key, count=count)
    _check_answers(read, notes)
    seen = {each["id"] for each in read["appearances"]}
    for number, procedure in enumerate(read["procedures"]):
        if set(procedure["appearances"]) - seen:
            where = f"/procedures/{number}/appearances"
            notes.wrong(where, gettext_noop("it names an appearance that the document lacks"))


def _check_answers(read: dict[str, Any], notes: Notes) -> None:
    """Each to another record of the document, and no claim to itself, by way of others."""
    claims = {each["id"] for each in read["claims"]}
    involvements = {each["id"] for each in read["involvements"]}
    for number, claim in enumerate(read["claims"]):
        for place, answer in enumerate(claim["answers"]):
            of_claim, of_tie = answer["claim"], answer["involvement"]
            known = of_claim in claims if of_claim else of_tie in involvements
            if bool(of_claim) == bool(of_tie) or not known or of_claim == claim["id"]:
                where = f"/claims/{number}/answers/{place}"
                notes.wrong(where, gettext_noop("it answers no other record of the document"))
    answered = {
        each["id"]: [
            a["claim"] for a in each["answers"] if a["claim"] not in ("", None, each["id"])
        ]
        for each in read["claims"]
    }
    looping = set(in_circles(answered))
    for number, claim in enumerate(read["claims"]):
        if claim["id"] in looping:
            said = gettext_noop("this claim answers itself, by way of others")
            notes.wrong(f"/claims/{number}/answers", said)


def _check_cited(read: dict[str, Any], notes: Notes) -> None:
    sources = {each["id"] for each in read["sources"]}
    stack: list[tuple[str, Any]] = [("", read)]
    while stack:
        place, value = stack.pop()
        if isinstance(value, dict):
            if "quote" in value and value["source"] not in sources:
                template = gettext_noop("source “%(id)s” is not in the document")
                notes.wrong(f"{place}/source", template, id=value["source"])
            stack += [(f"{place}/{name}", each) for name, each in value.items()]
        elif isinstance(value, list):
            stack += [(f"{place}/{number}", each) for number, each in enumerate(value)]


def _check_claim(claim: dict[str, Any], place: str, notes: Notes) -> None:
    labelled = any(claim["speaker"]["label"].values())
    if bool(claim["speaker"]["actor"]) == labelled:
        said = gettext_noop("a claim has a speaker, or a label for one who is not named")
        notes.wrong(f"{place}/speaker", said)
    if not any(claim["summary"].values()):
        notes.wrong(f"{place}/summary", gettext_noop("it is missing"))
    assessed = any(claim[axis] for axis in ("reliability", "credibility", "likelihood"))
    if assessed != bool(claim["assessed_on"]):
        said = gettext_noop("a claim is assessed on a day, or not at all")
        notes.wrong(f"{place}/assessed_on", said)


def _check_procedure(procedure: dict[str, Any], place: str, notes: Notes) -> None:
    if procedure["platform"] and procedure["track"] != Track.PLATFORM:
        notes.wrong(f"{place}/platform", gettext_noop("only a platform notice has a platform"))
    for number, event in enumerate(procedure["events"]):
        where = f"{place}/events/{number}"
        if event["channel"] and event["kind"] != EventKind.SENT:
            notes.wrong(f"{where}/channel", gettext_noop("only a sent notice has a channel"))
        if event["decisions"] and event["kind"] not in DECIDES:
            notes.wrong(f"{where}/decisions", gettext_noop("only a decision has decisions"))
        statement = event["statement_of_reasons"]
        if statement and not statement["applies_from"]:
            where = f"{where}/statement_of_reasons/applies_from"
            notes.wrong(where, gettext_noop("it is missing"))


def _check_readings(appearance: dict[str, Any], place: str, notes: Notes) -> None:
    headlines = Counter(o["measure"] for o in appearance["observations"] if o["headline"])
    for number, seen in enumerate(appearance["observations"]):
        where = f"{place}/{number}"
        if not seen["as_of"]:
            notes.wrong(f"{where}/as_of", gettext_noop("it is missing"))
        if seen["headline"] and not any(seen["headline_reason"].values()):
            notes.wrong(f"{where}/headline_reason", gettext_noop("it is missing"))
        if headlines[seen["measure"]] > 1:
            said = gettext_noop("an appearance has one headline reading per measure")
            notes.wrong(f"{where}/headline", said)
