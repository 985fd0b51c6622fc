"""Snapshots of reports by the contract of the frozen data; all places, parties and people invented.

``snapshot(incidents=n)`` has every kind of record: accusations answered and not, contradictory
readings, procedures in several tracks, one announced long ago, sources with and without transcript.
"""

import hashlib
from copy import deepcopy
from typing import Any

Record = dict[str, Any]

COUNTRY = {"code": "XV", "name": {"fr": "Valombre (fictif)", "en": "Valombre (fictional)"}}
PLATFORMS = [
    ("tiktok", "TikTok", "TikTok"),
    ("facebook", "Facebook", "Facebook"),
    ("telephone", "Téléphone", "Telephone"),
    ("website", "Site web", "Website"),
    ("telegram", "Telegram", "Telegram"),
]
TECHNIQUES = [
    ("face_swap", "permutation de visages", "face swap"),
    ("voice_clone", "clonage de voix", "voice cloning"),
    ("out_of_context", "sorti de son contexte", "out of context"),
    ("lip_sync", "synchronisation labiale", "lip sync"),
]
PARTIES = [
    ("alliance-des-rives", "Alliance des rives", "Alliance of the Shores"),
    ("union-des-collines", "Union des collines", "Union of the Hills"),
    ("parti-du-matin", "Parti du matin", "Morning Party"),
]
TITLES = [
    ("De faux comptes en faveur de deux partis", "False accounts in favour of two parties"),
    ("Un appel téléphonique imite la maire", "A telephone call imitates the mayor"),
    ("Une vidéo truquée d'un débat télévisé", "A doctored video of a televised debate"),
    ("Une photo ancienne présentée comme récente", "An old photograph presented as recent"),
    ("Un faux communiqué de la commission électorale", "A false notice of the election commission"),
]
SEGMENTS = [
    (0, 6000, "Des comptes sans nom publient depuis avril des portraits qui n'ont jamais existé."),
    (6000, 13000, "Savez-vous qui se trouve derrière ces comptes ?"),
    (13000, 20000, "Non, et nous n'y sommes pour rien. Nous verrons quelles suites donner."),
    (20000, 31000, "Ce sont vos adversaires, dites-vous, qui auraient intérêt à cette confusion."),
    (31000, None, "Il faudra une règle, sinon la campagne suivante sera pire encore."),
]


def two(french: str, english: str) -> dict[str, str]:
    """A bilingual value."""
    return {"fr": french, "en": english}


def term(code: str, french: str, english: str) -> Record:
    """A vocabulary term as documents carry it."""
    return {"code": code, "label": two(french, english)}


def actor(slug: str | None, kind: str, french: str, english: str) -> Record:
    """An actor as documents carry it."""
    return {"slug": slug, "kind": kind, "name": two(french, english), "short_name": ""}


def on(earliest: str, latest: str | None = None, precision: str = "day") -> Record:
    """A date of facts."""
    return {"earliest": earliest, "latest": latest or earliest, "precision": precision}


UNKNOWN_DATE: Record = {"earliest": None, "latest": None, "precision": "unknown"}
MAYOR = actor("ilvane-doremont", "person", "Ilvane Dorémont", "Ilvane Dorémont")
PROSECUTOR = actor("parquet-de-valombre", "authority", "Parquet de Valombre", "Prosecutor")
REGULATOR = actor("regie-des-ondes", "authority", "Régie des ondes", "Broadcasting board")
CHANNEL = actor("canal-des-berges", "media", "Canal des berges", "Shore Channel")
PRIVATE = actor(None, "person", "une personne privée", "a private person")
NOBODY = actor(None, "unidentified", "auteur non identifié", "unidentified author")


def party(place: int) -> Record:
    """One of the parties."""
    slug, french, english = PARTIES[place % len(PARTIES)]
    return actor(slug, "party", french, english)


