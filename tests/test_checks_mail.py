"""Half settings for mail are an error; both or neither is none."""

import pytest
from pytest_django import Settings

from incidents.checks import check_mail


@pytest.mark.parametrize(
    ("server", "sender", "errors"),
    [("", "", []), ("smtp://x", "a@b.c", []), ("smtp://x", "", ["E"]), ("", "a@b.c", ["E"])],
)
def test_a_server_and_a_sender_are_set_together(
    settings: Settings, server: str, sender: str, errors: list[str]
) -> None:
    settings.EMAIL_URL, settings.DEFAULT_FROM_EMAIL = server, sender

    found = check_mail(None)

    assert ["E" for _each in found] == errors
    assert {each.id for each in found} <= {"incidents.E010"}
