"""Pages in Chromium: what the browser complains about fails the test."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Request
    from pytest_django.live_server_helper import LiveServer


def failed(request: "Request") -> list[str]:
    """The address of a failed request; leaving a page ends its last ones, which is no fault."""
    return [] if request.failure == "net::ERR_ABORTED" else [request.url]


@pytest.fixture
def page(chromium: "Browser", live_server: "LiveServer") -> "Iterator[Page]":
    """A page in French; console messages and failed requests end the test."""
    context = chromium.new_context(locale="fr-FR")
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("console", lambda message: complaints.append(message.text))
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("requestfailed", lambda request: complaints.extend(failed(request)))
    yield opened
    context.close()
    assert complaints == []
