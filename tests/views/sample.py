"""One public document with every part filled, of the fictional country XV."""

from typing import Any

from incidents.derived import as_current

Record = dict[str, Any]


def both(fr: str, en: str) -> Record:
    """A bilingual value."""
    return {"fr": fr, "en": en}


def term(code: str, fr: str, en: str) -> Record:
    """A vocabulary term as documents carry it."""
    return {"code": code, "label": both(fr, en)}


def actor(slug: str | None, kind: str, fr: str, en: str = "", short: str = "") -> Record:
    """An actor as documents carry it."""
    return {"slug": slug, "kind": kind, "name": both(fr, en or fr), "short_name": short}


def on(earliest: str, latest: str = "", precision: str = "day") -> Record:
    """A fact date."""
    return {"earliest": earliest, "latest": latest or earliest, "precision": precision}


UNKNOWN: Record = {"earliest": None, "latest": None, "precision": "unknown"}
AURORE = actor("alliance-aurore", "party", "Alliance Aurore", "Aurora Alliance", "AA")
PACTE = actor("pacte-des-rives", "party", "Pacte des Rives", "Shores Pact", "PR")
CANDIDATE = actor("ilda-marvane", "person", "Ilda Marvane")
CHANNEL = actor("canal-sextant", "media", "Canal Sextant")
PROSECUTOR = actor("parquet-de-port-clair", "authority", "Parquet de Port-Clair")
UNNAMED = actor(None, "unidentified", "Auteur non identifié", "Unidentified author")
PRIVATE = actor(None, "person", "une personne privée", "a private person")


def cite(first: int, last: int, start: int, end: int | None, quote: str = "") -> Record:
    """A citation of the interview; seconds in, milliseconds out."""
    return {
        "source": "s2interviw",
        "transcript": "7c" * 32,
        "first": first,
        "last": last,
        "start_ms": start * 1000,
        "end_ms": None if end is None else end * 1000,
        "quote": quote,
        "lang": "fr",
        "note": "",
    }


def whole(source: str, quote: str = "", note: str = "") -> Record:
    """A citation of a source as a whole."""
    return {
        "source": source,
        "transcript": None,
        "first": None,
        "last": None,
        "start_ms": None,
        "end_ms": None,
        "quote": quote,
        "lang": "fr",
        "note": note,
    }


def claim(key: str, proposition: str, stance: str, **more: Any) -> Record:
    """A claim with the defaults of one that says little."""
    base: Record = {
        "id": key,
        "proposition": proposition,
        "stance": stance,
        "reading": [],
        "speaker": {"actor": None, "label": both("une voix", "a voice")},
        "on_behalf_of": [],
        "about": [],
        "relayed_by": CHANNEL,
        "said_on": on("2026-09-21"),
        "summary": both("", ""),
        "directness": "direct",
        "reliability": "",
        "credibility": "",
        "likelihood": "",
        "accusation": False,
        "citations": [],
        "answers": [],
        "answered_by": [],
    }
    return base | more


HOST = {"actor": None, "label": both("la présentatrice", "the presenter")}
SPOKESWOMAN = {
    "actor": None,
    "label": both("la porte-parole de l’Alliance Aurore", "the Aurora Alliance’s spokeswoman"),
}

INVOLVEMENTS: list[Record] = [
    {
        "id": "v2depicted",
        "role": "depicted",
        "actor": CANDIDATE,
        "target_kind": term("candidate", "candidat", "candidate"),
        "accusation": False,
        "note": both("", ""),
        "citations": [],
        "answered_by": [],
    },
    {
        "id": "v3image222",
        "role": "image_reused",
        "actor": PRIVATE,
        "target_kind": term("private_person", "personne privée", "private person"),
        "accusation": False,
        "note": both("Corps et décor repris d’une vidéo privée.", ""),
        "citations": [],
        "answered_by": [],
    },
    {
        "id": "v4promoted",
        "role": "promoted",
        "actor": AURORE,
        "target_kind": term("party", "parti", "party"),
        "accusation": True,
        "note": both(
            "Les comptes appellent à voter pour l’Alliance Aurore, selon la présentatrice.",
            "The accounts call for a vote for the Aurora Alliance, the presenter says.",
        ),
        "citations": [cite(0, 0, 0, 6, "Ces comptes font campagne pour l’Alliance Aurore.")],
        "answered_by": ["c3denies22"],
    },
]

