"""The long way: one form for each record, one citation after another."""

from typing import Any

from benchmarks.desk_case import Actor, Case, Claim, Incident, Range
from benchmarks.desk_intake import assign, country, open_intake, select, take_in
from benchmarks.desk_person import Person

BASE = "/admin/incidents"


def walk(person: Person, case: Case, page_text: str) -> tuple[int, int]:
    """Log the case; gives the keys of its two incidents."""
    with person.part("page and voices"):
        open_intake(person, case, page_text)
        take_in(person)
        assign(person, case)
    bench = person.page.url.split("?")[0].split("#")[0]
    with person.part("facts"):
        for actor in case.actors:
            if actor.key not in {involvement.actor for involvement in case.involvements}:
                _actor_apart(person, actor)
        second = _incident(person, case, case.incidents[1])
        first = _incident(person, case, case.incidents[0])
        _people_and_place(person, case)
    with person.part("claims"):
        for claim in case.claims:
            _to(person, bench)
            _claim(person, case, claim)
    with person.part("citations"):
        _citations(person, case, bench)
    with person.part("procedure"):
        _procedure(person, case, bench, first)
    return first, second


def _incident(person: Person, case: Case, facts: Incident) -> int:
    """A new incident from the menu, saved and stayed with."""
    person.click("#nav-sidebar a[href='/admin/incidents/incident/add/']")
    for name in ("title_fr", "title_en", "summary_fr", "summary_en", "earliest", "latest"):
        person.write(f"#id_{name}", getattr(facts, name))
    person.choose("#id_precision", facts.precision)
    country(person, case)
    person.choose("#id_synthetic_level", facts.synthetic_level)
    person.choose("#id_presented_as", facts.presented_as)
    for field, code in (("techniques", facts.technique), ("media", facts.media)):
        if code:
            person.tick(f"#id_{field} input[value='{term(person, field, code)}']")
    person.click("input[name=_continue]")
    return int(person.page.url.split("/incident/")[1].split("/")[0])


def term(person: Person, field: str, code: str) -> str:
    """The value of the box whose term has this code: a person sees its label."""
    labels = {"face_swap": "échange de visages", "video": "vidéo"}
    boxes: Any = person.page.locator(f"#id_{field} label").evaluate_all(
        "found => found.map(label =>"
        " [label.textContent.trim().toLowerCase(), label.querySelector('input').value])"
    )
    wanted = labels[code]
    found = [value for text, value in boxes if text == wanted]
    if not found:
        raise RuntimeError(f"{wanted} is not among {boxes}")
    return str(found[0])


def _people_and_place(person: Person, case: Case) -> None:
    """Rows in the incident's form; actors made in the small window beside each."""
    for number, involvement in enumerate(case.involvements):
        person.click("#involvements-group .add-row a")
        _new_actor(person, f"#add_id_involvements-{number}-actor", case.actor(involvement.actor))
        person.choose(f"#id_involvements-{number}-role", involvement.role)
    person.click("#appearances-group .add-row a")
    person.look_up("#id_appearances-0-platform", "TikTok")
    person.choose("#id_appearances-0-kind", "account")
    person.click("input[name=_continue]")
    person.click("#appearances-0 .inlinechangelink")
    person.click("#events-group .add-row a")
    person.choose("#id_events-0-kind", "seen")
    person.write("#id_events-0-earliest", case.seen_on)
    person.click("input[name=_save]")


def _new_actor(person: Person, link: str, actor: Actor) -> None:
    with person.page.expect_popup() as opened:
        person.page.click(link)
    person.count.clicks += 1
    window = opened.value
    person.choose("#id_kind", actor.kind, page=window)
    person.write("#id_name_fr", actor.name_fr, page=window)
    person.write("#id_name_en", actor.name_en, page=window)
    if actor.kind == "unidentified":
        # The form proposes a slug from the name, and such an actor must not have one.
        person.click("#id_slug", page=window)
        for key in ("Control+a", "Delete", "Tab"):
            window.keyboard.press(key)
            person.count.keys += 1
    with window.expect_event("close"):
        person.click("input[name=_save]", page=window)


def _actor_apart(person: Person, actor: Actor) -> None:
    """The form of a claim from passages makes no actor: who is only spoken of is made before."""
    person.click(f"#nav-sidebar a[href='{BASE}/actor/add/']")
    person.choose("#id_kind", actor.kind)
    person.write("#id_name_fr", actor.name_fr)
    person.write("#id_name_en", actor.name_en)
    person.click("input[name=_save]")


