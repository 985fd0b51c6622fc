"""Web addresses that people hand in."""

from urllib.parse import urlsplit

from incidents.input_error import InputError, gettext_noop

SCHEMES = ("http", "https")
MAX_LENGTH = 1000


class AddressError(InputError):
    """Not an address that a reader may be sent to."""


def check_web_address(url: str) -> None:
    """Allow http and https addresses with a host, and nothing at all. Nothing is fetched."""
    if not url:
        return
    if len(url) > MAX_LENGTH:
        raise AddressError(
            gettext_noop("address of %(length)d characters; at most %(limit)d are kept"),
            length=len(url),
            limit=MAX_LENGTH,
        )
    try:
        parts = urlsplit(url)
        good = parts.scheme in SCHEMES and bool(parts.hostname) and not set(url) & set(" \t\r\n\0")
    except ValueError:
        good = False
    if not good:
        raise AddressError(
            gettext_noop("address “%(url)s” is not an http or https address"), url=url[:120]
        )
