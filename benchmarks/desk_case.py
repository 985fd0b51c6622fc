"""The case that is logged to measure the staff's work: a reduced, fixed list of facts.

After section 1 of the domain: one page, two incidents, involvements with citations, one
appearance, claims with their seconds and answers, one procedure that is only considered. It is
logged in full by every way that is measured; nothing is left out of one of them. Passages are named
by their number in the transcript, counted from 0.
"""

from dataclasses import dataclass

Range = tuple[int, int]


@dataclass(frozen=True)
class Voice:
    """Who speaks, and the runs of passages."""

    label: str
    role: str
    runs: tuple[Range, ...]


@dataclass(frozen=True)
class Actor:
    """Somebody whom the register does not know yet, in one word of the case and in full."""

    key: str
    kind: str
    name_fr: str
    name_en: str


@dataclass(frozen=True)
class Involvement:
    """An actor of the case in a role, with the passages that say so."""

    actor: str
    role: str
    at: Range


@dataclass(frozen=True)
class Claim:
    """What is said. ``answers``: numbers of involvements of the first incident."""

    proposition: str
    stance: str
    fr: str
    en: str
    at: Range
    speaker_en: str
    on_behalf_of: str = ""
    about: str = ""
    answers: tuple[tuple[int, str], ...] = ()
    both: bool = False


@dataclass(frozen=True)
class Incident:
    """The facts of one incident; ``what`` are the passages that carry them."""

    title_fr: str
    title_en: str
    summary_fr: str
    summary_en: str
    earliest: str
    latest: str
    precision: str
    synthetic_level: str
    presented_as: str
    technique: str
    media: str
    what: Range


@dataclass(frozen=True)
class Case:
    """All of it. The second incident has its facts and its source, and shares one claim."""

    title: str
    captured_on: str
    jurisdiction: str
    voices: tuple[Voice, ...]
    actors: tuple[Actor, ...]
    incidents: tuple[Incident, Incident]
    involvements: tuple[Involvement, ...]
    seen_on: str
    seen_at: Range
    claims: tuple[Claim, ...]
    complainant: str
    basis: str
    considered_at: Range
    considered_on: str
    review_on: str

    def actor(self, key: str) -> Actor:
        """The actor of this key. Raises KeyError where the case has none."""
        return {actor.key: actor for actor in self.actors}[key]


HOST = "Présentatrice"
GUEST = "Porte-parole du Cercle des digues"
GUEST_EN = "Spokesperson of the Circle of the Dykes"

SEXTANT = Case(
    title="Entretien du soir sur des profils anonymes",
    captured_on="2026-09-10",
    jurisdiction="Val-Clair",
    voices=(
        Voice(HOST, "interviewer", ((0, 2), (7, 7), (10, 10))),
        Voice(GUEST, "interviewee", ((3, 6), (8, 9))),
    ),
    actors=(
        Actor("ondine", "person", "Ondine Farelle", ""),
        Actor("cercle", "party", "Cercle des digues", "Circle of the Dykes"),
        Actor("front", "party", "Front du large", "Open Sea Front"),
        Actor("author", "unidentified", "Auteur non identifié des profils", ""),
    ),
    incidents=(
        Incident(
            title_fr="Des profils anonymes font parler une candidate",
            title_en="Anonymous profiles put words into a candidate’s mouth",
            summary_fr="Des profils sans nom montrent une candidate promettre la fermeture du "
            "port. Le parti qu’ils servent dément.",
            summary_en="Nameless profiles show a candidate promising to close the port. The party "
            "they serve denies involvement.",
            earliest="2026-09-07",
            latest="2026-09-09",
            precision="between",
            synthetic_level="deepfake",
            presented_as="authentic",
            technique="face_swap",
            media="video",
            what=(0, 0),
        ),
        Incident(
            title_fr="Des affiches imitées pendant l’hiver",
            title_en="Posters imitated during the winter",
            summary_fr="Un porte-parole accuse des adversaires d’avoir imité ses affiches.",
            summary_en="A spokesperson accuses opponents of having imitated posters.",
            earliest="",
            latest="",
            precision="unknown",
            synthetic_level="unclear",
            presented_as="unclear",
            technique="",
            media="",
            what=(5, 6),
        ),
    ),
    involvements=(
        Involvement("ondine", "depicted", (0, 0)),
        Involvement("cercle", "promoted", (1, 1)),
        Involvement("author", "alleged_author", (2, 2)),
    ),
    seen_on="2026-09-07",
    seen_at=(0, 0),
    claims=(
        Claim(
            "benefit",
            "asserts",
            "La présentatrice dit que les profils appellent à voter pour le Cercle des digues.",
            "The presenter says that the profiles call for votes for the Circle of the Dykes.",
            (1, 1),
            "Presenter",
            about="cercle",
        ),
        Claim(
            "authorship",
            "denies",
            "Le Cercle des digues n’anime pas ces profils.",
            "The Circle of the Dykes does not run these profiles.",
            (3, 3),
            GUEST_EN,
            on_behalf_of="cercle",
            about="cercle",
            answers=((1, "denies"),),
        ),
        Claim(
            "authorship",
            "asserts",
            "Il dit que des adversaires ont imité les affiches de son parti.",
            "He says that opponents imitated his party’s posters.",
            (5, 6),
            GUEST_EN,
            on_behalf_of="cercle",
            about="front",
            answers=((1, "counters"),),
            both=True,
        ),
        Claim(
            "impact",
            "asserts",
            "De telles images peuvent fausser une élection.",
            "Such images can distort an election.",
            (9, 9),
            GUEST_EN,
        ),
    ),
    complainant="cercle",
    basis="VC C. pén. art. 31",
    considered_at=(7, 8),
    considered_on="2026-09-09",
    review_on="2026-10-01",
)

