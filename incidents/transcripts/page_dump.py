"""Format `page-dump`: the text of a video page, copied whole."""

from collections.abc import Iterable, Iterator

from incidents.input_error import gettext_noop
from incidents.transcripts.cues import CueReader, Line
from incidents.transcripts.labels import is_footer_label, is_icon
from incidents.transcripts.page_outline import Outline, date_text, outline
from incidents.transcripts.records import (
    PageFacts,
    Part,
    PartKind,
    Problem,
    Reading,
    remark,
)
from incidents.transcripts.source_text import SourceText
from incidents.transcripts.stamps import has_stamp

NAME = "page-dump"


def recognise(text: SourceText) -> bool:
    """A page has a category label, a date line, or a text before its transcript's label."""
    return outline(text.lines).is_page


def parse(text: SourceText) -> Reading:
    """Every line that is not blank is in `parts`, in a cue, or among the problems."""
    page = outline(text.lines)
    reader = CueReader()
    reader.read(page.transcript)
    category = _category(page)
    return Reading(
        cues=reader.cues,
        problems=reader.problems,
        warnings=[*_warnings(page), *reader.warnings],
        page=PageFacts(
            date_text=date_text(page.date) if page.date else None,
            description=_joined(page.description),
            category=category.text.strip() if category else None,
            parts=tuple(_parts(page)),
        ),
    )


def _category(page: Outline) -> Line | None:
    """The first line behind the label that is not an icon."""
    return next((line for line in page.category if not is_icon(line.text)), None)


def _parts(page: Outline) -> Iterator[Part]:
    for line in page.navigation:
        yield _part(PartKind.NAVIGATION, [line])
    if page.date:
        yield _part(PartKind.DATE, [page.date])
    for block in _blocks(page.description):
        yield _part(PartKind.DESCRIPTION, block)
    if page.category_label:
        yield _part(PartKind.LABEL, [page.category_label])
    category = _category(page)
    for line in page.category:
        if line is category:
            yield _part(PartKind.CATEGORY, [line])
        else:
            yield _part(PartKind.ICON if is_icon(line.text) else PartKind.OTHER, [line])
    if page.transcript_label:
        yield _part(PartKind.LABEL, [page.transcript_label])
    timed = [line for line in page.transcript if line.text.strip()]
    if timed:
        yield Part(PartKind.TRANSCRIPT, timed[0].number, timed[-1].number, "")
    if page.footer:
        yield _part(PartKind.FOOTER, page.footer)


def _warnings(page: Outline) -> Iterator[Problem]:
    """What is kept apart without being known for certain."""
    category = _category(page)
    for line in page.category:
        if line is not category and not is_icon(line.text):
            yield _remark(line, gettext_noop("unknown part of the page, kept apart"))
    if page.transcript and page.transcript_label is None:
        line = page.transcript[0]
        yield _remark(line, gettext_noop("no heading before the first time"))
    if page.footer and not is_footer_label(page.footer[0].text):
        line = page.footer[0]
        yield _remark(line, gettext_noop("text after the transcript, taken as the page's footer"))
    timed = [line for line in page.footer if has_stamp(line.text)]
    if timed:
        yield _remark(
            timed[0],
            gettext_noop("lines with a time in the page's footer, left out: %(count)d"),
            count=len(timed),
        )


def _remark(line: Line, template: str, **params: object) -> Problem:
    return remark(line.number, line.column, template, line.text, **params)


def _blocks(lines: Iterable[Line]) -> Iterator[list[Line]]:
    """Runs of neighbouring lines."""
    block: list[Line] = []
    for line in lines:
        if block and line.number > block[-1].number + 1:
            yield block
            block = []
        block.append(line)
    if block:
        yield block


def _part(kind: PartKind, lines: Iterable[Line]) -> Part:
    lines = list(lines)
    return Part(kind, lines[0].number, lines[-1].number, _joined(lines))


def _joined(lines: Iterable[Line]) -> str:
    """The lines' text; a blank line where there were blank ones between two."""
    return "\n\n".join("\n".join(x.text.strip() for x in block) for block in _blocks(lines))
