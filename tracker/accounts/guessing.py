"""How often somebody may guess: at a password, at a code of the second factor."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from django.http import HttpRequest

from incidents.limits import Limit, address, key
from tracker.accounts import devices
from tracker.accounts.devices import same_name

WINDOW = timedelta(minutes=15)
ATTEMPTS = 10
ATTEMPTS_OF_ADDRESS = 50  # whatever the names: an office behind one address stays below it
QUESTIONS_OF_ADDRESS = 100
CODES_OF_NAME = 50
CODES_WINDOW = timedelta(days=1)
CODE_LIVES = timedelta(minutes=2)
"""Longer than the 90 seconds in which an app's code is taken."""


def at_password(request: HttpRequest, name: str) -> Sequence[Limit]:
    """From a device known for this name, ATTEMPTS in WINDOW, whatever others do. From elsewhere
    as many for the name from one address, and ATTEMPTS_OF_ADDRESS from it whatever the names.

    There is no limit of the name over all addresses: it would let anybody lock anybody out.
    """
    if mark := devices.known(request, name):
        return [Limit(key("device", mark), ATTEMPTS, WINDOW)]
    own = key("name", address(request), same_name(name))
    return [Limit(own, ATTEMPTS, WINDOW), of_address(request)]


def at_code(request: HttpRequest, name: str) -> Sequence[Limit]:
    """As for passwords, and from unknown devices CODES_OF_NAME a day from all addresses together.

    Who reaches this page knows the password already. A code has a million values, so many addresses
    could try them all; the person themselves gets in from a known device, or with a passkey, which
    nobody can guess.
    """
    if mark := devices.known(request, name):
        return [Limit(key("device code", mark), ATTEMPTS, WINDOW)]
    own = key("code", address(request), same_name(name))
    everywhere = Limit(key("codes", same_name(name)), CODES_OF_NAME, CODES_WINDOW, shared=True)
    return [Limit(own, ATTEMPTS, WINDOW), of_address(request), everywhere]


def of_address(request: HttpRequest) -> Limit:
    """What one address may fail at, whatever it tries."""
    return Limit(key("address", address(request)), ATTEMPTS_OF_ADDRESS, WINDOW, shared=True)


def at_passkey(request: HttpRequest) -> Sequence[Limit]:
    """Nobody guesses a passkey: the address only pays for our work (a question, an answer), apart
    from all else, so that who is locked out with a password still gets in with one."""
    own = key("passkey", address(request))
    return [Limit(own, QUESTIONS_OF_ADDRESS, WINDOW, shared=True)]


def of_used_code(name: str, code: str) -> Limit:
    """A code of an app opens once, in whichever process it is read."""
    return Limit(key("used", same_name(name), code), 1, CODE_LIVES)
