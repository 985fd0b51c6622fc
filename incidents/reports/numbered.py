"""Whether the page numbers that a laid out document prints are those of its pages.

Where whether a block fits on a page depends on the numbers in it, laying out may end before the
numbers agree with the pages. Nobody sees it, and everybody who looks something up is led astray.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

NUMBER = re.compile(r"(\d+)\s*$")
ELSEWHERE = "data-place"
"""Of a link to another volume, which says itself where that is."""


def misnumbered(boxes: Iterable[Any], places: Mapping[str, int]) -> bool:
    """Whether a number behind a link is not that of the page where its anchor stands."""
    return any(places.get(anchor) != number for anchor, number in _printed(boxes))


def _printed(boxes: Iterable[Any]) -> Iterator[tuple[str, int]]:
    for box in boxes:
        if box.element_tag == "a::after" and ELSEWHERE not in box.element.attrib:
            text = "".join(getattr(each, "text", "") for each in box.descendants())
            if found := NUMBER.search(text):
                yield box.element.attrib["href"].removeprefix("#"), int(found[1])