def cite(source: str, first: int | None = None, quote: str = "", note: str = "") -> Record:
    """A citation of a source, of one segment where ``first`` is given."""
    start, end = (None, None) if first is None else SEGMENTS[first][:2]
    return {
        "source": source,
        "transcript": None if first is None else transcript_digest(source.removesuffix("s1")),
        "first": first,
        "last": first,
        "start_ms": start,
        "end_ms": end,
        "quote": quote or ("" if first is None else SEGMENTS[first][2]),
        "lang": "fr",
        "note": note,
    }


def claim(key: str, proposition: str, stance: str, **more: Any) -> Record:
    """A claim; ``more`` overrides any field."""
    accusing = proposition in ("authorship", "benefit", "link", "double_standard")
    accusation = accusing and stance in ("asserts", "confirms")
    return {
        "id": key,
        "proposition": proposition,
        "stance": stance,
        "reading": ["accusation"] if accusation else [],
        "speaker": {"actor": None, "label": two("une voix", "a voice")},
        "on_behalf_of": [],
        "about": [],
        "relayed_by": None,
        "said_on": on("2026-10-06"),
        "summary": two("", ""),
        "directness": "direct",
        "reliability": "",
        "credibility": "",
        "likelihood": "",
        "accusation": accusation,
        "citations": [],
        "answers": [],
        "answered_by": [],
    } | more


def claims(key: str, place: int, source: str) -> list[Record]:
    """An accusation answered, an answer, an accusation without answer, two other statements."""
    guest = {"actor": None, "label": two("la personne interrogée", "the interviewee")}
    host = {"actor": None, "label": two("la journaliste", "the journalist")}
    found = [
        claim(
            f"{key}c1",
            "link",
            "asserts",
            speaker=host,
            about=[party(place)],
            relayed_by=CHANNEL,
            summary=two(
                "Laisse entendre que le parti et les comptes sont liés.",
                "Suggests that the party and the accounts are connected.",
            ),
            reliability="C",
            credibility="4",
            citations=[cite(source, 1)],
            answered_by=[f"{key}c2"],
        ),
        claim(
            f"{key}c2",
            "authorship",
            "denies",
            speaker=guest,
            on_behalf_of=[party(place)],
            about=[party(place)],
            summary=two(
                "Dit ne pas savoir qui publie, et nie toute participation du parti.",
                "Does not know who publishes, and denies any part of the party.",
            ),
            reading=["denial"],
            reliability="B",
            citations=[cite(source, 2)],
            answers=[
                {"claim": f"{key}c1", "kind": "denies"},
                {"involvement": f"{key}v1", "kind": "denies"},
            ],
        ),
        claim(
            f"{key}c4",
            "call_for_action",
            "asserts",
            speaker=guest,
            summary=two(
                "Demande une règle avant la campagne suivante.",
                "Asks for a rule before the next campaign.",
            ),
            citations=[cite(source, 4)],
        ),
    ]
    if place % 2:
        found.insert(
            2,
            claim(
                f"{key}c3",
                "benefit",
                "asserts",
                speaker=guest,
                about=[party(place + 1)],
                summary=two(
                    "Soutient que ses adversaires tirent profit de la confusion.",
                    "Holds that its adversaries profit from the confusion.",
                ),
                likelihood="unlikely",
                citations=[cite(source, 3)],
            ),
        )
    return found


def involvements(key: str, place: int, source: str) -> list[Record]:
    """A promoted party (an accusing role), a person depicted, a private person, no known author."""

    def involvement(number: int, role: str, who: Record, **more: Any) -> Record:
        return {
            "id": f"{key}v{number}",
            "role": role,
            "actor": who,
            "target_kind": None,
            "accusation": role in ("promoted", "alleged_author", "alleged_beneficiary"),
            "note": two("", ""),
            "citations": [],
            "answered_by": [],
        } | more

    found = [
        involvement(
            1,
            "promoted",
            party(place),
            note=two("Selon la présentatrice.", "As the presenter says."),
            citations=[cite(source, 0)],
            answered_by=[f"{key}c2"],
        ),
        involvement(
            2,
            "depicted",
            MAYOR,
            target_kind=term("politician", "personnalité politique", "politician"),
        ),
        involvement(3, "image_reused", PRIVATE),
        involvement(4, "discloser", CHANNEL, citations=[cite(source)]),
    ]
    if place % 3 == 1:
        found.append(involvement(5, "targeted", party(place + 1)))
    return found


