"""Whether a page is valid HTML: parsed by the standard's algorithm, its errors kept; and the rules
of content that parsing does not ask for, as far as our pages use them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

from tinyhtml5.parser import HTMLParser  # type: ignore[import-untyped]

XHTML = "{http://www.w3.org/1999/xhtml}"
SVG = "{http://www.w3.org/2000/svg}"


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


PHRASING = _words(
    "a abbr b bdi bdo br button cite code data del dfn em i iframe img input ins kbd label link "
    "map mark meta meter noscript object output picture progress q ruby s samp script select "
    "slot small span strong sub sup svg template textarea time u var video wbr audio canvas "
    "datalist area option optgroup "
)
"""What may stand where only running text may."""

ONLY_PHRASING = _words(
    "p h1 h2 h3 h4 h5 h6 span strong em small b i code abbr cite q mark time label button pre "
    "dt summary sub sup data kbd s u var samp bdi "
)
"""What holds running text and nothing else (a heading in a summary is allowed, and not ours)."""

CHILDREN = {
    "ul": {"li", "script", "template"},
    "ol": {"li", "script", "template"},
    "dl": {"dt", "dd", "div", "script", "template"},
    "table": {"caption", "colgroup", "thead", "tbody", "tfoot", "tr"},
    "thead": {"tr"},
    "tbody": {"tr"},
    "tfoot": {"tr"},
    "tr": {"th", "td"},
    "select": {"option", "optgroup", "hr"},
    "picture": {"source", "img"},
}
NEEDED = {"img": {"src", "alt"}, "a": set(), "html": {"lang"}, "link": {"rel", "href"}}
INTERACTIVE = frozenset({"a", "button", "details", "input", "label", "select", "textarea"})
REFERENCES = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "headers", "form")
OBSOLETE = _words("align bgcolor border cellpadding cellspacing valign")
HEADINGS = {f"h{level}": level for level in range(1, 7)}


def faults(text: str) -> list[str]:
    """Everything wrong with a page, in words."""
    parser = HTMLParser(namespace_html_elements=True)
    root: Any = parser.parse(text)
    found = [f"line {place[0]}: {code} {values or ''}" for place, code, values in parser.errors]
    elements = list(_elements(root, ()))
    return [*found, *_structure(elements), *_references(elements), *_outline(elements)]


Place = tuple[Element, str, tuple[str, ...]]


def _elements(node: Element, above: tuple[str, ...]) -> Iterator[Place]:
    """Every HTML element with its name and the names above it; what is inside a picture is SVG."""
    if not isinstance(node.tag, str) or node.tag.startswith(SVG):
        return
    name = node.tag.removeprefix(XHTML)
    yield node, name, above
    for child in node:
        yield from _elements(child, (*above, name))


def _structure(elements: list[Place]) -> Iterator[str]:
    for node, name, above in elements:
        parent = above[-1] if above else ""
        allowed = CHILDREN.get(parent)
        if allowed is not None and name not in allowed:
            yield f"<{name}> in <{parent}>"
        within = [each for each in above if each in ONLY_PHRASING]
        if within and name not in PHRASING and not (name in HEADINGS and "summary" in within):
            yield f"<{name}> in <{within[-1]}>, which holds running text"
        if name in INTERACTIVE and "a" in above:
            yield f"<{name}> inside a link"
        if name in INTERACTIVE - {"label"} and "button" in above:
            yield f"<{name}> inside a button"
        for missing in NEEDED.get(name, set()) - set(node.attrib):
            yield f"<{name}> without {missing}"
        for attribute in set(node.attrib) & OBSOLETE:
            yield f"<{name}> with {attribute}, which is obsolete"


def _references(elements: list[Place]) -> Iterator[str]:
    ids = Counter(node.attrib["id"] for node, _name, _above in elements if "id" in node.attrib)
    yield from (f"the id {each} stands {n} times" for each, n in ids.items() if n > 1)
    yield from (
        f"the id “{each}” is empty or has a space" for each in ids if not each or " " in each
    )
    for node, name, _above in elements:
        for attribute in REFERENCES:
            for each in node.attrib.get(attribute, "").split():
                if each not in ids:
                    yield f"<{name}> {attribute} names {each}, which is no id"
        target = node.attrib.get("href", "")
        if name == "a" and target.startswith("#") and len(target) > 1 and target[1:] not in ids:
            yield f"a link leads to {target}, which is no id"


def _outline(elements: list[Place]) -> Iterator[str]:
    names = Counter(name for _node, name, _above in elements)
    yield from (f"{names[each]} <{each}>" for each in ("main", "h1", "title") if names[each] != 1)
    before = 0
    for _node, name, _above in elements:
        level = HEADINGS.get(name, 0)
        if level > before + 1 and before:
            yield f"<{name}> follows <h{before}>"
        before = level or before
