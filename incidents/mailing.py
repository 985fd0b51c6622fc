"""How a mail is written and handed over: from a template whose first line is its subject.

A mail is plain text. No address is ever logged, nor what a server says of one.
"""

import logging
import re
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from smtplib import (
    SMTPException,
    SMTPResponseException,
    SMTPSenderRefused,
    SMTPServerDisconnected,
)
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.template.loader import render_to_string
from django.utils import translation

from incidents.input_error import InputError, gettext_noop

logger = logging.getLogger(__name__)

FAULTS = (SMTPException, OSError, ValueError)
"""What a server, a network or an address that no server takes can raise."""
BLANK = re.compile(r"\n{3,}")
"""Empty lines that parts of a template leave where they have nothing to say."""
CLOSING = 421
"""What a server answers that takes nothing more for now."""


class NoServer(InputError):
    """The server that takes our mails does not answer: nobody's address is at fault."""


@contextmanager
def server() -> Iterator[Any]:
    """A connection for several mails. Raises NoServer, also where mail is not set up."""
    if not settings.MAILS:
        raise NoServer(gettext_noop("mail is not set up (EMAIL_URL, DEFAULT_FROM_EMAIL)"))
    connection = get_connection()
    try:
        connection.open()
    except FAULTS as error:
        raise _no_answer(error) from None
    try:
        yield connection
    finally:
        try:
            connection.close()
        except FAULTS as error:
            logger.warning("mail server closed badly: %s", type(error).__name__)


def message(
    template: str,
    *,
    to: str,
    language: str,
    context: Mapping[str, Any],
    headers: Mapping[str, str] | None = None,
) -> EmailMessage:
    """The mail of ``mail/<template>.txt`` in a language. Nothing answers it by itself."""
    with translation.override(language):
        written = render_to_string(
            f"mail/{template}.txt",
            {"site_name": settings.SITE_NAME, "site_url": settings.SITE_URL, **context},
        )
    subject, _line, body = written.strip().partition("\n")
    automatic = {
        "Auto-Submitted": "auto-generated",
        "Content-Language": language,
        # Django's own would tell the name of the machine.
        "Message-ID": message_id(template, secrets.token_hex(8)),
    }
    return EmailMessage(
        subject=" ".join(subject.split()),
        body=BLANK.sub("\n\n", body.strip()) + "\n",
        to=[to],
        headers=automatic | dict(headers or {}),
    )


def sent(mail: EmailMessage, connection: Any) -> bool:
    """Hand it over; False where this address is not taken, whose reason is logged without it.

    Raises NoServer where the server went away, or takes nothing from us now: all that follow would
    fail alike, and no address is at fault.
    """
    try:
        mail.connection = connection
        return bool(mail.send())
    except FAULTS as error:
        code = getattr(error, "smtp_code", "")
        logger.warning("mail not taken: %s %s", type(error).__name__, code)
        if _is_ours(error):
            raise _no_answer(error) from None
        return False


def _is_ours(error: Exception) -> bool:
    if isinstance(error, SMTPServerDisconnected | SMTPSenderRefused):
        return True
    if isinstance(error, SMTPResponseException):
        return error.smtp_code == CLOSING
    return isinstance(error, OSError) and not isinstance(error, SMTPException)


def _no_answer(error: Exception) -> NoServer:
    return NoServer(
        gettext_noop("the mail server does not answer (%(error)s)"), error=type(error).__name__
    )


def message_id(*parts: object) -> str:
    """An id that is the same whenever the same mail is made: who gets it twice can see so."""
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    return f"<{'.'.join(map(str, parts))}@{host.strip('[]')}>"