def appearances(key: str, place: int, source: str) -> list[Record]:
    """One or two places, with an event and contradictory readings."""
    found = []
    for number in range(1 + place % 2):
        code, french, english = PLATFORMS[(place + number) % len(PLATFORMS)]
        found.append(
            {
                "id": f"{key}a{number}",
                "platform": {"code": code, "name": two(french, english)},
                "account": "" if number else "@les.voix.du.lac",
                "account_masked": bool(number),
                "archived_url": f"https://archive.valombre.example/{key}/{number}",
                "kind": "account" if number else "video",
                "disclosure": term("none", "aucune mention", "no disclosure"),
                "events": [
                    {
                        "kind": "seen",
                        "date": on("2026-10-02", "2026-10-04", "between"),
                        "note": two("", ""),
                        "citations": [cite(source, 0)],
                    },
                    {
                        "kind": "removed",
                        "date": on("2026-10-09"),
                        "note": two("Compte fermé.", "Account closed."),
                        "citations": [],
                    },
                ],
                "observations": [
                    {
                        "measure": "views",
                        "value": 120_000 + 1_000 * place,
                        "as_of": "2026-10-08",
                        "headline": True,
                        "headline_reason": two("Relevé daté et archivé.", "Dated and archived."),
                        "citations": [cite(source, 0)],
                    },
                    {
                        "measure": "views",
                        "value": 2_400_000,
                        "as_of": "2026-10-09",
                        "headline": False,
                        "headline_reason": two("", ""),
                        "citations": [cite(source, note="Chiffre donné à l'antenne.")],
                    },
                ],
            }
        )
    return found


def procedure(
    key: str, track: str, status: str, steps: list[tuple[str, str]], **more: Any
) -> Record:
    """A procedure with dated steps (kind, ISO day), in that order."""
    return {
        "id": key,
        "track": track,
        "authority": None,
        "authority_reference": "",
        "complainants": [MAYOR],
        "respondents": [],
        "against_x": track == "penal",
        "bases": [],
        "review_on": None,
        "events": [
            {
                "id": f"{key}e{place}",
                "kind": kind,
                "date": on(when),
                "order": place,
                "respondent": None,
                "outcome": "",
                "note": two("", ""),
                "outside_table_reason": two("", ""),
                "citations": [],
            }
            for place, (kind, when) in enumerate(steps, start=1)
        ],
        "status": status,
        "statuses": [{"respondent": None, "status": status}],
        "status_on": on(steps[-1][1]) if steps else UNKNOWN_DATE,
    } | more


def procedures(key: str, place: int, source: str) -> list[Record]:
    """In turn: an open criminal case, an overdue announcement, a regulator's decision, nothing."""
    match place % 4:
        case 0:
            basis = {
                "code": "XV-12@2020-01-01",
                "short": "C. élect. (fictif) art. 12",
                "title": two("Fausses nouvelles", "False news"),
                "in_force_from": "2020-01-01",
                "in_force_to": None,
                "in_force_at_facts": True,
            }
            steps = [
                ("considered", "2026-10-03"),
                ("complaint_against_x", "2026-10-06"),
                ("investigation", "2026-10-12"),
            ]
            found = procedure(
                f"{key}p", "penal", "in_progress", steps, authority=PROSECUTOR, bases=[basis]
            )
            found["events"][1]["citations"] = [cite(source, 2)]
            found["events"][1]["note"] = two("Déposée en personne.", "Filed in person.")
            return [found | {"review_on": "2026-12-15"}]
        case 1:
            steps = [("announced", "2026-10-03")]
            return [
                procedure(f"{key}p", "undetermined", "announced", steps, review_on="2026-10-20")
            ]
        case 2:
            steps = [
                ("referral", "2026-10-03"),
                ("inquiry", "2026-10-05"),
                ("closed", "2026-10-21"),
            ]
            return [
                procedure(
                    f"{key}p", "regulator", "closed_without_action", steps, authority=REGULATOR
                )
            ]
        case _:
            return []


