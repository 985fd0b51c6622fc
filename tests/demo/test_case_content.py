"""The demo and the seed case are coherent: keys, codes, quotes, dates, coverage. No database."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

import pytest

from incidents import codes
from incidents.procedures import (
    NEEDS_NO_SOURCE,
    Event,
    EventKind,
    is_allowed,
    is_overdue,
    status_of,
)
from tests.demo import case_files
from tests.demo.case_files import Table, citations, demo, first_day, folded, seed

CASES = {"demo": demo, "seed": seed}
TERMS = {
    "techniques": "technique",
    "media": "media",
    "ratings": "rating",
    "goals": "goal",
}
PUBLIC = ("published", "withdrawn")


@pytest.fixture(params=sorted(CASES))
def case(request: pytest.FixtureRequest) -> dict[str, list[Table]]:
    return CASES[request.param]()


def _keys(rows: Iterable[Table]) -> set[str]:
    return {row["key"] for row in rows}


def _inner(case: dict[str, list[Table]], name: str) -> list[Table]:
    return [row for incident in case["incident"] for row in incident.get(name, [])]


def _unknown(used: Iterable[str], known: set[str]) -> set[str]:
    return {key for key in used if key and key not in known}


def test_every_key_is_used_once(case: dict[str, list[Table]]) -> None:
    for name in ("actor", "election", "source", "incident", "claim", "procedure"):
        repeated = [k for k, n in Counter(row["key"] for row in case[name]).items() if n > 1]
        assert repeated == [], name
    for name in ("involvement", "appearance"):
        repeated = [
            k for k, n in Counter(row["key"] for row in _inner(case, name)).items() if n > 1
        ]
        assert repeated == [], name


def test_every_actor_named_exists(case: dict[str, list[Table]]) -> None:
    used = [row["actor"] for row in _inner(case, "involvement")]
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
    involvements = _keys(_inner(case, "involvement"))
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
    for row in _inner(case, "involvement"):
        codes.Role(row["role"])
    for row in _inner(case, "appearance"):
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
    kinds = [row.get("target_kind", "") for row in _inner(case, "involvement")]
    assert _unknown(kinds, case_files.codes("target_kind", "term")) == set()
    appearances = _inner(case, "appearance")
    disclosures = [row.get("disclosure", "") for row in appearances]
    assert _unknown(disclosures, case_files.codes("disclosure", "term")) == set()
    platforms = [row["platform"] for row in appearances]
    assert _unknown(platforms, case_files.codes("platforms", "platform")) == set()
    bases = [code for row in case["procedure"] for code in row.get("bases", [])]
    assert _unknown(bases, case_files.codes("legal_bases", "basis")) == set()


def test_what_must_be_cited_is_cited(case: dict[str, list[Table]]) -> None:
    missing = [f"claim {row['key']}" for row in case["claim"] if not row.get("cite")]
    for row in _inner(case, "involvement"):
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
        track, events = codes.Track(procedure["track"]), []
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


def test_the_demo_is_as_large_as_it_says() -> None:
    incidents = demo()["incident"]
    months = Counter(
        f"{row['published_at']:%Y-%m}" for row in incidents if row["state"] == "published"
    )
    assert sum(months.values()) >= 40
    assert sorted(months) == ["2026-05", "2026-06", "2026-07", "2026-08", "2026-09", "2026-10"]
    assert months["2026-10"] >= 6
    states = Counter(row["state"] for row in incidents)
    assert states["withdrawn"] == 1
    assert {"draft", "in_review", "approved"} <= set(states)
    public = [row for row in incidents if row["state"] == "published"]
    assert len([row for row in public if not row.get("summary_en")]) == 2
    assert len([row for row in incidents if row.get("translation_outdated")]) == 1


def test_the_demo_uses_every_code() -> None:
    case = demo()
    appearances, involvements = _inner(case, "appearance"), _inner(case, "involvement")
    claims, incidents, sources = case["claim"], case["incident"], case["source"]
    events = [event["kind"] for row in case["procedure"] for event in row["event"]]
    answers = [answer["kind"] for row in claims for answer in row.get("answers", [])]
    used: dict[type, Iterable[str]] = {
        codes.SyntheticLevel: (row["synthetic_level"] for row in incidents),
        codes.PresentedAs: (row["presented_as"] for row in incidents),
        codes.Verdict: (row["verdict"] for row in incidents),
        codes.Sensitivity: (flag for row in incidents for flag in row.get("sensitivity", [])),
        codes.Precision: _precisions(case),
        codes.Role: (row["role"] for row in involvements),
        codes.ActorKind: (row["kind"] for row in case["actor"]),
        codes.AppearanceKind: (row["kind"] for row in appearances),
        codes.AppearanceEventKind: (
            event["kind"] for row in appearances for event in row.get("event", [])
        ),
        codes.Measure: (
            seen["measure"] for row in appearances for seen in row.get("observation", [])
        ),
        codes.SourceKind: (row["kind"] for row in sources),
        codes.PublicExtent: (row.get("public_extent", "cited") for row in sources),
        codes.SpeakerRole: (who["role"] for row in sources for who in row.get("speaker", [])),
        codes.Proposition: (row["proposition"] for row in claims),
        codes.Stance: (row["stance"] for row in claims),
        codes.AnswerKind: answers,
        codes.Directness: (row["directness"] for row in claims),
        codes.Reliability: (row.get("reliability", "") for row in claims),
        codes.Credibility: (row.get("credibility", "") for row in claims),
        codes.Likelihood: (row.get("likelihood", "") for row in claims),
        codes.Track: (row["track"] for row in case["procedure"]),
        EventKind: events,
    }
    missing = {
        f"{enum.__name__}.{code}" for enum, seen in used.items() for code in set(enum) - set(seen)
    }
    assert missing == set()


def _precisions(case: dict[str, list[Table]]) -> list[str]:
    found = [row["facts"]["precision"] for row in case["incident"]]
    said = [row["said_on"] for row in case["claim"]]
    return found + ["day" if isinstance(when, date) else when["precision"] for when in said]


def test_the_demo_uses_every_term() -> None:
    case = demo()
    appearances = _inner(case, "appearance")
    used = {
        scheme: {code for row in case["incident"] for code in row.get(name, [])}
        for name, scheme in TERMS.items()
    }
    used["persona"] = {row.get("persona", "") for row in case["incident"]}
    used["disclosure"] = {row.get("disclosure", "") for row in appearances}
    used["target_kind"] = {row.get("target_kind", "") for row in _inner(case, "involvement")}
    missing = {
        f"{scheme}.{code}"
        for scheme, seen in used.items()
        for code in case_files.codes(scheme, "term") - seen
    }
    platforms = case_files.codes("platforms", "platform") - {row["platform"] for row in appearances}
    assert missing | platforms == set()


def test_every_legal_status_occurs_in_the_demo() -> None:
    """Announced or considered with a review date in the past counts as nothing followed."""
    last = date(2026, 10, 31)
    found = set()
    for procedure in demo()["procedure"]:
        status = status_of(EventKind(event["kind"]) for event in procedure["event"])
        overdue = is_overdue(status, procedure.get("review_on"), last)
        found.add(codes.LegalStatus.NOTHING_FOLLOWED if overdue else status)
    followed = {key for row in demo()["procedure"] for key in row["incidents"]}
    if [row for row in demo()["incident"] if row["key"] not in followed]:
        found.add(codes.LegalStatus.NONE)
    assert found == set(codes.LegalStatus)
