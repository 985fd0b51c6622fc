"""The pages of signing in: django-allauth's, behind the limit on guessing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.views import LoginView, ReauthenticateView
from allauth.mfa.base import views as codes
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn import views as keys
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from incidents import limits
from incidents.limits import Limit
from tracker.accounts import guessing, waiting


class Limited:
    """A page that somebody could guess on: each attempt is paid for before it is looked at, and
    given back when it was right. After too many, 429 until the time is over."""

    request: HttpRequest
    paid: Sequence[Limit] = ()

    def limits(self) -> Sequence[Limit]:
        """What an attempt costs; nothing where there is nothing to guess."""
        raise NotImplementedError

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.paid = self.limits()
        if not limits.pay(self.paid, timezone.now()):
            return too_many(request)
        answer: HttpResponse = super().post(request, *args, **kwargs)  # type: ignore[misc]
        return answer

    def form_valid(self, form: Any) -> HttpResponse:
        if self.paid:
            limits.forgive(self.paid)
        answer: HttpResponse = super().form_valid(form)  # type: ignore[misc]
        return answer


def too_many(request: HttpRequest) -> HttpResponse:
    """429, with what still opens."""
    seconds = int(guessing.WINDOW.total_seconds())
    response = render(request, "account/too_many.html", status=429)
    response.headers["Retry-After"] = str(seconds)
    return response


class SignIn(Limited, LoginView):
    """The one sign-in page: name and password, or a passkey."""

    def limits(self) -> Sequence[Limit]:
        return guessing.at_password(self.request, self.request.POST.get("username", ""))


class Code(Limited, codes.AuthenticateView):
    """The second factor after the password. A passkey's answer is never held back."""

    def limits(self) -> Sequence[Limit]:
        if "code" not in self.request.POST:
            return guessing.at_passkey(self.request)
        return guessing.at_code(self.request, self.stage.login.user.get_username())


class PasskeySignIn(Limited, keys.LoginWebAuthnView):
    """A passkey instead of name and password. Each question is kept in a new session, and paid."""

    def limits(self) -> Sequence[Limit]:
        return guessing.at_passkey(self.request)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not limits.pay(self.limits(), timezone.now()):
            return too_many(request)
        return super().get(request, *args, **kwargs)


class SignedIn:
    """A page of somebody signed in, who may guess at what they signed in with."""

    request: HttpRequest

    def name(self) -> str:
        user: Any = self.request.user
        return str(user.get_username())


class Proof:
    """A page on which somebody signed in shows again who they are. What they sent meanwhile goes on
    from here, or they are told that it does not."""

    request: HttpRequest

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**more)  # type: ignore[misc]
        return context | {"sent": waiting.state(self.request)}

    def form_valid(self, form: Any) -> HttpResponse:
        answer: HttpResponse = super().form_valid(form)  # type: ignore[misc]
        if not waiting.prove(self.request, answer.headers["Location"]):
            messages.warning(
                self.request,
                gettext("What you sent was not kept, and nothing was saved. Please type it again."),
            )
        return answer


class Again(Proof, Limited, SignedIn, ReauthenticateView):
    """The password again. A session that is not its owner's guesses no faster than a stranger."""

    def limits(self) -> Sequence[Limit]:
        return guessing.at_password(self.request, self.name())


class AgainCode(Proof, Limited, SignedIn, codes.ReauthenticateView):
    """A code again."""

    def limits(self) -> Sequence[Limit]:
        return guessing.at_code(self.request, self.name())


class AgainPasskey(Proof, keys.ReauthenticateWebAuthnView):
    """A passkey again. After a wrong answer one is still here, and what was sent still waits."""

    def form_invalid(self, form: Any) -> HttpResponse:
        for said in form.errors.get("credential", []):
            messages.error(self.request, said)
        return HttpResponseRedirect(self.passthrough_next_url(self.request.path))


class ActivateApp(ActivateTOTPView):
    """An app's first code is a proof of the second factor: it is not asked for at once again."""

    def form_valid(self, form: Any) -> HttpResponse:
        answer: HttpResponse = super().form_valid(form)
        showed(self.request, Authenticator.Type.TOTP)
        return answer


class AddKey(keys.AddWebAuthnView):
    """So is a passkey that was just made."""

    def form_valid(self, form: Any) -> HttpResponse:
        answer: HttpResponse = super().form_valid(form)
        showed(self.request, Authenticator.Type.WEBAUTHN)
        return answer


def showed(request: HttpRequest, kind: str) -> None:
    """This session has shown the second factor."""
    user: Any = request.user
    record_authentication(request, user, "mfa", type=kind)


def leave(request: HttpRequest) -> HttpResponse:
    """Give up signing in half-way, or sign out: nothing of it stays."""
    logout(request)
    return HttpResponseRedirect(reverse("account_login"))