def sources(key: str, place: int) -> list[Record]:
    """An interview with a transcript and an article without one."""
    base = {
        "language": "fr",
        "publisher": CHANNEL,
        "url": f"https://canal.valombre.example/{key}",
        "archived_url": "",
        "published": on("2026-01-01", "2026-12-31", "year"),
        "captured_at": "2026-10-07T08:30:00+00:00",
        "description": "",
        "category": "",
        "public_extent": "cited",
        "transcript": None,
    }
    transcript = {
        "digest": transcript_digest(key),
        "version": 1,
        "language": "fr",
        "format": "page-dump",
        "made_by": "publisher",
        "tool": "",
        "segments": len(SEGMENTS),
        "speakers": [
            {"label": "Présentatrice", "role": "interviewer", "actor": None, "ranges": [[0, 1]]},
            {"label": "Invité", "role": "interviewee", "actor": None, "ranges": [[2, 4]]},
        ],
    }
    interview = base | {
        "id": f"{key}s1",
        "kind": "video",
        "title": "L'invité du matin",
        "digest": hashlib.sha256(f"{key}1".encode()).hexdigest(),
        "transcript": transcript,
    }
    article = base | {
        "id": f"{key}s2",
        "kind": "article",
        "title": "Ce que l'on sait des portraits du lac",
        "digest": hashlib.sha256(f"{key}2".encode()).hexdigest(),
        "published": on("2026-10-05"),
    }
    return [interview, article]


def transcript_digest(key: str) -> str:
    """Digest of the transcript of an incident's interview."""
    return hashlib.sha256(f"{key}t".encode()).hexdigest()


def document(place: int) -> Record:
    """The public document of the incident at ``place``."""
    key = f"k{place:03d}"
    french, english = TITLES[place % len(TITLES)]
    source = f"{key}s1"
    verdict = ["verified_fake", "disputed", "verified_fake", "unknown"][place % 4]
    techniques = [TECHNIQUES[place % 4]] + ([TECHNIQUES[(place + 1) % 4]] if place % 2 else [])
    return {
        "schema": 1,
        "title": two(french, english),
        "summary": two(
            "Pendant la campagne municipale, des contenus fabriqués ont circulé plusieurs jours "
            "avant que la chaîne locale ne les signale ; leur auteur reste inconnu.",
            "During the municipal campaign, fabricated content circulated for several days before "
            "the local channel reported it; its author remains unknown.",
        ),
        "original_language": "fr",
        "translation_outdated": False,
        "facts_date": on("2026-09-28", "2026-10-04", "between") if place % 3 else on("2026-10-02"),
        "jurisdiction": COUNTRY,
        "election": {"slug": "municipales-2026", "name": two("Municipales 2026", "Municipal 2026")},
        "synthetic_level": "deepfake" if place % 4 != 3 else "cheapfake",
        "presented_as": "authentic",
        "techniques": [term(*technique) for technique in techniques],
        "media": [term("video", "vidéo", "video")],
        "ratings": [term("transformed", "transformé", "transformed")],
        "goals": [term("political_interference", "ingérence politique", "political interference")],
        "persona": term("fabricated", "persona fabriquée", "fabricated persona"),
        "verdict": {
            "code": verdict,
            "basis": two(
                "Deux laboratoires relèvent les mêmes traces de montage.",
                "Two laboratories find the same traces of editing.",
            ),
            "on": "2026-10-08",
        },
        "spread": 1 + place % 6,
        "sensitivity": ["private_person"] if place % 2 else [],
        "involvements": involvements(key, place, source),
        "appearances": appearances(key, place, source),
        "claims": claims(key, place, source),
        "procedures": procedures(key, place, source),
        "incident_citations": [{"supports": "what"} | cite(source, 0)],
        "sources": sources(key, place),
    }