CLAIMS: list[Record] = [
    claim(
        "c2accuses2",
        "authorship",
        "asserts",
        reading=["accusation"],
        accusation=True,
        speaker={"actor": CANDIDATE, "label": both("", "")},
        about=[AURORE],
        summary=both(
            "La candidate attribue les vidéos à des équipes proches de l’Alliance Aurore.",
            "The candidate attributes the videos to teams close to the Aurora Alliance.",
        ),
        citations=[cite(1, 2, 6, 13, "Tout le monde sait d’où cela vient, de l’Alliance.")],
        answered_by=["c3denies22"],
        reliability="C",
        credibility="4",
        likelihood="roughly_even",
    ),
    claim(
        "c3denies22",
        "authorship",
        "denies",
        reading=["denial"],
        speaker=SPOKESWOMAN,
        on_behalf_of=[AURORE],
        summary=both(
            "L’Alliance Aurore dit n’être pour rien dans ces comptes et ignorer qui les tient.",
            "The Aurora Alliance says it has nothing to do with the accounts.",
        ),
        citations=[cite(4, 5, 21, 30, "Nous ne sommes pas derrière ces comptes.")],
        answers=[
            {"claim": "c2accuses2", "kind": "denies"},
            {"involvement": "v4promoted", "kind": "denies"},
        ],
    ),
    claim(
        "c4double22",
        "double_standard",
        "asserts",
        reading=["counter_accusation"],
        accusation=True,
        speaker=SPOKESWOMAN,
        about=[PACTE],
        summary=both(
            "Elle reproche au Pacte des Rives de s’être tu quand sa rivale était visée.",
            "",
        ),
        citations=[cite(6, 6, 30, 41, "Quand c’était nous, le Pacte n’a rien dit.")],
        answers=[{"claim": "c2accuses2", "kind": "counters"}],
    ),
    claim(
        "c5impact22",
        "impact",
        "asserts",
        speaker=HOST,
        summary=both(
            "Une telle vidéo peut peser sur la sincérité du scrutin.",
            "Such a video can weigh on the fairness of the vote.",
        ),
        citations=[whole("s3article2", "peut fausser le vote")],
    ),
]
CLAIMS[0]["answered_by"] = ["c3denies22", "c4double22"]


def event(key: str, kind: str, when: Record, **more: Any) -> Record:
    """A procedure event."""
    base: Record = {
        "id": key,
        "kind": kind,
        "date": when,
        "order": 1,
        "respondent": None,
        "outcome": "",
        "note": both("", ""),
        "outside_table_reason": both("", ""),
        "citations": [],
    }
    return base | more


PROCEDURES: list[Record] = [
    {
        "id": "p2penal222",
        "track": "penal",
        "authority": PROSECUTOR,
        "authority_reference": "26/0417",
        "complainants": [CANDIDATE],
        "respondents": [],
        "against_x": True,
        "bases": [
            {
                "code": "XV-CP-12",
                "short": "CP-XV art. 12",
                "title": both("Montage non signalé", "Unlabelled montage"),
                "in_force_from": "2024-01-01",
                "in_force_to": None,
                "in_force_at_facts": False,
            }
        ],
        "review_on": "2027-03-01",
        "events": [
            event("e1", "announced", on("2026-09-20"), citations=[cite(3, 3, 13, 21)]),
            event(
                "e2",
                "complaint_against_x",
                on("2026-09-24"),
                note=both("Plainte déposée au parquet.", "Complaint lodged with the prosecutor."),
                citations=[whole("s3article2")],
            ),
            event("e3", "investigation", on("2026-10-01", "2026-10-31", "month")),
        ],
        "status": "in_progress",
        "statuses": [{"respondent": None, "status": "in_progress"}],
        "status_on": on("2026-10-01", "2026-10-31", "month"),
    },
    {
        "id": "p3regulat2",
        "track": "regulator",
        "authority": None,
        "authority_reference": "",
        "complainants": [],
        "respondents": [AURORE],
        "against_x": False,
        "bases": [],
        "review_on": "2026-10-15",
        "events": [event("e4", "announced", UNKNOWN, citations=[whole("s3article2")])],
        "status": "announced",
        "statuses": [{"respondent": None, "status": "announced"}],
        "status_on": UNKNOWN,
    },
]

