"""Addresses below /admin/ for signing in. django-allauth's others (registering, mail, resetting a
password) do not exist here."""

from __future__ import annotations

from typing import Any

from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as keys
from django.conf import settings
from django.contrib import admin
from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from tracker.accounts import sign_in


def page(view: Any, title: Any) -> Any:
    """The view with its title, in the frame of the staff pages, kept by no cache."""
    frame = {
        "site_header": admin.site.site_header,
        "site_title": admin.site.site_title,
        "second_factor_required": lambda: settings.SECOND_FACTOR_REQUIRED,
        "title": title,
    }
    return never_cache(view.as_view(extra_context=frame))


SECOND = _("Second factor")
AGAIN = _("Sign in again")

urlpatterns = [
    path("login/", page(sign_in.SignIn, _("Sign in")), name="account_login"),
    path("login/code/", page(sign_in.Code, SECOND), name="mfa_authenticate"),
    path("login/passkey/", page(sign_in.PasskeySignIn, _("Sign in")), name="mfa_login_webauthn"),
    path("login/leave/", require_POST(sign_in.leave), name="account_logout"),
    path("login/language/", set_language, name="sign_in_language"),
    path("again/", page(sign_in.Again, AGAIN), name="account_reauthenticate"),
    path("again/code/", page(sign_in.AgainCode, AGAIN), name="mfa_reauthenticate"),
    path(
        "again/passkey/",
        page(sign_in.AgainPasskey, AGAIN),
        name="mfa_reauthenticate_webauthn",
    ),
    path("factor/", page(factors.IndexView, SECOND), name="mfa_index"),
    path(
        "factor/app/", page(sign_in.ActivateApp, _("Authenticator app")), name="mfa_activate_totp"
    ),
    path(
        "factor/app/remove/",
        page(app.DeactivateTOTPView, _("Remove the authenticator app")),
        name="mfa_deactivate_totp",
    ),
    path(
        "factor/codes/",
        page(recovery.ViewRecoveryCodesView, _("Recovery codes")),
        name="mfa_view_recovery_codes",
    ),
    path(
        "factor/codes/new/",
        page(recovery.GenerateRecoveryCodesView, _("New recovery codes")),
        name="mfa_generate_recovery_codes",
    ),
    path("factor/passkeys/", page(keys.ListWebAuthnView, _("Passkeys")), name="mfa_list_webauthn"),
    path("factor/passkeys/add/", page(sign_in.AddKey, _("Add a passkey")), name="mfa_add_webauthn"),
    path(
        "factor/passkeys/<int:pk>/remove/",
        page(keys.RemoveWebAuthnView, _("Remove a passkey")),
        name="mfa_remove_webauthn",
    ),
    path(
        "factor/passkeys/<int:pk>/edit/",
        page(keys.EditWebAuthnView, _("Rename a passkey")),
        name="mfa_edit_webauthn",
    ),
]
