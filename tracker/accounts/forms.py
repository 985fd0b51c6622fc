"""The forms of signing in: django-allauth's, with our words, and with an answer for bad input."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from allauth.account.forms import LoginForm, ReauthenticateForm
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as codes
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn import forms as keys
from django import forms
from django.contrib.auth.forms import UsernameField
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from incidents import limits
from tracker.accounts import guessing


class SignInForm(LoginForm):
    """Name and password; the name as Django's own forms read it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = UsernameField(label=_("User name"), max_length=150)
        _plain(self.fields["login"], autofocus=True, autocomplete="username")
        _plain(self.fields["password"])

    def add_prefix(self, field_name: str) -> str:
        """The name goes by the field name that password managers look for."""
        return "username" if field_name == "login" else str(super().add_prefix(field_name))


class AgainForm(ReauthenticateForm):
    """The password again."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self.fields["password"], autofocus=True)


class _OnceOnly(codes.BaseAuthenticateForm):
    """A code opens once: allauth forgets a used one before it ends, and in each process alone."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code")
        _plain(self.fields["code"], autofocus=True, inputmode="numeric")

    def clean_code(self) -> str:
        code = str(super().clean_code())
        digits = "".join(filter(str.isdigit, code))
        used = guessing.of_used_code(self.user.get_username(), digits)
        if not limits.pay([used], timezone.now()):
            raise get_adapter().validation_error("incorrect_code")
        return code


class CodeForm(_OnceOnly, codes.AuthenticateForm):
    """A code of the app, or a recovery code, after the password."""


class AgainCodeForm(_OnceOnly, codes.ReauthenticateForm):
    """A code, to sign in again."""


class ActivateForm(ActivateTOTPForm):
    """The first code of an app, which shows that it has the secret."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code that the app shows")
        _plain(self.fields["code"], inputmode="numeric")


@contextmanager
def _understood() -> Iterator[None]:
    """What is no answer of a passkey at all is a wrong one, not a fault of ours."""
    try:
        yield
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise get_adapter().validation_error("incorrect_code") from error


class AddKeyForm(keys.AddWebAuthnForm):
    """A new passkey, and the name its owner gives it."""

    name = forms.CharField(label=_("Name of this passkey"), max_length=100, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].label = _("Sign in with it alone, without the password")
        self.fields["passwordless"].initial = True
        self.fields["passwordless"].help_text = _(
            "The device then asks for your fingerprint, face or PIN each time."
        )

    def clean(self) -> dict[str, Any]:
        with _understood():
            cleaned: dict[str, Any] = super().clean()
        return cleaned


class RenameKeyForm(keys.EditWebAuthnForm):
    """Another name for a passkey."""

    name = forms.CharField(label=_("Name of this passkey"), max_length=100)


class _Understood(keys.AuthenticateWebAuthnForm):
    def clean_credential(self) -> Any:
        with _understood():
            return super().clean_credential()


class KeyForm(_Understood):
    """A passkey after the password."""


class SignInKeyForm(_Understood, keys.LoginWebAuthnForm):
    """A passkey instead of the password."""


class AgainKeyForm(_Understood, keys.ReauthenticateWebAuthnForm):
    """A passkey, to sign in again."""


def _plain(field: Any, **attributes: Any) -> None:
    """No words inside the field: they vanish as one types, and its label says what it is."""
    field.help_text = ""
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs.update(attributes)
