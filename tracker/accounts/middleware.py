"""Sessions of staff end by themselves, grave pages ask for a fresh sign-in, and outside the demo
nobody gets anywhere without a second factor.

Only below /admin/: public pages never open a session.
"""

from __future__ import annotations

from typing import Any

from allauth.core.exceptions import ReauthenticationRequired
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext

from tracker.accounts import age, waiting
from tracker.accounts.asking import ask
from tracker.middleware import Next

FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
"""What counts as a second factor; recovery codes only replace one that is there."""

PROOF = frozenset(
    {
        "account_reauthenticate",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
        "account_login",
        "account_logout",
        "admin:logout",
        "admin:staff_language",
        "sign_in_language",
        "admin:jsi18n",
    }
)
"""Pages on which somebody shows who they are, or leaves."""

SET_UP = PROOF | {
    "mfa_index",
    "mfa_activate_totp",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "admin:password_change",
    "admin:password_change_done",
}
"""Pages on which somebody gets a second factor, and a password that is only theirs."""


class Waiting:
    """Turns the request that follows a proof into the form that waited for it, before anything
    else looks at it: second factor, age, rights and audit see the page that it was sent to."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith("/admin/"):
            waiting.take(request)
        return self.get_response(request)


class StaffPages:
    """A middleware that looks at each request to the staff pages by somebody signed in."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """None: the page is shown."""
        if not request.path_info.startswith("/admin/") or not request.user.is_authenticated:
            return None
        match = request.resolver_match
        return self.look(request, view, match.view_name if match else "")

    def look(self, request: HttpRequest, view: Any, page: str) -> HttpResponse | None:
        """What the subclass is for."""
        raise NotImplementedError


class SessionAge(StaffPages):
    """Ends what lasted too long, locks what nobody used, and asks before grave pages.

    Whoever is no member of staff any more is signed out. A locked session opens again with the
    password or a second factor, so that a form somebody took long to write is not lost.
    """

    def look(self, request: HttpRequest, view: Any, page: str) -> HttpResponse | None:
        user: Any = request.user
        if not user.is_staff or age.is_over(request):
            logout(request)
            messages.info(request, gettext("Your session has ended. Please sign in again."))
            return None
        if page in PROOF:
            return None
        grave = getattr(view, "sign_in_again", False) and not age.is_recent(request)
        if age.is_idle(request) or grave:
            return ask(request)
        age.see(request)
        return None

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Pages of django-allauth ask by themselves; its own way of going on would pass us by."""
        return ask(request) if isinstance(error, ReauthenticationRequired) else None


class SecondFactor(StaffPages):
    """Outside the demo: who has no second factor reaches the pages that set one up, and who has one
    but did not show it in this session the pages that ask for it. Superusers too."""

    def look(self, request: HttpRequest, view: Any, page: str) -> HttpResponse | None:
        if not settings.SECOND_FACTOR_REQUIRED:
            return None
        user: Any = request.user
        if not is_mfa_enabled(user, FACTORS):
            return None if page in SET_UP else HttpResponseRedirect(reverse("mfa_index"))
        if age.showed_second_factor(request) or page in PROOF:
            return None
        has_app = is_mfa_enabled(user, [Authenticator.Type.TOTP])
        return HttpResponseRedirect(
            reverse("mfa_reauthenticate" if has_app else "mfa_reauthenticate_webauthn")
        )