APPEARANCES: list[Record] = [
    {
        "id": "a2tiktok22",
        "platform": {"code": "tiktok", "name": both("TikTok", "TikTok")},
        "account": "@aurore.demain",
        "account_masked": False,
        "archived_url": "https://archive.example.org/xv/1",
        "kind": "video",
        "disclosure": term("none", "aucune mention", "no disclosure"),
        "events": [
            {
                "kind": "seen",
                "date": on("2026-09-09", "2026-09-15", "between"),
                "note": both("", ""),
                "citations": [cite(0, 0, 0, 6)],
            },
            {
                "kind": "removed",
                "date": on("2026-09-22"),
                "note": both("Retirée par la plateforme.", "Removed by the platform."),
                "citations": [whole("s3article2")],
            },
        ],
        "observations": [
            {
                "measure": "views",
                "value": 120000,
                "as_of": "2026-09-20",
                "headline": False,
                "headline_reason": both("", ""),
                "citations": [whole("s3article2")],
            },
            {
                "measure": "views",
                "value": 1340000,
                "as_of": "2026-09-20",
                "headline": True,
                "headline_reason": both("Relevé sur la page.", "Read on the page itself."),
                "citations": [cite(0, 0, 0, 6)],
            },
        ],
    },
    {
        "id": "a3phone222",
        "platform": {"code": "telephone", "name": both("Téléphone", "Telephone")},
        "account": "",
        "account_masked": True,
        "archived_url": "",
        "kind": "call",
        "disclosure": None,
        "events": [],
        "observations": [],
    },
]

SOURCES: list[Record] = [
    {
        "id": "s2interviw",
        "kind": "video",
        "title": "Faux visages : l’Alliance Aurore répond",
        "language": "fr",
        "publisher": CHANNEL,
        "url": "https://sextant.example.org/videos/faux-visages",
        "archived_url": "https://archive.example.org/xv/2",
        "published": on("2026-01-01", "2026-12-31", "year"),
        "captured_at": "2026-09-21T09:30:00+00:00",
        "description": "Des comptes anonymes utilisent le visage d’une candidate.",
        "category": "Actualités",
        "digest": "3f" * 32,
        "public_extent": "cited",
        "transcript": {
            "digest": "7c" * 32,
            "version": 1,
            "language": "fr",
            "format": "page-dump",
            "made_by": "publisher",
            "tool": "",
            "segments": 9,
            "speakers": [
                {"label": "Présentatrice", "role": "host", "actor": None, "ranges": [[0, 0]]},
                {"label": "Porte-parole", "role": "interviewee", "actor": None, "ranges": [[1, 8]]},
            ],
        },
    },
    {
        "id": "s3article2",
        "kind": "article",
        "title": "Une plainte contre X après les vidéos truquées",
        "language": "fr",
        "publisher": CHANNEL,
        "url": "https://sextant.example.org/articles/plainte",
        "archived_url": "",
        "published": on("2026-09-24"),
        "captured_at": "2026-09-25T07:00:00+00:00",
        "description": "",
        "category": "",
        "digest": "ab" * 32,
        "public_extent": "cited",
        "transcript": None,
    },
]

DOCUMENT: Record = as_current(
    {
        "schema": 2,
        "title": both(
            "Des comptes anonymes prêtent à une candidate des propos qu’elle n’a pas tenus",
            "Anonymous accounts put words in a candidate’s mouth",
        ),
        "summary": both(
            "Au moins quatre comptes ont diffusé des vidéos où le visage et la voix d’Ilda Marvane "
            "sont imités pour appeler à voter pour l’Alliance Aurore. Le parti dit n’y être pour "
            "rien.",
            "At least four accounts posted videos in which the face and voice of Ilda Marvane are "
            "imitated to call for a vote for the Aurora Alliance. The party denies being behind "
            "them.",
        ),
        "original_language": "fr",
        "translation_outdated": False,
        "facts_date": on("2026-09-09", "2026-09-15", "between"),
        "jurisdiction": {"code": "XV", "name": both("Xavanie", "Xavania")},
        "election": {
            "slug": "xv-legislatives-2026",
            "name": both("Élections législatives de 2026", "2026 general election"),
        },
        "synthetic_level": "deepfake",
        "presented_as": "authentic",
        "techniques": [
            term("face_swap", "échange de visage", "face swap"),
            term("voice_clone", "clonage de voix", "voice clone"),
        ],
        "media": [term("video", "vidéo", "video")],
        "ratings": [term("transformed", "transformé", "transformed")],
        "goals": [term("political_interference", "ingérence politique", "political interference")],
        "persona": term("fabricated", "personnage inventé", "fabricated persona"),
        "verdict": {
            "code": "verified_fake",
            "basis": both(
                "La vidéo d’origine, sans ces propos, a été retrouvée.",
                "The original video, without these words, was found.",
            ),
            "on": "2026-09-18",
        },
        "spread": 4,
        "sensitivity": ["private_person"],
        "involvements": INVOLVEMENTS,
        "appearances": APPEARANCES,
        "claims": CLAIMS,
        "procedures": PROCEDURES,
        "incident_citations": [{"supports": "what", **cite(0, 0, 0, 6)}],
        "sources": SOURCES,
    }
)
