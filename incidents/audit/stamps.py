"""Time stamps of RFC 3161: what is asked of an authority, and whether its answer holds.

Nothing here reaches the network.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from cryptography.x509 import Certificate, load_pem_x509_certificates
from rfc3161_client import (
    HashAlgorithm,
    TimeStampRequest,
    TimestampRequestBuilder,
    TimeStampResponse,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

from incidents.audit.heads import Head, head_bytes
from incidents.input_error import InputError


class StampError(InputError):
    """An authority that did not stamp, or a stamp that does not hold."""


class CannotCheckError(StampError):
    """The certificates against which a stamp would be checked cannot be read."""


@dataclass(frozen=True)
class Authority:
    """A time-stamping authority: its name here, where it is asked (empty: no longer), and the file
    with the certificates its stamps must lead to, as PEM."""

    name: str
    url: str
    certificates: Path


def request_for(head: Head) -> TimeStampRequest:
    """What is sent: the SHA-256 of the head's bytes, a nonce, the wish for the certificate."""
    builder = TimestampRequestBuilder().data(head_bytes(head))
    return builder.hash_algorithm(HashAlgorithm.SHA256).cert_request(cert_request=True).build()


def check_stamp(
    answer: bytes, head: Head, authority: Authority, request: TimeStampRequest | None = None
) -> datetime:
    """The moment at which the authority saw this head. Raises StampError.

    With the request, its nonce must come back too: the answer is not an old one.
    """
    response = decoded(answer, authority)
    nonce, roots = request.nonce if request else None, _certificates(authority)
    try:
        builder = VerifierBuilder(roots=roots, nonce=nonce)
        builder.build().verify_message(response, head_bytes(head))
    except (VerificationError, ValueError) as error:
        raise StampError(
            "%(name)s: the stamp does not hold: %(reason)s",
            name=authority.name,
            reason=str(error),
        ) from error
    return response.tst_info.gen_time.astimezone(UTC)


def decoded(answer: bytes, authority: Authority) -> TimeStampResponse:
    """The answer; StampError for one that is no answer, or a refusal."""
    try:
        response = decode_timestamp_response(answer)
    except ValueError as error:
        raise StampError(
            "%(name)s: the answer is not a time stamp (%(reason)s)",
            name=authority.name,
            reason=str(error)[:200],
        ) from error
    if response.status != 0:
        raise StampError(
            "%(name)s: refused, status %(status)s %(reason)s",
            name=authority.name,
            status=response.status,
            reason=" ".join(response.status_string),
        )
    return response


def _certificates(authority: Authority) -> list[Certificate]:
    try:
        found: Sequence[Certificate] = load_pem_x509_certificates(
            authority.certificates.read_bytes()
        )
    except OSError as error:
        raise CannotCheckError(
            "%(name)s: %(path)s: %(reason)s",
            name=authority.name,
            path=authority.certificates,
            reason=error.strerror or "cannot be read",
        ) from error
    except ValueError as error:
        raise CannotCheckError(
            "%(name)s: %(path)s: no certificate (PEM) is in it",
            name=authority.name,
            path=authority.certificates,
        ) from error
    return list(found)
