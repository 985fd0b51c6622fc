"""What both ways begin with: the pasted page, its preview, and who speaks."""

from benchmarks.desk_case import Case, Range
from benchmarks.desk_person import Person


def open_intake(person: Person, case: Case, page_text: str) -> None:
    """From the desk to the preview of the pasted page."""
    person.page.goto("/admin/")
    person.count.loads = 0
    person.click("a[href$='/sourcemedia/page/']")
    person.paste("#id_text", page_text)
    person.write("#id_title", case.title)
    person.write("#id_captured_on", case.captured_on)
    person.click("input[name=preview]")


def take_in(person: Person) -> None:
    """Save what the preview shows."""
    person.click("input[name=save]")


def assign(person: Person, case: Case) -> None:
    """Give each run of passages its voice: named once, then by its digit."""
    page = person.page
    page.wait_for_selector("#bench-list[aria-busy=false] .bench__row--current")
    for number, voice in enumerate(case.voices, start=1):
        for turn, run in enumerate(voice.runs):
            select(person, run)
            if turn == 0:
                person.key("s")
                person.write("#bench_label", voice.label)
                person.choose("#bench_role", voice.role)
                person.click("#bench-speaker button[type=submit]")
                page.wait_for_selector("#bench-speaker", state="hidden")
            else:
                person.key(str(number))
            last = run[1]
            page.wait_for_function(
                "([n, label]) => document.querySelector(`.bench__row[data-n='${n}'] .bench__who`)"
                "?.textContent.includes(label)",
                arg=[last, voice.label],
            )


def select(person: Person, run: Range) -> None:
    """Click on the first passage and, with Shift, on the last."""
    person.click(f".bench__row[data-n='{run[0]}']")
    if run[1] != run[0]:
        person.click(f".bench__row[data-n='{run[1]}']", shift=True)


def country(person: Person, case: Case) -> None:
    """Choose the country of the case, unless the form proposes it."""
    shown = person.page.locator("#id_jurisdiction option:checked").all_inner_texts()
    if case.jurisdiction not in shown:
        person.look_up("#id_jurisdiction", case.jurisdiction)