def incident(place: int) -> Record:
    """An incident of the report: its document with the columns of its publication."""
    content = document(place)
    return {
        "reference": f"INC-2026-{place + 1:04d}",
        "first_published_at": f"2026-10-{1 + place % 28:02d}T09:00:00+02:00",
        "published_at": f"2026-10-{1 + place % 28:02d}T09:00:00+02:00",
        "number": 1,
        "digest": hashlib.sha256(repr(content).encode()).hexdigest(),
        "kind": "first",
        "content": content,
    }


def extracts() -> list[Record]:
    """The cited segments of an interview."""
    return [
        {
            "position": position,
            "start_ms": start,
            "end_ms": end,
            "text": text,
            "speaker": "Présentatrice" if position < 2 else "Invité",
        }
        for position, (start, end, text) in enumerate(SEGMENTS)
    ]


def changes() -> list[Record]:
    """A correction, a development and a withdrawal of older incidents."""
    factual = term("factual", "erreur de fait", "factual error")
    rows = [
        ("correction", "INC-2026-0901", factual, "La date était fausse.", "The date was wrong."),
        ("development", "INC-2026-0902", None, "Une enquête a été ouverte.", "An inquiry opened."),
        ("withdrawal", "INC-2026-0903", None, "Retiré par le comité.", "Withdrawn by the board."),
    ]
    return [
        {
            "reference": reference,
            "kind": kind,
            "published_at": f"2026-10-{10 + place}T12:00:00+02:00",
            "number": 2,
            "notice": two(french, english),
            "class": classed,
            "title": two(*TITLES[place]),
        }
        for place, (kind, reference, classed, french, english) in enumerate(rows)
    ]


def snapshot(incidents: int = 6, **more: Any) -> Record:
    """A finished October 2026; ``more`` overrides any field."""
    places = range(incidents)
    return {
        "schema": 1,
        "kind": "month",
        "period": "2026-10",
        "edition": 1,
        "at": "2026-11-01T08:00:00+00:00",
        "first_day": "2026-10-01",
        "next_day": "2026-11-01",
        "unfinished": False,
        "demo": False,
        "site_url": "https://vigie.example",
        "site_name": "Vigie",
        "incidents": [incident(place) for place in places],
        "changes": changes(),
        "transcript_extracts": {transcript_digest(f"k{p:03d}"): extracts() for p in places},
    } | more


KEPT = frozenset(
    (
        *("id", "kind", "role", "code", "slug", "period", "reference", "digest", "status", "track"),
        *("at", "first_day", "next_day", "earliest", "latest", "precision", "as_of", "on"),
        *("review_on", "published_at", "first_published_at", "captured_at", "in_force_from"),
        *("in_force_to", "language", "lang", "original_language", "synthetic_level"),
        *("presented_as", "proposition", "stance", "directness", "reliability", "credibility"),
        *("likelihood", "supports", "measure", "source", "claim", "involvement", "sensitivity"),
        *("public_extent", "reading", "answered_by", "site_url", "made_by"),
    )
)
"""Keys whose values are codes, ids and dates; every other string is text that someone wrote."""


def hostile(frozen: Record, text: str) -> Record:
    """A copy in which every text field says ``text``."""

    def is_code(key: str, value: Any) -> bool:
        return key in KEPT or (key == "transcript" and isinstance(value, str))

    def replaced(value: Any) -> Any:
        if isinstance(value, dict):
            return {k: v if is_code(k, v) else replaced(v) for k, v in value.items()}
        if isinstance(value, list):
            return [replaced(inner) for inner in value]
        return text if isinstance(value, str) else value

    found: Record = replaced(deepcopy(frozen))
    return found