def _to(person: Person, bench: str) -> None:
    """Back to the transcript, by the menu and the list, unless it is there."""
    if person.page.url.split("?")[0].split("#")[0] != bench:
        person.click(f"#nav-sidebar a[href='{BASE}/transcript/']")
        person.click(f"#result_list a[href*='/transcript/{bench.split('/')[-3]}/']")
    person.page.wait_for_selector("#bench-list[aria-busy=false] .bench__row--current")


def _claim(person: Person, case: Case, claim: Claim) -> None:
    """From passages to a claim; then what it answers, in the claim's own form."""
    select(person, claim.at)
    person.key("c")
    person.page.wait_for_selector("#id_proposition")
    person.look_up("#id_incidents", case.incidents[0].title_fr)
    if claim.both:
        person.look_up("#id_incidents", case.incidents[1].title_fr)
    person.choose("#id_proposition", claim.proposition)
    person.choose("#id_stance", claim.stance)
    person.write("#id_summary_fr", claim.fr)
    person.write("#id_summary_en", claim.en)
    person.write("#id_speaker_label_en", claim.speaker_en)
    for field, key in (("on_behalf_of", claim.on_behalf_of), ("about", claim.about)):
        if key:
            person.look_up(f"#id_{field}", case.actor(key).name_fr)
    person.click("form#quoting .submit-row input.default")
    for row, (target, kind) in enumerate(claim.answers):
        person.click("#answers-group .add-row a")
        person.choose(f"#id_answers-{row}-kind", kind)
        actor = case.actor(case.involvements[target].actor)
        person.look_up(f"#id_answers-{row}-involvement", actor.name_fr)
    if claim.answers:
        person.click("input[name=_save]")


def _citations(person: Person, case: Case, bench: str) -> None:
    """Each fact, involvement and event cites its passages from the transcript's page."""
    incidents = [(case.incidents[1].what, "incident:what", case.incidents[1])]
    _to(person, bench)
    for at, record, incident in incidents:
        _cite(person, at, record, incident.title_fr)
    _cite(person, case.incidents[0].what, "incident:what", case.incidents[0].title_fr)
    for number, involvement in enumerate(case.involvements):
        _cite(person, involvement.at, f"involvement#{number}", "")
    _cite(person, case.seen_at, "appearance_event#0", "")


def _cite(person: Person, at: Range, record: str, other_incident: str) -> None:
    person.page.wait_for_selector("#bench-list[aria-busy=false] .bench__row--current")
    select(person, at)
    person.key("q")
    person.page.wait_for_selector("#id_incident")
    shown = person.page.locator("#id_incident option:checked").first.inner_text()
    if other_incident and other_incident not in shown:
        person.look_up("#id_incident", other_incident)
        person.click(".choose-incident button")
    if "#" in record:
        kind, number = record.split("#")
        values: Any = person.page.locator("#id_record option").evaluate_all(
            "found => found.map(o => o.value)"
        )
        record = [value for value in values if value.startswith(f"{kind}:")][int(number)]
    person.choose("#id_record", record)
    person.click("form#quoting .submit-row input.default")


def _procedure(person: Person, case: Case, bench: str, incident: int) -> None:
    """The procedure from the incident's page, its event from the transcript."""
    person.click(f"#nav-sidebar a[href='{BASE}/incident/']")
    person.click(f"#result_list a[href*='/incident/{incident}/']")
    person.click("a[href*='/procedure/add/']:not(#nav-sidebar a)")
    person.choose("#id_track", "penal")
    person.write("#id_review_on", case.review_on)
    person.look_up("#id_complainants", case.actor(case.complainant).name_fr)
    person.tick("#id_against_x")
    person.look_up("#id_bases", case.basis)
    person.click("input[name=_save]")
    _to(person, bench)
    select(person, case.considered_at)
    person.key("e")
    person.page.wait_for_selector("#id_incident")
    person.click("ul.remarks a[href*='/event/']")
    person.choose("#id_kind", "considered")
    person.write("#id_earliest", case.considered_on)
    if case.considered_on:
        person.choose("#id_precision", "day")
    person.click("#content .submit-row input[type=submit]")
