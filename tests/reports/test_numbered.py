"""Page numbers that do not agree with the pages are noticed."""

from types import SimpleNamespace
from typing import Any

import pytest

from incidents.reports.numbered import misnumbered


def behind(link: dict[str, str], *words: str) -> Any:
    texts = [SimpleNamespace(text=each) for each in words]
    element = SimpleNamespace(attrib=link)
    return SimpleNamespace(element_tag="a::after", element=element, descendants=lambda: texts)


@pytest.mark.parametrize(
    ("box", "wrong"),
    [
        (behind({"href": "#news"}, "....", " 4"), False),
        (behind({"href": "#news"}, "....", " 3"), True),
        (behind({"href": "#gone"}, "4"), True),
        # Of another volume, and the dots before a number that stands on the next line.
        (behind({"href": "#news", "data-place": "vol. 2, 3"}, "vol. 2, 3"), False),
        (behind({"href": "#news"}, "......"), False),
        (SimpleNamespace(element_tag="a"), False),
    ],
)
def test_a_number_behind_a_link_is_that_of_the_page_of_its_anchor(box: Any, wrong: bool) -> None:
    assert misnumbered([box], {"news": 4}) is wrong
