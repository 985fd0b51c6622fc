"""Format `ttml`: TTML1, TTML2, DFXP, IMSC, EBU-TT-D and their drafts, by local names.

Every `p`, or every part of one that has its own time or agent, is a cue. Styling, layout and
metadata are known parts; the name of an agent is the speaker. Text anywhere else is a problem.

Divisions in different languages are tracks, one for each language. A paragraph in another language
than the division around it stays in it, with a warning; where every paragraph names its own, these
are the tracks.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from incidents.input_error import gettext_noop
from incidents.transcripts import ttml_parameters, xml_reader, xml_repair
from incidents.transcripts.records import Problem, Reading, remark
from incidents.transcripts.source_text import SourceText
from incidents.transcripts.ttml_body import METADATA, Body, Spoken
from incidents.transcripts.ttml_timing import Timing
from incidents.transcripts.xml_parts import stray
from incidents.transcripts.xml_reader import Element, Text

NAME = "ttml"
NO_LANGUAGE = "und"
"""The key of a track that names no language, beside others that do (ISO 639: undetermined)."""

_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*\Z")


def recognise(text: SourceText) -> bool:
    """The first element is `tt`."""
    return xml_repair.root_name(text.text) == "tt"


def parse(text: SourceText) -> Reading:
    """Problems and warnings are those of the whole document, in every track."""
    document = xml_reader.read(text, "tt")
    root = document.root
    problems, warnings = list(document.problems), list(document.warnings)
    clock = ttml_parameters.clock(root, problems, warnings)
    lyrics = root.attribute("timing")
    absolute = ttml_parameters.absolute(root, clock.time_base)
    timing = Timing(clock, absolute, lyrics is not None, problems, warnings)
    if lyrics is not None:
        warnings.append(
            remark(
                root.line,
                root.column,
                gettext_noop("lyrics file: all times are read as counted from the start"),
                lyrics,
            )
        )
    agents = ttml_parameters.agents(root) if "agent" in text.text else {}
    body = Body(timing, agents, lyrics == "Word", problems=problems)
    for child in root.children:
        _part(child, root, body)
    spoken = [Spoken(cue, _tag(division), _tag(own)) for cue, division, own in body.spoken]
    warnings += _untagged(body.spoken)
    return _in_tracks(spoken, problems, warnings)


def _part(child: Element | Text, root: Element, body: Body) -> None:
    if isinstance(child, Text):
        body.problems += stray(child)
    elif child.name == "body":
        preserve = root.attributes.get("xml:space") == "preserve"
        body.read(child, root.attributes.get("xml:lang"), preserve=preserve)
    elif child.name == "head":
        for element in ttml_parameters.head_texts(child):
            body.problems += stray(*(text for text in element.children if isinstance(text, Text)))
    elif child.name not in METADATA:
        body.problems += stray(*child.texts())


@lru_cache(maxsize=1_000)
def _tag(language: str | None) -> str | None:
    """A language tag; None for what has not the form of one."""
    return language if language and _LANGUAGE.match(language) else None


def _untagged(spoken: Sequence[Spoken]) -> list[Problem]:
    """A warning for each language that has not the form of a tag, at its first cue."""
    found: dict[str, Spoken] = {}
    for each in spoken:
        for language in (each.division, each.own):
            if language and _tag(language) is None:
                found.setdefault(language, each)
    return [
        remark(
            each.cue.line,
            1,
            gettext_noop("xml:lang “%(value)s” is no language tag"),
            language,
            value=language[:40],
        )
        for language, each in found.items()
    ]


def _in_tracks(
    spoken: Sequence[Spoken], problems: Sequence[Problem], warnings: Sequence[Problem]
) -> Reading:
    """One reading, or one for each language where divisions, or all paragraphs, name several."""
    by_own = bool(spoken) and all(each.own for each in spoken)
    tracks: dict[str | None, list[Spoken]] = {}
    for each in spoken:
        tracks.setdefault(each.own if by_own else each.division, []).append(each)
    warned = list(warnings)
    for language, members in tracks.items():
        warned += [] if by_own else _foreign(members, language)
    readings = {
        language: Reading([each.cue for each in members], problems, warned, language)
        for language, members in tracks.items()
    }
    if len(readings) > 1:
        named = {language or NO_LANGUAGE: reading for language, reading in readings.items()}
        return Reading(problems=problems, warnings=warned, tracks=named)
    return next(iter(readings.values()), Reading(problems=problems, warnings=warned))


def _foreign(spoken: Sequence[Spoken], language: str | None) -> list[Problem]:
    """Warnings for paragraphs in another language than the division they are in."""
    return [
        remark(
            cue.line,
            1,
            gettext_noop("in the language %(own)s, within a text in %(language)s"),
            cue.text,
            own=own,
            language=language or NO_LANGUAGE,
        )
        for cue, _, own in spoken
        if own and own != language
    ]
