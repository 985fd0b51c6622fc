"""The shipped platforms, legal bases, authorities and jurisdictions."""

import csv
import json
from datetime import date
from pathlib import Path

from incidents.vocabulary.reader import read_vocabularies

SHIPPED = read_vocabularies()
PLATFORMS = {platform.code: platform for platform in SHIPPED.platforms}
BASES = {basis.code: basis for basis in SHIPPED.legal_bases}
AUTHORITIES = {authority.slug: authority for authority in SHIPPED.authorities}
JURISDICTIONS = {jurisdiction.code: jurisdiction for jurisdiction in SHIPPED.jurisdictions}

PROMISED_PLATFORMS = (
    "tiktok instagram facebook x youtube telegram whatsapp snapchat threads dailymotion twitch "
    "linkedin reddit bluesky mastodon vk odysee website other_messaging telephone broadcast print "
    "other unknown"
)
PROMISED_BASES = (
    "CP-226-8@1994-03-01 CP-226-8@2024-05-23 CP-226-8-1 CP-226-4-1 CP-226-1 CE-L97 CE-L112 "
    "CE-L163-1 CE-L163-2 CE-L48-1 CE-L48-2 CE-L49 LP-1881 LCEN-6-3 CC-9 CC-9-1 GDPR DSA-9 DSA-16 "
    "DSA-17 DSA-20 DSA-21 DSA-22 DSA-35 AIA-50-4 REG-2024-900"
)
PROMISED_AUTHORITIES = (
    "procureur-de-la-republique juge-d-instruction president-du-tribunal-judiciaire "
    "juge-de-l-election arcom cnil dgccrf viginum cnccfp pharos commission-europeenne"
)


def test_every_promised_platform_is_shipped() -> None:
    assert sorted(PLATFORMS) == sorted(PROMISED_PLATFORMS.split())


def test_every_promised_legal_basis_is_shipped() -> None:
    real = [basis.code for basis in SHIPPED.legal_bases if basis.jurisdiction != "XV"]
    assert sorted(real) == sorted(PROMISED_BASES.split())


def test_every_promised_authority_is_shipped() -> None:
    assert sorted(AUTHORITIES) == sorted(PROMISED_AUTHORITIES.split())


def test_jurisdictions_are_the_iso_codes_the_union_and_the_fictional_country() -> None:
    iso = set(JURISDICTIONS) - {"EU", "XV", "ZZ"}
    assert len(iso) == 249
    assert all(len(code) == 2 and code.isascii() and code.isupper() for code in iso)
    assert JURISDICTIONS["FR"].name.en == "France"
    assert JURISDICTIONS["DE"].name.fr == "Allemagne"


def test_only_the_demonstration_country_is_fictional() -> None:
    assert [row.code for row in SHIPPED.jurisdictions if row.fictional] == ["XV"]
    assert JURISDICTIONS["XV"].name.fr == "Val-Clair"


def test_jurisdiction_codes_agree_with_the_standard(shared_samples: Path) -> None:
    text = (shared_samples / "reference/iso_3166-1.json").read_text(encoding="utf-8")
    standard = {row["alpha_2"] for row in json.loads(text)["3166-1"]}
    assert set(JURISDICTIONS) == standard | {"EU", "XV", "ZZ"}


def test_very_large_platforms_agree_with_the_designation(shared_samples: Path) -> None:
    path = shared_samples / "reference/dsa_vlop_vlose_2023-04-25.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = {row["name"].lower(): row["designated"] for row in csv.DictReader(file)}
    rows["x"] = rows.pop("twitter")
    expected = {code: date.fromisoformat(rows[code]) for code in PLATFORMS if code in rows}
    shipped = {code: row.vlop_since for code, row in PLATFORMS.items() if row.vlop_since}
    assert shipped == expected
    assert len(shipped) == 7


def test_the_two_wordings_of_article_226_8_meet_without_gap_or_overlap() -> None:
    before, after = BASES["CP-226-8@1994-03-01"], BASES["CP-226-8@2024-05-23"]
    assert before.in_force_to == date(2024, 5, 22)
    assert after.in_force_from == date(2024, 5, 23)
    assert after.in_force_to is None


def test_deepfake_transparency_applies_from_august_2026() -> None:
    assert BASES["AIA-50-4"].in_force_from == date(2026, 8, 2)


def test_every_note_on_a_legal_basis_sends_the_reader_to_a_lawyer() -> None:
    silent = [
        basis.code
        for basis in SHIPPED.legal_bases
        if "juriste" not in basis.note.fr or "lawyer" not in basis.note.en
    ]
    assert silent == []


def test_real_law_has_an_official_address_and_fictional_law_has_none() -> None:
    official = ("https://www.legifrance.gouv.fr/", "https://eur-lex.europa.eu/")
    for basis in SHIPPED.legal_bases:
        assert (basis.url == "") if basis.jurisdiction == "XV" else basis.url.startswith(official)


def test_fictional_law_says_so_and_covers_every_track_but_the_undetermined() -> None:
    fictional = [basis for basis in SHIPPED.legal_bases if basis.jurisdiction == "XV"]
    assert all("fictif" in basis.note.fr for basis in fictional)
    assert all("Fictional" in basis.note.en for basis in fictional)
    tracks = {track for basis in fictional for track in basis.tracks}
    assert tracks == {"penal", "urgent_civil", "merits", "electoral", "regulator", "platform"}


def test_an_installation_with_real_cases_gets_nothing_fictional() -> None:
    real = SHIPPED.without_fictional()
    assert "XV" not in {row.code for row in real.jurisdictions}
    assert sorted(basis.code for basis in real.legal_bases) == sorted(PROMISED_BASES.split())
    assert real.terms == SHIPPED.terms
    assert len(real.jurisdictions) == len(SHIPPED.jurisdictions) - 1


def test_viginum_is_said_to_take_no_complaints() -> None:
    assert "ne reçoit pas de plaintes" in AUTHORITIES["viginum"].note.fr
    assert "takes no complaints" in AUTHORITIES["viginum"].note.en
