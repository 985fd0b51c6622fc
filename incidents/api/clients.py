"""Who asks the API, as its limit counts."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest

from incidents import limits
from incidents.api.keys import key_of
from incidents.codes import KeyScope


@dataclass(frozen=True)
class Client:
    """One who is counted: by what (``kind``), under which name, and how many requests a minute are
    answered; 0: any number."""

    kind: str
    name: str
    a_minute: int


def client_of(request: HttpRequest) -> Client:
    """The key that a request holds, whose use is noted: one that may read asks more often. Without
    one, or with one that opens nothing, the address, as ``limits.address`` reads it: so keys are
    not guessed any faster than anything else is asked."""
    key = key_of(request)
    if key is None:
        return Client("address", limits.address(request), settings.API_A_MINUTE)
    reads = KeyScope.READ in key.scopes
    return Client(
        "key", str(key.pk), settings.API_A_MINUTE_BY_KEY if reads else settings.API_A_MINUTE
    )
