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
    """A key, whatever address it comes from today; else an address, as ``limits.address`` reads
    it. A key without the scope to read has no more than an address."""
    key = key_of(request)
    if key is not None:
        reads = KeyScope.READ in key.scopes
        most = settings.API_KEY_A_MINUTE if reads else settings.API_A_MINUTE
        return Client("key", str(key.pk), most)
    return Client("address", limits.address(request), settings.API_A_MINUTE)
