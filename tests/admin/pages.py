"""What a browser would send back: the values of the form on a page."""

from html.parser import HTMLParser
from typing import Any

from django.test import Client

Values = dict[str, Any]


class _Form(HTMLParser):
    """Collects the fields of the last form on the page, as they stand."""

    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, list[str]] = {}
        self.select = ""
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        have = dict(attrs)
        name = have.get("name") or ""
        match tag:
            case "input" if name and have.get("type") not in ("submit", "file"):
                ticked = have.get("type") not in ("checkbox", "radio") or "checked" in have
                if ticked:
                    unset = "on" if have.get("type") == "checkbox" else ""
                    self.values.setdefault(name, []).append(have.get("value") or unset)
            case "select":
                self.select = name
            case "option" if self.select and "selected" in have:
                self.values.setdefault(self.select, []).append(have.get("value") or "")
            case "textarea":
                self.text = name
                self.values[name] = [""]

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self.select = ""
        if tag == "textarea":
            self.text = ""

    def handle_data(self, data: str) -> None:
        if self.text:
            self.values[self.text][0] += data.removeprefix("\n")


def form_values(client: Client, address: str) -> Values:
    """Open a page and read its form; repeated names give lists."""
    response = client.get(address)
    assert response.status_code == 200, (address, response.status_code)
    parser = _Form()
    parser.feed(response.content.decode())
    parser.values.pop("csrfmiddlewaretoken", None)
    return {k: v[0] if len(v) == 1 else v for k, v in parser.values.items()}
