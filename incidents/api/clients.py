"""Who asks the API, as its limit counts."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest

from incidents import limits


@dataclass(frozen=True)
class Client:
    """One who is counted: by what (``kind``), under which name, and how many requests a minute are
    answered; 0: any number."""

    kind: str
    name: str
    a_minute: int


def client_of(request: HttpRequest) -> Client:
    """An address, as ``limits.address`` reads it."""
    return Client("address", limits.address(request), settings.API_A_MINUTE)
