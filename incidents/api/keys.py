"""Who asks with a key: `Authorization: Bearer vigie_…`. No cookie is looked at."""

from typing import Any

from django.db import DatabaseError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.views import APIView

from incidents import recorded
from incidents.actions import api_key
from incidents.codes import KeyScope
from incidents.input_error import gettext_noop
from incidents.models import ApiKey

SCHEME = "bearer"
REALM = 'Bearer realm="vigie"'
LONGEST_HEADER = 200
FOUND = "_vigie_key"


class InvalidKey(AuthenticationFailed):
    """A key was given, and opens nothing. ``challenge`` is what WWW-Authenticate says."""

    challenge = f'{REALM}, error="invalid_token"'


class MissingScope(PermissionDenied):
    """A key that is good for something else."""

    challenge = f'{REALM}, error="insufficient_scope"'
    default_detail = gettext_lazy("This key is not good for this: its scope is missing.")


class KeyAuthentication(BaseAuthentication):
    """The account of a key, and the key. Without the header there is nobody."""

    def authenticate(self, request: Request) -> tuple[Any, ApiKey] | None:
        """Raises InvalidKey for whatever else stands in the header."""
        try:
            key = _key_of(request._request)
        except api_key.KeyRefused as error:
            raise InvalidKey(_(error.template) % error.params) from error
        if key is None:
            return None
        return key.account, key

    def authenticate_header(self, request: Request) -> str:
        """What a 401 asks for."""
        return REALM


class MayWrite(BasePermission):
    """The key has the scope for submissions."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        """Raises MissingScope; without a key the answer is 401."""
        key = request.auth
        if isinstance(key, ApiKey) and KeyScope.WRITE not in key.scopes:
            raise MissingScope
        return isinstance(key, ApiKey)


def key_of(request: HttpRequest) -> ApiKey | None:
    """The key that a request holds, its use noted, for limits that are counted before any view:
    None without one, with one that opens nothing, and while the database does not answer. It is
    looked up once."""
    try:
        key = _key_of(request)
    except (api_key.KeyRefused, DatabaseError):
        return None
    if key is not None:
        api_key.note_use(key, timezone.now())
    return key


def _key_of(request: HttpRequest) -> ApiKey | None:
    """Raises KeyRefused. What was found is remembered with the request."""
    given = request.headers.get("Authorization", "")
    if not given:
        return None
    found: ApiKey | None = getattr(request, FOUND, None)
    if found is None:
        scheme, _blank, secret = given[: LONGEST_HEADER + 1].partition(" ")
        if scheme.lower() != SCHEME or len(given) > LONGEST_HEADER:
            raise api_key.KeyRefused(
                gettext_noop("send a key of this API: Authorization: Bearer vigie_…")
            )
        found = api_key.find(secret.strip(), timezone.now())
        setattr(request, FOUND, found)
    return found


def by_key(request: Request) -> Any:
    """What is written inside is this key's doing, by this door."""
    return recorded.context(by=request.user, door="page api/v1/submissions/")
