"""The demo and the seed case are coherent: keys, codes, quotes, dates, coverage. No database."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

import pytest

from incidents import codes
from incidents.procedures import NEEDS_NO_SOURCE, Event, EventKind, is_allowed
from tests.demo import case_files
from tests.demo.case_files import (
    TERMS,
    Table,
    citations,
    demo,
    first_day,
    folded,
    inner,
    seed,
)

CASES = {"demo": demo, "seed": seed}
SEED_PAGE = case_files.ROOT.parent / "shared" / "samples" / "seed" / "video_page.txt"
PUBLIC = ("published", "withdrawn")


@pytest.fixture(params=sorted(CASES))
def case(request: pytest.FixtureRequest) -> dict[str, list[Table]]:
    return CASES[request.param]()


def _keys(rows: Iterable[Table]) -> set[str]:
    return {row["key"] for row in rows}


def _unknown(used: Iterable[str], known: set[str]) -> set[str]:
    return {key for key in used if key and key not in known}


def test_every_key_is_used_once(case: dict[str, list[Table]]) -> None:
    for name in ("actor", "election", "source", "incident", "claim", "procedure"):
        repeated = [k for k, n in Counter(row["key"] for row in case[name]).items() if n > 1]
        assert repeated == [], name
    for name in ("involvement", "appearance"):
        repeated = [k for k, n in Counter(row["key"] for row in inner(case, name)).items() if n > 1]
        assert repeated == [], name


def test_every_actor_named_exists(case: dict[str, list[Table]]) -> None:
    used = [row["actor"] for row in inner(case, "involvement")]
    for source in case["source"]:
        used += [source.get("publisher", "")]
        used += [speaker.get("actor", "") for speaker in source.get("speaker", [])]
    for claim in case["claim"]:
        used += [claim.get("speaker", ""), claim.get("relayed_by", "")]
        used += claim.get("on_behalf_of", []) + claim.get("about", [])
    for procedure in case["procedure"]:
        used += procedure.get("complainants", []) + procedure.get("respondents", [])
        used += [procedure.get("authority", "")]
        used += [event.get("respondent", "") for event in procedure["event"]]
    for affiliation in case["affiliation"]:
        used += [affiliation["person"], affiliation["body"]]
    assert _unknown(used, _keys(case["actor"])) == set()


def test_every_incident_source_and_answer_named_exists(case: dict[str, list[Table]]) -> None:
    incidents = _keys(case["incident"])
    for row in case["claim"] + case["procedure"]:
        assert row["incidents"], row["key"]
        assert _unknown(row["incidents"], incidents) == set(), row["key"]
    elections = _keys(case["election"])
    assert _unknown((row.get("election", "") for row in case["incident"]), elections) == set()
    sources = _keys(case["source"])
    assert _unknown((cite["source"] for _, cite in citations(case)), sources) == set()
    answers = [answer for claim in case["claim"] for answer in claim.get("answers", [])]
    assert _unknown((a.get("claim", "") for a in answers), _keys(case["claim"])) == set()
    involvements = _keys(inner(case, "involvement"))
    assert _unknown((a.get("involvement", "") for a in answers), involvements) == set()


def test_behavioural_codes_exist(case: dict[str, list[Table]]) -> None:
    for row in case["actor"]:
        codes.ActorKind(row["kind"])
    for row in case["source"]:
        codes.SourceKind(row["kind"])
        codes.PublicExtent(row.get("public_extent", "cited"))
        for speaker in row.get("speaker", []):
            codes.SpeakerRole(speaker["role"])
    for row in case["incident"]:
        codes.State(row["state"])
        codes.SyntheticLevel(row["synthetic_level"])
        codes.PresentedAs(row["presented_as"])
        codes.Verdict(row["verdict"])
        for flag in row.get("sensitivity", []):
            codes.Sensitivity(flag)
        for cite in row.get("cite", []):
            codes.Supports(cite["supports"])
    for row in inner(case, "involvement"):
        codes.Role(row["role"])
    for row in inner(case, "appearance"):
        codes.AppearanceKind(row["kind"])
        for event in row.get("event", []):
            codes.AppearanceEventKind(event["kind"])
        for observation in row.get("observation", []):
            codes.Measure(observation["measure"])
    for row in case["claim"]:
        codes.Proposition(row["proposition"])
        codes.Stance(row["stance"])
        codes.Directness(row["directness"])
        for answer in row.get("answers", []):
            codes.AnswerKind(answer["kind"])
        for enum, name in (
            (codes.Reliability, "reliability"),
            (codes.Credibility, "credibility"),
            (codes.Likelihood, "likelihood"),
        ):
            if name in row:
                enum(row[name])


def test_descriptive_codes_exist(case: dict[str, list[Table]]) -> None:
    for name, scheme in TERMS.items():
        used = [code for row in case["incident"] for code in row.get(name, [])]
        assert _unknown(used, case_files.codes(scheme, "term")) == set()
    personas = [row.get("persona", "") for row in case["incident"]]
    assert _unknown(personas, case_files.codes("persona", "term")) == set()
    kinds = [row.get("target_kind", "") for row in inner(case, "involvement")]
    assert _unknown(kinds, case_files.codes("target_kind", "term")) == set()
    appearances = inner(case, "appearance")
    disclosures = [row.get("disclosure", "") for row in appearances]
    assert _unknown(disclosures, case_files.codes("disclosure", "term")) == set()
    platforms = [row["platform"] for row in appearances]
    assert _unknown(platforms, case_files.codes("platforms", "platform")) == set()
    bases = [code for row in case["procedure"] for code in row.get("bases", [])]
    assert _unknown(bases, case_files.codes("legal_bases", "basis")) == set()


def test_what_must_be_cited_is_cited(case: dict[str, list[Table]]) -> None:
    missing = [f"claim {row['key']}" for row in case["claim"] if not row.get("cite")]
    for row in inner(case, "involvement"):
        if codes.Role(row["role"]) in codes.ACCUSING_ROLES and not row.get("cite"):
            missing.append(f"involvement {row['key']}")
    for procedure in case["procedure"]:
        for event in procedure["event"]:
            if EventKind(event["kind"]) not in NEEDS_NO_SOURCE and not event.get("cite"):
                missing.append(f"{event['kind']} of {procedure['key']}")
    assert missing == []


def _passage(source: Table, cite: Table) -> str:
    """The text in which a citation's quote must stand."""
    if "file" not in source:
        return source["description"]
    segments = case_files.segments(source["file"])
    first, last = cite.get("from", min(segments)), cite.get("to", max(segments))
    return " ".join(text for start, text in segments.items() if first <= start <= last)