ASKS = Voice("Intervieweur", "interviewer", ((0, 2), (13, 15), (24, 24), (29, 29), (36, 36)))
REPLIES = Voice("Représentant du parti", "interviewee", ((3, 12), (16, 23), (25, 28), (30, 35)))
PARTY_VOICE_EN = "Representative of the party"

SEED = Case(
    title="Visages empruntés sur TikTok",
    captured_on="2025-01-10",
    jurisdiction="France",
    voices=(ASKS, REPLIES),
    actors=(
        Actor("depicted", "person", "Marine Le Pen", ""),
        Actor("promoted", "party", "Rassemblement national", ""),
        Actor("other", "party", "Renaissance", ""),
        Actor("author", "unidentified", "Auteur non identifié des comptes", ""),
    ),
    incidents=(
        Incident(
            title_fr="Des comptes anonymes empruntent les traits d’élues",
            title_en="Anonymous accounts borrow the features of elected women",
            summary_fr="Des comptes placent le visage d’une élue sur des photos volées. Le parti "
            "dément tout lien.",
            summary_en="Accounts place an elected woman’s face on stolen photos. The party denies "
            "any link.",
            earliest="",
            latest="",
            precision="unknown",
            synthetic_level="deepfake",
            presented_as="authentic",
            technique="face_swap",
            media="video",
            what=(0, 0),
        ),
        Incident(
            title_fr="Un hypertrucage en russe, selon l’intervieweur",
            title_en="A deepfake in Russian, as the interviewer says",
            summary_fr="L’intervieweur évoque une vidéo truquée où une élue parle russe.",
            summary_en="The interviewer mentions a fake video in which she speaks Russian.",
            earliest="",
            latest="",
            precision="unknown",
            synthetic_level="deepfake",
            presented_as="unclear",
            technique="",
            media="video",
            what=(13, 14),
        ),
    ),
    involvements=(
        Involvement("depicted", "depicted", (0, 0)),
        Involvement("promoted", "promoted", (0, 0)),
        Involvement("author", "alleged_author", (1, 1)),
    ),
    seen_on="",
    seen_at=(2, 2),
    claims=(
        Claim(
            "double_standard",
            "asserts",
            "L’intervieweur voit deux poids, deux mesures.",
            "The interviewer sees a double standard.",
            (15, 15),
            "Interviewer",
            about="promoted",
            both=True,
        ),
        Claim(
            "authorship",
            "denies",
            "Le représentant dit que le parti n’est pas derrière les comptes.",
            "The representative says that the party is not behind the accounts.",
            (34, 35),
            PARTY_VOICE_EN,
            on_behalf_of="promoted",
            about="promoted",
            answers=((1, "denies"),),
        ),
        Claim(
            "authorship",
            "asserts",
            "Il reproche à la majorité d’employer l’intelligence artificielle pour désinformer.",
            "He accuses the majority of using artificial intelligence to disinform.",
            (31, 33),
            PARTY_VOICE_EN,
            on_behalf_of="promoted",
            about="other",
            answers=((1, "counters"),),
        ),
        Claim(
            "impact",
            "asserts",
            "De tels contenus peuvent nuire à la sincérité du scrutin.",
            "Such content can harm the sincerity of the vote.",
            (27, 28),
            PARTY_VOICE_EN,
        ),
    ),
    complainant="promoted",
    basis="CP art. 226-8",
    considered_at=(3, 3),
    considered_on="",
    review_on="2025-06-01",
)
"""The same reduced list for the page of the worked example, in our own words; its text is read from
where it lies and never copied."""
