import pytest

from tracker.launch.address import from_environment
from tracker.launch.errors import LaunchError


def test_without_a_word_it_is_this_machine_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOST", "")
    monkeypatch.setenv("PORT", "")

    assert from_environment().local_url == "http://127.0.0.1:8000/"


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("127.0.0.2", "http://127.0.0.2:81/"),
        ("0.0.0.0", "http://127.0.0.1:81/"),
        ("::1", "http://[::1]:81/"),
    ],
)
def test_the_address_can_be_opened(monkeypatch: pytest.MonkeyPatch, host: str, url: str) -> None:
    monkeypatch.setenv("HOST", host)
    monkeypatch.setenv("PORT", "81")

    assert from_environment().local_url == url


@pytest.mark.parametrize("port", ["x", "-1", "0", "65536", "8000.0", "٨"])
def test_a_port_that_is_none_is_named(monkeypatch: pytest.MonkeyPatch, port: str) -> None:
    monkeypatch.setenv("PORT", port)

    with pytest.raises(LaunchError, match="is not a port"):
        from_environment()
