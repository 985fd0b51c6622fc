"""Asking a time-stamping authority: the one place that reaches out, for a command or a job."""

import urllib.error
import urllib.request
from datetime import datetime
from http.client import HTTPException
from typing import NoReturn

from incidents.audit import Head
from incidents.audit.stamps import Authority, StampError, check_stamp, request_for

WAIT = 20.0  # seconds for each step of the conversation
MOST = 256 * 1024  # bytes; an answer with its certificates has a few thousand


class _Straight(urllib.request.HTTPRedirectHandler):
    """The address that the operator wrote is the one that is asked."""

    def redirect_request(self, *args: object, **more: object) -> None:
        """None: the redirect itself becomes the error."""
        return


def stamp(authority: Authority, head: Head, wait: float = WAIT) -> tuple[bytes, datetime]:
    """The authority's answer about this head, checked, and its moment. Raises StampError, with
    what went wrong: no connection, no answer in time, a refusal, a stamp that does not hold."""
    asked = request_for(head)
    request = urllib.request.Request(
        authority.url,
        data=asked.as_bytes(),
        headers={"Content-Type": "application/timestamp-query"},
    )
    opener = urllib.request.build_opener(_Straight)
    try:
        with opener.open(request, timeout=wait) as response:
            answer: bytes = response.read(MOST + 1)
    except urllib.error.HTTPError as error:
        error.close()
        _refuse(authority, f"HTTP {error.code} {error.reason}")
    except TimeoutError:
        _refuse(authority, f"no answer within {wait:g} seconds")
    except urllib.error.URLError as error:
        if isinstance(error.reason, TimeoutError):
            _refuse(authority, f"no answer within {wait:g} seconds")
        _refuse(authority, str(error.reason))
    except (OSError, HTTPException, ValueError) as error:
        _refuse(authority, str(error) or type(error).__name__)
    if len(answer) > MOST:
        _refuse(authority, f"its answer has more than {MOST} bytes")
    return answer, check_stamp(answer, head, authority, asked)


def _refuse(authority: Authority, reason: str) -> NoReturn:
    raise StampError(
        "%(name)s: %(reason)s (%(url)s)",
        name=authority.name,
        reason=reason,
        url=authority.url,
    )
