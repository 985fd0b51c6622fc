"""What axe finds on a page: accessibility, checked in the browser that shows it."""

from typing import TYPE_CHECKING, Any

from axe_playwright_python.base import AXE_SCRIPT

if TYPE_CHECKING:
    from playwright.sync_api import Page

FIND = "options => axe.run(options).then(({violations}) => violations)"


def violations(page: "Page", *only: str) -> list[Any]:
    """The rules that are broken, each with all its places (``only``: of these rules or tags).

    The rules that hold are not written out: with the selector of every place where each holds, as
    axe writes them unless it is told otherwise, that is most of its time."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    options: dict[str, Any] = {"resultTypes": ["violations"]}
    found: list[Any] = page.evaluate(FIND, options | ({"runOnly": list(only)} if only else {}))
    return found
