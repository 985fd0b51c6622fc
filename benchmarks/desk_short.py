"""The short way: quick entry, one save for a record with its citation and its ties."""

from benchmarks.desk_case import Actor, Case, Claim, Incident, Involvement, Range
from benchmarks.desk_intake import assign, country, open_intake, select, take_in
from benchmarks.desk_long import term
from benchmarks.desk_person import Person


def walk(person: Person, case: Case, page_text: str) -> tuple[int, int]:
    """Log the case; gives the keys of its two incidents."""
    with person.part("page and voices"):
        open_intake(person, case, page_text)
        take_in(person)
        assign(person, case)
    with person.part("facts"):
        select(person, case.incidents[1].what)
        person.key("i")
        _incident(person, case, case.incidents[1], then="another")
        _passages(person, case.incidents[0].what)
        _incident(person, case, case.incidents[0], then="involvement")
        for involvement in case.involvements:
            last = involvement is case.involvements[-1]
            _involvement(person, case, involvement, then="appearance" if last else "involvement")
        _appearance(person, case, then="claim")
    first = int(person.page.url.split("/incident/")[1].split("/")[0])
    with person.part("claims"):
        for claim in case.claims:
            _claim(person, case, claim, then="procedure" if claim is case.claims[-1] else "claim")
    with person.part("procedure"):
        _procedure(person, case)
    return first, first - 1


def _save(person: Person, then: str) -> None:
    person.click(f"button[name=then][value={then}]")


def _passages(person: Person, at: Range) -> None:
    """Click on the first passage and, with Shift, on the last."""
    person.click(f"#quick-list tr[data-n='{at[0]}'] .time")
    if at[1] != at[0]:
        person.click(f"#quick-list tr[data-n='{at[1]}'] .time", shift=True)


def _radio(person: Person, name: str, value: str) -> None:
    person.tick(f"input[name={name}][value='{value}']")


def _ticked(person: Person, name: str, label: str) -> None:
    """The box beside which a person reads these words."""
    box = person.page.locator(f".field-{name} label", has_text=label).locator("input").first
    if not box.is_checked():
        box.check()
        person.count.clicks += 1


def _incident(person: Person, case: Case, facts: Incident, then: str) -> None:
    page = person.page
    page.wait_for_selector("#id_title_fr")
    for name in ("title_fr", "title_en", "summary_fr", "summary_en"):
        person.write(f"#id_{name}", getattr(facts, name))
    for name in ("earliest", "latest"):
        _day(person, f"#id_{name}", getattr(facts, name))
    country(person, case)
    _radio(person, "synthetic_level", facts.synthetic_level)
    _radio(person, "presented_as", facts.presented_as)
    for field, code in (("techniques", facts.technique), ("media", facts.media)):
        if code:
            person.tick(f"#id_{field} input[value='{term(person, field, code)}']")
    _save(person, then)


def _day(person: Person, where: str, day: str) -> None:
    """Write the day in the place of the proposed one; unknown: take the proposed one out."""
    field = person.page.locator(where)
    if day:
        person.write(where, day)
    elif field.input_value():
        field.fill("")
        person.count.clicks += 1
        person.count.keys += 2


def _involvement(person: Person, case: Case, involvement: Involvement, then: str) -> None:
    _passages(person, involvement.at)
    _radio(person, "role", involvement.role)
    _new_actor(person, case.actor(involvement.actor))
    _save(person, then)


def _new_actor(person: Person, actor: Actor) -> None:
    _radio(person, "new_kind", actor.kind)
    person.write("#id_new_name_fr", actor.name_fr)
    person.write("#id_new_name_en", actor.name_en)


def _appearance(person: Person, case: Case, then: str) -> None:
    _passages(person, case.seen_at)
    person.page.select_option("#id_platform", label="TikTok")
    person.count.clicks += 2
    _radio(person, "kind", "account")
    person.write("#id_earliest", case.seen_on)
    _save(person, then)


def _claim(person: Person, case: Case, claim: Claim, then: str) -> None:
    _passages(person, claim.at)
    _radio(person, "proposition", claim.proposition)
    _radio(person, "stance", claim.stance)
    person.write("#id_summary_fr", claim.fr)
    person.write("#id_summary_en", claim.en)
    if claim.speaker_en not in person.seen:
        person.write("#id_speaker_label_en", claim.speaker_en)
        person.seen.add(claim.speaker_en)
    for field, key in (("on_behalf_of", claim.on_behalf_of), ("about", claim.about)):
        if key:
            _named(person, field, case.actor(key))
    for target, kind in claim.answers:
        actor = case.actor(case.involvements[target].actor)
        _ticked(person, "answers", actor.name_fr)
        if kind != claim.stance:
            _radio(person, "answer_kind", kind)
    if claim.both:
        _ticked(person, "also", case.incidents[1].title_fr)
    _save(person, then)


def _named(person: Person, field: str, actor: Actor) -> None:
    """Ticked where the incident knows the actor; else new, and spoken about."""
    known = person.page.locator(f".field-{field} label", has_text=actor.name_fr)
    if known.count():
        _ticked(person, field, actor.name_fr)
        return
    person.click("details:has(#id_new_name_fr) > summary")
    _new_actor(person, actor)


def _procedure(person: Person, case: Case) -> None:
    _passages(person, case.considered_at)
    _radio(person, "track", "penal")
    _radio(person, "kind", "considered")
    person.write("#id_earliest", case.considered_on)
    person.write("#id_review_on", case.review_on)
    _ticked(person, "complainants", case.actor(case.complainant).name_fr)
    person.tick("#id_against_x")
    _ticked(person, "bases", case.basis)
    _save(person, "page")