def test_quotes_and_times_are_in_the_sources() -> None:
    sources = {row["key"]: row for row in demo()["source"]}
    wrong = []
    for name, cite in citations(demo()):
        source = sources[cite["source"]]
        times = {cite[end] for end in ("from", "to") if end in cite}
        if times and not times <= set(case_files.segments(source["file"])):
            wrong.append(f"{name}: {sorted(times)} are not starts in {source['file']}")
        elif "quote" in cite and folded(cite["quote"]) not in folded(_passage(source, cite)):
            wrong.append(f"{name}: {cite['quote']!r} is not in {cite['source']}")
    assert wrong == []


def test_times_of_the_seed_case_are_in_the_real_page() -> None:
    if not SEED_PAGE.exists():
        pytest.skip(f"the seed case was not compared with its page: no {SEED_PAGE.name}")
    starts = set(case_files.starts(SEED_PAGE.read_bytes()))
    used = [cite[end] for _, cite in citations(seed()) for end in ("from", "to") if end in cite]
    for speaker in seed()["source"][0]["speaker"]:
        used += [time for span in speaker["ranges"] for time in span.split("-")]
    assert used
    assert _unknown(used, starts) == set()


def test_speakers_have_every_segment_of_the_demo_once() -> None:
    for source in (row for row in demo()["source"] if "file" in row):
        segments = list(case_files.segments(source["file"]))
        given: Counter[str] = Counter()
        for speaker in source["speaker"]:
            for span in speaker["ranges"]:
                first, last = span.split("-")
                assert {first, last} <= set(segments), f"{source['key']}: {span}"
                given.update(start for start in segments if first <= start <= last)
        assert given == Counter(segments), source["key"]


def test_no_page_or_private_name_is_left_loose() -> None:
    files = {row["file"] for row in demo()["source"] if "file" in row}
    assert files == {f"pages/{path.name}" for path in (case_files.DEMO / "pages").glob("*")}
    identities = [row["identity"] for row in demo()["actor"] if "identity" in row]
    assert len(identities) >= 2
    public = [row for row in demo()["actor"] if "identity" not in row]
    public += [row for name in case_files.TABLES if name != "actor" for row in demo()[name]]
    texts = [folded(text) for row in public for text in case_files.strings(row)]
    texts += [folded(" ".join(case_files.segments(file).values())) for file in files]
    for identity in identities:
        for name in (identity["name"], *identity["aliases"], *identity["handles"]):
            assert not [text for text in texts if folded(name) in text]


def test_procedures_follow_their_tables_or_say_why_not(case: dict[str, list[Table]]) -> None:
    for procedure in case["procedure"]:
        track = codes.Track(procedure["track"])
        events: list[Event] = []
        for row in procedure["event"]:
            event = Event(EventKind(row["kind"]), row.get("respondent"))
            allowed = is_allowed(track, events, event)
            assert allowed or row.get("reason_fr"), f"{procedure['key']}: {row['kind']}"
            events.append(event)


def test_nothing_is_published_before_it_happened(case: dict[str, list[Table]]) -> None:
    """The first publication shows everything of the file, so all of it must be earlier."""
    published = {
        row["key"]: row["published_at"].date() for row in case["incident"] if row["state"] in PUBLIC
    }
    dated: list[tuple[str, object]] = []
    for row in case["incident"]:
        dated.append((row["key"], row.get("verdict_on")))
        dated.append((row["key"], row["facts"]))
        for appearance in row.get("appearance", []):
            dated += [(row["key"], event["on"]) for event in appearance.get("event", [])]
            dated += [(row["key"], seen["as_of"]) for seen in appearance.get("observation", [])]
    for claim in case["claim"]:
        dated += [(key, claim["said_on"]) for key in claim["incidents"]]
    for procedure in case["procedure"]:
        for event in procedure["event"]:
            dated += [(key, event["on"]) for key in procedure["incidents"]]
    late = [
        (key, when)
        for key, when in dated
        if key in published and (first_day(when) or date.min) > published[key]
    ]
    assert late == []
