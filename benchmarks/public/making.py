"""Draws made-up incidents: platforms, parties and words by falling frequency, days over four years
with a peak every half-year. An incident depends on the seed, the number of its block and nothing
else, so that any number of processes makes the same ones."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import TypeVar

from benchmarks.public.made import Claim, Made, Passage, Procedure, Source, Step
from benchmarks.public.registers import Registers, person
from benchmarks.public.sizes import SEED, Size
from benchmarks.public.words import Texts, falling
from incidents.codes import Proposition, Role, Stance, Track, Verdict
from incidents.documents import Document
from incidents.procedures import EventKind
from incidents.procedures.tracks import allowed_after

T = TypeVar("T")
BLOCK = 500
FIRST_DAY, DAYS = datetime(2022, 11, 1, 8, tzinfo=UTC), 4 * 365 - 10
PEAK_EVERY, PEAK = 180, 20  # days

VERDICTS = (
    (Verdict.VERIFIED_FAKE, 55),
    (Verdict.DISPUTED, 15),
    (Verdict.VERIFIED_AUTHENTIC, 5),
    (Verdict.UNVERIFIABLE, 10),
    (Verdict.UNKNOWN, 15),
)
ROLES = (
    (Role.TARGETED, 45),
    (Role.PROMOTED, 20),
    (Role.ALLEGED_BENEFICIARY, 15),
    (Role.ALLEGED_AUTHOR, 12),
    (Role.AMPLIFIER, 8),
)
TRACKS = (
    (Track.UNDETERMINED, 15),
    (Track.PENAL, 35),
    (Track.PLATFORM, 30),
    (Track.URGENT_CIVIL, 10),
    (Track.REGULATOR, 10),
)
SOURCES = ((1, 80), (2, 16), (3, 3), (4, 1))
CLAIMS = ((0, 10), (1, 25), (2, 35), (3, 20), (4, 10))
STEPS = ((0, 30), (1, 25), (2, 20), (3, 15), (4, 10))
PLACES = 10  # keys of one incident's claims and sources begin at ten times its number
OTHER_STANCES = (Stance.ASSERTS, Stance.DOUBTS, Stance.DISTANCES, Stance.DECLINES)


class Maker:
    """Makes the incidents of one block."""

    def __init__(self, block: int, size: Size, registers: Registers, seed: int = SEED) -> None:
        self.size = size
        self.registers = registers
        self.random = Random(f"{seed}/{block}")
        self.texts = Texts(seed, self.random)
        self.platform = self._by_frequency(registers.platforms)
        self.technique = self._by_frequency(registers.techniques)
        self.goal = self._by_frequency(registers.goals)
        self.party = self._by_frequency(registers.parties)
        self.country = self._by_frequency(registers.countries, 1.6)
        self.election = self._by_frequency(registers.elections)
        self.proposition = self._by_frequency([each.value for each in Proposition])

    def incident(self, number: int) -> Made:
        """The incident of this number, from 1 on; to be asked in order."""
        random, texts = self.random, self.texts
        at = self._published(number)
        happened = at.date() - timedelta(days=random.randint(1, 20))
        platform, technique, party = self.platform(), self.technique(), self.party()
        who, sources = person(texts.word["S"]()), self._sources(number, at.date())
        return Made(
            number=number,
            title=self._title(platform, technique, party),
            summary=" ".join(texts.sentence(1, 3) for _each in range(3)),
            first_published_at=at,
            happened_on=happened,
            platform=platform,
            technique=technique,
            goal=self.goal(),
            country=self.country(),
            election=self.election() if random.random() < 0.6 else None,
            party=party,
            role=self._one_of(ROLES),
            person=who,
            verdict=self._one_of(VERDICTS),
            views=min(5_000_000, int(random.paretovariate(0.9) * 100)),
            removed_on=at.date() if random.random() < 0.3 else None,
            claims=self._claims(number, sources[0], party, at.date()),
            procedure=self._procedure(number, at.date()),
            sources=sources,
        )

    def _published(self, number: int) -> datetime:
        """About in the order of the numbers, as after years of late first publications."""
        random = self.random
        day = int(number / self.size.incidents * DAYS + random.gauss(0, 45))
        day = min(DAYS - 1, max(0, day))
        if random.random() < 0.3:
            begin = day // PEAK_EVERY * PEAK_EVERY
            day = begin + random.randint(0, min(PEAK, DAYS - 1 - begin))
        return FIRST_DAY + timedelta(days=day, minutes=random.randint(0, 600))

    def _title(self, platform: Document, technique: Document, party: Document) -> dict[str, str]:
        word, label, name = self.texts.word, technique["label"], party["name"]
        place, who = word["P"](), platform["name"]
        french = f"{label['fr']} visant {name['fr']} à {place} : {word['N']()} {word['A']()}"
        return {
            "fr": french[0].upper() + french[1:200],
            "en": f"{label['en'].capitalize()} about {name['en']} in {place} ({who['en']})"[:200],
        }

    def _claims(self, number: int, source: Source, party: Document, on: date) -> list[Claim]:
        """The first accuses where its proposition does; the second, if any, denies the first."""
        made: list[Claim] = []
        for place in range(self._one_of(CLAIMS)):
            denies = place == 1
            speaker = party if denies else person(self.texts.word["S"]())
            made.append(
                Claim(
                    key=number * PLACES + place,
                    proposition=made[0].proposition if denies else self._proposition(),
                    stance=self._stance(place),
                    speaker=speaker,
                    about=party,
                    said_on=on,
                    summary=self.texts.sentence(1, 3),
                    passage=self.random.randrange(len(source.passages)),
                    answers=made[0].key if denies else None,
                )
            )
        return made

    def _stance(self, place: int) -> Stance:
        if place < 2:
            return (Stance.ASSERTS, Stance.DENIES)[place]
        return self.random.choice(OTHER_STANCES)

    def _proposition(self) -> Proposition:
        return Proposition(self.proposition())

    def _procedure(self, number: int, on: date) -> Procedure | None:
        """Some steps that the table of the track allows, a few weeks apart."""
        track, steps, kind = self._one_of(TRACKS), list[Step](), None
        for _each in range(self._one_of(STEPS)):
            following = allowed_after(track, kind)
            if not following:
                break
            kind = self.random.choice(following)
            on += timedelta(days=self.random.randint(1, 60))
            steps.append(Step(kind, on, self.texts.sentence(1, 2)))
        if not steps:
            return None
        waits = steps[-1].kind in (EventKind.CONSIDERED, EventKind.ANNOUNCED)
        review = on + timedelta(days=90) if waits else None
        authority = self.random.choice(self.registers.authorities)
        return Procedure(number, track, authority, review, steps)

    def _sources(self, number: int, on: date) -> list[Source]:
        return [
            Source(
                key=number * PLACES + place,
                title=f"{self.texts.word['S']()} à {self.texts.word['P']()}",
                publisher=self.random.choice(self.registers.media),
                published=on,
                passages=list(self._passages()),
            )
            for place in range(self._one_of(SOURCES))
        ]

    def _passages(self) -> Iterator[Passage]:
        random, mean, at = self.random, self.size.passages, 0
        speakers = [self.texts.word["S"]() for _each in range(3)]
        for position in range(max(1, int(random.gauss(mean, mean / 4)))):
            end = at + random.randint(1500, 9000)
            speaker = speakers[random.randrange(3)]
            yield Passage(position, at, end, speaker, self.texts.sentence(1, 4))
            at = end + random.randint(0, 800)

    def _by_frequency(self, things: Sequence[T], power: float = 1.0) -> Callable[[], T]:
        places = falling([str(place) for place in range(len(things))], power).draws(self.random)
        return lambda: things[int(places())]

    def _one_of(self, weighted: Sequence[tuple[T, int]]) -> T:
        things, weights = zip(*weighted, strict=True)
        return self.random.choices(things, weights)[0]


def incidents(block: int, size: Size, registers: Registers, seed: int = SEED) -> Iterator[Made]:
    """The incidents of one block, from 0 on."""
    maker = Maker(block, size, registers, seed)
    first = block * BLOCK + 1
    for number in range(first, min(first + BLOCK, size.incidents + 1)):
        yield maker.incident(number)


def blocks(size: Size) -> range:
    """The numbers of the blocks that a size has."""
    return range(-(-size.incidents // BLOCK))
